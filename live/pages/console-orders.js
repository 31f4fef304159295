/** What the operator can do: buttons, keys, and the questions they ask. */

import { ask, fillSwitches } from "./console-dialogs.js";
import { doneText } from "./console-done.js";
import { edit } from "./console-editor.js";
import { prepare, prepareSpeakers, termOf } from "./console-forms.js";
import { listen } from "./console-keys.js";
import { WaitingList } from "./console-waiting.js";
import { t } from "./i18n.js";

const DELAY_STEP_S = 0.5;
const LONGEST_DELAY_S = 10;

const element = (id) => document.getElementById(id);

export class Orders {
  #link;
  #room;
  #lines;
  #tell;
  #settings = null; // The room's, as last heard.
  #waiting;
  #ears = new AbortController();

  /**
   * @param {object} desk
   * @param {import("./console-link.js").Link} desk.link
   * @param {object} desk.room  As the welcome describes it.
   * @param {import("./console-lines.js").LineList} desk.lines
   * @param {(text: string, wrong: boolean) => void} desk.tell
   */
  constructor({ link, room, lines, tell }) {
    [this.#link, this.#room, this.#lines, this.#tell] = [link, room, lines, tell];
    listen(this.#ears.signal, (order) => this.#run(order), (id) => this.#edit(id));
    this.#waiting = new WaitingList(element("waiting"), {
      onEdit: (line, row) => this.#correct({ ...line, row }),
      onRetract: ({ id }) => this.#order("retract", { lines: [id] }),
    });
  }

  /** Leaves the buttons and keys to another room. */
  close() {
    this.#ears.abort();
  }

  /** Knows the room's programme and the pause messages. */
  describe(room, notices) {
    this.#room = room;
    prepare(room, notices);
  }

  /** Shows what is set in the room. */
  show({ settings, waiting }) {
    this.#settings = settings;
    const pressed = { hold: settings.held, mask: settings.masked, ignore: settings.ignoring_sound };
    for (const order in pressed) document.querySelector(`[data-order=${order}]`).ariaPressed = pressed[order];
    element("delay-set").textContent = `${settings.delay_s} s`;
    element("speaker-now").textContent = settings.speaker;
    element("waiting-count").textContent = waiting.length ? t("waitingCount", { count: waiting.length }) : "";
    element("unseen").hidden = waiting.length === 0;
    this.#waiting.show(waiting);
  }

  #run(order) {
    if (!this.#settings) return undefined;
    const runs = {
      start: () => this.#order("start"),
      pause: () => this.#ask("pause", ({ notice, message }) => ({ notice, message })),
      off: () => this.#ask("off", ({ back_s: back }) => ({ on: true, back_s: Number(back) }), "off_record"),
      hold: () => this.#switch("hold", "held"),
      sooner: () => this.#delay(-DELAY_STEP_S),
      later: () => this.#delay(DELAY_STEP_S),
      edit: () => this.#edit(),
      retract: () => this.#retract(),
      term: () => this.#ask("term", (form) => termOf(form)),
      speaker: () => this.#speaker(),
      mask: () => this.#switch("mask", "masked"),
      languages: () => this.#languages(),
      ignore: () => this.#switch("ignore_sound", "ignoring_sound"),
      help: () => ask("ask-help"),
      up: () => this.#lines.step(-1),
      down: () => this.#lines.step(1),
    };
    return runs[order]();
  }

  async #order(command, values = {}) {
    const why = await this.#link.order(command, { room: this.#room.room, ...values });
    this.#tell(why || t("doneOrder", { command: doneText(command, values) }), Boolean(why));
    return !why;
  }

  async #ask(name, values, command = name) {
    const form = await ask(`ask-${name}`);
    if (form) await this.#order(command, values(form));
  }

  // The key may be pressed again before the status tells that it worked.
  #switch(command, setting) {
    this.#settings[setting] = !this.#settings[setting];
    return this.#order(command, { on: this.#settings[setting] });
  }

  #delay(by) {
    this.#settings.delay_s = Math.min(LONGEST_DELAY_S, Math.max(0, this.#settings.delay_s + by));
    return this.#order("delay", { seconds: this.#settings.delay_s });
  }

  #edit(id = this.#lines.chosen) {
    this.#lines.choose(id);
    const [row, line] = [this.#lines.row(id), this.#lines.spoken(id)];
    if (line?.text && !row.querySelector("form")) this.#correct({ ...line, row, onClose: () => this.#lines.draw([id]) });
  }

  #correct({ id, lang, text: was, row, onClose = () => element("lines").focus() }) {
    edit(row, was, {
      onSave: async (text, term) => {
        if (term && !(await this.#order("term", { term: term.term, variants: [term.variant] }))) return;
        await this.#order("edit", { line: id, lang, text, was });
      },
      onClose,
    });
  }

  async #retract() {
    const id = this.#lines.chosen;
    if (id === undefined) return;
    this.#lines.choose(id);
    element("retract-line").textContent = this.#lines.spoken(id).text;
    await this.#ask("retract", () => ({ lines: [id] }));
  }

  async #speaker() {
    prepareSpeakers(this.#room.programme, this.#settings.talk);
    const form = await ask("ask-speaker");
    if (!form) return;
    const talk = Number(form.talk ?? 0);
    if (talk !== this.#settings.talk && !(await this.#order("talk", { talk }))) return;
    if (form.speaker || talk === 0) await this.#order("speaker", { speaker: form.speaker });
  }

  async #languages() {
    const translated = this.#room.languages.filter(({ source }) => !source);
    const off = this.#settings.languages_off;
    const switches = translated.map(({ code, name }) => ({ value: code, text: name, on: !off.includes(code) }));
    fillSwitches(element("switches"), switches, (lang, on) => this.#order("language", { lang, on }));
    await ask("ask-languages");
  }
}
