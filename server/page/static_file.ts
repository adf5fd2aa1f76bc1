/** A small file of the framework: one URL per content, kept by browsers for good. */

import { createHash } from "node:crypto";

const TYPES = { css: "text/css", js: "text/javascript" } as const;

/** One file. */
export class StaticFile {
  /** Its name, which says its content. */
  readonly name: string;
  readonly #text: string;
  readonly #type: string;

  /** A file whose name begins and ends with these. */
  constructor(name: string, extension: keyof typeof TYPES, text: string) {
    this.name = `${name}.${fingerprint(text)}.${extension}`;
    this.#text = text;
    this.#type = `${TYPES[extension]}; charset=utf-8`;
  }

  /** The file, immutable under its own name; under that of another deploy it is not to be kept. */
  respond(name: string): Response {
    return new Response(this.#text, {
      headers: {
        "content-type": this.#type,
        "x-content-type-options": "nosniff",
        "cache-control": name === this.name ? "public, max-age=31536000, immutable" : "no-store",
        // So that a page may demand cross-origin isolation.
        "cross-origin-resource-policy": "same-origin",
      },
    });
  }
}

/** A short text that changes with another. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}
