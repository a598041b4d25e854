import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with a page in the dark theme, and with its colours in the light one; nothing when all is well. */
export async function violations(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withRules(['color-contrast', 'link-in-text-block'])
    .analyze();
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: null });
  return [dark, light].flatMap((found, i) =>
    found.violations.map((v) => `${['dark', 'light'][i]}: ${v.id}: ${v.nodes[0]?.html}`),
  );
}

/** By how many pixels a page is wider than its window. */
export const spill = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
