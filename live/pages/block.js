/** The last rows of one language on a big screen: they fill from the bottom and move up smoothly. */

import { breaks, rowsOf } from "./rows.js";
import { slide } from "./slide.js";
import { draw, pieces } from "./words.js";

const SAFE = 0.985; // Letters drawn in several spans may come out a little wider than measured at once.

export class Block {
  #captions;
  #lang;
  #besides;
  #kept;
  #window;
  #rows;
  #lines = new Map(); // id → {held: breaks, rows: elements, grew: seen before it was complete}
  #fromId = -Infinity;
  #measure;

  /**
   * @param {HTMLElement} parent
   * @param {object} shows
   * @param {import("./captions.js").Captions} shows.captions
   * @param {string} shows.lang
   * @param {string[]} shows.besides  The languages of the screen's other blocks.
   * @param {number} shows.lines  How many rows can be seen.
   */
  constructor(parent, { captions, lang, besides, lines }) {
    this.#captions = captions;
    this.#lang = lang;
    this.#besides = besides;
    this.#kept = lines;
    this.#window = parent.appendChild(document.createElement("div"));
    this.#window.className = "block";
    Object.assign(this.#window, captions.writing({ lang }));
    this.#rows = this.#window.appendChild(document.createElement("div"));
    this.#rows.className = "rows";
    new ResizeObserver(() => this.#layOutAnew()).observe(this.#window);
  }

  get isEmpty() {
    return this.#rows.childElementCount === 0;
  }

  /** Draws the lines with these ids as they are now. */
  update(ids) {
    const before = this.#rows.childElementCount;
    for (const id of ids) if (id >= this.#fromId) this.#drawLine(id);
    const added = this.#rows.childElementCount - before;
    // More than the screen holds cannot be followed by the eye.
    if (added && added < this.#kept) slide(this.#rows, added * (this.#rows.lastElementChild?.offsetHeight ?? 0));
    this.#prune();
  }

  /** Empties the block; lines up to `lastId` do not come back. */
  clear(lastId) {
    this.#lines.clear();
    this.#rows.replaceChildren();
    this.#fromId = lastId + 1;
  }

  #drawLine(id) {
    const line = this.#captions.line(id, this.#lang);
    const drawn = this.#lines.get(id);
    if (!line || !(line.text || line.interim) || this.#besides.includes(line.untranslated)) {
      for (const row of drawn?.rows ?? []) row.remove();
      this.#lines.delete(id);
      return;
    }
    const known = drawn ?? this.#insert(id);
    const shown = pieces(line);
    known.grew ||= !line.final;
    known.held = breaks(shown.map(({ text }) => text), {
      width: this.#window.clientWidth * SAFE,
      measure: (this.#measure ??= this.#ruler()),
      held: known.held,
      whole: !known.grew,
    });
    this.#drawRows(id, known, rowsOf(shown, known.held));
    for (const row of known.rows) {
      Object.assign(row, this.#captions.writing(line));
      row.classList.toggle("untranslated", Boolean(line.untranslated));
    }
  }

  #drawRows(id, known, rows) {
    rows.forEach((row, at) => {
      known.rows[at] ??= this.#place(id, known.rows[at - 1]);
      draw(known.rows[at], trimmed(row));
    });
    for (const row of known.rows.splice(rows.length)) row.remove();
  }

  #place(id, previous) {
    const row = document.createElement("p");
    row.className = "row";
    row.dataset.id = id;
    let next = this.#rows.lastElementChild;
    while (!previous && next && Number(next.dataset.id) > id) next = next.previousElementSibling;
    const before = previous ?? next;
    if (before) before.after(row);
    else this.#rows.prepend(row);
    return row;
  }

  #insert(id) {
    const known = { held: [], rows: [], grew: false };
    this.#lines.set(id, known);
    return known;
  }

  #prune() {
    const ids = [...this.#lines.keys()].sort((a, b) => a - b);
    let left = this.#rows.childElementCount;
    for (const id of ids) {
      const { rows } = this.#lines.get(id);
      // One row more than can be seen, for the movement upwards.
      if ((left -= rows.length) <= this.#kept) break;
      for (const row of rows) row.remove();
      this.#lines.delete(id);
      this.#fromId = id + 1;
    }
  }

  #layOutAnew() {
    this.#measure = undefined;
    const ids = [...this.#lines.keys()];
    for (const known of this.#lines.values()) Object.assign(known, { held: [], grew: false });
    for (const id of ids) this.#drawLine(id);
  }

  #ruler() {
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(this.#window);
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    return (text) => context.measureText(text).width;
  }
}

function trimmed([first, ...rest]) {
  return [{ ...first, text: first.text.trimStart() }, ...rest];
}
