// Reads visits from standard input, and writes what a client's API told, one line for each visit.
const readline = require('node:readline');

exports.visits = (connect) => {
  process.on('uncaughtException', (failure) => console.log(`!\tuncaught ${JSON.stringify(`${failure.name}: ${failure.message}`)}`));
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const [id, url, close, ping, patience] = line.split('\t');
    const events = [];
    let done = false;
    const told = (event) => done || events.push(event.replace(/\s+/g, ' '));
    const finish = () => {
      if (!done) {
        done = true;
        clearTimeout(patient);
        console.log([id, ...events].join('\t'));
      }
    };
    told.over = () => setTimeout(finish, 200);
    let abandon = () => {};
    const patient = setTimeout(() => {
      if (!done) {
        told('still waits');
        finish();
        abandon();
      }
    }, Number(patience));
    try {
      abandon = connect(url, { close: Number(close), ping: Number(ping) }, told);
    } catch (failure) {
      told(`error ${JSON.stringify(failure.message)}`);
      told.over();
    }
  });
};
