/** A room's readings (`/status.json`) as a technician sees them: the level on its meter, figures with their units. */

import { t } from "./i18n.js";

const FLOOR_DB = -60; // The left end of the meter.

/** Writes a text; a screen reader is told of what changes only, not of every second. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** Draws the level and its peak on a meter. */
export function drawMeter(meter, status) {
  const percent = (db) => `${Math.min(100, Math.max(0, 100 * (1 - db / FLOOR_DB)))}%`;
  meter.style.setProperty("--level", percent(status.level_dbfs));
  meter.style.setProperty("--peak", percent(status.peak_dbfs));
  meter.setAttribute("aria-valuenow", Math.max(FLOOR_DB, Math.round(status.level_dbfs)));
}

/** Returns how loud it is. */
export function levelText(status) {
  return isSilent(status) ? t("noSound") : `${rounded(status.level_dbfs)} dB`;
}

/** Returns how loud it was at most, or that it was too loud. */
export function peakText(status) {
  if (status.clipping) return t("clipping");
  return isSilent(status) ? "" : t("peak", { value: rounded(status.peak_dbfs) });
}

/** Returns how late captions are. */
export function delayText({ delay_s: delay }) {
  return delay === null ? "–" : `${delay.toFixed(1)} s`;
}

/** Returns how much of the time there is recognition takes. */
export function loadText({ speed }) {
  return speed === null ? "–" : `${Math.round(speed * 100)} %`;
}

/** Returns how much has been heard. */
export function heardText({ audio_s: seconds }) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function isSilent({ level_dbfs: db }) {
  return db < FLOOR_DB;
}

function rounded(db) {
  return String(Math.round(db)).replace("-", "−");
}
