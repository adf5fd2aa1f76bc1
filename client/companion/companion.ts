/** The companion of one instance: cares for controls, directives, paces. Loaded when first needed. */

import { ACK_AFTER, type Extras, healText, type Json } from "../../protocol/mod.ts";
import { PAGE, rich } from "../dom/mod.ts";
import {
  type EventView,
  factsOf,
  Pace,
  payloadOf,
  Pipeline,
  settle,
  type Stage,
  tellRegion,
  type Trip,
} from "../events/mod.ts";
import { EVENT, guarded, querySelectorAll } from "../platform/mod.ts";
import { type Control, Controls } from "../forms/mod.ts";
import type { CompanionHost } from "./companion_host.ts";
import { eventViewOf, placedBy } from "./event_view.ts";
import { finish } from "./finish.ts";
import { Heals } from "./heal.ts";
import { keepAround } from "./keep_around.ts";
import { handOn } from "./pushed.ts";
import { Retelling } from "./retell.ts";
import { refusesUnasked, sentBy } from "./told.ts";
import { ToldStates } from "./told_states.ts";
import { hearTyping } from "./typing.ts";
import { ViewManners } from "./view_manners.ts";
import { Elements, nameOf } from "../directives/mod.ts";

/** Brings what a form does on its way. */
const SUBMIT = "dj-submit";

/** A stage of every event: it tells of controls, and goes at the pace of what is typed. */
export class Companion implements Stage {
  readonly #host: CompanionHost;
  readonly #view: EventView;
  readonly #manners: ViewManners;
  readonly #controls = new Controls();
  readonly #told = new ToldStates();
  readonly #elements: Elements;
  readonly #heals: Heals;
  readonly #pace: Pace;
  readonly #pipeline: Pipeline;
  readonly #retelling: Retelling;
  #isPainting = false;
  #stopSweep: (() => void) | undefined;

