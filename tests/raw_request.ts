/** Requests written byte by byte: what no HTTP client would let out. */

/** What was answered. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** The headers of a socket's upgrade, without Host and Origin. */
export const UPGRADE: Readonly<Record<string, string>> = {
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/**
 * Sends a request to a port of loopback and reads its answer. Each character is one byte. Headers
 * without a value (`undefined`) are left out.
 */
export async function rawRequest(
  port: number,
  target: string,
  headers: Readonly<Record<string, string | undefined>>,
  method = "GET",
): Promise<RawAnswer> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [`${method} ${target} HTTP/1.1`];
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) lines.push(`${name}: ${value}`);
  }
  try {
    const request = Uint8Array.from(`${lines.join("\r\n")}\r\n\r\n`, (c) => c.charCodeAt(0));
    await connection.write(request);
    const buffer = new Uint8Array(65_536);
    let text = "";
    while (!isWhole(text, method)) {
      const length = await connection.read(buffer);
      if (length === null) break;
      text += new TextDecoder("latin1").decode(buffer.subarray(0, length));
    }
    const end = text.indexOf("\r\n\r\n");
    return { status: Number(text.split(" ")[1]), body: text.slice(end + 4) };
  } finally {
    connection.close();
  }
}

/** Whether an answer has come to its end; one without a length ends with its connection. */
function isWhole(text: string, method: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  if (method === "HEAD" || /^HTTP\/1\.1 (?:101|204|304) /.test(text)) return true;
  const length = /^content-length: (\d+)/im.exec(text.slice(0, end));
  return length !== null && text.length >= end + 4 + Number(length[1]);
}
