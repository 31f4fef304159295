/** The attendee's running text: a group a line id, in it one paragraph a language. */

import { draw, pieces } from "./words.js";

const SHOWN_MOST = 400; // With more groups than this, the first ones leave the page,
const SHOWN_LEAST = 300; // until so many are left; "earlier" brings them back in steps.
const EARLIER_STEP = 150;

export class Transcript {
  #list;
  #captions;
  #langs = [];
  #groups = new Map(); // id → element; in the page's order, which is that of the ids
  #firstId = -Infinity; // Lines before this one are not on the page.

  constructor(list, captions) {
    this.#list = list;
    this.#captions = captions;
  }

  /** Shows the lines in these languages, all anew. */
  show(langs) {
    this.#langs = langs;
    this.#groups.clear();
    this.#list.replaceChildren();
    this.#firstId = this.#captions.ids.at(-SHOWN_LEAST) ?? -Infinity;
    this.update(this.#captions.ids);
  }

  /** Draws the lines with these ids as they are now. */
  update(ids) {
    for (const id of ids) if (id >= this.#firstId) this.#drawGroup(id);
  }

  /** Takes the oldest lines off the page when there are too many. */
  prune() {
    if (this.#groups.size <= SHOWN_MOST) return;
    const ids = [...this.#groups.keys()].sort((a, b) => a - b);
    this.#firstId = ids.at(-SHOWN_LEAST);
    for (const id of ids.slice(0, -SHOWN_LEAST)) this.#remove(id);
  }

  /** Whether lines before those on the page are known. */
  get hasEarlier() {
    return this.#captions.ids.length > 0 && this.#captions.ids[0] < this.#firstId;
  }

  /** Brings some earlier lines back. */
  showEarlier() {
    const { ids } = this.#captions;
    const at = ids.findIndex((id) => id >= this.#firstId);
    const earlier = ids.slice(Math.max(0, at - EARLIER_STEP), at);
    this.#firstId = at > EARLIER_STEP ? earlier[0] : -Infinity;
    this.update(earlier.reverse());
  }

  #drawGroup(id) {
    const lines = this.#langs.map((lang) => this.#captions.line(id, lang));
    if (!lines.some((line) => line && (line.text || line.interim))) return this.#remove(id);
    const group = this.#groups.get(id) ?? this.#insert(id);
    lines.forEach((line, at) => this.#drawLine(group.children[at], line));
  }

  #drawLine(paragraph, line) {
    paragraph.hidden = !line || !(line.text || line.interim);
    if (paragraph.hidden) return;
    paragraph.classList.toggle("final", line.final);
    draw(paragraph, pieces(line));
  }

  #insert(id) {
    const group = document.createElement("div");
    group.className = "line";
    group.dataset.id = id;
    for (const lang of this.#langs) {
      const paragraph = group.appendChild(document.createElement("p"));
      paragraph.lang = lang;
      paragraph.dir = this.#captions.languages.find(({ code }) => code === lang)?.dir ?? "auto";
    }
    let next = this.#list.lastElementChild;
    while (next && Number(next.dataset.id) > id) next = next.previousElementSibling;
    if (next) next.after(group);
    else this.#list.prepend(group);
    this.#groups.set(id, group);
    return group;
  }

  #remove(id) {
    this.#groups.get(id)?.remove();
    this.#groups.delete(id);
  }
}
