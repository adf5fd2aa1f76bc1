/** Teaches the DOM library how events travel: down to their target, then up if they bubble. */

/** What is used of an event of the library. */
interface Travelling {
  readonly type: string;
  readonly bubbles: boolean;
  readonly defaultPrevented: boolean;
  readonly cancelBubble: boolean;
  readonly _stopImmediatePropagationFlag?: boolean;
  target: unknown;
  currentTarget?: unknown;
}

/** What is used of a node, or of the window. */
interface Target {
  _getParent?(): Target | null | undefined;
}

type Listener = ((event: Travelling) => void) | { handleEvent(event: Travelling): void };

interface Heard {
  readonly type: string;
  readonly listener: Listener;
  readonly capture: boolean;
  readonly once: boolean;
  readonly signal: AbortSignal | undefined;
}

type Options = boolean | { capture?: boolean; once?: boolean; signal?: AbortSignal };

const heard = new WeakMap<Target, Heard[]>();
/** Prototypes that know already. */
const taught = new WeakSet<object>();

/** Events that every browser knows, as the members of a document tell. */
const TYPES = [
  ...["blur", "change", "click", "dblclick", "dragover", "drop", "focus", "input", "keydown"],
  ...["keyup", "mousemove", "paste", "pointerdown", "pointermove", "scroll", "submit", "wheel"],
];

/** Keys that are held, where nothing else is said. */
const UNHELD = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

/** The members that an event has besides those of the library. */
export function membersOf(facts: Readonly<Record<string, unknown>>): PropertyDescriptorMap {
  return Object.fromEntries(
    Object.entries({ ...UNHELD, ...facts }).map(([name, value]) => [name, {
      value,
      configurable: true,
    }]),
  );
}

/** Lets a document say which events there are. */
export function teachTypes(document: object): void {
  for (const type of TYPES) Object.assign(document, { ["on" + type]: null });
}

/** Gives this target and all of its kind the two ways of an event. Doing it twice does nothing. */
export function teachEvents(target: object): void {
  let prototype = target;
  while (!Object.hasOwn(prototype, "dispatchEvent")) prototype = Object.getPrototypeOf(prototype);
  if (taught.has(prototype)) return;
  taught.add(prototype);
  Object.assign(prototype, { addEventListener, removeEventListener, dispatchEvent });
}

function addEventListener(this: Target, type: string, listener: Listener, options?: Options): void {
  const { capture = false, once = false, signal } = typeof options === "object"
    ? options
    : { capture: options === true };
  const all = heard.get(this) ?? [];
  heard.set(this, all);
  if (!all.some((one) => isSame(one, type, listener, capture))) {
    all.push({ type, listener, capture, once, signal });
  }
}

function removeEventListener(
  this: Target,
  type: string,
  listener: Listener,
  options?: Options,
): void {
  const capture = typeof options === "object" ? options.capture ?? false : options === true;
  const all = heard.get(this) ?? [];
  heard.set(this, all.filter((one) => !isSame(one, type, listener, capture)));
}

/** False when somebody prevented the default. Unlike in the library, the event keeps its target. */
function dispatchEvent(this: Target, event: Travelling): boolean {
  const path = pathOf(this);
  event.target = this;
  for (const node of path.toReversed()) tell(node, event, true);
  for (const node of event.bubbles ? path : [this]) tell(node, event, false);
  event.currentTarget = null;
  return !event.defaultPrevented;
}

function pathOf(target: Target): Target[] {
  const path: Target[] = [];
  let node: Target | null | undefined = target;
  for (; node; node = node._getParent?.()) path.push(node);
  return path;
}

function tell(node: Target, event: Travelling, isDown: boolean): void {
  if (event.cancelBubble) return;
  event.currentTarget = node;
  for (const one of [...heard.get(node) ?? []]) {
    const { type, listener, capture, once, signal } = one;
    if (type !== event.type || capture !== isDown || signal?.aborted) continue;
    if (once) removeEventListener.call(node, type, listener, capture);
    if (typeof listener === "function") listener.call(node, event);
    else listener.handleEvent(event);
    if (event._stopImmediatePropagationFlag) return;
  }
}

const isSame = (one: Heard, type: string, listener: Listener, capture: boolean): boolean =>
  one.type === type && one.listener === listener && one.capture === capture;
