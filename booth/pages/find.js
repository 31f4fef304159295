/** Opens a guest's pictures by a typed code. */

import { preferred, speak, translate } from "./i18n.js";

document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = new FormData(event.target).get("code").trim();
  location.assign(`/p/${encodeURIComponent(code)}`);
});

await speak(preferred());
translate();
