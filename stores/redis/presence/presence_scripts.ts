/** Scripts of presence: leases of nodes, what is committed under them, and what is cleared after them. */

import { RedisScript } from "../line/mod.ts";

// A lease is a text, `epoch state`, that runs out. A node's record is a hash: e its epoch, d when it
// started, s the number of its last commit, r… the rooms it is in. The sorted set of all nodes has the time of each renewal.
// A room is a hash: v… the version of a node, c…:… a connection of a node.

const NOW = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;

/**
 * KEYS: nodes, lease, record. ARGV: node, epoch, state, ttl, when its record was begun, or nothing, and
 * the number of the last commit that was answered. `another` where there is a process under the same
 * id. `forgotten` where Redis is not the one that gave these answers: it lost all, or its last moments;
 * then nothing is written, so that nothing can be committed under this id either. Else whether the
 * lease was there, and when the record was begun.
 */
export const RENEW = new RedisScript(`${NOW}
local lease = redis.call('GET', KEYS[2])
local known = redis.call('HMGET', KEYS[3], 'e', 'd', 's')
if lease and string.match(lease, '^%S+') ~= ARGV[2] then return {'another'} end
if known[1] and known[1] ~= ARGV[2] then return {'another'} end
if ARGV[5] ~= '' and (known[2] ~= ARGV[5] or tonumber(known[3] or 0) < tonumber(ARGV[6])) then
  return {'forgotten'}
end
redis.call('SET', KEYS[2], ARGV[2] .. ' ' .. ARGV[3], 'PX', ARGV[4])
redis.call('ZADD', KEYS[1], now, ARGV[1])
local begun = known[2] or string.format('%.0f', now)
if not known[1] then redis.call('HSET', KEYS[3], 'e', ARGV[2], 'd', begun) end
return {lease and 'held' or 'lapsed', begun}
`);

/** KEYS: nodes. ARGV: what stands before the keys of leases. Of each node: id, lease, age. */
export const LOOK = new RedisScript(`${NOW}
local all = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
local found = {}
for i = 1, #all, 2 do
  found[#found + 1] = all[i]
  found[#found + 1] = redis.call('GET', ARGV[1] .. all[i]) or ''
  found[#found + 1] = now - tonumber(all[i + 1])
end
return found
`);

/**
 * KEYS: nodes, lease, record. ARGV: node, what stands before the keys of rooms, "dead" or "leaves",
 * channel, message. A node that lives is cleared by itself only. Once or often is the same.
 */
export const CLEAR = new RedisScript(`
if ARGV[3] == 'dead' and redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
local mine = 'c' .. ARGV[1] .. ':'
for _, field in ipairs(redis.call('HKEYS', KEYS[3])) do
  if string.sub(field, 1, 1) == 'r' then
    local room = ARGV[2] .. string.sub(field, 2)
    redis.call('HDEL', room, 'v' .. ARGV[1])
    for _, connection in ipairs(redis.call('HKEYS', room)) do
      if string.sub(connection, 1, #mine) == mine then redis.call('HDEL', room, connection) end
    end
  end
end
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
`);

/** KEYS: room. Its fields, as a list whatever the client makes of hashes. */
export const READ_ROOM = new RedisScript(`return redis.call('HGETALL', KEYS[1])`);

/**
 * KEYS: room, record. ARGV: node, epoch, version, number of the commit, name of the room, channel,
 * message, "empty" or "full", the number of the last commit that was answered, then of each change a
 * connection and its entry, or nothing. A Redis that lost what it had answered takes no more: readers
 * would take what it lacks for leaves.
 */
export const COMMIT = new RedisScript(`
local known = redis.call('HMGET', KEYS[2], 'e', 's')
if known[1] ~= ARGV[2] or tonumber(known[2] or 0) < tonumber(ARGV[9]) then return 'unknown' end
if tonumber(known[2] or 0) >= tonumber(ARGV[4]) then return 'late' end
redis.call('HSET', KEYS[2], 's', ARGV[4])
local mine = 'c' .. ARGV[1] .. ':'
if ARGV[3] == '1' or ARGV[8] == 'empty' then
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.sub(field, 1, #mine) == mine then redis.call('HDEL', KEYS[1], field) end
  end
end
if ARGV[8] == 'empty' then
  redis.call('HDEL', KEYS[1], 'v' .. ARGV[1])
  redis.call('HDEL', KEYS[2], 'r' .. ARGV[5])
else
  for i = 10, #ARGV, 2 do
    if ARGV[i + 1] == '' then redis.call('HDEL', KEYS[1], mine .. ARGV[i])
    else redis.call('HSET', KEYS[1], mine .. ARGV[i], ARGV[i + 1]) end
  end
  redis.call('HSET', KEYS[1], 'v' .. ARGV[1], ARGV[3])
  redis.call('HSET', KEYS[2], 'r' .. ARGV[5], '')
end
redis.call('PUBLISH', ARGV[6], ARGV[7])
return 'done'
`);
