// What the page of words can do besides: copy a suggestion, take a dropped file, and say that
// something is too large before it is sent. Nothing is stored, and nothing leaves the page by it.
const form = document.querySelector("form[data-words]");
const field = form.querySelector("input[type=file]");
const area = form.querySelector("textarea");
const said = form.querySelector("[data-said]");

for (const button of document.querySelectorAll("button[data-copy]")) {
  const words = button.querySelector("span");
  const first = words.textContent;
  button.addEventListener("click", async () => {
    const from = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.textContent.trim());
    } catch {
      getSelection().selectAllChildren(from); // where a browser forbids it: selected, to be copied
      return;
    }
    words.textContent = button.dataset.done;
    setTimeout(() => { words.textContent = first; }, 2000);
  });
}

form.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});
form.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  field.files = event.dataTransfer.files;
  field.focus();
});

form.addEventListener("submit", (event) => {
  const file = field.files[0];
  const most = file ? Number(form.dataset.mostBytes) : Number(form.dataset.mostCharacters);
  const has = file ? file.size : area.value.length;
  said.textContent = has > most ? form.dataset.tooLong : "";
  if (has <= most) return;
  event.preventDefault();
  (file ? field : area).focus();
});
