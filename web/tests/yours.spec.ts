import { expect, test } from '@playwright/test';
import { spill, violations } from './axe';
import { House, password } from './house';

// What people do with films, in a house of the test's own.

let house: House;
test.afterEach(() => house?.close());

test('somebody finds a film, rates and reviews it, and finds it in the profile', async ({ page, browser }) => {
  house = await House.open(['--verified-to-publish', 'false']);
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/movies?q=stalker`);
  await page.locator('.poster__link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stalker');
  const film = page.url();
  await expect(page.locator('.entry__average span')).toHaveText('0 ratings');
  await page.locator('.entry .stars label').nth(8).click();
  await expect(page.locator('.entry__average span')).toHaveText('1 rating');
  await expect(page.locator('.entry__average strong')).toHaveText('4.5');
  await page.getByRole('button', { name: 'Write a review' }).click();
  await page.getByLabel('Your review').fill('A *zone* of its own.');
  await page.getByRole('button', { name: 'Publish' }).click();
  const review = page.getByRole('article', { name: 'Review by ann' });
  await expect(review.locator('em')).toHaveText('zone');

  const other = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await house.signUp(other, 'bob');
  await other.goto(film);
  const theirs = other.getByRole('article', { name: 'Review by ann' });
  await expect(theirs).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await expect(theirs.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await theirs.getByRole('button', { name: '0 comments' }).click();
  await theirs.getByLabel('Your comment').fill('Indeed.');
  await theirs.getByRole('button', { name: 'Send' }).click();
  await expect(theirs.getByText('Indeed.')).toBeVisible();
  await other.locator('.entry .stars label').nth(6).click();
  await expect(other.locator('.entry__average strong')).toHaveText('4');
  await expect(other.locator('.entry__average span')).toHaveText('2 ratings');

  await page.goto(`${house.url}/u/ann/films`);
  await expect(page.locator('.poster__title')).toHaveText('Stalker');
  await page.goto(`${house.url}/diary`);
  await expect(page.getByText('No page is written yet'), 'a rating is no viewing').toBeVisible();
  await other.goto(`${house.url}/u/ann`);
  await expect(other.getByText('This page is not open to you'), 'private until shared').toBeVisible();
});

test('a mark on a poster is one press, and undone by another', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/movies`);
  const poster = page.locator('.poster').first();
  // A finger has one button on the poster, which opens them all.
  const more = poster.locator('.marks-more');
  await expect(more).toBeAttached();
  await expect(poster.locator('.marks'), 'what nobody comes near has none').toHaveCount(0);
  if (await more.isVisible()) {
    await more.click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'On the watchlist' }).click();
  } else {
    await poster.hover();
    await poster.getByRole('button', { name: 'On the watchlist' }).click();
  }
  await expect(page.getByText('On your watchlist.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(poster.locator('.mark--on')).toHaveCount(0);
  await page.goto(`${house.url}/watchlist`);
  await expect(page.getByText('Your watchlist is empty')).toBeVisible();
});

