import { breathe } from "./dom.js";
import { elsewhere, shortened } from "./recording.js";

/** Milliseconds of work before the browser gets a turn. */
const SLICE = 8;
/** Milliseconds until a stream that broke off is asked for again, at first and at most. */
const PAUSE = { first: 500, most: 10_000 };
/** Characters of one event; a server that sends more is not followed. */
const MOST_EVENT = 4 * 1024 * 1024;

/**
 * Follows the live stream of a transcript, and comes back if it breaks off. Not an EventSource, which
 * hides the server’s sentence, and reads faster than a page can show.
 */
export class EventStream {
  #root;
  #url;
  #hear;
  #tell;
  #last = "";
  #stopping = null;

  /**
   * @param hear is called with each event, { type, data }
   * @param tell is called with a sentence if there is trouble, and with an empty one if it is over
   */
  constructor(root, name, hear, tell) {
    this.#url = `${root}transcripts/${name}?format=events`;
    this.#root = root;
    this.#hear = hear;
    this.#tell = tell;
  }

  /** Begins, or goes on after the last event that was heard. */
  start() {
    if (!this.#stopping) {
      this.#stopping = new AbortController();
      this.#follow(this.#stopping.signal);
    }
  }

  stop() {
    this.#stopping?.abort();
    this.#stopping = null;
  }

  async #follow(signal) {
    let pause = PAUSE.first;
    while (!signal.aborted) {
      let trouble = "";
      try {
        if (await this.#once(signal)) {
          return;
        }
        pause = PAUSE.first;
      } catch (failure) {
        trouble = failure.message;
      }
      if (signal.aborted) {
        return;
      }
      if (trouble) {
        this.#tell(`The live stream cannot be read (${trouble}). The page tries again.${elsewhere(this.#root)}`);
      }
      await new Promise((resume) => setTimeout(resume, pause));
      pause = Math.min(PAUSE.most, 2 * pause);
    }
  }

  /** Reads one response; returns whether there is nothing to come back for. */
  async #once(signal) {
    const headers = this.#last ? { "Last-Event-ID": this.#last } : {};
    const wait = this.#last ? "" : "&wait=1m";
    const answer = await fetch(this.#url + wait, { headers, credentials: "omit", cache: "no-store", signal });
    if (answer.status === 404 && this.#last) {
      this.#tell("");
      this.#hear({ type: "deleted", data: {} });
      return true;
    }
    if (answer.status === 404) {
      this.#tell("Nobody has connected under the name of this transcript yet.");
      return false;
    }
    if (!answer.ok) {
      throw new Error(shortened((await answer.text()).trim()) || `status ${answer.status}`);
    }
    this.#tell("");
    return this.#read(answer.body.pipeThrough(new TextDecoderStream()).getReader(), signal);
  }

  /** HTML section 9.2.6, as far as wsbin uses it; the browser gets a turn between two slices. */
  async #read(reader, signal) {
    let text = "";
    let until = performance.now() + SLICE;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return false;
      }
      text += value;
      let from = 0;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", from)) {
        if (signal.aborted) {
          return true;
        }
        if (this.#heard(text.slice(from, end))) {
          return true;
        }
        from = end + 2;
        if (performance.now() > until) {
          await breathe();
          until = performance.now() + SLICE;
        }
      }
      text = text.slice(from);
      if (text.length > MOST_EVENT) {
        throw new Error(`an event has more than ${MOST_EVENT} characters`);
      }
    }
  }

  /** Returns whether it was the last one. */
  #heard(block) {
    const fields = Object.fromEntries(
      block
        .split("\n")
        .filter((line) => !line.startsWith(":"))
        .map((line) => line.split(/: ?(.*)/s, 2)),
    );
    if (!fields.event || !fields.data) {
      return false;
    }
    this.#last = fields.id ?? this.#last;
    this.#hear({ type: fields.event, data: JSON.parse(fields.data) });
    return fields.event === "deleted";
  }
}
