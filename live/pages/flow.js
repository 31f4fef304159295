/** Which lines read on as one paragraph: pure. A line ends where a screen is full; a sentence rarely does. */

const PAUSE_S = 2; // A silence this long begins a new paragraph.
const SENTENCE_END = /[.!?…。！？؟۔](?:["'”’»)\]）」』】]*)$/u;
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303F\uFF00-\uFFEF]/u;

/** Returns whether `line` goes on in the paragraph of the one `before` it, in the same language. */
export function flowsOn(before, line) {
  if (!before?.text || !line || before.untranslated || line.untranslated) return false;
  if (before.speaker !== line.speaker || line.start_s - before.end_s > PAUSE_S) return false;
  return !SENTENCE_END.test(before.text.trimEnd());
}

/** Returns whether a space belongs between them: not where either side is written without any. */
export function spaced(before, line) {
  const next = (line.text + line.interim).trimStart();
  return !SPACELESS.test(before.text.trimEnd().at(-1)) && !SPACELESS.test(next.at(0) ?? "");
}
