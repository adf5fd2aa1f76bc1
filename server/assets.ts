/** The client's script: one URL per content, compressed beforehand, kept by browsers for good. */

/** The browser client as it was built. */
export interface ClientBuild {
  /** The script. */
  readonly code: string;
  /** Changes whenever the script does. */
  readonly hash: string;
  /** The script compressed, as base64. */
  readonly brotli?: string;
  /** The script compressed, as base64. */
  readonly gzip?: string;
}

/** Answers requests for the script. */
export class ClientScript {
  readonly #build: ClientBuild;
  readonly #bodies = new Map<string, BodyInit>();

  /** Serves this build. */
  constructor(build: ClientBuild) {
    this.#build = build;
  }

  /** The name of the file, which says its content. */
  get name(): string {
    return `client.${this.#build.hash}.js`;
  }

  /**
   * The script under its current name, immutable. Under any other (a page from before a deploy) the
   * current build, not to be kept.
   */
  respond(name: string, acceptEncoding: string | null): Response {
    const headers = new Headers({
      "content-type": "text/javascript; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": name === this.name ? "public, max-age=31536000, immutable" : "no-store",
      // So that a page may demand cross-origin isolation.
      "cross-origin-resource-policy": "same-origin",
      vary: "Accept-Encoding",
    });
    for (const [encoding, key] of [["br", "brotli"], ["gzip", "gzip"]] as const) {
      const compressed = this.#build[key];
      if (compressed === undefined || !accepts(acceptEncoding, encoding)) continue;
      headers.set("content-encoding", encoding);
      return new Response(this.#body(encoding, compressed), { headers });
    }
    return new Response(this.#build.code, { headers });
  }

  #body(encoding: string, compressed: string): BodyInit {
    let body = this.#bodies.get(encoding);
    if (body === undefined) {
      body = Uint8Array.from(atob(compressed), (char) => char.charCodeAt(0));
      this.#bodies.set(encoding, body);
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
