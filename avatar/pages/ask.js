/** The attendees' page: a question goes to the server, what comes back is shown as text with its source. */

import { choose, settings, show } from "/live/settings.js";
import { langsOf, pick } from "/live/languages.js";
import { card, failure, looking } from "./ask-card.js";
import { LANGUAGES, WORDS } from "./ask-words.js";

const [talk, form, field, send, languages] = ["talk", "ask", "question", "send", "language"].map((id) =>
  document.getElementById(id),
);
let words = WORDS.en;
let code = "en";

function speak(wanted) {
  code = pick(Object.keys(LANGUAGES), wanted) ?? "en";
  words = WORDS[code];
  document.documentElement.lang = code;
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = words[element.dataset.t];
  for (const element of document.querySelectorAll("[data-t-label]"))
    element.setAttribute("aria-label", words[element.dataset.tLabel]);
  field.placeholder = words.question;
  languages.value = code;
}

async function post(path, body) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw Object.assign(new Error(reply.statusText), { status: reply.status });
  return reply.json();
}

function add(element) {
  talk.append(element);
  element.scrollIntoView({ block: "start" });
}

function asked(text) {
  const bubble = document.createElement("p");
  bubble.className = "asked";
  bubble.dir = "auto";
  bubble.textContent = text;
  return bubble;
}

function problem(error) {
  if (error.status === 429) return words.tooMany;
  return error.status === 503 ? words.busy : words.offline;
}

async function ask(text) {
  send.disabled = true;
  add(asked(text));
  const sign = looking(words);
  talk.append(sign);
  try {
    const answer = await post("/ask/question", { question: text, lang: code });
    sign.replaceWith(card(answer, words, (vote) => post("/ask/vote", { id: answer.id, vote }).catch(() => {})));
    field.value = "";
  } catch (error) {
    sign.replaceWith(failure(problem(error)));
  }
  send.disabled = false;
  talk.lastElementChild.scrollIntoView({ block: "end" });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text && !send.disabled) ask(text);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
languages.addEventListener("change", () => {
  choose({ lang: languages.value });
  speak([languages.value]);
});

for (const [value, name] of Object.entries(LANGUAGES)) languages.add(new Option(name, value));
show();
speak([...langsOf(new URLSearchParams(location.search)), settings.lang, ...navigator.languages].filter(Boolean));
fetch("/ask/about.json")
  .then((reply) => reply.json())
  .then(({ event }) => (document.getElementById("event").textContent = event))
  .catch(() => {});
