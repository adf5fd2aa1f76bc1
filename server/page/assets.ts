/** The client's scripts: one URL per content, compressed beforehand, kept by browsers for good. */

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

/** The browser client as it was built: the script of every page, and what it loads when needed. */
export interface ClientBuild extends BuiltScript {
  /** The second script. */
  readonly more: BuiltScript;
}

/** How the name of a second script begins; the first knows it. */
const MORE = "client.more.";

/** Answers requests for the client's scripts. */
export class ClientScripts {
  readonly #core: BuiltScript;
  readonly #more: BuiltScript;
  readonly #bodies = new Map<string, BodyInit>();

  /** Serves this build. */
  constructor(build: ClientBuild) {
    this.#core = build;
    this.#more = build.more;
  }

  /** The name of the first script, which says its content. */
  get name(): string {
    return `client.${this.#core.hash}.js`;
  }

  /** The name under which the first script asks for the second. */
  get moreName(): string {
    return `${MORE}${this.#more.hash}.js`;
  }

  /**
   * A script under its current name, immutable. Under any other (a page from before a deploy) the
   * current build's, not to be kept.
   */
  respond(name: string, acceptEncoding: string | null): Response {
    const script = name.startsWith(MORE) ? this.#more : this.#core;
    const isCurrent = name === this.name || name === this.moreName;
    const headers = new Headers({
      "content-type": "text/javascript; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": isCurrent ? "public, max-age=31536000, immutable" : "no-store",
      // So that a page may demand cross-origin isolation.
      "cross-origin-resource-policy": "same-origin",
      vary: "Accept-Encoding",
    });
    for (const [encoding, key] of [["br", "brotli"], ["gzip", "gzip"]] as const) {
      const compressed = script[key];
      if (compressed === undefined || !accepts(acceptEncoding, encoding)) continue;
      headers.set("content-encoding", encoding);
      return new Response(this.#body(`${script.hash} ${encoding}`, compressed), { headers });
    }
    return new Response(script.code, { headers });
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

/** Whether an Accept-Encoding header allows an encoding. */
function accepts(header: string | null, encoding: string): boolean {
  return (header ?? "").toLowerCase().split(",").some((part) => {
    const [name, ...params] = part.split(";").map((text) => text.trim());
    return name === encoding && !params.some((param) => /^q=0(?:\.0*)?$/.test(param));
  });
}
