// Loaded first on every page. The pages demand Trusted Types; this policy says what may pass.
// HTML passes because all of it is fragments of our own server, escaped there.
if (window.trustedTypes) {
  const worker = `${location.origin}/service-worker.js`;
  window.trustedTypes.createPolicy("default", {
    createHTML: (html) => html,
    createScriptURL: (address) => {
      if (new URL(address, document.baseURI).href === worker) return worker;
      throw new TypeError("Only this site's own /service-worker.js may be loaded as a script.");
    },
    createScript: () => {
      throw new TypeError("Text may not become a script.");
    },
  });
}
