/** What of the flat face stands still: its colours, the bust, the hair, the features' places. */

const SVG = "http://www.w3.org/2000/svg";
const LEFT_HAIR = "M190 98C176 130 152 140 145 178C140 215 142 262 151 306Q138 320 122 314C112 250 108 176 118 140C128 94 162 74 204 74Q195 84 190 98z";
const RIGHT_HAIR = "M190 98C222 110 248 134 255 178C260 215 258 262 249 306Q262 320 278 314C288 250 292 176 282 140C272 94 240 74 204 74Q195 84 190 98z";
const STRANDS = ["M186 92C158 104 130 140 128 200", "M182 104C160 122 138 146 135 190", "M200 84C236 92 264 122 270 186", "M198 94C232 104 254 130 262 178", "M131 214q-3 46 2 92", "M268 210q4 50-2 94"];

const FILLS = {
  skin: ["linear", { x2: 0.25, y2: 1 }, ["#f7d3b7", 0], ["#edbd9c", 0.6], ["#dda07f", 1]],
  neck: ["linear", { x2: 0, y2: 1 }, ["#b97b5e", 0], ["#e0a786", 0.55], ["#e8b595", 1]],
  hair: ["linear", { x2: 0.1, y2: 1 }, ["#5a3a2b", 0], ["#38231a", 0.35], ["#22150f", 1]],
  jacket: ["linear", { x2: 0, y2: 1 }, ["#33416c", 0], ["#1b2440", 1]],
  iris: ["radial", {}, ["#140b07", 0.34], ["#5b3822", 0.42], ["#7c4f30", 0.75], ["#2e1a10", 1]],
  blush: ["radial", {}, ["#e2796b", 0], ["#e2796b00", 1]],
  lower: ["linear", { x2: 0, y2: 1 }, ["#c5646a", 0], ["#d98482", 0.45], ["#bd5d61", 1]],
};

/** Returns a new SVG element inside `parent`. */
export function make(tag, attributes, parent) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
}

/** Returns a path's attributes for a line of a colour and a width. */
export function line(stroke, width, more = {}) {
  return { fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round", ...more };
}

/** Draws what stands still; returns the groups that move: `{back, bust, head, features, front}`. */
export function drawStill(svg) {
  const defs = make("defs", {}, svg);
  for (const [id, [kind, attributes, ...stops]] of Object.entries(FILLS)) {
    const gradient = make(`${kind}Gradient`, { id: `face-${id}`, ...attributes }, defs);
    for (const [colour, offset] of stops) make("stop", { "stop-color": colour, offset }, gradient);
  }
  const back = make("g", {}, svg);
  make("path", { d: "M120 150C110 220 114 300 128 318Q200 334 272 318C286 300 290 220 280 150z", fill: "#1c110c" }, back);
  const bust = make("g", {}, svg);
  drawBust(bust);
  const head = make("g", {}, svg);
  make("path", { d: "M141 184C141 122 165 98 200 98C235 98 259 122 259 184C259 244 231 297 200 297C169 297 141 244 141 184z", fill: "url(#face-skin)" }, head);
  make("path", { d: "M190 100C178 132 156 144 148 182C146 140 160 112 190 100zM190 100C222 114 246 138 252 182C256 140 238 106 190 100z", fill: "#9a5f45", opacity: 0.28 }, head);
  const features = make("g", {}, head);
  for (const x of [163, 237]) make("ellipse", { cx: x, cy: 230, rx: 19, ry: 14, fill: "url(#face-blush)", opacity: 0.4 }, features);
  make("path", { d: "M207 188C208 206 214 218 215 226Q214 234 206 234", ...line("#b9785a", 2.2, { opacity: 0.55 }) }, features);
  make("path", { d: "M189 233Q200 240 211 233", ...line("#a9664c", 2.4, { opacity: 0.7 }) }, features);
  make("path", { d: "M192 279Q200 283 208 279", ...line("#c98d6d", 2.4, { opacity: 0.6 }) }, features);
  const front = make("g", {}, head);
  for (const d of [LEFT_HAIR, RIGHT_HAIR]) make("path", { d, fill: "url(#face-hair)" }, front);
  for (const d of STRANDS) make("path", { d, ...line("#9a6a4c", 2.4, { opacity: 0.28 }) }, front);
  return { back, bust, head, features, front };
}

function drawBust(bust) {
  make("path", { d: "M44 404C48 346 96 334 158 318H242C304 334 352 346 356 404z", fill: "url(#face-jacket)" }, bust);
  make("path", { d: "M152 322L192 404H208L248 322Q200 372 152 322z", fill: "#f5efe6" }, bust);
  make("path", { d: "M174 262H226V310Q240 322 246 326Q200 372 154 326Q160 322 174 310z", fill: "url(#face-neck)" }, bust);
  make("path", { d: "M156 318L132 336L142 362L192 404H202Q170 360 156 318z", fill: "#3d4d80" }, bust);
  make("path", { d: "M244 318L268 336L258 362L208 404H198Q230 360 244 318z", fill: "#36457a" }, bust);
}
