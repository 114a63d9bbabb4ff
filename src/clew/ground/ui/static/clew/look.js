// Light or dark is changed in place: sending the form would lose what a page holds.
document.documentElement.classList.add("script");
document.querySelector("form[data-look]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = event.submitter;
  const form = new FormData(event.target, chosen);
  await fetch(event.target.action, { method: "POST", body: form, redirect: "manual" });
  if (chosen.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen.value;
  for (const button of event.target.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
});
