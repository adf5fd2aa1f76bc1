/** Cursors of a page: the browser half of their channel, and what scripts may do with them. */

import {
  type CursorDetail,
  decodeCursorDown,
  moveOf,
  OWN_SLOT,
  PLACE,
} from "../../protocol/mod.ts";
import type { ChannelHandler, ChannelPage } from "../channels/mod.ts";
import { type Quiet, readQuiet, writeQuiet } from "./quiet.ts";
import { keyOf } from "./crowd.ts";
import { PageRoom } from "./page_room.ts";

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

/** The handler of the channel in one page. */
export function channel(page: ChannelPage): ChannelHandler {
  const rooms = new Map<number, PageRoom>();
  const quiet = readQuiet(page.window);
  Object.assign(djustOf(page), apiOf(page, rooms, quiet));
  return (open) => {
    const { room: number, me, news, ...use } = open.detail as unknown as CursorDetail;
    const room = rooms.get(number) ?? new PageRoom(page, quiet, open.root);
    rooms.set(number, room);
    room.crowd.mine.add(keyOf({ slot: OWN_SLOT, index: me }));
    room.open(open, use);
    room.crowd.learn(news);
    room.told();
    const isFirst = room.channels.length === 1;
    return {
      // Views that share a room hear the same.
      message(data: Uint8Array) {
        const down = decodeCursorDown(data);
        if (down && room.channels[0] === open) room.take(down);
        else if (down?.type === "news" && !isFirst) room.crowd.learn(down.news);
      },
      closed() {
        if (room.close(open)) rooms.delete(number);
      },
    };
  };
}

/** `window.djust`, which is there by now. */
function djustOf({ window }: ChannelPage): object {
  return (window as unknown as { djust: object }).djust;
}

function apiOf(page: ChannelPage, rooms: ReadonlyMap<number, PageRoom>, quiet: Quiet) {
  const changed = (): void => {
    writeQuiet(page.window, quiet);
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
