import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import test from "node:test";

import { figures, health, worst } from "../../../live/pages/health.js";
import { INTERFACE_LANGUAGES } from "../../../live/pages/i18n.js";
import { langsOf, pick } from "../../../live/pages/languages.js";
import { number, oneOf } from "../../../live/pages/options.js";
import { retryDelayMs } from "../../../live/pages/socket.js";

const OFFERED = ["en", "zh-Hans", "zh-Hant-HK", "es"];
const FINE = {
  state: "live", level_dbfs: -20, clipping: false, delay_s: 0.8, speed: 0.5, shedding: [], problems: [],
};

for (const [wanted, expected] of [
  [["en-GB"], "en"],
  [["zh-HK"], "zh-Hant-HK"],
  [["zh-TW"], "zh-Hant-HK"],
  [["zh-CN"], "zh-Hans"],
  [["zh"], "zh-Hans"],
  [["yue"], "zh-Hant-HK"],
  [["fr", "es-MX"], "es"],
  [["fr"], undefined],
  [["not a code!", "en"], "en"],
  [[], undefined],
]) {
  test(`a reader of ${wanted.join(", ") || "nothing known"} gets ${expected}`, () => {
    assert.equal(pick(OFFERED, wanted), expected);
  });
}

test("a Hong Kong reader gets the interface in Traditional Chinese", () => {
  assert.equal(pick(INTERFACE_LANGUAGES, ["zh-HK"]), "zh-Hant");
  assert.equal(pick(INTERFACE_LANGUAGES, ["zh-SG"]), "zh-Hans");
});

test("languages in an address may repeat and hold commas", () => {
  assert.deepEqual(langsOf(new URLSearchParams("lang=en,zh-Hans&lang=es&lang=")), ["en", "zh-Hans", "es"]);
});

test("the interface says everything in every language, with the same blanks", async () => {
  const folder = new URL("../../../live/pages/strings/", import.meta.url);
  const { default: english } = await import(new URL("en.js", folder));
  const blanks = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  const files = await readdir(folder);
  assert.deepEqual(files.sort(), INTERFACE_LANGUAGES.map((code) => `${code}.js`).sort());
  for (const file of files) {
    const { default: strings } = await import(new URL(file, folder));
    assert.deepEqual(Object.keys(strings), Object.keys(english), file);
    for (const [key, text] of Object.entries(strings)) {
      assert.ok(text.trim(), `${file} ${key}`);
      assert.equal(blanks(text), blanks(english[key]), `${file} ${key}`);
    }
  }
});

test("options out of bounds or not understood are made safe", () => {
  const params = new URLSearchParams("lines=99&size=abc&layout=evil&theme=light");
  assert.equal(number(params, "lines", { least: 1, most: 6, otherwise: 3 }), 6);
  assert.equal(number(params, "size", { least: 50, most: 150, otherwise: 100 }), 100);
  assert.equal(oneOf(params, "layout", ["full", "lower"]), "full");
  assert.equal(oneOf(params, "theme", ["dark", "light"]), "light");
});

test("retries wait longer each time, up to a bound, and never all at the same moment", () => {
  assert.equal(retryDelayMs(0, 1), 400);
  assert.equal(retryDelayMs(3, 1), 3200);
  assert.equal(retryDelayMs(50, 1), 12_000);
  assert.equal(retryDelayMs(50, 0), 6_000);
});

test("a room's health is the worst of what it tells", () => {
  assert.equal(health(FINE), "good");
  assert.equal(health({ ...FINE, delay_s: null, speed: null }), "good");
  assert.equal(health({ ...FINE, speed: 0.95 }), "fair");
  assert.equal(health({ ...FINE, problems: [{ stops_captions: false }] }), "fair");
  assert.equal(health({ ...FINE, problems: [{ stops_captions: true }] }), "bad");
  assert.equal(worst([FINE, { ...FINE, clipping: true }]), "fair");
});

test("silence is no worry in a break", () => {
  assert.equal(figures({ ...FINE, level_dbfs: -100 }).sound, "fair");
  assert.equal(figures({ ...FINE, level_dbfs: -100, state: "paused" }).sound, "good");
});
