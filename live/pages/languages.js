/** Which of the offered languages suits a reader, and how a page asks for them. */

const WRITTEN = { yue: "zh-Hant-HK", cmn: "zh-Hans" }; // Spoken languages that are read as Chinese.

function parts(code) {
  try {
    const { language, script, region } = new Intl.Locale(WRITTEN[code] ?? code).maximize();
    return { language, script, region };
  } catch {
    return { language: code };
  }
}

function fit(wanted, offered) {
  if (wanted === offered) return 4;
  const [a, b] = [parts(wanted), parts(offered)];
  if (a.language !== b.language) return 0;
  return 1 + 2 * (a.script === b.script) + (a.region === b.region) / 2;
}

/** Returns the code among `offered` that suits `wanted` (codes, best first) best, or undefined. */
export function pick(offered, wanted) {
  for (const code of wanted) {
    const best = offered.map((offer) => [fit(code, offer), offer]).sort((a, b) => b[0] - a[0])[0];
    if (best?.[0] > 0) return best[1];
  }
  return undefined;
}

/** Returns the codes in a URL's `lang` parameters, which may repeat and hold commas. */
export function langsOf(params) {
  return params
    .getAll("lang")
    .flatMap((value) => value.split(","))
    .map((code) => code.trim())
    .filter(Boolean);
}
