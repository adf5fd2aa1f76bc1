/** The split of the client: what the first script has is given to its modules, and not built twice. */

import type { Plugin } from "esbuild";

/** A name that the first script can give, and the file that declares it. */
export interface Given {
  readonly file: string;
  readonly name: string;
}

/** Where modules import from what they are given; in what is served these are parameters. */
const CORE = "core";
const OWN = "?own";
const EXPORT = /^export (?:async function|function|class|const) (\w+)/gm;
const IMPORT = /import\{([^}]*)\}from"core";/g;

/** An overloaded function stands several times. */
const exportsOf = (source: string): string[] => [
  ...new Set([...source.matchAll(EXPORT)].map(([, name = ""]) => name)),
];

/** The exports of these files that stand in a script, which is not minified. */
export async function exportsIn(files: readonly string[], script: string): Promise<Given[]> {
  const found: Given[] = [];
  for (const file of new Set(files.map((path) => path.replace(OWN, "")))) {
    for (const name of exportsOf(await Deno.readTextFile(file))) {
      // A number costs as little as its place in a list.
      if (/^[A-Z_]+$/.test(name)) continue;
      const declared = new RegExp(`^(?:async )?(?:function|class|var) ${name}\\b`, "m");
      if (declared.test(script)) found.push({ file, name });
    }
  }
  // Where two files have one name, it is open which of them stands there.
  return found.filter(({ name }) => found.filter((one) => one.name === name).length === 1);
}

/**
 * For a module: what is given comes from the first script, the rest of such a file from the file,
 * which takes what is given, too. `read` gives the text of a file.
 */
export function taking(given: readonly Given[], read: (path: string) => Promise<string>): Plugin {
  return {
    name: "taking",
    setup(build) {
      build.onResolve({ filter: /^core$/ }, () => ({ path: CORE, external: true }));
      build.onResolve({ filter: /\?own$/ }, ({ path }) => ({
        path: path.slice(0, -OWN.length),
        suffix: OWN,
        sideEffects: false,
      }));
      build.onLoad({ filter: /\.ts$/ }, async ({ path, suffix }) => {
        const names = given.filter(({ file }) => file === path).map(({ name }) => name);
        if (names.length === 0) return undefined;
        if (suffix === OWN) return { contents: ownOf(await read(path), names, path), loader: "ts" };
        const rest = exportsOf(await Deno.readTextFile(path)).filter((name) =>
          !names.includes(name)
        );
        const from = (list: readonly string[], place: string): string =>
          list.length > 0 ? `export {${list.join()}} from ${JSON.stringify(place)};\n` : "";
        return { contents: from(names, CORE) + from(rest, path + OWN), loader: "ts" };
      });
    },
  };
}

/** A file without what is given: that has another name there, and is left out since nobody calls it. */
function ownOf(source: string, names: readonly string[], path: string): string {
  const declared = new RegExp(
    `^export ((?:async function|function|class|const) )(?=(?:${names.join("|")})\\b)`,
    "gm",
  );
  return `import {${names.join()}} from ${JSON.stringify(path)};\n${
    source.replace(declared, "$1own_")
  }`;
}

/** What only keeps names in a module until it is known who takes them. */
const KEPT = /^export const COMMON\b[^;]*;$/m;

/** For a module that gives, too: its own exports, and these. */
export function handing(
  file: string,
  handed: readonly Given[],
  read: (path: string) => Promise<string>,
): Plugin {
  return {
    name: "handing",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== file) return undefined;
        const lines = handed.map(({ file, name }) =>
          `export {${name}} from ${JSON.stringify(file)};\n`
        );
        return { contents: lines.join("") + (await read(path)).replace(KEPT, ""), loader: "ts" };
      });
    },
  };
}

/** What a built module takes: names of the first script, and what it calls them. */
function takesOf(text: string): Map<string, string> {
  const code = text.replace(IMPORT, "");
  const pairs = [...text.matchAll(IMPORT)].flatMap(([, list = ""]) => list.split(","))
    .map((one) => one.split(" as ")).map(([name = "", own = name]) => [name, own] as const);
  // esbuild keeps the whole list of a file, used or not. A dot before it is a member's, three are not.
  const isUsed = (own: string): boolean =>
    new RegExp(`(?<![\\w$])(?<!(?<!\\.\\.)\\.)${own.replaceAll("$", "\\$")}(?![\\w$])`).test(code);
  return new Map(pairs.filter(([, own]) => isUsed(own)));
}

/** What these modules take, in the order in which it is given: what more of them take comes first. */
export function takenBy(modules: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of modules.flatMap((text) => [...takesOf(text).keys()]).sort()) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/** For the first script: it gives these, in this order. */
export function giving(given: readonly Given[], names: readonly string[]): Plugin {
  return {
    name: "giving",
    setup(build) {
      build.onLoad({ filter: /\/shared\.ts$/ }, () => {
        const imports = given.filter(({ name }) => names.includes(name))
          .map(({ file, name }) => `import {${name}} from ${JSON.stringify(file)};`);
        return {
          contents: `${imports.join("\n")}\nexport const SHARED = [${
            names.filter((one) => given.some(({ name }) => name === one)).join()
          }];`,
          loader: "ts",
          resolveDir: "/",
        };
      });
    },
  };
}

/** What a module calls what it is given and adds to. */
const LIST = "$$";

/**
 * A module as it is served: a function that is given what the first script has, by its short names.
 * What it exports under one of these names it adds to them, for modules that come after it.
 */
export function moduleOf(
  text: string,
  names: readonly string[],
  short: Readonly<Record<string, string | false>>,
): string {
  const takes = takesOf(text);
  const params = names.map((name) => takes.get(name) ?? "").join().replace(/,+$/, "");
  const [, exported = ""] = /export\{([^}]*)\};?$/.exec(text) ?? [];
  const pairs = exported.split(",").map((one) => one.split(" as "))
    .map(([own = "", name = own]) => ({ own, name }));
  const members = pairs.filter(({ name }) => !names.includes(name))
    .map(({ own, name }) => `${short[name] || name}:${own}`);
  const handed = names.flatMap((one) => pairs.filter(({ name }) => name === one));
  const code = text.replace(IMPORT, "").replace(/export\{[^}]*\};?$/, "");
  if (handed.length === 0) {
    return `export default([${params}])=>{${code}return{${members.join()}}};`;
  }
  if (code.includes(LIST)) throw new Error(`Cannot build: a name is ${LIST}`);
  const push = `${LIST}.push(${handed.map(({ own }) => own).join()});`;
  return `export default(${LIST},[${params}]=${LIST})=>{${code}${push}return{${members.join()}}};`;
}
