import { element } from "./dom.js";

/** Height of a row in CSS pixels, as transcript.css has it. */
const ROW = 26;
/** Rows drawn beyond the visible ones, each way. */
const MARGIN = 8;

/**
 * A list box of any length that holds only the rows that can be seen.
 *
 * @param source has `length` and `at(index)`
 * @param draw puts an entry into a row
 * @param picked is told which entry was picked, and whether it is to be opened: by a click or Enter, not by arrow keys
 */
export class VirtualList {
  #place;
  #source;
  #draw;
  #picked;
  #track = element("div", { className: "track", role: "presentation" });
  #rows = [];
  #selected = null;
  #top = 0;
  /** The entry at the upper edge, which stays there when entries before it come or go. */
  #anchor = null;
  #length = -1;
  #away = false;
  /** Whether the newest entry is kept in sight. */
  following = true;
  followingChanged = () => {};

  constructor(place, source, draw, picked) {
    this.#place = place;
    this.#source = source;
    this.#draw = draw;
    this.#picked = picked;
    place.append(this.#track);
    place.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    place.addEventListener("keydown", (event) => this.#key(event));
    place.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) {
        this.#select(Number(row.dataset.index), true);
      }
    });
    new ResizeObserver(() => this.render()).observe(place);
  }

  follow() {
    this.#setFollowing(true);
    this.render();
  }

  /** Opens the entry of that number, and brings it into sight. */
  open(n) {
    this.#select(this.#source.indexOf(n), true);
  }

  /** Draws what is in sight now. */
  render() {
    const length = this.#source.length;
    if (length !== this.#length) {
      this.#length = length;
      this.#track.style.height = `${length * ROW}px`;
    }
    const height = this.#place.clientHeight;
    if (!height) {
      this.#away = true;
      return;
    }
    this.#comeBack();
    if (this.following) {
      this.#top = Math.max(0, length * ROW - height);
      this.#place.scrollTop = this.#top;
    } else {
      this.#hold();
      this.#top = this.#place.scrollTop;
    }
    const from = Math.max(0, Math.floor(this.#top / ROW) - MARGIN);
    const to = Math.min(length, Math.ceil((this.#top + height) / ROW) + MARGIN);
    this.#fill(from, to, length);
  }

  /** What was not displayed has lost its place. */
  #comeBack() {
    if (this.#away) {
      this.#away = false;
      this.#place.scrollTop = this.#top;
    }
  }

  #hold() {
    if (this.#anchor) {
      const index = Math.max(0, this.#source.indexOf(this.#anchor.n));
      if (index !== this.#anchor.index) {
        this.#place.scrollTop += (index - this.#anchor.index) * ROW;
        this.#anchor.index = index;
      }
    }
  }

  #anchorAt(top) {
    const index = Math.floor(top / ROW);
    this.#anchor = index < this.#source.length ? { n: this.#source.at(index).n, index } : null;
  }

  #fill(from, to, length) {
    while (this.#rows.length < to - from) {
      const row = element("div", { className: "row", role: "option", id: `${this.#place.id}-row-${this.#rows.length}` });
      this.#rows.push(row);
      this.#track.append(row);
    }
    let active = "";
    this.#rows.forEach((row, i) => {
      const index = from + i;
      row.hidden = index >= to;
      if (row.hidden) {
        return;
      }
      const entry = this.#source.at(index);
      row.style.transform = `translateY(${index * ROW}px)`;
      row.dataset.index = index;
      row.setAttribute("aria-posinset", index + 1);
      row.setAttribute("aria-setsize", length);
      row.setAttribute("aria-selected", entry.n === this.#selected);
      if (row.entry !== entry) {
        row.entry = entry;
        this.#draw(row, entry);
      }
      active = entry.n === this.#selected ? row.id : active;
    });
    if (active) {
      this.#place.setAttribute("aria-activedescendant", active);
    } else {
      this.#place.removeAttribute("aria-activedescendant");
    }
  }

  #scrolled() {
    const place = this.#place;
    if (this.#away || !place.clientHeight) {
      return;
    }
    if (this.following && place.scrollTop >= this.#top - 1) {
      return;
    }
    const atEnd = place.scrollTop + place.clientHeight >= this.#length * ROW - ROW / 2;
    this.#setFollowing(atEnd);
    this.#anchorAt(place.scrollTop);
    this.render();
  }

  #setFollowing(on) {
    if (this.following !== on) {
      this.following = on;
      this.followingChanged(on);
    }
  }

  #select(index, opened = false) {
    if (index < 0 || index >= this.#source.length) {
      return;
    }
    const entry = this.#source.at(index);
    this.#selected = entry.n;
    const top = index * ROW;
    const place = this.#place;
    if (top < place.scrollTop || top + ROW > place.scrollTop + place.clientHeight) {
      this.#setFollowing(false);
      place.scrollTop = top < place.scrollTop ? top : top + ROW - place.clientHeight;
      this.#anchorAt(place.scrollTop);
    }
    this.render();
    this.#picked(entry, opened);
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.#place.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key === "Enter" && this.#selected !== null) {
      event.preventDefault();
      this.#select(this.#source.indexOf(this.#selected), true);
      return;
    }
    const step = steps[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const last = this.#source.length - 1;
    const now = this.#selected === null ? last + 1 : this.#source.indexOf(this.#selected);
    this.#select(Math.min(last, Math.max(0, now + step)));
    if (event.key === "End") {
      this.follow();
    }
  }
}
