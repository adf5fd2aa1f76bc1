/** DOM events to handlers: delegated from the regions of a view, whatever patches bring later. */

import { MARK } from "../../protocol/mod.ts";
import { type Binding, bindingOf } from "./binding.ts";
import type { hasKeys, listenersOf } from "./keys.ts";
import {
  addEventListener,
  closest,
  getAttribute,
  guarded,
  hasAttribute,
  type Page,
  parentNode,
} from "../platform/mod.ts";
import { isElement } from "../dom/mod.ts";

/** What only few pages need of events. */
export interface Rare {
  readonly hasKeys: typeof hasKeys;
  readonly listenersOf: typeof listenersOf;
}

/** What the events of one instance need. */
export interface EventHost {
  readonly window: Page;
  readonly regions: readonly Element[];
  /** Runs with what knows of keys and other places: now, or as soon as that is there. */
  rare(run: (rare: Rare) => void): void;
  /** The handler of an element is to run. */
  emit(element: Element, on: string, event: Event): void;
}

/** What went once, whoever heard it: a view, or for a while the one around it. */
const spent: Record<string, WeakSet<Element>> = {};

/** Delegated events of one instance. */
export class Events {
  readonly #host: EventHost;
  readonly #bindings = new Map<string, Binding>();
  readonly #stop: AbortController;
  // Stable functions: a target takes the same listener only once.
  readonly #listeners = [0, 1, 2, 3].map((kind) =>
    guarded((event: Event) => this.#dispatch(event, kind % 2 > 0, kind > 1))
  );
  readonly #outer = guarded((event: Event) => this.#around(event));

  constructor(host: EventHost) {
    this.#host = host;
    this.#stop = new host.window.AbortController();
  }

  /** Listens until {@link Events.stop}. */
  listen(
    target: EventTarget,
    type: string,
    listener: (event: Event) => void,
    capture = false,
    passive = false,
  ): void {
    addEventListener(target, type, listener, { capture, passive, signal: this.#stop.signal });
  }

  /** Hears nothing any more. */
  stop(): void {
    this.#stop.abort();
  }

  /** An attribute of an event was seen: it counts from now on. */
  see(name: string): void {
    if (this.#bindings.has(name)) return;
    const { window, regions } = this.#host;
    const binding = bindingOf(name);
    const { type, words, place, passive } = binding;
    this.#bindings.set(name, binding);
    if (place !== "region") {
      const target = place === "window" ? window : window.document;
      this.listen(target, type, this.#outer, words.includes("capture"), passive);
      return;
    }
    for (const region of regions) {
      this.#listeners.forEach((listener, kind) => {
        if (kind > 1 === passive) this.listen(region, type, listener, kind % 2 > 0, passive);
      });
    }
  }

  /** An attribute turned out to be none of an event. */
  forget(name: string): void {
    this.#bindings.delete(name);
  }

  /** The handlers an element has for events of this type. */
  of(element: Element, type: string): Binding[] {
    return [...this.#bindings.values()].filter((one) =>
      one.type === type && hasAttribute(element, one.attribute)
    );
  }

  #dispatch(event: Event, capturing: boolean, passive: boolean): void {
    const { type, bubbles, target, currentTarget } = event;
    const path: Element[] = [];
    for (
      let node = target as Node | null;
      node && node !== currentTarget;
      node = parentNode(node)
    ) {
      // What is selected is dragged by its text.
      if (!isElement(node)) continue;
      // Another view in this one takes care of its own, once it is there.
      if (getAttribute(node, "data-djust")) path.length = 0;
      else path.push(node);
    }
    if (capturing) path.reverse();
    for (const element of path) {
      if (!bubbles && element !== target) continue;
      for (const binding of this.of(element, type)) {
        const isNow = (binding.words.includes("capture") || !bubbles) === capturing;
        if (isNow && binding.passive === passive && binding.place === "region") {
          this.#run(binding, element, event);
        }
      }
      if (event.cancelBubble) return;
    }
  }

  #around(event: Event): void {
    const { window, regions } = this.#host;
    const { type, currentTarget } = event;
    const path = event.composedPath();
    const place = currentTarget === window ? "window" : "document";
    this.#host.rare(({ listenersOf }) => {
      const found = listenersOf({ type, place, path }, regions, this.#bindings.values());
      for (const [binding, element] of found) this.#run(binding, element, event);
    });
  }

  #run(binding: Binding, element: Element, event: Event): void {
    const { keys, words } = binding;
    // While a word is being composed, keys are not yet text.
    if ((event as InputEvent).isComposing) return;
    if (words.includes("self") && event.target !== element) return;
    if (!keys[0]) return this.#handle(binding, element, event);
    this.#host.rare(({ hasKeys }) => {
      if (hasKeys(keys, event)) this.#handle(binding, element, event);
    });
  }

  #handle({ attribute, words, on, place }: Binding, element: Element, event: Event): void {
    const { type } = event;
    // A link below the element is not its own, and leads where it says.
    const link = type === "click" && place === "region" && closest(element, "a[href],area[href]");
    if (link && isForBrowser(link, event as MouseEvent)) return;
    const handler = getAttribute(element, attribute) ?? "";
    // What is asked of a form object submits no form.
    const isOperation = /\w\./.test(handler);
    if (link || type === "submit" || isOperation || words.includes("prevent")) {
      event.preventDefault();
    }
    if (words.includes("once")) {
      const done = spent[attribute] ??= new WeakSet();
      if (done.has(element)) return;
      done.add(element);
    }
    if (words.includes("stop")) event.stopPropagation();
    if (handler !== MARK.local) this.#host.emit(element, on, event);
  }
}

/** Clicks that open another tab, or save, are the browser's. */
function isForBrowser(link: Element, event: MouseEvent): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey, button } = event;
  return ctrlKey || metaKey || shiftKey || altKey || button > 0 || hasAttribute(link, "download") ||
    !/^(?:_self)?$/.test(getAttribute(link, "target") ?? "");
}
