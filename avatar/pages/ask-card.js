/** An answer as a card: what it is, what it says, where that stands, and whether it helped. */

const UP = "M7 11v9H4v-9zm0 0 4-8a2 2 0 0 1 3 2l-1 4h5a2 2 0 0 1 2 2.3l-1 6A2 2 0 0 1 17 20H7";
const DOWN = "M7 13V4H4v9zm0 0 4 8a2 2 0 0 0 3-2l-1-4h5a2 2 0 0 0 2-2.3l-1-6A2 2 0 0 0 17 4H7";

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function icon(path) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const looks = { viewBox: "0 0 24 24", width: 22, height: 22, fill: "none", stroke: "currentColor" };
  for (const [key, value] of Object.entries({ ...looks, "stroke-width": 1.8, "stroke-linejoin": "round" }))
    made.setAttribute(key, value);
  made.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

/** Where a quotation stands, in words: its document, then the page, or else the heading. */
function place(citation, words) {
  const within = citation.page ? words.page.replace("{n}", citation.page) : citation.heading;
  return [citation.title, within].filter((part, at, all) => part && all.indexOf(part) === at).join(" · ");
}

function source(citation, words) {
  const link = element("a", "source", `${words.source} ${place(citation, words)}`);
  link.href = citation.url;
  link.target = "_blank";
  link.rel = "noopener";
  link.dir = "auto";
  return link;
}

function verdict(words, onVote) {
  const row = element("div", "verdict", words.helpful);
  const buttons = [
    ["up", UP, words.yes],
    ["down", DOWN, words.no],
  ].map(([vote, path, label]) => {
    const button = element("button", "");
    button.type = "button";
    button.ariaLabel = label;
    button.ariaPressed = "false";
    button.append(icon(path));
    button.addEventListener("click", () => {
      for (const other of buttons) other.ariaPressed = String(other === button);
      onVote(vote);
    });
    return button;
  });
  row.append(...buttons);
  return row;
}

/** Returns the card of an answer as the server gives it; `onVote` hears "up" or "down". */
export function card(answer, words, onVote) {
  const made = element("article", answer.refused ? "answer refused" : "answer");
  const head = element("p", "label");
  const kind = { programme: words.fromProgramme, documents: words.fromDocuments, none: words.noAnswer };
  head.append(element("span", "ai", words.ai), ` ${kind[answer.source]}`);
  const said = element("p", "said", answer.text);
  said.dir = "auto";
  said.lang = answer.lang === "yue" ? "zh-Hant-HK" : answer.lang;
  made.append(head, said, ...answer.citations.map((citation) => source(citation, words)), verdict(words, onVote));
  return made;
}

/** Returns what stands there until the answer comes. */
export function looking(words) {
  return element("p", "looking", words.looking);
}

/** Returns a card that says that no answer came. */
export function failure(text) {
  const made = element("article", "answer refused");
  made.append(element("p", "said", text));
  return made;
}
