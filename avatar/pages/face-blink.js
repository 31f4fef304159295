/** Blinks as people do them: every few seconds, quick to close and slower to open. Pure. */

import { smoothstep } from "./face-ease.js";

const CLOSING_S = 0.07;
const SHUT_S = 0.03;
const OPENING_S = 0.16;
const LEAST_BETWEEN_S = 0.7;

/** Returns how far the lids are closed, 0 to 1, `time` seconds after a blink began. */
export function lid(time) {
  if (time < 0) return 0;
  if (time < CLOSING_S) return smoothstep(0, CLOSING_S, time);
  return 1 - smoothstep(CLOSING_S + SHUT_S, CLOSING_S + SHUT_S + OPENING_S, time);
}

export class Blinks {
  #random;
  #start = -10;
  #next;

  constructor(random) {
    this.#random = random;
    this.#next = 1 + random() * 2;
  }

  /** Blinks soon, as when the eyes turn or a sentence ends, unless it has just done so. */
  hint(time) {
    if (time - this.#start > LEAST_BETWEEN_S) this.#next = Math.min(this.#next, time + 0.05);
  }

  /** Returns how far the lids are closed at `time` seconds, which never goes back. */
  at(time) {
    if (time >= this.#next) {
      this.#start = time;
      // Intervals are skewed: mostly two to five seconds, now and then much longer.
      this.#next = time + LEAST_BETWEEN_S - Math.log(1 - this.#random() * 0.97) * 2.7;
    }
    return lid(time - this.#start);
  }
}
