/** Visible by the line: the rules of `dj-cloak`, `dj-connected` and `dj-disconnected`. */

/** The classes of the body say how the line is; before the client has run there is none. */
export const VISIBLE_BY_LINE: string =
  "body:not(.dj-connected,.dj-disconnected) [dj-cloak],body:not(.dj-connected) [dj-connected]," +
  "body:not(.dj-disconnected) [dj-disconnected]{display:none!important}";
