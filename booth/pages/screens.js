/** The kiosk's screens without pictures: attract, language, consent, thanks. */

import { button, el } from "./dom.js";
import { t, wordsOf } from "./i18n.js";

const GREETING_MS = 3500;

/** Waits for a guest: shows what the booth can do, and greets in every language in turn. */
export class attract {
  #turn = 0;

  constructor(send) {
    this.samples = el("div", { class: "samples", "aria-hidden": "true" });
    this.event = el("h1", { class: "display event" });
    this.tagline = el("p", { class: "tagline" });
    this.problem = el("p", { class: "problem", role: "alert", hidden: true });
    this.greeting = el("span");
    const start = button("big start", "", () => send("press"));
    start.append(this.greeting);
    const words = el("div", { class: "words" }, this.event, this.tagline);
    this.root = el("section", { class: "attract", onclick: () => send("press") }, footlights(), this.samples, words, this.problem, start);
    start.addEventListener("click", (event) => event.stopPropagation());
  }

  update(view) {
    this.event.textContent = view.event;
    this.event.hidden = !view.event;
    this.problem.hidden = !view.problem;
    this.problem.textContent = view.problem ? t(view.problem) : "";
    this.codes = view.languages.map(({ code }) => code);
    const samples = String(view.samples);
    if (samples !== this.drawn) {
      this.drawn = samples;
      this.samples.replaceChildren(...view.samples.map((id) => el("img", { alt: "", src: `/booth/look/${id}.jpg` })));
    }
    if (this.timer) return;
    this.#greet();
    this.timer = setInterval(() => (this.root.isConnected ? this.#greet() : clearInterval(this.timer)), GREETING_MS);
  }

  async #greet() {
    const code = this.codes[this.#turn % this.codes.length];
    this.#turn += 1;
    const words = await wordsOf(code);
    for (const [place, text] of [[this.greeting, words.touch], [this.tagline, words.tagline]]) {
      place.lang = code;
      place.textContent = text;
    }
  }
}

/** The row of lamps that the name comes from. */
function footlights() {
  return el("div", { class: "lights", "aria-hidden": "true" }, ...Array.from({ length: 9 }, () => el("i")));
}

/** The languages, each in its own name. */
export class languages {
  constructor(send) {
    this.send = send;
    this.grid = el("div", { class: "grid" });
    this.root = el("section", { class: "choose" }, el("h1", { class: "display" }, "Language · 語言 · 语言"), this.grid);
  }

  update(view) {
    if (this.grid.children.length) return;
    const buttons = view.languages.map(({ code, name }) =>
      button("tile", name, () => this.send({ type: "language", code }), { lang: code }),
    );
    this.grid.append(...buttons);
  }
}

/** What the guest agrees to, line by line. */
export class consent {
  constructor(send) {
    this.send = send;
    this.root = el("section", { class: "consent" });
    this.press = () => this.#agree();
  }

  update(view) {
    if (this.root.children.length) return;
    const { title, intro } = view.consent;
    this.ticks = new Map();
    const lines = [...view.uses, "adult"].map((use) => this.#line(use, view.consent[use]));
    this.name = el("input", { type: "text", maxLength: 24, placeholder: t("yourName"), "aria-label": t("yourName"), autocomplete: "off" });
    this.hint = el("p", { class: "problem", role: "alert", hidden: true }, t("adultFirst"));
    this.root.append(
      el("h1", { class: "display" }, title),
      el("p", { class: "intro" }, intro),
      el("div", { class: "lines" }, ...lines),
      this.name,
      this.hint,
      el("div", { class: "row" }, button("quiet", t("back"), () => this.send("back")), button("big", t("agree"), this.press)),
    );
  }

  #line(use, text) {
    const tick = el("input", { type: "checkbox", name: use });
    if (use === "keep") {
      // What the button below says: without it there is no picture.
      tick.checked = true;
      tick.disabled = true;
    }
    this.ticks.set(use, tick);
    return el("label", { class: `line ${use}` }, tick, el("span", {}, text));
  }

  #agree() {
    const adult = this.ticks.get("adult").checked;
    this.hint.hidden = adult;
    if (!adult) return;
    const uses = [...this.ticks].filter(([use, tick]) => use !== "adult" && tick.checked).map(([use]) => use);
    this.send({ type: "agree", uses, adult, name: this.name.value });
  }
}

/** Goodbye. */
export class thanks {
  constructor(send) {
    this.words = el("p", { class: "tagline" });
    this.root = el("section", { class: "thanks", onclick: () => send("press") }, footlights(), el("h1", { class: "display" }, t("thanks")), this.words);
  }

  update(view) {
    this.words.textContent = t(view.deleted ? "deleted" : "enjoy");
  }
}
