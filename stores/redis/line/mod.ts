/**
 * Line to Redis: its client and connection, and what goes over it: scripts there, replies back.
 *
 * @module
 */

export { PATIENCE, RedisConnection } from "./connection.ts";
export type { RedisClient, RedisNodeOptions, RedisOptions } from "./redis_client.ts";
export { bytesOf, listOf, numberOf, textOf } from "./reply.ts";
export { RedisScript } from "./script.ts";
