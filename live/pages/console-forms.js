/** The forms of the console's questions: filled before they are asked, read after. */

import { fillChoices } from "./console-dialogs.js";
import { t } from "./i18n.js";

const element = (id) => document.getElementById(id);

/** Fills what stays the same while a room is shown: pause messages, and the languages of a term. */
export function prepare(room, notices) {
  const known = notices.map((notice) => ({ value: notice, text: t(`notice_${notice}`) }));
  fillChoices(element("notices"), "notice", [...known, { value: "", text: t("noNotice") }], notices[1]);
  element("term-languages").replaceChildren(...room.languages.filter(({ source }) => !source).map(field));
}

/** Fills the programme in: its talks and its speakers. */
export function prepareSpeakers(programme, chosen) {
  const talks = programme.map(({ talk, title, speakers, start }) => ({
    value: talk,
    text: `${start.slice(11, 16)} ${title} · ${speakers.join(", ")}`,
  }));
  fillChoices(element("talks"), "talk", talks.length ? [...talks, { value: 0, text: t("noTalk") }] : [], chosen);
  element("names").replaceChildren(...programme.flatMap(({ speakers }) => speakers).map((name) => new Option(name)));
}

/** Reads the values of the command `term` from its form. */
export function termOf({ term, variants, keep, ...others }) {
  const translations = Object.entries(others)
    .filter(([name, value]) => name.startsWith("in-") && value.trim())
    .map(([name, value]) => [name.slice(3), value.trim()]);
  return {
    term: term.trim(),
    variants: variants.split("|").map((variant) => variant.trim()).filter(Boolean),
    keep: Boolean(keep),
    translations: Object.fromEntries(translations),
  };
}

function field({ code, name }) {
  const label = Object.assign(document.createElement("label"), { textContent: `${name} ` });
  label.append(Object.assign(document.createElement("input"), { name: `in-${code}`, maxLength: 80, lang: code, autocomplete: "off" }));
  return label;
}
