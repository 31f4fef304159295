/**
 * The attendee's running text: a group a line id, in it one paragraph a language. Read in one language,
 * the lines of a sentence flow on as one paragraph.
 */

import { flowsOn, spaced } from "./flow.js";
import { t } from "./i18n.js";
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
    this.#list.dir = langs.length === 1 ? this.#captions.writing({ lang: langs[0] }).dir : "";
    this.#firstId = this.#captions.ids.at(-SHOWN_LEAST) ?? -Infinity;
    this.update(this.#captions.ids);
  }

  /** Draws the lines with these ids as they are now. */
  update(ids) {
    for (const id of ids) if (id >= this.#firstId) this.#drawGroup(id);
    for (const id of ids) {
      const group = this.#groups.get(id);
      this.#join(group);
      this.#join(group?.nextElementSibling);
    }
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
    const paragraphs = group.querySelectorAll("p");
    lines.forEach((line, at) => this.#drawLine(paragraphs[at], line));
  }

  #drawLine(paragraph, line) {
    mark(paragraph, Boolean(line?.untranslated));
    // The source of a line that could not be translated may stand in the reader's other language already.
    paragraph.hidden = !line || !(line.text || line.interim) || this.#langs.includes(line.untranslated);
    if (paragraph.hidden) return;
    Object.assign(paragraph, this.#captions.writing(line));
    paragraph.classList.toggle("final", line.final);
    draw(paragraph, pieces(line));
  }

  /** Lets a group read on from the one before it where both are one sentence. */
  #join(group) {
    if (!group || this.#langs.length > 1) return;
    const [before, line] = [group.previousElementSibling, group].map(
      (at) => at && this.#captions.line(Number(at.dataset.id), this.#langs[0]),
    );
    const flows = flowsOn(before, line);
    group.classList.toggle("flows", flows);
    group.classList.toggle("spaced", flows && spaced(before, line));
  }

  #insert(id) {
    const group = document.createElement("div");
    group.className = "line";
    group.dataset.id = id;
    for (const lang of this.#langs) {
      Object.assign(group.appendChild(document.createElement("p")), this.#captions.writing({ lang }));
    }
    let next = this.#list.lastElementChild;
    while (next && Number(next.dataset.id) > id) next = next.previousElementSibling;
    if (next) next.after(group);
    else this.#list.prepend(group);
    this.#groups.set(id, group);
    return group;
  }

  #remove(id) {
    const group = this.#groups.get(id);
    const next = group?.nextElementSibling;
    group?.remove();
    this.#groups.delete(id);
    this.#join(next);
  }
}

/** Says below a paragraph, in the reader's language, that it could not be translated. */
function mark(paragraph, marked) {
  const next = paragraph.nextElementSibling;
  const there = next?.matches("small") ? next : null;
  if (Boolean(there) === marked) return;
  if (there) return there.remove();
  const note = document.createElement("small");
  note.lang = document.documentElement.lang;
  note.textContent = t("untranslated");
  paragraph.after(note);
}
