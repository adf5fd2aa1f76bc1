/** Simulation of people without pages: they join rooms, and then come, go and change at a given rate. */

import type { PresenceMember, PresenceRoom } from "../../presence/mod.ts";

/** Milliseconds between two looks at how many changes are due. */
const LOOK = 10;

/** Who is simulated at first. */
export interface Crowd {
  readonly users: number;
  readonly rooms: number;
  /** Stands before the ids: each process has its own. */
  readonly name: string;
}

/** Someone in a room. */
interface Person {
  readonly room: PresenceRoom;
  readonly id: string;
  readonly member: PresenceMember;
}

/** The people of one process. */
export class Simulation {
  readonly #roomOf: (key: string) => PresenceRoom;
  readonly #rooms: PresenceRoom[] = [];
  readonly #people: Person[] = [];
  /** Who has left, and comes again. */
  #away: Person | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** How many changes it has made. */
  changes = 0;

  constructor(roomOf: (key: string) => PresenceRoom) {
    this.#roomOf = roomOf;
  }

  /** How many people there are in all rooms, of all processes. */
  get people(): number {
    return this.#rooms.reduce((sum, room) => sum + room.count(), 0);
  }

  /** All come at once. */
  join({ users, rooms, name }: Crowd): void {
    for (let at = 0; at < rooms; at++) this.#rooms.push(this.#roomOf(`simulated:${at}`));
    for (let at = 0; at < users; at++) {
      const room = this.#rooms[at % rooms];
      if (room) this.#people.push(come(room, `${name}:${at}`));
    }
  }

  /** So many changes a second, each by chance, as people's are: a third each come, go and change. */
  change(rate: number): void {
    const gap = (): number => -Math.log(1 - Math.random()) / rate * 1_000;
    let due = performance.now() + gap();
    let turn = 0;
    this.#timer = setInterval(() => {
      for (const now = performance.now(); due <= now; due += gap()) this.#change(turn++ % 3);
    }, LOOK);
  }

  /** Nothing changes any more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #change(what: number): void {
    const at = Math.floor(Math.random() * this.#people.length);
    const person = this.#people[at];
    if (!person) return;
    this.changes++;
    if (what === 0) {
      person.member.leave();
      this.#away = person;
      this.#people.splice(at, 1);
    } else if (what === 1) {
      person.member.update({ name: person.id, color: "#1d4ed8", at: this.changes });
    } else if (this.#away) {
      this.#people.push(come(this.#away.room, this.#away.id));
      this.#away = undefined;
    }
  }
}

function come(room: PresenceRoom, id: string): Person {
  return { room, id, member: room.join({ id, meta: { name: id, color: "#1d4ed8", at: 0 } }) };
}
