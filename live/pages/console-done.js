/** What an order did, in the operator's words. */

import { t } from "./i18n.js";

// What each command is called on its button.
const DONE = {
  start: "goLive", pause: "pauseDo", off_record: "off_record", hold: "hold", delay: "delay", edit: "correct",
  retract: "takeBack", term: "termAsk", talk: "speaker", speaker: "speaker", mask: "mask", language: "languagesAsk",
  ignore_sound: "ignore",
};

/** Returns what was done: as it is called on the button, and what is set now. */
export function doneText(command, { on, seconds }) {
  const what = t(DONE[command]).replace("…", "");
  if (seconds !== undefined) return `${what} ${seconds} s`;
  return on === undefined || command === "off_record" ? what : `${what} · ${t(on ? "switchedOn" : "switchedOff")}`;
}
