// An echo by Node's ws, on a port that it prints.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer(
  { host: '127.0.0.1', port: 0, perMessageDeflate: true, maxPayload: 0, maxFragments: 0 });
server.on('connection', (socket) => {
  // ws fails the connection by itself; without this, the whole process ends
  socket.on('error', () => {});
  socket.on('message', (data, binary) => socket.send(data, { binary }));
});
server.on('listening', () => console.log('port', server.address().port));
