// The page without network: where it begins, and what each button does.
import * as asking from "./asking.js";
import * as enrolling from "./enrolling.js";
import * as interview from "./interview.js";
import * as lock from "./lock.js";
import * as sending from "./sending.js";
import * as signs from "./signs.js";
import * as store from "./store.js";
import { dayInWords, filled, show, words } from "./screens.js";
import { wipeAll } from "./wiping.js";

const IDLE = 10 * 60 * 1000; // nobody touched it: the keys leave memory
const AGAIN = 5000;
const NOTES = 800; // after the last letter
const main = () => document.getElementById("main");
let around = { where: "offline" }; // who is signed in, as far as the network says
let wanted = null; // what to do once the PIN is right
let resting;
let trying;
let noting;

const fault = (named) => (/^[a-z-]+$/.test(named) ? words("w-faults", named) : named);

async function tellHeld() {
  const held = await store.drafts();
  const found = await enrolling.device();
  const name = held.length === 0 ? "none" : held.length === 1 ? "one" : "many";
  let told = words("w-held", name, { number: held.length });
  if (held.length && found) {
    const before = enrolling.sendBefore(found, held);
    const when = before < Date.now() ? "late" : "before";
    told += ` · ${words("w-held", when, { day: dayInWords(before) })}`;
  }
  document.getElementById("held").textContent = told;
}

async function listen() {
  const found = await enrolling.device();
  around = await sending.hello(found);
  if (found && around.where === "here") return enrolling.heard(found, around);
  return found;
}

function ready(why = "") {
  const secure = window.isSecureContext && "serviceWorker" in navigator && crypto.subtle;
  show("t-ready", {
    when: [secure ? around.where : "insecure", why ? "why" : ""], slots: { why },
  });
}

function door(chosen) {
  if (!chosen.usable) {
    return filled("t-shut", { slots: { title: chosen.title, because: chosen.because } });
  }
  const number = chosen.parts.flatMap((part) => part.signs).length;
  const people = ["children", "adults"].includes(chosen.people) ? chosen.people : "any";
  const piece = filled("t-door", {
    slots: {
      title: chosen.title, people: words("w-people", people),
      signs: words("w-people", "signs", { number }),
      cite: [chosen.cited, chosen.version, chosen.state].filter(Boolean).join(" · "),
    },
  });
  piece.querySelector("[data-act]").dataset.instrument = chosen.id;
  return piece;
}

// What keeps an interview from being begun: asked when the sets are shown, and again at the press,
// for another window may have begun one, or the house may have been heard, in between.
async function standsInTheWay(found) {
  if (found.ended) return "ended";
  if ((await store.drafts()).length >= found.drafts) return "too-many";
  if (enrolling.setBack(found)) return "set-back";
  if (await enrolling.daysWithout() > found.days) return "too-long";
  return (await store.open()) ? "goes-on" : "";
}

// What comes `late`, after the network, comes up only where nobody is at a form by then, and that is
// looked at last: one may have been opened while this was read from the store.
async function home({ why = "", told = "", late = false } = {}) {
  const found = await enrolling.device();
  if (!found) return late && inForm() ? undefined : ready(why);
  const [held, open, pin] = [await store.drafts(), await store.open(), await lock.triesLeft()];
  const done = held.filter((draft) => draft.done);
  const when = [around.where];
  if (why) when.push("why");
  if (told || found.off) when.push("told");
  if (open) when.push("open");
  if (done.length) when.push("waits");
  const ofOthers = done.some((draft) => draft.member !== around.member);
  if (around.where === "here" && ofOthers) when.push("other-member");
  when.push(pin ? await standsInTheWay(found) || "may-begin" : "no-pin");
  const waits = words("w-held", done.length === 1 ? "one" : "many", { number: done.length });
  if (late && inForm()) return tellHeld();
  show("t-home", {
    when,
    slots: {
      why, told: told || (found.off ? words("w-faults", "clock") : ""), waits,
      "open-code": open?.code ?? "", instruments: signs.instruments().map(door),
    },
  });
  await tellHeld();
  tryAgain(done.length > 0);
}

const inForm = () => main().querySelector("form, [data-act=finish]"); // nobody is interrupted there

// By hand all of it is sent; by itself what was held for whoever is signed in now.
async function send({ byItself = false } = {}) {
  const found = await listen();
  if (inForm()) return tellHeld();
  if (around.where !== "here") {
    return home({ why: around.where === "signed-out" ? fault("signed-out") : "", late: true });
  }
  const { sent, why } = await sending.sendAll(found, around.token, byItself ? around.member : null);
  const told = sent ? words("w-faults", sent === 1 ? "sent-one" : "sent-many", { number: sent }) : "";
  return home({ why: why && fault(why), told, late: true });
}

// When the network is back, what is finished is sent by itself; by another member it is not. A
// browser's word that there is a network is not enough: what waits is tried again and again.
async function back() {
  if (inForm()) return tellHeld();
  const before = [around.where, around.member, around.state].join();
  const found = await listen();
  const done = (await store.drafts()).filter((draft) => draft.done);
  if (inForm()) return tellHeld();
  const mine = found && around.where === "here" && done.some((one) => one.member === around.member);
  if (mine) return send({ byItself: true });
  const now = [around.where, around.member, around.state].join();
  // Nothing is shown anew that is as it was.
  return now === before ? tryAgain(done.length > 0) : home({ late: true });
}

function tryAgain(waits) {
  clearTimeout(trying);
  if (waits && around.where === "offline") trying = setTimeout(() => telling(back), AGAIN);
}

