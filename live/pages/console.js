/** The operator's console: one room at a time, every command on a key. */

import { ask } from "./console-dialogs.js";
import { Link, takeToken } from "./console-link.js";
import { LineList } from "./console-lines.js";
import { Orders } from "./console-orders.js";
import { showStatus, write } from "./console-status.js";
import { Feed } from "./feed.js";
import { worst } from "./health.js";
import { speak, t } from "./i18n.js";
import { problemText, speakOfProblems } from "./problems.js";
import ownEnglish from "./console-strings/en.js";

const element = (id) => document.getElementById(id);

let token = takeToken();
await speak(navigator.languages, { folder: "console-strings", ownEnglish });
await speakOfProblems();
let rooms = []; // As the welcome describes them.
let room = null; // The one that is shown.
let feed;
let lines;
let orders;

const link = new Link({ token: () => token, onWelcome, onStatus, onConnection });

function onWelcome(welcome) {
  rooms = welcome.rooms;
  write("event", welcome.event);
  element("room").hidden = rooms.length < 2;
  element("room").replaceChildren(...rooms.map(({ room: name }) => new Option(name, name)));
  const known = rooms.find(({ room: name }) => name === room?.room);
  if (known) return orders.describe(known, welcome.notices);
  return show(rooms[0], welcome.notices);
}

function show(chosen, notices) {
  room = chosen;
  feed?.close();
  element("lines").replaceChildren();
  feed = new Feed({
    page: "console",
    room: chosen.room,
    wishes: chosen.languages.map(({ code }) => [code]),
    first: chosen.languages.filter(({ on }) => on).map(({ code }) => code),
    onChange,
    onConnection: () => {},
  });
  lines = new LineList(element("lines"), feed);
  orders?.close();
  orders = new Orders({ link, room: chosen, lines, tell });
  orders.describe(chosen, notices);
  const translated = chosen.languages.filter(({ source }) => !source);
  element("beside").replaceChildren(...translated.map(({ name, code }) => new Option(name, code)), new Option(t("none"), ""));
  lines.readBeside(element("beside").value);
  element("room").onchange = (event) => show(rooms.find(({ room: name }) => name === event.target.value), notices);
  element("beside").onchange = (event) => lines.readBeside(event.target.value);
}

function onChange({ cleared, ids }) {
  if (cleared) lines.clear();
  lines.draw(ids);
}

function onStatus(statuses) {
  const status = statuses.find(({ room: name }) => name === room?.room);
  if (!status) return;
  showStatus(status);
  orders.show(status);
  const others = statuses.filter(({ room: name, problems }) => name !== room.room && problems.length);
  if (!others.length) return;
  element("verdict").dataset.health = worst([status, ...others]);
  write("verdict-title", t("roomProblem", { room: others[0].room, message: problemText(others[0].problems[0]) }));
}

async function onConnection(state) {
  if (state === "open") return;
  element("verdict").dataset.health = "bad";
  write("verdict-title", t(state === "lost" ? "lost" : "stranger"));
  if (state === "stranger" && !element("ask-token").open) {
    token = (await ask("ask-token"))?.token ?? token;
  }
}

function tell(text, wrong) {
  write("told", text);
  element("told").classList.toggle("wrong", wrong);
}
