/**
 * What the server asks of its platform: clock, chance, process.
 *
 * @module
 */

export { abort } from "./abort.ts";
export { fromBase64Url, toBase64Url } from "./base64.ts";
export { type Clock, SystemClock, type TimerOptions } from "./clock.ts";
export { LASTING, type Lasting } from "./lasting.ts";
export { whenIdle } from "./idle.ts";
export { loadPacking, type Packing } from "./packing.ts";
export { environment, isDeployment, isTest, peerAddress } from "./process.ts";
export { chance, randomText } from "./random.ts";
export { type ProcessSignals, SystemSignals } from "./signals.ts";
export { isThenable } from "./thenable.ts";
export { WarnOnce } from "./warn_once.ts";
