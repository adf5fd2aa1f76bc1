/** Extensions, widgets and translators put things into our pages: patches never harm them. */

import assert from "node:assert/strict";
import { type Random, randomOf, seedFrom, size } from "../seed.ts";
import { randomCase } from "./cases.ts";
import { normalOf, Page } from "./page.ts";
import { createDocument, createSpecParser } from "./spec_parser.ts";

const document = createDocument();
const parse = createSpecParser(document);
const OWN = { skipNode: isForeign, skipAttribute: isForeignName, skipClass: isForeignName };

function isForeign(node: Node): boolean {
  return node.nodeType === 1 && (node as Element).hasAttribute("foreign");
}

function isForeignName(name: string): boolean {
  return name.startsWith("foreign");
}

/** What others have put where. */
interface Guests {
  readonly nodes: { guest: Element; host: Node }[];
  readonly hosts: Element[];
}

/** Puts nodes, classes and attributes into the page, as a MutationObserver would tell it. */
function intrude(page: Page, random: Random, guests: Guests): void {
  const elements = [page.root, ...page.root.querySelectorAll("*")].filter((element) =>
    // Widgets do not reach into what holds text only, and not into each other.
    !isForeign(element) &&
    !/^(?:textarea|title|input|option|optgroup|select|br|img)$/.test(element.localName)
  );
  for (let i = random.integer(1, 4); i > 0; i--) {
    const host = random.pick(elements);
    if (random.chance(0.6)) {
      const guest = document.createElement("i");
      guest.setAttribute("foreign", "");
      const before = random.pick([null, ...host.childNodes]);
      host.insertBefore(guest, before);
      const record = { target: host, addedNodes: [guest], removedNodes: [] };
      page.patcher.foreign.note([record as unknown as MutationRecord]);
      guests.nodes.push({ guest, host });
    } else if (host !== page.root) {
      host.classList.add("foreign-class");
      host.setAttribute("foreign-attribute", "1");
      guests.hosts.push(host);
    }
  }
}

Deno.test("foreign nodes, classes and attributes survive every patch that does not own them", () => {
  const random = seedFrom("foreign_property_test");
  const cases = size(600, 20_000);
  let survivors = 0;
  for (let i = 0; i < cases; i++) {
    const seed = random.integer(0, 2 ** 31);
    const own = randomOf(seed);
    const { painted, steps } = randomCase(own);
    const page = new Page(document, parse, painted);
    const guests: Guests = { nodes: [], hosts: [] };
    for (const [at, { frame, expected }] of steps.entries()) {
      // A full frame owns everything.
      if (frame[0] === -9) break;
      intrude(page, own, guests);
      const before = page.normal(OWN);
      const inside = guests.nodes.filter(({ host }) => host.isConnected);
      const lost = page.apply(frame);
      const about = `case ${i}, of seed ${seed}, update ${at}, ${JSON.stringify(frame)}, ${before}`;
      if (lost.size > 0) break;
      const root = page.root;
      const must = normalOf(document, parse, expected, OWN);
      assert.equal(page.normal(OWN), must, about);
      for (const { guest, host } of inside) {
        if (!root.contains(host)) continue;
        assert.equal(guest.parentNode, host, `a guest is gone: ${about}`);
        survivors++;
      }
      for (const host of guests.hosts.filter((host) => root.contains(host))) {
        assert(host.classList.contains("foreign-class"), `a class is gone: ${about}`);
        assert(host.hasAttribute("foreign-attribute"), `an attribute is gone: ${about}`);
        survivors++;
      }
    }
  }
  assert(survivors > cases, `only ${survivors} guests in ${cases} cases`);
});
