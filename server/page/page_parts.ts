/** What a page is made for, and with: a request for it, and the parts of its site. */

import type { Warning } from "../../protocol/mod.ts";
import type { Reached } from "../connection/mod.ts";
import type { Instances } from "../instance/mod.ts";
import type { Clock } from "../platform/mod.ts";
import type { CspOption, Keyring, Logouts } from "../security/mod.ts";
import type { Extension } from "../view/mod.ts";
import type { HubRecord, Limits, ObserveRecord, SessionData, World } from "../world/mod.ts";
import type { PageScripts } from "./assets.ts";
import type { ErrorView } from "./error_view.ts";
import type { LateAnswers } from "./late_answers.ts";
import type { Layout } from "./layout.ts";
import type { Messages } from "./messages.ts";
import type { PlainVisit } from "./plain_pages.ts";

/** A request for a live page. */
export interface PageVisit extends Reached, PlainVisit {
  /** The session's cookie, where it has to be set. */
  readonly cookie: string | undefined;
  /** When the request came, in milliseconds since 1970. */
  readonly came: number;
  /** What an author should know of the app around the page. */
  readonly warnings?: readonly Warning[];
}

/** What pages need. */
export interface PageParts {
  readonly world: World;
  /** Extensions of all views. */
  readonly use: readonly Extension[];
  readonly clock: Clock;
  readonly instances: Instances;
  readonly logouts: Logouts;
  readonly keyring: Keyring;
  readonly limits: Limits;
  readonly scripts: PageScripts;
  readonly late: LateAnswers;
  readonly layout: Layout;
  readonly errorView: ErrorView | undefined;
  readonly csp: CspOption;
  readonly messages: Messages | undefined;
  observe(record: HubRecord | ObserveRecord): void;
  /** Tells the developer that a flash was cut. */
  warn(message: string): void;
  /** Writes the visitor's session: the cookie to set. */
  renew(data: SessionData, isSecure: boolean): Promise<string>;
}
