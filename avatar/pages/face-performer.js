/** All of the face at a moment: what it says, and the life around it. Pure: time and chance are given. */

import { Blinks } from "./face-blink.js";
import { approach, seeded } from "./face-ease.js";
import { Gaze } from "./face-gaze.js";
import { breath, nod, sway } from "./face-head.js";
import { moodPose } from "./face-moods.js";
import { addShape } from "./face-shapes.js";
import { mouthShapes } from "./face-visemes.js";

const MOOD_TAU_S = 0.35;
const LIVELY_TAU_S = 0.5;
const NOD_DEG = 3.4;
const RESTING_LID = 0.04; // Nobody at ease has wide open eyes.
const LISTENING_NOD_EVERY_S = 5.5;

export class Performer {
  #blinks;
  #gaze;
  #mood = "neutral";
  #shapes = {}; // The mood's, on their way.
  #pitch = 0;
  #roll = 0;
  #lively = 0;
  #question = 0;
  #nodAt = -10;
  #nodSize = 1;
  #last = 0;

  constructor(random = seeded(7)) {
    this.#blinks = new Blinks(random);
    this.#gaze = new Gaze(random);
  }

  set mood(name) {
    this.#mood = name;
  }

  get mood() {
    return this.#mood;
  }

  /** Nods from `time` seconds on. */
  nod(time, size = 1) {
    this.#nodAt = time;
    this.#nodSize = size;
  }

  /**
   * Returns the pose at `time` seconds, which never goes back.
   * @param {{visemes: object, speaking: boolean, question: boolean}} speech  What is heard at this moment.
   * @returns `{shapes, visemes, head: {pitch, yaw, roll}, eyes: {yaw, pitch}, breath}`: degrees, pitch of the head
   *   down, of the eyes up; yaw and roll to the face's left.
   */
  pose(time, { visemes, speaking, question = false }) {
    const dt = Math.min(0.25, Math.max(0, time - this.#last));
    this.#last = time;
    this.#lively = approach(this.#lively, speaking ? 1 : 0, dt, LIVELY_TAU_S);
    this.#question = approach(this.#question, speaking && question ? 1 : 0, dt, LIVELY_TAU_S);
    this.#turnMood(dt);
    this.#nodWhileListening(time, speaking);
    const eyes = this.#gaze.at(time, this.#manner(speaking));
    if (eyes.jumped) this.#blinks.hint(time);
    const { pitch, yaw, roll } = sway(time, this.#lively);
    const nodding = nod(time - this.#nodAt) * NOD_DEG * this.#nodSize;
    // The head goes a part of the way that the eyes look, and the eyes make up for the head.
    const head = { pitch: this.#pitch + pitch + nodding - eyes.pitch * 0.15, yaw: yaw + eyes.yaw * 0.2, roll: this.#roll + roll };
    return {
      shapes: this.#faceShapes(visemes, this.#blinks.at(time), eyes),
      visemes,
      head,
      eyes: { yaw: eyes.yaw - head.yaw * 0.8, pitch: eyes.pitch + head.pitch * 0.8 },
      breath: breath(time),
    };
  }

  #manner(speaking) {
    if (this.#mood === "thinking" || this.#mood === "listening") return speaking ? "speaking" : this.#mood;
    return speaking ? "speaking" : "idle";
  }

  #nodWhileListening(time, speaking) {
    if (this.#mood === "listening" && !speaking && time - this.#nodAt > LISTENING_NOD_EVERY_S) this.nod(time, 0.6);
  }

  #turnMood(dt) {
    const { shapes, pitch, roll } = moodPose(this.#mood);
    for (const name of new Set([...Object.keys(shapes), ...Object.keys(this.#shapes)])) {
      this.#shapes[name] = approach(this.#shapes[name] ?? 0, shapes[name] ?? 0, dt, MOOD_TAU_S);
    }
    this.#pitch = approach(this.#pitch, pitch, dt, MOOD_TAU_S);
    this.#roll = approach(this.#roll, roll, dt, MOOD_TAU_S);
  }

  #faceShapes(visemes, closed, eyes) {
    const shapes = { ...this.#shapes };
    // A wide smile and a rounded mouth do not go together.
    const round = (visemes.U ?? 0) + (visemes.O ?? 0) + (visemes.CH ?? 0) + (visemes.PP ?? 0) * 0.5;
    for (const name of ["mouthSmileLeft", "mouthSmileRight"]) shapes[name] = (shapes[name] ?? 0) * (1 - Math.min(0.7, round * 0.7));
    for (const [name, amount] of Object.entries(mouthShapes(visemes))) shapes[name] = (shapes[name] ?? 0) + amount;
    addShape(shapes, "eyeBlink", RESTING_LID + (1 - RESTING_LID) * closed);
    addShape(shapes, "browInnerUp", 0.22 * this.#question + 0.06 * this.#lively);
    addShape(shapes, "browOuterUp", 0.16 * this.#question);
    lookShapes(shapes, eyes);
    for (const name of Object.keys(shapes)) shapes[name] = Math.min(1, Math.max(0, shapes[name]));
    return shapes;
  }
}

/** Adds ARKit's shapes for where the eyes look (degrees; a full shape is 30 aside, 25 up or down). */
function lookShapes(shapes, { yaw, pitch }) {
  const aside = Math.abs(yaw) / 30;
  shapes[yaw > 0 ? "eyeLookOutLeft" : "eyeLookInLeft"] = aside;
  shapes[yaw > 0 ? "eyeLookInRight" : "eyeLookOutRight"] = aside;
  addShape(shapes, pitch > 0 ? "eyeLookUp" : "eyeLookDown", Math.abs(pitch) / 25);
}
