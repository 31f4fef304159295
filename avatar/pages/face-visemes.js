/** What the mouth does for each of the 15 visemes, in ARKit's shapes. Pure. */

import { addShape } from "./face-shapes.js";

/** By viseme, ARKit shapes without Left and Right: a name given once moves both sides. */
export const VISEME_SHAPES = {
  sil: {},
  PP: { mouthClose: 0.05, mouthPress: 0.32, mouthRollLower: 0.22, mouthRollUpper: 0.16 },
  FF: { jawOpen: 0.05, mouthRollLower: 0.62, mouthUpperUp: 0.26, mouthLowerDown: 0.06, mouthStretch: 0.08 },
  TH: { jawOpen: 0.13, tongueOut: 0.22, mouthLowerDown: 0.18, mouthUpperUp: 0.14 },
  DD: { jawOpen: 0.11, mouthLowerDown: 0.24, mouthUpperUp: 0.14, mouthStretch: 0.08 },
  kk: { jawOpen: 0.16, mouthLowerDown: 0.14, mouthUpperUp: 0.1 },
  CH: { jawOpen: 0.1, mouthFunnel: 0.48, mouthPucker: 0.18, mouthLowerDown: 0.18, mouthUpperUp: 0.14 },
  SS: { jawOpen: 0.045, mouthStretch: 0.22, mouthLowerDown: 0.28, mouthUpperUp: 0.18, mouthSmile: 0.12 },
  nn: { jawOpen: 0.1, mouthLowerDown: 0.18, mouthUpperUp: 0.12 },
  RR: { jawOpen: 0.13, mouthFunnel: 0.32, mouthPucker: 0.16, mouthLowerDown: 0.1 },
  aa: { jawOpen: 0.46, mouthLowerDown: 0.2, mouthUpperUp: 0.14, mouthStretch: 0.08 },
  E: { jawOpen: 0.27, mouthStretch: 0.2, mouthLowerDown: 0.24, mouthUpperUp: 0.14, mouthSmile: 0.14 },
  I: { jawOpen: 0.15, mouthStretch: 0.28, mouthLowerDown: 0.26, mouthUpperUp: 0.14, mouthSmile: 0.24 },
  O: { jawOpen: 0.32, mouthFunnel: 0.52, mouthPucker: 0.26 },
  U: { jawOpen: 0.15, mouthFunnel: 0.32, mouthPucker: 0.66 },
};

export const VISEMES = Object.keys(VISEME_SHAPES);

/** Returns the ARKit shapes of viseme weights (viseme to 0..1). */
export function mouthShapes(weights) {
  const shapes = {};
  for (const [viseme, weight] of Object.entries(weights)) {
    for (const [name, amount] of Object.entries(VISEME_SHAPES[viseme] ?? {})) addShape(shapes, name, amount * weight);
  }
  // Lips that must meet do meet, whatever the neighbours want; the jaw keeps a little of its way.
  const closed = Math.min(1, (weights.PP ?? 0) * 1.25);
  if (closed > 0.5) {
    const keep = 1 - (closed - 0.5) * 2;
    for (const name of ["jawOpen", "mouthFunnel", "mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight"]) {
      if (name in shapes) shapes[name] *= keep;
    }
  }
  return shapes;
}

/** Returns how far the lips are apart, 0 (closed) to about 1, for ARKit shapes. */
export function openness(shapes) {
  const lips = ((shapes.mouthLowerDownLeft ?? 0) + (shapes.mouthUpperUpLeft ?? 0)) * 0.25;
  return Math.max(0, (shapes.jawOpen ?? 0) + lips - (shapes.mouthClose ?? 0) - (shapes.mouthPressLeft ?? 0) * 0.3);
}
