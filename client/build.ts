/** Bundles the browser client into its generated module: `deno task build`. */

import { build, type Plugin, stop } from "esbuild";
import { resolve } from "node:path";
import { minify as squeeze } from "terser";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { REGISTRY } from "./directives/mod.ts";
import { opened, OWN, PRIVATE, type Short } from "./build_names.ts";
import { read, registry, tables } from "./build_tables.ts";
import { generated, hashesOf } from "./build_texts.ts";
import {
  exportsIn,
  type Given,
  giving,
  handing,
  moduleOf,
  takenBy,
  taking,
} from "./build_split.ts";

/** A script and what a browser downloads of it. */
export interface Script {
  readonly code: string;
  readonly hash: string;
  readonly brotli: Uint8Array;
  readonly gzip: Uint8Array;
}

/** Scripts by the name of their file, without hash: what every page loads is `client`. */
export type Scripts = ReadonlyMap<string, Script>;

const HERE = new URL(".", import.meta.url);
const FOLDER = decodeURIComponent(HERE.pathname);

/** Modules nobody takes anything from are left out, tables and all: only the entry acts by itself. */
const pure: Plugin = {
  name: "pure",
  setup(build) {
    build.onResolve(
      { filter: /^\.\.?\/.*\.ts$/ },
      ({ path, kind, resolveDir }) =>
        kind === "entry-point"
          ? undefined
          : { path: resolve(resolveDir, path), sideEffects: false },
    );
  },
};

const MODULES = new URL("page/modules.ts", HERE);

/** The modules and their files: those that `modules.ts` imports, and those of directives. */
async function moduleFiles(): Promise<[name: string, file: string][]> {
  const text = await Deno.readTextFile(MODULES);
  const files = new Map(
    [...text.matchAll(/^import \* as (\w+) from "(.+)";$/gm)]
      .map(([, name = "", file = ""]) => [name, new URL(file, MODULES).pathname]),
  );
  for (const { module } of Object.values(REGISTRY)) {
    if (module !== undefined && !files.has(module)) {
      files.set(module, new URL(`directives/${module}.ts`, HERE).pathname);
    }
  }
  return [...files];
}

const served: Plugin = {
  name: "served",
  setup(build) {
    build.onLoad({ filter: /\/platform\/served\.ts$/ }, () => ({
      contents: "export const SERVED = true;",
    }));
    // Not read at all: the names of the first script's members go by how often that has them.
    build.onLoad({ filter: /\/page\/modules\.ts$/ }, () => ({
      contents: "export const MODULES = {};",
    }));
  },
};

/** Modules that come after another one besides `more`, which comes before all: they are given what it has. */
const BEHIND: Readonly<Record<string, string>> = { together: "cursors" };

/** The texts of all modules, and what they take, in the order in which it is given. */
async function builtModules(given: readonly Given[], short: Short) {
  const files = new Map(await moduleFiles());
  const texts = new Map<string, string>();
  /** What a module has to give besides what it is given itself. */
  const had = async (name: string, known: readonly Given[]): Promise<Given[]> => {
    const options = { minify: false, plugins: [taking(known, read)] };
    const plain = await bundled(files.get(name) ?? "", short, options);
    // Nor what it exports for itself.
    const [, own = ""] = /export \{([^}]*)\};?\s*$/.exec(plain.text) ?? [];
    return (await exportsIn(plain.inputs, plain.text)).filter((one) =>
      !known.some(({ name }) => name === one.name) && !own.match(`\\b${one.name}\\b`)
    );
  };
  const givers = new Map([["more", await had("more", given)]]);
  const known = [...given, ...givers.get("more") ?? []];
  for (const name of new Set(Object.values(BEHIND))) givers.set(name, await had(name, known));
  // Those that give come last: what they hand on is what the others have taken.
  const order = [...files.keys()].filter((name) => !givers.has(name))
    .concat([...givers.keys()].reverse());
  const handed = (name: string): Given[] =>
    takenBy([...texts.values()]).flatMap((taken) =>
      (givers.get(name) ?? []).filter((one) => one.name === taken)
    );
  for (const name of order) {
    const before = [...name === "more" ? given : known, ...givers.get(BEHIND[name] ?? "") ?? []];
    const file = files.get(name) ?? "";
    const plugins = [handing(file, handed(name), read), taking(before, read)];
    texts.set(name, (await bundled(file, short, { plugins })).text);
  }
  const isFirst = (name: string): boolean => given.some((one) => one.name === name);
  const first = takenBy([...texts.values()]).filter(isFirst);
  const shared = [...first, ...[...givers.keys()].flatMap(handed).map(({ name }) => name)];
  return { texts: [...files.keys()].map((name) => [name, texts.get(name) ?? ""] as const), shared };
}

