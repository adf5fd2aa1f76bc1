/** What the engine is told about the view it renders. */

/** The surroundings of a render. */
export interface Scope {
  /** The registered name of a method found in a hole. */
  nameOf(handler: (...args: never[]) => unknown): string | undefined;
  /** Told once per problem, in development. */
  warn(message: string): void;
  readonly development: boolean;
  /** Style maps are painted as `data-dj-style`, for a CSP without inline styles. */
  readonly strictStyles: boolean;
}
