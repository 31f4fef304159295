/** Corrects a line where it stands; what the correction teaches goes into the glossary with one click. */

import { lesson } from "./console-term.js";
import { translate } from "./i18n.js";

/**
 * Opens an editor in a line's row.
 *
 * @param {HTMLElement} row
 * @param {string} was  How the line reads.
 * @param {object} editor
 * @param {(text: string, term: {term: string, variant: string} | null) => void} editor.onSave
 * @param {() => void} editor.onClose
 */
export function edit(row, was, { onSave, onClose }) {
  const made = document.getElementById("editor").content.cloneNode(true).firstElementChild;
  translate(made);
  const [text, teach] = [made.querySelector("textarea"), made.querySelector("[name=teach]")];
  const learn = () => {
    const learnt = lesson(was, text.value.trim());
    teach.hidden = !learnt;
    teach.querySelector("b").textContent = learnt ? `${learnt.variant} → ${learnt.term}` : "";
    return learnt;
  };
  const close = () => {
    made.remove();
    onClose();
  };
  const save = (withTerm) => {
    const fresh = text.value.trim();
    if (fresh && fresh !== was) onSave(fresh, withTerm ? learn() : null);
    close();
  };
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.submitter === teach);
  });
  made.querySelector("[name=cancel]").addEventListener("click", close);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      save(event.ctrlKey || event.metaKey);
    }
    event.stopPropagation();
  });
  text.addEventListener("input", learn);
  text.value = was;
  row.replaceChildren(made);
  learn();
  text.focus();
  text.setSelectionRange(was.length, was.length);
  made.scrollIntoView({ block: "nearest" });
}
