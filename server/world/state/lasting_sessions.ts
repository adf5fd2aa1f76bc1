/** Session fields of development: they outlive a restart, in the places of its snapshots. */

import type { SessionFields, SessionStore } from "../ports/mod.ts";

/** What every place holds. */
export interface Place {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What becomes of a place, and what its caller is told. */
export type Change<Kept extends Place, Result> = (
  held: Kept | undefined,
) => { readonly result: Result; readonly keep?: Kept };

/** What they stand on. */
export interface LastingSessionsParts {
  /** Milliseconds since 1970. */
  date(): number;
  edit<Kept extends Place, Result>(
    key: string,
    otherwise: Result,
    change: Change<Kept, Result>,
  ): Promise<Result>;
}

/** All of one visitor: they have few scopes, and these are small. */
interface Visitor extends Place {
  readonly epoch: number;
  readonly scopes: ReadonlyMap<string, {
    readonly fields: SessionFields["fields"];
    readonly until: number;
  }>;
}

/** Keeps session fields where a restart finds them. */
export class LastingSessions implements SessionStore {
  readonly #parts: LastingSessionsParts;

  /** Session fields on these parts. */
  constructor(parts: LastingSessionsParts) {
    this.#parts = parts;
  }

  /** See {@link SessionStore.read}. */
  read(visitor: string, scope: string): Promise<SessionFields> {
    const { edit, date } = this.#parts;
    const none: SessionFields = { epoch: 0, fields: {} };
    return edit<Visitor, SessionFields>(visitor, none, (held) => {
      const kept = held?.scopes.get(scope);
      const fields = kept && kept.until > date() ? kept.fields : {};
      return { result: { epoch: held?.epoch ?? 0, fields } };
    });
  }

  /** See {@link SessionStore.write}. */
  write(
    visitor: string,
    scope: string,
    { epoch, fields }: SessionFields,
    { ttl }: { ttl: number },
  ): Promise<boolean> {
    const { edit, date } = this.#parts;
    return edit<Visitor, boolean>(visitor, true, (held) => {
      if (held && held.epoch > epoch) return { result: false };
      const now = date();
      const scopes = new Map([...held?.scopes ?? []].filter(([, { until }]) => until > now));
      scopes.set(scope, { fields: { ...scopes.get(scope)?.fields, ...fields }, until: now + ttl });
      const until = Math.max(now + ttl, held?.until ?? 0);
      return { result: true, keep: { key: `session ${visitor}`, epoch, scopes, until } };
    });
  }

  /** See {@link SessionStore.forget}. */
  forget(visitor: string, { ttl }: { ttl: number }): Promise<void> {
    const { edit, date } = this.#parts;
    return edit<Visitor, undefined>(visitor, undefined, (held) => ({
      result: undefined,
      keep: {
        key: `session ${visitor}`,
        epoch: (held?.epoch ?? 0) + 1,
        scopes: new Map(),
        until: date() + ttl,
      },
    }));
  }
}
