/** The avatar's page: what comes from the server, said and shown. */

import { stayAwake } from "/awake.js";
import { pick } from "/languages.js";
import { StayingSocket } from "/socket.js";
import { openFace } from "./face-open.js";
import { Performer } from "./face-performer.js";
import { Signs } from "./face-signs.js";
import { FACE_LANGUAGES } from "./face-strings.js";
import { openness } from "./face-visemes.js";
import { Voice } from "./face-voice.js";

const FRAME_AHEAD_S = 0.017; // What is drawn now is seen at the next refresh of the screen.
const REPORT_FPS_EVERY = 5;
const LONGEST_TEXT = 300; // The server takes no more.

const params = new URLSearchParams(location.search);
const signs = new Signs(pick(FACE_LANGUAGES, [params.get("lang"), ...navigator.languages].filter(Boolean)) ?? "en");
const performer = new Performer();
const voice = new Voice({ report, onNod: () => performer.nod(seconds()), muted: params.has("mute") });
const socket = new StayingSocket({
  address: () => `${location.protocol.replace("http", "ws")}//${location.host}/avatar/ws`,
  onMessage: (message) => actions[message.type]?.(message),
  onConnection: (state) => (state === "open" ? greet() : rest()),
});
const actions = {
  speak: (message) => voice.speak(message),
  stop: () => voice.stop(),
  mood: ({ mood }) => (performer.mood = mood),
  card: (message) => signs.card(message),
  background: ({ background }) => signs.background(params.get("background") ?? background),
};

let face = null;
let drawn = seconds();
let countsOfFps = 0;
let told = null;

function greet() {
  socket.settle();
  tell();
}

/** Tells the director whose face is shown. */
function tell() {
  told = face.about;
  const about = { title: "", author: "", licence: "", address: "", problem: "", ...told };
  report({ type: "avatar", ...Object.fromEntries(Object.entries(about).map(([key, text]) => [key, text.slice(0, LONGEST_TEXT)])) });
}

/** Without a server the face says the sentence it has begun, and then looks on, calm. */
function rest() {
  voice.finish();
  performer.mood = "neutral";
}

function report(message) {
  socket.send(message);
}

function seconds() {
  return performance.now() / 1000;
}

function frame() {
  requestAnimationFrame(frame);
  const now = seconds();
  const speech = voice.mouth(FRAME_AHEAD_S);
  const pose = performer.pose(now, speech);
  const fps = face.draw(pose, now - drawn);
  drawn = now;
  if (told && face.about !== told) tell();
  if (fps !== null && countsOfFps++ % REPORT_FPS_EVERY === 0) report({ type: "fps", fps: Math.round(fps) });
  // For whoever measures, or adds to the page: what was just drawn.
  document.dispatchEvent(new CustomEvent("avatar:frame", { detail: { now, fps, speech, pose, open: openness(pose.shapes) } }));
}

function offerSound() {
  signs.offerSound(voice.locked && !params.has("autoplay"), () => voice.unlock());
}

async function begin() {
  signs.background(params.get("background") ?? "scene");
  voice.onLock(offerSound);
  offerSound();
  voice.unlock();
  addEventListener("keydown", () => voice.unlock());
  stayAwake();
  face = await openFace(params, signs);
  socket.connect();
  frame();
}

begin();
