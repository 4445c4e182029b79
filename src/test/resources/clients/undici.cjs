// undici, with the events of the browsers' WebSocket. Each line on standard input is a visit.
const { visits } = require('./visits.cjs');
const { WebSocket } = require('undici');

visits((url, plan, told) => {
  const socket = new WebSocket(url);
  socket.onopen = () => {
    told('open');
    socket.send('hello');
    if (plan.close) {
      setTimeout(() => {
        if (socket.readyState === WebSocket.OPEN) {
          told('closes');
          socket.close(1000);
        }
      }, plan.close);
    }
  };
  socket.onmessage = ({ data }) =>
    told(typeof data === 'string' ? `message ${JSON.stringify(data)}` : `message of ${data.size} bytes`);
  socket.onerror = ({ error }) => {
    const text = error?.message || error?.cause?.message;
    told(text ? `error ${JSON.stringify(text)}` : 'error');
  };
  socket.onclose = ({ code, reason }) => {
    told(`close ${code} ${JSON.stringify(reason)}`);
    told.over();
  };
  return () => {};
});
