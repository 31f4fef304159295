/** What nobody has seen yet: a moderator corrects it or takes it back before anyone does. */

import { t } from "./i18n.js";

export class WaitingList {
  #list;
  #rows = new Map(); // "id lang" → {row, line}

  /**
   * @param {HTMLElement} list
   * @param {object} moderator
   * @param {(line: object, row: HTMLElement) => void} moderator.onEdit
   * @param {(line: object) => void} moderator.onRetract
   */
  constructor(list, { onEdit, onRetract }) {
    this.#list = list;
    list.replaceChildren();
    list.onclick = ({ target }) => {
      const known = this.#rows.get(target.closest("li")?.dataset.key);
      if (!known || target.closest("form")) return;
      if (target.closest("button")) onRetract(known.line);
      else onEdit(known.line, known.row);
    };
  }

  /** Shows the lines that wait, as the status tells them. */
  show(lines) {
    const keys = new Set(lines.map(keyOf));
    for (const [key, { row }] of this.#rows) {
      if (keys.has(key) || row.querySelector("form")) continue;
      row.remove();
      this.#rows.delete(key);
    }
    for (const line of lines) this.#draw(line);
  }

  #draw(line) {
    const key = keyOf(line);
    const known = this.#rows.get(key) ?? this.#add(key);
    const changed = known.line?.text !== line.text || known.line?.interim !== line.interim;
    known.line = line;
    if (known.row.querySelector("form") || (!changed && known.row.firstChild)) return;
    const said = Object.assign(document.createElement("span"), { className: "said", textContent: line.text, lang: line.lang });
    const interim = Object.assign(document.createElement("span"), { className: "interim", textContent: line.interim, lang: line.lang });
    const code = Object.assign(document.createElement("small"), { textContent: line.lang });
    const back = Object.assign(document.createElement("button"), { textContent: t("takeBack"), type: "button" });
    known.row.replaceChildren(code, said, interim, back);
  }

  #add(key) {
    const row = this.#list.appendChild(document.createElement("li"));
    row.dataset.key = key;
    const known = { row, line: null };
    this.#rows.set(key, known);
    return known;
  }
}

function keyOf({ id, lang }) {
  return `${id} ${lang}`;
}
