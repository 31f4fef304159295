/** Keeps the screen from going to sleep, where the browser can and the page is served safely. */

export function stayAwake() {
  const ask = () => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); // A low battery may refuse.
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
