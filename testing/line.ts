/** The line of a page: its wires, what went over them, and what is not answered. */

import { decodeDown, decodeUp } from "../protocol/mod.ts";
import { Answers } from "./answers.ts";
import type { TestSite, Visitor } from "./site.ts";
import { Wire } from "./wire.ts";

/**
 * What development told a page: the names are in `docs/development.md`.
 *
 * @category Testing
 */
export interface PageWarning {
  /** Which one. */
  readonly name: string;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

/** Joins a page to its site, as often as the page asks for a socket. */
export class Line {
  /** Messages that came down. */
  readonly patches: string[] = [];
  /** Messages that went up. */
  readonly sent: string[] = [];
  /** Counts what happens. */
  moves = 0;
  readonly #site: TestSite;
  readonly #visitor: Visitor;
  readonly #warned: (warning: PageWarning) => void;
  readonly #answers = new Answers();
  #wire: Wire | undefined;
  #isOffline = false;
  #connecting = 0;

  /** A line of this visitor. `warned` hears the warnings that come down. */
  constructor(site: TestSite, visitor: Visitor, warned: (warning: PageWarning) => void) {
    this.#site = site;
    this.#visitor = visitor;
    this.#warned = warned;
  }

  /** What the page waits for. What only time could bring is not waited for. */
  get missing(): string[] {
    if (this.#connecting > 0) return ["the line"];
    return this.#wire?.socket.readyState === 1 && !this.#site.clock.isAwaited
      ? this.#answers.missing
      : [];
  }

  /** Breaks, and every socket until it is mended. */
  cut(): void {
    this.#isOffline = true;
    this.#wire?.cut();
  }

  /** Sockets open again. */
  mend(): void {
    this.#isOffline = false;
  }

  /** A new socket. */
  connect(): Wire["socket"] {
    const wire = this.#wire = new Wire({
      up: (data) => this.#up(data),
      down: (data) => this.#down(data),
    });
    if (this.#isOffline) queueMicrotask(() => wire.cut());
    else {
      this.#connecting++;
      void this.#site.connect(wire, this.#visitor).finally(() => {
        this.#connecting--;
        this.moves++;
      });
    }
    return wire.socket;
  }

  #up(data: string | Uint8Array): void {
    this.moves++;
    if (typeof data === "string") this.sent.push(data);
    const message = decodeUp(data);
    if (message.type !== "failure") this.#answers.sent(message);
  }

  #down(data: string | Uint8Array): void {
    this.moves++;
    if (typeof data === "string") this.patches.push(data);
    const message = decodeDown(data);
    if (message) this.#answers.came(message);
    if (message?.type === "warning") {
      this.#warned({ name: message.name, message: message.message });
    }
  }
}
