/** The params of a route's path, as types: `/todos/:id` has `{ id: string }`. */

import type { Anything, Lifecycle, LiveView } from "./view.ts";

/** The params of one segment: `:id`, `:id?`, `:id{[0-9]+}`. */
type ParamsOfSegment<Segment extends string> = Segment extends `:${infer Name}{${string}}?`
  ? { [N in Name]?: string }
  : Segment extends `:${infer Name}{${string}}` ? { [N in Name]: string }
  : Segment extends `:${infer Name}?` ? { [N in Name]?: string }
  : Segment extends `:${infer Name}` ? { [N in Name]: string }
  : unknown;

/** Params of a path, segment by segment. */
type ParamsOf<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? ParamsOfSegment<Segment> & ParamsOf<Rest>
  : ParamsOfSegment<Path>;

/** One flat type, so that a path without params has `{}`, and messages are short. */
type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** The params of a path. */
export type PathParams<Path extends string> = Flat<ParamsOf<Path>>;

/** The classes that fit a path with these params. */
export type ViewFor<Params> = new () => LiveView<Anything> & Lifecycle<Params>;

/** The params a view says it has. */
type OwnParams<View> = View extends new () => { readonly params: infer Params } ? Params : unknown;

/** The params that a view's `mount` wants. */
type WantedParams<View> = View extends
  new () => { mount?: (context: { readonly params: infer Params } & Anything) => unknown } ? Params
  : unknown;

/** What stands in for a view that does not fit its path: an error that says so. */
interface ParamsMissing<Path, View> {
  "this view reads params that its path does not have": {
    path: Path;
    wants: OwnParams<View> & WantedParams<View>;
  };
}

/** What stands in for what is no view. */
interface NoView {
  "a route needs a class that extends LiveView and has render()": never;
}

/** The view of a path, or what is wrong with it. */
type Checked<Path extends string, View> = View extends ViewFor<PathParams<Path>>
  ? PathParams<Path> extends OwnParams<View> ? unknown : ParamsMissing<Path, View>
  : View extends ViewFor<Anything> ? ParamsMissing<Path, View>
  : NoView;

/** Routes whose views fit their paths: a view that does not is an error at its own path. */
export type RoutesOf<Routes> =
  & Routes
  & { [Path in keyof Routes & string]: Checked<Path, Routes[Path]> };
