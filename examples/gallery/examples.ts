/** Examples that the gallery shows, by groups and in order. */

import { read } from "./read.ts";

export interface Example {
  path: string;
  name: string;
  lead: string;
  file: string;
  source: string;
  /** A style sheet of its own, which its page asks for at its own path with `.css`. */
  style?: string;
  /** The browser's half of it, which its page asks for at its own path with `.js`. */
  script?: string;
  /** Whether it wants the room of the whole window. */
  isWide?: boolean;
}

export interface Group {
  name: string;
  examples: readonly Example[];
}

function example(
  given: Omit<Example, "source" | "style"> & { style?: string },
): Example {
  const { style, file, ...rest } = given;
  return {
    ...rest,
    file: `examples/${file}`,
    source: read(file),
    ...(style === undefined ? {} : { style: read(style) }),
  };
}

export const GROUPS: readonly Group[] = [
  {
    name: "First steps",
    examples: [
      example({
        path: "/counter",
        name: "Counter",
        file: "counter/counter.ts",
        lead:
          "State is a field of a class. A click runs a method on the server, and the page gets the one number that changed.",
      }),
      example({
        path: "/todos",
        name: "Todo list",
        file: "todo/todo.ts",
        lead:
          "A keyed list: rows that move keep their focus, a click means the row you saw, and clicks made offline are not lost.",
      }),
      example({
        path: "/signup",
        name: "Sign up",
        file: "signup/signup.ts",
        style: "signup/signup.css",
        lead:
          "A form in steps that validates as you go: by the schema of each step, with a name that is looked up and people that are added. What you typed stays.",
      }),
      example({
        path: "/login",
        name: "Log in",
        file: "login/login.ts",
        lead:
          "Checked over the line, then sent by the browser itself to a route that sets a cookie. Without JavaScript it is a login all the same.",
      }),
    ],
  },
  {
    name: "At once",
    examples: [
      example({
        path: "/optimistic",
        name: "Before the answer",
        file: "optimistic/optimistic.ts",
        style: "optimistic/optimistic.css",
        lead:
          "The server takes half a second; the page shows at once what it will say, and takes back what it refuses.",
      }),
      example({
        path: "/search",
        name: "Debounced search",
        file: "search/search.ts",
        style: "search/search.css",
        lead:
          "A slow search that is asked when the typing rests, and not for every letter. What was searched for before stands there at once.",
      }),
      example({
        path: "/virtual",
        name: "A hundred thousand pictures",
        file: "virtual/virtual.ts",
        style: "virtual/virtual.css",
        lead:
          "A list of 100,000 rows, each with a picture that the server draws. Only those in sight are in the page, and on the server.",
      }),
      example({
        path: "/log",
        name: "Live log",
        file: "log/log.ts",
        style: "log/log.css",
        lead:
          "100,000 lines, and more every second. The page has 400 of them at most, the server keeps none; who reads further up is not disturbed.",
      }),
      example({
        path: "/paging",
        name: "Cached paging",
        file: "paging/paging.ts",
        style: "paging/paging.css",
        lead:
          "Pages that you have seen come back at once, as they were, until the slow server has answered anew. One word over the handler does it.",
      }),
      example({
        path: "/draft",
        name: "Draft form",
        file: "draft/draft.ts",
        style: "draft/draft.css",
        lead:
          "What you type outlives a reload, a crash and a closed tab, in your browser only, until the server has accepted it.",
      }),
    ],
  },
  {
    name: "While you wait",
    examples: [
      example({
        path: "/feedback",
        name: "Feedback",
        file: "feedback/feedback.ts",
        style: "feedback/feedback.css",
        lead:
          "A server that takes its time: what is deleted is asked for first, what is pressed says that it works, and nothing stays busy when something fails.",
      }),
      example({
        path: "/dashboard",
        name: "Dashboard",
        file: "dashboard/dashboard.ts",
        style: "dashboard/dashboard.css",
        lead:
          "The page is there at once. A panel that takes two seconds arrives by itself; another fails at first, and is tried again.",
      }),
      example({
        path: "/progress",
        name: "A long job",
        file: "progress/progress.ts",
        style: "progress/progress.css",
        lead:
          "Work that runs beside the handlers: the bar and the log keep up with it, it can be stopped at any time, and goes on where it failed.",
      }),
    ],
  },
  {
    name: "As it comes",
    examples: [
      example({
        path: "/chat",
        name: "Chat with a model",
        file: "chat/chat.ts",
        style: "chat/chat.css",
        script: "chat/page.ts",
        isWide: true,
        lead:
          "An answer comes token by token and sends no more than that. Stop it, ask again, talk of something else meanwhile: its Markdown is never broken, however it is cut.",
      }),
    ],
  },
  {
    name: "In the page",
    examples: [
      example({
        path: "/events",
        name: "Events",
        file: "events/events.ts",
        style: "events/events.css",
        lead:
          "Keys, pointers and whatever browsers know: each with its modifiers and its pace, and without a line of script.",
      }),
      example({
        path: "/moments",
        name: "Moments",
        file: "moments/moments.ts",
        style: "moments/moments.css",
        lead:
          "An endless list in both directions, polling that pauses, copying, shortcuts, and menus that stay open while the page lives on.",
      }),
      example({
        path: "/commands",
        name: "Commands",
        file: "commands/commands.ts",
        style: "commands/commands.css",
        lead:
          "A menu, tabs and a dialog that the page opens by itself, and notes that can be seen to come and go. Cut the line: they still open.",
      }),
      example({
        path: "/sortable",
        name: "Sortable",
        file: "sortable/sortable.ts",
        style: "sortable/sortable.css",
        lead:
          "Drag a row, or move it by its buttons: the server says the new order, and the rows glide to it.",
      }),
    ],
  },
  {
    name: "In one page",
    examples: [
      example({
        path: "/filter",
        name: "Shared filter",
        file: "filter/filter.ts",
        style: "filter/filter.css",
        isWide: true,
        lead:
          "Three views in one page over one socket: a filter, a list, and a total inside of the list. Each has its own state and its own errors, and one word over their handlers has them share what you look for.",
      }),
    ],
  },
  {
    name: "Together",
    examples: [
      example({
        path: "/members",
        name: "Members",
        file: "members/members.ts",
        lead:
          "A note is on every open page at once. Two extensions of the view: one lets only those write who said their name, the other writes down what was done.",
      }),
      example({
        path: "/presence",
        name: "Presence",
        file: "presence/presence.ts",
        style: "presence/presence.css",
        lead:
          "Open this page in a second window: people come and go, a reload is no event, and each is active, idle or away.",
      }),
      example({
        path: "/whiteboard",
        name: "Whiteboard",
        file: "whiteboard/whiteboard.ts",
        style: "whiteboard/whiteboard.css",
        isWide: true,
        lead:
          "Open it in two windows: pointers glide, lines grow while they are drawn, and both work by the keyboard, too.",
      }),
      example({
        path: "/editor",
        name: "Editor",
        file: "editor/editor.ts",
        style: "editor/editor.css",
        script: "editor/page.ts",
        lead:
          "One text for all who are here. You see where the others are, and what two people type at once is woven together.",
      }),
      example({
        path: "/board",
        name: "Team board",
        file: "board/board.ts",
        style: "board/board.css",
        isWide: true,
        lead:
          "Cards that are kept in Deno KV, and on every open board at once. You see who edits what, and only one at a time may.",
      }),
      example({
        path: "/cluster",
        name: "Three servers",
        file: "cluster/cluster.ts",
        style: "cluster/cluster.css",
        isWide: true,
        lead:
          "Servers may go while pages stay. Run \u201cdeno task dev:cluster\u201d, and kill the one that serves you.",
      }),
    ],
  },
];

export const EXAMPLES: readonly Example[] = GROUPS.flatMap(({ examples }) => examples);
