// On the house's own page: how many interviews this very device holds and has not sent. It makes no
// database where there is none, and opens nothing that is in it.
const NAME = "clew-offline";
const line = document.querySelector("[data-held]");
const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

if (line && (await indexedDB.databases()).some((one) => one.name === NAME)) {
  const db = await asked(indexedDB.open(NAME));
  const number = await asked(db.transaction("drafts").objectStore("drafts").count());
  db.close();
  line.hidden = number === 0;
  line.querySelector("[data-number]").textContent = String(number);
}
