/** What the gallery shows, in order. */

export interface Example {
  path: string;
  name: string;
  lead: string;
  file: string;
  source: string;
}

function example(path: string, name: string, file: string, lead: string): Example {
  const source = Deno.readTextFileSync(new URL(`../${file}`, import.meta.url));
  return { path, name, lead, file: `examples/${file}`, source };
}

export const EXAMPLES: readonly Example[] = [
  example(
    "/counter",
    "Counter",
    "counter/counter.ts",
    "State is a field of a class. A click runs a method on the server, and the page gets the one number that changed.",
  ),
  example(
    "/todos",
    "Todo list",
    "todo/todo.ts",
    "A keyed list: rows that move keep their focus, a click means the row you saw, and clicks made offline are not lost.",
  ),
  example(
    "/signup",
    "Sign up",
    "signup/signup.ts",
    "A schema guards the handler: what does not fit never reaches it, and what you typed stays.",
  ),
  example(
    "/members",
    "Members",
    "members/members.ts",
    "A note is on every open page at once. Two extensions of the view: one lets only those write who said their name, the other writes down what was done.",
  ),
  example(
    "/whiteboard",
    "Whiteboard",
    "whiteboard/whiteboard.ts",
    "Open it in two windows: pointers glide, lines grow while they are drawn, and both work by the keyboard, too.",
  ),
];