test('nothing typed is lost: by a reload, by Escape, by the end of the session', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/movies/1`);
  await page.getByRole('heading', { name: 'Reviews' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Write a review' }).click();
  await page.getByLabel('Your review').fill('Half a thought');
  await page.reload();
  await page.getByRole('heading', { name: 'Reviews' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Write a review' }).click();
  await expect(page.getByLabel('Your review')).toHaveValue('Half a thought');
  await expect(page.getByText('What you typed before is back.')).toBeVisible();

  const log = page.locator('.entry').getByRole('button', { name: 'Log', exact: true });
  await log.click();
  await page.getByLabel('Tags').fill('moon, rockets');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(log, 'the focus is where it was').toBeFocused();
  await log.click();
  await expect(page.getByLabel('Tags')).toHaveValue('moon, rockets');
  await page.getByRole('dialog').getByRole('button', { name: 'Throw it away' }).click();
  await expect(page.getByLabel('Tags')).toHaveValue('');
  await page.keyboard.press('Escape');

  // The session has ended: signing in sends what was typed.
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('You have been signed out.')).toBeVisible();
  await page.locator('.review-form').getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('ann@example.org');
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('article', { name: 'Review by ann' })).toContainText('Half a thought');
  await page.reload();
  await page.getByRole('heading', { name: 'Reviews' }).scrollIntoViewIfNeeded();
  await expect(page.getByRole('button', { name: 'Write a review' })).toHaveCount(0);

  // So it is in a dialog, which stays where it is.
  await log.click();
  await page.getByLabel('Tags').fill('comets');
  await page.context().clearCookies();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  const door = page.getByRole('dialog').last();
  await door.getByLabel('E-mail address').fill('ann@example.org');
  await door.getByLabel('Password').fill(password);
  await door.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(`${house.url}/diary`);
  await expect(page.getByText('comets')).toBeVisible();
});

test('a viewing whose review is refused is not written, and is once the review is taken out', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/movies/1`);
  await page.getByRole('heading', { name: 'Reviews' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Write a review' }).click();
  await page.getByLabel('Your review').fill('To the moon.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('article', { name: 'Review by ann' })).toBeVisible();

  await page.locator('.entry').getByRole('button', { name: 'Log', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Review').fill('And back.');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  const diary = async () => (await (await page.request.get(`${house.url}/api/user/viewings`)).json()) as unknown[];
  expect(await diary(), 'nothing half').toEqual([]);
  await dialog.getByLabel('Review').fill('');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(await diary()).toHaveLength(1);
});

test('stars by keyboard are given once, and half of one too', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/movies/1`);
  const saved: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') saved.push((request.postDataJSON() as { rating: number }).rating);
  });
  await page.locator('.entry .stars input').first().focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  expect(saved).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Rated 1 of 5.')).toBeVisible();
  expect(saved).toEqual([1]);
  await page.goto(`${house.url}/diary`);
  await expect(page.getByText('No page is written yet')).toBeVisible();
});

test('what a rating does not say, a second press does: today', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/movies/1`);
  await page.locator('.entry .stars label').nth(6).click();
  await page.getByRole('button', { name: 'Log for today' }).click();
  await expect(page.getByText('Watched, and logged for today.')).toBeVisible();
  await expect(page.locator('.viewings li')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.viewings li')).toHaveCount(0);
});

test("nobody is put among a list's editors: they are asked, and say yes", async ({ page, browser }) => {
  house = await House.open(['--verified-to-publish', 'false']);
  await house.signUp(page, 'ann');
  const other = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await house.signUp(other, 'bob');
  await page.goto(`${house.url}/lists`);
  await page.getByRole('button', { name: 'New list' }).click();
  await page.getByLabel('Name').fill('Rainy Sundays');
  await page.getByRole('button', { name: 'Make the list' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rainy Sundays');
  const list = page.url();
  await page.getByRole('button', { name: 'Collaborators' }).click();
  await page.getByLabel('Ask somebody by username').fill('bob');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('has not answered yet')).toBeVisible();

  await other.goto(list);
  await expect(other.getByText('This reel is missing')).toBeVisible();
  await other.goto(`${house.url}/lists`);
  const question = other.getByRole('listitem').filter({ hasText: 'asks you to edit the list “Rainy Sundays”' });
  expect(await violations(other)).toEqual([]);
  expect(await spill(other)).toBeLessThanOrEqual(0);
  await question.getByRole('button', { name: 'Yes, gladly' }).click();
  await expect(question).toHaveCount(0);
  await other.locator('.list-cards').getByText('Rainy Sundays').click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Rainy Sundays');
});

test('a file from elsewhere is looked at, then added', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.goto(`${house.url}/settings/data`);
  const csv = 'Const,Your Rating,Date Rated,Title,Title Type,Year\ntt0079944,9,2020-01-01,Stalker,Movie,1979\n';
  await page
    .getByLabel('Choose a file, or drop it here')
    .setInputFiles({ name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Add 1 rows' }).click();
  await expect(page.getByText('1 added, 0 were here already.')).toBeVisible();
  await page.goto(`${house.url}/films?show=rated`);
  await expect(page.locator('.poster__title')).toHaveText('Stalker');
});

test("axe finds no violation on one's own pages in either theme, and none scrolls sideways", async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  for (const path of [
    ...['/movies/1', '/diary', '/diary?view=calendar', '/films', '/watchlist', '/lists', '/collection'],
    ...['/statistics', '/shared', '/groups', '/settings/data', '/u/ann', '/editing/reports'],
  ]) {
    await page.goto(`${house.url}${path}`);
    await page.waitForLoadState('networkidle');
    expect(await violations(page), path).toEqual([]);
    expect(await spill(page), path).toBeLessThanOrEqual(0);
  }
});

test('of a long list only what is seen stands in the page', async ({ page }) => {
  house = await House.open(['--rate-limits', 'false']);
  await house.signUp(page, 'ann');
  const { id, last } = await page.evaluate(async () => {
    const get = async (path: string) => (await (await fetch(path)).json()) as never;
    const { csrf_token } = (await get('/api/auth/session')) as { csrf_token: string };
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf_token };
    const pages = await Promise.all(
      [1, 2, 3].map((at) => get(`/api/movies?page=${at}&per_page=100`) as Promise<{ id: number; title: string }[]>),
    );
    const movies = pages.flat().slice(0, 250);
    const body = JSON.stringify({ name: 'Long', description: '', movies: movies.map((movie) => movie.id) });
    const list = (await (await fetch('/api/lists', { method: 'POST', headers, body })).json()) as { id: number };
    return { id: list.id, last: movies.at(-1)?.title ?? '' };
  });
  await page.goto(`${house.url}/lists/${id}`);
  await expect(page.locator('.list-item').first()).toBeVisible();
  expect(await page.locator('.list-item').count()).toBeLessThan(100);
  await expect(page.locator('.list-item').first()).toHaveAttribute('aria-setsize', '250');
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(page.locator('.list-item').last()).toHaveAttribute('aria-posinset', '250', { timeout: 2_000 });
  }).toPass();
  await expect(page.locator('.list-item').last()).toContainText(last);
  expect(await page.locator('.list-item').count()).toBeLessThan(100);
});

