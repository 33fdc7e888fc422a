// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// axe finds nothing on any page, in both languages, wide and narrow; nothing is cut off at 360 pixels.

import { expect, test } from '@playwright/test';
import { findings } from '../acting';
import { pages } from '../pages';

for (const [name, width] of [['wide', 1440], ['narrow', 360]] as const) {
  for (const path of pages) {
    test(`axe finds nothing on ${path}, ${name}`, async ({ browser, baseURL }) => {
      // Only the checker itself may be put into the page, which the policy forbids to everybody else.
      const context = await browser.newContext({ baseURL, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(path);
      expect(await findings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
      await context.close();
    });
  }
}
