/** The face without WebGL: drawn flat, moved by the same poses. */

import { drawStill, line, make } from "./face-flat-art.js";
import { openness } from "./face-visemes.js";

const EYES = [{ x: 168, side: "Right" }, { x: 232, side: "Left" }];
const EYE_Y = 193;
const MOUTH_Y = 257;

export class FlatFace {
  #parts;

  constructor(host) {
    const svg = make("svg", { viewBox: "0 0 400 400", preserveAspectRatio: "xMidYMax meet", class: "flat" });
    const still = drawStill(svg);
    const eyes = EYES.map(({ x }, at) => drawEye(still.features, x, `face-eye-${at}`));
    this.#parts = { ...still, eyes, mouth: drawMouth(still.features) };
    host.append(svg);
  }

  draw({ shapes, head, eyes, breath }) {
    const { back, bust, head: face, features, front } = this.#parts;
    const turned = `translate(${head.yaw * 0.9} ${head.pitch * 0.9 - breath}) rotate(${head.roll} 200 270)`;
    for (const part of [back, face]) part.setAttribute("transform", turned);
    features.setAttribute("transform", `translate(${head.yaw * 0.9} ${head.pitch * 0.9})`);
    front.setAttribute("transform", `translate(${head.yaw * -0.15} 0)`);
    bust.setAttribute("transform", `translate(0 ${-breath * 1.5})`);
    EYES.forEach((eye, at) => moveEye(this.#parts.eyes[at], eye, shapes, eyes));
    moveMouth(this.#parts.mouth, shapes);
    return null;
  }
}

function drawEye(features, x, id) {
  const clip = make("path", {}, make("clipPath", { id }, features));
  const white = make("path", { fill: "#fdfaf6" }, features);
  const ball = make("g", { "clip-path": `url(#${id})` }, features);
  const iris = make("circle", { r: 8.6, fill: "url(#face-iris)" }, ball);
  const shade = make("path", line("#7a4a36", 4, { opacity: 0.3 }), ball);
  const shine = make("circle", { r: 2.1, fill: "#fff" }, ball);
  const crease = make("path", line("#a9694e", 1.6, { opacity: 0.55 }), features);
  const under = make("path", line("#a9694e", 1.4, { opacity: 0.5 }), features);
  const lash = make("path", line("#20120c", 3.6), features);
  const brow = make("path", line("#3a241a", 5, { opacity: 0.9 }), features);
  return { clip, white, iris, shade, shine, crease, under, lash, brow };
}

function moveEye({ clip, white, iris, shade, shine, crease, under, lash, brow }, { x, side }, shapes, { yaw, pitch }) {
  const open = (1 - (shapes[`eyeBlink${side}`] ?? 0)) * (1 - 0.3 * (shapes[`eyeSquint${side}`] ?? 0));
  // A closed lid hangs a little lower than the corners of the eye.
  const [upper, lower] = [EYE_Y + 7 - 29 * open, EYE_Y + 7 + 7 * open];
  const [inner, outer] = side === "Right" ? [x + 16, x - 17] : [x - 16, x + 17];
  const almond = `M${outer} ${EYE_Y - 1}Q${x} ${upper} ${inner} ${EYE_Y + 2}Q${x} ${lower} ${outer} ${EYE_Y - 1}z`;
  for (const part of [clip, white]) part.setAttribute("d", almond);
  const [cx, cy] = [x + yaw * 0.3, EYE_Y - 1.5 - pitch * 0.24];
  place(iris, cx, cy);
  place(shine, cx + 2.8, cy - 3);
  const lid = `M${outer} ${EYE_Y - 1}Q${x} ${upper} ${inner} ${EYE_Y + 2}`;
  shade.setAttribute("d", lid);
  lash.setAttribute("d", lid);
  crease.setAttribute("d", `M${outer} ${EYE_Y - 6}Q${x} ${Math.min(EYE_Y - 8, upper - 5)} ${inner} ${EYE_Y - 3}`);
  under.setAttribute("d", `M${outer} ${EYE_Y}Q${x} ${lower + 1} ${inner} ${EYE_Y + 2.5}`);
  const up = 9 * (shapes.browInnerUp ?? 0) - 7 * (shapes[`browDown${side}`] ?? 0);
  const tail = 8 * (shapes[`browOuterUp${side}`] ?? 0);
  const towards = side === "Right" ? -1 : 1;
  brow.setAttribute("d", `M${x - towards * 16} ${175 - up}Q${x + towards * 4} ${163 - (up + tail) / 2} ${x + towards * 20} ${173 - tail}`);
}

function place(circle, cx, cy) {
  circle.setAttribute("cx", cx);
  circle.setAttribute("cy", cy);
}

function drawMouth(features) {
  const clip = make("path", {}, make("clipPath", { id: "face-mouth" }, features));
  const hole = make("path", { fill: "#4a1416" }, features);
  const within = make("g", { "clip-path": "url(#face-mouth)" }, features);
  const tongue = make("ellipse", { cx: 200, rx: 15, ry: 8, fill: "#b5535a" }, within);
  const teeth = make("path", { fill: "#fbf6ee" }, within);
  const lower = make("path", { fill: "url(#face-lower)" }, features);
  const upper = make("path", { fill: "#b4555c" }, features);
  return { clip, hole, tongue, teeth, lower, upper };
}

function moveMouth({ clip, hole, tongue, teeth, lower, upper }, shapes) {
  const round = Math.min(1, (shapes.mouthPucker ?? 0) + (shapes.mouthFunnel ?? 0) * 0.6);
  const smile = shapes.mouthSmileLeft ?? 0;
  const pressed = Math.min(1, (shapes.mouthPressLeft ?? 0) * 1.5);
  const half = 25 - 11 * round + 12 * smile + 5 * (shapes.mouthStretchLeft ?? 0);
  const gap = Math.min(30, openness(shapes) * 52);
  const [left, right, corner] = [200 - half, 200 + half, MOUTH_Y - smile * 24];
  // Where the lips' edges cross the middle of the face.
  const [top, bottom] = [MOUTH_Y - gap * 0.22, MOUTH_Y + gap * 0.78];
  const bow = top - 6.5 + 2 * pressed - 2 * round;
  const brim = bottom + 9 - 3 * pressed + 2 * round;
  const curve = (middle, end) => `Q200 ${2 * middle - corner} ${end} ${corner}`;
  const inside = `M${left} ${corner}${curve(top, right)}${curve(bottom, left)}z`;
  for (const part of [clip, hole]) part.setAttribute("d", inside);
  const arch = `C${left + half * 0.5} ${bow + 1} ${193} ${bow - 3} 200 ${bow}C${207} ${bow - 3} ${right - half * 0.5} ${bow + 1} ${right} ${corner}`;
  upper.setAttribute("d", `M${left} ${corner}${arch}${curve(top + 0.6, left)}z`);
  lower.setAttribute("d", `M${left} ${corner}${curve(bottom - 0.6, right)}${curve(brim, left)}z`);
  const bite = gap > 5 ? Math.min(9, gap * 0.4) : 0;
  teeth.setAttribute("d", `M${left} ${corner - 2}${curve(top - 1, right)}${curve(top + bite, left)}z`);
  place(tongue, 200, bottom + 2 + (30 - gap) * 0.1);
}
