/** Sessions that were put out lately: what was begun for them before that writes nothing any more. */

/** How long it is remembered: as long as a departure may take. */
const AGE = 60_000;
/** Sessions remembered at most, the oldest out first. */
const MOST = 10_000;

/** Remembers who was put out, and when. Times are milliseconds since 1970. */
export class Logouts {
  readonly #at = new Map<string, number>();

  /** A session is put out now. */
  note(session: string, now: number): void {
    this.#at.delete(session);
    this.#at.set(session, now);
    for (const [oldest, at] of this.#at) {
      if (at > now - AGE && this.#at.size <= MOST) return;
      this.#at.delete(oldest);
    }
  }

  /** Whether a session was put out at this time or since. */
  since(session: string, time: number): boolean {
    return (this.#at.get(session) ?? -Infinity) >= time;
  }
}
