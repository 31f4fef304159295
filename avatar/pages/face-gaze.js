/** Where the eyes look: mostly at the audience, with the small quick jumps of living eyes. Pure. */

import { smoothstep } from "./face-ease.js";

const JUMP_S = 0.05;
/** How the eyes wander: the share of looks away, how far in degrees, and how long a look is held in seconds. */
const MANNERS = {
  idle: { away: 0.14, far: 7, near: 1.3, hold: [1.2, 3.4], lift: 0 },
  speaking: { away: 0.22, far: 8, near: 1.5, hold: [0.7, 2.4], lift: -0.5 },
  listening: { away: 0.06, far: 4, near: 1.0, hold: [1.4, 3.6], lift: 0 },
  thinking: { away: 0.8, far: 11, near: 2.0, hold: [0.9, 2.0], lift: 5 },
};

export class Gaze {
  #random;
  #from = { yaw: 0, pitch: 0 };
  #to = { yaw: 0, pitch: 0 };
  #start = 0;
  #next = 1;

  constructor(random) {
    this.#random = random;
  }

  /**
   * Returns where the eyes look at `time` seconds: `{yaw, pitch}` in degrees, yaw to the face's left, pitch up;
   * `jumped` tells that a wide look has just begun.
   */
  at(time, manner = "idle") {
    let jumped = false;
    if (time >= this.#next) jumped = this.#look(time, MANNERS[manner] ?? MANNERS.idle);
    const share = smoothstep(0, JUMP_S, time - this.#start);
    const { yaw, pitch } = this.#between(share);
    return { yaw, pitch, jumped };
  }

  #look(time, { away, far, near, hold, lift }) {
    const elsewhere = this.#random() < away;
    const reach = elsewhere ? far : near;
    this.#from = this.#between(1);
    this.#to = {
      yaw: (this.#random() * 2 - 1) * reach,
      pitch: (this.#random() * 2 - 1) * reach * 0.45 + (elsewhere ? lift : 0),
    };
    this.#start = time;
    this.#next = time + (elsewhere ? 0.5 + this.#random() * 0.7 : hold[0] + this.#random() * (hold[1] - hold[0]));
    return Math.hypot(this.#to.yaw - this.#from.yaw, this.#to.pitch - this.#from.pitch) > 6;
  }

  #between(share) {
    return {
      yaw: this.#from.yaw + (this.#to.yaw - this.#from.yaw) * share,
      pitch: this.#from.pitch + (this.#to.pitch - this.#from.pitch) * share,
    };
  }
}
