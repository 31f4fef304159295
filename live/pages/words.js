/** Words as units of display: text split into pieces that never break, and drawn in place. */

const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々〆";
const OPENING = "([{（［｛「『【《〈“‘";
const CLOSING = "\\p{Pe}\\p{Pf}、。，．：；！？・…‥,.:;!?%％〜ゝゞ々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";
const escaped = OPENING.replace(/[[\](){}]/g, "\\$&");
const TOKEN = new RegExp(`\\s*(?:[${escaped}]*[${CJK}][${CLOSING}]*|[^\\s${CJK}]+[${CLOSING}]*)|\\s+$`, "gu");

/**
 * Splits a line into `{text, said}` pieces whose plain concatenation is the whole line: words with the
 * space before them, single characters in Chinese and Japanese. `said`: all of the piece is committed.
 */
export function pieces({ text, interim }) {
  let end = 0;
  return ((text + interim).match(TOKEN) ?? []).map((piece) => {
    end += piece.length;
    return { text: piece, said: end <= text.length };
  });
}

/**
 * Draws pieces as spans, changing only those that differ, so that what was interim becomes committed
 * in place and nothing re-flows.
 */
export function draw(element, shown) {
  shown.forEach((piece, at) => {
    const span = element.children[at] ?? element.appendChild(document.createElement("span"));
    if (span.textContent !== piece.text) span.textContent = piece.text;
    span.className = piece.said ? "said" : "interim";
  });
  while (element.children.length > shown.length) element.lastElementChild.remove();
}
