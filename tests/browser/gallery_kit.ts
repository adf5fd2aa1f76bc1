/** The gallery in a process of its own, and what a page of it must not lack. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import type { Browser, Page } from "./chromium.ts";
import { isLive } from "./stage.ts";

/** How a visit of the gallery differs from the usual one. */
export type GalleryVisit = Parameters<Browser["visit"]>[0] & {
  /** What an example is there to show: a page that is live by then complains of it. */
  readonly shows?: RegExp;
};

/** Runs with the gallery in a process of its own. */
export async function inGallery(
  browser: Browser,
  run: (open: (path: string) => Promise<Page>) => Promise<void>,
  { shows, ...options }: GalleryVisit = {},
): Promise<void> {
  await using gallery = await startProcess("examples/main.ts");
  const visitor = await browser.visit(options);
  const warnings: string[] = [];
  // How long a handler takes on a busy machine is no fault of an example.
  visitor.context.on("console", (message) => {
    const text = message.text();
    if (message.type() === "warning" && !text.endsWith("[blocked]")) warnings.push(text);
  });
  await run(async (path) => {
    const page = await visitor.open(gallery.url + path);
    await isLive(page);
    return page;
  });
  if (shows) {
    const complaints = visitor.takeComplaints();
    assert.deepEqual(complaints.filter((text) => !shows.test(text)), []);
  }
  await visitor.context.close();
  assert.deepEqual(warnings.filter((text) => text.startsWith("djust: ")), []);
}

/** What a page lacks that its reader needs; checked by hand, for no library may be loaded here. */
export function lacks(): string[] {
  const faults: string[] = [];
  const nameOf = (element: Element): string => {
    const control = element as HTMLInputElement;
    const labels = [...control.labels ?? []].map((label) => label.textContent);
    return [element.getAttribute("aria-label"), ...labels, element.textContent, control.title]
      .join("").trim();
  };
  const { documentElement, title } = document;
  if (!documentElement.lang) faults.push("the document has no language");
  if (!title.trim()) faults.push("the document has no title");
  if (!document.querySelector("meta[name=viewport]")) faults.push("there is no viewport");
  if (document.querySelectorAll("main").length !== 1) faults.push("there is not one main");
  if (document.querySelectorAll("h1").length !== 1) faults.push("there is not one h1");
  let level = 0;
  for (const heading of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) faults.push(`${heading.localName} follows h${level}`);
    level = next;
  }
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of new Set(ids)) {
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`the id "${id}" is there twice`);
  }
  for (
    const one of document.querySelectorAll(
      "a[href],button,input:not([type=hidden]),select,textarea,summary",
    )
  ) {
    if (!nameOf(one)) faults.push(`no name: ${one.outerHTML}`);
    // Of tabs one is reached by Tab, and from it the others by arrows.
    const isReached = (one as HTMLElement).tabIndex >= 0 || one.getAttribute("role") === "tab";
    if (!isReached) faults.push(`not by keyboard: ${one.outerHTML}`);
  }
  for (const image of document.querySelectorAll("img:not([alt])")) faults.push(image.outerHTML);
  for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
    for (const one of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of (one.getAttribute(attribute) ?? "").split(/\s+/)) {
        if (!document.getElementById(id)) faults.push(`${attribute} names "${id}", which is not`);
      }
    }
  }
  if (!document.querySelector("[data-djust-flash][aria-live]")) faults.push("flash is not told");
  return faults;
}

/** Waits until what a selector finds has the focus. */
export async function hasFocus(page: Page, selector: string): Promise<void> {
  try {
    await page.waitForFunction(
      (selector) => document.activeElement?.matches(selector),
      selector,
      { timeout: 5_000 },
    );
  } catch {
    const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    assert.fail(`the focus is not on "${selector}" but on ${focused}`);
  }
}

/** Controls whose edge has less than 3:1 to what is around it: WCAG 1.4.11. */
export function faint(): string[] {
  const context = document.createElement("canvas").getContext("2d")!;
  const luminance = (color: string): number => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= .03928 ? part / 255 / 12.92 : ((part / 255 + .055) / 1.055) ** 2.4
    );
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const ground = (element: Element): string => {
    const color = getComputedStyle(element).backgroundColor;
    const { parentElement } = element;
    return /, 0\)$/.test(color) && parentElement ? ground(parentElement) : color;
  };
  const controls = document.querySelectorAll("main input:not([type=checkbox]), main button");
  return [...controls].flatMap((control) => {
    const edge = getComputedStyle(control).borderTopColor;
    // A button without an edge is known by its text alone.
    if (/, 0\)$/.test(edge)) return [];
    const pair = [edge, ground(control.parentElement as Element)].map((one) =>
      luminance(one) + .05
    );
    const ratio = Math.max(...pair) / Math.min(...pair);
    return ratio < 3 ? [`${ratio.toFixed(2)}: ${control.outerHTML}`] : [];
  });
}
