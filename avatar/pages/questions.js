/** The staff's list of questions that nobody has answered yet. The key stands in the address after `#`. */

const EVERY_MS = 4000;
const [list, none, problem] = ["list", "none", "problem"].map((id) => document.getElementById(id));
const headers = { "X-Key": location.hash.slice(1), "Content-Type": "application/json" };

function row(question) {
  const made = document.createElement("li");
  const time = document.createElement("time");
  const text = document.createElement("span");
  const done = document.createElement("button");
  time.textContent = new Date(question.time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  text.textContent = question.question;
  text.dir = "auto";
  text.lang = question.lang;
  done.type = "button";
  done.textContent = "Answered";
  done.addEventListener("click", async () => {
    const body = JSON.stringify({ id: question.id });
    const reply = await fetch("/ask/done", { method: "POST", headers, body }).catch(() => null);
    if (reply?.ok || reply?.status === 404) made.remove();
  });
  made.append(time, text, done);
  made.dataset.id = question.id;
  return made;
}

function complain(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

async function update() {
  try {
    const reply = await fetch("/ask/refused.json", { headers });
    if (reply.status === 403) return complain("The address lacks the key. Open the one that the laptop shows.");
    const questions = await reply.json();
    complain("");
    const shown = new Map([...list.children].map((item) => [item.dataset.id, item]));
    list.replaceChildren(...questions.map((question) => shown.get(question.id) ?? row(question)));
    none.hidden = questions.length > 0;
  } catch {
    complain("No connection to the laptop. Trying again…");
  }
}

update();
setInterval(update, EVERY_MS);
