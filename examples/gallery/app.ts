/** The app of all examples: in one process, or in each of several. */

import { Hono } from "hono";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { Board, EnterBoard } from "../board/board.ts";
import { Chat } from "../chat/chat.ts";
import { Cluster } from "../cluster/cluster.ts";
import { CommandsPage } from "../commands/commands.ts";
import { Counter } from "../counter/counter.ts";
import { Dashboard } from "../dashboard/dashboard.ts";
import { DraftForm } from "../draft/draft.ts";
import { Editor, texts } from "../editor/editor.ts";
import { Feedback } from "../feedback/feedback.ts";
import { Events } from "../events/events.ts";
import { SharedFilter } from "../filter/filter.ts";
import { LogIn, loginRoutes } from "../login/login.ts";
import { LiveLog } from "../log/log.ts";
import { Members } from "../members/members.ts";
import { Optimistic } from "../optimistic/optimistic.ts";
import { Moments } from "../moments/moments.ts";
import { Paging } from "../paging/paging.ts";
import { Pictures } from "../virtual/virtual.ts";
import { PresenceDocument } from "../presence/presence.ts";
import { Progress } from "../progress/progress.ts";
import { Search } from "../search/search.ts";
import { SignUp } from "../signup/signup.ts";
import { Sortable } from "../sortable/sortable.ts";
import { TodoList } from "../todo/todo.ts";
import { Whiteboard } from "../whiteboard/whiteboard.ts";
import { EXAMPLES } from "./examples.ts";
import { Index } from "./index.ts";
import { gallery } from "./layout.ts";
import { bundled } from "./bundle.ts";
import { read } from "./read.ts";

export function galleryApp(options: LiveOptions = {}): Hono {
  const style = read("gallery/gallery.css");
  const script = read("gallery/gallery.js");

  const app = new Hono();
  app.get("/gallery.css", (c) => c.text(style, 200, { "Content-Type": "text/css" }));
  app.get("/gallery.js", (c) => c.text(script, 200, { "Content-Type": "text/javascript" }));
  for (const { path, style, script } of EXAMPLES) {
    if (style) app.get(`${path}.css`, (c) => c.text(style, 200, { "Content-Type": "text/css" }));
    if (!script) continue;
    app.get(
      `${path}.js`,
      async (c) => c.text(await bundled(script), 200, { "Content-Type": "text/javascript" }),
    );
  }
  loginRoutes(app, () => hub);
  const hub: LiveHub = live(app, {
    "/": Index,
    "/counter": Counter,
    "/todos": TodoList,
    "/signup": SignUp,
    "/login": LogIn,
    "/filter": SharedFilter,
    "/optimistic": Optimistic,
    "/search": Search,
    "/virtual": Pictures,
    "/log": LiveLog,
    "/paging": Paging,
    "/draft": DraftForm,
    "/feedback": Feedback,
    "/chat": Chat,
    "/dashboard": Dashboard,
    "/progress": Progress,
    "/events": Events,
    "/moments": Moments,
    "/commands": CommandsPage,
    "/sortable": Sortable,
    "/members": Members,
    "/presence": PresenceDocument,
    "/whiteboard": Whiteboard,
    "/editor": Editor,
    "/board": Board,
    "/board/enter": EnterBoard,
    "/cluster": Cluster,
  }, {
    layout: gallery,
    csp: "strict",
    ...options,
    extend: [...options.extend ?? [], texts],
  });
  return app;
}
