/** Answers that stay open: a page of the kit ends its own at once, as a browser with scripts does. */

/** The script that ends one. */
const LATE = /<script src="([^"]*\/_djust\/late\/[^"]+)"/;

/** The answer, whole: `ask` is called for the script of one that stays open. */
export async function wholeOf(
  response: Response,
  ask: (path: string) => Promise<unknown>,
): Promise<Response> {
  if (response.headers.get("x-accel-buffering") !== "no" || !response.body) return response;
  let text = "";
  let isAsked = false;
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const path = isAsked ? undefined : LATE.exec(text)?.[1];
    if (path === undefined) continue;
    isAsked = true;
    await ask(path);
  }
  return new Response(text, response);
}
