/** Sight of a view: whom it sees of a room, whether it shows them, and what it is called for. */

import { isRendering } from "../../server/view/mod.ts";
import { Happenings, type PresentView } from "./happenings.ts";
import { checkedRole } from "./hooks.ts";
import type { Presence, Taken } from "../roster/mod.ts";
import type { Room, Seen } from "../room/mod.ts";

const NOBODY: Seen = { list: [], count: 0 };

/** What one view sees. */
export class Sight {
  readonly happenings: Happenings;
  readonly #view: PresentView;
  /** Whether a render has read who is there: then it renders for every change, for good. */
  #isReader = false;

  /** Nobody yet. */
  constructor(view: PresentView) {
    this.#view = view;
    this.happenings = new Happenings(view);
  }

  /** Whom the view sees of a room. */
  people(room: Room | undefined): readonly Presence[] {
    return this.#seen(room).list;
  }

  /** How many they are. */
  count(room: Room | undefined): number {
    return this.#seen(room).count;
  }

  /** Its room has changed. */
  changed({ joins, leaves, updates }: Taken, own: string): void {
    if (this.#isReader) this.happenings.render();
    try {
      const { view, role } = this.#asker();
      const all = { join: joins, leave: leaves, update: updates };
      for (const type of ["join", "leave", "update"] as const) {
        const people = all[type].filter((person) =>
          person.id !== own &&
          (!view.presenceVisible || view.presenceVisible(role, person) === true)
        );
        this.happenings.add(people.map((person) => ({ type, person })));
      }
    } catch (error) {
      // The view's own failure, in its turn: others hear all the same.
      this.happenings.add([{ type: "failure", error }]);
    }
  }

  /** It is in another room: who is in both has neither left nor come. */
  moved(before: readonly Presence[], after: readonly Presence[], own: string): void {
    if (this.#isReader && !isRendering(this.#view)) this.happenings.render();
    const [was, is] = [before, after].map((all) => new Set(all.map(({ id }) => id)));
    this.happenings.add([
      ...before.filter(({ id }) => id !== own && !is?.has(id))
        .map((person) => ({ type: "leave", person }) as const),
      ...after.filter(({ id }) => id !== own && !was?.has(id))
        .map((person) => ({ type: "join", person }) as const),
    ]);
  }

  #seen(room: Room | undefined): Seen {
    if (isRendering(this.#view)) this.#isReader = true;
    if (!room) return NOBODY;
    const { view, role } = this.#asker();
    if (!view.presenceVisible) return { list: room.list(), count: room.roster.shown };
    return room.visible(
      view.constructor,
      role,
      (person) => view.presenceVisible?.(role, person as Presence) === true,
    );
  }

  #asker(): { readonly view: PresentView; readonly role: string } {
    const view = this.#view;
    return { view, role: view.presenceVisible ? checkedRole(view) : "" };
  }
}
