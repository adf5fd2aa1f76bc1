/** Painted controls of a form: which fields have one, of which kind, as of the latest render. */

import { type Path, pathOf, pathText } from "./paths.ts";

/** The controls that the latest render has painted. */
export class PaintedControls {
  readonly #kinds = new Map<string, string>();
  /** Fields that ever had a control that hides what it holds: nothing of them is kept. */
  readonly #secrets = new Set<string>();

  /** A render begins. */
  clear(): void {
    this.#kinds.clear();
  }

  /** A control of this kind stands there. */
  add(path: Path, kind: string): void {
    const text = pathText(path);
    this.#kinds.set(text, kind);
    if (kind === "password" || kind === "file") this.#secrets.add(text);
  }

  /** The kind of a field's control. */
  kindOf(path: Path): string | undefined {
    return this.#kinds.get(pathText(path));
  }

  /** Whether what a field holds is a secret. */
  isSecret(path: Path): boolean {
    return this.#secrets.has(pathText(path));
  }

  /** The fields that have a control. */
  paths(): Path[] {
    return [...this.#kinds.keys()].map(pathOf);
  }
}
