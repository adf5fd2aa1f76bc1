/** Two users of channels: an echo (reliable, text), and pointers that others see (droppable, binary). */

import {
  type Channel,
  ChannelData,
  type ChannelEnd,
  channelKind,
  extension,
  html,
  type LiveView,
  LiveView as View,
  openChannel,
} from "@djust/live";

/** What the echo goes over. */
export const ECHO = channelKind({ name: "echo", codec: "text", delivery: "reliable", credit: 4 });

/** What pointers go over. */
export const POINTER = channelKind({
  name: "pointer",
  codec: "binary",
  delivery: "droppable",
  bytes: 8,
});

/** What an extension wrote down. */
export interface Notes {
  readonly news: string[];
  readonly came: unknown[];
  /** The channels by the order in which they were opened. */
  readonly channels: Channel[];
  /** What a message waits for, where it waits. */
  until?: Promise<void> | undefined;
}

/** Notes of nothing. */
export function newNotes(): Notes {
  return { news: [], came: [], channels: [] };
}

function noting(notes: Notes) {
  return {
    opened: () => void notes.news.push("opened"),
    congested: () => void notes.news.push("congested"),
    drained: () => void notes.news.push("drained"),
    closed: (reason: ChannelEnd) => void notes.news.push(`closed: ${reason}`),
  };
}

/** Sends back what a page says, and counts it over all lines of the view. */
export function echoing(notes: Notes = newNotes()) {
  return extension({
    name: "echo",
    mount(view: LiveView) {
      let count = 0;
      const channel = openChannel(view, {
        ...noting(notes),
        kind: ECHO,
        detail: () => count,
        message: (said: unknown) => {
          notes.came.push(said);
          count++;
          channel.send([count, said as string]);
          return notes.until;
        },
      });
      notes.channels.push(channel);
    },
  });
}

/** Shows every pointer of a room to all of its pages. */
export function pointing(room: string, notes: Notes = newNotes()) {
  const members = new Set<Channel>();
  return extension({
    name: "pointer",
    mount(view: LiveView) {
      const channel = openChannel(view, {
        ...noting(notes),
        kind: POINTER,
        room,
        message: (place: Uint8Array) => {
          notes.came.push([...place]);
          const data = new ChannelData(place);
          for (const member of members) member.send(data);
        },
      });
      members.add(channel);
      notes.channels.push(channel);
    },
    ended: (view: LiveView) => {
      void view;
      for (const member of members) if (!member.isOpen) members.delete(member);
    },
  });
}

/** A view that shows how often it was clicked. */
export class Plain extends View {
  count = 0;
  render() {
    return html`<button dj-click=${() =>
      void this.count++}>+</button> <output>${this.count}</output>`;
  }
}
