// Two minutes before a session ends a quiet line says so, with a button. Without this file the foot of
// the page says when. It knows a time and nothing else, and asks nothing until the button is pressed.
const warnMilliseconds = 2 * 60 * 1000;
const idleMilliseconds = 20 * 60 * 1000;
const longestWait = 2 ** 31 - 1;
document.addEventListener("DOMContentLoaded", () => {
  const line = document.querySelector("form[data-stay]");
  if (!line) return;
  let waiting;
  const wait = (ends) => {
    clearTimeout(waiting);
    const left = Math.min(Math.max(ends - warnMilliseconds - Date.now(), 0), longestWait);
    waiting = setTimeout(() => { line.hidden = false; }, left);
  };
  line.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(line.action, { method: "POST", body: new URLSearchParams(new FormData(line)) });
    if (answer.status !== 204) return location.reload();
    line.hidden = true;
    wait(Date.now() + idleMilliseconds);
  });
  wait(Number(line.dataset.stay) * 1000);
});
