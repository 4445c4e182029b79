// An echo by Node's ws, on a port that it prints.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: true });
server.on('connection', (socket) =>
  socket.on('message', (data, binary) => socket.send(data, { binary })));
server.on('listening', () => console.log('port', server.address().port));
