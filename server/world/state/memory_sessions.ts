/** Session fields in memory: within one process. */

import type { SessionFields, SessionStore } from "../ports/mod.ts";

/** The fields of a scope, and when they go. */
interface Scope {
  readonly fields: Map<string, Uint8Array<ArrayBuffer>>;
  readonly until: number;
}

/** What is known of one visitor. */
interface Visitor {
  readonly epoch: number;
  readonly scopes: Map<string, Scope>;
  /** When it is forgotten that the visitor was forgotten. */
  readonly until: number;
}

/** Session fields within one process. */
export class MemorySessions implements SessionStore {
  readonly #visitors = new Map<string, Visitor>();
  readonly #most: number;
  readonly #now: () => number;

  /** Keeps those of at most so many visitors; the least lately written go first. */
  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  /** See {@link SessionStore.read}. */
  read(visitor: string, scope: string): Promise<SessionFields> {
    const found = this.#find(visitor);
    const kept = found?.scopes.get(scope);
    const fields: [string, Uint8Array<ArrayBuffer>][] = [];
    if (kept && kept.until > this.#now()) {
      for (const [name, bytes] of kept.fields) fields.push([name, bytes.slice()]);
    }
    return Promise.resolve({ epoch: found?.epoch ?? 0, fields: Object.fromEntries(fields) });
  }

  /** See {@link SessionStore.write}. */
  write(
    visitor: string,
    scope: string,
    { epoch, fields }: SessionFields,
    { ttl }: { ttl: number },
  ): Promise<boolean> {
    const found = this.#find(visitor);
    if (found && found.epoch > epoch) return Promise.resolve(false);
    const until = this.#now() + ttl;
    const scopes = found?.scopes ?? new Map<string, Scope>();
    const before = scopes.get(scope);
    const kept = before && before.until > this.#now() ? before.fields : new Map();
    for (const [name, bytes] of Object.entries(fields)) kept.set(name, bytes.slice());
    scopes.set(scope, { fields: kept, until });
    this.#keep(visitor, { epoch, scopes, until: Math.max(until, found?.until ?? 0) });
    return Promise.resolve(true);
  }

  /** See {@link SessionStore.forget}. */
  forget(visitor: string, { ttl }: { ttl: number }): Promise<void> {
    const epoch = (this.#find(visitor)?.epoch ?? 0) + 1;
    this.#keep(visitor, { epoch, scopes: new Map(), until: this.#now() + ttl });
    return Promise.resolve();
  }

  #find(visitor: string): Visitor | undefined {
    const found = this.#visitors.get(visitor);
    if (found && found.until > this.#now()) return found;
    this.#visitors.delete(visitor);
    return undefined;
  }

  #keep(visitor: string, kept: Visitor): void {
    this.#visitors.delete(visitor);
    this.#visitors.set(visitor, kept);
    for (const oldest of this.#visitors.keys()) {
      if (this.#visitors.size <= this.#most) return;
      this.#visitors.delete(oldest);
    }
  }
}
