/** The elements of one view at which directives are at work: mounted, told of changes, left. */

import type { Json } from "../../protocol/mod.ts";
import {
  contains,
  entryOf,
  getAttribute,
  isConnected,
  nodeType,
  parentNode,
} from "../platform/mod.ts";
import { ownElements } from "../dom/mod.ts";
import { type Directive, type Directives, type InnerPlace, nameOf, wordsOf } from "./directive.ts";

/** What a place has besides element and attribute. */
export type Placed = Omit<InnerPlace, "element" | "value" | "words" | "fail" | "isNew">;

/** What directives of one view need. */
export interface ElementsHost {
  readonly regions: readonly Element[];
  /** Attributes with a directive that were seen. */
  readonly attributes: Iterable<string>;
  directives(): Directives;
  placed(element: Element, on: string): Placed;
  /** Something of a directive threw. */
  fail(error: unknown): void;
}

/** A directive at work. */
interface Life {
  readonly element: Element;
  readonly value: string;
  readonly directive: Directive;
  kept: unknown;
  isTouched: boolean;
  /** Whether what stands beside it is changing. */
  isParting: boolean;
}

/** The directives of one view. */
export class Elements {
  readonly #host: ElementsHost;
  /** By their attributes and elements. */
  readonly #mounted = new Map<string, Map<Element, Life>>();
  /** Where something changes now: what comes there has not been seen. */
  readonly #around = new Set<Node | null>();
  /** Whether there may be elements that are not mounted yet. */
  fresh = false;

  constructor(host: ElementsHost) {
    this.#host = host;
  }

  /** A node is about to change: what is at it, and at the elements around it, hears of it once. */
  touch(node: Node): void {
    const around = nodeType(node) === 1 ? node : parentNode(node);
    // What is mounted later has been seen without.
    if (this.#around.size === 0) queueMicrotask(() => this.#around.clear());
    this.#around.add(around);
    for (const life of this.#all) {
      // The last word on where it stood is that before it leaves.
      const { directive, element, kept } = life;
      if (directive.parting && parentNode(element) === around) {
        life.isParting = true;
        this.#guard(() => directive.parting?.(kept));
      }
      if (life.isTouched || !contains(life.element, node)) continue;
      life.isTouched = true;
      this.#guard(() => directive.changing?.(kept));
    }
  }

  /** The page has settled: what left is removed, what changed is told, what came is mounted. */
  settle(): void {
    this.#drop();
    const touched = this.#all.filter((life) => life.isTouched);
    for (const life of this.#all) {
      const { directive, isTouched, isParting, kept } = life;
      life.isTouched = life.isParting = false;
      if (isTouched) this.#guard(() => directive.changed?.(kept));
      if (isParting) this.#guard(() => directive.arranged?.(kept));
    }
    // What is told may have made its content anew.
    if (touched.length > 0) this.#drop();
    if (!this.fresh) return;
    this.fresh = false;
    for (const attribute of this.#host.attributes) {
      const selector = `[${attribute.replace(/[^\w-]/g, "\\$&")}]`;
      for (const region of this.#host.regions) {
        for (const element of ownElements(region, selector)) this.#mount(element, attribute);
      }
    }
  }

  #drop(): void {
    for (const [attribute, lives] of this.#mounted) {
      for (const [element, life] of lives) {
        if (isConnected(element) && getAttribute(element, attribute) === life.value) continue;
        lives.delete(element);
        this.#remove(life);
      }
    }
  }

  #mount(element: Element, attribute: string): void {
    const words = wordsOf(attribute);
    const directive = this.#host.directives()[nameOf(attribute)];
    const lives = entryOf(this.#mounted, attribute, () => new Map());
    if (!directive?.mounted || lives.has(element)) return;
    const value = getAttribute(element, attribute) ?? "";
    const life: Life = {
      element,
      value,
      directive,
      kept: false,
      isTouched: false,
      isParting: false,
    };
    // Before it is called: what it does may make the page settle again.
    lives.set(element, life);
    this.#guard(() => {
      const given = this.#host.placed(element, attribute.slice("dj-".length));
      const { fail } = this.#host;
      const isNew = this.#around.has(parentNode(element));
      const place: InnerPlace = {
        ...{ element: element as HTMLElement, value, words, isNew, fail },
        ...given,
      };
      life.kept = directive.mounted?.(place);
    });
    if (life.kept === false) lives.delete(element);
  }

  /** The line is lost, or back, or the view ends. */
  tellAll(moment: "disconnected" | "reconnected" | "destroyed"): void {
    for (const life of this.#all) {
      if (moment === "destroyed") this.#remove(life);
      else this.#guard(() => life.directive.told?.(life.kept, moment));
    }
  }

  /** The view pushed something. */
  push(name: string, payload: Json): void {
    for (const { directive, kept } of this.#all) {
      this.#guard(() => directive.pushed?.(kept, name, payload));
    }
  }

  get #all(): Life[] {
    return [...this.#mounted.values()].flatMap((lives) => [...lives.values()]);
  }

  #remove({ directive, kept }: Life): void {
    this.#guard(() => directive.removed?.(kept));
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
