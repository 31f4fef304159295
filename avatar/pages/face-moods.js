/** What a mood does to the face and to the head. Pure. */

import { addShape } from "./face-shapes.js";

/** By mood: shapes as in VISEME_SHAPES, and the head in degrees (pitch down, roll to the face's left). */
const MOODS = {
  neutral: { shapes: { mouthSmile: 0.36, mouthDimple: 0.06, cheekSquint: 0.14, eyeSquint: 0.05, browInnerUp: 0.06, browOuterUp: 0.08 }, pitch: 0, roll: 0 },
  happy: { shapes: { mouthSmile: 0.5, cheekSquint: 0.3, eyeSquint: 0.14, browInnerUp: 0.1, mouthDimple: 0.12 }, pitch: -0.5, roll: 1 },
  serious: { shapes: { browDown: 0.22, mouthPress: 0.06, eyeSquint: 0.08 }, pitch: 1.2, roll: 0 },
  thinking: { shapes: { browDown: 0.14, browInnerUp: 0.16, mouthPress: 0.16, eyeSquint: 0.12 }, pitch: -1.5, roll: -2.5 },
  listening: { shapes: { mouthSmile: 0.28, browInnerUp: 0.14, browOuterUp: 0.08, cheekSquint: 0.06 }, pitch: 1.5, roll: 3.2 },
};

export const MOOD_NAMES = Object.keys(MOODS);

/** Returns the face of a mood, `{shapes, pitch, roll}`; an unknown one is neutral. */
export function moodPose(name) {
  const { shapes, pitch, roll } = MOODS[name] ?? MOODS.neutral;
  const both = {};
  for (const [shape, amount] of Object.entries(shapes)) addShape(both, shape, amount);
  return { shapes: both, pitch, roll };
}
