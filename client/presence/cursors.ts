/** Cursors of a page: the browser half of their channel, and what scripts may do with them. */

import { type CursorDetail, moveOf, OWN_SLOT, PLACE } from "../../protocol/mod.ts";
import type { ChannelListener, OwnPage, PageChannel } from "../channels/mod.ts";
import { keyOf } from "./crowd.ts";
import { PageRoom } from "./page_room.ts";
import { type Quiet, readQuiet, writeQuiet } from "./quiet.ts";

/**
 * What scripts may do with cursors: `djust.cursors`, once their channel has opened.
 *
 * @category Client
 */
export interface CursorControls {
  /** Shows one's own cursor to nobody, in this browser, from now on; `false` shows it again. */
  hide(isHidden?: boolean): void;
  /** Whether those of others are drawn, in this browser, from now on. */
  showOthers(isShown: boolean): void;
}

/** The rooms of one page, by their numbers, and what its visitor chose. */
interface State {
  readonly rooms: Map<number, PageRoom>;
  readonly quiet: Quiet;
}

/** Those of each window: a page has several lines, one after the other. */
const STATES = new WeakMap<object, State>();

/** The handler of the channel. */
export function cursors(channel: PageChannel, page: OwnPage): ChannelListener {
  const { rooms, quiet } = stateOf(page);
  const { room: number, me, news, ...use } = channel.detail as unknown as CursorDetail;
  const room = rooms.get(number) ?? new PageRoom(page, quiet, channel.root);
  rooms.set(number, room);
  room.crowd.mine.add(keyOf({ slot: OWN_SLOT, index: me }));
  room.open(channel, use);
  room.crowd.learn(news);
  room.told();
  return {
    message(data: Uint8Array) {
      // Views that share a room hear the same.
      if (room.channels[0] === channel) room.take(data);
    },
    closed() {
      if (room.close(channel)) rooms.delete(number);
    },
  };
}

function stateOf(page: OwnPage): State {
  const { window } = page;
  const known = STATES.get(window);
  if (known) return known;
  const state = { rooms: new Map<number, PageRoom>(), quiet: readQuiet(window) };
  STATES.set(window, state);
  // It is there by now.
  const { djust } = window as unknown as { djust: object };
  Object.assign(djust, apiOf(page, state));
  return state;
}

function apiOf({ window }: OwnPage, { rooms, quiet }: State) {
  const changed = (): void => {
    writeQuiet(window, quiet);
    for (const room of rooms.values()) room.told();
  };
  const cursors: CursorControls = {
    hide(isHidden = true) {
      quiet.isHidden = isHidden;
      changed();
    },
    showOthers(isShown) {
      quiet.hidesOthers = !isShown;
      changed();
    },
  };
  return {
    cursors,
    sendCursorMove(x: number, y: number): void {
      const move = moveOf(PLACE.pixels, x, y);
      if (move) { for (const room of rooms.values()) room.pointer.give(move); }
    },
  };
}
