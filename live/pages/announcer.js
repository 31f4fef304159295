/** Tells a screen reader each line once, when it is final: interim words would interrupt it again and again. */

const KEPT_MS = 20_000; // Long enough to be spoken; then the text is found in the transcript only.

export class Announcer {
  #region;
  #told = new Set();
  #quietUntil = 0;

  /** @param {HTMLElement} region  An `aria-live` region. */
  constructor(region) {
    this.#region = region;
  }

  /** Stays silent about what was said up to `seq`: the reader has come, or changed the language, since. */
  skipTo(seq) {
    this.#quietUntil = seq;
    this.#told.clear();
  }

  /** Takes a line back: nobody may find it here either. */
  forget(id) {
    this.#region.querySelector(`[data-id="${id}"]`)?.remove();
  }

  /** Announces a line when it is its time. */
  tell(line) {
    if (!line?.final || !line.text || line.seq <= this.#quietUntil || this.#told.has(line.id)) return;
    this.#told.add(line.id);
    const paragraph = this.#region.appendChild(document.createElement("p"));
    paragraph.dataset.id = line.id;
    paragraph.lang = line.untranslated || line.lang;
    paragraph.textContent = line.text;
    setTimeout(() => paragraph.remove(), KEPT_MS);
  }
}
