/** What outlives a process without any permission, for development: texts, and bytes by key. */

/** Where development keeps what a restart must not lose. All of it may fail, anywhere. */
export interface Lasting {
  /** The text of this name, made by the first of all processes that asks. */
  text(name: string, make: () => string): Promise<string>;
  /** Gives what a place holds to `change`, and keeps what that wants there; one after another. */
  edit<Result>(
    place: string,
    change: (held: unknown) => { readonly result: Result; readonly keep?: unknown },
  ): Promise<Result>;
}

/** Locks that all programs of one origin share; not every set of types knows them. */
interface Locks {
  request<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
}

function locked<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const { locks } = navigator as unknown as { locks: Locks };
  return locks.request(`djust ${name}`, run);
}

/** How often a text is asked for, and how long to wait in between: another process may write. */
const TRIES = 20;
const WAIT = 15;

const CACHE = "djust";

/** The platform's own: `localStorage` and the Cache API, under its locks. */
export const LASTING: Lasting = {
  text: (name, make) =>
    locked(name, async () => {
      for (let tries = 1;; tries++) {
        try {
          const kept = localStorage.getItem(name);
          if (kept !== null) return kept;
          const made = make();
          localStorage.setItem(name, made);
          return made;
        } catch (error) {
          // "database is locked": other programs do not know of our lock.
          if (tries === TRIES) throw error;
          await new Promise((resolve) => setTimeout(resolve, WAIT));
        }
      }
    }),
  edit: (place, change) =>
    locked(place, async () => {
      const cache = await caches.open(CACHE);
      const url = `https://djust.localhost/${place}`;
      const { result, keep } = change(await heldIn(await cache.match(url)));
      if (keep === undefined) return result;
      const { serialize } = await import("node:v8");
      await cache.put(url, new Response(new Uint8Array(serialize(keep))));
      return result;
    }),
};

/** What cannot be read is nothing: another version of the platform may have written it. */
async function heldIn(response: Response | undefined): Promise<unknown> {
  if (!response) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { deserialize } = await import("node:v8");
  try {
    return deserialize(bytes);
  } catch {
    return undefined;
  }
}
