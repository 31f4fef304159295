/** What a correction teaches the glossary. Pure. */

const EDGES = /^[\s\p{P}]+|[\s\p{P}]+$/gu;
const LONGEST = 80; // Characters of a term.

/** Returns `{term, variant}`, the words that a correction put in the place of others, or null for none. */
export function lesson(before, after) {
  const [old, fresh] = [words(before), words(after)];
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const term = bare(fresh.slice(start, fresh.length - end));
  const variant = bare(old.slice(start, old.length - end));
  if (!term || !variant || term === variant) return null;
  return Math.max(term.length, variant.length) > LONGEST ? null : { term, variant };
}

// Words with the space before them; each Chinese or Japanese character is one.
function words(text) {
  return text.match(/\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)/gu) ?? [];
}

function bare(parts) {
  return parts.join("").replace(EDGES, "");
}
