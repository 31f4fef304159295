/** Keeps guests on the kiosk: full screen, no menus, no zoom; the organiser's PIN is the way out. */

import { button, el } from "./dom.js";

const HOLD_MS = 2000;
const CORNER_PX = 80;
const CLOSED_KEYS = new Set(["F1", "F3", "F5", "F6", "F7", "F11", "F12", "ContextMenu"]);

/** Locks the page; holding the top left corner, or Ctrl+Shift+O, asks for the PIN. */
export function keepLocked(root) {
  for (const kind of ["contextmenu", "dragstart", "selectstart", "gesturestart"]) {
    addEventListener(kind, (event) => event.preventDefault());
  }
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
  addEventListener("keydown", (event) => onKey(event, root), { capture: true });
  addEventListener("pointerdown", (event) => onPointer(event, root));
}

function onKey(event, root) {
  fillScreen();
  const chord = event.ctrlKey || event.altKey || event.metaKey;
  if (event.ctrlKey && event.shiftKey && event.code === "KeyO") askPin(root);
  if (chord || CLOSED_KEYS.has(event.key)) event.preventDefault();
}

function onPointer(event, root) {
  fillScreen();
  if (event.clientX > CORNER_PX || event.clientY > CORNER_PX) return;
  const held = setTimeout(() => askPin(root), HOLD_MS);
  addEventListener("pointerup", () => clearTimeout(held), { once: true });
}

function fillScreen() {
  if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {});
}

function askPin(root) {
  if (root.querySelector("dialog")) return;
  const field = el("input", { type: "password", inputMode: "numeric", autocomplete: "off", "aria-label": "PIN", maxLength: 32 });
  const said = el("p", { role: "alert", class: "problem" });
  const digit = (text) => button("key", text, () => (field.value += text));
  const form = el(
    "form",
    { onsubmit: (event) => enter(event, field, said) },
    el("h2", { class: "display" }, "Organiser’s PIN"),
    field,
    el("div", { class: "keys" }, ..."123456789".split("").map(digit), button("key", "⌫", () => (field.value = "")), digit("0"), el("button", { class: "key go" }, "OK")),
    said,
    button("quiet", "Back", () => dialog.remove()),
  );
  const dialog = el("dialog", { class: "pin", lang: "en", oncancel: () => dialog.remove() }, form);
  root.append(dialog);
  dialog.showModal();
  setTimeout(() => dialog.remove(), 30000);
}

async function enter(event, field, said) {
  event.preventDefault();
  const reply = await fetch("/login", { method: "POST", body: new URLSearchParams({ pin: field.value, to: "organiser" }) });
  field.value = "";
  const landed = new URL(reply.url);
  if (landed.pathname.startsWith("/organiser")) location.assign("/organiser/");
  else said.textContent = Number(landed.searchParams.get("wait")) > 0 ? "Wait a moment, then try again." : "That is not the PIN.";
}
