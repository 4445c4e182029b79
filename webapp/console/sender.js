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
    byId("send").disabled = !this.#connection.isOpen;
    if (!this.#connection.isOpen) {
      this.#stop();
    }
  }

  async #submit() {
    if (this.#repeating) {
      this.#stop();
      return;
    }
    if (!this.#connection.isOpen) {
      this.#note("Not connected: connect first.");
      return;
    }
    try {
      this.#note("");
      const data = await this.#data();
      if (byId("repeat").checked) {
        await this.#repeat(data);
      } else if (this.#mode === "file") {
        await this.#sendFile(data);
      } else {
        this.#connection.send(data);
      }
    } catch (failure) {
      this.#note(failure.message);
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
      throw new RangeError("No file is chosen: choose one.");
    }
    return file.arrayBuffer();
  }

  /** Sends it as one message, and shows how much of it the browser still holds. */
  async #sendFile(data) {
    const before = this.#connection.buffered;
    const bar = byId("progress");
    bar.hidden = false;
    bar.max = Math.max(1, data.byteLength);
    bar.value = 0;
    this.#connection.send(data);
    for (;;) {
      const left = Math.min(data.byteLength, Math.max(0, this.#connection.buffered - before));
      bar.value = data.byteLength - left;
      const share = `${bytes(bar.value)} of ${bytes(data.byteLength)}`;
      if (left === 0 || !this.#connection.isOpen) {
        byId("progress-text").textContent = left === 0 ? `${share} handed to the network` : `${share}, then it closed`;
        return;
      }
      byId("progress-text").textContent = share;
      await new Promise(requestAnimationFrame);
    }
  }

  get #repeating() {
    return byId("send").dataset.repeating === "true";
  }

  async #repeat(data) {
    const every = Number(byId("every").value);
    const times = Number(byId("times").value) || Infinity;
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
