// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// axe finds nothing on any page, in both languages, wide and narrow; nothing is cut off at 360 pixels.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import { pages } from '../pages';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const [name, width] of [['wide', 1440], ['narrow', 360]] as const) {
  for (const path of pages) {
    test(`axe finds nothing on ${path}, ${name}`, async ({ browser, baseURL }) => {
      // Only the checker itself may be put into the page, which the policy forbids to everybody else.
      const context = await browser.newContext({ baseURL, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(path);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const run = await (globalThis as never as { axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        return run.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
      });
      expect(found).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
      await context.close();
    });
  }
}
