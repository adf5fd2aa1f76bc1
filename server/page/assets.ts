/** The assets of a site: small files of the framework, one URL per content, kept by browsers for good. */

const TYPES = { css: "text/css", js: "text/javascript" } as const;

/** One file. */
export interface Asset {
  /** What it is asked for by: `client` of `client.0123.js`. */
  readonly stem: string;
  readonly type: keyof typeof TYPES;
  /** Changes whenever the content does. */
  readonly hash: string;
  /** Its content, loaded when it is asked for first. */
  load(): Content | Promise<Content>;
}

/** What is in a file. */
export interface Content {
  readonly text: string;
  /** The text compressed, as base64. */
  readonly brotli?: string | undefined;
  /** The text compressed, as base64. */
  readonly gzip?: string | undefined;
}

/** A file whose hash is that of its text. */
export function assetOf(stem: string, type: Asset["type"], text: string): Asset {
  return { stem, type, hash: fingerprint(text), load: () => ({ text }) };
}

/** The name of a file, which says its content. */
export function fileOf({ stem, hash, type }: Asset): string {
  return `${stem}.${hash}.${type}`;
}

/**
 * A short text that changes with another, for names only. No digest: to load `node:crypto` would be a
 * sixth of all that an app needs to start.
 */
export function fingerprint(text: string): string {
  let [first, second] = [0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0xc2b2ae35);
    second ^= second >>> 15;
  }
  return [first, second].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("")
    .slice(-10);
}

/** One script as it was built. */
export interface BuiltScript {
  /** The script. */
  readonly code: string;
  /** Changes whenever the script does. */
  readonly hash: string;
  /** The script compressed, as base64. */
  readonly brotli?: string;
  /** The script compressed, as base64. */
  readonly gzip?: string;
}

/**
 * The browser client as it was built: the script of every page, its modules, and that of development.
 * The first one finds its modules by its own hash.
 */
export interface ClientBuild {
  readonly hashes:
    & Readonly<Record<string, string>>
    & Readonly<Record<typeof CLIENT | typeof DEV, string>>;
  /** The scripts. Most starts of a process end before anybody asks for one. */
  load(): Promise<Readonly<Record<string, BuiltScript>>>;
}

/** The script of every page, and that of development. */
const CLIENT = "client";
const DEV = "dev";

/** The scripts of a build. */
export function scriptsIn(build: ClientBuild): Asset[] {
  return Object.entries(build.hashes).map(([stem, hash]) => ({
    stem,
    type: "js",
    hash,
    load: async () => {
      const script = (await build.load())[stem];
      if (!script) throw new Error(`Cannot load client/${stem}: the build has none; build it anew`);
      const { code, brotli, gzip } = script;
      return { text: code, brotli, gzip };
    },
  }));
}

/** What a page says of the client's scripts. */
export interface PageScripts {
  /** The file of the first script. */
  readonly client: string;
  /** The file of what only development loads. */
  readonly dev: string;
}

/** Answers requests for assets. */
export class Assets {
  readonly #assets: ReadonlyMap<string, Asset>;
  readonly #bodies = new Map<string, BodyInit>();

  /** Serves these. */
  constructor(assets: readonly Asset[]) {
    this.#assets = new Map(assets.map((asset) => [`${asset.stem} ${asset.type}`, asset]));
  }

  /**
   * An asset under its current name, immutable. Under any other (a page from before a deploy) the
   * current one, not to be kept; undefined where there is none of the kind.
   */
  async respond(file: string, acceptEncoding: string | null): Promise<Response | undefined> {
    const [, stem, type] = /^(.+)\.[^.]*\.(\w+)$/.exec(file) ?? [];
    const asset = this.#assets.get(`${stem} ${type}`);
    if (!asset) return undefined;
    const content = await asset.load();
    const isCurrent = file === fileOf(asset);
    const headers = new Headers({
      "content-type": `${TYPES[asset.type]}; charset=utf-8`,
      "x-content-type-options": "nosniff",
      "cache-control": isCurrent ? "public, max-age=31536000, immutable" : "no-store",
      // So that a page may demand cross-origin isolation.
      "cross-origin-resource-policy": "same-origin",
    });
    if (content.brotli !== undefined || content.gzip !== undefined) {
      headers.set("vary", "Accept-Encoding");
    }
    for (const [encoding, key] of [["br", "brotli"], ["gzip", "gzip"]] as const) {
      const compressed = content[key];
      if (compressed === undefined || !accepts(acceptEncoding, encoding)) continue;
      headers.set("content-encoding", encoding);
      return new Response(this.#body(`${fileOf(asset)} ${encoding}`, compressed), { headers });
    }
    return new Response(content.text, { headers });
  }

  #body(key: string, compressed: string): BodyInit {
    let body = this.#bodies.get(key);
    if (body === undefined) {
      body = Uint8Array.from(atob(compressed), (char) => char.charCodeAt(0));
      this.#bodies.set(key, body);
    }
    return body;
  }
}

/** What pages say of the scripts of a build. */
export function pageScripts(build: ClientBuild): PageScripts {
  const assets = scriptsIn(build);
  const file = (stem: string): string =>
    assets.filter((one) => one.stem === stem).map(fileOf).join();
  return { client: file(CLIENT), dev: file(DEV) };
}

/** The assets of development only. */
export function isOfDevelopment({ stem }: Asset): boolean {
  return stem === DEV || stem === "comeback";
}

/** Whether an Accept-Encoding header allows an encoding. */
function accepts(header: string | null, encoding: string): boolean {
  return (header ?? "").toLowerCase().split(",").some((part) => {
    const [name, ...params] = part.split(";").map((text) => text.trim());
    return name === encoding && !params.some((param) => /^q=0(?:\.0*)?$/.test(param));
  });
}
