/** Parts of a connection: what its site gives it. */

import type { Join, Resume } from "../../protocol/mod.ts";
import type { Instances, Resident } from "../instance/mod.ts";
import type { HubRecord, ObserveRecord } from "../world/mod.ts";
import type { UpgradeFacts } from "./ask_app.ts";
import type { Connection } from "./connection.ts";
import type { JoinAnswer } from "./join_answer.ts";
import type { TicketParts } from "./page_ticket.ts";

/** What a connection needs. */
export interface ConnectionParts extends TicketParts {
  readonly instances: Instances;
  readonly development: boolean;
  /** `parent` is the instance around an embedded view, where that is live. */
  answer(
    message: Join | Resume,
    upgrade: UpgradeFacts,
    parent?: Resident,
  ): Promise<JoinAnswer>;
  observe(record: HubRecord | ObserveRecord): void;
  /** An id for the log and the page. */
  requestId(): string;
  /** The connection is over. Called once. */
  gone(connection: Connection): void;
}
