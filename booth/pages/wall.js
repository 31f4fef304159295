/** The picture wall: a slideshow of what is on it now; what was deleted goes at once. */

import { el } from "./dom.js";
import { preferred, speak, t } from "./i18n.js";

const EACH_MS = 6000;
const FADE_MS = 1300;
const LONGEST_PAUSE_MS = 8000;
const wall = document.getElementById("wall");
let pictures = [];
let turn = -1;
let pause_ms = 500;
let timer = 0;

function open() {
  const socket = new WebSocket(new URL("/wall/ws", location.href.replace(/^http/, "ws")));
  socket.onmessage = ({ data }) => {
    pause_ms = 500;
    take(JSON.parse(data));
  };
  socket.onclose = () => {
    // Without word from the booth nobody knows what was withdrawn.
    take({ event: document.getElementById("event").textContent, pictures: [] });
    setTimeout(open, pause_ms * (0.75 + Math.random() / 2));
    pause_ms = Math.min(pause_ms * 2, LONGEST_PAUSE_MS);
  };
}

function take(told) {
  document.getElementById("event").textContent = told.event;
  const fresh = told.pictures.find((id) => !pictures.includes(id));
  pictures = told.pictures;
  for (const image of wall.querySelectorAll("img")) if (!pictures.includes(image.dataset.id)) image.remove();
  if (fresh) turn = pictures.indexOf(fresh) - 1;
  if (fresh || !wall.querySelector("img")) next();
}

async function next() {
  clearTimeout(timer);
  timer = setTimeout(next, EACH_MS);
  if (!pictures.length) {
    wall.replaceChildren(el("p", { class: "display" }, t("wallEmpty")));
    return;
  }
  turn = (turn + 1) % pictures.length;
  const id = pictures[turn];
  if (wall.querySelector("img.now")?.dataset.id === id) return;
  const image = el("img", { src: `/wall/picture/${id}`, alt: "", "data-id": id });
  await image.decode().catch(() => {});
  if (!pictures.includes(id) || !image.naturalWidth) return;
  for (const other of wall.children) {
    other.classList.remove("now");
    setTimeout(() => other.remove(), FADE_MS);
  }
  wall.append(image);
  requestAnimationFrame(() => image.classList.add("now"));
}

await speak(preferred());
open();
