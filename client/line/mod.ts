/**
 * The line to the server: opened again when it is lost, and what must not be lost with it.
 *
 * @module
 */

export { Bucket } from "./bucket.ts";
export { Line, type SocketLike } from "./line.ts";
export { type Failure, Outbox, type Settle } from "./outbox.ts";
