/** The buttons of the organiser's gallery: what they do is asked of the booth, never of Gradio. */

const ARMED_MS = 4000;

addEventListener("click", async (event) => {
  const pressed = event.target.closest?.("[data-action]");
  const album = pressed?.closest("[data-album]")?.dataset.album;
  if (!album) return;
  if (pressed.dataset.action === "delete" && !pressed.dataset.armed) {
    arm(pressed);
    return;
  }
  pressed.disabled = true;
  const reply = await fetch(`/keep/${album}/${pressed.dataset.action}`, { method: "POST" }).catch(() => null);
  pressed.textContent = reply?.ok ? "✓" : "Not done";
  if (reply?.ok && pressed.dataset.action === "delete") pressed.closest("[data-album]").remove();
});

function arm(pressed) {
  pressed.dataset.armed = "yes";
  pressed.textContent = "Really delete?";
  setTimeout(() => {
    delete pressed.dataset.armed;
    pressed.textContent = "Delete";
  }, ARMED_MS);
}
