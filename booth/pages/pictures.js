/** The kiosk's screens with the guest's picture: looks, approval, taking it home. */

import { button, el, named } from "./dom.js";
import { language, t } from "./i18n.js";

/** The guest's picture, which changes without a flicker when a better one is ready. */
class Shown {
  constructor() {
    this.image = el("img", { class: "result", alt: t("yourPicture") });
    this.bar = el("div", { class: "bar idle" }, el("i"), el("span"));
    this.root = el("figure", { class: "shown" }, this.image, this.bar);
  }

  update(view) {
    if (view.picture && this.source !== view.picture) {
      this.source = view.picture;
      this.image.src = view.picture;
      this.image.decode().then(() => requestAnimationFrame(() => performance.mark("framed")), () => {});
    }
    const making = view.making;
    this.bar.classList.toggle("idle", !making);
    if (!making) return;
    this.bar.firstChild.style.setProperty("--done", Math.max(0.04, making.done));
    this.bar.lastChild.textContent = t("making", { s: Math.max(1, Math.round(making.left_s)) });
  }
}

/** A screen with the picture on one side; on the other a title and what there is to do. */
function beside(shown, title, ...parts) {
  const side = el("div", { class: "side" }, el("h1", { class: "display" }, title), ...parts);
  return el("section", { class: "with-picture" }, shown.root, side);
}

/** What went wrong, or that a guest in a hurry need not wait. */
function hint(view) {
  return view.problem ? t(view.problem) : view.making ? t("mayGo") : "";
}

/** The branded picture at once, and the looks to choose from. */
export class looks {
  constructor(send) {
    this.send = send;
    this.shown = new Shown();
    this.list = el("div", { class: "looks", role: "group", "aria-label": t("chooseLook") });
    this.hint = el("p", { class: "hint", role: "status" });
    const again = button("quiet", t("again"), () => send("retake"));
    const next = button("big", t("next"), () => send("press"));
    this.root = beside(this.shown, t("chooseLook"), this.list, this.hint, el("div", { class: "row" }, again, next));
  }

  update(view) {
    this.shown.update(view);
    this.hint.textContent = hint(view);
    if (this.buttons) {
      for (const [id, look] of this.buttons) look.setAttribute("aria-pressed", String(id === view.look));
      for (const { id, failed } of view.looks) this.buttons.get(id).disabled = failed;
      return;
    }
    const choose = (id) => () => this.send({ type: "look", id });
    const plain = button("look", t("asItIs"), choose(""), { "aria-pressed": String(view.look === "") });
    const own = el("img", { alt: "" });
    plain.prepend(own);
    // Later, because nothing may hold up the large one.
    this.shown.image.decode().then(() => (own.src = this.shown.source), () => {});
    this.buttons = new Map([["", plain], ...view.looks.map((look) => [look.id, this.#button(look, choose(look.id))])]);
    this.list.append(...this.buttons.values());
  }

  #button(look, onclick) {
    const name = el("span", {}, named(look.names, language()));
    const mark = look.ai ? el("b", { class: "ai" }, t("ai")) : null;
    const time = look.seconds >= 1 ? t("aboutSeconds", { s: Math.round(look.seconds) }) : "";
    const about = el("small", {}, ...(mark && time ? [mark, " · ", time] : [mark ?? time]));
    const preview = look.preview ? el("img", { alt: "", src: `/booth/look/${look.id}.jpg` }) : null;
    return el("button", { type: "button", class: "look", onclick, "aria-pressed": "false" }, preview, name, about);
  }
}

/** Keep it or take it again. */
export class approve {
  constructor(send) {
    this.shown = new Shown();
    this.hint = el("p", { class: "hint", role: "status" });
    const keep = button("big", t("keepIt"), () => send("press"));
    const again = button("quiet", t("again"), () => send("retake"));
    this.root = beside(this.shown, t("likeIt"), this.hint, el("div", { class: "column" }, keep, again));
  }

  update(view) {
    this.shown.update(view);
    this.hint.textContent = hint(view);
  }
}

/** The code, the link, the print. */
export class takeHome {
  constructor(send) {
    this.send = send;
    this.shown = new Shown();
    this.side = el("div", { class: "side" });
    this.root = el("section", { class: "with-picture" }, this.shown.root, this.side);
  }

  update(view) {
    this.shown.update(view);
    const home = JSON.stringify([view.take_home, view.problem]);
    if (home === this.drawn) return;
    this.drawn = home;
    if (!view.take_home) this.side.replaceChildren(el("p", { class: "hint" }, t("framing")));
    else this.side.replaceChildren(...this.#parts(view.take_home, view.problem));
  }

  #parts(home, problem) {
    const link = home.link
      ? [
          el("h1", { class: "display" }, t("scan")),
          el("img", { class: "qr", src: home.qr, alt: home.link }),
          el("p", { class: "hint" }, t("sameNetwork", { hours: home.hours })),
        ]
      : [el("p", { class: "problem" }, t("noLink"))];
    const printing = this.#printing(home);
    return [
      ...link,
      el("p", { class: "code" }, el("small", {}, t("yourCode")), el("b", {}, home.code), el("small", {}, t("codeUse"))),
      ...(printing ? [printing] : []),
      ...(problem ? [el("p", { class: "problem", role: "alert" }, t(problem))] : []),
      el(
        "div",
        { class: "row" },
        button("quiet danger", t("deleteIt"), () => this.send("delete")),
        button("big", t("done"), () => this.send("press")),
      ),
    ];
  }

  #printing(home) {
    if (home.printer === "none") return null;
    const answers = { printing: "printing", later: "printLater", enough: "printEnough" };
    if (home.answer) return el("p", { class: "hint", role: "status" }, t(answers[home.answer]));
    if (!home.prints) return el("p", { class: "hint" }, t("printEnough"));
    if (!["ready", "busy"].includes(home.printer)) return el("p", { class: "hint" }, t("printLater"));
    const ask = button("choice print", t("print"), () => {
      ask.disabled = true;
      this.send("print");
    });
    return ask;
  }
}
