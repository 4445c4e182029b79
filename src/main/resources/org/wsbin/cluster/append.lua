-- Appends an entry to a log, once, however often it is sent.
-- KEYS: the log (a stream), what is known of it (a hash). ARGV: node, number, data, most entries, most bytes,
-- age in ms, a generation for a new log, the pub/sub channel. Returns the offset; 0 if it was there and is not kept any more.
local node, number = ARGV[1], ARGV[2]
local stamp = node .. ':' .. number
local last = tonumber(redis.call('HGET', KEYS[2], 'n:' .. node) or '0')
if last >= tonumber(number) then
  for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 2000)) do
    if entry[2][4] == stamp then
      return tonumber(string.match(entry[1], '^%d+'))
    end
  end
  return 0
end
if redis.call('HSETNX', KEYS[2], 'g', ARGV[7]) == 1 then
  redis.call('DEL', KEYS[1])
end
local offset = redis.call('HINCRBY', KEYS[2], 'o', 1)
local entries = redis.call('XLEN', KEYS[1])
local bytes = #ARGV[3]
if entries > 0 then -- else Redis may have evicted the stream alone, and what it had counts no more
  bytes = bytes + tonumber(redis.call('HGET', KEYS[2], 'b') or '0')
end
while entries > 0 and (entries >= tonumber(ARGV[4]) or bytes > tonumber(ARGV[5])) do
  local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
  bytes = bytes - #oldest[2][2]
  entries = entries - 1
  redis.call('XDEL', KEYS[1], oldest[1])
end
redis.call('XADD', KEYS[1], offset .. '-0', 'd', ARGV[3], 's', stamp)
redis.call('HSET', KEYS[2], 'b', bytes, 'n:' .. node, number)
redis.call('PEXPIRE', KEYS[1], ARGV[6])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
redis.call('PUBLISH', ARGV[8], 'E' .. redis.call('HGET', KEYS[2], 'g') .. ':' .. offset .. ':' .. ARGV[3])
return offset
