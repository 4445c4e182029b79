import { bytes, utf8Length, whole } from "./format.js";

/**
 * One WebSocket at a time, and what went through it. Events: "state" when anything but a counter has
 * changed, "message" with { kind, data, size }, "sent" with the same, "ended" with the close.
 */
export class Connection extends EventTarget {
  #socket = null;
  /** The latest call of connect, while it counts. */
  #attempt = null;
  #closing = false;
  #opened = false;
  url = "";
  state = "closed";
  sent = { messages: 0, bytes: 0 };
  received = { messages: 0, bytes: 0 };

  get protocol() {
    return this.#socket?.protocol ?? "";
  }

  get extensions() {
    return this.#socket?.extensions ?? "";
  }

  /** The present connection, to ask later whether it still is. */
  get current() {
    return this.#socket;
  }

  /** Whether this is still the connection, and open. */
  isOn(socket) {
    return this.#socket === socket && this.isOpen;
  }

  get buffered() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /**
   * Connects, and lets go of the connection before, silently.
   *
   * @param address a promise of the URL to use, which may have more in it than the one that is shown
   * @throws DOMException where the browser does not allow it
   */
  async connect(url, subprotocols, address) {
    this.abandon();
    const attempt = {};
    this.#attempt = attempt;
    this.#closing = false;
    this.#opened = false;
    this.url = url;
    this.sent = { messages: 0, bytes: 0 };
    this.received = { messages: 0, bytes: 0 };
    this.#become("connecting");
    const actual = await address;
    if (this.#attempt !== attempt) {
      return;
    }
    try {
      this.#open(new WebSocket(actual, subprotocols), url);
    } catch (failure) {
      this.#become("closed");
      throw failure;
    }
  }

  #open(socket, url) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    const current = (listener) => (event) => {
      if (this.#socket === socket) {
        listener(event);
      }
    };
    socket.onopen = current(() => {
      this.#opened = true;
      this.#become("open");
    });
    socket.onmessage = current(({ data }) => this.#receive(data));
    socket.onclose = current(({ code, reason, wasClean }) => {
      this.state = "closed";
      const byUs = this.#closing;
      const opened = this.#opened;
      this.dispatchEvent(new CustomEvent("ended", { detail: { code, reason, wasClean, opened, byUs, url } }));
      this.#become("closed");
    });
  }

  /** Asks for the end; asked again, it does not wait for the server's answer. */
  close() {
    if (this.state === "closing" || (this.state === "connecting" && !this.#socket)) {
      this.#giveUp();
    } else if (this.#socket && this.state !== "closed") {
      this.#closing = true;
      this.#socket.close(this.state === "open" ? 1000 : undefined);
      this.#become("closing");
    }
  }

  /** Does not wait for the server's answer to the close any longer. */
  #giveUp() {
    const opened = this.#opened;
    this.#socket = null;
    this.#attempt = null;
    this.state = "closed";
    const detail = { code: 1006, reason: "", wasClean: false, opened, byUs: true, url: this.url };
    this.dispatchEvent(new CustomEvent("ended", { detail }));
    this.#become("closed");
  }

  /** Forgets the connection: nothing of it is heard of any more. */
  abandon() {
    this.#socket?.close();
    this.#socket = null;
    this.#attempt = null;
    this.state = "closed";
  }

  /** Sends a string, or an ArrayBuffer; the caller has made sure that it is open. */
  send(data) {
    const kind = typeof data === "string" ? "text" : "binary";
    const size = kind === "text" ? utf8Length(data) : data.byteLength;
    this.#socket.send(data);
    this.sent.messages += 1;
    this.sent.bytes += size;
    this.dispatchEvent(new CustomEvent("sent", { detail: { kind, data, size } }));
  }

  #receive(data) {
    const kind = typeof data === "string" ? "text" : "binary";
    const size = kind === "text" ? utf8Length(data) : data.byteLength;
    this.received.messages += 1;
    this.received.bytes += size;
    this.dispatchEvent(new CustomEvent("message", { detail: { kind, data, size } }));
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

/** Messages and bytes, in a few characters. */
export const traffic = ({ messages, bytes: octets }) => `${whole(messages)} msg · ${bytes(octets)}`;
