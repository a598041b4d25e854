import { expect, test, type Page } from '@playwright/test';
import { spill, violations } from './axe';
import { House, password, totpCode } from './house';

// People come in, edit and go out, each test in a house of its own.

let house: House;
test.afterEach(() => house?.close());

async function signUp(page: Page, email: string) {
  await page.goto(`${house.url}/signup`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page).toHaveURL(`${house.url}/`);
}

async function signIn(page: Page, email: string) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signOut(page: Page) {
  await page.getByLabel(/Account of/).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
}

async function addPerson(page: Page, kind: 'actor' | 'director', number: number, name: string, character = '') {
  if (number > 1)
    await page.getByRole('button', { name: kind === 'actor' ? 'Add an actor' : 'Add a director' }).click();
  await page.getByLabel(`Name of person ${number}`, { exact: true }).fill(name);
  if (character) await page.getByLabel(`Character of person ${number}`, { exact: true }).fill(character);
}

test('somebody registers, proves the address, and makes a film that goes and comes back', async ({ page }) => {
  house = await House.open([], false, true);
  await signUp(page, 'ann@example.org');
  await expect(page.getByText('Your address ann@example.org is not confirmed yet.')).toBeVisible();
  await page.goto(await house.linkFor('ann@example.org'));
  await expect(page.getByText('Thank you: the address is yours.')).toBeVisible();
  expect(page.url(), 'the token has gone from the address').toBe(`${house.url}/verify`);
  await signOut(page);

  await page.goto(`${house.url}/settings`);
  await expect(page, 'the door, and then back').toHaveURL(/\/signin\?next=%2Fsettings$/);
  await signIn(page, 'ann@example.org');
  await expect(page).toHaveURL(`${house.url}/settings`);
  await expect(page.getByText('not confirmed yet')).toHaveCount(0);
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('First name').fill('Ann');
  await page.getByLabel('Favourite genre').selectOption({ label: 'Drama' });
  await page.getByLabel('Theme', { exact: true }).selectOption({ label: 'Paper' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Username')).toHaveValue('ann');
  await expect(page.getByLabel('Favourite genre').locator('option:checked')).toHaveText('Drama');

  await page.goto(`${house.url}/movies/new`);
  await page.getByLabel('Title', { exact: true }).fill('The Night Train');
  await page.getByLabel('Year').fill('1987');
  await page.getByLabel('Genres', { exact: true }).fill('Drama');
  await page.getByRole('button', { name: 'Add to: Genres' }).click();
  await addPerson(page, 'director', 1, 'Ida Fremder');
  await addPerson(page, 'actor', 2, 'Jan Fahrt', 'The conductor');
  await addPerson(page, 'actor', 3, 'Olga Weg', 'A lady');
  await addPerson(page, 'actor', 4, 'Piotr Zug');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Night Train');
  await expect(page.locator('.cast li')).toHaveCount(3);
  await expect(page.locator('.cast')).toContainText('The conductor');

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Remove person 4', { exact: true }).click();
  await page.getByLabel('Runtime, minutes').fill('94');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.cast li')).toHaveCount(2);
  await expect(page.getByText('1 hr 34 min')).toBeVisible();
  const film = page.url();

  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByText('94').last(), 'the history tells').toBeVisible();
  await page.getByRole('button', { name: 'Delete the film' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(`${house.url}/editing/deleted`);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Nothing is deleted.'), 'neither films nor people').toHaveCount(2);
  await page.goto(film);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The Night Train');
  await signOut(page);
  await page.evaluate(() => localStorage.clear());
  await page.goto(film);
  await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('data-bs-theme', 'dark');
  await page.goto(`${house.url}/signin`);
  await signIn(page, 'ann@example.org');
  await expect(page.locator('html'), 'the theme goes along').toHaveAttribute('data-bs-theme', 'light');
});

test('somebody comes in through an OpenID provider', async ({ page }) => {
  house = await House.open([], true);
  await page.goto(`${house.url}/signin?next=%2Fgenres`);
  await page.getByRole('button', { name: 'Sign in with Film Club' }).click();
  await page.locator('input[name=login]').fill('zoe');
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: /sign-in/i }).click();
  await page.getByRole('button', { name: /continue/i }).click();
  await expect(page).toHaveURL(`${house.url}/genres`);
  await page.getByLabel('Account of zoe').click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Linked accounts' }).click();
  await expect(page.getByText('zoe@example.org')).toBeVisible();
  // An address that is known here is told so, in words of ours.
  await page.goto(`${house.url}/signin?failed=known`);
  await expect(page.getByRole('alert')).toContainText('There is an account with this address');
  await page.goto(`${house.url}/signin?failed=${encodeURIComponent('<b>Call 555</b>')}`);
  await expect(page.getByRole('alert')).toContainText('did not work');
});

test('forms say what is wrong as one types, keep what was typed and go once', async ({ page }) => {
  house = await House.open();
  await page.goto(`${house.url}/signup`);
  await page.getByLabel('E-mail address').fill('no address');
  await page.getByLabel('Password').fill('short');
  await page.getByLabel('Username').fill('a b');
  await page.getByLabel('First name').focus();
  await expect(page.getByText('This does not look right.').first()).toBeVisible();
  await expect(page.getByText('At least 8 characters.', { exact: true })).toBeVisible();
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByLabel('Username').fill('ann');
  await page.getByLabel('Password').fill('password123'); // only the server knows that everybody tries it first
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByText('everybody tries')).toBeVisible();
  await expect(page.getByLabel('E-mail address')).toHaveValue('ann@example.org');
  let sent = 0;
  await page.route('**/api/auth/register', async (route) => {
    ++sent;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the account' }).dblclick();
  await expect(page).toHaveURL(`${house.url}/`);
  expect(sent).toBe(1);

  await page.goto(`${house.url}/movies/new`);
  await page.getByLabel('Year').fill('1700');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A whole number from 1870 to 2100.')).toBeVisible();
  await expect(page.getByText('Required').first()).toBeVisible();
  // Unsaved work is not left without a question.
  await page.getByRole('link', { name: 'Films' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(`${house.url}/movies/new`);
  await expect(page.getByLabel('Year')).toHaveValue('1700');
  await page.getByRole('link', { name: 'Films' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the page' }).click();
  await expect(page).toHaveURL(`${house.url}/movies`);
});

test('two who edit one film see both versions', async ({ page, browser }) => {
  house = await House.open();
  await signUp(page, 'ann@example.org');
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${house.url}/signin`);
  await signIn(other, 'ann@example.org');
  await expect(other).toHaveURL(`${house.url}/`);
  await page.goto(`${house.url}/movies/1/edit`);
  await other.goto(`${house.url}/movies/1/edit`);
  await other.getByLabel('Tagline').first().fill('Theirs');
  await other.getByLabel('Year').fill('1933');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other).toHaveURL(`${house.url}/movies/1`);
  await page.getByLabel('Tagline').first().fill('Mine');
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Theirs');
  await expect(dialog).toContainText('Mine');
  await expect(dialog).toContainText('1933');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save this choice' }).click();
  await expect(page).toHaveURL(`${house.url}/movies/1`);
  await expect(page.getByText('Mine', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: '1933' })).toBeVisible();

  await page.goto(`${house.url}/people/1/edit`);
  await other.goto(`${house.url}/people/1/edit`);
  await other.getByLabel('Born').fill('1861');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other).toHaveURL(`${house.url}/people/1`);
  await page.getByLabel('Biography').fill('A magician.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('1861');
  await dialog.getByRole('button', { name: 'Save this choice' }).click();
  await expect(page.getByText('A magician.')).toBeVisible();
  await expect(page.getByText('1861')).toBeVisible();
});

test('a second factor is switched on with an app and asked for from then on', async ({ page }) => {
  house = await House.open();
  await signUp(page, 'ann@example.org');
  await page.goto(`${house.url}/settings/security`);
  await page.getByRole('button', { name: 'Switch it on' }).click();
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Second factor' }) });
  await section.getByLabel('Password').fill(password);
  await section.getByRole('button', { name: 'Continue' }).click();
  const seed = await section.locator('code').innerText();
  await section.getByLabel('Code').fill(totpCode(seed));
  await section.getByRole('button', { name: 'Switch it on' }).click();
  await expect(section.locator('.codes li')).toHaveCount(10);
  await section.getByRole('button', { name: 'I have kept them' }).click();
  await expect(section.getByText('10 recovery codes are left')).toBeVisible();
  await signOut(page);
  await page.goto(`${house.url}/signin`);
  await signIn(page, 'ann@example.org');
  await page.getByLabel('Code').fill(totpCode(seed, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel(/Account of/)).toBeVisible();
});

test('a house for members opens after signing in', async ({ page }) => {
  house = await House.open(['--members-only', 'true']);
  await page.goto(`${house.url}/signup`);
  await signUp(page, 'ann@example.org');
  await expect(page.locator('main .poster').first()).toBeVisible();
  await signOut(page);
  await page.goto(`${house.url}/movies?country=SU`);
  await expect(page).toHaveURL(`${house.url}/signin?next=%2Fmovies%3Fcountry%3DSU`);
  await signIn(page, 'ann@example.org');
  await expect(page.locator('.poster__title').filter({ hasText: 'Stalker' })).toBeVisible();
});

test('keys, sessions, users, invitations and events are kept in order', async ({ page }) => {
  house = await House.open();
  await signUp(page, 'ann@example.org');
  await page.goto(`${house.url}/settings/keys`);
  await page.getByLabel('Name').fill('Backup script');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make the key' }).click();
  await expect(page.getByLabel('A new key')).toHaveValue(/^kino_/);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText('Backup script', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No keys yet')).toBeVisible();

  await page.goto(`${house.url}/admin/invitations`);
  await page.getByLabel('E-mail address').fill('bob@example.org');
  await page.getByLabel('Role').selectOption('editor');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'bob@example.org' })).toBeVisible();
  const link = await house.linkFor('bob@example.org');
  await signOut(page);
  await page.goto(link);
  await page.getByLabel('E-mail address').fill('bob@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page).toHaveURL(`${house.url}/`);
  await page.goto(`${house.url}/admin`);
  await expect(page.getByRole('heading', { name: 'This page is for admins' })).toBeVisible();
  await signOut(page);
  await page.goto(`${house.url}/signin?next=/admin`);
  await signIn(page, 'ann@example.org');
  const bob = page.getByRole('row').filter({ hasText: 'bob@example.org' });
  await expect(bob.getByLabel(/Role of/)).toHaveValue('editor');
  await bob.getByLabel(/More for/).click();
  await bob.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(bob.getByText('disabled')).toBeVisible();

  // Somebody without a mailbox here: made by hand, with a link to pass on.
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('cleo@example.org');
  await dialog.getByRole('button', { name: 'Make the account' }).click();
  await expect(dialog.getByLabel('Link')).toHaveValue(/\/reset#token=/);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByLabel('State').selectOption({ label: 'disabled' });
  await expect(page.getByRole('row').filter({ hasText: '@example.org' })).toHaveCount(1);
  await page.getByRole('link', { name: 'Events' }).click();
  await expect(page.getByRole('cell', { name: 'disabled' })).toBeVisible();
});

test('a forgotten password is chosen anew by the link', async ({ page }) => {
  house = await House.open();
  await signUp(page, 'ann@example.org');
  await signOut(page);
  await page.goto(`${house.url}/signin`);
  await page.getByRole('link', { name: 'Forgot the password?' }).click();
  // The page before has a field of the same name: what is typed too early stays there.
  await expect(page.getByRole('button', { name: 'Send the link' })).toBeVisible();
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('a message is on its way')).toBeVisible();
  await expect.poll(() => house.linkFor('ann@example.org')).toContain('/reset#');
  await page.goto(await house.linkFor('ann@example.org'));
  await page.getByLabel('New password').fill('a phrase all new');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(`${house.url}/signin`);
  await page.getByLabel('E-mail address').fill('ann@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a phrase all new');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel(/Account of/)).toBeVisible();
});

test('axe finds no violation in either theme, and no page scrolls sideways', async ({ page }) => {
  house = await House.open([], true);
  const check = async (path: string) => {
    await page.goto(`${house.url}${path}`);
    await page.waitForLoadState('networkidle');
    expect(await violations(page), path).toEqual([]);
    expect(await spill(page), path).toBeLessThanOrEqual(0);
  };
  for (const path of ['/signin', '/signup', '/forgot', '/reset', '/verify#token=aaaaaaaaaaaaaaaaaaaa'])
    await check(path);
  await signUp(page, 'ann@example.org');
  for (const path of [
    ...['/settings', '/settings/security', '/settings/keys', '/settings/linked', '/movies/new', '/movies/1/edit'],
    ...['/people/1/edit', '/editing', '/editing/deleted', '/admin', '/admin/invitations', '/admin/audit'],
  ]) {
    await check(path);
  }
  await page.getByLabel(/Account of/).click();
  expect(await violations(page)).toEqual([]);
});
