// Wiping this device: the database, the laid down files and the worker. What was not sent is gone.
import * as lock from "./lock.js";
import * as store from "./store.js";

export async function wipeAll() {
  lock.forgetKeys();
  await store.wipe();
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}
