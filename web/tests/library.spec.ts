import { expect, test, type Locator, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { folderOfFilms, pictureFile } from './films';
import { violations } from './axe';
import { House } from './house';

// A folder of videos becomes a cinema, in a house of the test's own.

let house: House;
let films: string;
test.beforeAll(() => {
  films = folderOfFilms();
});
test.afterAll(() => rmSync(films, { recursive: true, force: true }));
test.afterEach(() => house?.close());

async function addFolder(page: Page) {
  await page.goto(`${house.url}/library`);
  await page.getByLabel('Name').fill('Films');
  await page.getByLabel('Folder on the server').fill(films);
  await page.getByRole('button', { name: 'Add and scan' }).click();
  await expect(page.locator('.folder .scan')).toContainText('Done');
  await expect(page.locator('.figure', { hasText: 'Broken' }).locator('dd')).toHaveText('2');
}

async function openFilm(page: Page, title: string) {
  await page.goto(`${house.url}/movies?q=${encodeURIComponent(title)}`);
  await page.locator('.poster__link', { hasText: title }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

const boxes = (what: Locator) =>
  what.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
const meet = (a: DOMRect, b: DOMRect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const at = (page: Page) => page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);

test('a folder is scanned, its films are matched, and they play', async ({ page }) => {
  house = await House.open(['--media', films, '--rate-limits', 'false']);
  await house.signUp(page, 'maude');
  await addFolder(page);
  expect(await violations(page)).toEqual([]);
  await page.goto(`${house.url}/library/files?state=broken`);
  await expect(page.locator('.file')).toHaveCount(2);
  await expect(page.locator('.file', { hasText: 'Jaws' })).toContainText('not a film in a format');
  await expect(page.locator('.file', { hasText: 'Alien' })).toContainText('cut short');
  expect(await violations(page)).toEqual([]);

  // As it is: MP4 with H.264.
  await openFilm(page, 'The Godfather');
  await page.getByRole('link', { name: 'Play', exact: true }).click();
  await expect.poll(() => at(page)).toBeGreaterThan(0.5);
  expect(await page.evaluate(() => document.querySelector('video')?.currentSrc)).toContain('/stream');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => at(page)).toBeGreaterThan(10.5);
  await page.keyboard.press('c');
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          [...(document.querySelector('video')?.textTracks ?? [])].filter((t) => t.mode === 'showing')[0]?.cues
            ?.length ?? 0,
      ),
    )
    .toBe(1);
  await page.keyboard.press('m');
  expect(await page.evaluate(() => document.querySelector('video')?.muted)).toBe(true);
  expect(await violations(page)).toEqual([]);

  // Leaving and coming back: where one stopped.
  await page.keyboard.press('5');
  await expect.poll(() => at(page)).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Leave the cinema' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Godfather');
  await page.goto(house.url);
  const goOn = page.getByRole('region', { name: 'Continue watching' });
  await goOn.getByRole('link', { name: 'The Godfather' }).click();
  await expect(page.getByText('Going on at 0:2')).toBeVisible();
  const [said] = await boxes(page.locator('.toast-box'));
  const controls = await boxes(page.locator('.cinema__line, .cinema__buttons, .cinema__top > *'));
  expect(controls.length).toBeGreaterThan(2);
  expect(
    controls.filter((box) => !said || meet(said, box)),
    'what is said covers no control',
  ).toEqual([]);
  await expect.poll(() => at(page)).toBeGreaterThan(20);

  // Nine tenths seen is a viewing, once.
  await page.keyboard.press('9');
  await expect(page.getByText('Watched, and logged in your diary.')).toBeVisible();
  await page.goto(`${house.url}/diary`);
  await expect(page.locator('.diary__words a')).toHaveCount(1);
});

test('what the browser cannot play is converted, with its own subtitles', async ({ page }) => {
  house = await House.open(['--media', films, '--rate-limits', 'false']);
  await house.signUp(page, 'maude');
  await addFolder(page);
  await openFilm(page, 'Casablanca');
  await page.getByRole('link', { name: 'Play', exact: true }).click();
  await expect.poll(() => at(page)).toBeGreaterThan(0.5);
  await expect(page.locator('.cinema__mode')).toHaveText('converted');
  await page.keyboard.press('7'); // 28 s: not made yet
  await expect.poll(() => at(page)).toBeGreaterThan(28.5);
  await page.getByRole('button', { name: 'Sound, subtitles, picture' }).click();
  const shown = () =>
    page.evaluate(() => {
      const track = [...(document.querySelector('video')?.textTracks ?? [])].find(({ mode }) => mode === 'showing');
      return (track?.cues?.[0] as VTTCue | undefined)?.text;
    });
  await page.getByLabel('Subtitles', { exact: true }).selectOption({ label: 'English' });
  await expect.poll(shown).toBe('Here is looking at you');
  await page.getByLabel('Subtitles', { exact: true }).selectOption({ label: 'Russian' });
  await expect.poll(shown).toBe('За тебя, малыш');
  await page.getByLabel('Sound', { exact: true }).selectOption({ index: 1 });
  await expect.poll(() => at(page)).toBeGreaterThan(29);
  expect(
    await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('-a2-aac/'))),
  ).toBe(true);
});

