/** The attendee's page. */

import { Announcer } from "./announcer.js";
import { connectControls } from "./controls.js";
import { fetchEvent } from "./event.js";
import { Feed } from "./feed.js";
import { Follower } from "./follow.js";
import { pauseMessage, speak, t } from "./i18n.js";
import { langsOf } from "./languages.js";
import { settings, show } from "./settings.js";
import { Transcript } from "./transcript.js";

const MANY = 200; // With more lines changed than this it is quicker to draw the last ones anew.

const params = new URLSearchParams(location.search);
const room = params.get("room");
const element = (id) => document.getElementById(id);

show();
await speak(navigator.languages);

const asked = langsOf(params).slice(0, 2);
const first = asked.length ? asked : [settings.lang, settings.second].filter(Boolean);
const wishes = [[...first.slice(0, 1), ...navigator.languages], ...first.slice(1).map((lang) => [lang])];
const changed = new Set();
let connection = "connecting";
let redraw = false;
let scheduled = false;
let welcomedTo = ""; // The languages of the last greeting.

const feed = new Feed({ page: "attendee", room, wishes, first, onChange, onConnection });
const transcript = new Transcript(element("transcript"), feed.captions);
const announcer = new Announcer(element("announcer"));
const follower = new Follower(element("scroller"), element("transcript"), (following) => {
  element("jump").hidden = following;
});
const showLanguages = connectControls({
  feed,
  room,
  onRead: () => {
    welcomedTo = "";
    showAnew(Infinity);
  },
  onSize: () => follower.change(() => {}),
});

element("jump").addEventListener("click", () => {
  follower.jump();
  element("scroller").focus({ preventScroll: true });
});
element("earlier").addEventListener("click", () => {
  transcript.showEarlier();
  element("earlier").hidden = !transcript.hasEarlier;
});
addEventListener("online", showConnection);
addEventListener("offline", showConnection);

function onChange({ cleared, ids, hello, seq, languages }) {
  if (hello) welcome(cleared, seq);
  if (languages) {
    showLanguages();
    showConnection();
  }
  for (const id of ids) {
    changed.add(id);
    const line = feed.captions.line(id, feed.langs[0]);
    if (line) announcer.tell(line);
    else announcer.forget(id);
  }
  schedule();
}

function welcome(cleared, seq) {
  if (cleared || feed.langs.join() !== welcomedTo) showAnew(seq);
  welcomedTo = feed.langs.join();
  connection = "live";
  showConnection();
  showEvent();
}

async function showEvent() {
  const { name } = await fetchEvent(room);
  document.title = element("event").textContent = name || t("title");
}

function showAnew(seq) {
  announcer.skipTo(seq);
  showLanguages();
  redraw = true;
  schedule();
}

function onConnection(state) {
  if (state === "lost") connection = feed.captions.session ? "reconnecting" : "connecting";
  showConnection();
}

function showConnection() {
  const shown = navigator.onLine || connection === "live" ? connection : "offline";
  const { state } = feed.captions;
  element("connection").dataset.state = shown === "live" ? state : shown;
  element("connection").textContent = shown === "live" ? t(state) : t("connecting");
  const away = feed.captions.languages.find(({ code, away }) => away && feed.langs.includes(code));
  const absence = away ? t("away", { language: away.name }) : "";
  const banner = shown === "reconnecting" || shown === "offline" ? t(shown) : absence;
  element("banner").hidden = !banner;
  element("banner").textContent = banner;
}

function schedule() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(draw);
}

// Once a frame, however many messages have come.
function draw() {
  scheduled = false;
  follower.change(() => {
    if (redraw || (follower.following && changed.size > MANY)) transcript.show(feed.langs);
    else transcript.update(changed);
    if (follower.following) transcript.prune();
    showNotice();
  });
  element("earlier").hidden = !transcript.hasEarlier;
  redraw = false;
  changed.clear();
}

function showNotice() {
  const { state, ids } = feed.captions;
  const waiting = state === "live" && ids.length === 0 && connection === "live";
  element("notice").hidden = state === "live" && !waiting;
  element("notice-title").textContent = waiting ? t("waiting") : t(state);
  element("notice-message").textContent = pauseMessage(feed.captions);
  element("save").hidden = state !== "ended";
  showConnection();
}
