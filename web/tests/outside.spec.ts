import { expect, test, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pictureFile } from './films';
import { violations } from './axe';
import { freePort, House } from './house';

// Films that the catalogue lacks, from a stub of the providers.

let stub: ChildProcess;
let at: string;
let providers: string[];
let house: House;

test.beforeAll(async () => {
  const port = await freePort();
  at = `http://127.0.0.1:${port}`;
  stub = spawn('/usr/bin/python3', [path.resolve(import.meta.dirname, '../../tests/provider_stub.py'), String(port)]);
  await expect
    .poll(() =>
      fetch(`${at}/stub/asked`).then(
        (r) => r.status,
        () => 0,
      ),
    )
    .toBe(200);
  providers = [
    ...['--tmdb-token', 'a token', '--tmdb-url', `${at}/3`, '--omdb-key', 'a key', '--omdb-url', `${at}/omdb`],
    ...['--wikidata-url', `${at}/w/api.php`, '--wikidata-query-url', `${at}/sparql`, '--commons-url', `${at}/commons`],
  ];
});
test.afterAll(() => stub.kill());
test.afterEach(() => house?.close());

/** Whatever a page loads comes from the house. */
function watchStrangers(page: Page) {
  const strangers: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(house.url) && /^https?:/.test(url)) strangers.push(url);
  });
  return strangers;
}

