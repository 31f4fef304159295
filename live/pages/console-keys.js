/** The console's keys, buttons and lines: each runs an order. */

const KEYS = {
  g: "start", p: "pause", o: "off", h: "hold", " ": "hold", ",": "sooner", ".": "later", e: "edit", Enter: "edit",
  Backspace: "retract", Delete: "retract", t: "term", s: "speaker", m: "mask", l: "languages", i: "ignore", "?": "help",
  ArrowUp: "up", ArrowDown: "down",
};

/**
 * Listens until `signal` aborts.
 *
 * @param {AbortSignal} signal
 * @param {(order: string) => void} run
 * @param {(id: number) => void} onLine  A line was clicked.
 */
export function listen(signal, run, onLine) {
  addEventListener("keydown", (event) => onKey(event, run), { signal });
  for (const button of document.querySelectorAll("[data-order]")) {
    button.addEventListener("click", () => run(button.dataset.order), { signal });
  }
  const onClick = ({ target }) => {
    const row = target.closest("[data-id]");
    if (row && !target.closest("form")) onLine(Number(row.dataset.id));
  };
  document.getElementById("lines").addEventListener("click", onClick, { signal });
}

function onKey(event, run) {
  const { key, target } = event;
  const order = KEYS[key.length === 1 ? key.toLowerCase() : key];
  const busy = event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]");
  if (!order || busy || target.closest("input, textarea, select")) return;
  if (target.closest("button") && (key === "Enter" || key === " ")) return;
  event.preventDefault();
  run(order);
}
