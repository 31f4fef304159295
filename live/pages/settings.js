/** What a reader has chosen, remembered on the device where it may be. */

const KEY = "footlights";
const DEFAULTS = { lang: "", second: "", size: 1, theme: "auto" };
export const SIZES = [0.8, 1, 1.25, 1.55, 1.9, 2.4, 3];

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // Storage is closed in some private windows: the choices then last as long as the page.
  }
}

/** The present choices; `size` is an index of SIZES. */
export const settings = { ...DEFAULTS, ...stored() };

/** Changes some choices, shows and remembers them. */
export function choose(changes) {
  Object.assign(settings, changes);
  show();
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // As above.
  }
}

/** Puts theme and text size on the page. */
export function show() {
  const root = document.documentElement;
  root.dataset.theme = settings.theme;
  root.style.setProperty("--scale", SIZES[settings.size] ?? 1);
}
