// What this device holds, and nothing of it can be read here: sealed steps, the open interview under
// a key that the PIN wraps, and what was agreed when the device was made ready.
import Dexie from "./dexie.js";

export const NAME = "clew-offline";
const db = new Dexie(NAME);
db.version(1).stores({ about: "name", drafts: "id", steps: "[draft+place], draft", opened: "name" });
// Another window wipes the device: let go, or it waits for this one.
db.on("versionchange", () => { db.close(); location.reload(); });

export const about = {
  get: (name) => db.about.get(name),
  put: (row) => db.about.put(row),
  // Counts what its clock went on since it was last looked at; where it went back, nothing.
  passed: (now) =>
    db.transaction("rw", db.about, async () => {
      const row = await db.about.get("device");
      if (!row) return 0;
      const before = row.spent ?? row.latest - row.heard;
      const spent = before + Math.max(0, now - row.latest);
      await db.about.put({ ...row, spent, latest: now });
      return spent;
    }),
  // Counts one more try, in a transaction of its own; nothing comes back when there was none left.
  counted: (name, most) =>
    db.transaction("rw", db.about, async () => {
      const row = await db.about.get(name);
      if (!row || row.tries >= most) return null;
      row.tries += 1;
      await db.about.put(row);
      return row;
    }),
};

export const open = () => db.opened.get("open");
export const drafts = () => db.drafts.orderBy("id").toArray();
export const stepsOf = (draft) => db.steps.where("draft").equals(draft).sortBy("place");

// A step and what it makes of the open interview: both, or neither. Another window may have begun
// one, gone on with this one, or ended it: then nothing is written, and that window is named.
export const keepStep = (draft, step, openRow) =>
  db.transaction("rw", db.drafts, db.steps, db.opened, async () => {
    const found = await db.opened.get("open");
    const begins = step.place === 0;
    if (begins ? found : found?.draft !== draft.id || found.place > step.place) {
      throw new Dexie.ConstraintError("It goes on in another window.");
    }
    await db.steps.add(step);
    await db.drafts.put(draft);
    if (openRow) await db.opened.put(openRow);
    else await db.opened.clear();
  });

// Another window may have gone on, or have finished it: then this one says so, and writes nothing.
export const keepOpen = (openRow) =>
  db.transaction("rw", db.opened, async () => {
    const found = await db.opened.get("open");
    if (found?.draft !== openRow.draft || found.place > openRow.place) {
      throw new Dexie.ConstraintError("It goes on in another window.");
    }
    await db.opened.put(openRow);
  });

// The PIN was wrong too often: what it could open goes, and what is sealed stays to be sent.
export const forgetOpen = () =>
  db.transaction("rw", db.about, db.drafts, db.opened, async () => {
    const held = await db.opened.get("open");
    if (held) await db.drafts.update(held.draft, { done: true });
    await db.opened.clear();
    await db.about.delete("pin");
  });

// Ended without being opened again: what was finished is sealed, and is sent as it is.
export const closeOpen = () =>
  db.transaction("rw", db.drafts, db.opened, async () => {
    const held = await db.opened.get("open");
    if (held) await db.drafts.update(held.draft, { done: true });
    await db.opened.clear();
  });

// No window can go on with a draft that is not the open one: what was finished of it is to be sent.
export const closeStranded = () =>
  db.transaction("rw", db.drafts, db.opened, async () => {
    const held = await db.opened.get("open");
    await db.drafts.filter((one) => !one.done && one.id !== held?.draft).modify({ done: true });
  });

// Sent: it is no longer kept here.
export const forgetDraft = (id) =>
  db.transaction("rw", db.drafts, db.steps, async () => {
    await db.steps.where("draft").equals(id).delete();
    await db.drafts.delete(id);
  });

export const wipe = () => db.delete();
