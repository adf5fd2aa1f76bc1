/**
 * From a render to what is on the wire: frames, answers, the ring.
 *
 * @module
 */

export { errorText, Frames } from "./frames.ts";
export { MODEL, type Models } from "./models.ts";
export { DONE, failed, type Outcome, refused, UNCHANGED } from "./outcome.ts";
export type { FormText } from "./painted_forms.ts";
export { changed, htmlOf, type LatePart, type LateRegion, regionsIn } from "./late_regions.ts";
export { LateMarks } from "./late_marks.ts";
export type { Painted } from "./painted.ts";
export { Renderer } from "./renderer.ts";
export { Reporter } from "./reporter.ts";
export { Sender } from "./sender.ts";
export { warningText } from "./warnings.ts";
