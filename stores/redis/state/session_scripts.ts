/** Scripts of session fields: what a visitor left in a scope, and that all of it is forgotten. */

import { RedisScript } from "../line/mod.ts";

// A visitor is a hash: e epoch, s… the scopes there are. A scope is a hash, too: f… its fields, and k,
// for a scope without fields is there as well. The keys of one visitor have one hash tag.

/** KEYS: visitor, scope. */
export const READ_SESSION = new RedisScript(`
return {redis.call('HGET', KEYS[1], 'e') or 0, redis.call('HGETALL', KEYS[2])}
`);

/** KEYS: visitor, scope. ARGV: epoch, ttl, name of the scope, then name and bytes of each field. */
export const WRITE_SESSION = new RedisScript(`
local epoch, ttl = tonumber(ARGV[1]), tonumber(ARGV[2])
if tonumber(redis.call('HGET', KEYS[1], 'e') or 0) > epoch then return 0 end
redis.call('HSET', KEYS[1], 'e', epoch, 's' .. ARGV[3], '')
redis.call('PEXPIRE', KEYS[1], math.max(ttl, redis.call('PTTL', KEYS[1])))
redis.call('HSET', KEYS[2], 'k', '')
for i = 4, #ARGV, 2 do redis.call('HSET', KEYS[2], 'f' .. ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', KEYS[2], ttl)
return 1
`);

/** KEYS: visitor. ARGV: ttl. */
export const FORGET_SESSION = new RedisScript(`
local epoch = tonumber(redis.call('HGET', KEYS[1], 'e') or 0) + 1
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 1) == 's' then
    redis.call('DEL', KEYS[1] .. ':' .. string.sub(field, 2))
  end
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'e', epoch)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return epoch
`);
