/** Forms that come without their page's script: each is asked for, read, and run, or refused. */

import type { Json } from "../../../protocol/mod.ts";
import { type Dispatch, lastingEnv, pageHeadersOf, reach } from "../../connection/mod.ts";
import type { PageVisit } from "../../page/mod.ts";
import {
  type Field,
  fieldsIn,
  type FormBody,
  formEvent,
  type FormRefusal,
  type OwnField,
  readForm,
  readOwnField,
  stateIn,
} from "../../posts/mod.ts";
import type { Clock } from "../../platform/mod.ts";
import { formOriginRefusal, isFormToken, type Keyring, readFormState } from "../../security/mod.ts";
import { isPosted, type ViewClass } from "../../view/mod.ts";
import { type CarriedFlash, within } from "../../world/mod.ts";
import { type LiveContext, type RequestLike, schemeOf } from "../request/mod.ts";
import type { Site } from "../site/mod.ts";
import { givenHeaders } from "./answer.ts";
import type { Visits } from "./visits.ts";

/** A request that brings a form to the path of a view. */
export interface FormRequest<C extends LiveContext> {
  readonly c: C;
  readonly request: RequestLike;
  readonly site: Site<C>;
  readonly visits: Visits<C>;
  readonly view: ViewClass;
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  /** The flash that was put while the request ran. */
  put(): CarriedFlash | undefined;
}

/** What came of it. */
export type FormAnswer =
  | { readonly type: "answered"; readonly response: Response }
  /** The view says that there is nothing. */
  | { readonly type: "missing"; readonly visit: PageVisit }
  | {
    readonly type: "refused";
    readonly why: FormRefusal | "script";
    readonly visit?: PageVisit;
  };

/** Takes a form. Nothing of the view runs before its page was asked for, and the token is right. */
export async function takeForm<C extends LiveContext>(
  form: FormRequest<C>,
): Promise<FormAnswer> {
  const { c, request, site, visits, view } = form;
  if (!isPosted(view)) return { type: "refused", why: "script" };
  const came = site.date();
  const refused = (why: FormRefusal, message: string, visit?: PageVisit): FormAnswer => {
    site.observe({ type: "refused", why: "form", message });
    return { type: "refused", why, ...(visit && { visit }) };
  };
  const stranger = strangerOf(request, site);
  if (stranger !== undefined) return refused("origin", stranger);
  const { reached, response } = await reach(form.dispatch, pageRequest(request), {
    site,
    env: lastingEnv(c.env),
  });
  if (!reached) return { type: "answered", response: led(response) };
  await response.body?.cancel();
  const visit: PageVisit = {
    ...reached,
    facts: { ...reached.facts, request: visits.request(c, request) },
    cookie: undefined,
    isShown: true,
    isSecure: site.isSecure(request),
    given: givenHeaders(c),
    came,
    put: form.put(),
  };
  const { facts: { session: { id: session }, base }, userKey: user } = reached;
  const cannot = `Cannot take a form at "${c.req.path.slice(0, 100)}"`;
  const body = await bodyOf(form);
  if (body.type === "refused") return refused(body.why, `${cannot}: its body (${body.why})`, visit);
  const { fields } = body;
  const own = readOwnField(fields);
  const { token } = own;
  if (token === "") return refused("closure", `${cannot}: it has no token`, visit);
  if (!await isFormToken(site.keyring, token, { session, user, base })) {
    const message = `${cannot}: its token was signed for another session, user or path`;
    return refused("token", message, visit);
  }
  const { frame: bytes, frameDepth: depth, frameKeys: keys } = site.settings.limits;
  const read = formEvent(fields, { bytes, depth, keys });
  if (read.type === "refused") return refused(read.why, `${cannot}: ${read.why}`, visit);
  const state = await stateOf(visit, own, { keyring: site.keyring, fields });
  if (state === undefined && stateIn(fields) !== "") {
    const message = `${cannot}: its state was signed for another session, user, path or view`;
    return refused("token", message, visit);
  }
  const answer = await site.pages.post(visit, { event: read.event, own, state, fields });
  return answer ? { type: "answered", response: answer } : { type: "missing", visit };
}

/** What the form brings back; nothing where it was not signed for this visitor, view and field. */
async function stateOf(
  { facts, userKey: user }: PageVisit,
  { view, data: { djustObject: field } }: OwnField,
  { keyring, fields }: { readonly keyring: Keyring; readonly fields: readonly Field[] },
): Promise<Json | undefined> {
  const text = stateIn(fields);
  if (text === "" || typeof field !== "string") return undefined;
  const { session: { id: session }, base, location: { route } } = facts;
  return await readFormState(keyring, { session, user, base, route, view, field }, text);
}

function strangerOf<C>({ headers, url, peer }: RequestLike, site: Site<C>): string | undefined {
  const { origins, proxies } = site.settings;
  return formOriginRefusal({
    origin: headers.get("origin"),
    site: headers.get("sec-fetch-site"),
    host: headers.get("host") ?? url.host,
    scheme: schemeOf({ url, headers, peer }, proxies),
    origins,
  });
}

/** The page's own request, as its browser would send it. */
function pageRequest({ url, headers }: RequestLike): Request {
  const own = pageHeadersOf(headers);
  for (const name of [...own.keys()]) {
    if (/^(?:content-|transfer-encoding$|expect$|origin$|if-|range$)/.test(name)) own.delete(name);
  }
  return new Request(url, { headers: own });
}

/** What a guard answered to the page's request. A form must not be sent on to where it leads. */
function led(response: Response): Response {
  const { status, headers } = response;
  if (status < 300 || status >= 400 || !headers.has("location")) return response;
  return new Response(null, { status: 303, headers });
}

/** The form's fields. Where middleware has read the body, as it understood it. */
async function bodyOf<C extends LiveContext>(
  { c, clock, site }: FormRequest<C>,
): Promise<FormBody> {
  const { raw } = c.req;
  const { limits } = site.settings;
  const late = (): Error => new Error("The form did not come to an end");
  const body = raw.bodyUsed && c.req.formData
    ? c.req.formData().then(fieldsIn)
    : readForm(raw, limits.frame);
  try {
    return await within(body, limits.mount, {
      world: { timer: (ms, run, options) => clock.timer(ms, run, options) },
      late,
    });
  } catch {
    return { type: "refused", why: "broken" };
  }
}
