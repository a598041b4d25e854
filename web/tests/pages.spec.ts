import { expect, test, type Page } from '@playwright/test';
import { spill, violations } from './axe';

// A page that is quiet: no error in its console, nothing asked of anybody but us.
test.beforeEach(async ({ page, baseURL }) => {
  page.on('console', (message) => {
    const refused = /status of 404/.test(message.text()); // a film that is not there is asked for in a test
    if (message.type() === 'error' && !refused) throw new Error(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(String(baseURL)) && !request.url().startsWith('data:'))
      throw new Error(`asked ${request.url()}`);
  });
});

async function open(page: Page, path: string) {
  await page.goto(path);
  // A busy machine has fetched everything long before it has run it: until the bar stands, nobody hears a key.
  await expect(page.locator('button.bar__search')).toBeVisible();
  await page.waitForLoadState('networkidle');
}

async function openFilm(page: Page, words: string) {
  await open(page, `/movies?q=${encodeURIComponent(words)}`);
  await page.locator('main .poster').first().click();
  await expect(page).toHaveURL(/\/movies\/\d+$/);
  await expect(page.locator('.movie h1')).toBeVisible();
}

/** What loads as one comes near it has loaded, down to the page's end: nothing moves under a press any more. */
async function untilStill(page: Page) {
  await page.locator('.foot').scrollIntoViewIfNeeded();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}

test('typing "godfater" anywhere finds The Godfather', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('godfater');
  const first = page.getByRole('option').first();
  await expect(first).toContainText('The Godfather');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Godfather');
  await expect(page).toHaveTitle('The Godfather (1972) · Kinoteka');
});

test('the search works with arrows, closes with Escape and opens with Ctrl+K', async ({ page }) => {
  await open(page, '/genres');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('seven sam');
  await expect(page.getByRole('option').first()).toContainText('Seven Samurai');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the search says when it finds nothing', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('/');
  await page.keyboard.type('qqqqzzzz');
  await expect(page.getByText('Nothing was found for “qqqqzzzz”')).toBeVisible();
});

