/** Page that looks at a feed, without a browser: it joins, counts items, and acknowledges. */

import {
  ACK_EVERY,
  ackText,
  decodeDown,
  helloLetters,
  UP_TEXT,
  VERSION,
} from "../../protocol/mod.ts";
import { entryOf, opened } from "../presence/load_page.ts";
import { SIGN } from "./item.ts";

/** What it has heard. */
export interface Viewer {
  items: number;
  messages: number;
  bytes: number;
  close(): Promise<void>;
}

const PATIENCE = 30_000;

function viewerAt(socket: WebSocket, hear: (text: string) => void): Viewer {
  const ended = new Promise<void>((resolve) => socket.onclose = () => resolve());
  const viewer: Viewer = {
    ...{ items: 0, messages: 0, bytes: 0 },
    async close() {
      if (socket.readyState === WebSocket.OPEN) socket.close();
      await ended;
    },
  };
  socket.onmessage = ({ data }) => {
    const text = String(data);
    viewer.messages++;
    viewer.bytes += text.length;
    viewer.items += text.split(SIGN).length - 1;
    hear(text);
  };
  return viewer;
}

/** Opens the page of a view of ours. */
export async function openLiveViewer(url: string, path: string): Promise<Viewer> {
  const { cookie, ...claim } = await entryOf(url + path);
  const socket = await opened(`${url}/_djust/socket`, { origin: url, cookie });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => reject(new Error(`No answer in ${PATIENCE} ms`)), PATIENCE);
  let counted = 0;
  const viewer = viewerAt(socket, (text) => {
    const down = decodeDown(text);
    if (down?.type === "error" || down?.type === "drain") {
      return reject(new Error(`Cannot join: the server answered ${text}`));
    }
    resolve();
    if (down?.type !== "frame" && down?.type !== "full") return;
    const isDue = ++counted % ACK_EVERY === 0 || down.extras?.a;
    if (isDue) socket.send(ackText(counted));
  });
  const facts = { v: VERSION, b: "", try: 1, queued: 0, pristine: 1 } as const;
  socket.send(JSON.stringify(helloLetters(0, { ...facts, ...claim })));
  await promise.finally(() => clearTimeout(late));
  const { close } = viewer;
  return Object.assign(viewer, {
    close() {
      if (socket.readyState === WebSocket.OPEN) socket.send(UP_TEXT.bye);
      return close();
    },
  });
}

/** Opens a socket of the way by hand. */
export async function openHandViewer(url: string): Promise<Viewer> {
  return viewerAt(await opened(`${url}/hand`, {}), () => {});
}
