/** The captions as the operator sees them: every line can be chosen, and shows its delay and its translation. */

import { t } from "./i18n.js";

const KEPT = 120;

export class LineList {
  #list;
  #feed;
  #beside = "";
  #rows = new Map(); // id → its element

  /**
   * @param {HTMLElement} list
   * @param {import("./feed.js").Feed} feed
   */
  constructor(list, feed) {
    this.#list = list;
    this.#feed = feed;
  }

  /** The chosen line's id, the last one's when none is, or undefined. */
  get chosen() {
    const row = this.#list.querySelector("[aria-selected=true]") ?? this.#list.lastElementChild;
    return row ? Number(row.dataset.id) : undefined;
  }

  /** The row of a line. */
  row(id) {
    return this.#rows.get(id);
  }

  /** Reads this language beside what is spoken; "" for none. */
  readBeside(lang) {
    this.#beside = lang;
    this.draw(this.#rows.keys());
  }

  /** Draws lines as they are now. */
  draw(ids) {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const following = scrollTop + clientHeight >= scrollHeight - 40;
    for (const id of [...ids]) this.#draw(id);
    while (this.#list.childElementCount > KEPT) this.#remove(Number(this.#list.firstElementChild.dataset.id));
    if (following) this.#list.scrollTop = this.#list.scrollHeight;
  }

  /** Empties the list. */
  clear() {
    this.#rows.clear();
    this.#list.replaceChildren();
  }

  /** Chooses a line, or none. */
  choose(id) {
    for (const row of this.#list.children) row.setAttribute("aria-selected", Number(row.dataset.id) === id);
    this.#rows.get(id)?.scrollIntoView({ block: "nearest" });
  }

  /** Chooses the line before (-1) or after (+1) the chosen one. */
  step(by) {
    const row = this.#rows.get(this.chosen);
    const moved = this.#list.querySelector("[aria-selected=true]");
    const next = by < 0 ? row?.previousElementSibling : row?.nextElementSibling;
    this.choose(Number((moved ? (next ?? row) : row)?.dataset.id));
  }

  /** The spoken line with this id, in whichever language it was. */
  spoken(id) {
    const { captions } = this.#feed;
    const spoken = captions.languages.filter((language) => language.source);
    return spoken.map(({ code }) => captions.line(id, code)).find(Boolean);
  }

  #draw(id) {
    const line = this.spoken(id);
    if (!line || !(line.text || line.interim)) return this.#remove(id);
    const row = this.#rows.get(id) ?? this.#insert(id);
    if (row.querySelector("form")) return undefined;
    const { captions } = this.#feed;
    const beside = this.#beside && captions.line(id, this.#beside);
    row.dataset.final = line.final;
    const goesOn = this.spoken(Number(row.previousElementSibling?.dataset.id))?.speaker === line.speaker;
    const about = [clock(line.start_s), goesOn ? "" : line.speaker, line.corrected ? t("corrected") : ""];
    row.replaceChildren(
      cell("span", "about", about.filter(Boolean).join(" · ")),
      cell("span", "delay", line.text ? `${Math.max(0, line.audio_s - line.end_s).toFixed(1)} s` : ""),
      cell("span", "said", line.text, captions.writing(line)),
      cell("span", "interim", line.interim, captions.writing(line)),
      ...(beside ? [cell("span", "beside", beside.text + beside.interim, captions.writing(beside))] : []),
    );
    return row;
  }

  #insert(id) {
    const row = document.createElement("li");
    row.dataset.id = id;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    this.#rows.set(id, row);
    let next = this.#list.lastElementChild;
    while (next && Number(next.dataset.id) > id) next = next.previousElementSibling;
    if (next) next.after(row);
    else this.#list.prepend(row);
    return row;
  }

  #remove(id) {
    const row = this.#rows.get(id);
    const next = row?.nextElementSibling;
    row?.remove();
    this.#rows.delete(id);
    if (next) this.#draw(Number(next.dataset.id)); // It may be the first of its speaker now.
  }
}

function cell(tag, name, text, writing = {}) {
  return Object.assign(document.createElement(tag), { className: name, textContent: text, ...writing });
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
