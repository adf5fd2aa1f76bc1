/**
 * Signatures and refusals: tickets, sessions, origins, addresses, quotas.
 *
 * @module
 */

export { countedAs, isProxy, isRange, visitorAddress } from "./address.ts";
export { carried } from "./carried.ts";
export { type CspOption, pageHeaders, STRICT_CSP } from "./csp.ts";
export { type Departure, urlOf } from "./departure.ts";
export { type Departure as TakenDeparture, Departures, type Leaver } from "./departures.ts";
export { flashCookie, noFlashCookie, readFlash } from "./flash_cookie.ts";
export { formOriginRefusal } from "./form_origin.ts";
export { readFormState, type StateOwner, writeFormState } from "./form_state.ts";
export { FORM_TOKEN_LENGTH, type FormOwner, isFormToken, writeFormToken } from "./form_token.ts";
export { Keyring, SECRET_BYTES, type Secrets } from "./keyring.ts";
export { Logouts } from "./logouts.ts";
export { originRefusal } from "./origin.ts";
export { type NoPlace, type Place, Quota } from "./quota.ts";
export { safeRedirect } from "./redirect.ts";
export {
  bytesIn,
  checkSession,
  COOKIE_LENGTH,
  readSession,
  seal,
  SESSION_ID_BYTES,
  writeCookie,
} from "./session.ts";
export { Sealing } from "./sealing.ts";
export { digest } from "./signing.ts";
export {
  isSamePrint,
  PAGE_PRINT_BYTES,
  pagePrint,
  readTicket,
  sessionPrint,
  type Ticket,
  writeTicket,
} from "./ticket.ts";
export { userKeyOf } from "./user_key.ts";
