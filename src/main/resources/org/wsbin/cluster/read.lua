-- Reads a log. KEYS: the log, what is known of it. ARGV: after this offset, so many entries.
-- Returns the generation (empty if there is no log), the newest offset, and offset and data of each entry.
local known = redis.call('HMGET', KEYS[2], 'g', 'o')
if not known[1] then
  return {'', 0}
end
local result = {known[1], tonumber(known[2])}
if tonumber(ARGV[2]) > 0 then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])) do
    result[#result + 1] = tonumber(string.match(entry[1], '^%d+'))
    result[#result + 1] = entry[2][2]
  end
end
return result
