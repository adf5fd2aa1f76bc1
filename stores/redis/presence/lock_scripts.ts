/** Scripts of locks: never two holders in the store, and a token that rises for good. */

import { RedisScript } from "../line/mod.ts";

// A lock is a hash that runs out: c connection, u user, n node, t token.

/**
 * KEYS: lock, last token, lease of the own node. ARGV: connection, user, node, ttl, what stands before
 * the keys of leases, then connections from which it may be taken. A Redis that lost its data goes on
 * with tokens by its clock, so that none comes twice.
 */
export const LOCK = new RedisScript(`
if redis.call('EXISTS', KEYS[3]) == 0 then return {'unknown'} end
local held = redis.call('HMGET', KEYS[1], 'c', 'u', 'n', 't')
if held[1] and redis.call('EXISTS', ARGV[5] .. held[3]) == 1 then
  if held[1] == ARGV[1] then
    redis.call('HSET', KEYS[1], 'n', ARGV[3])
    redis.call('PEXPIRE', KEYS[1], ARGV[4])
    return {'held', held[4]}
  end
  local over = false
  for i = 6, #ARGV do over = over or ARGV[i] == held[1] end
  if not over then return {'taken', held[1], held[2]} end
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local token = string.format('%.0f', math.max(now, tonumber(redis.call('GET', KEYS[2]) or 0) + 1))
redis.call('SET', KEYS[2], token)
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'c', ARGV[1], 'u', ARGV[2], 'n', ARGV[3], 't', token)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {'held', token}
`);

/** KEYS: lock. ARGV: connection, token, ttl. */
export const RENEW_LOCK = new RedisScript(`
local held = redis.call('HMGET', KEYS[1], 'c', 't')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
`);

/** KEYS: lock. ARGV: connection, token, node: it may have moved to another with its page. */
export const UNLOCK = new RedisScript(`
local held = redis.call('HMGET', KEYS[1], 'c', 't', 'n')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] or held[3] ~= ARGV[3] then return 0 end
return redis.call('DEL', KEYS[1])
`);
