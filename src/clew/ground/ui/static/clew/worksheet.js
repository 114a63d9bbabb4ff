// What the live worksheet needs besides htmx.

// A field says that it is wrong exactly while a sentence stands beside it.
document.addEventListener("htmx:afterSettle", () => {
  for (const place of document.querySelectorAll("[data-field]")) {
    const field = document.getElementById(place.dataset.field);
    const sentence = place.querySelector(".msg");
    if (sentence) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", sentence.id);
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }
});

// While a year is being typed the browser reports the years 0002, 0020 and 0202: wait for the rest.
document.addEventListener("change", (event) => {
  const { type, value } = event.target;
  if (type === "date" && value && value < "1000") event.stopPropagation();
}, true);

// htmx notes the page's path for its history; nothing of this visit stays in the browser.
addEventListener("pagehide", () => sessionStorage.clear());
