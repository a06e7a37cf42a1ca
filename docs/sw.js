// The service worker: pages that were visited can be read again without a connection.
//
// What has a digest in its address never changes, and is taken from the cache if it is there. All else
// is asked for first, so that nobody is shown an old page who could have the new one.

const CACHE = "site";
const HERE = self.registration.scope;
const DIGEST = /[.-][0-9a-f]{8,}(?=[./])/;
const NOT_HERE = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>No connection</title>
<p>There is no connection, and this page was not visited before.</p></html>`;

const key = (address) => address.split(/[?#]/)[0]; // no page of this site depends on the rest
const lasts = (address) => DIGEST.test(address.slice(HERE.length));
const kind = (address) => HERE + address.slice(HERE.length).replace(DIGEST, "");

/** Keeps an answer, in the place of an older one of the same kind. */
async function put(address, response) {
  const cache = await caches.open(CACHE);
  await cache.put(key(address), response);
  if (!lasts(key(address))) return;
  for (const {url} of await cache.keys()) {
    if (url !== key(address) && lasts(url) && kind(url) === kind(key(address))) await cache.delete(url);
  }
}

/** Returns what the network answers, and keeps it. What is read, not shown or run, is as it is now. */
async function ask(event) {
  const {request} = event;
  const isText = !lasts(key(request.url)) && (request.mode === "navigate" || !request.destination);
  const response = await fetch(request, isText ? {cache: "no-cache"} : {});
  if (response.status === 200 && response.type === "basic") {
    event.waitUntil(put(request.url, response.clone()).catch(() => {})); // no room: not kept
  }
  return response;
}

async function answer(event) {
  const {request} = event;
  const kept = async () => (await caches.open(CACHE)).match(key(request.url));
  if (lasts(key(request.url))) return await kept() ?? ask(event);
  try {
    return await ask(event);
  } catch (error) {
    const last = await kept();
    if (last) return last;
    if (request.mode !== "navigate") throw error;
    return new Response(NOT_HERE, {status: 503, headers: {"Content-Type": "text/html"}});
  }
}

/** Keeps what was loaded without this worker: before it was there, or from the browser's own cache. */
async function keep(addresses) {
  const cache = await caches.open(CACHE);
  const here = new Set(addresses.filter((address) => address.startsWith(HERE)).map(key));
  await Promise.all([...here].map(async (address) => {
    if (await cache.match(address)) return;
    const response = await fetch(address).catch(() => null);
    if (response?.status === 200) await put(address, response).catch(() => {});
  }));
}

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));
self.addEventListener("fetch", (event) => {
  const {method, url} = event.request;
  if (method === "GET" && url.startsWith(HERE)) event.respondWith(answer(event));
});
