/** How well a room is doing, at a glance. Pure. */

const SLOW_S = 2.5; // Captions this late are noticed by everybody.
const BUSY = 0.9; // Of real time: above it, recognition has no reserve left.
const INAUDIBLE_DBFS = -60;

/** Returns, for each figure of a room's status (`/status.json`), "good" or "fair". */
export function figures(status) {
  const live = status.state === "live";
  const fair = {
    sound: live && (status.clipping || status.level_dbfs < INAUDIBLE_DBFS),
    delay: status.delay_s > SLOW_S,
    load: status.speed > BUSY,
    shedding: status.shedding.length > 0,
  };
  return Object.fromEntries(Object.entries(fair).map(([name, is]) => [name, is ? "fair" : "good"]));
}

/** Returns "bad" when no captions can flow, "fair" when something wants attention, else "good". */
export function health(status) {
  if (status.problems.some((problem) => problem.stops_captions)) return "bad";
  const worried = status.problems.length > 0 || Object.values(figures(status)).includes("fair");
  return worried ? "fair" : "good";
}

/** Returns the worst of several rooms' health. */
export function worst(rooms) {
  return ["bad", "fair"].find((level) => rooms.map(health).includes(level)) ?? "good";
}
