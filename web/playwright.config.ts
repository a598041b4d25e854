import { defineConfig, devices } from '@playwright/test';

// Debian's Chromium, against a server that script/test has started with the starter catalogue.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const launchOptions = { executablePath: '/usr/bin/chromium', args: flags };

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results',
  workers: 2,
  retries: 0,
  // These end a hang and measure nothing: the suite passes on a machine that is busy with other things, where the longest
  // test took more than five minutes (a minute and a half on a quiet one).
  timeout: 900_000,
  expect: { timeout: 60_000, toPass: { timeout: 120_000 } },
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  use: {
    baseURL: process.env.KINOTEKA_URL ?? 'http://127.0.0.1:7340',
    locale: 'en-US',
    colorScheme: 'dark',
    serviceWorkers: 'block', // but where a test is about it: what is kept would outlive a page
    launchOptions,
  },
  projects: [
    { name: 'desktop', testIgnore: /engines\.spec/, use: { viewport: { width: 1440, height: 900 } } },
    { name: 'engines', testMatch: /engines\.spec/ }, // Firefox and WebKit, which bring their own windows
    {
      name: 'phone',
      testIgnore: /(engines|clicks)\.spec/, // the latter counts a mouse's
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, launchOptions },
    },
  ],
});
