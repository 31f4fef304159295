/** ARKit's 52 shapes, and the ways in which exporters write their names. Pure. */

const SINGLE = [
  "browInnerUp", "cheekPuff", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose", "mouthFunnel", "mouthLeft",
  "mouthPucker", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "tongueOut",
];
const PAIRED = [
  "browDown", "browOuterUp", "cheekSquint", "eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp", "eyeSquint",
  "eyeWide", "mouthDimple", "mouthFrown", "mouthLowerDown", "mouthPress", "mouthSmile", "mouthStretch", "mouthUpperUp",
  "noseSneer",
];

export const ARKIT_SHAPES = [...SINGLE, ...PAIRED.flatMap((name) => [`${name}Left`, `${name}Right`])];

const single = new Set(SINGLE);
const byPlainName = new Map(ARKIT_SHAPES.map((name) => [name.toLowerCase(), name]));

/** Returns ARKit's name for a shape's name in a file, such as `MouthSmile_L` or `blendShape1.jawOpen`; null for others. */
export function arkitName(name) {
  const plain = name.split(".").at(-1).replace(/[_ -]L$/, "Left").replace(/[_ -]R$/, "Right").replace(/[_ -]/g, "");
  return byPlainName.get(plain.toLowerCase()) ?? null;
}

/** Adds `amount` of a shape to `shapes` (ARKit name to 0..1), on both sides where it has two. */
export function addShape(shapes, name, amount) {
  const names = single.has(name) ? [name] : [`${name}Left`, `${name}Right`];
  for (const one of names) shapes[one] = (shapes[one] ?? 0) + amount;
  return shapes;
}
