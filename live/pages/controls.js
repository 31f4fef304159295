/** The attendee's controls: languages, text size, colours, transcript. */

import { t } from "./i18n.js";
import { choose, settings, SIZES } from "./settings.js";

const element = (id) => document.getElementById(id);

/**
 * Wires the controls and returns a function that shows the room's languages once they are known.
 *
 * @param {object} page
 * @param {import("./feed.js").Feed} page.feed
 * @param {string | null} page.room
 * @param {() => void} page.onRead  The reader has chosen other languages.
 * @param {() => void} page.onSize  The text has another size.
 */
export function connectControls({ feed, room, onRead, onSize }) {
  const [main, second] = [element("language"), element("second")];
  const read = () => {
    choose({ lang: main.value, second: second.value === main.value ? "" : second.value });
    feed.read([settings.lang, settings.second].filter(Boolean));
    onRead();
  };
  main.addEventListener("change", read);
  second.addEventListener("change", read);
  connectSize(onSize);
  connectSheet();
  return () => {
    fill(main, feed.captions.languages, feed.langs[0]);
    fill(second, feed.captions.languages, feed.langs[1] ?? "", t("none"));
    for (const option of second.options) option.disabled = option.value === feed.langs[0];
    for (const link of document.querySelectorAll("[data-format]")) {
      const query = new URLSearchParams({ ...(room && { room }), lang: feed.langs[0] });
      link.href = `transcript.${link.dataset.format}?${query}`;
    }
  };
}

function fill(select, languages, chosen, none) {
  const options = languages.map(({ code, name, dir, away }) => {
    // The banner says it of the chosen one, whose name has little room.
    const marked = away && code !== chosen;
    const option = new Option(marked ? `${name} · ${t("awayMark")}` : name, code);
    option.lang = code;
    option.dir = dir;
    return option;
  });
  select.replaceChildren(...(none ? [new Option(none, "")] : []), ...options);
  select.value = chosen;
}

function connectSize(onSize) {
  const [smaller, larger] = [element("smaller"), element("larger")];
  const step = (by) => {
    choose({ size: Math.min(SIZES.length - 1, Math.max(0, settings.size + by)) });
    limit();
    onSize();
  };
  const limit = () => {
    smaller.disabled = settings.size === 0;
    larger.disabled = settings.size === SIZES.length - 1;
  };
  smaller.addEventListener("click", () => step(-1));
  larger.addEventListener("click", () => step(1));
  limit();
}

function connectSheet() {
  const sheet = element("settings");
  element("open-settings").addEventListener("click", () => sheet.showModal());
  element("close-settings").addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  for (const input of sheet.querySelectorAll("[name=theme]")) {
    input.checked = input.value === settings.theme;
    input.addEventListener("change", () => choose({ theme: input.value }));
  }
}
