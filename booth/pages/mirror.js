/** The live mirror with its frame, the formats, the countdown and the flash. */

import { button, el, named } from "./dom.js";
import { language, t } from "./i18n.js";

const FORMATS = ["single", "strip", "gif"];
const NEXT_SHOT_S = 2;
const GIF_FRAMES = 10;
const FLASH_MS = 450;

export class Mirror {
  #counted = -1;
  #stage = "";
  #layout = "";

  constructor(camera, send) {
    this.camera = camera;
    this.send = send;
    this.frame = el("img", { class: "frame", alt: "" });
    this.number = el("p", { class: "number display", "aria-live": "assertive", hidden: true });
    this.window = el("div", { class: "window" }, camera.element);
    this.hint = el("p", { class: "hint", role: "status" });
    this.problem = el("p", { class: "problem", role: "alert", hidden: true });
    this.picture = el("div", { class: "framed" }, this.window, this.frame, this.problem);
    this.formats = el("div", { class: "formats", role: "group" });
    this.layouts = el("div", { class: "layouts", role: "group" });
    this.shoot = button("big shutter", t("shoot"), () => send("press"));
    this.controls = el(
      "div",
      { class: "controls" },
      this.formats,
      this.layouts,
      el("div", { class: "row" }, button("quiet", t("leave"), () => send("back")), this.shoot),
    );
    this.flash = el("div", { class: "flash", "aria-hidden": "true", hidden: true });
    camera.wake();
    this.root = el("section", { class: "mirror-screen" }, this.picture, this.number, this.hint, this.controls, this.flash);
  }

  update(view) {
    this.view = view;
    this.#place(view);
    this.problem.hidden = !view.problem || view.stage !== "preview";
    this.problem.textContent = view.problem ? t(view.problem) : "";
    if (view.problem === "" && this.away && this.camera.here) this.camera.wake();
    this.away = view.problem === "camera";
    this.shoot.disabled = this.away;
    this.controls.hidden = view.stage !== "preview";
    this.hint.hidden = view.stage === "preview";
    if (view.stage === "preview") this.#choices(view);
    if (view.stage === "countdown") this.#count(view);
    if (view.stage === "capture") this.hint.textContent = t("framing");
    if (view.stage !== "countdown") this.number.hidden = true;
    if (view.stage === "preview") this.#counted = -1;
    if (view.stage === "preview" && this.#stage !== "preview" && this.#stage) this.camera.wake();
    this.#stage = view.stage;
  }

  #place(view) {
    const layout = view.layouts.find(({ id }) => id === view.layout);
    if (layout.id === this.#layout) return;
    this.#layout = layout.id;
    const [left, top, width, height, aspect] = layout.window;
    this.picture.style.setProperty("--aspect", aspect);
    Object.assign(this.window.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
    this.frame.src = `/booth/frame/${layout.id}.png`;
    this.aspect = layout.aspect;
  }

  #choices(view) {
    const choice = (text, chosen, wish) => button("choice", text, () => this.send(wish), { "aria-pressed": String(chosen) });
    this.formats.replaceChildren(
      ...FORMATS.map((format) => choice(t(format), format === view.format, { type: "arrange", format })),
    );
    const fitting = view.layouts.filter(({ shots }) => shots === (view.format === "strip" ? 4 : 1));
    this.layouts.hidden = fitting.length < 2;
    this.layouts.replaceChildren(
      ...fitting.map(({ id, names }) =>
        choice(named(names, language()), id === view.layout, { type: "arrange", format: view.format, layout: id }),
      ),
    );
  }

  async #count(view) {
    if (view.shots <= this.#counted || (view.format === "gif" && view.shots > 0)) return;
    this.#counted = view.shots;
    this.hint.textContent =
      view.format === "strip" ? t("shotOf", { n: view.shots + 1, all: view.shots_wanted }) : t("lookHere");
    for (let left = view.shots ? NEXT_SHOT_S : view.countdown_s; left > 0; left -= 1) {
      this.number.hidden = false;
      this.number.textContent = left;
      await new Promise((go) => setTimeout(go, 1000));
      if (this.#stage !== "countdown" || !this.root.isConnected) return;
    }
    this.number.hidden = true;
    await this.#take(view);
  }

  async #take(view) {
    performance.mark("shutter");
    this.flash.hidden = false;
    setTimeout(() => (this.flash.hidden = true), FLASH_MS);
    if (this.camera.here) {
      this.send("snap");
      return;
    }
    if (!this.camera.live) {
      this.send({ type: "camera", problem: "camera" });
      return;
    }
    const count = view.format === "gif" ? GIF_FRAMES : 1;
    for await (const shot of this.camera.shots(view.format, count, this.aspect)) this.send(shot);
    if (view.format !== "strip" || view.shots === view.shots_wanted - 1) this.camera.hold();
  }
}
