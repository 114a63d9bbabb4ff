// Making a device ready, and keeping it so: laying the page down, the key, and how long it holds.
import * as lock from "./lock.js";
import { post } from "./sending.js";
import { about } from "./store.js";

const DAY = 24 * 60 * 60 * 1000;
const CLOCK_OFF = 5 * 60 * 1000;

export const device = () => about.get("device");

// The worker answers for the network from here on; it is ready when all files are laid down.
export async function layDown() {
  const scope = document.body.dataset.here;
  const found = await navigator.serviceWorker.register("/service-worker.js", { scope });
  const coming = found.installing ?? found.waiting;
  if (coming && !found.active) {
    await new Promise((done, failed) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") done();
        if (coming.state === "redundant") failed(new Error("The files could not be laid down."));
      });
    });
  }
  await navigator.storage?.persist?.();
}

export async function enrol(token, label, pin) {
  const answer = await post(document.body.dataset.enrol, token, { label });
  if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
  if (answer.status === 422) return (await answer.json()).why;
  if (!answer.ok) return "not-taken";
  const { now, public: point, ...agreed } = await answer.json();
  await layDown();
  await lock.choosePin(pin);
  await about.put({
    name: "device", ...agreed, public: Uint8Array.from(point), heard: Date.now(), latest: Date.now(),
    spent: 0, house: now, off: Math.abs(now - Date.now()) > CLOCK_OFF, ended: false,
  });
  return "";
}

// The house was heard: the days without it begin anew.
export async function heard(found, { now, state }) {
  const row = {
    ...found, heard: Date.now(), latest: Date.now(), spent: 0, house: now,
    off: Math.abs(now - Date.now()) > CLOCK_OFF, ended: state !== "ready",
  };
  await about.put(row);
  return row;
}

// Days without the house are counted as its clock goes on: setting it back gives none of them back.
// Set forward and put right again, the next contact counts anew.
export const daysWithout = async () => (await about.passed(Date.now())) / DAY;

// Set back to before the house was last heard, no day can be counted on it until it is heard again.
export const setBack = (found) => Date.now() < found.heard - CLOCK_OFF;

export const sendBefore = (found, drafts) =>
  Math.min(...drafts.map((draft) => draft.at)) + found.days * DAY;
