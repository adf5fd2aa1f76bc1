/** `static post`: whether forms of a view can be sent without the page's script. */

/** What a class may say. */
interface Postable {
  readonly post?: unknown;
}

/** Whether they can: they can unless the class says `static post = false`. */
export function isPosted(view: object): boolean {
  return (view as Postable).post !== false;
}
