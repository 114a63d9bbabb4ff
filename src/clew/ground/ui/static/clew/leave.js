// The way out of a survivor's page. Without this file the same link works: it signs out and leads to
// a plain page. With it the page is empty at once, and Back does not lead to it again.
const presses = 3;
const withinMilliseconds = 3000;
let pressed = [];
function leave() {
  const way = document.querySelector("a[data-exit]");
  if (!way) return;
  const address = way.href;
  document.body.replaceChildren();
  location.replace(address);
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("a[data-exit]")) return;
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  const now = event.timeStamp;
  // A capital letter is Shift with another key: only Shift alone counts.
  pressed = event.key === "Shift" ? [...pressed, now].slice(-presses) : [];
  if (pressed.length === presses && now - pressed[0] < withinMilliseconds) leave();
});
// A page that the browser kept in memory is asked for anew: whoever has left is not shown it.
addEventListener("pagehide", () => { document.documentElement.hidden = true; });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.addEventListener("DOMContentLoaded", () => {
  for (const words of document.querySelectorAll("[data-exit-keys]")) words.hidden = false;
});
