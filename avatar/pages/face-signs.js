/** What is written on the page: the name card, the permanent label, the licence, what is wrong. */

import { faceWords } from "./face-strings.js";

const element = (id) => document.getElementById(id);
const BACKGROUNDS = ["scene", "transparent", "green"];

export class Signs {
  #words;

  constructor(language) {
    this.#words = faceWords(language);
    document.documentElement.lang = language;
    element("badge").textContent = this.#words.ai;
    element("badge").title = this.#words.label;
    element("ai").textContent = this.#words.ai;
    element("ai").title = this.#words.label;
    element("label-text").textContent = this.#words.label;
    element("unlock").textContent = this.#words.start;
    element("about").querySelector("summary").textContent = this.#words.about;
    element("head").setAttribute("aria-label", this.#words.label);
  }

  /** Shows a name card; the label on it is there whatever the card says. */
  card({ name = "", title = "", label = "" }) {
    element("name").textContent = name;
    element("title").textContent = title;
    element("label-text").textContent = label && label !== this.#words.ai && label !== "AI" ? label : this.#words.label;
    element("card").hidden = !name;
    element("badge").hidden = Boolean(name);
    document.title = name || "Avatar";
  }

  background(name) {
    document.body.dataset.background = BACKGROUNDS.includes(name) ? name : BACKGROUNDS[0];
  }

  /** Shows whose the avatar is: `{title, author, licence, address}`. */
  licence(licence) {
    const rows = ["title", "author", "licence", "address"].filter((key) => licence[key]);
    element("about").querySelector("dl").replaceChildren(
      ...rows.flatMap((key) => [row("dt", this.#words[key]), row("dd", licence[key])]),
    );
  }

  /** Says what is wrong, or nothing. */
  problem(text) {
    element("problem").textContent = text;
    element("problem").hidden = !text;
  }

  /** Offers to let sound out; `unlock` is called by a touch. */
  offerSound(wanted, unlock) {
    element("unlock").hidden = !wanted;
    element("unlock").onclick = unlock;
  }
}

function row(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
