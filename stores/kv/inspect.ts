/** Inspector of a Deno KV: its nodes, snapshots and sizes, and what of it can be cleared. */

import { type Clock, SystemClock } from "../../server/world/mod.ts";
import type {
  Inspector,
  InspectorKind,
  SeenInstance,
  SeenKind,
  SeenNode,
} from "../cli/inspector.ts";
import { unpack } from "../node/pack.ts";
import { checkFile, Keys, type KvEntry, KvHandle, type KvKey } from "./handle/mod.ts";
import { keptIn } from "./state/mod.ts";
import { type NodeRecord, outboxIn, purge } from "./node/mod.ts";

/** Looks into a Deno KV. */
export class KvInspector implements Inspector {
  readonly #handle: KvHandle;
  readonly #keys: Keys;
  readonly #clock: Clock;

  /** Opens it when it is first asked. */
  constructor(handle: KvHandle, keys: Keys, clock: Clock) {
    this.#handle = handle;
    this.#keys = keys;
    this.#clock = clock;
  }

  async nodes(ms: number): Promise<readonly SeenNode[]> {
    const records = await this.#list(this.#keys.nodes);
    const before = await this.#list(this.#keys.outboxes);
    await new Promise<void>((done) => void this.#clock.timer(ms, done));
    const after = new Map((await this.#list(this.#keys.outboxes)).map((one) => [idOf(one), one]));
    return records.flatMap((entry) => {
      const id = idOf(entry);
      const record = unpack(entry.value) as NodeRecord | undefined;
      const outbox = after.get(id);
      if (!record || !outbox) return [];
      const isSilent = before.find((one) => idOf(one) === id)?.versionstamp === outbox.versionstamp;
      const state = isSilent ? "silent" : outboxIn(outbox.value)?.state ?? "silent";
      return [{ id, state, age: this.#clock.date() - record.started }];
    });
  }

  async instances(): Promise<readonly SeenInstance[]> {
    const now = this.#clock.date();
    const bytes = new Map<string, number>();
    const found = await this.#list(this.#keys.states);
    for (const entry of found) {
      const hash = String(entry.key[2]);
      bytes.set(hash, (bytes.get(hash) ?? 0) + sizeOf(entry));
    }
    return found.flatMap(({ key, value }) => {
      const kept = key.length === 3 ? keptIn(value) : undefined;
      if (!kept?.header || kept.until <= now) return [];
      const { handled, epoch, date } = kept.header;
      const id = String(key[2]);
      const times = { age: now - date, left: kept.until - now };
      return [{ id, handled, epoch, bytes: bytes.get(id) ?? 0, ...times }];
    });
  }

  async kinds(): Promise<readonly SeenKind[]> {
    const { states, visitors, nodes, outboxes, rooms, locks } = this.#keys;
    const all = { snapshots: states, sessions: visitors, nodes, outboxes, rooms, locks };
    const seen: SeenKind[] = [];
    for (const [kind, prefix] of Object.entries(all)) {
      const found = await this.#list(prefix);
      // Chunks and scopes belong to what stands above them.
      const heads = found.filter(({ key }) => key.length === (kind === "rooms" ? 4 : 3));
      const count = kind === "locks" ? found.length : heads.length;
      const bytes = found.reduce((sum, entry) => sum + sizeOf(entry), 0);
      seen.push({ kind, count, bytes, expired: heads.filter((one) => this.#isOver(one)).length });
    }
    return seen;
  }

  async clear(ms: number): Promise<number> {
    let cleared = 0;
    for (const prefix of [this.#keys.states, this.#keys.visitors]) {
      for (const entry of await this.#list(prefix)) {
        if (entry.key.length === 3 && this.#isOver(entry)) cleared += await this.#remove(entry);
      }
    }
    for (const { id, state } of await this.nodes(ms)) {
      if (state !== "silent") continue;
      const key = this.#keys.outbox(id);
      const { versionstamp } = await this.#handle.call("read a node", (kv) => kv.get(key));
      if (!versionstamp) continue;
      await purge(this.#handle, this.#keys, { node: id, version: versionstamp });
      cleared++;
    }
    return cleared;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #isOver({ value }: KvEntry): boolean {
    const until = (unpack(value) as { until?: unknown } | undefined)?.until;
    return typeof until === "number" && until <= this.#clock.date();
  }

  /** With all that stands below it, unless it was written since. */
  async #remove({ key, versionstamp }: KvEntry): Promise<number> {
    const below = await this.#list(key);
    const { ok } = await this.#handle.call("clear what has expired", (kv) => {
      const operation = kv.atomic().check({ key, versionstamp }).delete(key);
      for (const one of below.slice(0, 500)) operation.delete(one.key);
      return operation.commit();
    });
    return ok ? 1 : 0;
  }

  #list(prefix: KvKey): Promise<KvEntry[]> {
    return this.#handle.call("list what there is", async (kv) => {
      const found: KvEntry[] = [];
      for await (const entry of kv.list({ prefix })) found.push(entry);
      return found;
    }, 60_000);
  }
}

/** Deno KV, by the address of a file or of a server. */
export const kvInspectors: InspectorKind = {
  addresses: "a file of Deno KV (./live.db), or the URL of a KV Connect server (https://…)",
  takes: (address) => !/^(?!https?:)[a-z]+:\/\//.test(address),
  open: async (path, prefix) => {
    await checkFile(path);
    const clock = new SystemClock();
    const handle = new KvHandle({ path, clock });
    return new KvInspector(handle, new Keys(prefix), clock);
  },
};

function idOf({ key }: KvEntry): string {
  return String(key.at(-1));
}

function sizeOf({ value }: KvEntry): number {
  return value instanceof Uint8Array ? value.length : 0;
}
