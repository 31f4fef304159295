import assert from "node:assert/strict";
import test from "node:test";

import { Blinks, lid } from "../../../avatar/pages/face-blink.js";
import { seeded } from "../../../avatar/pages/face-ease.js";
import { Gaze } from "../../../avatar/pages/face-gaze.js";
import { breath, nod, sway } from "../../../avatar/pages/face-head.js";
import { licenceOf } from "../../../avatar/pages/face-licence.js";
import { MOOD_NAMES, moodPose } from "../../../avatar/pages/face-moods.js";
import { Performer } from "../../../avatar/pages/face-performer.js";
import { Quality } from "../../../avatar/pages/face-quality.js";
import { addShape, ARKIT_SHAPES, arkitName } from "../../../avatar/pages/face-shapes.js";
import { samplesOf } from "../../../avatar/pages/face-sound.js";
import { FACE_LANGUAGES, faceWords } from "../../../avatar/pages/face-strings.js";
import { isQuestion, nodTimes, VisemeTrack } from "../../../avatar/pages/face-track.js";
import { mouthShapes, openness, VISEME_SHAPES, VISEMES } from "../../../avatar/pages/face-visemes.js";
import { watched } from "../../../avatar/pages/face-watch.js";

const OCULUS = ["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U"];

test("the fifteen visemes are those of the protocol, and move only ARKit's shapes", () => {
  assert.deepEqual(VISEMES, OCULUS);
  for (const shapes of Object.values(VISEME_SHAPES)) {
    for (const shape of Object.keys(addShape({}, Object.keys(shapes)[0] ?? "jawOpen", 1))) assert.ok(ARKIT_SHAPES.includes(shape));
  }
  for (const viseme of VISEMES) for (const shape of Object.keys(mouthShapes({ [viseme]: 1 }))) assert.ok(ARKIT_SHAPES.includes(shape), shape);
});

test("vowels open the mouth; m, b and p close it, whatever is beside them", () => {
  for (const vowel of ["aa", "E", "I", "O", "U"]) assert.ok(openness(mouthShapes({ [vowel]: 1 })) > 0.12, vowel);
  assert.equal(openness(mouthShapes({ PP: 1 })), 0);
  assert.ok(openness(mouthShapes({ PP: 0.85, aa: 0.15 })) < 0.03);
  assert.ok(openness(mouthShapes({ aa: 1 })) > openness(mouthShapes({ E: 1 })));
});

test("a rounded vowel rounds the lips and a spread one does not", () => {
  assert.ok(mouthShapes({ U: 1 }).mouthPucker > 0.5);
  assert.equal(mouthShapes({ I: 1 }).mouthPucker, undefined);
});

test("a viseme's weight goes in a straight line between its keyframes and stays level outside", () => {
  const track = new VisemeTrack([[0, "sil", 1], [0.1, "aa", 0], [0.2, "aa", 0.8], [0.2, "sil", 0], [0.4, "aa", 0]]);
  assert.deepEqual(track.at(-1), { sil: 1 });
  assert.ok(Math.abs(track.at(0.15).aa - 0.4) < 1e-9);
  assert.ok(Math.abs(track.at(0.3).aa - 0.4) < 1e-9);
  assert.deepEqual(track.at(9), {});
});

test("two keyframes at one time are a jump, not a division by nothing", () => {
  assert.deepEqual(new VisemeTrack([[0.2, "aa", 0], [0.2, "aa", 1], [0.4, "aa", 1]]).at(0.3), { aa: 1 });
});

test("nods fall on first words, words after a pause and long words, never too close together", () => {
  const words = [[0, "Good"], [0.3, "morning,"], [0.9, "everyone."], [2.0, "Today"], [2.4, "transformation"], [4.1, "begins."]];
  assert.deepEqual(nodTimes(words), [0, 2.0]);
  assert.deepEqual(nodTimes(words.slice(0, 1), true), [], "in mid-sentence");
  assert.deepEqual(nodTimes([]), []);
});

test("questions are known in English and in Chinese", () => {
  assert.ok(isQuestion([[0, "Why?"]]));
  assert.ok(isQuestion([[0, "为什么？”"]]));
  assert.ok(!isQuestion([[0, "So."]]));
  assert.ok(!isQuestion([]));
});

test("a blink closes fast, opens slower, and is over in a third of a second", () => {
  assert.equal(lid(-1), 0);
  assert.equal(lid(0.08), 1);
  assert.ok(lid(0.18) > 0);
  assert.equal(lid(0.33), 0);
});

test("people blink ten to thirty times a minute, and a hint brings a blink at once", () => {
  const blinks = new Blinks(seeded(3));
  let count = 0;
  let before = 0;
  for (let time = 0; time < 120; time += 1 / 60) {
    const now = blinks.at(time);
    if (now > 0.5 && before <= 0.5) count++;
    before = now;
  }
  assert.ok(count >= 20 && count <= 60, String(count));
  blinks.at(130);
  blinks.hint(132);
  let most = 0;
  for (let time = 132; time < 132.3; time += 1 / 60) most = Math.max(most, blinks.at(time));
  assert.ok(most > 0.9);
});

test("the eyes stay within a few degrees of the audience and jump, not drift", () => {
  const gaze = new Gaze(seeded(5));
  let jumps = 0;
  let before = gaze.at(0);
  for (let time = 0; time < 60; time += 1 / 60) {
    const now = gaze.at(time, "listening");
    assert.ok(Math.hypot(now.yaw, now.pitch) < 5);
    if (Math.abs(now.yaw - before.yaw) > 0.05) jumps++;
    before = now;
  }
  assert.ok(jumps > 10 && jumps < 400, String(jumps));
});

