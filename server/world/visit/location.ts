/** Location of a page: its URL, the route that leads there, and what stands in its params. */

/** What a location is made from. */
export interface LocationParts {
  /** As the visitor's browser has it. */
  readonly url: URL;
  /** The path of its route, as it was registered; "" for a page without a view. */
  readonly route: string;
  /** Params of that path. */
  readonly params: Record<string, string>;
}

/** Where one page is. It is replaced as a whole, never changed. */
export class PageLocation implements LocationParts {
  readonly url: URL;
  readonly route: string;
  readonly params: Record<string, string>;

  /** This location. */
  constructor({ url, route, params }: LocationParts) {
    this.url = url;
    this.route = route;
    this.params = params;
  }

  /** The path alone. */
  get path(): string {
    return this.url.pathname;
  }

  /** The query. */
  get query(): URLSearchParams {
    return this.url.searchParams;
  }

  /** Path and query: what a request says, and so tickets, snapshots, and whoever asks the app. */
  get target(): string {
    return this.url.pathname + this.url.search;
  }
}
