/** The params of a route's path, as types: `/todos/:id` has `{ id: string }`. */

import type { Child } from "../../vdom/mod.ts";
import type { Extension } from "./extension.ts";
import type { StrangeFields } from "./state_declaration.ts";
import type { Anything, Lifecycle } from "./lifecycle.ts";
import type { LiveView } from "./view.ts";

/**
 * The params of a path: `:id`, `:id?` and `:id{[0-9]+}` are understood.
 *
 * @category Hub
 */
export type PathParams<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? PathParams<Segment> & PathParams<Rest>
  : Path extends `:${infer Name}{${string}}?` ? { [N in Name]?: string }
  : Path extends `:${infer Name}{${string}}` ? { [N in Name]: string }
  : Path extends `:${infer Name}?` ? { [N in Name]?: string }
  : Path extends `:${infer Name}` ? { [N in Name]: string }
  // deno-lint-ignore ban-types -- no params: nothing but an empty object fits a record and a literal
  : {};

/**
 * The classes that fit a path with these params.
 *
 * @category Hub
 */
export type ViewFor<Params> = (new () => LiveView<Anything> & Lifecycle<Params>) & {
  /** Its extensions. */
  readonly use?: readonly Extension<never>[];
};

/**
 * What the extensions in a class's `static use` need of its views, where a view lacks it.
 *
 * @internal
 */
export type Lacking<View> = View extends
  { readonly use: readonly Extension<infer Needed>[]; prototype: infer Own }
  ? Own extends Needed ? never : Needed
  : never;

/**
 * The names of members that a class has with another type than its mixins give them.
 *
 * @internal
 */
export type Mistaken<View> = View extends { readonly "~hooks"?: infer Hooks; prototype: infer Own }
  ? NonNullable<Hooks>[keyof NonNullable<Hooks>] extends (view: infer Wanted) => void
    ? Own extends Wanted ? never
    : WrongMember<Own, Wanted> extends infer Name extends string
      ? [Name] extends [never] ? "a member" : Name
    : never
  : never
  : never;

/**
 * The names of members, besides those of every view, that are there with another type.
 *
 * @internal
 */
export type WrongMember<Own, Wanted> = {
  [Name in keyof Own & keyof Wanted & string]: Name extends keyof LiveView ? never
    : Own[Name] extends Wanted[Name] ? never
    : Name;
}[keyof Own & keyof Wanted & string];

/**
 * Says which fields a class's `static state` names that its views do not have.
 *
 * @internal
 */
export type Strange<View> = StrangeFields<View> extends never ? unknown
  : { "static state of this view names fields that it does not have": StrangeFields<View> };

/**
 * Routes whose views fit their paths. A view that does not is an error at its own path, whose
 * message says what is missing.
 *
 * @category Hub
 */
export type RoutesOf<Routes> =
  & Routes
  & {
    [Path in keyof Routes & string]: Routes[Path] extends ViewFor<PathParams<Path>>
      ? Routes[Path] extends new () => { readonly params: infer Params }
        ? PathParams<Path> extends Params
          ? Lacking<Routes[Path]> extends never
            ? Mistaken<Routes[Path]> extends never ? Strange<Routes[Path]>
            : {
              [
                Name in Mistaken<
                  Routes[Path]
                > as `${Name} of this view is not of the type that its mixin gives it`
              ]: Name;
            }
          : { "an extension in static use of this view needs": Lacking<Routes[Path]> }
        : { "this view reads params that its path does not have": Params }
      : unknown
      : Routes[Path] extends { use: infer Use }
        ? Use extends readonly Extension<never>[] ? Misfit<Routes[Path], Path>
        : { "static use of this view holds what is no extension": Use }
      : Misfit<Routes[Path], Path>;
  };

/**
 * Why a class is no view for its path.
 *
 * @internal
 */
export type Misfit<View, Path extends string> = View extends ViewFor<Anything>
  ? { "the mount of this view reads params that its path does not have": PathParams<Path> }
  : View extends new () => { render: () => Promise<unknown> }
    ? { "render() cannot be async: load in mount() or with assignAsync()": Path }
  : View extends new () => { render: () => infer Content; pushEvent: Anything }
    ? Content extends Child
      ? { "a member of this view is not of the type that Lifecycle gives it": Lifecycle }
    : { "render() of this view returns what is no content": Content }
  : { "a route needs a class that extends LiveView and has render()": Path };
