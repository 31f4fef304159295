/** The technician's page: asks for `/status.json` each second and shows what matters first and largest. */

import { figures, health, worst } from "./health.js";
import { speak, t, translate } from "./i18n.js";
import { sheddingText, showProblems, speakOfProblems } from "./problems.js";
import { delayText, drawMeter, heardText, levelText, loadText, peakText, write } from "./readings.js";

const EVERY_MS = 1000;
const PATIENCE_MS = 3000;
const TITLES = { good: "good", fair: "attention", bad: "stopped" };

const sections = new Map(); // room → its section
const element = (id) => document.getElementById(id);

await speak(navigator.languages);
await speakOfProblems();
document.title = t("statusTitle");
poll();

async function poll() {
  try {
    const reply = await fetch("status.json", { signal: AbortSignal.timeout(PATIENCE_MS), cache: "no-store" });
    showRooms(await reply.json());
  } catch {
    showVerdict("bad", t("noAnswer"), t("noAnswerHint"));
  }
  setTimeout(poll, EVERY_MS);
}

function showVerdict(level, title, hint = "") {
  element("verdict").dataset.health = level;
  write(element("verdict-title"), title);
  write(element("verdict-hint"), hint);
  element("verdict-hint").hidden = !hint;
}

function showRooms(rooms) {
  const level = worst(rooms);
  const nobodyHeard = rooms.every(({ state }) => state !== "live");
  showVerdict(level, level === "good" && nobodyHeard ? t(rooms[0].state) : t(TITLES[level]));
  for (const status of rooms) showRoom(section(status.room), status);
}

function section(room) {
  if (!sections.has(room)) {
    const made = element("room").content.cloneNode(true).firstElementChild;
    translate(made);
    sections.set(room, element("rooms").appendChild(made));
  }
  return sections.get(room);
}

function showRoom(root, status) {
  const of = (name) => root.querySelector(`[data-of="${name}"]`);
  root.dataset.health = health(status);
  write(of("room"), status.room);
  write(of("state"), t(status.state));
  const stopsFirst = [...status.problems].sort((a, b) => b.stops_captions - a.stops_captions);
  showProblems(root.querySelector(".problems"), stopsFirst);
  showSound(root, of, status);
  for (const [name, level] of Object.entries(figures(status))) of(name).dataset.health = level;
  showFigure(of("delay"), delayText(status));
  showFigure(of("load"), loadText(status));
  const counts = Object.entries(status.screens).filter(([, count]) => count > 0);
  const pages = counts.map(([page, count]) => `${t(page)} ${count}`).join(" · ");
  showFigure(of("screens"), String(counts.reduce((sum, [, count]) => sum + count, 0)), pages);
  const said = `${t("words")} ${status.words} · ${t("lines")} ${status.lines}`;
  showFigure(of("heard"), heardText(status), said);
  write(of("model"), `${status.model} · ${status.device}`);
  write(of("languages"), status.languages.join(", "));
  write(of("shedding").lastElementChild, sheddingText(status.shedding) || t("nothing"));
}

function showSound(root, of, status) {
  drawMeter(root.querySelector(".meter"), status);
  write(of("level"), levelText(status));
  write(of("peak"), peakText(status));
  write(of("speech"), t(status.speaking ? "speech" : "noSpeech"));
  write(of("source"), status.source);
}

function showFigure(figure, value, hint) {
  write(figure.querySelector("b"), value);
  if (hint !== undefined) write(figure.querySelector("small"), hint);
}
