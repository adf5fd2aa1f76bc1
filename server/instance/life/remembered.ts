/** Remembered fields of one instance: read before its mount, written after its handlers. */

import { assignFields, declaredState, migrated, sessionFieldsOf } from "../../view/mod.ts";
import type { KeptFields, KeptSessions, SessionScope } from "../../world/mod.ts";
import type { RunningView } from "./running_view.ts";

/** Bytes that the session fields of a view may have in all. */
const MOST = 16_384;
/** The longest wait before a store that failed is tried again. */
const MOST_WAIT = 10_000;

/** The session fields of this view; undefined where it has none, or nobody keeps them. */
export function rememberedOf(running: RunningView): Remembered | undefined {
  const { view, facts, location, world } = running;
  const { session } = declaredState(view.constructor);
  const sessions = world.state?.sessions;
  if (session.length === 0 || !sessions || facts.session.id === "") return undefined;
  return new Remembered(running, sessions, {
    session: facts.session.id,
    owner: facts.owner ?? "",
    route: location.route,
    view: view.constructor.name,
  });
}

/** The session fields of one instance. */
export class Remembered {
  readonly #running: RunningView;
  readonly #sessions: KeptSessions;
  readonly #scope: SessionScope;
  /** What the store has of each field, or what the mount made of it. */
  readonly #known = new Map<string, Uint8Array<ArrayBuffer>>();
  #epoch = 0;
  /** `over`: they were forgotten since, or nobody knows whether they were. */
  #state: "new" | "clean" | "changed" | "over" = "new";
  /** What was read has to be renewed. */
  #hasRead = false;
  /** Reads and writes, one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #isWriting = false;
  #cancel: (() => void) | undefined;
  #fails = 0;

  /** Those of this running view. */
  constructor(running: RunningView, sessions: KeptSessions, scope: SessionScope) {
    this.#running = running;
    this.#sessions = sessions;
    this.#scope = scope;
  }

  /** Gives the view what was kept; the names of these fields. A store that is away costs them only. */
  async read(): Promise<string[]> {
    let kept: KeptFields;
    try {
      kept = await this.#sessions.read(this.#scope);
    } catch {
      // The store has told of its outage itself. Without the epoch nothing may be written.
      this.#state = "over";
      return [];
    }
    this.#epoch = kept.epoch;
    this.#hasRead = kept.fields.size > 0;
    const { view } = this.#running;
    const { session } = declaredState(view.constructor);
    const fields = this.#current(kept);
    const named = Object.entries(fields).filter(([name]) => session.includes(name));
    assignFields(view, Object.fromEntries(named));
    return named.map(([name]) => name);
  }

  /** The view was mounted: what it made itself is not written before it changes. */
  mounted(): void {
    const made = sessionFieldsOf(this.#running.view);
    const { version } = declaredState(this.#running.view.constructor);
    this.#queue = this.#queue.then(async () => {
      for (const [name, value] of Object.entries(made)) {
        if (!this.#known.has(name)) {
          this.#known.set(name, await this.#sessions.pack(value, version));
        }
      }
    }).catch(() => this.#stop());
  }

  /** A page is there: what was read lives on from now. */
  start(): void {
    if (this.#state !== "new") return;
    this.#state = "clean";
    if (this.#hasRead) this.#write("also what has not changed");
  }

  /** Something changed: it is written at once, for a fresh page may come any moment, but not often. */
  changed(): void {
    if (this.#state !== "clean" && this.#state !== "changed") return;
    this.#state = "changed";
    if (!this.#isWriting && !this.#cancel) this.#writeNow();
  }

  /** Resolves when what has changed is written, or cannot be. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#writeNow();
    await this.#queue;
  }

  /** Writes no more, but for what has changed. */
  async end(then: "keep" | "drop"): Promise<void> {
    if (then === "keep") this.#writeNow();
    const written = this.#queue;
    this.#stop();
    await written;
  }

  #writeNow(): void {
    if (this.#state === "changed" && !this.#running.isHalfDone) this.#write("what has changed");
  }

  #write(what: "what has changed" | "also what has not changed"): void {
    this.#state = "clean";
    const values = sessionFieldsOf(this.#running.view);
    this.#isWriting = true;
    this.#queue = this.#queue.then(() => this.#written(values, what));
  }

  async #written(values: Record<string, unknown>, what: string): Promise<void> {
    const { version } = declaredState(this.#running.view.constructor);
    const all = new Map<string, Uint8Array<ArrayBuffer>>();
    try {
      for (const [name, value] of Object.entries(values)) {
        all.set(name, await this.#sessions.pack(value, version));
      }
      const fields = new Map(
        [...all].filter(([name, bytes]) => !isSame(bytes, this.#known.get(name))),
      );
      if ((fields.size > 0 || what === "also what has not changed") && !this.#isTooMuch(all)) {
        const isKept = await this.#sessions.write(this.#scope, { epoch: this.#epoch, fields });
        for (const [name, bytes] of fields) this.#known.set(name, bytes);
        if (!isKept) this.#stop();
        this.#wait();
      }
      this.#fails = 0;
    } catch {
      // The store has told of its outage itself.
      this.#fails++;
      if (this.#state === "clean") this.#state = "changed";
      this.#wait();
    }
    this.#isWriting = false;
    if (!this.#cancel) this.#writeNow();
  }

  /** Until then nothing is written, and then what has changed meanwhile. */
  #wait(): void {
    if (this.#state === "over") return;
    const { snapshot } = this.#running.world.limits;
    const ms = Math.min(snapshot * 2 ** this.#fails, Math.max(snapshot, MOST_WAIT));
    this.#cancel ??= this.#running.world.timer(ms, () => {
      this.#cancel = undefined;
      this.#writeNow();
    }, { unref: true });
  }

  #stop(): void {
    this.#state = "over";
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** The fields in the version of the class; none where there is no way to it. */
  #current({ fields }: KeptFields): Readonly<Record<string, unknown>> {
    const Class = this.#running.view.constructor;
    const { version } = declaredState(Class);
    const values: Record<string, unknown> = {};
    let oldest = version;
    for (const [name, kept] of fields) {
      values[name] = kept.value;
      if (kept.version !== version) oldest = kept.version;
      else this.#known.set(name, kept.bytes);
    }
    if (oldest === version) return values;
    this.#known.clear();
    try {
      return migrated(Class, values, oldest);
    } catch (error) {
      this.#running.world.state?.tellOnce(
        { type: "unreadable", why: "version", error },
        Class.name,
      );
      return {};
    }
  }

  #isTooMuch(all: ReadonlyMap<string, Uint8Array>): boolean {
    let bytes = 0;
    let largest = "";
    for (const [name, own] of all) {
      bytes += own.length;
      if (own.length > (all.get(largest)?.length ?? 0)) largest = name;
    }
    if (bytes <= MOST) return false;
    this.#running.reporter.warn(
      `Session fields of "${this.#scope.view}" are not kept while they have over 16 KB in all: ` +
        `the largest is "${largest}"; keep an id there, and the rest in a database`,
      "snapshot",
    );
    return true;
  }
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b?.length === a.length && a.every((byte, i) => byte === b[i]);
}
