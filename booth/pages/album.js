/** A guest's pictures on the guest's own phone: to keep, to share, to delete. */

import { el } from "./dom.js";
import { language, preferred, speak, t, translate } from "./i18n.js";

const AGAIN_MS = 4000;
const STORIES = new Set(["look-story.jpg", "picture-story.jpg"]);
const home = location.pathname.replace(/\/$/, "");
const place = (id) => document.getElementById(id);
let drawn = "";

/** Returns what a POST or GET of this album answers, with its status. */
async function ask(path, options = {}) {
  const reply = await fetch(`${home}/${path}`, { cache: "no-store", ...options });
  return { status: reply.status, ...(await reply.json().catch(() => ({}))) };
}

async function load() {
  const album = await ask("album.json").catch(() => ({ status: 0 }));
  if (album.status === 200) show(album);
  else if (album.status) end(t(album.status === 429 ? "tooMany" : "notFound"));
  if (album.status === 0 || album.making) setTimeout(load, AGAIN_MS);
}

function show(album) {
  place("event").textContent = album.event;
  const until = new Date(album.keep_until).toLocaleDateString(language(), { dateStyle: "long" });
  place("kept").textContent = t("keptUntil", { date: until });
  place("said").textContent = album.making ? t("lookComing") : album.pieces.length ? "" : t("linkEnded");
  if (drawn !== String(album.pieces)) place("pictures").replaceChildren(...pictures(album.pieces));
  drawn = String(album.pieces);
  const remove = el("button", { type: "button", class: "danger", onclick: () => place("sure").showModal() }, t("deleteIt"));
  place("more").replaceChildren(...(["shown", "waiting"].includes(album.wall) ? wall() : []), remove);
}

function pictures(pieces) {
  const plain = pieces.filter((piece) => !STORIES.has(piece));
  return plain.map((piece) => {
    const story = piece.replace(".", "-story.");
    return el(
      "figure",
      {},
      el("img", { class: "picture", src: `${home}/${piece}`, alt: t("yourPicture") }),
      el(
        "div",
        { class: "row" },
        el("a", { class: "button primary", href: `${home}/${piece}?download`, download: piece }, t("download")),
        shareButton(piece),
        pieces.includes(story) ? el("a", { class: "button", href: `${home}/${story}?download`, download: story }, t("story")) : null,
      ),
    );
  });
}

/** Browsers share files on https only; elsewhere the download does it. */
function shareButton(piece) {
  if (!navigator.canShare) return null;
  const share = async () => {
    const blob = await (await fetch(`${home}/${piece}`)).blob();
    const files = [new File([blob], piece, { type: blob.type })];
    if (navigator.canShare({ files })) await navigator.share({ files }).catch(() => {});
  };
  return el("button", { type: "button", onclick: share }, t("share"));
}

function wall() {
  const off = async () => {
    const taken = await ask("off-the-wall", { method: "POST" }).catch(() => ({ status: 0 }));
    if (taken.status === 200) load();
    else place("said").textContent = t("failed");
  };
  return [el("p", { class: "soft" }, t("onWall")), el("button", { type: "button", onclick: off }, t("offWall"))];
}

function end(words) {
  drawn = "";
  for (const id of ["pictures", "more"]) place(id).replaceChildren();
  place("kept").textContent = "";
  place("said").textContent = words;
}

place("sure").addEventListener("close", async () => {
  if (place("sure").returnValue !== "delete") return;
  const receipt = await ask("delete", { method: "POST" }).catch(() => ({ status: 0 }));
  if (receipt.status === 200) end(t("receipt", { id: receipt.receipt }));
  else place("said").textContent = t(receipt.status === 404 ? "notFound" : "failed");
});

await speak(preferred());
translate();
load();
