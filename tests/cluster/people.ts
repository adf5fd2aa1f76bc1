/** People of a test: each with a page of the real client and a line of their own, which may be cut. */

import { visit, type Visitor } from "../journeys/visitor.ts";
import { type Proxy, startProxy } from "../proxy.ts";
import { until } from "../until.ts";
import type { ClusterNode } from "./stores.ts";

/** One of them. */
export interface Person extends AsyncDisposable {
  readonly id: string;
  readonly page: Visitor;
  readonly line: Proxy;
  /** What was said to the room, as their page was told. */
  readonly said: unknown[];
  /** The text of an element of their page. */
  text(selector: string): string;
  /** Waits until an element reads so. */
  reads(selector: string, text: string): Promise<void>;
  /** Their next line leads to this process. */
  moveTo(node: ClusterNode): void;
}

/** Who is in a room by a process: `ada:active`. */
export function peopleOf(node: ClusterNode, room: string): Promise<string[]> {
  return node.ask<string[]>(`/people?room=${encodeURIComponent(room)}`);
}

/** Waits until a process sees somebody in a room. */
export async function sees(node: ClusterNode, room: string, id: string): Promise<void> {
  await until(`${id} is seen in "${room}"`, async () => {
    const people = await peopleOf(node, room);
    return people.some((one) => one.startsWith(`${id}:`));
  });
}

/** Somebody comes, and is live. */
export async function come(node: ClusterNode, room: string, id: string): Promise<Person> {
  const line = startProxy([node.port]);
  const query = `room=${encodeURIComponent(room)}&who=${encodeURIComponent(id)}`;
  const page = await visit(`${line.url}/?${query}`);
  await page.live();
  const said: unknown[] = [];
  page.djust.on("said", (payload) => void said.push((payload as { text: unknown }).text));
  return {
    ...{ id, page, line, said },
    text: (selector) => page.text(selector),
    async reads(selector, text) {
      await until(`${id} reads "${text}" in ${selector}`, () => {
        const seen = page.text(selector);
        if (seen !== text) throw new Error(`it reads "${seen}"`);
        return true;
      });
    },
    moveTo: ({ port }) => line.setUpstreams([port]),
    async [Symbol.asyncDispose]() {
      await page.leave();
      await line.close();
    },
  };
}
