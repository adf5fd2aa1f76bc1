/** Character references in a template's text, read as HTML reads them. */

import { REFERENCES } from "./references.gen.ts";

/** Where a text stands. In an attribute `&copy=1` is part of an address, and no ©. */
export type ReferencePlace = "text" | "attribute";

const REFERENCE = /&(?:#(\d+)|#[xX]([\da-fA-F]+)|([A-Za-z][A-Za-z\d]*));?/g;

/** Names that need no semicolon have no more letters than this. */
const LONGEST = 6;
const SHORTEST = 2;

/** What old pages meant by the numbers 128 to 159: windows-1252. */
const OLD = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const REPLACEMENT = "\ufffd";

/** Text of a template with its character references read, for a value that is put together here. */
export function decodeReferences(text: string, place: ReferencePlace): string {
  if (!text.includes("&")) return text;
  return text.replace(
    REFERENCE,
    (all: string, decimal: string, hex: string, name: string, offset: number) => {
      if (decimal) return characterOf(Number.parseInt(decimal, 10));
      if (hex) return characterOf(Number.parseInt(hex, 16));
      const whole = all.endsWith(";") ? valueOf(name, ";") ?? valueOf(name, ",") : undefined;
      return whole ?? withoutSemicolon(all, name, place, text[offset + all.length]);
    },
  );
}

/** The longest name at the start of these letters that needs no semicolon, and what stands after it. */
function withoutSemicolon(
  all: string,
  letters: string,
  place: ReferencePlace,
  next: string | undefined,
): string {
  for (let length = Math.min(LONGEST, letters.length); length >= SHORTEST; length--) {
    const value = valueOf(letters.slice(0, length), ",");
    if (value === undefined) continue;
    const isAddress = length < letters.length || (next === "=" && !all.endsWith(";"));
    return place === "attribute" && isAddress ? all : value + all.slice(1 + length);
  }
  return all;
}

/** What a name stands for; undefined where there is none that ends so. */
function valueOf(name: string, end: ";" | ","): string | undefined {
  const entry = ` ${name}${end}`;
  // Templates are read once, so that no index has to be kept.
  const at = REFERENCES.indexOf(entry);
  if (at < 0) return undefined;
  const start = at + entry.length;
  const codes = REFERENCES.slice(start, REFERENCES.indexOf(" ", start)).split("+");
  return String.fromCodePoint(...codes.map((code) => Number.parseInt(code, 36)));
}

function characterOf(code: number): string {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (code === 0 || code > 0x10ffff || isSurrogate) return REPLACEMENT;
  return OLD[code - 0x80] ?? String.fromCodePoint(code);
}
