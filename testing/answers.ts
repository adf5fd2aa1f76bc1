/** What went up and is not answered: how a test knows that all is settled. */

import type { Down, Up } from "../protocol/mod.ts";

/** An event on its way. */
interface Entry {
  readonly name: string;
  /** Answered before its turn. */
  isDone: boolean;
}

/** One view of the page. */
interface Seat {
  isJoining: boolean;
  /** Events that the server has and has not answered, oldest first. */
  entries: Entry[];
  answered: number;
}

/** Counts as the client does, by what stands on the wire. */
export class Answers {
  readonly #seats = new Map<number, Seat>();

  /** What is waited for, by name. */
  get missing(): string[] {
    return [...this.#seats.values()].flatMap(({ isJoining, entries }) => [
      ...isJoining ? ["the join"] : [],
      ...entries.filter(({ isDone }) => !isDone).map(({ name }) => name),
    ]);
  }

  /** A message went up. */
  sent(message: Up, instance: number = 0): void {
    switch (message.type) {
      case "batch":
        return message.messages.forEach((inner) => this.sent(inner, instance));
      case "instance":
        return this.sent(message.message, message.instance);
      case "join":
      case "resume":
        this.#seat(message.instance).isJoining = true;
        return;
      case "event":
        return this.#wait(`"${message.name}"`, instance);
      case "closure":
        return this.#wait(`a "dj-${message.on}"`, instance);
      case "bye":
        this.#seats.delete(instance);
        return;
      case "unreadable":
        return this.#wait("an event that cannot be read", instance);
    }
  }

  /** A message came down. */
  came(message: Down): void {
    switch (message.type) {
      case "frame":
        return answer(this.#seat(message.instance ?? 0), message.answers, message.extras?.n);
      case "full":
        return answer(this.#seat(message.instance ?? 0), message.answers, undefined);
      case "joined":
        Object.assign(this.#seat(message.instance), { isJoining: false, entries: [], answered: 0 });
        return;
      case "resumed": {
        const seat = this.#seat(message.instance);
        seat.isJoining = false;
        seat.answered = Math.min(seat.answered, message.got);
        // What did not arrive goes up again.
        seat.entries.splice(message.got - seat.answered);
        return;
      }
      case "error":
        // The instance is no more, or never was: its page joins again, or waits.
        if (message.code === "gone") this.#seats.delete(message.instance ?? 0);
        return;
      case "reload":
        return this.forget();
    }
  }

  /** Nothing is waited for any more. */
  forget(): void {
    this.#seats.clear();
  }

  #wait(name: string, instance: number): void {
    this.#seat(instance).entries.push({ name, isDone: false });
  }

  #seat(instance: number): Seat {
    const seat = this.#seats.get(instance) ?? { isJoining: false, entries: [], answered: 0 };
    this.#seats.set(instance, seat);
    return seat;
  }
}

/** The oldest events are answered, or the one of that number. */
function answer(seat: Seat, count: number, number: number | undefined): void {
  const { entries } = seat;
  const early = number === undefined ? undefined : entries[number - seat.answered - 1];
  if (early) early.isDone = true;
  for (let left = count; entries[0] && (left > 0 || entries[0].isDone); seat.answered++) {
    if (!entries.shift()?.isDone) left--;
  }
}
