/** Says why the organiser is asked for the PIN again. */

const asked = new URLSearchParams(location.search);
const wait_s = Number(asked.get("wait"));
const said = document.getElementById("said");
if (asked.get("to") === "kiosk") document.querySelector("input[name=to]").value = "kiosk";
if (wait_s > 0) said.textContent = `Too many wrong PINs. Wait ${wait_s} s, then try again.`;
else if (asked.has("wrong")) said.textContent = "That is not the PIN. 'footlights booth' printed it when it started.";
