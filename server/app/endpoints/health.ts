/** Health of a hub, as a load balancer asks for it. */

import type { StoreStatus } from "../../world/mod.ts";
import type { HubStats } from "../hub/mod.ts";
import { refusal } from "../request/mod.ts";

/** What is asked of a hub. */
export interface Healthy {
  readonly isDraining: boolean;
  stats(): Pick<HubStats, "extensions">;
}

/** What it is answered: a store that is away is named, and keeps no process from its visitors. */
export function healthOf(hub: Healthy): Response {
  if (hub.isDraining) return refusal(503, "draining", 1);
  const { stores, presence } = hub.stats().extensions as {
    readonly stores?: Readonly<Record<string, StoreStatus>>;
    readonly presence?: { readonly store?: StoreStatus };
  };
  const all = { ...stores, presence: presence?.store };
  const away = Object.entries(all).filter(([, status]) => status?.state === "degraded")
    .map(([name]) => name);
  const headers = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };
  return new Response(away.length > 0 ? `ok; degraded: ${away.join(", ")}` : "ok", { headers });
}
