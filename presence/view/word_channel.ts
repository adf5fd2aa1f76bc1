/** Channel on which the page of a view says its status, what it types in and selects. */

import { type Channel, openChannel } from "../../server/view/mod.ts";
import type { PresentView } from "./happenings.ts";
import { PRESENCE, readWord, type Room } from "../room/mod.ts";

/** Where words go to: the member's room, while it is in one. */
type Present = () => { readonly room: Room; readonly connection: string } | undefined;

/** The channel of one view. It opens with the first room. */
export class WordChannel {
  readonly #view: PresentView;
  readonly #present: Present;
  #channel: Channel | undefined;
  #hasPeers = false;
  #status: "active" | "idle" | "away" = "active";

  /** Not open yet. */
  constructor(view: PresentView, present: Present) {
    this.#view = view;
    this.#present = present;
  }

  /** The view is in this room: what is known of it counts there, too. */
  open(room: Room): void {
    this.peers(room.roster.shown > 1);
    const present = this.#present();
    if (present && this.#status !== "active") present.room.status(present.connection, this.#status);
    const { typing = false, selection = false } = this.#view.presenceShares ?? {};
    this.#channel ??= openChannel(this.#view, {
      kind: PRESENCE,
      detail: () => ({ peers: this.#hasPeers, typing, selection }),
      message: (data: unknown) => this.#take(data),
    });
  }

  /** Whether somebody else is there: nobody says anything to an empty room. */
  peers(hasPeers: boolean): void {
    if (hasPeers === this.#hasPeers) return;
    this.#hasPeers = hasPeers;
    this.#channel?.send(["peers", hasPeers]);
  }

  /** What is no word is dropped; a late one of a member that has left reaches nobody. */
  #take(data: unknown): void {
    const word = readWord(data);
    const present = this.#present();
    if (!word) return;
    const { typing = false, selection = false } = this.#view.presenceShares ?? {};
    switch (word.type) {
      case "status":
        this.#status = word.status;
        return present?.room.status(present.connection, word.status);
      case "typing":
        return typing ? present?.room.type(present.connection, word.field) : undefined;
      case "selection":
        return selection ? present?.room.select(present.connection, word.selection) : undefined;
      default:
        return word satisfies never;
    }
  }
}
