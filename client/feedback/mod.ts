/**
 * What a page shows while events are on their way: what follows them, and how that looks.
 *
 * @module
 */

export { Feedback } from "./feedback.ts";
