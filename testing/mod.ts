/**
 * The test kit: the real client on a DOM library, joined to the real server without a socket.
 *
 * @example
 * ```ts
 * import { event, html, LiveView } from "@djust/live";
 * import { visit } from "@djust/live/testing";
 * import assert from "node:assert/strict";
 *
 * class Counter extends LiveView {
 *   count = 0;
 *   @event
 *   increment() {
 *     this.count++;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
 *   }
 * }
 *
 * const page = await visit(Counter);
 * await page.click("button");
 * assert.equal(page.text("output"), "1");
 * ```
 *
 * @module
 */

export type { Navigation } from "./browser.ts";
export { ManualClock } from "./clock.ts";
export type { Found } from "./found.ts";
export type { FormHand, FormValues } from "./form_hand.ts";
export type { FormValue } from "./hand.ts";
export type { PageWarning } from "./line.ts";
export type { TestPart } from "./part.ts";
export type { TestPage } from "./page.ts";
export type { PlainPage } from "./plain_page.ts";
export type { PageSight } from "./sight.ts";
export { type Visit, visit } from "./visit.ts";
export type { LiveHub, LiveOptions, SessionData, ViewClass } from "../server/mod.ts";
