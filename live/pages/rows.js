/**
 * Breaks a line into rows that stay as they are while the line grows. Pure: the caller measures.
 * A break is the index of the piece that starts the next row.
 */

const CLAUSE_END = /[,;:.?!，、；：。？！…]["'”’」』）)]*$/u;
const MID_CLAUSE = 0.08; // What a break within a clause costs; a row off by its whole width costs 1.
const FULL_ENOUGH = 0.72; // A row this full ends at a clause rather than in the middle of the next one.

/**
 * Returns the breaks of `pieces` (array of strings) into rows at most `width` wide.
 *
 * @param {string[]} pieces
 * @param {object} how
 * @param {number} how.width
 * @param {(text: string) => number} how.measure  Width of a text, in the unit of `width`.
 * @param {number[]} how.held  Breaks already on the screen: each is kept as long as its row still fits.
 * @param {boolean} how.whole  The line is complete and not yet on the screen, so its rows can be balanced.
 */
export function breaks(pieces, { width, measure, held = [], whole = false }) {
  if (whole) return balanced(pieces, width, measure);
  const kept = [];
  let start = 0;
  for (const at of held) {
    if (at >= pieces.length || at <= start || rowWidth(pieces, start, at, measure) > width) break;
    kept.push(at);
    start = at;
  }
  return [...kept, ...greedy(pieces, start, width, measure)];
}

/** Returns the pieces of each row. */
export function rowsOf(pieces, starts) {
  return [0, ...starts].map((start, row) => pieces.slice(start, starts[row] ?? pieces.length));
}

function rowWidth(pieces, start, end, measure) {
  return measure(pieces.slice(start, end).join("").trim());
}

// Each break depends only on what stands before it, so that rows never change as words are added.
function greedy(pieces, from, width, measure) {
  const found = [];
  let start = from;
  for (let at = from + 1; at < pieces.length; at += 1) {
    const clause = CLAUSE_END.test(pieces[at - 1]);
    const full = clause && rowWidth(pieces, start, at, measure) >= FULL_ENOUGH * width;
    if (!full && rowWidth(pieces, start, at + 1, measure) <= width) continue;
    found.push(at);
    start = at;
  }
  return found;
}

// The fewest rows that fit, and of those divisions the one with the most even rows, best ended at clauses.
function balanced(pieces, width, measure) {
  const ideal = evenWidth(measure(pieces.join("").trim()), width);
  const best = [{ rows: 0, cost: 0, starts: [] }];
  for (let end = 1; end <= pieces.length; end += 1) {
    const ends = end === pieces.length || CLAUSE_END.test(pieces[end - 1]) ? 0 : MID_CLAUSE;
    for (let start = end - 1; start >= 0; start -= 1) {
      const wide = rowWidth(pieces, start, end, measure);
      if (wide > width && start < end - 1) break;
      const before = best[start];
      const cost = before.cost + ((wide - ideal) / width) ** 2 + ends;
      const better = !best[end] || [before.rows + 1 - best[end].rows, cost - best[end].cost].find(Boolean) < 0;
      const starts = start ? [...before.starts, start] : [];
      if (better) best[end] = { rows: before.rows + 1, cost, starts };
    }
  }
  return best.at(-1).starts;
}

function evenWidth(total, width) {
  return total / Math.max(1, Math.ceil(total / width));
}
