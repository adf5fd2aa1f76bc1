/** The body of a form that came without the page's script: read within limits, into fields. */

/** A field: its name, and what was written. */
export type Field = readonly [name: string, value: string];

/** Why a form was not taken. */
export type FormRefusal =
  /** It came from another site's page. */
  | "origin"
  /** It is no form, or one with files. */
  | "type"
  /** It is larger than a message may be. */
  | "large"
  /** It cannot be read, or did not come to an end. */
  | "broken"
  /** Its token is not this visitor's. */
  | "token"
  /** Nobody could call its handler. */
  | "closure"
  /** The page has no handler of that name. */
  | "handler"
  /** An extension of the view refused it. */
  | "denied";

/** The fields, or why there are none. */
export type FormBody =
  | { readonly type: "fields"; readonly fields: readonly Field[] }
  | { readonly type: "refused"; readonly why: FormRefusal };

/** Most fields of a form. */
export const MOST_FIELDS = 500;

const URLENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

const refused = (why: FormRefusal): FormBody => ({ type: "refused", why });

/** What is read of a request. */
export interface FormRequest {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Reads a form of at most so many bytes. Never rejects. */
export async function readForm({ headers, body }: FormRequest, most: number): Promise<FormBody> {
  const type = headers.get("content-type") ?? "";
  const kind = type.split(";")[0]?.trim().toLowerCase();
  if (kind !== URLENCODED && kind !== MULTIPART) return refused("type");
  // Compressed it could be of any size.
  if (/[^\s,]/.test(headers.get("content-encoding")?.replace(/identity/gi, "") ?? "")) {
    return refused("type");
  }
  if (Number(headers.get("content-length") ?? 0) > most) return refused("large");
  try {
    const bytes = await bytesOf(body, most);
    if (!bytes) return refused("large");
    if (kind === URLENCODED) return fieldsIn(new URLSearchParams(new TextDecoder().decode(bytes)));
    return fieldsIn(await new Response(bytes, { headers: { "content-type": type } }).formData());
  } catch {
    return refused("broken");
  }
}

/** The fields of what was read already, by middleware say. */
export function fieldsIn(entries: Iterable<readonly [string, unknown]>): FormBody {
  const fields: Field[] = [];
  for (const [name, value] of entries) {
    if (typeof value === "string") fields.push([name, value]);
    // A control for files in which none was chosen.
    else if (!isEmpty(value)) return refused("type");
    if (fields.length > MOST_FIELDS) return refused("large");
  }
  return { type: "fields", fields };
}

function isEmpty(value: unknown): boolean {
  const { size, name } = value as { size?: unknown; name?: unknown };
  return size === 0 && !name;
}

/** The bytes; undefined where there are more. */
async function bytesOf(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = await reader?.read() ?? { done: true };
    if (done || !value) break;
    size += value.length;
    if (size > most) {
      // Nobody waits for the rest.
      reader?.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
