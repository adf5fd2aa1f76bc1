/**
 * The line to the server: opened again when it is lost, and what must not be lost with it.
 *
 * @module
 */

export { Acks } from "./acks.ts";
export { answersIn } from "./answers.ts";
export { Bucket } from "./bucket.ts";
export { Line, type SocketLike } from "./line.ts";
export { type Failure, Outbox, type Settle } from "./outbox.ts";
