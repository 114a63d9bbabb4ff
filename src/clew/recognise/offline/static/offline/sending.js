// Sending what this device holds. The same sent twice changes nothing in the house; a draft goes
// from here only when the house has named every one of its steps.
import * as store from "./store.js";

const BATCH = 300_000; // letters; a request may have a million
const places = () => document.body.dataset;

const base64 = (sealed) => {
  let letters = "";
  for (const byte of sealed) letters += String.fromCharCode(byte);
  return btoa(letters);
};
const digestOf = async (sealed) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", sealed))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Who is signed in on this device, as far as the network says.
export async function hello(device) {
  try {
    const answer = await fetch(`${places().hello}?device=${device?.device ?? ""}`, {
      redirect: "manual", cache: "no-store", headers: { Accept: "application/json" },
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { where: "signed-out" };
    if (answer.status === 403) return { where: "not-allowed" };
    if (!answer.ok) return { where: "offline" };
    return { where: "here", ...(await answer.json()) };
  } catch {
    return { where: "offline" };
  }
}

export const post = (address, token, sent) =>
  fetch(address, {
    method: "POST", redirect: "manual", cache: "no-store", body: JSON.stringify(sent),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
  });

function batches(steps) {
  const found = [[]];
  let letters = 0;
  for (const step of steps) {
    if (letters + step.sealed.length > BATCH && found.at(-1).length) {
      found.push([]);
      letters = 0;
    }
    found.at(-1).push(step);
    letters += step.sealed.length;
  }
  return found;
}

async function sendOne(device, token, draft) {
  const rows = await store.stepsOf(draft.id);
  if (!rows.length) return "not-taken";
  const steps = rows.map(({ place, sealed }) => ({ place, sealed: base64(sealed) }));
  let here = {};
  for (const part of batches(steps)) {
    const answer = await post(places().send, token, {
      draft: draft.id, device: device.device, key: draft.key, interview: draft.code,
      member: draft.member ?? null, total: rows.at(-1).place + 1, device_now: Date.now(), steps: part,
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
    if (answer.status === 422) return (await answer.json()).why;
    if (!answer.ok) return "not-taken";
    ({ here } = await answer.json());
  }
  for (const { place, sealed } of rows) {
    if (!here[place]?.includes(await digestOf(sealed))) return "not-taken";
  }
  await store.forgetDraft(draft.id);
  return "";
}

// Sends every finished draft, or those that were held for one member. Returns how many went, and the
// first thing that went wrong.
export async function sendAll(device, token, member = null) {
  const none = { sent: 0, why: "" };
  return navigator.locks.request("clew-send", { ifAvailable: true }, async (lock) => {
    if (!lock) return none; // another window is at it
    let { sent, why } = none;
    const done = (await store.drafts()).filter((one) => one.done);
    for (const draft of done.filter((one) => !member || one.member === member)) {
      let fault;
      try {
        fault = await sendOne(device, token, draft);
      } catch {
        fault = "no-network";
      }
      if (fault) why ||= fault;
      else sent += 1;
      if (fault === "no-network" || fault === "signed-out") break;
    }
    return { sent, why };
  });
}
