/** Health of a hub, as a load balancer asks for it. */

import { refusal } from "./refusal.ts";

/** What it is answered. */
export function healthOf(hub: { readonly isDraining: boolean }): Response {
  if (hub.isDraining) return refusal(503, "draining", 1);
  const headers = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };
  return new Response("ok", { headers });
}
