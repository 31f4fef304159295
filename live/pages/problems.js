/** What is wrong, in the page's language: the server tells it in English, with a code. */

import { write } from "./readings.js";

let sentences = {}; // By code; none in English, where the server's own words say more.

/** Learns the page's language, as `speak` has set it. */
export async function speakOfProblems() {
  const code = document.documentElement.lang;
  if (code === "en") return;
  try {
    sentences = (await import(`./problem-strings/${code}.js`)).default;
  } catch {
    // The network went away: English is better than nothing.
  }
}

/** Returns a problem (`/status.json`), or why an order was refused, in one sentence. */
export function problemText({ code, message }) {
  return sentences[code]?.replace("{message}", () => message) ?? message;
}

/** Returns what is left out to keep up (`/status.json`). */
export function sheddingText(shed) {
  return shed.map((words) => sentences[words.replaceAll(" ", "_")] ?? words).join(" · ");
}

/** Fills a list of problems: a sentence each, and the server's own, with names and numbers, under one that differs. */
export function showProblems(list, problems) {
  problems.forEach((problem, at) => {
    const item = list.children[at] ?? list.appendChild(newItem());
    const [sentence, details] = item.children;
    item.className = problem.stops_captions ? "stops" : "";
    write(sentence, problemText(problem));
    write(details, sentence.textContent === problem.message ? "" : problem.message);
  });
  while (list.childElementCount > problems.length) list.lastElementChild.remove();
}

function newItem() {
  const item = document.createElement("li");
  const details = document.createElement("small");
  details.lang = "en";
  item.append(document.createElement("span"), details);
  return item;
}
