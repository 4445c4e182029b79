-- Says that a node is there, and asks who else is. KEYS: the nodes, what their addresses do, which are to drain (hashes).
-- ARGV: the node, what it says of itself, its addresses, how long a node that says nothing counts, in ms, whether it was told to
-- drain while Redis was away ("1", "0", or nothing), whether it drains: that counts if Redis knows nothing, because it lost its data.
-- Returns whether it is to drain, the nodes with what they say, and the addresses of the others.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('HSET', KEYS[1], ARGV[1], now .. ' ' .. ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
local drain = ARGV[5] ~= '' and ARGV[5] or redis.call('HGET', KEYS[3], ARGV[1]) or ARGV[6]
redis.call('HSET', KEYS[3], ARGV[1], drain)
local nodes, addresses = {}, {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local at, says = string.match(all[i + 1], '^(%d+) (.*)$')
  if now - tonumber(at) > tonumber(ARGV[4]) then
    redis.call('HDEL', KEYS[1], all[i])
    redis.call('HDEL', KEYS[2], all[i])
    redis.call('HDEL', KEYS[3], all[i])
  else
    nodes[#nodes + 1] = all[i]
    nodes[#nodes + 1] = says
    if all[i] ~= ARGV[1] then
      addresses[#addresses + 1] = redis.call('HGET', KEYS[2], all[i]) or ''
    end
  end
end
return {drain == '1' and 1 or 0, nodes, addresses}
