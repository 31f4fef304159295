/** A big screen's blocks, one a language, drawn once a frame. */

import { Block } from "./block.js";

export class Blocks {
  #parent;
  #lines;
  #blocks = [];
  #langs = "";
  #changed = new Set();
  #scheduled = false;
  #onDraw;

  /**
   * @param {HTMLElement} parent
   * @param {number} lines  Rows a language.
   * @param {() => void} onDraw  Called after each drawing.
   */
  constructor(parent, lines, onDraw) {
    this.#parent = parent;
    this.#lines = lines;
    this.#onDraw = onDraw;
  }

  get isEmpty() {
    return this.#blocks.every((block) => block.isEmpty);
  }

  /** Takes a change of the feed in, and draws it in the next frame. */
  take({ captions, langs }, { cleared, ids, hello }) {
    if (hello && (cleared || langs.join() !== this.#langs)) this.#build(captions, langs);
    for (const id of ids) this.#changed.add(id);
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => this.#draw());
  }

  /** Empties all blocks: only lines after `lastId` are shown from now on. */
  clear(lastId) {
    for (const block of this.#blocks) block.clear(lastId);
  }

  #build(captions, langs) {
    this.#langs = langs.join();
    this.#parent.replaceChildren();
    this.#blocks = langs.map((lang) => {
      const besides = langs.filter((other) => other !== lang);
      return new Block(this.#parent, { captions, lang, besides, lines: this.#lines });
    });
    for (const id of captions.ids) this.#changed.add(id);
  }

  #draw() {
    this.#scheduled = false;
    const ids = [...this.#changed].sort((a, b) => a - b);
    for (const block of this.#blocks) block.update(ids);
    this.#changed.clear();
    this.#onDraw();
  }
}
