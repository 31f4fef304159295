/** How a room is, on the console: sound, delay, load, screens, problems. */

import { figures, health } from "./health.js";
import { t } from "./i18n.js";
import { problemText, sheddingText, showProblems } from "./problems.js";

const FLOOR_DB = -60; // The left end of the meter.
const STATES = { live: "live", paused: "paused", off_record: "off_record", ended: "stateEnded" };
const PAGES = ["attendee", "stage", "overlay", "other"];

const element = (id) => document.getElementById(id);

/** Shows a room's status, as `/console/ws` tells it. */
export function showStatus(status) {
  const level = health(status);
  element("verdict").dataset.health = level;
  element("verdict").dataset.state = status.state;
  write("state", t(STATES[status.state]));
  write("verdict-title", verdict(status, level));
  showSound(status);
  showFigures(status);
  showProblems(element("problems"), status.problems);
}

function verdict(status, level) {
  const [first] = status.problems;
  if (first) return problemText(first);
  if (level === "good") return t("allWell");
  const values = { sound: soundText(status), delay: `${t("delay")} ${delayText(status)}`, load: `${t("load")} ${loadText(status)}` };
  const now = figures(status);
  const wanting = Object.keys(values).filter((name) => now[name] === "fair");
  return wanting.length ? t("lookAt", { what: wanting.map((name) => values[name]).join(" · ") }) : t("keepingUp");
}

function showSound(status) {
  const meter = element("meter");
  const percent = (db) => `${Math.min(100, Math.max(0, 100 * (1 - db / FLOOR_DB)))}%`;
  meter.style.setProperty("--level", percent(status.level_dbfs));
  meter.style.setProperty("--peak", percent(status.peak_dbfs));
  meter.setAttribute("aria-valuenow", Math.max(FLOOR_DB, Math.round(status.level_dbfs)));
  write("level", status.level_dbfs < FLOOR_DB ? t("noSound") : `${db(status.level_dbfs)} dB`);
  element("sound").dataset.health = figures(status).sound;
  write("clip", status.clipping ? t("clipping") : t("peak", { value: db(status.peak_dbfs) }));
  write("speech", t(status.settings.ignoring_sound ? "notCaptioned" : status.speaking ? "speech" : "noSpeech"));
  write("source", status.source);
}

function showFigures(status) {
  for (const [name, level] of Object.entries(figures(status))) {
    const figure = element(`figure-${name}`);
    if (figure) figure.dataset.health = level;
  }
  write("delay-value", delayText(status));
  write("load-value", loadText(status));
  write("shedding-value", sheddingText(status.shedding) || t("nothing"));
  const screens = Object.entries(status.screens).filter(([, count]) => count);
  write("screens-value", String(screens.reduce((sum, [, count]) => sum + count, 0)));
  write("screens-pages", screens.map(([page, count]) => `${PAGES.includes(page) ? t(page) : page} ${count}`).join(" · "));
  const readers = Object.entries(status.screens_by_language).map(([code, count]) => `${code} ${count}`);
  write("screens-languages", readers.join(" · "));
  write("heard", t("figures", { clock: clock(status.audio_s), words: status.words, lines: status.lines }));
  write("model", `${status.model} · ${status.device}`);
}

/** Writes a text; a screen reader is told of what changes only. */
export function write(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}

function soundText({ clipping }) {
  return t(clipping ? "clipping" : "noSound");
}

function delayText({ delay_s: delay }) {
  return delay === null ? "–" : `${delay.toFixed(1)} s`;
}

function loadText({ speed }) {
  return speed === null ? "–" : `${Math.round(speed * 100)} %`;
}

function db(value) {
  return String(Math.round(value)).replace("-", "−");
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
