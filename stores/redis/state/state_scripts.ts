/** Scripts of the state store: who may take, write and remove a snapshot, decided in Redis. */

import { RedisScript } from "../line/mod.ts";

// A snapshot is a hash: e epoch, a attempt, h handled, w holder (who wrote), o order, m what else its
// header says, b body. A tombstone has e and x.

/** KEYS: the snapshot. ARGV: holder, attempt, handled. */
export const TAKE = new RedisScript(`
local kept = redis.call('HMGET', KEYS[1], 'e', 'a', 'h', 'w', 'o', 'm', 'b', 'x')
if not kept[1] or kept[8] or tonumber(ARGV[2]) < tonumber(kept[2]) then return {'none'} end
if tonumber(kept[3]) < tonumber(ARGV[3]) then return {'behind', kept[4]} end
local epoch = tonumber(kept[1]) + 1
redis.call('HSET', KEYS[1], 'e', epoch, 'w', ARGV[1], 'a', ARGV[2])
return {'snapshot', kept[4], epoch, kept[3], kept[5], kept[6], kept[7]}
`);

/** KEYS: the snapshot. ARGV: epoch, attempt, handled, holder, order, rest of the header, body, ttl. */
export const SAVE = new RedisScript(`
local kept = redis.call('HMGET', KEYS[1], 'e', 'w', 'o', 'x')
local epoch = tonumber(ARGV[1])
if kept[4] then
  if tonumber(kept[1]) >= epoch then return 0 end
elseif kept[1] then
  local own = kept[2] == ARGV[4]
  if tonumber(kept[1]) > epoch and not own then return 0 end
  if own and tonumber(kept[3]) >= tonumber(ARGV[5]) then return 1 end
  epoch = math.max(epoch, tonumber(kept[1]))
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'e', epoch, 'a', ARGV[2], 'h', ARGV[3], 'w', ARGV[4], 'o', ARGV[5],
  'm', ARGV[6], 'b', ARGV[7])
redis.call('PEXPIRE', KEYS[1], ARGV[8])
return 1
`);

/** KEYS: the snapshot. ARGV: how long the tombstone stays. */
export const REMOVE = new RedisScript(`
local epoch = redis.call('HGET', KEYS[1], 'e') or 0
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'x', 1, 'e', epoch)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
`);
