import assert from "node:assert/strict";
import test from "node:test";

import { breaks, rowsOf } from "../../../live/pages/rows.js";
import { pieces } from "../../../live/pages/words.js";

const split = (text, interim = "") => pieces({ text, interim }).map((piece) => piece.text);
const measure = (text) => [...text].length;
const rows = (text, how = {}) => {
  const words = split(text);
  const held = breaks(words, { width: 20, measure, ...how });
  return rowsOf(words, held).map((row) => row.join("").trim());
};

test("pieces are words with the space before them, and join to the whole line", () => {
  assert.deepEqual(split("Good evening, all", " of you"), ["Good", " evening,", " all", " of", " you"]);
});

test("Chinese is split by characters; punctuation never begins a row, nor an opening bracket ends one", () => {
  assert.deepEqual(split("我們說「好」，AI 會。"), ["我", "們", "說", "「好」，", "AI", " 會。"]);
});

test("a piece is committed only when all of it is", () => {
  assert.deepEqual(
    pieces({ text: "my fel", interim: "low friend" }).map(({ said }) => said),
    [true, false, false],
  );
});

test("rows never change as words are added", () => {
  const words = "When the sun was going down, we all walked home together and nobody said a word".split(" ");
  let shown = [];
  let held = [];
  for (let count = 1; count <= words.length; count += 1) {
    const line = split(words.slice(0, count).join(" "));
    held = breaks(line, { width: 20, measure, held });
    const now = rowsOf(line, held).map((row) => row.join("").trim());
    for (const [at, row] of shown.slice(0, -1).entries()) assert.equal(now[at], row);
    assert.ok(now.every((row) => row.length <= 20));
    shown = now;
  }
});

test("a finished row keeps its break when interim words in it get shorter", () => {
  const before = breaks(split("aaaa bbbb cccc dddddd eeee ffff"), { width: 20, measure });
  const after = breaks(split("aaaa bbbb cccc ddd eeee ffff"), { width: 20, measure, held: before });
  assert.deepEqual(after, before);
});

test("a break goes when its row no longer fits or has no words after it", () => {
  assert.deepEqual(breaks(split("aaaa bbbbbbbbbbbbbbbbbbbb cccc"), { width: 20, measure, held: [2] }), [1, 2]);
  assert.deepEqual(breaks(split("aaaa"), { width: 20, measure, held: [3] }), []);
});

test("a growing row that is nearly full ends at a clause", () => {
  assert.deepEqual(rows("When it is evening, we go"), ["When it is evening,", "we go"]);
  assert.deepEqual(rows("The sun went down, we go"), ["The sun went down,", "we go"]);
});

test("a line that comes whole is balanced", () => {
  assert.deepEqual(rows("one two three four five six", { whole: true }), ["one two three", "four five six"]);
});

test("a line that comes whole breaks at clauses where that costs little", () => {
  const chinese = rows("第一位講者九時半到場，所以我們有時間回答兩條問題。", { whole: true, width: 15 });
  assert.deepEqual(chinese, ["第一位講者九時半到場，", "所以我們有時間回答兩條問題。"]);
});

test("a word wider than the row stands alone", () => {
  assert.deepEqual(rows("see https://example.org/a/very/long now", { whole: true })[1], "https://example.org/a/very/long");
});
