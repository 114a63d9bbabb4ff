// The screens of an interview: one question a page, the check, and the end.
import * as interview from "./interview.js";
import * as signs from "./signs.js";
import { filled, show, words } from "./screens.js";

const main = () => document.getElementById("main");

// Tells how long a step took, from the press to the next question on the page; for the bench alone.
export async function timed(work) {
  const begun = performance.now();
  await work();
  performance.measure("clew-step", { start: begun });
}

export function question({ why = "", noneChosen = false, typed = null } = {}) {
  const state = interview.current();
  const chosen = interview.chosen();
  const item = signs.sign(chosen, state.at);
  const place = signs.place(chosen, state.at);
  const kind = item.seen ? "seen" : "spoken";
  const when = [kind];
  if (why) when.push("why");
  if (noneChosen) when.push("none-chosen");
  if (signs.before(chosen, state.at)) when.push("back");
  if (place.parts > 1) when.push("parts");
  if (["child", "unsure"].includes(state.age)) when.push("as-child");
  if (item.question) when.push("helped");
  if (item.strength) when.push("strength");
  show("t-question", {
    when,
    title: words("w-asking", "title", { part: place.name, question: place.question }),
    slots: {
      why, code: state.code, part: place.name, where: words("w-asking", "where", place),
      question: item.question ?? item.label, reason: item.why ?? "", how: item.how ?? "",
      avoid: item.avoid ?? "", label: item.label, strength: item.strength,
      cite: [chosen.cited, item.state || chosen.state].filter(Boolean).join(" · "),
    },
  });
  const form = main().querySelector("form");
  const left = state.typed?.at === state.at ? state.typed : null;
  const { choice, said, thought } = typed ?? left ?? {
    choice: state.choices[state.at], said: state.words[state.at], thought: state.thoughts[state.at],
  };
  const box = choice && form.querySelector(`[name="choice"][value="${choice}"]`);
  if (box) box.checked = true;
  form.elements.words.value = said ?? "";
  form.elements.thought.value = thought ?? "";
  if (item.seen) form.elements.words.setAttribute("aria-describedby", "saw-hint");
  form.querySelector('[data-slot="thought-box"]').open = Boolean(thought);
}

function row(item, state) {
  const choice = state.choices[item.id];
  const said = state.words[item.id] ?? "";
  const kind = item.seen ? "seen" : "spoken";
  const named = kind === "seen" && choice === "not_said" ? "spoken" : kind;
  const piece = filled("t-row", {
    when: [choice ? "said" : "not-asked", said ? "words" : ""],
    slots: {
      question: item.question ?? item.label, words: said, of: `: ${item.label}`,
      said: choice ? words("w-asking", `${named}-${choice}`) : "",
    },
  });
  piece.querySelector("[data-act]").dataset.sign = item.id;
  return piece;
}

export function check(why = "") {
  const state = interview.current();
  const parts = interview.chosen().parts.map((part) => filled("t-part", {
    slots: { name: part.name, rows: part.signs.map((item) => row(item, state)) },
  }));
  show("t-check", { when: why ? ["why"] : [], slots: { why, parts } });
}

function typedIn(form) {
  return {
    choice: form.elements.choice.value || null,
    said: form.elements.words.value, thought: form.elements.thought.value,
  };
}

// Keeps what stands in the page just now, where a question is open.
export async function noteTyped() {
  const form = main().querySelector('form[data-act="answer"]');
  const state = interview.current();
  if (form && state) await interview.note({ at: state.at, ...typedIn(form) });
}

// Takes the answer on the page, seals it, and shows what the worker asked for.
export async function answered(form, go) {
  const { at } = interview.current();
  const chosen = interview.chosen();
  const typed = typedIn(form);
  if (go === "next" && !typed.choice) return question({ noneChosen: true, typed });
  const next = { back: signs.before(chosen, at), part: signs.place(chosen, at).next, stop: null }[go];
  const target = next === undefined ? signs.after(chosen, at) : next;
  const choice = go === "skip" ? null : typed.choice;
  await interview.answer(at, { choice, words: typed.said, thought: typed.thought }, target ?? at);
  if (target) question();
  else check();
}
