/** Snapshots for tests of stores: as a store has them, and what is in them. */

import { loadPacking, toBase64Url } from "../../server/platform/mod.ts";
import { digest } from "../../server/security/mod.ts";
import { compact } from "../../server/world/state/compact.ts";
import type { OpenSnapshot } from "../../server/world/state/kept_state.ts";
import { pack, unpackContent } from "../../server/world/state/snapshot_codec.ts";
import type { Snapshot, StateStore } from "../../server/world/ports/state_store.ts";

const packing = await loadPacking();

/** A snapshot that a store can read nothing of, with these differences. */
export function snapshot(changes: Partial<OpenSnapshot> = {}): Snapshot {
  const { epoch = 0, holder = "writer", order = 0, handled = 0, attempt = 0, apart, ...rest } =
    changes;
  const { codec, bytes } = pack(
    compact({ owner: "me", url: "/", view: "", fields: {}, ...rest }),
    packing,
  );
  const counts = { epoch, holder, order, handled, attempt, ...(apart && { apart }) };
  return { ...counts, codec, date: 0, body: bytes };
}

/** The snapshot that was stored, to be read. */
export function opened(stored: Snapshot): OpenSnapshot {
  const { codec, body, date: _date, ...counts } = stored;
  const content = unpackContent({ codec, bytes: body }, packing);
  if (!content) throw new Error("the snapshot cannot be read");
  return { ...counts, ...content };
}

/** The key of a token in the store of a site. */
export async function keyOf(token: string): Promise<string> {
  return toBase64Url(await digest(`djust snapshot\0${token}`, 18));
}

/** The snapshot that another process takes over from a store. */
export async function takenRaw(
  store: StateStore,
  key: string,
  attempt: number,
): Promise<OpenSnapshot | undefined> {
  const taken = await store.take(key, { holder: `taker ${attempt}`, attempt, handled: 0 });
  return taken.type === "snapshot" ? opened(taken.snapshot) : undefined;
}
