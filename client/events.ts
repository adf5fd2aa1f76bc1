/** DOM events to handlers: delegated from the regions of a view, whatever patches bring later. */

import { type Binding, bindingOf, hasKeys } from "./binding.ts";
import { type Clock, guarded, type Page } from "./clock.ts";
import { createPace } from "./pace.ts";

/** What the events of one instance need. */
export interface EventHost {
  readonly window: Page;
  readonly clock: Clock;
  readonly regions: readonly Element[];
  /** The handler of an element is to run. */
  emit(element: Element, on: string, event: Event): void;
  /** The user changed a control. */
  type(control: Element): void;
}

/** Delegated events of one instance. */
export interface Events {
  /** Attributes were seen: their events count from now on. */
  see(names: readonly string[]): void;
  /** Sends what a control holds as if it had just been typed; a form tells all its controls at once. */
  retell(control: Element, told: Set<Element>): void;
  stop(): void;
}

/** Listens for the events of one instance. */
export function createEvents(host: EventHost): Events {
  const { window, clock, regions } = host;
  const pace = createPace(clock);
  const bindings = new Map<string, Binding>();
  const spent = new WeakMap<Element, Set<string>>();
  const { signal, abort } = abortable(window);
  let composed: EventTarget | null = null;

  const handlersOf = (element: Element, type: string): Binding[] =>
    [...bindings.values()].filter((one) => one.type === type && element.hasAttribute(one.attribute));

  const run = ({ words, on, place }: Binding, element: Element, event: Event): void => {
    const has = (word: string): boolean => words.includes(word);
    const { type } = event;
    const target = event.target as Element;
    if (!hasKeys(words, event) || (has("self") && target !== element)) return;
    const link = type === "click" && place === "region" && target.closest("a[href],area[href]");
    if (link && isForBrowser(link, event as MouseEvent)) return;
    if (has("once")) {
      const done = spent.get(element) ?? new Set();
      if (done.has(on)) return;
      spent.set(element, done.add(on));
    }
    if (link || type === "submit" || has("prevent")) event.preventDefault();
    if (has("stop")) event.stopPropagation();
    if (type === "submit") pace.flush((other) => other === target || formOf(other) === target);
    pace.run(element, on, event, () => host.emit(element, on, event));
  };

  const dispatch = (event: Event, capturing: boolean, passive: boolean): void => {
    const { type, bubbles, target, currentTarget } = event;
    if ((event as InputEvent).isComposing) return;
    if (type === "input") composed = null;
    const path: Element[] = [];
    for (let node = target as Element | null; node && node !== currentTarget; node = node.parentElement) {
      // Another view in this one takes care of its own.
      if (node.hasAttribute("data-djust")) path.length = 0;
      else path.push(node);
    }
    if (capturing) path.reverse();
    for (const element of bubbles ? path : path.filter((node) => node === target)) {
      for (const binding of handlersOf(element, type)) {
        const isNow = (binding.words.includes("capture") || !bubbles) === capturing;
        if (isNow && binding.passive === passive && binding.place === "region") run(binding, element, event);
      }
      if (event.cancelBubble) return;
    }
  };

  const around = (event: Event): void => {
    const place = event.currentTarget === window ? "window" : "document";
    for (const binding of bindings.values()) {
      if (binding.type !== event.type || binding.place !== place) continue;
      const selector = `[${binding.attribute.replace(/[.:]/g, "\\$&")}]`;
      for (const element of regions.flatMap((region) => [...region.querySelectorAll(selector)])) {
        const isInside = binding.words.includes("outside") && element.contains(event.target as Node);
        if (!isInside) run(binding, element, event);
      }
    }
  };

  const listen = (
    target: EventTarget,
    type: string,
    listener: (event: Event) => void,
    capture = false,
    passive = false,
  ): void => target.addEventListener(type, listener, { capture, passive, signal });

  // Stable functions: a target takes the same listener only once.
  const listeners = [0, 1, 2, 3].map((kind) =>
    guarded((event: Event) => dispatch(event, kind % 2 === 1, kind > 1))
  );
  const outer = guarded(around);

  for (const region of regions) {
    listen(region, "input", ({ target }) => host.type(target as Element));
    listen(region, "focusout", ({ target }) => pace.flush((other) => other === target));
    // Some browsers send one more input event after it, some have sent the last one before.
    listen(region, "compositionend", ({ target }) => {
      composed = target;
      clock.after(0, () => {
        if (composed === target) target?.dispatchEvent(new window.Event("input", { bubbles: true }));
      });
    });
  }

  return {
    stop: abort,
    see(names) {
      for (const name of names) {
        if (bindings.has(name) || !name.startsWith("dj-")) continue;
        const binding = bindingOf(name);
        const { type, words, place, passive } = binding;
        bindings.set(name, binding);
        if (place === "region") {
          listeners.forEach((listener, kind) => {
            if (kind > 1 !== passive) return;
            for (const region of regions) listen(region, type, listener, kind % 2 === 1, passive);
          });
        } else listen(place === "window" ? window : window.document, type, outer, words.includes("capture"), passive);
      }
    },
    retell(control, told) {
      for (const type of ["input", "change"]) {
        for (let node: Element | null = control; node && !regions.includes(node); node = node.parentElement) {
          const [binding] = handlersOf(node, type);
          if (!binding) continue;
          const event = { type, target: control } as unknown as Event;
          if (!told.has(node)) host.emit(node, binding.on, event);
          told.add(node);
          return;
        }
      }
    },
  };
}

function abortable(window: Page): { signal: AbortSignal; abort(): void } {
  const controller = new window.AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/** Clicks that open another tab, or save, are the browser's. */
function isForBrowser(link: Element, event: MouseEvent): boolean {
  const target = link.getAttribute("target");
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button > 0 ||
    link.hasAttribute("download") || (!!target && target !== "_self");
}

const formOf = (target: EventTarget | null): unknown => (target as Partial<HTMLInputElement> | null)?.form;
