/** The guests' kiosk: draws what the booth says, and tells the booth what the guest does. */

import { BoothCamera, BrowserCamera } from "./camera.js";
import { el } from "./dom.js";
import { speak, t } from "./i18n.js";
import { KioskSocket } from "./kiosk_socket.js";
import { keepLocked } from "./lock.js";
import { attract, consent, languages, thanks } from "./screens.js";
import { Mirror } from "./mirror.js";
import { approve, looks, takeHome } from "./pictures.js";

const SCREENS = { attract, language: languages, consent, look: looks, approve, take_home: takeHome, thanks };
const MIRROR_STAGES = ["preview", "countdown", "capture"];
const WARN_S = 12;
const QUIET_KEYS = ["Enter", " ", "PageDown", "ArrowRight", "F13"];

class Kiosk {
  #stage = "";
  #screen = null;
  #camera = null;
  #endsAt = Infinity;

  constructor(host) {
    const shadow = host.attachShadow({ mode: "open" });
    for (const name of ["base", "kiosk", "kiosk-door", "kiosk-mirror", "kiosk-pictures", "kiosk-pin"]) shadow.append(el("link", { rel: "stylesheet", href: `/pages/${name}.css` }));
    this.main = el("main", { class: "kiosk", lang: "en" });
    this.toast = el("p", { class: "toast", role: "status", hidden: true });
    shadow.append(this.main, this.toast);
    this.socket = new KioskSocket((view) => this.show(view), () => this.lost());
    addEventListener("keydown", (event) => this.#key(event));
    shadow.addEventListener("pointerdown", () => this.#stay());
    setInterval(() => this.#warn(), 500);
    keepLocked(shadow);
  }

  send = (message) => this.socket.send(typeof message === "string" ? { type: message } : message);

  async show(view) {
    await speak(view.language);
    this.main.lang = view.language;
    this.toast.lang = view.language;
    this.#endsAt = view.ends_in_s === null ? Infinity : performance.now() + view.ends_in_s * 1000;
    this.#camera ??= view.camera === "here" ? new BoothCamera() : this.#browserCamera();
    const stage = MIRROR_STAGES.includes(view.stage) ? "mirror" : view.stage;
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#screen = stage === "mirror" ? new Mirror(this.#camera, this.send) : new SCREENS[stage](this.send);
      this.main.replaceChildren(this.#screen.root);
      if (stage !== "mirror") this.#camera.hold();
    }
    this.main.dataset.stage = view.stage;
    this.#screen.update(view);
    this.#warn();
  }

  lost() {
    this.#stage = "";
    this.#endsAt = Infinity;
    this.main.replaceChildren(el("p", { class: "lost display" }, t("lost")));
  }

  #browserCamera() {
    return new BrowserCamera((problem) => this.send({ type: "camera", problem }));
  }

  #key(event) {
    const inField = event.composedPath()[0]?.matches?.("input, button, select");
    if (!QUIET_KEYS.includes(event.key) || (inField && event.key !== "PageDown") || event.repeat) return;
    event.preventDefault();
    if (this.#screen?.press) this.#screen.press();
    else this.send("press");
  }

  #stay() {
    if ((this.#endsAt - performance.now()) / 1000 < WARN_S) this.send("stay");
  }

  #warn() {
    const left_s = Math.ceil((this.#endsAt - performance.now()) / 1000);
    this.toast.hidden = left_s > WARN_S || ["attract", "thanks", "countdown"].includes(this.main.dataset.stage);
    if (!this.toast.hidden) this.toast.textContent = t("stillThere", { s: Math.max(0, left_s) });
  }
}

function begin() {
  const host = document.querySelector("#booth");
  if (!host) return false;
  new Kiosk(host);
  return true;
}

// Gradio draws its page when it is ready: the place for the kiosk appears some time later.
if (!begin()) {
  const waiting = new MutationObserver(() => begin() && waiting.disconnect());
  waiting.observe(document.documentElement, { childList: true, subtree: true });
}
