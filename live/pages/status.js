/** The technician's page: asks for `/status.json` each second and shows what matters first and largest. */

import { figures, health, worst } from "./health.js";
import { speak, t, translate } from "./i18n.js";
import { sheddingText, showProblems, speakOfProblems } from "./problems.js";

const EVERY_MS = 1000;
const PATIENCE_MS = 3000;
const FLOOR_DB = -60; // The left end of the meter.
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
  showFigure(of("delay"), status.delay_s === null ? "–" : `${status.delay_s.toFixed(1)} s`);
  showFigure(of("load"), status.speed === null ? "–" : `${Math.round(status.speed * 100)} %`);
  const counts = Object.entries(status.screens).filter(([, count]) => count > 0);
  const pages = counts.map(([page, count]) => `${t(page)} ${count}`).join(" · ");
  showFigure(of("screens"), String(counts.reduce((sum, [, count]) => sum + count, 0)), pages);
  const said = `${t("words")} ${status.words} · ${t("lines")} ${status.lines}`;
  showFigure(of("heard"), clock(status.audio_s), said);
  write(of("model"), `${status.model} · ${status.device}`);
  write(of("languages"), status.languages.join(", "));
  write(of("shedding").lastElementChild, sheddingText(status.shedding) || t("nothing"));
}

function showSound(root, of, status) {
  const meter = root.querySelector(".meter");
  const percent = (db) => `${Math.min(100, Math.max(0, 100 * (1 - db / FLOOR_DB)))}%`;
  meter.style.setProperty("--level", percent(status.level_dbfs));
  meter.style.setProperty("--peak", percent(status.peak_dbfs));
  meter.setAttribute("aria-valuenow", Math.max(FLOOR_DB, Math.round(status.level_dbfs)));
  const silent = status.level_dbfs < FLOOR_DB;
  write(of("level"), silent ? t("noSound") : `${rounded(status.level_dbfs)} dB`);
  write(of("peak"), status.clipping ? t("clipping") : silent ? "" : t("peak", { value: rounded(status.peak_dbfs) }));
  write(of("speech"), t(status.speaking ? "speech" : "noSpeech"));
  write(of("source"), status.source);
}

function showFigure(figure, value, hint) {
  write(figure.querySelector("b"), value);
  if (hint !== undefined) write(figure.querySelector("small"), hint);
}

// A screen reader is told of what changes only, not of every second.
function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function rounded(db) {
  return String(Math.round(db)).replace("-", "−");
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
