/** How a room is, on the console: sound, delay, load, screens, problems. */

import { figures, health } from "./health.js";
import { t } from "./i18n.js";
import { problemText, sheddingText, showProblems } from "./problems.js";
import { delayText, drawMeter, heardText, levelText, loadText, peakText, write as writeIn } from "./readings.js";

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
  drawMeter(element("meter"), status);
  write("level", levelText(status));
  element("sound").dataset.health = figures(status).sound;
  write("clip", peakText(status));
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
  write("heard", t("figures", { clock: heardText(status), words: status.words, lines: status.lines }));
  write("model", `${status.model} · ${status.device}`);
}

/** Writes a text into the element with this id. */
export function write(id, text) {
  writeIn(element(id), text);
}

function soundText({ clipping }) {
  return t(clipping ? "clipping" : "noSound");
}
