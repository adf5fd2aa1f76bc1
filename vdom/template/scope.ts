/** What the engine is told about the view it renders. */

/** The surroundings of a render. */
export interface Scope {
  /** The registered name of a method found in a hole. */
  nameOf(handler: (...args: never[]) => unknown): string | undefined;
  /** Told of a problem, as often as it is met; most in development only. */
  warn(message: string): void;
  readonly development: boolean;
  /** Style maps are painted as `data-dj-style`, for a CSP without inline styles. */
  readonly strictStyles: boolean;
}
