// Drives a conformance suite with ws: node driver.cjs ws://127.0.0.1:9001 AGENT
const WebSocket = require("ws");

const [server, agent] = process.argv.slice(2);

function open(path, onMessage) {
  return new Promise((resolve) => {
    const socket = new WebSocket(server + path, { maxPayload: 0, maxFragments: 0 });
    socket.on("message", (data, isBinary) => onMessage(socket, data, isBinary));
    socket.on("error", () => {});
    socket.on("close", resolve);
  });
}

async function main() {
  let count = 0;
  await open("/getCaseCount", (socket, data) => {
    count = Number(data.toString());
  });
  for (let number = 1; number <= count; number++) {
    await open(`/runCase?case=${number}&agent=${agent}`, (socket, data, isBinary) => {
      socket.send(data, { binary: isBinary });
    });
  }
  await open(`/updateReports?agent=${agent}`, () => {});
}

main();
