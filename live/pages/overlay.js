/** The overlay for OBS and other mixers; docs/screens.md describes the options. */

import { Blocks } from "./blocks.js";
import { Feed } from "./feed.js";
import { langsOf } from "./languages.js";
import { colour, number, oneOf } from "./options.js";

const PLACES = { bottom: "flex-end", middle: "center", top: "flex-start" };

const params = new URLSearchParams(location.search);
const option = (name, least, most, otherwise) => number(params, name, { least, most, otherwise });
const langs = langsOf(params).slice(0, 2);
const lines = Math.round(option("lines", 1, 6, 2));
const holdMs = option("hold", 0, 600, 8) * 1000;
const holder = document.getElementById("blocks");

let silence = 0;
showLook();

const blocks = new Blocks(holder, lines, () => {});
const feed = new Feed({
  page: "overlay",
  room: params.get("room"),
  wishes: langs.length ? langs.map((lang) => [lang]) : [[]],
  first: langs,
  onChange,
  onConnection: () => {},
});

function showLook() {
  const { dataset, style } = document.documentElement;
  const opacity = option("opacity", 0, 100, 75);
  const shadowPx = option("shadow", 0, 20, 0);
  const look = {
    lines,
    size: `${option("size", 12, 300, 48)}px`,
    colour: colour(params, "color", "#fff"),
    box: `color-mix(in srgb, ${colour(params, "background", "#000")} ${opacity}%, transparent)`,
    shadow: shadowPx ? `0 0 ${shadowPx}px #000, 0 ${shadowPx / 4}px ${shadowPx / 2}px #000` : "none",
    width: `${option("width", 20, 100, 80)}%`,
    margin: `${option("margin", 0, 400, 40)}px`,
    position: PLACES[oneOf(params, "position", Object.keys(PLACES))],
    align: oneOf(params, "align", ["center", "left", "right"]),
  };
  for (const [name, value] of Object.entries(look)) style.setProperty(`--${name}`, value);
  dataset.align = look.align;
}

function onChange(change) {
  const { captions } = feed;
  if (change.ids.length && holder.classList.contains("silent")) blocks.clear(Math.min(...change.ids) - 1);
  blocks.take(feed, change);
  if (captions.state === "off_record") blocks.clear(captions.ids.at(-1) ?? -1);
  if (change.ids.length === 0) return;
  holder.classList.remove("silent");
  clearTimeout(silence);
  // In a pause the picture belongs to the speaker; 0 keeps the last words.
  if (holdMs) silence = setTimeout(() => holder.classList.add("silent"), holdMs);
}
