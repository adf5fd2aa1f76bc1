/** What browser tests try in all ways, read from their sources: `inAllWays` fails where that is not so. */

/** The directives that one test tries, and the milliseconds each way to its server. */
export interface Tried {
  readonly names: readonly string[];
  readonly latency: number;
}

/** What the calls of `inAllWays` in a source try. */
export function triedIn(source: string): Tried[] {
  return source.split(/\bawait inAllWays\(/).slice(1).map((rest) => {
    // To the end of the test that it stands in.
    const [call = ""] = rest.split(/\n(?=browserTest\(|\}\);\n|\);\n)/);
    const [, names = ""] = /\btries: \[([^\]]*)\]/.exec(call) ?? [];
    const own = /\blatency: (\d+)/.exec(call);
    // An object that tests of a file share.
    const [, shared] = /(?:\},\s*|\.\.\.)options\b/.test(call)
      ? /const options = \{ latency: (\d+)/.exec(source) ?? []
      : [];
    return {
      names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name),
      latency: Number(own?.[1] ?? shared ?? 0),
    };
  });
}
