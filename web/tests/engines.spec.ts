import { expect, test } from '@playwright/test';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firefox, webkit, type Engine } from './engines';
import { folderOfFilms } from './films';
import { House, password } from './house';

// Ten journeys in the engines that are not Chromium, each in a house of its own.

let house: House;
let films: string;
let engine: Engine;
test.beforeAll(() => {
  films = folderOfFilms();
});
test.afterAll(() => rmSync(films, { recursive: true, force: true }));
test.afterEach(async () => {
  const { status, expectedStatus } = test.info();
  if (status !== expectedStatus && engine)
    console.error(await engine.run('return location.href + "\\n" + document.body.innerText.slice(0, 1500);'));
  await engine?.close();
  await house?.close();
});

// What stands in the page, by what people call it. Marks it, so that the driver can press it as a person would.
const mark = `
  const [kind, name] = arguments;
  const shown = (element) => element.getClientRects().length > 0;
  const called = (element) => [element.getAttribute('aria-label'), element.textContent].some((text) => text?.trim() === name);
  const labelled = () => [...document.querySelectorAll('label')].find((label) => label.textContent.trim().startsWith(name));
  document.querySelectorAll('[data-journey]').forEach((element) => element.removeAttribute('data-journey'));
  const open = document.querySelector('dialog[open]') ?? document;
  const found = kind === 'field'
    ? labelled()?.control ?? [...open.querySelectorAll('input, textarea')].find(called)
    : [...open.querySelectorAll(kind)].find((element) => shown(element) && called(element));
  found?.setAttribute('data-journey', '');
  found?.scrollIntoView({ block: 'center' });
  return !!found;`;
const marked = '[data-journey]';

class Visitor {
  constructor(private readonly engine: Engine) {}
  async to(place: string) {
    await this.engine.open(`${house.url}${place}`);
  }
  private async find(kind: string, name: string) {
    await expect.poll(() => this.engine.run<boolean>(mark, kind, name), { message: `${kind} “${name}”` }).toBe(true);
  }
  async press(name: string, kind = 'button, a, [role=button], summary, label') {
    await this.find(kind, name);
    await this.engine.click(marked);
  }
  async fill(name: string, text: string) {
    // What is typed while the page still becomes one may be lost: then again.
    await expect(async () => {
      await this.find('field', name);
      await this.engine.run(`document.querySelector('${marked}').select();`);
      await this.engine.type(marked, text);
      expect(await this.engine.run<string>(`return document.querySelector('${marked}').value;`)).toBe(text);
    }).toPass();
  }
  async pressAt(selector: string) {
    await expect
      .poll(() => this.engine.run<boolean>('return !!document.querySelector(arguments[0]);', selector), {
        message: selector,
      })
      .toBe(true);
    await this.engine.click(selector);
  }
  async sees(text: string) {
    const seen = () => this.engine.run<boolean>('return document.body.innerText.includes(arguments[0]);', text);
    await expect.poll(seen, { message: `“${text}”` }).toBe(true);
  }
  async isAt(place: string) {
    await expect.poll(() => this.engine.run<string>('return location.pathname;')).toBe(place);
  }
  async count(selector: string, many: number) {
    const counted = () => this.engine.run<number>('return document.querySelectorAll(arguments[0]).length;', selector);
    await expect.poll(counted, { message: selector }).toBe(many);
  }
}

for (const [name, start] of [
  ['Firefox', firefox],
  ['WebKit', webkit],
] as const) {
  test(`ten journeys in ${name}`, async () => {
    house = await House.open(['--media', films, '--rate-limits', 'false']);
    engine = await start();
    const ann = new Visitor(engine);

    await test.step('somebody comes in', async () => {
      await ann.to('/signup');
      await ann.fill('E-mail address', 'ann@example.org');
      await ann.fill('Password', password);
      await ann.fill('Username', 'ann');
      await ann.press('Create the account');
      await ann.isAt('/');
      await ann.sees('Good evening, ann');
    });
    await test.step('finds a film by typing', async () => {
      await ann.press('Search films and people');
      await engine.type('dialog[open] input', 'tarkovsky stalker');
      await expect
        .poll(() => engine.run<string>(`return document.querySelector('.hit strong')?.textContent ?? '';`))
        .toBe('Stalker');
      await ann.pressAt('.hit');
      await expect
        .poll(() => engine.run<string>(`return document.querySelector('h1')?.textContent ?? '';`))
        .toBe('Stalker');
    });
    const stalker = await engine.run<string>('return location.pathname;');
    await test.step('rates it', async () => {
      await ann.pressAt('.entry .stars label:nth-of-type(8)');
      await ann.sees('Log for today');
    });
    await test.step('logs it with a review', async () => {
      await ann.press('Log', '.entry button');
      await ann.fill('Review', 'A *zone* of its own.');
      await ann.press('Save');
      await ann.count('dialog[open]', 0);
      await ann.to('/diary');
      await ann.count('.diary__line', 1);
    });
    await test.step('makes a list with it', async () => {
      await ann.to(stalker);
      await ann.press('Add to a list');
      await ann.fill('A new list', 'Zones');
      await ann.press('Make and add');
      await ann.sees('Zones');
      await ann.to('/lists');
      await ann.pressAt('main a[href^="/lists/"]');
      await ann.sees('Stalker');
    });
    await test.step('brings films from elsewhere', async () => {
      const file = path.join(films, 'ratings.csv');
      writeFileSync(file, 'Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,https://boxd.it/1,4\n');
      await ann.to('/settings/data');
      await ann.count('input[type=file]', 1);
      await engine.choose('input[type=file]', file);
      await ann.pressAt('.actions--foot .btn-primary');
      await ann.count('.actions--foot a.btn-primary', 1);
    });
    await test.step('adds a folder of films', async () => {
      await ann.to('/library');
      await ann.press('Add and scan');
      await ann.count('.folder', 1);
      await ann.sees('Done');
    });
    await test.step('plays one of them, or is told why not', async () => {
      await ann.to('/movies?q=the+godfather');
      await ann.pressAt('.poster__link');
      await expect(async () => {
        await ann.pressAt('.play a.btn-primary');
        await expect.poll(() => engine.run<string>('return location.pathname;'), { timeout: 5_000 }).toMatch(/^.play/);
      }).toPass();
      const plays = () =>
        engine.run<string>(`const video = document.querySelector('video');
          return (video?.currentTime ?? 0) > 0.3 ? 'plays' : document.querySelector('[role=alert]') ? 'told' : 'waits';`);
      await expect.poll(plays).toMatch(/plays|told/);
      test.info().annotations.push({ type: 'playing', description: `${name}: ${await plays()}` });
    });
    await test.step('reads Russian', async () => {
      await ann.to('/');
      await ann.press('RU: перейти на русский');
      await ann.sees('Добрый вечер, ann');
      await ann.to('/diary');
      await ann.sees('Дневник');
    });
    await test.step('leaves', async () => {
      await ann.press('Аккаунт ann', 'summary, button');
      await ann.press('Выйти');
      await ann.sees('Войти');
    });
  });
}
