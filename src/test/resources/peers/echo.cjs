// An echo by Node's ws, which is in the directory of the first argument, on a port that it prints.
const { WebSocketServer } = require(process.argv[2]);

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: true });
server.on('connection', (socket) =>
  socket.on('message', (data, binary) => socket.send(data, { binary })));
server.on('listening', () => console.log('port', server.address().port));
