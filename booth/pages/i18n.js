/** The booth's words in the guest's language. English is always at hand; the others load when wanted. */

import english from "./strings/en.js";

export const LANGUAGES = ["en", "zh-Hant", "zh-Hans", "es", "fr", "de", "ja", "pt", "ko"];

let strings = english;
let spoken = "en";

/** Returns a text, with `{name}` replaced by `values.name`. */
export function t(key, values = {}) {
  return (strings[key] ?? english[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The language spoken now. */
export const language = () => spoken;

/** All texts of a page language; English ones when it cannot be had. */
export async function wordsOf(code) {
  try {
    return (await import(`./strings/${code}.js`)).default;
  } catch {
    return english;
  }
}

/** Speaks a page language from now on; English when it cannot be had. */
export async function speak(code) {
  if (code === spoken) return;
  strings = await wordsOf(code);
  spoken = strings === english ? "en" : code;
  document.documentElement.lang = spoken;
}

/** The page language that fits a browser best. */
export function preferred() {
  for (const wanted of navigator.languages ?? ["en"]) {
    const lower = wanted.toLowerCase();
    if (lower.startsWith("zh")) return /hans|cn|sg/.test(lower) ? "zh-Hans" : "zh-Hant";
    const found = LANGUAGES.find((code) => lower.split("-")[0] === code);
    if (found) return found;
  }
  return "en";
}

/** Fills elements marked `data-t`. */
export function translate(root = document) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
}
