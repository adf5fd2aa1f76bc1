/** One case of the property tests: a painted page, frames, and what the page must show after each. */

import { html, type Scope, Tree } from "../../vdom/mod.ts";
import type { Random } from "../seed.ts";
import { normalOf, Page, type Painted, type Parse } from "./page.ts";
import { randomShapes } from "./shapes.ts";
import { named, render, type State, States, type Tagged } from "./states.ts";

/** What one update sends, and a fresh paint of the same state. */
export interface Step {
  readonly frame: readonly unknown[];
  readonly expected: Painted;
  /** Whose closure is where: `[block, anchor, tag]`, asked of the server's tree. */
  readonly ask: (block: number, anchor: number) => unknown;
}

/** A page and its updates. Without `ask` it can travel to another process. */
export interface Case {
  readonly painted: Painted;
  readonly steps: readonly Step[];
}

const SCOPE: Scope = {
  nameOf: (handler) => handler === named ? "named" : undefined,
  warn: () => {},
  development: true,
  strictStyles: false,
};

/** What a view of this state renders. */
function view(state: State): ReturnType<typeof html> {
  return html`<main>${render(state)}</main>`;
}

/** A chain of 3 to 6 updates; each frame is made when it is asked for, in order. */
export function randomCase(random: Random): Case {
  const states = new States(random, randomShapes(random, 6));
  const tree = new Tree(SCOPE);
  let state = states.make("flow", 0);
  let flash = states.make("flow", 3);
  const painted = tree.paint(view(state), render(flash));
  const steps: Step[] = [];
  for (let i = random.integer(3, 6); i > 0; i--) {
    state = states.change(state, "flow", 0);
    flash = states.change(flash, "flow", 3);
    steps.push(step(tree, state, flash, random.chance(0.05)));
  }
  return { painted, steps };
}

function step(tree: Tree, state: State, flash: State, full: boolean): Step {
  const frame = full ? refresh(tree, state, flash) : patch(tree, state, flash);
  const expected = new Tree(SCOPE).paint(view(state), render(flash));
  // Later updates change the tree: who is asked must answer for now.
  const handlers = new Map<string, unknown>();
  const ask = (block: number, anchor: number): unknown => handlers.get(`${block} ${anchor}`);
  for (const [block, anchor] of closures(tree)) {
    const handler = tree.handler(block, anchor, "click")?.handler;
    handlers.set(
      `${block} ${anchor}`,
      typeof handler === "function" ? (handler as unknown as Tagged).tag : handler,
    );
  }
  return { frame: JSON.parse(JSON.stringify(frame)) as unknown[], expected, ask };
}

/** Places where a click could land: some blocks, the first anchors of each. */
function* closures(tree: Tree): Generator<[block: number, anchor: number]> {
  for (let block = 1; block < 400; block++) {
    for (let anchor = 0; anchor < 3; anchor++) {
      if (tree.handler(block, anchor, "click")?.handler !== undefined) yield [block, anchor];
    }
  }
}

function patch(tree: Tree, state: State, flash: State): unknown[] {
  const patch = tree.diff(view(state), render(flash));
  if (!patch) return [0];
  return patch.templates.length > 0 ? [0, ...patch.ops, { t: patch.templates }] : [0, ...patch.ops];
}

function refresh(tree: Tree, state: State, flash: State): unknown[] {
  const { content, flash: region, templates } = tree.refresh(view(state), render(flash));
  return [-9, 0, content, region, { t: templates }];
}

/** What is wrong first, or undefined. */
export function firstProblem(document: Document, parse: Parse, made: Case): string | undefined {
  const page = new Page(document, parse, made.painted);
  for (const [i, { frame, expected, ask }] of made.steps.entries()) {
    const before = page.normal();
    const lost = page.apply(frame);
    const after = page.normal();
    const about = (): string => `update ${i}\nframe ${JSON.stringify(frame)}\nbefore ${before}`;
    const must = normalOf(document, parse, expected);
    if (lost.size > 0) return `lost blocks ${[...lost]} in ${about()}`;
    if (after !== must) return `${firstDifference(after, must)}\nin ${about()}`;
    for (const button of page.root.querySelectorAll("button[data-tag]")) {
      const place = page.patcher.blocks.find(button);
      const tag = place && ask(...place);
      if (place && place[0] < 400 && String(tag) !== button.getAttribute("data-tag")) {
        return `the closure at ${place} is ${tag}, on ${button.outerHTML} in ${about()}`;
      }
    }
  }
  return undefined;
}

/** Where two texts part, with some of what stands around. */
function firstDifference(shows: string, must: string): string {
  let at = 0;
  while (shows[at] === must[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 120), at + 120);
  return `it shows …${around(shows)}…\nand must …${around(must)}…`;
}
