/** Whether a socket comes from a page of this app: the check against sockets opened by other sites. */

/** What is known of an upgrade request. */
export interface OriginFacts {
  /** The Origin header. */
  readonly origin: string | null;
  /** The Host header. */
  readonly host: string | null;
  /** The scheme of the page, where it is known; a request URL behind a TLS proxy lies. */
  readonly scheme?: string | undefined;
  /** The option `origins`. A list with texts allows exactly these; `null` allows a missing Origin. */
  readonly origins?: readonly (string | null)[] | undefined;
}

/** Undefined when the origin may join, else why not and what to set. */
export function originRefusal(facts: OriginFacts): string | undefined {
  const { origin, host, scheme, origins = [] } = facts;
  if (origin === null) {
    if (origins.includes(null)) return undefined;
    return `Cannot join: the request has no Origin header; browsers send one, for other clients set { origins: [null] }`;
  }
  const named = origins.filter((entry) => entry !== null);
  const page = parse(origin);
  if (named.some((entry) => entry === origin || (page && parse(entry)?.origin === page.origin))) {
    return undefined;
  }
  const fix = `set { origins: ["${clip(origin)}"] } if that page may join`;
  if (named.length > 0) {
    return `Cannot join: Origin "${clip(origin)}" is not in origins ${
      JSON.stringify(named)
    }; ${fix}`;
  }
  const own = page && host !== null ? parse(`${page.protocol}//${host}`) : undefined;
  if (!page || page.host !== own?.host) {
    return `Cannot join: Origin "${clip(origin)}" does not match Host "${
      clip(host ?? "")
    }"; ${fix}`;
  }
  if (scheme !== undefined && page.protocol !== `${scheme}:`) {
    return `Cannot join: Origin "${clip(origin)}" does not have the scheme "${
      clip(scheme)
    }" that the proxy says; ${fix}`;
  }
  return undefined;
}

/** An origin's URL; undefined for what is none (`null`, a word). */
function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Headers are the other side's words: never a whole one into a log. */
function clip(text: string): string {
  return text.slice(0, 100);
}
