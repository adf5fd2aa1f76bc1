/** The instances of this process: found by claim and token, held by a line, or waiting for one. */

import type { EmbeddedView } from "../embed/mod.ts";
import type { Clock } from "../platform/mod.ts";
import type { ViewClass } from "../view/mod.ts";
import type { Limits, TerminateReason } from "../world/mod.ts";
import type { Instance } from "./instance.ts";
import { Waiting } from "./waiting.ts";

/** Who has an instance on a line. */
export interface Holder {
  /** A newer try of the same page has it now. */
  takenOver(): void;
  /** It ended, not by this holder's doing. */
  ended(reason: TerminateReason): void;
}

/** Where an instance stands. */
type Line =
  | { type: "unclaimed" }
  | { type: "held"; holder: Holder }
  | { type: "detached"; cancel: () => void }
  | { type: "ended" };

/** An instance with what it is bound to. */
export interface Resident {
  readonly instance: Instance;
  readonly view: ViewClass;
  /** The claim in its page; "" where it was mounted by a socket. */
  readonly claim: string;
  /** Id of the visitor's session. */
  readonly session: string;
  /** What tells its user from others. */
  readonly user: string;
  /** Where its page's `/_djust` is. */
  readonly base: string;
  /** Where it is embedded; undefined for a page's own. */
  readonly within?: { readonly parent: Resident; readonly view: EmbeddedView } | undefined;
  /** When its page's ticket was signed, in milliseconds since 1970; 0 where nobody knows. */
  ticketed: number;
}

interface Entry {
  readonly resident: Resident;
  /** The highest try seen; -1 before the first. */
  attempt: number;
  line: Line;
  /** Those of the views in it, by their names. */
  readonly inner: Map<string, Resident>;
  /** Takes back the timer that ends the claim. */
  cancelClaim: () => void;
}

const NOTHING = (): void => {};

/**
 * How many instances stand where.
 *
 * @category Hub
 */
export interface InstanceCounts {
  /** All. */
  readonly instances: number;
  /** Painted, and waiting for their page. */
  readonly unclaimed: number;
  /** Waiting for a line that was lost. */
  readonly detached: number;
  /** Claims that are good. */
  readonly claims: number;
}

/** Keeps instances, their claims and tokens; bounded in number, bytes and time. */
export class Instances {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #report: (phase: string, error: unknown) => void;
  readonly #entrys = new Map<Resident, Entry>();
  readonly #claims = new Map<string, Resident>();
  readonly #tokens = new Map<string, Resident>();
  /** Oldest first, as everything that waits. */
  readonly #unclaimed = new Waiting();
  readonly #detached = new Waiting();
  #isClosed = false;

  /** Keeps time by this clock and to these limits; reports what goes wrong in the background. */
  constructor(clock: Clock, limits: Limits, report: (phase: string, error: unknown) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#report = report;
  }

  /** How many there are. */
  get counts(): InstanceCounts {
    return {
      instances: this.#entrys.size,
      unclaimed: this.#unclaimed.size,
      detached: this.#detached.size,
      claims: this.#claims.size,
    };
  }

