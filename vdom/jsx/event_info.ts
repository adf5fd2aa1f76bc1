/** What a handler is told of its event besides the params. */

/**
 * Facts about an event, never mixed with its params.
 *
 * @category Views
 */
export interface EventInfo {
  /** Aborts when the handler takes too long, is cancelled, or the view ends. */
  readonly signal: AbortSignal;
  /** Of a form's change or input: the name of the control it came from. */
  readonly target: string | undefined;
  /** Of a form's submit: the name of the button that submitted it. */
  readonly submitter: string | undefined;
  /** The region it is about: what `dj-target` says, or the `#id` of the element that bears it bare. */
  readonly region: string | undefined;
}
