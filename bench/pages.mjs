// Measures the pages as people meet them: Lighthouse on a slow phone and a desktop, and the first paint, script and first
// film on a line of 50 kB/s with 400 ms. Called by `script/bench --pages`; prints Markdown.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const from = (folder, name) => import(createRequire(path.join(root, folder, 'x.js')).resolve(name));
const { chromium } = await from('web', '@playwright/test').then((module) => module.default ?? module);
const { default: lighthouse, desktopConfig } = await from('build/lighthouse', 'lighthouse');

const port = 7391;
const url = `http://127.0.0.1:${port}`;
const data = mkdtempSync(path.join(tmpdir(), 'kinoteka-pages-'));
const house = spawn(
  path.join(root, 'build/release/kinoteka'),
  ['serve', '--data', data, '--listen', `127.0.0.1:${port}`],
  { stdio: 'ignore' },
);
process.on('exit', () => {
  house.kill();
  rmSync(data, { recursive: true, force: true });
});
for (let tries = 0; !(await fetch(`${url}/readyz`).catch(() => undefined))?.ok; ++tries) {
  if (tries === 300) throw new Error('the server was not ready within 30 s');
  await new Promise((wait) => setTimeout(wait, 100));
}

// Somebody with a diary.
const headers = { 'Content-Type': 'application/json', Origin: url };
const send = (method, target, body) => fetch(url + target, { method, headers, body: JSON.stringify(body) });
const credentials = {
  email: 'ann@example.org',
  password: 'seven green lanterns',
};
const must = async (answer) => {
  if (!answer.ok) throw new Error(`${answer.url}: ${await answer.text()}`);
  return answer;
};
await must(
  await send('POST', '/api/auth/register', {
    ...credentials,
    username: 'ann',
    name: 'Ann',
  }),
);
const session = await must(await send('POST', '/api/auth/session', credentials));
headers.Cookie = session.headers.getSetCookie()[0].split(';')[0];
headers['X-CSRF-Token'] = (await session.json()).csrf_token;
for (let film = 1; film <= 60; ++film) {
  const day = `2026-${String((film % 9) + 1).padStart(2, '0')}-${String((film % 27) + 1).padStart(2, '0')}`;
  await must(
    await send('POST', `/api/movies/${film}/viewings`, {
      watched_on: day,
      rating: 4,
    }),
  );
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=7392'],
});
console.log('| page | | performance | accessibility | best practices | SEO | first paint | largest | layout shift |');
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const pages = {
  home: '/',
  films: '/movies',
  'a film': '/movies/1',
  diary: '/diary',
};
for (const [name, config] of [
  ['slow phone', undefined],
  ['desktop', desktopConfig],
])
  for (const [page, target] of Object.entries(pages)) {
    const flags = {
      port: 7392,
      output: 'json',
      logLevel: 'error',
      extraHeaders: { Cookie: headers.Cookie },
    };
    const { lhr } = await lighthouse(url + target, flags, config);
    const score = ({ score }) => Math.round(score * 100);
    const { categories: all, audits } = lhr;
    const seconds = (audit) => `${(audits[audit].numericValue / 1000).toFixed(1)} s`;
    const shift = audits['cumulative-layout-shift'].numericValue.toFixed(2);
    const scores = [all.performance, all.accessibility, all['best-practices'], all.seo].map(score).join(' | ');
    const paints = `${seconds('first-contentful-paint')} | ${seconds('largest-contentful-paint')}`;
    console.log(`| ${page} | ${name} | ${scores} | ${paints} | ${shift} |`);
  }

console.log('\n| at 50 kB/s, 400 ms | first paint | first film |\n| --- | ---: | ---: |');
for (const locale of ['en', 'ru']) {
  const context = await browser.newContext({
    locale,
    viewport: { width: 390, height: 844 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  const speed = {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  };
  await line.send('Network.emulateNetworkConditions', speed);
  const start = Date.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('main .poster').first().waitFor();
  const film = Date.now() - start;
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  console.log(`| start page (${locale}) | ${(paint / 1000).toFixed(1)} s | ${(film / 1000).toFixed(1)} s |`);
  await context.close();
}
await browser.close();
process.exit(0);
