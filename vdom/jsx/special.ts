/** Directives in JSX, and what each may hold. */

import type { Bindable } from "../template/mod.ts";
import type { EventHole, EventParams } from "./events.ts";
import type { AttributeValue, Flag, Text } from "./values.ts";

/**
 * A value that gives attributes to its element.
 *
 * @internal
 */
export type Binding = Bindable | false | null | undefined;

/**
 * What is no attribute of HTML: keys, raw HTML, directives, and names that begin alike.
 *
 * @internal
 */
export interface Special {
  key?: unknown;
  dangerouslySetInnerHTML?: { __html: string };
  "dj-debounce"?: Text;
  "dj-throttle"?: Text;
  "dj-draft"?: Flag | "off";
  "dj-error"?: Binding | EventHole<EventParams>;
  "dj-field"?: Binding;
  "dj-form"?: Binding;
  "dj-label"?: Binding;
  "dj-virtual"?: Binding;
  "dj-stream"?: Binding;
  "dj-stream:scroll"?: Binding | Flag;
  "dj-model"?: Text;
  [model: `dj-model:${string}`]: Text;
  "dj-hook"?: Text;
  "dj-transition"?: Text;
  "dj-transition:move"?: Text | true;
  "dj-transition-enter"?: Text;
  "dj-transition-enter-to"?: Text;
  "dj-transition-leave"?: Text;
  "dj-transition-leave-to"?: Text;
  "dj-confirm"?: Text | true;
  "dj-disable-with"?: Text;
  "dj-lock"?: Flag;
  "dj-target"?: Text | true;
  "dj-loading"?: Text | true;
  "dj-loading:class"?: Text;
  "dj-loading:delay"?: Text | true;
  "dj-loading:disable"?: Flag;
  "dj-loading:for"?: Text;
  "dj-loading:hide"?: Flag;
  "dj-loading:remove"?: Flag;
  "dj-loading:show"?: Flag;
  "dj-loading:text"?: Text | true;
  "dj-key"?: unknown;
  "dj-ignore"?: Flag;
  "dj-ignore-attrs"?: Text;
  "dj-force-value"?: Flag;
  "dj-replace"?: Flag;
  "dj-reset"?: Flag;
  "dj-trigger-action"?: Flag;
  "dj-warn-unsaved"?: Flag;
  "dj-optimistic"?: Text;
  "dj-bind"?: Text;
  [bind: `dj-bind:${string}`]: Text;
  "dj-copy-feedback"?: Text;
  "dj-scroll-into-view"?: Text | true;
  "dj-cloak"?: Flag;
  "dj-connected"?: Flag;
  "dj-disconnected"?: Flag;
  "dj-poll"?: Text;
  "dj-shortcut"?: Text;
  [value: `dj-value-${string}`]: AttributeValue;
  [data: `data-${string}`]: AttributeValue;
  [aria: `aria-${string}`]: AttributeValue;
}
