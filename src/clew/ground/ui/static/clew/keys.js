// Quick keys for the desk: g and a letter goes to a page, ? shows the keys. Never while typing.
const places = { s: "/screen/", w: "/trafficking-or-smuggling/", c: "/trafficking-or-smuggling/published-cases/", t: "/time-to-recover/" };
let waiting = false;
document.addEventListener("keydown", (event) => {
  // A page that holds answers is not left by a slip of the finger: nothing of it is kept.
  if (document.querySelector("form[data-holds]")) return;
  const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...document.querySelectorAll("[data-rows] tbody th a")];
  const step = waiting ? 0 : { j: 1, k: -1 }[event.key];
  if (step && rows.length) {
    const now = rows.indexOf(document.activeElement);
    rows[now < 0 ? 0 : Math.min(Math.max(now + step, 0), rows.length - 1)].focus();
  }
  if (waiting && places[event.key]) location.assign(places[event.key]);
  else if (event.key === "?") location.assign("/keyboard/");
  waiting = event.key === "g";
});
// When a page comes back with faults, start reading at their list.
document.querySelector(".wrong-summary")?.focus();
