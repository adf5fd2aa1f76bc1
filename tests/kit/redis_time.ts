/** Time of a Redis for tests: lets keys age without waiting. */

import type { RedisServer } from "./redis_kit.ts";

const PASS = `
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  local left = redis.call('PTTL', key)
  if left >= 0 then
    if left <= tonumber(ARGV[2]) then redis.call('DEL', key)
    else redis.call('PEXPIRE', key, left - tonumber(ARGV[2])) end
  end
end
return 1`;

/** The command that lets so many milliseconds pass for all keys like this. */
export function passing(ms: number, keys: string): string[] {
  return ["EVAL", PASS, "0", keys, String(ms)];
}

/** Lets so many milliseconds pass for all keys like this. */
export async function passIn(redis: RedisServer, ms: number, keys: string): Promise<void> {
  await redis.ask(...passing(ms, keys));
}
