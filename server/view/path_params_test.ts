import assert from "node:assert/strict";
import { html, LiveView, type Mount } from "@djust/live";
import type { PathParams, RoutesOf } from "./path_params.ts";

/** Whether each type fits the other. */
type Same<A, B> = [A] extends [B] ? [B] extends [A] ? true : false : false;

function same<A, B>(_: Same<A, B>): void {}

Deno.test("PathParams knows the params of every kind of segment", () => {
  same<PathParams<"/todos/:id">, { id: string }>(true);
  same<PathParams<"/a/:b{[0-9]+}/c/:d">, { b: string; d: string }>(true);
  same<PathParams<"/a/:b?">, { b?: string }>(true);
  // deno-lint-ignore ban-types -- a path without params has an empty object
  same<PathParams<"/">, {}>(true);
  same<PathParams<"/todos/:id">, { slug: string }>(false);
});

class Plain extends LiveView {
  mount(_: Mount): void {}
  render() {
    return html`<p></p>`;
  }
}
class Todo extends LiveView<{ id: string }> {
  mount({ params }: Mount<{ id: string }>): void {
    assert(params.id);
  }
  render() {
    return html`<p>${this.params.id}</p>`;
  }
}

Deno.test("RoutesOf takes views that fit their paths, and no others", () => {
  const routes = <const Routes extends Record<string, unknown>>(given: RoutesOf<Routes>): Routes =>
    given;
  assert(routes({ "/": Plain, "/todos/:id": Todo, "/:list/:id": Todo, "/x/:id": Plain }));
  // @ts-expect-error -- the path has no "id"
  assert(routes({ "/todos/:slug": Todo }));
  // @ts-expect-error -- no render()
  assert(routes({ "/": class extends LiveView {} }));
  // @ts-expect-error -- no view
  assert(routes({ "/": "Todo" }));
});

/** Names under which a view is refused at a path. */
type Complaint<View> = Exclude<keyof RoutesOf<{ "/": View }>["/"], keyof View>;

Deno.test("RoutesOf says what is wrong with a view", () => {
  class Late extends LiveView {
    async render() {
      return await Promise.resolve("");
    }
  }
  class Silent extends LiveView {
    render(): void {}
  }
  class Odd extends LiveView {
    mount = 1;
    render() {
      return "";
    }
  }
  same<
    Complaint<typeof Late>,
    "render() cannot be async: load in mount() or with assignAsync()"
  >(true);
  same<Complaint<typeof Silent>, "render() of this view returns what is no content">(true);
  same<
    Complaint<typeof Odd>,
    "a member of this view is not of the type that Lifecycle gives it"
  >(true);
  same<
    Complaint<typeof LiveView>,
    "a route needs a class that extends LiveView and has render()"
  >(true);
});

Deno.test("RoutesOf looks at the view's own params too", () => {
  class Page extends LiveView<{ id: string }> {
    render() {
      return html`<p>${this.params.id}</p>`;
    }
  }
  const routes = <const Routes extends Record<string, unknown>>(given: RoutesOf<Routes>): Routes =>
    given;
  assert(routes({ "/a/:id": Page }));
  // @ts-expect-error -- the path has no "id"
  assert(routes({ "/a/:slug": Page }));
});
