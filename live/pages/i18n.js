/** The interface in the reader's language. English is always at hand; the others load when wanted. */

import { pick } from "./languages.js";
import pages from "./strings/en.js";

export const INTERFACE_LANGUAGES = ["en", "zh-Hant", "zh-Hans", "es", "fr", "de", "ja", "pt", "ko"];

let english = pages;
let strings = english;

/** Returns a text of the interface, with `{name}` replaced by `values.name`. */
export function t(key, values = {}) {
  return (strings[key] ?? english[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Returns what to say in a pause: the known message in the reader's language, and the operator's own words. */
export function pauseMessage({ notice, message }) {
  const known = notice && `notice_${notice}` in english ? t(`notice_${notice}`) : "";
  return [known, message].filter(Boolean).join(" · ");
}

/**
 * Speaks the best of `wanted` (language codes, best first) from now on, here and in the page's markup.
 *
 * A page that says more than the others has its texts in a `folder` of its own, and its English ones at hand.
 */
export async function speak(wanted, { folder = "", ownEnglish = {} } = {}) {
  const code = pick(INTERFACE_LANGUAGES, wanted) ?? "en";
  const files = ["strings", ...(folder ? [folder] : [])].map((name) => `./${name}/${code}.js`);
  english = { ...pages, ...ownEnglish };
  try {
    const loaded = await Promise.all(files.map((file) => import(file)));
    strings = Object.assign({}, ...loaded.map((module) => module.default));
    document.documentElement.lang = code;
  } catch {
    strings = english; // The network went away between two files: English is better than nothing.
  }
  translate(document);
}

/** Fills elements marked `data-t` (their text) and `data-t-label` (their accessible name). */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    element.title = t(element.dataset.tLabel);
  }
}
