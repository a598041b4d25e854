// Keeps the application's own files, so that it opens without the net and says so itself. What the server answers about
// films is never kept here. `files` and `version` are filled in by finish-build.mjs.
const version = '%VERSION%';
const files = ['%FILES%'];
const shell = '/';
const name = `kinoteka-${version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.add(new Request(shell, { cache: 'reload' }))));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  const old = async () => {
    for (const key of await caches.keys()) if (key.startsWith('kinoteka-') && key !== name) await caches.delete(key);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

// The page says when it is at rest: then the parts that have not been needed yet are fetched ahead, one by one.
self.addEventListener('message', (event) => {
  if (event.data !== 'fetch-ahead') return;
  const ahead = async () => {
    const cache = await caches.open(name);
    for (const file of files) {
      if (await cache.match(file)) continue;
      const response = await fetch(file).catch(() => undefined);
      if (!response) return; // the net is away: another time
      if (response.ok) await cache.put(file, response);
    }
  };
  event.waitUntil(ahead());
});

async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    const cache = await caches.open(name);
    await cache.put(request, copy);
  }
  return response;
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(shell, { ignoreVary: true })) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/assets/') || files.includes(pathname)) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && !pathname.startsWith('/api/')) event.respondWith(page(request));
});
