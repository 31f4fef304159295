/** The face without WebGL: drawn flat, moved by the same poses. */

import { openness } from "./face-visemes.js";

const SVG = "http://www.w3.org/2000/svg";
const EYES = [{ x: 168, side: "Right" }, { x: 232, side: "Left" }];

export class FlatFace {
  #parts = {};

  constructor(host) {
    const svg = make("svg", { viewBox: "0 0 400 400", preserveAspectRatio: "xMidYMax meet", class: "flat" });
    this.#body(svg);
    const head = (this.#parts.head = make("g", {}, svg));
    this.#hair(head);
    this.#features(head);
    host.append(svg);
  }

  draw({ shapes, head, eyes, breath }) {
    const parts = this.#parts;
    parts.head.setAttribute("transform", `translate(${head.yaw * 0.9} ${head.pitch * 0.9 - breath}) rotate(${head.roll} 200 270)`);
    parts.features.setAttribute("transform", `translate(${head.yaw * 0.9} ${head.pitch * 0.9})`);
    parts.bust.setAttribute("transform", `translate(0 ${-breath * 1.5})`);
    EYES.forEach((eye, at) => this.#eye(eye, at, shapes, eyes));
    this.#mouth(shapes);
    return null;
  }

  #body(svg) {
    const bust = (this.#parts.bust = make("g", {}, svg));
    make("path", { d: "M52 400c4-56 52-70 104-80h88c52 10 100 24 104 80z", fill: "#1d2740" }, bust);
    make("path", { d: "M172 262h56v52q0 34-28 42-28-8-28-42z", fill: "#d99f7f" }, bust);
    make("path", { d: "M158 316q42 52 84 0l6 84h-96z", fill: "#f3ede3" }, bust);
    make("path", { d: "M168 306q32 44 64 0 6 30-32 46-38-16-32-46z", fill: "#e3ad8d" }, bust);
    make("path", { d: "M156 318l-22 14 8 26 44 42h6zM244 318l22 14-8 26-44 42h-6z", fill: "#27345a" }, bust);
  }

  #hair(head) {
    make("path", { d: "M118 322c-24-176 4-244 82-244s106 68 82 244q-26 16-52 4h-60q-26 12-52-4z", fill: "#2b1c16" }, head);
    make("path", { d: "M138 190c0-66 24-92 62-92s62 26 62 92c0 62-30 104-62 104s-62-42-62-104z", fill: "#efc0a0" }, head);
  }

  #features(head) {
    const features = (this.#parts.features = make("g", {}, head));
    for (const x of [158, 242]) make("ellipse", { cx: x, cy: 228, rx: 15, ry: 10, fill: "#e89f88", opacity: 0.35 }, features);
    make("path", { d: "M198 196q-8 28-6 34 8 6 16 0", fill: "none", stroke: "#cf9372", "stroke-width": 3, "stroke-linecap": "round" }, features);
    this.#parts.eyes = EYES.map(({ x }) => this.#drawEye(features, x));
    this.#parts.inside = make("path", { fill: "#5b1d1c" }, features);
    this.#parts.teeth = make("path", { fill: "#f7f1e8" }, features);
    this.#parts.lips = make("path", { fill: "none", stroke: "#b9605a", "stroke-width": 6, "stroke-linejoin": "round", "stroke-linecap": "round" }, features);
    make("path", { d: "M132 226c-10-86 10-138 84-140 44 8 60 66 52 140-8-54-22-84-50-104-16 32-62 44-86 104z", fill: "#2b1c16" }, head);
  }

  #drawEye(features, x) {
    const white = make("ellipse", { cx: x, cy: 192, rx: 15, fill: "#fbf7f2" }, features);
    const iris = make("circle", { r: 7.5, fill: "#3c2418" }, features);
    const shine = make("circle", { r: 2, fill: "#fff" }, features);
    const lash = make("path", { fill: "none", stroke: "#2b1c16", "stroke-width": 4, "stroke-linecap": "round" }, features);
    const brow = make("path", { fill: "none", stroke: "#3a261d", "stroke-width": 5, "stroke-linecap": "round" }, features);
    return { white, iris, shine, lash, brow };
  }

  #eye({ x, side }, at, shapes, { yaw, pitch }) {
    const { white, iris, shine, lash, brow } = this.#parts.eyes[at];
    const open = 9.5 * (1 - (shapes[`eyeBlink${side}`] ?? 0)) * (1 - 0.35 * (shapes[`eyeSquint${side}`] ?? 0));
    const [cx, cy] = [x + yaw * 0.28, 192 - pitch * 0.22];
    white.setAttribute("ry", Math.max(0.4, open));
    iris.setAttribute("cx", cx);
    iris.setAttribute("cy", cy);
    shine.setAttribute("cx", cx + 2.5);
    shine.setAttribute("cy", cy - 2.5);
    for (const part of [iris, shine]) part.setAttribute("visibility", open > 4 ? "visible" : "hidden");
    lash.setAttribute("d", `M${x - 15} 192q15 ${-open * 2} 30 0`);
    const up = 9 * (shapes.browInnerUp ?? 0) - 7 * (shapes[`browDown${side}`] ?? 0);
    const outer = 8 * (shapes[`browOuterUp${side}`] ?? 0);
    const [left, right] = side === "Right" ? [outer, up] : [up, outer];
    brow.setAttribute("d", `M${x - 18} ${172 - left}q18 ${-9 - (left + right) / 2} 36 ${left - right}`);
  }

  #mouth(shapes) {
    const { lips, inside, teeth } = this.#parts;
    const round = (shapes.mouthPucker ?? 0) + (shapes.mouthFunnel ?? 0) * 0.6;
    const smile = shapes.mouthSmileLeft ?? 0;
    const half = 27 - 13 * Math.min(1, round) + 6 * smile + 5 * (shapes.mouthStretchLeft ?? 0);
    const gap = Math.min(34, openness(shapes) * 58);
    const [left, right, y] = [200 - half, 200 + half, 256 - smile * 14];
    const top = `M${left} ${y}Q200 ${256 - gap * 0.3 + smile * 10} ${right} ${y}`;
    const shape = `${top}Q200 ${258 + gap * 1.5 + smile * 16} ${left} ${y}z`;
    lips.setAttribute("d", shape);
    inside.setAttribute("d", shape);
    const bite = gap > 7 ? Math.min(8, gap * 0.3) : 0;
    teeth.setAttribute("d", bite ? `M${left + 7} ${y}Q200 ${256 - gap * 0.3 + smile * 10} ${right - 7} ${y}Q200 ${256 - gap * 0.3 + smile * 10 + bite * 2} ${left + 7} ${y}z` : "");
  }
}

function make(tag, attributes, parent) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
}
