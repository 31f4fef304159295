/** The mouth's movement through one part of speech, and where its weight lies. Pure. */

/** Keyframes `[t_s, viseme, weight]` of a part, asked for by time. */
export class VisemeTrack {
  #tracks = new Map();

  constructor(keyframes) {
    for (const [time, viseme, weight] of keyframes) {
      if (!this.#tracks.has(viseme)) this.#tracks.set(viseme, []);
      this.#tracks.get(viseme).push([time, weight]);
    }
  }

  /** Returns the weight of every viseme at `time` seconds from the part's start. */
  at(time) {
    const weights = {};
    for (const [viseme, track] of this.#tracks) {
      const weight = valueAt(track, time);
      if (weight > 0) weights[viseme] = weight;
    }
    return weights;
  }
}

/** Returns the value of `[[t, value], …]` at `time`: a straight line between, level outside. */
export function valueAt(track, time) {
  let low = 0;
  let high = track.length - 1;
  if (time <= track[low][0]) return track[low][1];
  if (time >= track[high][0]) return track[high][1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (track[middle][0] <= time) low = middle;
    else high = middle;
  }
  const [start, from] = track[low];
  const [end, to] = track[high];
  return end === start ? to : from + ((to - from) * (time - start)) / (end - start);
}

const LEAST_BETWEEN_NODS_S = 1.4;

/** Returns when a speaker would nod, in seconds: as a sentence begins, on long words and on those after a pause. */
export function nodTimes(words, goesOn = false) {
  const times = [];
  let last = -Infinity;
  for (const [at, [time, text]] of words.entries()) {
    const before = words[at - 1]?.[1] ?? (goesOn ? "" : ".");
    const strong = /[,.;:!?，。；：！？、]$/.test(before) || text.length >= 8;
    if (strong && time - last >= LEAST_BETWEEN_NODS_S) times.push((last = time));
  }
  return times;
}

/** Whether a part is a question. */
export function isQuestion(words) {
  return /[?？]["'”’」』]?$/.test(words.at(-1)?.[1] ?? "");
}