test('filters live in the address', async ({ page }) => {
  await open(page, '/movies');
  // On a phone they stand behind a button.
  const filters = page.getByRole('button', { name: 'Filters' });
  if (await filters.isVisible()) await filters.click();
  await page.getByLabel('Country').selectOption('SU');
  await page.getByLabel('Years').selectOption('1970');
  await expect(page).toHaveURL(/country=SU/);
  await expect(page).toHaveURL(/year_from=1970&year_to=1979/);
  await expect(page.locator('.poster__title').filter({ hasText: 'Stalker' })).toBeVisible();
  await expect(page.locator('.poster__title').filter({ hasText: 'The Godfather' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Country')).toHaveValue('SU');
  await page.getByLabel('Title or person').fill('mirror');
  await expect(page).toHaveURL(/q=mirror/);
  await expect(page.locator('main .poster')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/movies$/);
});

test('the wall grows while one scrolls', async ({ page }) => {
  await open(page, '/movies');
  await expect(page.locator('main .poster')).toHaveCount(36);
  await page.mouse.wheel(0, 20_000);
  await expect.poll(() => page.locator('main .poster').count()).toBeGreaterThan(60);
});

test('a film leads to its people and they to their films', async ({ page }) => {
  await openFilm(page, 'stalker');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stalker');
  await expect(page.getByText('2 hr 42 min')).toBeVisible();
  await page.locator('.movie__by').getByRole('link', { name: 'Andrei Tarkovsky' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Andrei Tarkovsky');
  await expect(page.locator('.poster__title').filter({ hasText: 'Solaris' })).toBeVisible();
});

test('genres lead to their films', async ({ page }) => {
  await open(page, '/genres');
  await page.getByRole('link', { name: /^Film noir/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Film noir');
  await expect(page.locator('.poster__title').filter({ hasText: 'The Third Man' })).toBeVisible();
});

test('Russian and English, dark and light, and both are remembered', async ({ page }) => {
  await openFilm(page, 'godfather');
  await untilStill(page);
  await page.getByRole('button', { name: 'RU: перейти на русский' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Крёстный отец');
  await expect(page.getByText('В ролях')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Фрэнсис Форд Коппола' }).first()).toBeVisible();
  await expect(page.locator('.cast__name').first()).toHaveText('Марлон Брандо');
  await expect(page.locator('.chip').first()).toHaveText('Криминал');
  await page.getByRole('button', { name: 'Включить светлую тему' }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-bs-theme', 'light');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Крёстный отец');
});

test('an address or a film that is not there says so', async ({ page }) => {
  await open(page, '/nowhere');
  await expect(page.getByRole('heading', { name: 'This reel is missing' })).toBeVisible();
  await open(page, '/movies/99999999');
  await expect(page.getByRole('heading', { name: 'This reel is missing' })).toBeVisible();
});

test('a link to a film tells other programs what it is', async ({ request }) => {
  const page = async (path: string) => (await request.get(path, { headers: { Accept: 'text/html' } })).text();
  expect(await page('/movies/1')).toContain('property="og:title" content="A Trip to the Moon (1902)"');
  expect(await page('/movies/1')).toContain('<title>A Trip to the Moon (1902) · Kinoteka</title>');
  expect(await page('/movies/99999999'), 'the page says so itself').toContain('<title>Kinoteka</title>');
  expect(await page('/movies/new')).toContain('<title>Kinoteka</title>');
});

test('without the net the application opens, and says so inside the page', async ({ browser, viewport, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport, locale: 'en-US', serviceWorkers: 'allow' });
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(page.locator('main .poster').first()).toBeVisible();
  await context.setOffline(true);
  await page.goto('/lists');
  // Chromium 150 tells the page that it is offline only where it is told so after the page has come.
  const network = await context.newCDPSession(page);
  const offline = (is: boolean) =>
    network.send('Network.emulateNetworkConditions', {
      offline: is,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await network.send('Network.enable');
  await offline(true);
  await expect(page.getByText('You are offline').first()).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' }), 'the bar is there').toBeVisible();
  await context.setOffline(false);
  await offline(false);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lists');
  await context.close();
});

test('a part of a page that does not come is asked for once more, and no oftener', async ({ page }) => {
  page.removeAllListeners('console');
  page.removeAllListeners('pageerror');
  let asked = 0;
  await page.route(/\/assets\/Lists-.*\.js/, (route) => (++asked === 1 ? route.abort() : route.continue()));
  await page.goto('/lists');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lists');
  await page.route(/\/assets\/Members-.*\.js/, (route) => route.abort());
  await page.goto('/members');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByText('This page could not be fetched')).toBeVisible();
});

test('the bar and the ground stand before the application has come', async ({ page }) => {
  // All but the page, theme.js and one small file of styles is held up.
  await page.route(/\/assets\/(?!first-)/, () => undefined);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('#root .bar__search')).toBeVisible();
  await expect(page.locator('.bar__brand').getByText('Kinoteka')).toBeVisible();
  await expect(page.locator('.first-posters .skeleton').first()).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(17, 16, 14)');
  // What is in the page is painted a moment later: on a busy machine the two are frames apart.
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length === 1);
});

for (const [locale, welcome] of [
  ['en-US', 'Every film has its evening'],
  ['ru-RU', 'У каждого фильма свой вечер'],
] as const)
  test(`less than 150 kB of script come before the first film is seen (${locale})`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, locale, serviceWorkers: 'block' });
    const page = await context.newPage();
    const html = await (await context.request.get('/', { headers: { Accept: 'text/html' } })).text();
    const words = new RegExp(`name="words-${locale.slice(0, 2)}" content="([^"]+)"`).exec(html)?.[1] ?? '';
    const named = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+\.js)"/g)].map(([, file = '']) => file);
    const wanted = [...named, words];
    // Whatever else is asked for never comes, and the film is seen all the same.
    let bytes = 0;
    await page.route(/\.js$/, async (route) => {
      const file = new URL(route.request().url()).pathname;
      if (wanted.includes(file)) await route.continue();
    });
    for (const file of wanted) {
      const answer = await context.request.head(file, { headers: { 'Accept-Encoding': 'br' } });
      expect(answer.headers()['content-encoding'], file).toBe('br');
      bytes += Number(answer.headers()['content-length']);
    }
    await page.goto('/', { waitUntil: 'commit' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(welcome);
    await expect(page.locator('main .poster').first()).toBeVisible();
    expect(bytes).toBeLessThan(150_000);
    await context.close();
  });

test('a server that fails is told, and asked again at a press', async ({ page }) => {
  let failing = true;
  await page.route('**/api/movies?**', (route) =>
    failing
      ? route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          body: '{"type":"about:blank","title":"x","status":422,"detail":"x","request_id":"1","errors":[]}',
        })
      : route.continue(),
  );
  page.removeAllListeners('console');
  await open(page, '/movies');
  await expect(page.getByRole('alert')).toContainText('Something went wrong');
  failing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('main .poster').first()).toBeVisible();
});

test('an empty wall helps on', async ({ page }) => {
  await open(page, '/movies?rating_from=10');
  await expect(page.getByText('No film fits all of this')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(page.locator('main .poster').first()).toBeVisible();
});

test('drawn posters fit their frame', async ({ page }) => {
  await open(page, '/movies');
  const spills = await page
    .locator('.drawn__title')
    .evaluateAll((titles) =>
      titles
        .filter((title) => (title as SVGTextElement).getBBox().x + (title as SVGTextElement).getBBox().width > 198)
        .map((t) => t.textContent),
    );
  expect(spills).toEqual([]);
});

test('no page scrolls sideways', async ({ page }) => {
  await openFilm(page, 'godfather');
  for (const path of ['/', '/movies', '/genres', new URL(page.url()).pathname]) {
    await open(page, path);
    expect(await spill(page), path).toBeLessThanOrEqual(0);
  }
});

test('axe finds no violation in either theme', async ({ page }) => {
  await openFilm(page, 'godfather');
  const film = new URL(page.url()).pathname;
  await page.locator('.movie__by a').first().click();
  await expect(page).toHaveURL(/people/);
  const person = new URL(page.url()).pathname;
  for (const path of ['/', '/movies', '/genres', '/nowhere', '/movies?rating_from=10', film, person]) {
    await open(page, path);
    expect(await violations(page), path).toEqual([]);
  }
  await page.keyboard.press('/');
  await page.keyboard.type('alien');
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('the theme is the one of the device until one is chosen', async ({ page }) => {
  await open(page, '/');
  const theme = page.locator('html');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(theme).toHaveAttribute('data-bs-theme', 'light');
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await expect(theme).toHaveAttribute('data-bs-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'dark' });
  // Whoever asks later hears of it later: by then the page would have turned.
  await page.evaluate(() => {
    matchMedia('(prefers-color-scheme: light)').addEventListener('change', ({ matches }) => {
      document.documentElement.dataset.deviceIsLight = String(matches);
    });
  });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(theme).toHaveAttribute('data-device-is-light', 'true');
  await expect(theme).toHaveAttribute('data-bs-theme', 'dark');
});

test('what is below stays where it is when reviews and rows come', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await openFilm(page, 'godfather');
  await page.route(/\/api\/movies(\?|\/\d+\/reviews)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  // What comes meanwhile moves the foot away: to be at it is to come to it once more.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.locator('.foot').scrollIntoViewIfNeeded();
  await expect(page.locator('#reviews')).toBeVisible();
  await page.locator('.foot').scrollIntoViewIfNeeded();
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  release();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  // A line of text at most: a row's titles may all fit in one.
  expect(Math.abs((await height()) - before)).toBeLessThanOrEqual(50);
});

test('the API is described offline', async ({ page }) => {
  await page.goto('/api/docs');
  await expect(page.getByText('/api/movies/{id}').first()).toBeVisible();
});
