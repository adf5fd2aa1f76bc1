/** Responses that refuse: plain text, kept by nobody. */

/** A refusal; `retry` says after how many seconds another try may do better. */
export function refusal(status: number, text: string, retry?: number): Response {
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": "text/plain; charset=utf-8",
  });
  if (retry !== undefined) headers.set("retry-after", String(retry));
  return new Response(text, { status, headers });
}
