/** How the head and the chest move: breath, sway, nods. Pure. */

import { wander } from "./face-ease.js";

const BREATHS_A_SECOND = 0.23;
const NOD_S = 0.75;

/** Returns how deep a nod is, 0 to about 1 (down), `time` seconds after it began: down, and a little over on the way up. */
export function nod(time) {
  if (time < 0 || time > NOD_S) return 0;
  const share = time / NOD_S;
  return Math.sin(share * Math.PI * 1.5) * Math.exp(-share * 1.3) * (1 - share) * 1.9;
}

/** Returns how full the lungs are, 0 to 1: breathing in is quicker than breathing out. */
export function breath(time) {
  const share = (time * BREATHS_A_SECOND) % 1;
  return share < 0.42 ? 0.5 - 0.5 * Math.cos((share / 0.42) * Math.PI) : 0.5 + 0.5 * Math.cos(((share - 0.42) / 0.58) * Math.PI);
}

/** Returns the head's own slow movement in degrees, wider while it speaks (`lively` 0 to 1). */
export function sway(time, lively) {
  const size = 0.7 + 1.5 * lively;
  const pace = 1 + 0.7 * lively;
  return { pitch: wander(time * pace, 1) * size * 0.7, yaw: wander(time * pace, 5) * size * 1.3, roll: wander(time * 0.8 * pace, 9) * size * 0.6 };
}
