// Node's ws. Each line on standard input is a visit: id, URL, milliseconds until it closes (0: never), ping interval.
const { visits } = require('./visits.cjs');
const WebSocket = require('ws');

visits((url, plan, told) => {
  const socket = new WebSocket(url);
  let pinging;
  socket.on('open', () => {
    told('open');
    socket.send('hello');
    if (plan.ping) {
      pinging = setInterval(() => socket.ping(), plan.ping);
    }
    if (plan.close) {
      setTimeout(() => {
        if (socket.readyState === WebSocket.OPEN) {
          told('closes');
          socket.close(1000);
        }
      }, plan.close);
    }
  });
  socket.on('message', (data, binary) =>
    told(binary ? `message of ${data.length} bytes` : `message ${JSON.stringify(data.toString())}`));
  socket.on('error', (failure) => told(`error ${JSON.stringify(failure.message)}`));
  socket.on('close', (code, reason) => {
    clearInterval(pinging);
    told(`close ${code} ${JSON.stringify(reason.toString())}`);
    told.over();
  });
  return () => socket.terminate();
});