test('a diary that cannot be had says so, and does not look as if it came', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.route('**/api/user/viewings?**', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: '{"type":"about:blank","title":"x","status":422,"detail":"x","request_id":"1","errors":[]}',
    }),
  );
  await page.goto(`${house.url}/diary`);
  await expect(page.getByRole('alert')).toContainText('Something went wrong');
  await expect(page.locator('main .skeleton')).toHaveCount(0);
});

test('a diary that grows long while one scrolls keeps its place', async ({ page }) => {
  house = await House.open(['--rate-limits', 'false']);
  await house.signUp(page, 'ann');
  await page.evaluate(async () => {
    const session = (await (await fetch('/api/auth/session')).json()) as { csrf_token: string };
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token };
    for (let film = 1; film <= 300; ++film) {
      const day = new Date(Date.UTC(2025, 0, film)).toISOString().slice(0, 10);
      const body = JSON.stringify({ watched_on: day });
      await fetch(`/api/movies/${film}/viewings`, { method: 'POST', headers, body });
    }
  });
  await page.goto(`${house.url}/diary`);
  await expect(page.locator('.diary__line').first()).toBeVisible();
  // Down to the end, page by page of the server's: never is one thrown back.
  let furthest = 0;
  let thrown = 0;
  await expect(async () => {
    for (let step = 0; step < 8; ++step) {
      await page.mouse.wheel(0, 1500);
      // Where one is when it has been painted.
      const at = await page.evaluate(
        () =>
          new Promise<number>((told) => requestAnimationFrame(() => requestAnimationFrame(() => told(window.scrollY)))),
      );
      thrown = Math.max(thrown, furthest - at);
      furthest = Math.max(furthest, at);
    }
    expect(await page.locator('.diary > li').last().getAttribute('aria-posinset')).toBe('300');
  }).toPass();
  expect(thrown).toBeLessThan(200);
  expect(furthest).toBeGreaterThan(15_000);
  expect(await page.locator('.diary > li').count()).toBeLessThan(100);
});

test('nothing jumps while a page comes together, whatever comes first', async ({ page }) => {
  house = await House.open();
  await house.signUp(page, 'ann');
  await page.evaluate(async () => {
    const session = (await (await fetch('/api/auth/session')).json()) as { csrf_token: string };
    const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token };
    const send = (method: string, target: string, body: object) =>
      fetch(target, { method, headers, body: JSON.stringify(body) });
    for (let film = 1; film <= 24; ++film) {
      if (film % 2) await send('POST', `/api/movies/${film}/viewings`, { watched_on: '2026-01-05' });
      else await send('PATCH', `/api/movies/${film}/entry`, { status: 'planned' });
    }
  });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  let asked = 0;
  await page.route(/\/api\//, async (route) => {
    // The last that is asked for is the first to come.
    await new Promise((later) => setTimeout(later, 1500 - 100 * (asked++ % 15)));
    await route.continue();
  });
  for (const target of ['/', '/movies/1', '/diary']) {
    await page.goto(house.url + target);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('main .poster, main .entry, main .diary__words').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(
      shifts.reduce((all, one) => all + one, 0),
      target,
    ).toBeLessThan(0.15);
  }
});
