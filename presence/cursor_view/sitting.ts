/** Sitting of a view in a room of cursors: its channel, and what goes between it and the room. */

import {
  type ChannelData,
  type CursorDetail,
  type CursorMove,
  decodeCursorUp,
  type Json,
} from "../../protocol/mod.ts";
import { type Channel, type LiveView, openChannel } from "../../server/view/mod.ts";
import { CURSOR_KIND } from "./cursor_kind.ts";
import {
  type CursorOptions,
  type CursorRoom,
  type CursorUser,
  reactionsOf,
  type Seat,
} from "../cursors/mod.ts";

/** What a view says of itself. */
export interface Sitter {
  readonly view: LiveView;
  /** The room's name: views of one page that are in it share a channel. */
  readonly name: string;
  readonly room: CursorRoom;
  readonly role: string;
  readonly options: CursorOptions;
  person(): CursorUser;
  moved(move: CursorMove): void;
  changed(): void;
  isReader(): boolean;
}

/** A view in a room, until it stands up. */
export class Sitting {
  readonly room: CursorRoom;
  readonly seat: Seat;
  readonly #channel: Channel;

  constructor({ view, name, room, role, options, isReader, ...guest }: Sitter) {
    this.room = room;
    const seat = this.seat = room.join({
      ...guest,
      role,
      options,
      get isReader() {
        return isReader();
      },
      tell: (data: ChannelData) => this.#tell(data),
    });
    const use = (["chat", "laser", "follow", "locations"] as const).filter((what) => options[what]);
    const reactions = reactionsOf(options);
    this.#channel = openChannel(view, {
      kind: CURSOR_KIND,
      // Roles see different frames: each has a channel of its own.
      room: JSON.stringify([name, role]),
      detail: (): Json => {
        const detail: CursorDetail = {
          room: room.number,
          me: seat.index,
          use,
          reactions,
          news: room.newsFor(seat),
        };
        return detail as unknown as Json;
      },
      message: (bytes: Uint8Array) => {
        const up = decodeCursorUp(bytes);
        if (up) room.take(seat, up);
      },
      // What was left out while the page was behind is in there.
      drained: () => room.catchUp(seat),
      // Nobody points there any more.
      closed: () => room.hide(seat),
    });
  }

  /** The view leaves. */
  end(): void {
    this.room.leave(this.seat);
    this.#channel.close();
  }

  #tell(data: ChannelData): void {
    // The first words of a room are in what the channel opens with.
    const channel = this.#channel as Channel | undefined;
    // To a page that is behind the latest goes in the end, and then all that it missed: `catchUp`.
    if (channel?.isOpen) channel.send(data);
  }
}
