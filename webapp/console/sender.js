import { breathe, byId } from "./dom.js";
import { bytes, whole } from "./format.js";
import { fromHex } from "./hex.js";
import { tabs } from "./tabs.js";

/** Milliseconds of sending before the browser gets a turn. */
const SLICE = 8;
/** Bytes that may wait in the browser while messages are repeated as fast as it goes. */
const MOST_BUFFERED = 1 << 20;

/** The form below the transcript: text, bytes in hex or a file, once or again and again. */
export class Sender {
  #connection;
  #mode = "text";
  #run = 0;
  /** Whether a file is read, or on its way. */
  #busy = false;

  constructor(connection) {
    this.#connection = connection;
    const names = { text: "Text", hex: "Hex", file: "File" };
    tabs(byId("sender-tabs"), "What to send", names, (key) => `sender-${key}`, (mode) => {
      this.#mode = mode;
      for (const name of Object.keys(names)) {
        byId(`sender-${name}`).hidden = name !== mode;
      }
    })("text");
    byId("sender").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    });
    connection.addEventListener("state", () => this.#connectionChanged());
    this.#connectionChanged();
  }

  #connectionChanged() {
    this.#enable();
    if (!this.#connection.isOpen) {
      this.#stop();
    }
  }

  #enable() {
    byId("send").disabled = !this.#connection.isOpen || this.#busy;
  }

  #setBusy(on) {
    this.#busy = on;
    this.#enable();
  }

  async #submit() {
    if (this.#repeating) {
      this.#stop();
      return;
    }
    if (this.#busy) {
      return;
    }
    if (!this.#connection.isOpen) {
      this.#note("Not connected: connect first.");
      return;
    }
    const on = this.#connection.current;
    const repeating = byId("repeat").checked;
    this.#setBusy(true);
    try {
      this.#note("");
      const pace = repeating ? paceOf() : null;
      const data = await this.#data();
      if (!this.#connection.isOn(on)) {
        throw new RangeError("Not sent: the connection ended while the file was being read.");
      }
      if (repeating) {
        this.#setBusy(false);
        await this.#repeat(data, pace);
      } else if (this.#mode === "file") {
        await this.#sendFile(data, on);
      } else {
        this.#connection.send(data);
      }
    } catch (failure) {
      this.#note(failure.message);
    } finally {
      this.#setBusy(false);
    }
  }

  /** What is to be sent now: a string or an ArrayBuffer. */
  async #data() {
    if (this.#mode === "text") {
      return byId("text").value;
    }
    if (this.#mode === "hex") {
      return fromHex(byId("hex").value).buffer;
    }
    const [file] = byId("file").files;
    if (!file) {
      throw new RangeError("Choose a file first.");
    }
    return file.arrayBuffer();
  }

  /** Sends it as one message, and shows how much of it the browser still holds. */
  async #sendFile(data, on) {
    const before = on.bufferedAmount;
    const bar = byId("progress");
    bar.hidden = false;
    bar.max = Math.max(1, data.byteLength);
    bar.value = 0;
    this.#connection.send(data);
    for (;;) {
      const left = Math.min(data.byteLength, Math.max(0, on.bufferedAmount - before));
      bar.value = data.byteLength - left;
      const share = `${bytes(bar.value)} of ${bytes(data.byteLength)}`;
      if (!this.#connection.isOn(on)) {
        byId("progress-text").textContent = `at most ${share}, then the connection ended`;
        return;
      }
      if (left === 0) {
        byId("progress-text").textContent = `${share} passed to the network`;
        return;
      }
      byId("progress-text").textContent = share;
      await new Promise(requestAnimationFrame);
    }
  }

  get #repeating() {
    return byId("send").dataset.repeating === "true";
  }

  async #repeat(data, { every, times }) {
    const run = ++this.#run;
    byId("send").dataset.repeating = "true";
    byId("send").textContent = "Stop";
    const tellEvery = () => this.#note(`${whole(sent)} sent`);
    const started = performance.now();
    let sent = 0;
    let until = started + SLICE;
    while (run === this.#run && sent < times && this.#connection.isOpen) {
      const wait = started + sent * every - performance.now();
      if (wait > 0) {
        tellEvery();
        await new Promise((resume) => setTimeout(resume, Math.min(wait, 200)));
        continue;
      }
      if (this.#connection.buffered > MOST_BUFFERED) {
        await new Promise(requestAnimationFrame);
        continue;
      }
      this.#connection.send(data);
      sent += 1;
      if (performance.now() > until) {
        tellEvery();
        await breathe();
        until = performance.now() + SLICE;
      }
    }
    tellEvery();
    if (run === this.#run) {
      this.#stop();
    }
  }

  #stop() {
    this.#run += 1;
    delete byId("send").dataset.repeating;
    byId("send").textContent = "Send";
  }

  #note(text) {
    byId("sender-note").textContent = text;
  }
}

/**
 * How often, and how many times.
 *
 * @throws RangeError a sentence, where the fields do not say it
 */
function paceOf() {
  const every = byId("every");
  const times = byId("times");
  if (every.value === "" || !every.validity.valid) {
    throw new RangeError(`Not sent: the interval must be a whole number of milliseconds, up to ${whole(every.max)}.`);
  }
  if (!times.validity.valid) {
    throw new RangeError(`Not sent: the number of times must be a whole number up to ${whole(times.max)}, or empty to repeat forever.`);
  }
  return { every: every.valueAsNumber, times: times.value === "" ? Infinity : times.valueAsNumber };
}
