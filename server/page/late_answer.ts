/** The open answer of one page: its shell at once, then each part that is there before a line is. */

import { changed, type LatePart, type LateRegion, type Painted, regionsIn } from "../frame/mod.ts";
import type { Instance } from "../instance/mod.ts";
import type { World } from "../world/mod.ts";
import type { LateAnswers } from "./late_answers.ts";

/** What it is made from. */
export interface LateAnswerParts {
  readonly world: Pick<World, "timer" | "limits">;
  readonly answers: LateAnswers;
  readonly instance: Instance;
  /** The first paint, as it is in the document; without what views in it show. */
  first(painted: Painted): string | Promise<string>;
  /** A later one, as it would be there. */
  show(painted: Painted): Promise<string>;
  /** A part could not be made. */
  failed(error: unknown): void;
  /** It is whole. */
  ended(): void;
}

type LatePaint = NonNullable<ReturnType<Instance["late"]>>;

/** Closes a document: parts come before that. */
const END = /<\/body\s*>(?:\s*<\/html\s*>)?\s*$/i;

/** One answer; it takes its parts from the instance, and ends once. */
export class LateAnswer {
  readonly name: string;
  readonly #parts: LateAnswerParts;
  readonly #late: LatePaint;
  #shown: LateRegion;
  #rest = "";
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #state: "open" | "ending" | "ended" = "open";
  #isWriting = false;
  #hasNews = false;
  #letGo: (() => void)[] = [];

  /** The answer of a page that waits for something; undefined where it need not stay open. */
  static async of(parts: LateAnswerParts): Promise<LateAnswer | undefined> {
    let answer: LateAnswer | undefined;
    let hasNews = false;
    const late = parts.instance.late({
      told: () => {
        if (answer) answer.told();
        else hasNews = true;
      },
      taken: () => answer?.end(),
    });
    if (!late?.pattern) return undefined;
    const shown = regionsIn(await parts.first(parts.instance.painted()), late.pattern);
    if (shown) {
      answer = new LateAnswer(parts, late, shown);
      answer.#hasNews = hasNews;
      return answer;
    }
    late.advise("raw");
    late.end();
    return undefined;
  }

  private constructor(parts: LateAnswerParts, late: LatePaint, shown: LateRegion) {
    this.#parts = parts;
    this.#late = late;
    this.#shown = shown;
    this.name = parts.answers.next();
  }

  /** The body of the answer with this document. */
  body(document: string): ReadableStream<Uint8Array<ArrayBuffer>> {
    const at = document.search(END);
    const [shell, rest] = at < 0 ? [document, ""] : [document.slice(0, at), document.slice(at)];
    this.#rest = rest;
    const { name } = this;
    const { world, answers, instance } = this.#parts;
    // By its name: the instance lives on when the answer is forgotten.
    instance.onEnd(() => answers.end(name));
    this.#letGo = [
      answers.add(this.name, this),
      world.timer(world.limits.late, () => this.end(), { unref: true }),
    ];
    return new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
        this.#write(shell);
        // All of it may have come while the document was made.
        if (instance.ended) this.end();
        else if (this.#hasNews || this.#late.isDone) this.told();
      },
      cancel: () => {
        this.#controller = undefined;
        // Nobody knows what of it has arrived.
        this.#late.take();
      },
    });
  }

  /** Something is there: paints anew, and writes what has changed. */
  told(): void {
    this.#hasNews = true;
    if (this.#isWriting || this.#state !== "open" || !this.#controller) return;
    this.#isWriting = true;
    void this.#tell().catch((error: unknown) => {
      this.#parts.failed(error);
      // What was painted has not been written.
      this.#late.take();
    }).finally(() => {
      this.#isWriting = false;
      if (this.#state === "ending" || this.#late.isDone) this.#close();
    });
  }

  /** Ends it: what is painted already is written before. */
  end(): void {
    if (this.#state !== "open") return;
    this.#state = "ending";
    if (!this.#isWriting) this.#close();
  }

  async #tell(): Promise<void> {
    const { pattern } = this.#late;
    while (this.#hasNews && this.#state === "open" && pattern) {
      this.#hasNews = false;
      const painted = await this.#late.paint();
      const after = painted && regionsIn(await this.#parts.show(painted), pattern);
      if (!after) {
        this.#state = "ending";
        return;
      }
      const { parts, now } = changed(this.#shown, after);
      if (parts.some(({ html }) => this.#late.hasView(html))) {
        this.#late.advise("view");
        return this.#late.take();
      }
      this.#shown = now;
      this.#write(parts.map(templateOf).join(""));
    }
  }

  #close(): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#late.end();
    for (const letGo of this.#letGo) letGo();
    this.#write(this.#rest);
    this.#controller?.close();
    this.#controller = undefined;
    this.#parts.ended();
  }

  #write(html: string): void {
    if (html !== "") this.#controller?.enqueue(new TextEncoder().encode(html));
  }
}

/** What fills a region where browsers know it, and is nothing where they do not. */
function templateOf({ name, html }: LatePart): string {
  return `<template for="${name}">${html}</template>`;
}
