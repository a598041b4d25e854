import { expect, test, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { spill, violations } from './axe';
import { folderOfFilms } from './films';
import { House, password } from './house';
import en from '../src/locales/en.json' with { type: 'json' };
import ru from '../src/locales/ru.json' with { type: 'json' };

// The first evening of a film lover, on an empty server without mail, as a person would do it: in both languages.

let house: House;
let films: string;
test.beforeAll(() => {
  films = folderOfFilms();
});
test.afterAll(() => rmSync(films, { recursive: true, force: true }));
test.afterEach(() => house?.close());

/** A hundred and twenty films as Letterboxd would list them, of which the starter catalogue has some. */
const ratings = () => {
  const known = ['Stalker,1979', 'Alien,1979', 'Heat,1995', 'Persona,1966', 'Ran,1985'];
  const others = Array.from({ length: 115 }, (_, i) => `A Night at the Pictures No. ${i + 1},${1930 + (i % 90)}`);
  const lines = [...known, ...others].map((film, i) => `2024-01-01,${film},https://boxd.it/${i},${(i % 10) / 2 + 0.5}`);
  return `Date,Name,Year,Letterboxd URI,Rating\n${lines.join('\n')}\n`;
};

async function signUp(page: Page, name: string, t: typeof en) {
  await page.getByLabel(t.account.email, { exact: true }).fill(`${name}@example.org`);
  await page.getByLabel(t.account.password, { exact: true }).fill(password);
  await page.getByLabel(t.account.username).fill(name);
  await page.getByRole('button', { name: t.signUp.action }).click();
  await expect(page).toHaveURL(`${house.url}/`);
}

/** Nothing spills over the page's edge, and axe has nothing to say. */
async function isSound(page: Page) {
  expect(await violations(page)).toEqual([]);
  expect(await spill(page)).toBeLessThanOrEqual(0);
}

for (const [locale, t] of [
  ['en-US', en],
  ['ru-RU', ru as unknown as typeof en],
] as const) {
  test(`the first evening (${locale})`, async ({ browser, viewport, hasTouch }) => {
    house = await House.open(['--media', films, '--rate-limits', 'false']);
    const context = () =>
      browser.newContext({ locale, viewport, hasTouch, colorScheme: 'dark', serviceWorkers: 'block' });
    const page = await (await context()).newPage();

    // Who comes first owns the house, is known, and waits for no message.
    await page.goto(`${house.url}/signup`);
    await signUp(page, 'ann', t);
    await expect(page.getByText(t.steps.title)).toBeVisible();
    await page.goto(`${house.url}/admin`);
    await expect(page.getByText(t.admin.noMail)).toBeVisible();
    await isSound(page);

    // A folder of films: the one place is chosen already.
    await page.goto(`${house.url}/library`);
    await expect(page.getByLabel(t.library.path)).toHaveValue(films);
    await page.getByRole('button', { name: t.library.pick }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.library.take }).click();
    await page.getByRole('button', { name: t.library.addAction, exact: true }).click();
    await expect(page.locator('.folder')).toBeVisible();

    // A hundred and twenty films from elsewhere; what the catalogue lacks comes along.
    await page.goto(`${house.url}/settings/data`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(ratings()) });
    await page.locator('.actions--foot .btn-primary').click();
    await page.locator('.actions--foot a.btn-primary').click();
    await expect(page.locator('.wall-count')).toContainText('120');

    // Ten films rated one after the other: none of it is in the diary.
    for (let film = 1; film <= 10; ++film) {
      await page.goto(`${house.url}/movies/${film}`);
      await page.locator('.entry .stars label').nth(7).click();
      await expect(page.getByText(t.mark.logToday)).toBeVisible();
    }
    await isSound(page);
    await page.goto(`${house.url}/diary`);
    await expect(page.getByText(t.diary.empty)).toBeVisible();

    // One is logged with a review, from any page.
    await page.getByRole('button', { name: t.entry.log, exact: true }).click();
    await page.getByRole('dialog').getByRole('searchbox').fill('stalker 1979');
    await page.getByRole('dialog').locator('.choices button').first().click();
    await page.getByLabel(t.viewing.review).fill('A *zone* of its own.');
    await isSound(page);
    await page.getByRole('dialog').getByRole('button', { name: t.form.save }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('.diary__words a')).toHaveCount(1);
    await page.locator('.diary__words a').click();
    await page.getByRole('heading', { name: t.review.title }).scrollIntoViewIfNeeded();
    await expect(page.locator('.review em')).toHaveText('zone');

    // A list, and a second person who sees it.
    await page.goto(`${house.url}/lists`);
    await page.getByRole('button', { name: t.lists.new }).click();
    await page.getByLabel(t.lists.name, { exact: true }).fill('Zones');
    await page.getByRole('button', { name: t.lists.make }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zones');
    const list = page.url();
    const other = await (await context()).newPage();
    await other.goto(`${house.url}/signup`);
    await signUp(other, 'bob', t);
    await other.goto(list);
    await expect(other.getByRole('heading', { level: 1 })).not.toHaveText('Zones');
    await page.getByRole('button', { name: t.sharing.action, exact: true }).click();
    await page.getByRole('radio', { name: t.visibility.chosen }).check();
    await page.getByRole('combobox', { name: t.sharing.people }).fill('bob');
    await page.getByRole('dialog').getByRole('button', { name: t.form.save }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await other.reload();
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Zones');
  });
}
