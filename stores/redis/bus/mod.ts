/**
 * Bus over Redis: its topics, and the envelope of a message.
 *
 * @module
 */

export { RedisBus, redisBus } from "./redis_bus.ts";
