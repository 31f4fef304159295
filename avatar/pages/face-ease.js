/** Curves and chances that the movements share. Pure. */

/** Returns 0 below `low`, 1 above `high`, smooth between. */
export function smoothstep(low, high, value) {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}

/** Returns `from` moved towards `to` for `dt` seconds, with a time constant of `tau` seconds. */
export function approach(from, to, dt, tau) {
  return to + (from - to) * Math.exp(-dt / tau);
}

/** Returns a slow wander between about -1 and 1 at `time` seconds; `seed` tells wanders apart. */
export function wander(time, seed) {
  return 0.5 * Math.sin(time * 0.61 + seed) + 0.3 * Math.sin(time * 1.07 + seed * 2.3) + 0.2 * Math.sin(time * 1.73 + seed * 4.1);
}

/** Returns a generator of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
