/** The stage screen: very large rows while somebody speaks, the way to the captions between talks. */

import { stayAwake } from "./awake.js";
import { Blocks } from "./blocks.js";
import { fetchEvent } from "./event.js";
import { Feed } from "./feed.js";
import { pauseMessage, speak, t } from "./i18n.js";
import { langsOf } from "./languages.js";
import { number, oneOf } from "./options.js";

const LAST_WORDS_MS = 5000; // How long the last words of a talk stay.

const params = new URLSearchParams(location.search);
const room = params.get("room");
const langs = langsOf(params).slice(0, 2);
const layout = oneOf(params, "layout", ["full", "lower"]);
const several = Math.max(1, langs.length);
const usual = { full: [4, 2], lower: [2, 1] }[layout][several - 1];
const lines = Math.round(number(params, "lines", { least: 1, most: 6, otherwise: usual }));

const element = (id) => document.getElementById(id);
const { dataset, style } = document.documentElement;

dataset.layout = layout;
dataset.theme = oneOf(params, "theme", ["dark", "light", "contrast", "auto"]);
style.setProperty("--lines", lines);
style.setProperty("--rows", lines * several);
style.setProperty("--size", number(params, "size", { least: 50, most: 150, otherwise: 100 }) / 100);

let spoken = ""; // The language of the page's own words.
let between = false; // Between talks: the way to the captions is shown.
const blocks = new Blocks(element("blocks"), lines, showWait);
const feed = new Feed({
  page: "stage",
  room,
  wishes: langs.length ? langs.map((lang) => [lang]) : [[]],
  first: langs,
  onChange,
  onConnection: (state) => {
    element("lost").hidden = state === "open";
  },
});

if (room) element("qr").src = `join.svg?${new URLSearchParams({ room })}`;
stayAwake();
addEventListener("dblclick", () => document.documentElement.requestFullscreen());
addEventListener("keydown", ({ key }) => key === "f" && document.documentElement.requestFullscreen());

function onChange(change) {
  blocks.take(feed, change);
  if (change.hello) greet();
  const { state } = feed.captions;
  if (state === "live" || state === "off_record" || change.hello) turn();
  else if (change.state) setTimeout(turn, LAST_WORDS_MS);
}

// After a break the screen starts empty: nobody wants the last words of the talk before.
function turn() {
  const { state, ids } = feed.captions;
  if (between === (state !== "live")) return;
  between = state !== "live";
  blocks.clear(ids.at(-1) ?? -1);
  showWait();
}

async function greet() {
  const { captions } = feed;
  if (feed.langs[0] !== spoken) {
    spoken = feed.langs[0];
    await speak([spoken]);
  }
  const { name, joinUrl } = await fetchEvent(room);
  element("event").textContent = name || t("title");
  element("address").textContent = joinUrl.replace(/^http:\/\/|\/$/g, "");
  element("offer").textContent = captions.languages.map(({ name }) => name).join(" · ");
  showWait();
}

function showWait() {
  const { state } = feed.captions;
  const message = pauseMessage(feed.captions);
  element("wait").hidden = !between && !blocks.isEmpty;
  element("state").hidden = state === "live";
  element("state").textContent = t(state);
  element("message").hidden = !message;
  element("message").textContent = message;
}