/** All scripts. The caller stops esbuild. */
export async function bundle(): Promise<Scripts> {
  const short: Short = { ...PRIVATE };
  const plain = await bundled("./boot.ts", short, { minify: false });
  const given = await exportsIn(plain.inputs, plain.text);
  const { texts, shared } = await builtModules(given, short);
  const core = await bundled("./boot.ts", short, { plugins: [giving(given, shared)] });
  const dev = await bundled("./dev.ts", short);
  const dead = OWN.filter((name) => !(name in short));
  if (dead.length > 0) {
    throw new Error(`Cannot build: no member is named ${dead}; take it out of OWN`);
  }
  const modules = texts.map(([name, text]) =>
    [`client.${name}`, moduleOf(text, shared, short)] as const
  );
  // One hash for all: a page of one build loads no module of another.
  const all = [core.text, ...modules.map(([, text]) => text)].join("\n");
  return new Map([
    ["client", await scriptOf(closed(core.text), all)],
    ...await Promise.all(
      modules.map(async ([name, text]) => [name, await scriptOf(text, all)] as const),
    ),
    ["dev", await scriptOf(closed(dev.text))],
  ]);
}

/** Names nothing in the page. esbuild's own `iife` would bring what `require` needs. */
const closed = (code: string): string => `(()=>{${code}})();`;

/**
 * What helps compression, or is as good in this code: getters here do nothing but get, no function
 * that is written as one is constructed, no symbol becomes a text.
 */
const COMPRESS = {
  passes: 3,
  hoist_funs: true,
  lhs_constants: false,
  pure_getters: true,
  unsafe: true,
  unsafe_arrows: true,
  unsafe_methods: true,
};

async function bundled(
  entry: string,
  short: Short,
  { minify = true, plugins = [] }: { minify?: boolean; plugins?: Plugin[] } = {},
): Promise<{ text: string; inputs: string[] }> {
  const result = await build({
    absWorkingDir: FOLDER,
    entryPoints: [entry],
    bundle: true,
    minify,
    write: false,
    metafile: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    plugins: [pure, served, ...plugins, registry, tables],
    mangleProps: new RegExp(`^(?:${OWN.join("|")})$`),
    mangleCache: short,
  });
  Object.assign(short, result.mangleCache);
  const text = opened(result.outputFiles[0]?.text.trim() ?? "", short);
  const settings = { ecma: 2020, module: true, compress: COMPRESS } as const;
  return {
    text: minify ? (await squeeze(text, settings)).code ?? "" : text,
    inputs: Object.keys(result.metafile.inputs).map((path) => resolve(FOLDER, path)),
  };
}

async function scriptOf(code: string, hashed = code): Promise<Script> {
  const bytes = new TextEncoder().encode(code);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(hashed));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
  };
  return {
    code,
    hash: [...new Uint8Array(digest).slice(0, 5)]
      .map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    brotli: brotliCompressSync(bytes, { params }),
    gzip: gzipSync(bytes, { level: 9 }),
  };
}

/** The generated modules beside this file, by their names. */
export function modulesOf(scripts: Scripts): ReadonlyMap<string, string> {
  return new Map([["client.gen.ts", generated(scripts)], ["hashes.gen.ts", hashesOf(scripts)]]);
}

/** Names of generated modules that are not on disk as they are here; those nobody makes any more too. */
export async function staleOf(modules: ReadonlyMap<string, string>): Promise<string[]> {
  const found = new Map<string, string>();
  for await (const { name } of Deno.readDir(HERE)) {
    if (name.endsWith(".gen.ts")) found.set(name, await Deno.readTextFile(new URL(name, HERE)));
  }
  const names = [...new Set([...modules.keys(), ...found.keys()])].sort();
  return names.filter((name) => found.get(name) !== modules.get(name));
}

async function write(modules: ReadonlyMap<string, string>): Promise<void> {
  for (const name of await staleOf(modules)) {
    const text = modules.get(name);
    const file = new URL(name, HERE);
    await (text === undefined ? Deno.remove(file) : Deno.writeTextFile(file, text));
  }
}

/** Runs with these arguments and gives the exit code. `--check` writes nothing. */
async function main(args: readonly string[]): Promise<number> {
  const isCheck = args.length === 1 && args[0] === "--check";
  if (args.length > 0 && !isCheck) {
    console.error(`Cannot build with "${args.join(" ")}": the only option there is is --check`);
    return 2;
  }
  const scripts = await bundle();
  await stop();
  const modules = modulesOf(scripts);
  if (isCheck) {
    const stale = await staleOf(modules);
    for (const name of stale) {
      console.error(`Stale: client/${name} is not what its sources give; run "deno task build"`);
    }
    return stale.length > 0 ? 1 : 0;
  }
  await write(modules);
  let loaded = 0;
  for (const [name, { code, brotli, gzip }] of scripts) {
    if (name !== "dev") loaded += brotli.length;
    console.log(
      `${name}: ${code.length} characters, brotli ${brotli.length}, gzip ${gzip.length} bytes`,
    );
  }
  console.log(`all that production loads: brotli ${loaded} bytes`);
  return 0;
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
