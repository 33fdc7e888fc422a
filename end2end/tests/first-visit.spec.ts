// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What a first visit costs, and that no other host is ever asked.

import { expect, test } from '@playwright/test';

for (const path of ['/', '/pratiche/self-e-learning-federato-per-la-pubblica-amministrazione', '/cerca?q=formazione']) {
  test(`a first visit of ${path} stays below 150 KB without fonts, from this host only, without cookies`, async ({ page, context, baseURL }) => {
    let bytes = 0;
    const hosts = new Set<string>();
    const pending: Promise<void>[] = [];
    page.on('requestfinished', (request) => {
      hosts.add(new URL(request.url()).origin);
      if (request.resourceType() === 'font') return;
      pending.push(request.sizes().then((sizes) => void (bytes += sizes.responseBodySize + sizes.responseHeadersSize)));
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    await Promise.all(pending);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThan(150_000);
    expect([...hosts]).toEqual([baseURL]);
    expect(await context.cookies()).toEqual([]);
  });
}

test('the first fonts are those of Designers Italia, and the version of Bootstrap Italia can be read', async ({ page }) => {
  await page.goto('/pratiche/self-e-learning-federato-per-la-pubblica-amministrazione');
  const fonts = await page.locator('h1, h2, h3, main p').evaluateAll((elements) => [...new Set(elements.map((element) => getComputedStyle(element).fontFamily.split(',')[0].replaceAll('"', '')))]);
  for (const font of fonts) expect(['Titillium Web', 'Lora', 'Roboto Mono']).toContain(font);
  const version = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--bootstrap-italia-version'));
  expect(version).toContain('2.');
});
