// The signs as data, laid down with the page: which instruments there are, and what each asks.
let found = [];

export async function load(address) {
  const answer = await fetch(address);
  found = (await answer.json()).instruments;
}

export const instruments = () => found;
export const instrument = (id) => found.find((one) => one.id === id);
const order = (chosen) => chosen.parts.flatMap((part) => part.signs);
export const first = (chosen) => order(chosen)[0].id;
export const sign = (chosen, id) => order(chosen).find((one) => one.id === id);

function beside(chosen, id, step) {
  const ids = order(chosen).map((one) => one.id);
  return ids[ids.indexOf(id) + step] ?? null;
}
export const after = (chosen, id) => beside(chosen, id, 1);
export const before = (chosen, id) => beside(chosen, id, -1);

export function place(chosen, id) {
  const part = chosen.parts.findIndex((one) => one.signs.some((item) => item.id === id));
  const signs = chosen.parts[part].signs;
  return {
    name: chosen.parts[part].name,
    part: part + 1,
    parts: chosen.parts.length,
    question: signs.findIndex((item) => item.id === id) + 1,
    questions: signs.length,
    next: chosen.parts[part + 1]?.signs[0].id ?? null,
  };
}
