import assert from "node:assert/strict";
import test from "node:test";

import { lesson } from "../../../live/pages/console-term.js";

test("the words that were put in the place of others", () => {
  assert.deepEqual(lesson("I am Jon Smyth, and I", "I am John Smith, and I"), { term: "John Smith", variant: "Jon Smyth" });
  assert.deepEqual(lesson("Welcome to cyber port.", "Welcome to Cyberport."), { term: "Cyberport", variant: "cyber port" });
  assert.deepEqual(lesson("歡迎陳搏士來到", "歡迎陳博士來到"), { term: "博", variant: "搏" });
});

test("nothing where nothing was replaced", () => {
  assert.equal(lesson("The same.", "The same."), null);
  assert.equal(lesson("One two", "One and two"), null);
  assert.equal(lesson("One, two", "One two"), null);
  assert.equal(lesson("a ".repeat(60), "b ".repeat(60)), null);
});