async function askPin(then, wrong = "") {
  wanted = then;
  const left = await lock.triesLeft();
  if (!left) return home();
  const name = left === 1 ? "last" : "left";
  return show("t-pin", {
    when: wrong ? ["wrong"] : [], slots: { wrong, left: words("w-pin", name, { number: left }) },
  });
}

const withPin = (then) => (lock.isUnlocked() ? then() : askPin(then));

async function resume() {
  if (!interview.current() && !(await interview.resume())) return home();
  return asking.question();
}

const prepare = (chosen, { code = true, why = "" } = {}) => {
  show("t-prepare", {
    when: [code ? "" : "bad-code", why ? "why" : ""],
    slots: {
      why, title: chosen.title, caution: chosen.caution,
      cite: [chosen.cited, chosen.version, chosen.state].filter(Boolean).join(" · "),
    },
  });
  main().querySelector("form").dataset.instrument = chosen.id;
};

async function begin(form) {
  const chosen = signs.instrument(form.dataset.instrument);
  if (form.elements.talk.value === "no") return show("t-not-now");
  const typed = form.elements.shared.value.trim();
  const code = typed ? interview.readCode(typed) : "";
  if (code === null) return prepare(chosen, { code: false });
  const { age, between } = form.elements;
  const asChild = ["child", "unsure"].includes(age.value);
  const asked = asChild ? signs.instrument(chosen.for_child) : chosen;
  const told = { code, age: age.value, between: between.value };
  const found = await enrolling.device();
  if (await standsInTheWay(found)) return home();
  await interview.begin(found, asked, told);
  await tellHeld();
  return asking.question();
}

async function enrol(form) {
  const { label, pin, again } = form.elements;
  const wrong = lock.faultOf(pin.value, again.value);
  if (wrong) return refill(fault(wrong), label.value);
  const why = await sending.hello().then((found) => {
    around = found;
    return found.where === "here" ? "" : found.where === "offline" ? "no-network" : "signed-out";
  }) || await enrolling.enrol(around.token, label.value, pin.value);
  if (why) return refill(fault(why), label.value);
  await listen();
  return home();
}

function refill(why, label) {
  ready(why);
  const field = main().querySelector("#label");
  if (field) field.value = label;
}

async function unlock(form) {
  const answer = await lock.unlock(form.elements.pin.value);
  if (answer === true) return wanted();
  if (answer > 0) return askPin(wanted, words("w-pin", "wrong"));
  interview.close();
  return home();
}

async function wipe() {
  const number = (await store.drafts()).length;
  const name = number === 1 ? "one" : "many";
  show("t-wipe", {
    when: number ? ["unsent"] : ["empty"],
    slots: {
      count: words("w-wipe", number ? name : "none", { number }),
      sure: number ? words("w-wipe", `sure-${name}`, { number }) : "",
    },
  });
}

async function wiped() {
  interview.close();
  await wipeAll();
  document.getElementById("held").textContent = "";
  show("t-wiped");
}

async function lockNow() {
  try {
    await asking.noteTyped();
  } finally {
    interview.close();
    lock.forgetKeys();
  }
  return home();
}

const acts = {
  home: () => home(),
  again: () => ready(),
  send: () => send(),
  wipe,
  "seal-open": async () => {
    interview.close();
    await store.closeOpen();
    await home();
    telling(back); // not awaited: the next press does not wait for the network
  },
  resume: () => withPin(resume),
  lock: lockNow,
  choose: (button) => withPin(() => prepare(signs.instrument(button.dataset.instrument))),
  back: (button) => asking.answered(button.form, "back"),
  ask: async (button) => {
    await interview.move(button.dataset.sign);
    asking.question();
  },
  finish: async () => {
    const code = await interview.finish();
    await tellHeld();
    show("t-done", { slots: { code } });
  },
};
const forms = {
  enrol, unlock, begin,
  "wipe-all": wiped,
  answer: (form, go) => asking.timed(() => asking.answered(form, go)),
};

// What went wrong is told where the person is, and what they typed stays.
async function telling(work) {
  try {
    await work();
  } catch (error) {
    const named = { ConstraintError: "elsewhere", QuotaExceededError: "no-room" }[error.inner?.name ?? error.name];
    if (!named) throw error;
    interview.close();
    await home({ why: words("w-faults", named) });
  }
}

// One after the other: a second press waits for the first, and is let go where the first has taken
// its button or form away. What waits for the network is not waited for.
let turn = Promise.resolve();
function inTurn(work, from = main()) {
  const mine = turn.then(() => (from.isConnected ? telling(work) : undefined));
  turn = mine.catch(() => {});
  return mine;
}

function rest() {
  clearTimeout(resting);
  clearTimeout(noting);
  resting = setTimeout(() => inTurn(lockNow), IDLE);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (!button) return;
  rest();
  const work = () => acts[button.dataset.act](button);
  if (button.dataset.act === "send") telling(work);
  else inTurn(work, button);
});
document.addEventListener("submit", (event) => {
  const work = forms[event.target.dataset.act];
  if (!work) return;
  event.preventDefault();
  rest();
  const go = event.submitter?.value ?? "next"; // now: it is gone when its turn comes
  inTurn(() => work(event.target, go), event.target);
});
document.addEventListener("input", () => {
  rest();
  noting = setTimeout(() => inTurn(asking.noteTyped), NOTES);
});
addEventListener("online", () => telling(back));
addEventListener("offline", () => telling(back));

await signs.load(document.body.dataset.signs);
await store.closeStranded();
const known = await listen();
await home();
if (known && around.where === "here") await enrolling.layDown(); // the browser may have let go of it
await telling(back);