test('a film that the catalogue lacks is found outside and kept with one click', async ({ page }) => {
  house = await House.open(providers);
  await house.signUp(page, 'maude');
  const strangers = watchStrangers(page);
  await page.goto(house.url);
  await page.getByRole('button', { name: 'Search films and people' }).click();
  await page.getByRole('combobox', { name: 'Search films and people' }).fill('salt lighthouse');
  await page.getByText('Look beyond this catalogue for').click();
  const outside = page.getByRole('region', { name: 'Beyond this catalogue' });
  await expect(outside).toContainText('The Salt Lighthouse');
  await expect(outside).toContainText('not endorsed or certified by TMDB');
  expect(await violations(page)).toEqual([]);
  await outside.getByRole('button', { name: 'Add The Salt Lighthouse' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Salt Lighthouse');
  await expect(page.locator('.movie__poster img')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nadia Belén' })).toContainText('Marta');
  await expect(page.getByRole('link', { name: 'Trailer' })).toHaveAttribute('href', /youtube.*abcDEF12345/);
  await expect(page.locator('.movie__sources')).toContainText('not endorsed or certified by TMDB');

  // At once by its Russian title.
  await page.getByRole('button', { name: 'Search films and people' }).click();
  await page.getByRole('combobox', { name: 'Search films and people' }).fill('соляной');
  await page.getByRole('option', { name: /The Salt Lighthouse/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Salt Lighthouse');
  const address = page.url();

  // Scenes and faces come from the house too.
  await expect
    .poll(async () => {
      await page.reload();
      await expect(page.getByRole('heading', { name: 'Cast' })).toBeVisible();
      return page.locator('img.cast__face').count();
    })
    .toBe(3);
  await page.getByRole('button', { name: /^Scene 1 of/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Scene 1 of 2');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog')).toContainText('Scene 2 of 2');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await violations(page)).toEqual([]);
  expect(strangers).toEqual([]);

  // Again: the one that is there.
  await page.goto(`${house.url}/movies?q=salt%20lighthouse#outside`);
  await page.getByRole('link', { name: 'Already here' }).click();
  await expect(page).toHaveURL(address);
});

test('an editor chooses among pictures, brings one by address, and keeps what they wrote', async ({ page }) => {
  house = await House.open(providers);
  await house.signUp(page, 'maude');
  await page.goto(`${house.url}/movies?q=salt#outside`);
  await page.getByRole('button', { name: 'Add The Salt Lighthouse' }).click();
  await expect(page.locator('.movie__poster img')).toBeVisible();
  // Whoever edits while the pictures come is asked whose backdrop stays: that is another test's matter.
  const scenes = page.getByRole('region', { name: 'Scenes' });
  await expect(scenes.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('link', { name: 'Edit' }).click();
  const poster = page.getByRole('group', { name: 'Poster' });
  const before = await poster.locator('img').getAttribute('src');
  await poster.getByRole('button', { name: 'From the gallery' }).click();
  await page.getByRole('button', { name: /^Fetch \d more$/ }).click();
  await expect(page.getByRole('button', { name: /Picture 2$/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /Picture 2$/ }).click();
  await expect(poster.locator('img')).not.toHaveAttribute('src', before ?? '');

  await poster.getByRole('button', { name: 'From an address' }).click();
  await page.getByLabel('Address of a picture').fill('https://127.0.0.1/poster.png');
  await page.getByRole('button', { name: 'Fetch it' }).click();
  await expect(page.getByRole('dialog')).toContainText('not a public address');
  const chosen = await poster.locator('img').getAttribute('src');
  await page.getByLabel('Address of a picture').fill(`${at}/t/p/original/scene1.png`);
  await page.getByRole('button', { name: 'Fetch it' }).click();
  await expect(page.locator('.cropper img')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Use this part' }).click();
  await expect(poster.locator('.picture-field__frame img')).not.toHaveAttribute('src', chosen ?? '');

  // Scenes: one more, one less.
  await expect(scenes.getByRole('listitem')).toHaveCount(2);
  await page.getByLabel('Add a scene').setInputFiles(pictureFile(tmpdir(), '640x360'));
  await page.getByRole('button', { name: 'Use this part' }).click();
  await expect(scenes.getByRole('listitem')).toHaveCount(3);
  await scenes.getByRole('button', { name: 'Remove scene 3' }).click();
  await expect(scenes.getByRole('listitem')).toHaveCount(2);

  await page.getByLabel('Tagline', { exact: true }).first().fill('Ours.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.movie__tagline')).toHaveText('Ours.');
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('checkbox', { name: 'Tagline' })).toBeChecked();
  await page.getByRole('button', { name: 'Ask providers again' }).click();
  await expect(page.locator('.movie__tagline')).toHaveText('Ours.');
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('checkbox', { name: 'Tagline' }).click();
  await expect(page.getByRole('checkbox', { name: 'Tagline' })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Ask providers again' }).click();
  await expect(page.locator('.movie__tagline')).toHaveText('Somebody has to keep the light.');
});

test('a film is chosen from outside wherever films are chosen', async ({ page }) => {
  house = await House.open(providers);
  await house.signUp(page, 'maude');
  await page.goto(`${house.url}/lists`);
  await page.getByRole('button', { name: 'New list' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Lighthouses');
  await page.getByRole('button', { name: 'Make the list' }).click();
  await page.getByRole('button', { name: 'Add films' }).click();
  await page.getByLabel('A film, by title').fill('salt lighthouse');
  await page.getByRole('button', { name: 'Look beyond this catalogue' }).click();
  await page.getByRole('button', { name: 'Add The Salt Lighthouse' }).click();
  await expect(page.getByRole('dialog')).toContainText('The Salt Lighthouse');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('main')).toContainText('The Salt Lighthouse');
});

test('without providers a page says so, and everything else works', async ({ page }) => {
  house = await House.open(['--providers', '']);
  await house.signUp(page, 'maude');
  await page.goto(`${house.url}/movies?q=salt%20lighthouse`);
  await page.getByRole('button', { name: 'Look beyond this catalogue' }).click();
  await expect(page.getByRole('region', { name: 'Beyond this catalogue' })).toContainText(
    'No outside source is set up',
  );
});

test('an admin sees what is done in the background, and why it failed', async ({ page }) => {
  house = await House.open([...providers.with(1, 'a wrong one')]);
  await house.signUp(page, 'maude');
  await page.goto(`${house.url}/movies?q=salt%20lighthouse#outside`);
  await expect(page.getByRole('region', { name: 'Beyond this catalogue' })).toContainText('does not accept its key');
  await page.goto(`${house.url}/admin/jobs`);
  await expect(page.getByRole('heading', { name: 'By itself' })).toBeVisible();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'every day' })
    .first()
    .getByRole('button', { name: 'Do it now' })
    .click();
  await expect(page.locator('.folder').first()).toContainText('Done');
  await page.getByRole('button', { name: 'Ask for every film again' }).click();
  await expect(page.locator('.folder').first()).toContainText('Asking for films again');
  await expect(page.getByRole('listitem').filter({ hasText: 'TMDB' })).toContainText('does not accept its key');
  expect(await violations(page)).toEqual([]);
});

test('who cannot be asked does not count as not knowing a film', async ({ page }) => {
  house = await House.open(['--providers', 'tmdb']);
  await house.signUp(page, 'maude');
  await page.goto(`${house.url}/movies?q=salt#outside`);
  const outside = page.getByRole('region', { name: 'Beyond this catalogue' });
  await expect(outside).toContainText('TMDB needs a key');
  await expect(outside).not.toContainText('Nobody knows');
});

test('one shows a picture of oneself', async ({ page }) => {
  house = await House.open(['--providers', '']);
  await house.signUp(page, 'maude');
  await page.goto(`${house.url}/settings`);
  await page.getByLabel('Picture of you').setInputFiles(pictureFile(tmpdir(), '400x400'));
  await page.getByRole('button', { name: 'Use this part' }).click();
  await expect(page.locator('img.face--large')).toHaveAttribute('src', /^\/api\/pictures\/[0-9a-f]{64}\/185.webp$/);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await expect(page.locator('img.face--large')).toHaveCount(0);
});
