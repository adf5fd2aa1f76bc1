/** Outage of a store or of the bus: told once when it begins, and once when it is over. */

/**
 * What an app keeps outside of its process, as an outage names it.
 *
 * @category Stores
 */
export type StorePort = "state" | "bus" | "presence";

/**
 * How a store is.
 *
 * @category Stores
 */
export type StoreStatus =
  | { readonly state: "up" }
  /** Calls fail or hang since then, in milliseconds since 1970; the last reason. */
  | { readonly state: "degraded"; readonly since: number; readonly reason: string };

/**
 * The beginning or the end of an outage.
 *
 * @category Hub
 */
export type StoreRecord =
  | { type: "store"; port: StorePort; status: "degraded"; error: unknown }
  | { type: "store"; port: StorePort; status: "up"; ms: number };

/** What an outage is told of, and by which clock. */
export interface OutageParts {
  readonly port: StorePort;
  /** Milliseconds since 1970. */
  date(): number;
  tell(record: StoreRecord): void;
}

const UP: StoreStatus = { state: "up" };

/** Whether one store is away. */
export class Outage {
  readonly #parts: OutageParts;
  #status: StoreStatus = UP;

  /** None yet. */
  constructor(parts: OutageParts) {
    this.#parts = parts;
  }

  /** How the store is, by its last calls. */
  get status(): StoreStatus {
    return this.#status;
  }

  /** A call failed, or was given up. */
  failed(error: unknown): void {
    const { port, date, tell } = this.#parts;
    const since = this.#status.state === "up" ? date() : this.#status.since;
    const isNew = this.#status.state === "up";
    this.#status = { state: "degraded", since, reason: reasonOf(error) };
    if (isNew) tell({ type: "store", port, status: "degraded", error });
  }

  /** A call came to its end. */
  worked(): void {
    if (this.#status.state === "up") return;
    const { port, date, tell } = this.#parts;
    const { since } = this.#status;
    this.#status = UP;
    tell({ type: "store", port, status: "up", ms: date() - since });
  }
}

function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "something that has no text";
  }
}