  /** All there are. */
  all(): Resident[] {
    return [...this.#entrys.keys()];
  }

  /** The one painted with this claim, as long as the claim is good. */
  byClaim(claim: string): Resident | undefined {
    return this.#claims.get(claim);
  }

  /** The one with this resume token. */
  byToken(token: string): Resident | undefined {
    return this.#tokens.get(token);
  }

  /** The one of a view in another, by its name there. */
  inner(parent: Resident, name: string): Resident | undefined {
    return this.#entrys.get(parent)?.inner.get(name);
  }

  /**
   * Keeps a painted instance until its page comes, or for a few seconds; while the answer with its page
   * is open, for so many milliseconds more.
   */
  addPainted(resident: Resident, open = 0): void {
    if (this.#isClosed) return void this.end(resident, "drained");
    const entry = this.#add(resident);
    this.#claims.set(resident.claim, resident);
    const bytes = resident.instance.bytes;
    this.#startClaim(entry, open);
    entry.line = { type: "unclaimed" };
    this.#unclaimed.add(resident, bytes);
    this.#evict();
  }

  /** The answer with its page has ended: from now on it has all the time. */
  restartClaim(resident: Resident): void {
    const entry = this.#entrys.get(resident);
    if (entry && this.#claims.get(resident.claim) === resident) this.#startClaim(entry, 0);
  }

  /** Gives a new instance, mounted by a socket, to its holder. */
  addHeld(resident: Resident, attempt: number, holder: Holder): void {
    const entry = this.#add(resident);
    entry.attempt = attempt;
    entry.line = { type: "held", holder };
    const { within } = resident;
    // What it was in ended, or has it no more, while it was mounted.
    if (within && !within.parent.instance.viewNamed(within.view.name)) {
      this.end(resident, "expired");
    }
  }

  /** The highest try seen for an instance. */
  attempt(resident: Resident): number {
    return this.#entrys.get(resident)?.attempt ?? Infinity;
  }

  /**
   * Gives an instance to the holder of a newer try; who had it before is told. False when it has
   * ended, or when the try is not above the last one seen.
   */
  take(resident: Resident, attempt: number, holder: Holder): boolean {
    const entry = this.#entrys.get(resident);
    if (!entry || attempt <= entry.attempt) return false;
    const { line } = entry;
    entry.attempt = attempt;
    entry.line = { type: "held", holder };
    this.#unclaimed.delete(resident);
    this.#detached.delete(resident);
    if (line.type === "detached") line.cancel();
    if (line.type === "held") {
      resident.instance.detach();
      line.holder.takenOver();
    }
    return true;
  }

  /** The holder's line is gone: the instance waits for a resume. */
  letGo(resident: Resident, holder: Holder): void {
    const entry = this.#entrys.get(resident);
    if (entry?.line.type !== "held" || entry.line.holder !== holder) return;
    const bytes = resident.instance.bytes;
    const cancel = this.#clock.timer(this.#limits.grace, () => {
      this.end(resident, "expired");
    }, { unref: true });
    entry.line = { type: "detached", cancel };
    this.#detached.add(resident, bytes);
    resident.instance.detach();
    this.#evict();
  }

  /** Ends one for good. */
  end(resident: Resident, reason: TerminateReason): Promise<void> {
    // Out of reach at once, whatever `terminate` of the view may wait for.
    this.#forget(resident, reason);
    return resident.instance.end(reason).catch((error) => this.#report("terminate", error));
  }

  /** Ends all there are; a page that comes later is not kept. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.all().map((resident) => this.end(resident, "drained")));
  }

  /** What waits in it for its page has become more. */
  #weigh(resident: Resident): void {
    const { bytes } = resident.instance;
    this.#unclaimed.weigh(resident, bytes);
    this.#detached.weigh(resident, bytes);
    this.#evict();
  }

  /** Ends the oldest of what waits, where it is too many or too much. */
  #evict(): void {
    const { unclaimedInstances, unclaimedBytes, detachedInstances, detachedBytes } = this.#limits;
    for (const oldest of this.#unclaimed.excess(unclaimedInstances, unclaimedBytes)) {
      this.end(oldest, "unclaimed");
    }
    for (const oldest of this.#detached.excess(detachedInstances, detachedBytes)) {
      this.end(oldest, "evicted");
    }
  }

  #startClaim(entry: Entry, more: number): void {
    const { resident } = entry;
    entry.cancelClaim();
    entry.cancelClaim = this.#clock.timer(this.#limits.unclaimed + more, () => {
      entry.cancelClaim = NOTHING;
      // Once adopted, the claim is still good for a page that lost the answer, but not for longer.
      this.#claims.delete(resident.claim);
      if (entry.line.type === "unclaimed") this.end(resident, "unclaimed");
    }, { unref: true });
  }

  #add(resident: Resident): Entry {
    const entry: Entry = {
      resident,
      attempt: -1,
      line: { type: "ended" },
      inner: new Map(),
      cancelClaim: NOTHING,
    };
    this.#entrys.set(resident, entry);
    this.#tokens.set(resident.instance.token, resident);
    resident.instance.onEnd((reason) => this.#forget(resident, reason));
    resident.instance.onViews(() => this.#sift(entry));
    resident.instance.onGrowth(() => this.#weigh(resident));
    this.#embed(resident);
    return entry;
  }

  /** An embedded one takes the place of the last one there. */
  #embed(resident: Resident): void {
    const { within } = resident;
    const inner = within && this.#entrys.get(within.parent)?.inner;
    if (!inner) return;
    const last = inner.get(within.view.name);
    inner.set(within.view.name, resident);
    if (last) this.end(last, "expired");
  }

  /** Ends those whose views stand in it no more. */
  #sift({ inner, resident }: Entry): void {
    for (const [name, one] of inner) {
      const view = resident.instance.viewNamed(name);
      if (!view) this.end(one, "left");
      // Another one by the same name: its page has to hear of it.
      else if (one.within && !view.isSame(one.within.view)) this.end(one, "expired");
    }
  }

  #forget(resident: Resident, reason: TerminateReason): void {
    const entry = this.#entrys.get(resident);
    if (!entry) return;
    const { line } = entry;
    entry.line = { type: "ended" };
    this.#entrys.delete(resident);
    if (this.#tokens.get(resident.instance.token) === resident) {
      this.#tokens.delete(resident.instance.token);
    }
    this.#claims.delete(resident.claim);
    this.#unclaimed.delete(resident);
    this.#detached.delete(resident);
    entry.cancelClaim();
    if (line.type === "detached") line.cancel();
    if (line.type === "held") line.holder.ended(reason);
    const { within } = resident;
    const around = within && this.#entrys.get(within.parent)?.inner;
    if (within && around?.get(within.view.name) === resident) around.delete(within.view.name);
    for (const one of entry.inner.values()) this.end(one, reason);
  }
}
