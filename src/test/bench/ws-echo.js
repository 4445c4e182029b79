// ws-echo: an echo server on the npm package ws, a peer of the echo benchmark: node ws-echo.js PORT
const { WebSocketServer } = require("ws");
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), perMessageDeflate: { threshold: 0 } });
server.on("connection", (socket) => {
  socket.on("error", () => {});
  socket.on("message", (data, binary) => socket.send(data, { binary }));
});