test("breath, sway and nods are small, smooth and at rest when they should be", () => {
  assert.equal(nod(-0.1), 0);
  assert.equal(nod(1), 0);
  assert.ok(nod(0.2) > 0.4);
  for (let time = 0; time < 30; time += 0.05) {
    assert.ok(breath(time) >= 0 && breath(time) <= 1);
    for (const turn of Object.values(sway(time, 1))) assert.ok(Math.abs(turn) < 3.2);
  }
});

test("every mood moves ARKit's shapes only; an unknown mood is neutral", () => {
  for (const mood of MOOD_NAMES) for (const shape of Object.keys(moodPose(mood).shapes)) assert.ok(ARKIT_SHAPES.includes(shape), shape);
  assert.deepEqual(moodPose("furious"), moodPose("neutral"));
});

test("every shape of a pose lies between 0 and 1, in any mood and with any sound", () => {
  const performer = new Performer(seeded(1));
  for (const [at, mood] of ["neutral", "happy", "serious", "thinking", "listening"].entries()) {
    performer.mood = mood;
    for (let step = 0; step < 120; step++) {
      const viseme = VISEMES[step % VISEMES.length];
      const pose = performer.pose(at * 4 + step / 30, { visemes: { [viseme]: 1 }, speaking: step % 2 === 0, question: true });
      for (const [name, value] of Object.entries(pose.shapes)) assert.ok(value >= 0 && value <= 1, name);
      assert.ok(Math.abs(pose.head.pitch) < 9 && Math.abs(pose.head.yaw) < 9);
    }
  }
});

test("with nothing said the mouth is at rest, closed", () => {
  const performer = new Performer(seeded(1));
  let pose;
  for (let time = 0; time < 10; time += 1 / 30) pose = performer.pose(time, { visemes: {}, speaking: false });
  assert.equal(openness(pose.shapes), 0);
});

test("sound comes out as it went in", () => {
  const bytes = Buffer.from(new Int16Array([0, 16384, -32768, 32767]).buffer);
  assert.deepEqual([...samplesOf(bytes.toString("base64"))], [0, 0.5, -1, 32767 / 32768]);
});

test("shapes are known however an exporter spells them", () => {
  assert.equal(arkitName("jawOpen"), "jawOpen");
  assert.equal(arkitName("JawOpen"), "jawOpen");
  assert.equal(arkitName("mouthSmile_L"), "mouthSmileLeft");
  assert.equal(arkitName("blendShape1.eyeBlink_R"), "eyeBlinkRight");
  assert.equal(arkitName("viseme_aa"), null);
  assert.equal(ARKIT_SHAPES.length, 52);
});

test("a licence is read from VRM 1.0, VRM 0.x and glTF, and nothing is made up", () => {
  const one = licenceOf({ extensions: { VRMC_vrm: { meta: { name: "Mei", authors: ["A", "B"], licenseUrl: "https://vrm.dev/licenses/1.0/", commercialUsage: "corporation" } } } });
  assert.deepEqual(one, { title: "Mei", author: "A, B", licence: "VRM 1.0: corporation", address: "https://vrm.dev/licenses/1.0/", forbids: one.forbids });
  assert.match(one.forbids, /ask its author/);
  const open = licenceOf({ extensions: { VRMC_vrm: { meta: { avatarPermission: "everyone", commercialUsage: "corporation" } } } });
  assert.equal(open.forbids, "");
  const zero = licenceOf({ extensions: { VRM: { meta: { title: "Old", author: "C", licenseName: "CC_BY", commercialUssageName: "Allow" } } } });
  assert.equal(zero.licence, "CC_BY, commercial use: Allow");
  assert.deepEqual(licenceOf({ asset: {} }), { title: "", author: "", licence: "", address: "", forbids: "" });
  assert.equal(licenceOf({ asset: { extras: { license: "CC0-1.0" } } }).licence, "CC0-1.0");
});

test("a slow machine gets a coarser picture at once, a finer one only after long smoothness", () => {
  const quality = new Quality(1);
  assert.equal(quality.ratio, 1);
  assert.ok(quality.take(20));
  assert.equal(quality.ratio, 0.8);
  let seconds = 0;
  while (!quality.take(60)) seconds++;
  assert.ok(seconds >= 20);
  assert.equal(quality.ratio, 1);
  for (let second = 0; second < 100; second++) assert.ok(!quality.take(60));
});

test("the page speaks nine languages, and says in each that it is a machine", () => {
  assert.equal(FACE_LANGUAGES.length, 9);
  const keys = Object.keys(faceWords("en"));
  for (const language of FACE_LANGUAGES) for (const key of keys) assert.ok(faceWords(language)[key], `${language} ${key}`);
  assert.equal(faceWords("xx"), faceWords("en"));
});

test("a head that is drawn too slowly for a while gives way to the flat face, a hidden page's does not", () => {
  const flat = { about: { title: "flat" }, draw: () => null };
  const shown = (rates, hidden = false) => {
    const face = watched({ about: { title: "head" }, draw: () => rates.shift() ?? null }, () => flat, () => hidden);
    while (rates.length > 0) face.draw();
    return face.about.title;
  };
  assert.equal(shown([1, 1, 1, 1, 1]), "flat");
  assert.equal(shown([1, null, 1, 1, null, 1, 1]), "flat");
  assert.equal(shown([1, 1, 1, 1, 60, 1, 1, 1, 1]), "head");
  assert.equal(shown([60, 60, 60, 60, 60, 60]), "head");
  assert.equal(shown([1, 1, 1, 1, 1, 1], true), "head");
});
