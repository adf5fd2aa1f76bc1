/**
 * State store in Redis: snapshots of pages, session fields of visitors.
 *
 * @module
 */

export { RedisState, redisState } from "./redis_state.ts";
