/** The elements of one view at which directives are at work: mounted, told of changes, left. */

import type { Json } from "../../protocol/mod.ts";
import { contains, getAttribute, isConnected, querySelectorAll } from "../platform/mod.ts";
import { type Directive, type Directives, nameOf, type Place } from "./directive.ts";

/** What directives of one view need. */
export interface ElementsHost {
  readonly regions: readonly Element[];
  /** Attributes with a directive that were seen. */
  readonly attributes: Iterable<string>;
  directives(): Directives;
  /** What a place has besides element and attribute. */
  placed(element: Element, on: string): Pick<Place, "hooks" | "pushEvent" | "emit">;
  /** Something of a directive threw. */
  fail(error: unknown): void;
}

/** A directive at work. */
interface Life {
  readonly attribute: string;
  readonly value: string;
  readonly directive: Directive;
  kept: unknown;
}

type Moment = "changing" | "changed" | "removed";

/** The directives of one view. */
export class Elements {
  readonly #host: ElementsHost;
  readonly #mounted = new Map<Element, Life[]>();
  readonly #touched = new Set<Element>();
  /** Whether there may be elements that are not mounted yet. */
  fresh = false;

  constructor(host: ElementsHost) {
    this.#host = host;
  }

  /** A node is about to change: what is at it, and at the elements around it, hears of it once. */
  touch(node: Node): void {
    for (const element of this.#mounted.keys()) {
      if (this.#touched.has(element) || !contains(element, node)) continue;
      this.#touched.add(element);
      this.#tell(element, "changing");
    }
  }

  /** The page has settled: what left is removed, what changed is told, what came is mounted. */
  settle(): void {
    for (const [element, lives] of this.#mounted) {
      const isInPage = isConnected(element);
      const stays = lives.filter((life) => {
        if (isInPage && getAttribute(element, life.attribute) === life.value) return true;
        this.#call(life, "removed");
        return false;
      });
      if (stays.length > 0) this.#mounted.set(element, stays);
      else this.#mounted.delete(element);
    }
    for (const element of this.#touched) this.#tell(element, "changed");
    this.#touched.clear();
    if (!this.fresh) return;
    this.fresh = false;
    for (const attribute of this.#host.attributes) {
      const selector = `[${attribute.replace(/[.:]/g, "\\$&")}]`;
      for (const region of this.#host.regions) {
        for (const element of querySelectorAll(region, selector)) this.#mount(element, attribute);
      }
    }
  }

  #mount(element: Element, attribute: string): void {
    const [, ...words] = attribute.split(/[.:]/);
    const directive = this.#host.directives()[nameOf(attribute)];
    const lives = this.#mounted.get(element) ?? [];
    if (!directive?.mounted || lives.some((one) => one.attribute === attribute)) return;
    const value = getAttribute(element, attribute) ?? "";
    const given = this.#host.placed(element, attribute.slice("dj-".length));
    const { fail } = this.#host;
    const life: Life = { attribute, value, directive, kept: false };
    // Before it is called: what it does may make the page settle again.
    this.#mounted.set(element, [...lives, life]);
    this.#guard(() => {
      const place = { element: element as HTMLElement, value, words, fail, ...given };
      life.kept = directive.mounted?.(place);
    });
    if (life.kept === false) this.#mounted.set(element, lives);
  }

  /** The line is lost, or back, or the view ends. */
  all(moment: "disconnected" | "reconnected" | "destroyed"): void {
    for (const life of [...this.#mounted.values()].flat()) {
      if (moment === "destroyed") this.#call(life, "removed");
      else this.#guard(() => life.directive.told?.(life.kept, moment));
    }
  }

  /** The view pushed something. */
  push(name: string, payload: Json): void {
    for (const life of [...this.#mounted.values()].flat()) {
      this.#guard(() => life.directive.pushed?.(life.kept, name, payload));
    }
  }

  #tell(element: Element, moment: Moment): void {
    for (const life of this.#mounted.get(element) ?? []) this.#call(life, moment);
  }

  #call({ directive, kept }: Life, moment: Moment): void {
    this.#guard(() => directive[moment]?.(kept));
  }

  /** What throws harms nothing else. */
  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#host.fail(error);
    }
  }
}
