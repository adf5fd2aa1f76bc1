/** Response to a signed URL by which a live page is left: sets the cookies that a socket could not. */

import type { TakenDeparture } from "../../security/mod.ts";
import type { CarriedFlash, SessionData } from "../../world/mod.ts";
import { refusal } from "../request/mod.ts";

/** Cookies to set, as texts. */
export interface DepartedCookies {
  session(data: SessionData): Promise<string>;
  flash(flash: CarriedFlash): Promise<string>;
}

/** The response. */
export async function departed(
  departure: TakenDeparture,
  cookies: DepartedCookies,
): Promise<Response> {
  if (departure.type === "forged") return refusal(404, "Not found");
  const headers = new Headers({
    location: departure.to,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (departure.type === "leave") {
    const { session, flash } = departure;
    if (session) headers.append("set-cookie", await cookies.session(session));
    if (Object.keys(flash).length > 0) headers.append("set-cookie", await cookies.flash(flash));
  }
  return new Response(null, { status: 303, headers });
}
