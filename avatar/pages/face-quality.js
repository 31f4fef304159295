/** How sharp the picture is drawn: as sharp as this machine can do smoothly. Pure. */

const SMOOTH_FPS = 50;
const ROUGH_FPS = 38;
const LEVELS = [0.5, 0.65, 0.8, 1, 1.25, 1.5, 2];

export class Quality {
  #level;
  #most;
  #good = 0;

  /** @param {number} most  Pixels a CSS pixel that the screen has. */
  constructor(most) {
    this.#most = LEVELS.findLastIndex((level) => level <= Math.max(0.5, most));
    this.#level = this.#most;
  }

  /** Pixels to draw for each CSS pixel. */
  get ratio() {
    return LEVELS[this.#level];
  }

  /** Takes the frames of the last second; returns whether `ratio` changed. Sharper only after long smoothness. */
  take(fps) {
    if (fps < ROUGH_FPS && this.#level > 0) {
      this.#level--;
      this.#good = -20;
      return true;
    }
    this.#good = fps >= SMOOTH_FPS ? this.#good + 1 : Math.min(0, this.#good);
    if (this.#good < 10 || this.#level >= this.#most) return false;
    this.#good = 0;
    this.#level++;
    return true;
  }
}
