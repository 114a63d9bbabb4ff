// Answers for the network when there is none: the page without network and its files, and nothing
// else. What to keep stands above, written by the house; another version is laid down as a whole.
const KEPT = `clew-${self.CLEW.version}`;
const FILES = new Set(self.CLEW.files.map((file) => new URL(file, self.location.origin).href));

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(KEPT);
    await cache.addAll(self.CLEW.files.map((file) => new Request(file, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("clew-") && name !== KEPT);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const plain = url.split("#")[0];
  if (method !== "GET" || !FILES.has(plain)) return; // the network answers, or nobody
  event.respondWith((async () => {
    const cache = await caches.open(KEPT);
    return (await cache.match(plain)) ?? fetch(event.request);
  })());
});
