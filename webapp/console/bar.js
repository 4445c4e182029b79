import { byId, paced } from "./dom.js";
import { bytes } from "./format.js";
import { traffic } from "./connection.js";
import { list } from "./paths.js";

const STATES = { connecting: "connecting …", open: "connected", closing: "closing …", closed: "not connected" };
const ACTIONS = { connecting: "Cancel", open: "Disconnect", closing: "Abandon", closed: "Connect" };
/** Milliseconds between two looks at what waits to be sent. */
const PACE = 200;
/** Milliseconds between two drawings of the counters. */
const DRAWING = 100;

/** The bar on top: where to, how it stands, and what has gone through. */
export class Bar {
  #connection;
  #go;
  #ended = "";
  #render = paced(() => this.#now(), DRAWING);

  /** @param go is called with { url, subprotocols } */
  constructor(connection, go) {
    this.#connection = connection;
    this.#go = go;
    byId("connection").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("url").addEventListener("input", this.#render);
    connection.addEventListener("state", () => this.#changed());
    connection.addEventListener("message", this.#render);
    connection.addEventListener("sent", this.#render);
    connection.addEventListener("ended", ({ detail }) => {
      this.#ended = `closed ${detail.code}`;
    });
    setInterval(() => connection.isOpen && this.#render(), PACE);
    this.#changed();
  }

  /** Fills the fields in. */
  show(url, subprotocols) {
    byId("url").value = url;
    byId("subprotocols").value = subprotocols.join(", ");
    this.#now();
  }

  #submit() {
    const another = byId("url").value.trim() !== this.#connection.url;
    if (this.#connection.state === "closed" || another) {
      this.#go({ url: byId("url").value, subprotocols: list(byId("subprotocols").value) });
    } else {
      this.#connection.close();
    }
  }

  #changed() {
    const { state, url } = this.#connection;
    if (state === "connecting") {
      this.#ended = "";
    }
    const words = state === "closed" && this.#ended ? this.#ended : STATES[state];
    byId("state").textContent = words;
    byId("lamp").dataset.state = state;
    byId("news").textContent = url ? `${words}: ${url}` : "";
    document.title = state === "open" ? `● ${new URL(url).pathname} – wsbin` : "wsbin console";
    this.#now();
  }

  #now() {
    const connection = this.#connection;
    const another = byId("url").value.trim() !== connection.url;
    const button = byId("toggle");
    button.textContent = another ? "Connect" : ACTIONS[connection.state];
    button.dataset.state = another ? "closed" : connection.state;
    byId("fact-subprotocol").textContent = connection.protocol || "none";
    byId("fact-extensions").textContent = connection.extensions || "none";
    byId("fact-sent").textContent = traffic(connection.sent);
    byId("fact-received").textContent = traffic(connection.received);
    byId("fact-buffered").textContent = bytes(connection.buffered);
  }
}
