/** Commands: what a page does by itself when an event comes, without asking the server. */

import type { Json } from "../../../protocol/mod.ts";

/**
 * Which elements a command is about: those of a selector, anywhere in the document; the nearest one
 * around the element of the event; or those inside of it. Left out: that element itself.
 *
 * @category Commands
 */
export type CommandTarget = string | { readonly closest: string } | { readonly inner: string };

/**
 * How something appears, or goes.
 *
 * @category Commands
 */
export interface CommandMotion {
  /** A preset or a name of your own, as in `dj-transition`. */
  readonly transition?: string | undefined;
}

/**
 * What a command sends an event to: a handler of the view, a closure, or the name of an `@event`.
 *
 * @category Commands
 */
export type CommandHandler = string | ((...args: never[]) => unknown);

/**
 * Commands in the order in which they run. Each method returns new ones, so that a chain can be kept
 * and used again.
 *
 * @example
 * ```ts
 * import { html, js } from "@djust/live";
 *
 * const toggle = js.toggle("#menu").toggleAttr("aria-expanded", "true", "false").focus("#first");
 * html`<button aria-expanded="false" dj-click=${toggle}>Menu</button>`;
 * ```
 *
 * @category Commands
 */
export interface Commands {
  /** Shows: a `<dialog>` as a modal, a popover as one, anything else by taking `hidden` away. */
  show(target?: CommandTarget, motion?: CommandMotion): Commands;
  /** Hides: closes a `<dialog>` or a popover, sets `hidden` on anything else. */
  hide(target?: CommandTarget, motion?: CommandMotion): Commands;
  /** Shows what is hidden, and hides what is seen. */
  toggle(target?: CommandTarget, motion?: CommandMotion): Commands;
  /** Adds classes. */
  addClass(names: string, target?: CommandTarget): Commands;
  /** Takes classes away. */
  removeClass(names: string, target?: CommandTarget): Commands;
  /** Adds each class that is not there, and takes away each that is. */
  toggleClass(names: string, target?: CommandTarget): Commands;
  /** Sets an attribute: by the rules of templates, so no handler, and a URL only where it is safe. */
  setAttr(name: string, value: string | number, target?: CommandTarget): Commands;
  /** Takes an attribute away. */
  removeAttr(name: string, target?: CommandTarget): Commands;
  /** Sets an attribute to the first of two values, or to the other where it has that one already. */
  toggleAttr(name: string, one: string, other: string, target?: CommandTarget): Commands;
  /** Moves the focus to an element, or to the first inside of it that takes it. */
  focus(target?: CommandTarget): Commands;
  /** Fires an event of the page's own, which bubbles; `detail` must fit into JSON. */
  dispatch(name: string, target?: CommandTarget, detail?: Json): Commands;
  /** Plays the way in of a transition where an element stands: a preset or a name of your own. */
  transition(name: string, target?: CommandTarget): Commands;
  /**
   * Sends the event to the view, as `dj-click=${handler}` would; the rest of the chain runs at once.
   * `params` come over those of the event. One in a chain: an event has one handler.
   */
  pushEvent(handler: CommandHandler, params?: { readonly [name: string]: Json }): Commands;
}