  constructor(host: CompanionHost) {
    const { page, instance, surface, lostBlocks } = this.#host = host;
    const { regions } = instance;
    // What could not be shown until now was not counted either.
    if (!lostBlocks.has(PAGE)) surface.rich = rich;
    const manners = this.#manners = new ViewManners(host);
    const view = this.#view = eventViewOf(host, manners, {
      run: (trip) => this.run(trip),
      know: (control) => this.#controls.know(control as Control),
      calmly: (move) => this.#quietly(move),
      retell: (controls) => {
        for (const control of controls) this.#controls.retype(control as Control);
        guarded(() => this.#retelling.run("live"))();
      },
    });
    page.arrivals?.views.add(view);
    this.#elements = new Elements({
      regions,
      attributes: host.attributes,
      directives: () => page.arrivals?.directives ?? {},
      placed: placedBy(host, view),
      fail: (error) => instance.fail({ code: "hook", detail: String(error) }),
    });
    this.#heals = new Heals({
      clock: page.clock,
      ask: (block, hasMissed) => instance.tell(healText(block, hasMissed)),
      failed: () => instance.fail({ code: "unknown-part" }),
    });
    this.#heals.hasMissed = !surface.rich;
    for (const attribute of host.attributes) this.fresh(attribute);
    this.#pipeline = new Pipeline(() => [
      ...Object.values(page.arrivals?.directives ?? {}).flatMap(({ stage }) => stage ?? []),
      this,
    ], (trip) => host.post(trip));
    this.#retelling = this.#retells(host);
    if (regions.some((region) => querySelectorAll(region, "form")[0])) page.arrivals?.want(SUBMIT);
    this.#pace = new Pace(page.clock);
    for (const region of regions) {
      this.#hear(region);
      finish(host, region, this.#controls);
    }
  }

  #retells({ events }: CompanionHost): Retelling {
    return new Retelling({
      view: this.#view,
      events,
      controls: this.#controls,
      told: this.#told,
      gather: (trip) => {
        this.#manners.know(trip);
        return this.gather(trip);
      },
      post: (trip) => this.#pipeline.post(trip),
    });
  }

  #hear(region: Element): void {
    hearTyping(region, this.#host, {
      typed: (target) => {
        this.#told.typed(target);
        this.#controls.type(target);
      },
      left: (target) => this.#pace.flush(target),
    });
  }

  /** An event begins its way. */
  run(trip: Trip): void {
    const { element, on } = trip;
    const { page: { arrivals }, instance } = this.#host;
    if (arrivals?.pass(trip, instance.root, () => instance.fail({ code: "script" }))) return;
    trip.view = this.#view;
    // Before anything asks whose handler it is.
    if (element) trip.on = sentBy(element, on) ?? on;
    this.#manners.know(trip);
    if (trip.event?.type === "submit") arrivals?.want(SUBMIT);
    // A stage that is on its way takes part.
    arrivals?.wait(EVENT, () => {
      if (!this.#manners.drops(trip)) this.#pipeline.run(trip);
    });
  }

  /** What still waits goes up, for something comes that the user did after it. */
  flush(): void {
    this.#pace.flush();
  }

  /** What an event tells besides a click's own. */
  gather(trip: Trip): boolean {
    const { element, event } = trip;
    if (refusesUnasked(trip, this.#host)) return false;
    if (!element || !event || event.type === "click") return true;
    // Focus that we take and give back is nothing the user did.
    const params = !this.#isPainting && payloadOf(this.#host.page.window, event, element);
    if (!params) return false;
    trip.params = params;
    trip.facts = factsOf(event, element);
    return true;
  }

  /** What waited tells what stands there then. */
  pace(trip: Trip, go: () => void): void {
    let isNow = true;
    this.#pace.run(trip, () => {
      if (isNow) return go();
      if (this.#manners.drops(trip)) return;
      if (this.gather(trip)) go();
      else settle(trip, { code: "stale" });
    });
    isNow = false;
  }

  /** Whether the server knows what controls show depends on what becomes of it. */
  publish(trip: Trip): void {
    tellRegion(trip);
    this.#told.publish(trip, this.#controls);
  }

  /** The painted state of a control is about to change. */
  hold(element: Element): void {
    this.#controls.hold(element);
  }

  /** A node is about to change. */
  touch(node: Node): void {
    this.#elements.touch(node);
    this.#controls.touch(node);
  }

  /** There may be directives at elements that are not mounted yet, perhaps by this attribute. */
  fresh(attribute?: string): void {
    const { events, page: { arrivals } } = this.#host;
    // What nobody knows is an event of scripts'.
    if (attribute && arrivals?.want(attribute)) events.forget(attribute);
    this.#elements.fresh = true;
  }

  /** A frame is in the page. */
  settle(): void {
    guarded(() => this.#controls.release())();
    this.#view.overlays.flush();
    guarded(() => this.#elements.settle())();
    const { page: { clock, arrivals }, surface } = this.#host;
    arrivals?.settle(this.#view);
    if (!surface.isStale) return;
    this.#stopSweep ??= clock.after(ACK_AFTER, () => {
      this.#stopSweep = undefined;
      surface.isStale = false;
      surface.blocks.sweep();
    });
  }

  /** The page is live, or there was none to attend to it when it became so. */
  attend(retells: boolean): void {
    this.fresh();
    this.settle();
    if (retells) {
      this.flush();
      guarded(() => this.#retelling.run("live"))();
    }
    // What was asked for may be lost with the line.
    this.heal();
  }

  /** The view pushed something. */
  push(name: string, payload: Json): void {
    if (!nameOf(name)) return this.#elements.push(name, payload);
    handOn(this.#host, this.#view, [name, payload], (isMissed) => {
      this.heal(isMissed);
      this.settle();
    });
  }

  /** Paints both regions anew, where that can be; what is the user's stays theirs. */
  repaint(isFresh: boolean, contents: readonly unknown[], { t = [], m = {} }: Extras): boolean {
    const { page, instance: { regions }, surface } = this.#host;
    // What waits at elements would go with them.
    this.flush();
    this.#manners.learn(m);
    this.fresh();
    this.#heals.forget();
    surface.rich = undefined;
    guarded(() =>
      this.#keepAround(isFresh, () => {
        page.watcher.away(() => rich.replace(surface, regions, contents, t));
        surface.rich = rich;
      })
    )();
    return !!surface.rich;
  }

  /** Asks for blocks that are lost; where all of the page is, nothing is made before it comes. */
  heal(hasMissed = false): void {
    const { lostBlocks: lost, surface } = this.#host;
    this.#heals.hasMissed ||= hasMissed;
    if (hasMissed || lost.has(PAGE)) surface.rich = undefined;
    if (!surface.rich) lost.add(PAGE);
    this.#heals.ask(lost);
    lost.clear();
  }

  /** Applies a frame, which may paint anew what was asked for; what is the user's stays theirs. */
  guard<Result>(apply: () => Result): Result {
    this.#host.page.arrivals?.nest?.before();
    return this.#heals.isAsking ? this.#keepAround(false, apply) : apply();
  }

  #keepAround<Result>(isFresh: boolean, paint: () => Result): Result {
    const { regions } = this.#host.instance;
    const kept = { regions, controls: this.#controls, overlays: this.#view.overlays, isFresh };
    return this.#quietly(() => keepAround(kept, paint));
  }

  /** What happens meanwhile is our doing, and nothing is told of it. */
  #quietly<Result>(run: () => Result): Result {
    this.#isPainting = true;
    try {
      return run();
    } finally {
      this.#isPainting = false;
    }
  }

  /** The line came up, or went, or the instance ends. */
  tell(moment: "reconnected" | "disconnected" | "destroyed"): void {
    this.#elements.tellAll(moment);
    this.#manners.isAway = moment === "disconnected";
    if (moment === "disconnected") this.#pace.cut();
    if (moment === "reconnected") this.#heals.again();
    if (moment !== "destroyed") return;
    this.#stopSweep?.();
    this.#pace.end();
    this.#host.page.arrivals?.views.delete(this.#view);
  }

  /** Another instance answers from now on: it has seen nothing, and hears of it before all else. */
  forget(): void {
    this.#controls.forget();
    guarded(() => this.#retelling.run("first"))();
  }
}
