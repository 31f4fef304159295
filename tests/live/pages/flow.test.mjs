import assert from "node:assert/strict";
import test from "node:test";

import { flowsOn, spaced } from "../../../live/pages/flow.js";

const line = (text, how = {}) => ({ text, interim: "", speaker: null, start_s: 1, end_s: 1, ...how });

test("a line that ends in mid-sentence flows on, a sentence's last does not", () => {
  assert.ok(flowsOn(line("one family right here"), line("in Washington.")));
  for (const end of ["Good.", "好。", "He said “no.”", "Really?", "走吧！」", "نعم؟"]) {
    assert.ok(!flowsOn(line(end), line("Next")), end);
  }
});

test("a pause, another speaker, and a line that could not be translated begin a paragraph", () => {
  assert.ok(!flowsOn(line("and then"), line("Well", { start_s: 4 })));
  assert.ok(!flowsOn(line("and then"), line("No", { speaker: "Ada" })));
  assert.ok(!flowsOn(line("and then", { untranslated: "en" }), line("y luego")));
  assert.ok(!flowsOn(undefined, line("First")));
});

test("a space stands between words, and none beside Chinese or Japanese", () => {
  assert.ok(spaced(line("right here"), line("", { interim: " in Washington" })));
  assert.ok(spaced(line("오늘"), line("우리는")));
  assert.ok(!spaced(line("我們今天"), line("在這裏")));
  assert.ok(!spaced(line("我們用"), line("AI")));
});
