/** Which client this is: the scripts that a server serves, or sources in a bundle of one's own. */

/**
 * Whether these are the served scripts, which a browser runs and nobody gives parts of their own. The
 * build writes `true` here, and leaves out what is for others.
 */
export const SERVED: boolean = false;
