/** Says where a picture is from, and whether it was changed since: of a file, or of a code. */

import { el, named } from "./dom.js";
import { language, preferred, speak, t, translate } from "./i18n.js";

const drop = document.getElementById("drop");
const shown = document.getElementById("verdict");

async function check(request) {
  shown.replaceChildren(el("p", {}, t("checking")));
  const reply = await request().catch(() => null);
  if (reply?.ok) shown.replaceChildren(verdict(await reply.json()));
  else shown.replaceChildren(el("p", {}, t({ 404: "notFound", 413: "tooLarge", 429: "tooMany" }[reply?.status] ?? "failed")));
}

function verdict({ signed, intact, ours, facts }) {
  if (!signed) return card("", "unsigned");
  if (!intact) return card("bad", "altered");
  if (!ours || !facts) return card("bad", "foreign");
  const when = new Date(facts.taken_at).toLocaleString(language(), { dateStyle: "long", timeStyle: "short" });
  const ai = facts.changed_with_ai ? t("withAi", { look: named(facts.look, language()) }) : t("noAi");
  return card("good", "genuine", ai, [facts.event, when].filter(Boolean).join(" · "));
}

function card(tone, key, ...more) {
  const hint = t(`${key}Hint`);
  return el("div", { class: `verdict ${tone}` }, el("h2", { class: "display" }, t(key)), ...[hint, ...more].filter(Boolean).map((text) => el("p", {}, text)));
}

const send = (file) => file && check(() => fetch("/verify", { method: "POST", body: file }));

document.getElementById("file").addEventListener("change", (event) => send(event.target.files[0]));
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  send(event.dataTransfer.files[0]);
});
document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = encodeURIComponent(new FormData(event.target).get("code").trim());
  check(() => fetch(`/p/${code}/verify`));
});

await speak(preferred());
translate();
