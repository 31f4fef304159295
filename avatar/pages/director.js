/** The director's page: shows how things are, and gives orders by key and by hand. */

import { speak, t, translate } from "/i18n.js";
import { StayingSocket } from "./director-socket.js";
import ownEnglish from "./director-strings/en.js";

const KEYS = { Escape: () => order("stop"), n: () => order("next"), h: hold, q: () => order("ask") };
const element = (id) => document.getElementById(id);
const DRAFT_AFTER_MS = 400;
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? sessionStorage.getItem("director") ?? "";
// Kept by this tab, through a reload, and taken out of the address, which a beamer may show.
sessionStorage.setItem("director", token);
history.replaceState(null, "", location.pathname);

await speak(navigator.languages, { folder: "avatar/director-strings", ownEnglish });
for (const { content } of document.querySelectorAll("template")) translate(content);
element("other").placeholder = t("anotherQuestion");

const names = new Intl.DisplayNames(document.documentElement.lang, { type: "language" });
let state = null;
const socket = new StayingSocket({ token, onMessage: take, onConnection: showConnection });

function order(command, values = {}) {
  write(element("refused"), "");
  socket.send({ command, ...values });
}

function hold() {
  order("hold", { on: !state?.held });
}

function take(message) {
  if (message.type === "refused") write(element("refused"), message.error);
  if (message.type === "state") show((state = message));
}

function showConnection(text) {
  write(element("connection"), text);
}

function show({ title, name, saying, waiting, held, faces, problems, mood, background, languages, question, can_answer }) {
  document.title = t("titled", { name });
  write(element("title"), title || name);
  const said = saying?.said ?? "";
  write(element("said"), said);
  write(element("unsaid"), saying ? saying.text.slice(said.length) : t("silent", { name }));
  write(element("waiting"), waiting ? t("waitingLines", { count: waiting }) : "");
  element("hold").setAttribute("aria-pressed", held);
  write(element("faces"), faces.map(describe).join(" · ") || t("noFace"));
  list(element("problems"), problems, (item, problem) => write(item, problem));
  choose(element("mood"), mood);
  choose(element("background"), background);
  const select = element("lang");
  if (select.options.length !== languages.length) select.replaceChildren(...languages.map((code) => new Option(names.of(code), code)));
  element("questions").hidden = !can_answer;
  write(element("asker"), question?.speaker ? `${question.speaker}:` : t("lastAsked"));
  write(element("question"), question?.text ?? t("nothingYet"));
  showLines();
  showAnswers();
}

function describe({ lead, fps, address, avatar: { title, author, licence, address: terms } }) {
  const whose = [title, author && t("by", { author }), licence, terms].filter(Boolean).join(", ");
  const rate = fps ? t("framesPerSecond", { count: Math.round(fps) }) : "";
  const what = [t(lead ? "face" : "spareFace", { address }), rate].filter(Boolean).join(" ");
  return whose ? `${what}: ${whose}` : what;
}

function showLines() {
  list(element("lines"), state.lines, (item, { who, text, lang, cue, spoken }, at) => {
    item.className = spoken ? "" : "cue";
    if (at === state.next) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
    write(item.querySelector("b"), spoken ? state.name : who);
    const words = item.querySelector(".words");
    words.lang = lang;
    write(words, text);
    write(item.querySelector("small"), cue);
    item.firstElementChild.onclick = () => order("line", { at });
  });
}

function showAnswers() {
  list(element("answers"), state.answers, (item, { id, question, text, lang, refused, sources }) => {
    item.className = refused ? "refused" : "";
    write(item.querySelector(".asked"), question);
    const words = item.querySelector(".words");
    words.lang = lang;
    write(words, text);
    list(item.querySelector(".sources"), sources, (source, quote) => write(source, quote));
    item.querySelector(".approve").onclick = () => order("approve", { id });
    item.querySelector(".discard").onclick = () => order("discard", { id });
  });
}

// Keeps the elements that are there, so that neither focus nor a click between two updates is lost.
function list(root, values, fill) {
  const template = { lines: "line", answers: "answer" }[root.id];
  const make = () => (template ? element(template).content.firstElementChild.cloneNode(true) : document.createElement("li"));
  while (root.children.length > values.length) root.lastElementChild.remove();
  values.forEach((value, at) => fill(root.children[at] ?? root.appendChild(make()), value, at));
}

function choose(select, value) {
  if (document.activeElement !== select) select.value = value;
}

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

for (const button of document.querySelectorAll("[data-order]")) button.onclick = () => order(button.dataset.order);
element("hold").onclick = hold;
element("forward").onclick = () => order("ask");
element("mood").onchange = ({ target }) => order("mood", { mood: target.value });
element("background").onchange = ({ target }) => order("background", { background: target.value });

let typed;
element("adlib").oninput = () => {
  clearTimeout(typed);
  typed = setTimeout(draft, DRAFT_AFTER_MS);
};

// What is typed is made into speech meanwhile, so that it is heard at once when it is sent.
function draft() {
  const text = element("text").value;
  if (text.trim()) order("draft", { text, lang: element("lang").value });
}

element("adlib").onsubmit = (event) => {
  event.preventDefault();
  clearTimeout(typed);
  order("say", { text: element("text").value, lang: element("lang").value });
  element("text").value = "";
};

element("ask").onsubmit = (event) => {
  event.preventDefault();
  order("ask", { text: element("other").value });
  element("other").value = "";
};

addEventListener("keydown", (event) => {
  const writing = event.target.matches("input, textarea, select");
  if (writing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  // Escape silences the avatar even while something is being typed.
  if (writing && event.key !== "Escape") return;
  const act = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
});