test('a film shows a frame of itself until an editor gives it a poster', async ({ page }) => {
  house = await House.open(['--media', films, '--rate-limits', 'false']);
  await house.signUp(page, 'maude');
  await addFolder(page);
  await openFilm(page, 'The Godfather');
  const poster = page.locator('.movie__poster');
  await expect(async () => {
    await page.reload();
    await expect(poster.locator('.framed__still')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(poster).toContainText('The Godfather');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page
    .getByRole('group', { name: 'Poster' })
    .locator('input[type=file]')
    .setInputFiles({
      name: 'poster.txt',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('no picture at all'),
    });
  const dialog = page.getByRole('dialog', { name: 'Which part of it?' });
  await expect(dialog.getByText('This file is no picture that can be shown here.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Use this part' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page
    .getByRole('group', { name: 'Poster' })
    .locator('input[type=file]')
    .setInputFiles(pictureFile(films, '900x900'));
  await expect(dialog.locator('.reactEasyCrop_CropArea')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use this part' }).click();
  await expect(page.locator('.picture-field__frame--poster img')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Godfather');
  const shown = poster.locator('img.poster__art');
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const ratios = await shown.evaluate((image: HTMLImageElement) => {
    const { width, height } = image.getBoundingClientRect();
    return [image.naturalHeight / image.naturalWidth, height / width];
  });
  for (const ratio of ratios) expect(ratio).toBeCloseTo(1.5, 1);
});

test('small frames show above the bar for a mouse; a finger seeks at once', async ({ page, isMobile }) => {
  house = await House.open(['--media', films, '--rate-limits', 'false']);
  await house.signUp(page, 'maude');
  await addFolder(page);
  await openFilm(page, 'The Godfather');
  await page.getByRole('link', { name: 'Play', exact: true }).click();
  await expect.poll(() => at(page)).toBeGreaterThan(0.2);
  await page.keyboard.press('k');
  const track = page.locator('.cinema__track');
  if (isMobile) {
    await track.tap();
    await expect.poll(() => at(page)).toBeGreaterThan(19);
    await expect(page.locator('.cinema__glance')).toHaveCount(0);
    return;
  }
  await track.hover();
  await expect(page.locator('.cinema__glance')).toContainText('0:20');
  await expect(page.locator('.cinema__frame')).toBeVisible();
});

test('only whom an admin allows may play', async ({ page, browser }) => {
  house = await House.open(['--media', films, '--rate-limits', 'false']);
  await house.signUp(page, 'maude');
  await addFolder(page);
  const other = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await house.signUp(other, 'bob');
  await openFilm(other, 'The Godfather');
  await expect(other.getByRole('link', { name: 'Play', exact: true })).toHaveCount(0);
  await page.goto(`${house.url}/admin`);
  await page.getByLabel('bob may play films').click();
  await expect(page.getByLabel('bob may play films')).toBeChecked();
  await other.reload();
  await other.getByRole('link', { name: 'Play', exact: true }).click();
  await expect.poll(() => at(other)).toBeGreaterThan(0.5);
});

test('a wrong match is mended by hand', async ({ page }) => {
  house = await House.open(['--media', films, '--rate-limits', 'false']);
  await house.signUp(page, 'maude');
  await addFolder(page);
  await page.goto(`${house.url}/library/files?state=matched&q=metropolis`);
  await page.getByRole('button', { name: 'Wrong film' }).click();
  const chooser = page.getByRole('dialog');
  await expect(chooser.getByLabel('A film, by title')).not.toHaveValue('');
  await chooser.getByRole('button', { name: 'None of them' }).click();
  await expect(page.getByText('Nothing of this kind is in the library.')).toBeVisible();
  await page.goto(`${house.url}/library/files?state=unmatched`);
  await page.locator('.file', { hasText: 'Metropolis' }).getByRole('button', { name: 'Metropolis (1927)' }).click();
  await expect(page.getByText('Nothing of this kind is in the library.')).toBeVisible();
  await page.goto(`${house.url}/library/files?state=matched&q=metropolis`);
  await expect(page.locator('.file')).toContainText('by hand');
});
