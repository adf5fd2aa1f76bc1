/** Scripts of the inspector: what a snapshot and a node say of themselves, without what is in them. */

import { RedisScript } from "./line/mod.ts";

/** KEYS: a snapshot. Bytes, events, epoch, rest of the header, whether it was removed, time left. */
export const SEE_SNAPSHOT = new RedisScript(`
local seen = redis.call('HMGET', KEYS[1], 'h', 'e', 'm', 'x')
return {redis.call('HSTRLEN', KEYS[1], 'b'), seen[1], seen[2], seen[3], seen[4] or '',
  redis.call('PTTL', KEYS[1])}
`);

/** KEYS: a record. Milliseconds since the node started. */
export const SEE_AGE = new RedisScript(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
return now - tonumber(redis.call('HGET', KEYS[1], 'd') or now)
`);
