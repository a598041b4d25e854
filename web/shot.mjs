import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, size] of [
  ['d', { width: 1280, height: 900 }],
  ['p', { width: 390, height: 844 }],
]) {
  const c = await b.newContext({ viewport: size, baseURL: 'http://127.0.0.1:7340' });
  const p = await c.newPage();
  p.on('console', (m) => m.type() === 'error' && console.log(name, m.text()));
  await p.goto('/signin');
  await p
    .getByLabel(/e-mail|name/i)
    .first()
    .fill('a@example.org');
  await p
    .getByLabel(/password/i)
    .first()
    .fill('seven green lanterns');
  await p.keyboard.press('Enter');
  await p.waitForTimeout(1500);
  for (const path of process.argv.slice(2)) {
    await p.goto(path);
    await p.waitForTimeout(2000);
    await p.screenshot({ path: `/tmp/shot-${name}-${path.replace(/\W+/g, '_')}.png` });
  }
  await c.close();
}
await b.close();
