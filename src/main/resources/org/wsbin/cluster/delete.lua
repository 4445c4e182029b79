-- Deletes a log. KEYS: the log, what is known of it. ARGV: the pub/sub channel. Returns 1 if it was there.
local generation = redis.call('HGET', KEYS[2], 'g')
if not generation then
  return 0
end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('PUBLISH', ARGV[1], 'D' .. generation)
return 1
