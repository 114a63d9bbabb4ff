// The interview that is open. Each finished step is sealed to the organisation as it is finished;
// what was answered so far stays readable only under the key in memory, until it is finished.
import { sealTo } from "./hpke.js";
import * as lock from "./lock.js";
import * as signs from "./signs.js";
import * as store from "./store.js";

const BLOCK = 512; // what is sealed is as long as many others: its length tells no answer
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's
const bytes = new TextEncoder();
const text = new TextDecoder();
let held = null; // { draft, code, key (in memory alone), wrapped, state }

function padded(value) {
  const written = bytes.encode(JSON.stringify(value));
  const whole = new Uint8Array(Math.ceil(written.length / BLOCK) * BLOCK).fill(32);
  whole.set(written);
  return whole;
}

const newCode = () =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((one) => LETTERS[one & 31]).join("");

// As it is read out or typed: without strokes, O for zero, I and L for one.
export function readCode(typed) {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return [...code].length === 8 && [...code].every((sign) => LETTERS.includes(sign)) ? code : null;
}

export const current = () => held && { code: held.code, ...held.state };
export const chosen = () => signs.instrument(held.state.instrument);
export const close = () => { held = null; };

async function openRow() {
  const { draft, code, key, wrapped, state } = held; // once: it may be locked while this is sealed
  const sealed = await lock.encrypted(key, padded(state));
  const { place } = state;
  return { name: "open", draft, code, wrapped, place, ...sealed };
}

async function sealedStep(said) {
  const { instrument, version, place, to } = held.state;
  const info = bytes.encode(`clew offline step 1|${to.key}|${held.draft}|${place}`);
  const plain = padded({ ...said, at: Date.now(), instrument, version });
  return { draft: held.draft, place, sealed: await sealTo(Uint8Array.from(to.public), info, plain) };
}

// Everything is sealed before the transaction begins: a database waits for no other promise.
async function keep(said, next, { done = false } = {}) {
  const before = held.state;
  const step = await sealedStep(said);
  held.state = { ...before, ...next, place: before.place + 1, typed: null };
  const { key, member } = before.to;
  const draft = { id: held.draft, code: held.code, key, member, at: before.since, done };
  try {
    await store.keepStep(draft, step, done ? null : await openRow());
  } catch (error) {
    held.state = before;
    throw error;
  }
}

export async function begin(device, instrument, { code, age, between }) {
  const { key, wrapped } = await lock.newKey();
  const draft = crypto.randomUUID();
  held = {
    draft, key, wrapped, code: code || newCode(),
    state: {
      instrument: instrument.id, version: instrument.version, since: Date.now(), place: 0,
      // Another key later, and whoever makes the device ready anew, is for other drafts.
      to: { key: device.key, public: [...device.public], member: device.member },
      age, at: signs.first(instrument), choices: {}, words: {}, thoughts: {},
    },
  };
  const { heard, house } = device; // one moment by both clocks: was this one set since?
  await keep({ kind: "begin", talk: "yes", age, between, heard, house }, {});
}

export async function resume() {
  const row = await store.open();
  if (!row) return false;
  const key = await lock.unwrapped(row.wrapped);
  const state = JSON.parse(text.decode(await lock.decrypted(key, row)));
  held = { draft: row.draft, code: row.code, key, wrapped: row.wrapped, state };
  return true;
}

const without = (all, id) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== id));
const withOne = (all, id, value) => (value ? { ...all, [id]: value } : without(all, id));

// A null choice takes an answer back; words may stand alone. Returns whether there was a step.
export async function answer(id, { choice, words, thought }, at) {
  const { choices, words: said, thoughts } = held.state;
  const same = (choices[id] ?? null) === choice && (said[id] ?? "") === words
    && (thoughts[id] ?? "") === thought;
  if (same) return move(at);
  const source = signs.sign(chosen(), id).seen ? "seen" : "said";
  await keep({ kind: "answer", indicator: id, choice, words, thought, source }, {
    at,
    choices: withOne(choices, id, choice),
    words: withOne(said, id, words),
    thoughts: withOne(thoughts, id, thought),
  });
  return true;
}

// Moving about answers nothing; it is kept so that a reload comes back to the same question.
export async function move(at) {
  held.state = { ...held.state, at, typed: null };
  await store.keepOpen(await openRow());
  return false;
}

// What is being typed, before the step is finished: kept so that a lock or a reload loses no word.
export async function note(typed) {
  if (!held) return;
  held.state = { ...held.state, typed };
  await store.keepOpen(await openRow());
}

export async function finish() {
  const asked = Object.keys(held.state.choices).length;
  const all = chosen().parts.flatMap((part) => part.signs).length;
  await keep({ kind: "end", how: asked === all ? "finished" : "stopped" }, {}, { done: true });
  const code = held.code;
  held = null;
  return code;
}
