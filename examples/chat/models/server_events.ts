/** Server-sent events in the pieces in which they arrive: the data of those that are whole. */

/** One event may have so many characters. */
const LONGEST = 1_000_000;

/** A reader of one stream. */
export class ServerEvents {
  #rest = "";
  #data: string[] = [];

  /** Takes what arrived; returns the data of each event that ended with it. */
  push(text: string): string[] {
    const ended: string[] = [];
    // A line may end with one of two characters, or with both: the second one may be still to come.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line !== "") this.#field(line.replace(/^\ufeff/, ""));
      else if (this.#data.length > 0) {
        ended.push(this.#data.join("\n"));
        this.#data = [];
      }
    }
    const length = this.#data.reduce((sum, { length }) => sum + length, this.#rest.length);
    if (length > LONGEST) throw new RangeError(`An event is longer than ${LONGEST} characters`);
    return ended;
  }

  #field(line: string): void {
    const [, name, value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name === "data") this.#data.push(value);
  }
}
