/** The params of a route's path, as types: `/todos/:id` has `{ id: string }`. */

import type { Lifecycle, LiveView } from "./view.ts";

/** The params of one segment: `:id`, `:id?`, `:id{[0-9]+}`. */
type ParamsOfSegment<Segment extends string> = Segment extends `:${infer Name}{${string}}?`
  ? { [N in Name]?: string }
  : Segment extends `:${infer Name}{${string}}` ? { [N in Name]: string }
  : Segment extends `:${infer Name}?` ? { [N in Name]?: string }
  : Segment extends `:${infer Name}` ? { [N in Name]: string }
  : unknown;

/** The params of a path. */
export type PathParams<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? ParamsOfSegment<Segment> & PathParams<Rest>
  : ParamsOfSegment<Path>;

/** The classes that fit a path with these params. */
export type ViewFor<Params> = new () => LiveView<Params> & Lifecycle<Params>;

/** Routes whose views fit their paths: a view that does not is an error at its own path. */
export type RoutesOf<Routes> =
  & Routes
  & { [Path in keyof Routes & string]: ViewFor<PathParams<Path>> };
