// Showing one screen after another. All words stand in the page as templates; a script fills their
// slots with text, takes out what does not apply, and makes no HTML.
const main = () => document.getElementById("main");
const template = (id) => document.getElementById(id).content;

export const words = (id, name, values = {}) =>
  Object.entries(values).reduce(
    (told, [key, value]) => told.replace(`{${key}}`, String(value)),
    template(id).querySelector(`[data-word="${name}"]`).textContent.trim());

export function filled(id, { slots = {}, when = [] } = {}) {
  const piece = template(id).cloneNode(true);
  for (const part of [...piece.querySelectorAll("[data-if]")]) {
    if (!when.includes(part.dataset.if)) part.remove();
  }
  for (const part of piece.querySelectorAll("[data-slot]")) {
    const value = slots[part.dataset.slot];
    if (typeof value === "string") part.textContent = value;
    else if (value) part.replaceChildren(...value);
  }
  return piece;
}

export function show(id, { slots, when, title } = {}) {
  main().replaceChildren(filled(id, { slots, when }));
  for (const link of main().querySelectorAll('[data-slot="sign-in"]')) {
    const { signIn, here } = document.body.dataset;
    link.href = `${signIn}?next=${encodeURIComponent(here)}`;
  }
  const named = title ?? document.getElementById(id).dataset.title;
  document.title = `${named} · Clew`;
  scrollTo(0, 0);
  const heading = main().querySelector("h1");
  const wrong = main().querySelector('[role="alert"]');
  const first = wrong ?? heading;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  return main();
}

export const dayInWords = (at) =>
  new Date(at).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
