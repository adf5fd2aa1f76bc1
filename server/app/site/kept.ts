/** What development keeps over a restart: its secret and its snapshots, or why it cannot. */

import type { Warning } from "../../../protocol/mod.ts";
import type { Clock, Lasting } from "../../platform/mod.ts";
import { SECRET_BYTES, type Secrets } from "../../security/mod.ts";
import { LastingState, type StateStore } from "../../world/mod.ts";
import type { Settings } from "../settings/mod.ts";

/** What keeps. */
export interface KeptParts {
  readonly settings: Settings;
  /** None where a test has no need of it. */
  readonly lasting: Lasting | undefined;
  readonly clock: Clock;
  /** Is told what cannot be kept. */
  readonly site: { warn(warning: Warning): void };
  /** Shows no secret. */
  readonly log: { hide(secrets: readonly string[]): void };
}

/** The name under which the secret is kept. */
const SECRET = "djust.secret";

/** The secrets that were given; without any, the one that development keeps. */
export function secretsOf(parts: KeptParts): Secrets {
  const { settings: { secrets, isSecretRandom }, lasting } = parts;
  // Nothing is begun before a page asks: a test that only makes an app leaves nothing under way.
  return isSecretRandom && lasting ? () => keptSecrets(parts, lasting) : secrets;
}

async function keptSecrets(
  { settings: { secrets }, site, log }: KeptParts,
  lasting: Lasting,
): Promise<readonly string[]> {
  const [made = ""] = secrets;
  try {
    const kept = await lasting.text(SECRET, () => made);
    if (kept.length < SECRET_BYTES) throw new Error(`"${SECRET}" in localStorage is too short`);
    log.hide([kept]);
    return [kept];
  } catch (error) {
    site.warn({
      name: "kept-secret",
      message:
        `The secret is made anew at each start, and by each worker of --parallel, so pages from before are loaded anew: ` +
        `start with DJUST_SECRET=… and --allow-env=DJUST_SECRET (make one: openssl rand -base64 32); ` +
        `it cannot be kept here: ${error}`,
    });
    return secrets;
  }
}

/** The store that was chosen; without one, the one that development keeps. */
export function stateOf(
  { settings, lasting, clock, site }: KeptParts,
  given: StateStore | false | undefined,
): StateStore | undefined {
  if (given !== undefined || !lasting || !settings.development) return given || undefined;
  const failed = (error: unknown): void =>
    site.warn({
      name: "kept-state",
      message:
        `What pages hold is lost at a restart: add { state: … } to live() with a store of yours, ` +
        `or { state: false } to have it so; it cannot be kept here: ${error}`,
    });
  return new LastingState({ lasting, date: () => clock.date(), failed });
}
