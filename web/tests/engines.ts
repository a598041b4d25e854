import { spawn } from 'node:child_process';
import { once } from 'node:events';
import puppeteer, { type ElementHandle } from 'puppeteer-core';
import { Builder, By, Capabilities } from 'selenium-webdriver';
import { freePort } from './house';

// Engines beside Chromium: Firefox by WebDriver BiDi, WebKit (GTK's) by WebDriver. Both are told the same few things.

export interface Engine {
  open(url: string): Promise<void>;
  /** Runs the body of a function in the page; what it is given and returns is JSON. */
  run<T>(body: string, ...args: unknown[]): Promise<T>;
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  choose(selector: string, file: string): Promise<void>;
  close(): Promise<void>;
}

const patience = 120_000;
const expression = (body: string, args: unknown[]) => `(function () { ${body} }).apply(null, ${JSON.stringify(args)})`;

export async function firefox(): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    defaultViewport: null, // Firefox 140 has no such emulation as puppeteer asks for: its window is as large instead
    args: ['--width=1280', '--height=900'],
    extraPrefsFirefox: { 'media.autoplay.default': 0, 'intl.accept_languages': 'en-US' },
    timeout: patience,
    protocolTimeout: patience,
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  return {
    open: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    run: (body, ...args) => page.evaluate(expression(body, args)) as Promise<never>,
    click: (selector) => page.click(selector),
    type: (selector, text) => page.type(selector, text),
    choose: async (selector, file) => {
      const input = (await page.waitForSelector(selector)) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(file);
    },
    close: () => browser.close(),
  };
}

/** On a screen of its own: GTK wants one. */
export async function webkit(): Promise<Engine> {
  const port = await freePort();
  const driver = spawn('xvfb-run', ['-a', '-s', '-screen 0 1280x900x24', 'WebKitWebDriver', `--port=${port}`], {
    stdio: 'ignore',
    detached: true, // xvfb-run, its screen and the driver end together
    env: { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: '1', LANG: 'en_US.UTF-8', GDK_BACKEND: 'x11' },
  });
  const end = async () => {
    if (driver.exitCode !== null || !driver.pid) return;
    process.kill(-driver.pid);
    await once(driver, 'exit');
  };
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {
      binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      args: ['--automation', '--autoplay-policy=allow'],
    },
  });
  for (let tries = 0; ; ++tries) {
    const up = await fetch(`http://127.0.0.1:${port}/status`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) break;
    if (tries === 600) throw new Error('WebKitWebDriver did not start');
    await new Promise((next) => setTimeout(next, 100));
  }
  const browser = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(capabilities)
    .build()
    .catch(async (error: unknown) => {
      await end();
      throw error;
    });
  const find = (selector: string) => browser.findElement(By.css(selector));
  return {
    open: (url) => browser.get(url),
    run: (body, ...args) => browser.executeScript(`return ${expression(body, args)}`),
    // By script: on a screen without a window manager GTK loses a press now and then.
    click: (selector) => browser.executeScript('document.querySelector(arguments[0]).click();', selector),
    type: async (selector, text) => find(selector).sendKeys(text),
    choose: async (selector, file) => find(selector).sendKeys(file),
    close: async () => {
      await browser.quit().catch(() => undefined);
      await end();
    },
  };
}
