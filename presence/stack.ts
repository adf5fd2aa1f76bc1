/** Stack of avatars: who is there, beside each other, and all of them behind "+N". */

import { each, html } from "../vdom/mod.ts";
import type { PresenceStatus } from "../server/world/mod.ts";
import { apartColors } from "./presence_color.ts";

/**
 * How a stack of avatars is shown.
 *
 * @category Presence
 */
export interface StackOptions {
  /** How many avatars there are at most; the others are behind "+N". Default: 5. */
  readonly max?: number;
  /** Who looks at it: `this.presenceId`. */
  readonly me?: string;
  /** Where that is: `"first"` (default), or in no place. */
  readonly self?: "first" | "hide";
  /** Whether a press on an avatar follows the person: where the view has `cursors = { follow: true }`. */
  readonly follow?: boolean;
  /** Tells several stacks of a page apart. Default: `"people"`. */
  readonly id?: string;
}

/**
 * Who can stand in a stack: records of presence can.
 *
 * @category Presence
 */
export interface StackPerson {
  /** Theirs alone: a colour comes of it where none is given. */
  readonly id: string;
  /** Of it: `name`, `color`, `image`. */
  readonly meta: object;
  /** What their ring shows. */
  readonly status: PresenceStatus;
}

/** A person as they are shown. */
interface Face {
  readonly id: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly color: string;
  readonly status: PresenceStatus;
  readonly isMe: boolean;
}

/** The ring of a status. What it means is said in words, too. */
const RINGS: Readonly<Record<PresenceStatus, string>> = {
  active: "#15803d",
  idle: "#b45309",
  away: "#6b7280",
  reconnecting: "#6b7280",
};

const AVATAR = {
  display: "inline-grid",
  placeItems: "center",
  boxSizing: "border-box",
  width: "2.25rem",
  height: "2.25rem",
  padding: "0",
  borderRadius: "50%",
  border: "2px solid #fff",
  color: "#fff",
  font: "600 0.8rem/1 system-ui, sans-serif",
  overflow: "hidden",
};
const LIST = { display: "flex", margin: "0", padding: "0", listStyle: "none", gap: "0.25rem" };
const UNSEEN = {
  position: "absolute",
  width: "1px",
  height: "1px",
  overflow: "hidden",
  clipPath: "inset(50%)",
};

/**
 * The avatars of a list of people: initials, or the `image` of their meta, in a color of their own
 * (the `color` of the meta), with a ring for their status. Joins and leaves are announced politely.
 *
 * @example
 * ```ts
 * import { html, LiveView } from "@djust/live";
 * import { PresenceMixin, presenceStack } from "@djust/live/presence";
 *
 * class Lobby extends PresenceMixin(LiveView) {
 *   presenceKey = "lobby";
 *   mount() {
 *     this.trackPresence({ name: "Ada Lovelace" });
 *   }
 *   render() {
 *     return html`<header>${
 *       presenceStack(this.listPresences(), { max: 5, me: this.presenceId })
 *     }</header>`;
 *   }
 * }
 * ```
 *
 * @category Presence
 */
export function presenceStack(
  people: readonly StackPerson[],
  { max = 5, me, self = "first", follow = false, id = "people" }: StackOptions = {},
): ReturnType<typeof html> {
  const faces = facesOf(people, me, self);
  const shown = faces.slice(0, Math.max(0, max));
  const others = faces.length - shown.length;
  const count = faces.length === 1 ? "1 person here" : `${faces.length} people here`;
  return html`
    <div class="dj-stack" style=${{ display: "flex", gap: "0.25rem" }}>
      <ul style=${LIST} aria-label="People here">${each(
        shown,
        (face) => face.id,
        (face) => html`<li>${avatarOf(face, follow)}</li>`,
      )}</ul>
      ${others > 0
        ? html`
          <button type="button" style=${{ ...AVATAR, background: "#334155" }}
            popovertarget=${id} aria-label=${`${others} more, show all`}>+${others}</button>
          <div id=${id} popover>
            <ul style=${{ ...LIST, flexDirection: "column" }}
              aria-label="All people here">${each(faces, (face) =>
                face.id, (face) =>
                html`<li>${avatarOf(face, follow)} ${labelOf(face)}</li>`)}</ul>
          </div>
        `
        : null}
      <span role="status" style=${UNSEEN}>${count}</span>
    </div>
  `;
}

function avatarOf(face: Face, follow: boolean) {
  const { id, name, image, color, status, isMe } = face;
  const style = {
    ...AVATAR,
    // Of a background an address would be asked for.
    backgroundColor: color,
    boxShadow: `0 0 0 2px ${RINGS[status]}`,
    opacity: status === "reconnecting" ? "0.45" : "1",
  };
  const label = labelOf(face);
  const inner = image
    ? html`<img src=${image} alt="" width="36" height="36">`
    : html`<span aria-hidden="true">${initialsOf(name)}</span>`;
  return follow && !isMe
    ? html`
      <button type="button" style=${style} title=${label} aria-label=${`Follow ${label}`}
        data-dj-follow=${id}>${inner}</button>
    `
    : html`<span role="img" style=${style} title=${label} aria-label=${label}>${inner}</span>`;
}

function facesOf(people: readonly StackPerson[], me: string | undefined, self: "first" | "hide") {
  const own = people.filter(({ id }) => id === me);
  const others = people.filter(({ id }) => id !== me);
  const all = self === "hide" ? others : [...own, ...others];
  const colors = apartColors(all.map(({ id }) => id));
  return all.map(({ id, meta, status }, at): Face => {
    const { name, color, image } = meta as { readonly [key: string]: unknown };
    return {
      id,
      name: typeof name === "string" && name.trim() ? name.trim() : "Somebody",
      image: typeof image === "string" ? image : undefined,
      color: typeof color === "string" ? color : colors[at] ?? "#334155",
      status,
      isMe: id === me,
    };
  });
}

const labelOf = ({ name, status, isMe }: Face): string =>
  `${name}${isMe ? " (you)" : ""}${status === "active" ? "" : `, ${status}`}`;

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/);
  const letters = [words[0], ...(words.length > 1 ? [words.at(-1)] : [])];
  return letters.map((word) => [...word ?? ""][0] ?? "").join("").toUpperCase();
}
