/** Browser half of the shared text: a text area that is bound to a Yjs document. */

import type { ChannelHandler } from "@djust/live/client";
import * as Y from "yjs";
import { Carets, type Change, moved } from "./carets.ts";
import { frame, UPDATE, VECTOR } from "./frames.ts";

const doc = new Y.Doc();
const text = doc.getText();

/** One area a page, however often its line comes back. */
let bound: HTMLTextAreaElement | undefined;

const typing: ChannelHandler = (channel) => {
  const area = channel.root?.querySelector("textarea");
  if (!area) return;
  const send = (update: Uint8Array, origin: unknown): void => {
    if (origin !== channel) channel.send(frame(UPDATE, update));
  };
  doc.on("update", send);
  channel.send(frame(VECTOR, Y.encodeStateVector(doc)));
  return {
    message(bytes: Uint8Array): void {
      const body = bytes.subarray(1);
      if (bytes[0] === VECTOR) channel.send(frame(UPDATE, Y.encodeStateAsUpdate(doc, body)));
      else Y.applyUpdate(doc, body, channel);
      // Nobody types before the text is there.
      if (bytes[0] === UPDATE && bound !== area) bind(area);
    },
    closed: () => doc.off("update", send),
  };
};

const page = globalThis as { djust?: { channels?: Record<string, ChannelHandler> } };
page.djust = { ...page.djust, channels: { ...page.djust?.channels, typing } };

function bind(area: HTMLTextAreaElement): void {
  bound = area;
  const people = area.closest(".editor")?.querySelector(".people") ?? area;
  const carets = new Carets(area, people);
  // What others typed is not undone with one's own.
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([area]) });
  text.observe((_event, { origin }) => {
    if (origin !== area) carets.follow(show(area));
  });
  area.addEventListener("input", () => carets.follow(typed(area)));
  area.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    if (!(ctrlKey || metaKey) || !/^[zy]$/i.test(key)) return;
    event.preventDefault();
    if (shiftKey || /y/i.test(key)) undo.redo();
    else undo.undo();
  });
  show(area);
  carets.draw();
  area.readOnly = false;
}

/** Another's letters: the own selection stays where it was in the text. */
function show(area: HTMLTextAreaElement): Change {
  const { value, selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
  const now = text.toString();
  const change = difference(value, now);
  if (now === value) return change;
  area.value = now;
  area.setSelectionRange(
    moved(selectionStart, change),
    moved(selectionEnd, change),
    selectionDirection,
  );
  area.scrollTop = scrollTop;
  return change;
}

/** Own letters: what was there is compared to what is there. */
function typed(area: HTMLTextAreaElement): Change {
  const change = difference(text.toString(), area.value, area.selectionStart);
  const [start, removed, added] = change;
  doc.transact(() => {
    text.delete(start, removed);
    text.insert(start, area.value.slice(start, start + added));
  }, area);
  return change;
}

/** Where two texts part, how many letters went there, and how many came; near a caret if it may be. */
function difference(
  before: string,
  after: string,
  caret = after.length,
): Change {
  const grown = after.length - before.length;
  const most = Math.min(before.length, after.length, Math.max(0, caret - Math.max(0, grown)));
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before.at(-1 - end) === after.at(-1 - end)
  ) end++;
  return [start, before.length - start - end, after.length - start - end];
}
