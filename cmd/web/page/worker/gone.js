// The worker of a site that keeps nothing. Where an earlier site at this address
// kept its pages, this takes their place, gives them up, and shows the pages that
// are there now.
'use strict';

addEventListener('install', () => self.skipWaiting());
addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith('barnyard ' + self.registration.scope + ' ')) await caches.delete(name);
  }
  await caches.delete('barnyard-note ' + self.registration.scope);
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: 'window' })) {
    if (client.frameType !== 'nested') client.navigate(client.url);
  }
}
