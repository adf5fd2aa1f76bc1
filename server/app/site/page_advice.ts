/** Advice about the app around a page, in development: middleware that does not guard, guards that guard too much. */

import type { Warning } from "../../../protocol/mod.ts";
import { type Dispatch, lastingEnv, pageHeadersOf } from "../../connection/mod.ts";
import type { ViewClass } from "../../view/mod.ts";
import type { LiveContext, MatchedRoute, RequestContext } from "../request/mod.ts";

/** What is asked about. */
export interface AdvisedPage {
  readonly view: ViewClass;
  /** Its path, as it was registered. */
  readonly path: string;
  /** The URL of a script that the page loads, as the app gets it. */
  readonly script: string;
  readonly headers: Headers;
}

/** What the advice needs. */
export interface PageAdviceParts {
  readonly dispatch: Dispatch;
  warn(warning: Warning): void;
}

/** Advice by path: found at its first page, and told to all of them. */
export class PageAdvice {
  readonly #parts: PageAdviceParts;
  readonly #routes = new Map<string, readonly Warning[]>();
  readonly #late = new Set<unknown>();
  readonly #views = new Map<ViewClass, Warning>();
  /** By path, and whether somebody is known: guards tell visitors apart by their cookies. */
  readonly #scripts = new Map<string, Promise<readonly Warning[]>>();

  /** Advice of one site. */
  constructor(parts: PageAdviceParts) {
    this.#parts = parts;
  }

  /** What all pages of a view are to say. */
  add(view: ViewClass, warning: Warning): void {
    this.#views.set(view, warning);
  }

  /** What an author should know of the app around a page. Never rejects. */
  async about(c: LiveContext, page: AdvisedPage): Promise<readonly Warning[]> {
    const { path, headers } = page;
    let routes = this.#routes.get(path);
    if (!routes) this.#routes.set(path, routes = this.#lateAt(c, path));
    const key = `${path} ${headers.has("cookie")}`;
    let script = this.#scripts.get(key);
    if (!script) this.#scripts.set(key, script = this.#askForScript(c, page));
    const own = this.#views.get(page.view);
    return [...own ? [own] : [], ...routes, ...await script];
  }

  /** The log names each middleware once, the console of a page all that are not its own. */
  #lateAt({ req }: LiveContext, path: string): readonly Warning[] {
    return lateMiddleware(req).map((late) => {
      const warning: Warning = {
        name: "late-middleware",
        message: `Middleware for "${late.path ?? "*"}" was registered after live(), so it never ` +
          `runs for "${path}" and does not guard it, neither the page nor its socket; ` +
          `register it before live()`,
      };
      if (!this.#late.has(late.handler)) this.#parts.warn(warning);
      this.#late.add(late.handler);
      return warning;
    });
  }

  #told(warnings: readonly Warning[]): readonly Warning[] {
    for (const warning of warnings) this.#parts.warn(warning);
    return warnings;
  }

  /** Asks for the script as the page's browser will. */
  async #askForScript(c: LiveContext, page: AdvisedPage): Promise<readonly Warning[]> {
    const { path, script } = page;
    const headers = pageHeadersOf(page.headers);
    headers.set("accept", "*/*");
    try {
      const request = new Request(script, { headers });
      const response = await this.#parts.dispatch(request, lastingEnv(c.env));
      await response.body?.cancel();
      const type = response.headers.get("content-type") ?? "";
      if (response.status === 200 && type.startsWith("text/javascript")) return [];
      const to = response.headers.get("location");
      const answer = to === null ? `${response.status}` : `${response.status} to ${to}`;
      return this.#told([{
        name: "guarded-script",
        message: `Who may see "${path}" does not get the script that makes it live: ` +
          `${pathOf(script)} is answered with ${answer}, for a guard covers /_djust/ too; ` +
          `let it guard the paths of pages only, joins go through the page's own`,
      }]);
    } catch {
      // The same app has answered for the page: what throws here is not about the script.
      return [];
    }
  }
}

/** The folder, not the file: its name changes with each version. */
const pathOf = (script: string): string => new URL(script).pathname.replace(/[^/]*$/, "*");

/** Middleware behind the page that runs now: its answer is the last word, so that never runs. */
function lateMiddleware({ matchedRoutes = [], routeIndex = 0 }: RequestContext): MatchedRoute[] {
  // A handler that takes no `next` is a catch-all, and rightly the last.
  return matchedRoutes.slice(routeIndex + 1).filter(({ method, handler }) =>
    method === "ALL" && typeof handler === "function" && handler.length > 1
  );
}
