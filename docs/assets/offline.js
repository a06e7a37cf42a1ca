// Has the pages that were visited work without a connection. Opened from a file, a page has no service
// worker, and this does nothing.
(() => {
  const {serviceWorker} = navigator;
  if (!serviceWorker || !location.protocol.startsWith("http")) return;

  // what was loaded before there was a service worker
  const keep = () => {
    const loaded = performance.getEntriesByType("resource").map(({name}) => name);
    serviceWorker.controller.postMessage({keep: [location.href, ...loaded]});
  };
  if (!serviceWorker.controller) {
    serviceWorker.addEventListener("controllerchange", () => {
      keep();
      if (document.readyState !== "complete") addEventListener("load", keep);
    }, {once: true});
  }
  serviceWorker.register(new URL("../sw.js", document.currentScript.src)).catch(() => {}); // a private window
})();
