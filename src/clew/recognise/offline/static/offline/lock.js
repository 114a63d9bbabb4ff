// The lock of the open interview: a random key in memory, wrapped by the member's PIN so that it
// survives a reload. A try is counted before it is looked at: closing the page gives none back.
import { about, forgetOpen } from "./store.js";

export const MOST_TRIES = 5;
const ITERATIONS = 600_000;
const AES = { name: "AES-GCM", length: 256 };
const CHECK = new TextEncoder().encode("clew: the PIN is right");
let underPin = null;

async function keyUnder(pin, { salt, iterations }) {
  const typed = new TextEncoder().encode(pin.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, base, AES, false, ["encrypt", "decrypt"]);
}

export async function encrypted(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes)) };
}

export async function decrypted(key, { iv, sealed }) {
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed));
}

// A PIN that repeats or counts is tried first by whoever finds the device.
export function faultOf(pin, again) {
  if (pin !== again) return "pins-differ";
  if (pin.length < 6) return "pin-short";
  const steps = new Set([...pin].slice(1).map((sign, at) => sign.charCodeAt(0) - pin.charCodeAt(at)));
  const [step] = steps;
  return steps.size === 1 && [-1, 0, 1].includes(step) ? "pin-easy" : "";
}

export async function choosePin(pin) {
  const row = { name: "pin", salt: crypto.getRandomValues(new Uint8Array(16)), iterations: ITERATIONS, tries: 0 };
  underPin = await keyUnder(pin, row);
  await about.put({ ...row, check: await encrypted(underPin, CHECK) });
}

export const isUnlocked = () => underPin !== null;
export const forgetKeys = () => { underPin = null; };

export async function triesLeft() {
  const row = await about.get("pin");
  return row ? MOST_TRIES - row.tries : 0;
}

// Returns true, or how many tries are left; with the last one goes what the PIN could open.
export async function unlock(pin) {
  const row = await about.counted("pin", MOST_TRIES);
  if (!row) {
    await forgetOpen();
    return 0;
  }
  const key = await keyUnder(pin, row);
  try {
    await decrypted(key, row.check);
  } catch {
    if (row.tries < MOST_TRIES) return MOST_TRIES - row.tries;
    await forgetOpen();
    return 0;
  }
  await about.put({ ...row, tries: 0 });
  underPin = key;
  return true;
}

export async function newKey() {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
  const wrapped = await encrypted(underPin, raw);
  raw.fill(0);
  return { key, wrapped };
}

export async function unwrapped(wrapped) {
  const raw = await decrypted(underPin, wrapped);
  const key = await crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return key;
}
