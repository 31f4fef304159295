import assert from "node:assert/strict";
import test from "node:test";

import { Captions } from "../../../live/pages/captions.js";

const hello = (fields = {}) => ({
  type: "hello", session: "A", seq: 0, state: "live", languages: [{ code: "en", name: "English", dir: "ltr", source: true }], ...fields,
});
const line = (seq, id, rev, text, fields = {}) => ({ type: "line", seq, id, rev, lang: "en", text, interim: "", final: false, ...fields });
const heard = (...messages) => {
  const captions = new Captions();
  for (const message of [hello(), ...messages]) captions.apply(message, ["en"]);
  return captions;
};

test("a later revision replaces an earlier one, and never the other way round", () => {
  const captions = heard(line(1, 7, 0, "And"), line(3, 7, 2, "And so my"), line(2, 7, 1, "And so"));
  assert.equal(captions.line(7, "en").text, "And so my");
});

test("the same revision twice changes nothing", () => {
  const captions = heard(line(1, 7, 0, "And"));
  assert.deepEqual(captions.apply(line(1, 7, 0, "And"), ["en"]).ids, []);
});

test("ids stay in order when an earlier line arrives late", () => {
  assert.deepEqual(heard(line(1, 9, 0, "b"), line(2, 4, 0, "a"), line(3, 12, 0, "c")).ids, [4, 9, 12]);
});

test("a retracted line is gone in every language", () => {
  const captions = heard(line(1, 1, 0, "secret"), line(2, 1, 0, "secreto", { lang: "es" }), line(3, 2, 0, "on"));
  const change = captions.apply({ type: "retract", seq: 4, ids: [1, 99] }, ["en"]);
  assert.deepEqual(change.ids, [1]);
  assert.deepEqual(captions.ids, [2]);
  assert.equal(captions.line(1, "es"), undefined);
});

test("another session makes everything before void", () => {
  const captions = heard(line(5, 1, 0, "old", { final: true }));
  assert.equal(captions.apply(hello({ session: "B" }), ["en"]).cleared, true);
  assert.deepEqual(captions.ids, []);
  assert.equal(captions.after(["en"]), null);
});

test("after a reconnection to the same session the lines stay", () => {
  const captions = heard(line(5, 1, 0, "kept", { final: true }));
  assert.equal(captions.apply(hello(), ["en"]).cleared, false);
  assert.equal(captions.line(1, "en").text, "kept");
});

test("an unfinished line takes any revision after a reconnection, and loses its interim words", () => {
  const captions = heard(line(5, 1, 9, "And so", { interim: " my fel" }));
  captions.apply(hello(), ["en"]);
  assert.equal(captions.line(1, "en").interim, "");
  captions.apply(line(6, 1, 3, "And so my"), ["en"]);
  assert.equal(captions.line(1, "en").text, "And so my");
});

test("only finals move `after`: a killed server may not know the interim ones any more", () => {
  const captions = heard(line(10, 1, 0, "a", { final: true }), line(14, 2, 0, "b"));
  assert.equal(captions.after(["en"]), 10);
});

test("without anything seen there is no `after`", () => {
  assert.equal(heard().after(["en"]), null);
});

test("who came before the first line misses none of those said while away", () => {
  const captions = heard();
  captions.join(3);
  assert.equal(captions.after(["en"]), 3);
  captions.apply(line(2, 1, 0, "sent to begin with"), ["en"]);
  assert.equal(captions.after(["en"]), 1);
});

test("a language read for the first time covers the stretch already read in another", () => {
  const captions = heard(line(10, 1, 0, "a", { final: true }), line(20, 2, 0, "b", { final: true }));
  assert.equal(captions.after(["es"]), 9);
  assert.equal(captions.after(["en", "es"]), 9);
});

test("the state's message survives a hello, which does not carry it", () => {
  const captions = heard({ type: "state", seq: 1, state: "paused", message: "Back at ten" });
  assert.equal(captions.apply(hello({ state: "paused" }), ["en"]).state, false);
  assert.equal(captions.message, "Back at ten");
  captions.apply(hello({ state: "live" }), ["en"]);
  assert.equal(captions.message, "");
});

test("unknown kinds of message are ignored", () => {
  assert.deepEqual(heard().apply({ type: "pong", t: 1 }, ["en"]), { cleared: false, ids: [], state: false });
});

test("the oldest lines are forgotten in the end", () => {
  const captions = heard();
  for (let id = 0; id < 10_050; id += 1) captions.apply(line(id + 1, id, 0, "x"), ["en"]);
  assert.equal(captions.ids.length, 10_000);
  assert.equal(captions.line(49, "en"), undefined);
});

test("words are in the language that they are in: a translation that failed in that of its source", () => {
  const captions = heard(hello({ languages: [{ code: "en", dir: "ltr" }, { code: "ar", dir: "rtl" }] }));
  assert.deepEqual(captions.writing({ lang: "ar" }), { lang: "ar", dir: "rtl" });
  assert.deepEqual(captions.writing({ lang: "ar", untranslated: "en" }), { lang: "en", dir: "ltr" });
  assert.deepEqual(captions.writing({ lang: "xx" }), { lang: "xx", dir: "auto" });
});

test("a pause may have a known message, which the next state ends", () => {
  const captions = heard({ type: "state", seq: 1, state: "paused", message: "", notice: "lunch" });
  assert.equal(captions.notice, "lunch");
  captions.apply({ type: "state", seq: 2, state: "live", message: "" }, ["en"]);
  assert.equal(captions.notice, "");
});

test("the languages on offer may change", () => {
  const captions = heard();
  const change = captions.apply({ type: "languages", seq: 1, languages: [{ code: "es" }] }, ["en"]);
  assert.equal(change.languages, true);
  assert.deepEqual(captions.languages.map(({ code }) => code), ["es"]);
});
