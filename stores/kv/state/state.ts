/** State store on Deno KV: snapshots of pages, each taken and written by compare-and-set. */

import {
  type Clock,
  randomText,
  type SaveEntry,
  type Snapshot,
  type StateStore,
  type StoreStatus,
  type Taken,
  type Wanted,
} from "../../../server/world/mod.ts";
import { pack } from "../../node/pack.ts";
import { type Change, Commits } from "./commits.ts";
import { digest, type Keys, type KvHandle } from "../handle/mod.ts";
import { bodyOf, type Kept, keptIn, leftOver, MOST_BODY, written } from "./kept.ts";
import { KvSessions } from "./sessions.ts";

/** What the store needs. */
export interface KvStateParts {
  readonly handle: KvHandle;
  readonly keys: Keys;
  readonly clock: Clock;
}

/** What lies under a key now. */
interface Found {
  readonly version: string | null;
  readonly kept: Kept | undefined;
}

/** What an edit comes to. */
interface Edit<Result> {
  readonly result: Result;
  readonly write?: { readonly kept: Kept; readonly change: Omit<Change, "check"> };
}

const NOTHING: Found = { version: null, kept: undefined };
/** How often somebody else may come between. */
const TRIES = 50;
/** Headers that this process wrote last: the next write of one need not read it. */
const MOST_KNOWN = 10_000;
const AT_ONCE = 10;

/** Snapshots, and session fields of visitors. */
export class KvState implements StateStore {
  readonly sessions: KvSessions;
  readonly #parts: KvStateParts;
  readonly #commits: Commits;
  readonly #known = new Map<string, Found>();

  /** Nothing is opened before it is used. */
  constructor(parts: KvStateParts) {
    this.#parts = parts;
    this.#commits = new Commits(parts.handle, parts.clock);
    this.sessions = new KvSessions({ ...parts, commits: this.#commits });
  }

  take(key: string, wanted: Wanted): Promise<Taken> {
    const hash = digest(key);
    let incomplete: string | undefined;
    return this.#edit<Taken>(hash, async (kept) => {
      const header = kept?.header;
      if (!header || wanted.attempt < header.attempt) return { result: { type: "none" } };
      const { holder: from } = header;
      if (header.handled < wanted.handled) return { result: { type: "behind", holder: from } };
      const body = await this.#body(hash, kept);
      if (!body) {
        // A part of it is lost for good, or it was written anew while it was read.
        if (kept.mark === incomplete) return { result: { type: "none" } };
        incomplete = kept.mark;
        return "again";
      }
      const { holder, attempt } = wanted;
      const taken = { ...header, epoch: kept.epoch + 1, holder, attempt };
      const snapshot: Snapshot = { ...taken, body };
      const change = this.#header(hash, { ...kept, header: taken, epoch: taken.epoch });
      return { result: { type: "snapshot", snapshot, from }, write: change };
    }, "store");
  }

  save(key: string, snapshot: Snapshot, { ttl }: { ttl: number }): Promise<boolean> {
    if (snapshot.body.length > MOST_BODY) return Promise.reject(tooLarge(snapshot));
    const hash = digest(key);
    // Bytes are the caller's again as soon as this returns.
    const own = { ...snapshot, body: snapshot.body.slice() };
    return this.#edit(hash, (kept) => {
      const before = kept?.header;
      const isOwn = before?.holder === snapshot.holder;
      const epoch = Math.max(snapshot.epoch, kept?.epoch ?? 0);
      const isRemoved = kept !== undefined && !before && kept.epoch >= snapshot.epoch;
      if (isRemoved || (epoch > snapshot.epoch && !isOwn)) return { result: false };
      if (isOwn && before.order >= snapshot.order) return { result: true };
      const { keys, clock } = this.#parts;
      const place = { keys, hash, mark: randomText(12), before: kept, ttl };
      const until = clock.date() + ttl;
      return { result: true, write: written({ ...own, epoch }, { ...place, until }) };
    });
  }

  saveAll(entries: readonly SaveEntry[]): readonly Promise<boolean>[] {
    return entries.map(({ key, snapshot, ttl }) => this.save(key, snapshot, { ttl }));
  }

  remove(key: string, { ttl }: { ttl: number }): Promise<void> {
    const hash = digest(key);
    return this.#edit(hash, (kept) => {
      const until = this.#parts.clock.date() + ttl;
      const removed: Kept = {
        ...{ header: undefined, body: undefined, chunks: 0, mark: "", until },
        epoch: kept?.epoch ?? 0,
      };
      const { kept: now, change } = this.#header(hash, removed);
      const deletes = leftOver(this.#parts.keys, hash, 0, kept);
      return { result: undefined, write: { kept: now, change: { ...change, deletes } } };
    });
  }

  status(): StoreStatus {
    return this.#parts.handle.status;
  }

  close(): Promise<void> {
    return this.#parts.handle.close();
  }

  /** Changes a header alone: the chunks of its body stay. */
  #header(hash: string, kept: Kept): { kept: Kept; change: Omit<Change, "check"> } {
    const { keys, clock } = this.#parts;
    const expireIn = kept.until - clock.date();
    return { kept, change: { sets: [{ key: keys.state(hash), value: pack(kept), expireIn }] } };
  }

  /**
   * Decides by what is there, or what this process has written last (without its body), and writes if
   * it is still so then; else it decides again.
   */
  async #edit<Result>(
    hash: string,
    decide: (kept: Kept | undefined) => Edit<Result> | Promise<Edit<Result> | "again">,
    from: "known" | "store" = "known",
  ): Promise<Result> {
    const { keys, clock } = this.#parts;
    const key = keys.state(hash);
    for (let tries = 0; tries < TRIES; tries++) {
      const known = from === "known" ? this.#known.get(hash) : undefined;
      const found = known ?? await this.#read(hash);
      this.#known.delete(hash);
      const { kept, version } = found;
      const edit = decide(kept && kept.until > clock.date() ? kept : undefined);
      const decided = edit instanceof Promise ? await edit : edit;
      if (decided === "again") continue;
      if (!decided.write) {
        return decided.result;
      }
      const check = { key, versionstamp: version };
      const now = await this.#commits.commit({ ...decided.write.change, check });
      if (now === undefined) continue;
      this.#know(hash, { version: now, kept: { ...decided.write.kept, body: undefined } });
      return decided.result;
    }
    throw new Error("Cannot write a snapshot: others write it all the time");
  }

  async #read(hash: string): Promise<Found> {
    const { handle, keys } = this.#parts;
    const { value, versionstamp } = await handle.call(
      "read a snapshot",
      (kv) => kv.get(keys.state(hash)),
    );
    if (versionstamp === null) return NOTHING;
    return { version: versionstamp, kept: keptIn(value) };
  }

  async #body(hash: string, kept: Kept): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { handle, keys } = this.#parts;
    const all = Array.from({ length: kept.chunks }, (_, at) => keys.chunk(hash, at));
    const reads = [];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      reads.push(handle.call("read a snapshot", (kv) => kv.getMany(some)));
    }
    const chunks = (await Promise.all(reads)).flat();
    return bodyOf(kept, chunks.map(({ value }) => value));
  }

  #know(hash: string, found: Found): void {
    this.#known.delete(hash);
    this.#known.set(hash, found);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
  }
}

function tooLarge({ body }: Snapshot): TypeError {
  return new TypeError(
    `Cannot save a snapshot: it has ${Math.ceil(body.length / 1_024)} KB, at most 700 are kept; ` +
      `keep less in the view's fields, or name what is state: static state = ["draft"]`,
  );
}
