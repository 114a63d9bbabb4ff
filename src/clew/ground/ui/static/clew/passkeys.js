// Passkeys: a form with data-passkey asks the device, and sends what it answered. The options come
// with the page, or are fetched when the button is pressed: a challenge is asked only once.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (found) => ({ ...found, id: bytes(found.id) });

function asked(options) {
  const asks = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (asks.user) asks.user = named(asks.user);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (asks[list]) asks[list] = asks[list].map(named);
  }
  return { publicKey: asks };
}

function answered(credential) {
  const response = {};
  for (const name of [
    "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle",
  ]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

function tell(form, name) {
  const sentence = form.querySelector(`[data-passkey-told="${name}"]`);
  for (const other of form.querySelectorAll("[data-passkey-told]")) other.hidden = other !== sentence;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.passkey) return;
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  tell(form, "wait");
  try {
    const asks = asked(await options(form));
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create(asks)
      : await navigator.credentials.get(asks);
    form.elements.credential.value = answered(credential);
    form.submit();
  } catch (error) {
    // The person pressed Cancel, the device has no passkey for this house, or the time ran out.
    button.disabled = false;
    tell(form, error.name === "InvalidStateError" ? "there" : "failed");
  }
});

document.addEventListener("DOMContentLoaded", () => {
  if (window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.querySelector("button[type=submit]").disabled = true;
    tell(form, "none");
  }
});
