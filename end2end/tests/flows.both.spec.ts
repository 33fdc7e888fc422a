// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// From where to where practices went: from home to the map, narrowed, to a region's adoptions; the record of a body;
// with script and without.

import { expect, test } from '@playwright/test';
import { looksRight, signIn } from '../acting';

const map = '/pratiche/mappa?vista=riusi';

test('home leads to the map of adoptions, which is narrowed by theme and year and says who has nothing yet', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Apri la mappa delle adozioni' }).click();
  await expect(page).toHaveURL(map);
  const rows = page.locator('.flow-table tbody tr');
  const all = await rows.count();
  expect(all).toBeGreaterThan(20);

  await page.getByLabel('Tema', { exact: true }).selectOption('innovazione-e-dati');
  await page.getByRole('button', { name: 'Mostra sulla mappa' }).click();
  await expect(page).toHaveURL(/theme=innovazione-e-dati/);
  expect(await rows.count()).toBeLessThan(all);
  const gaps = page.locator('section[aria-labelledby=mancano]');
  await expect(gaps).toContainText('Regioni che non hanno ancora preso nulla su questo tema');
  await expect(gaps.getByRole('link', { name: 'Pubblica un annuncio su questo tema' })).toHaveAttribute(
    'href',
    '/cerco-offro/nuovo?tipo=seek&theme=innovazione-e-dati',
  );

  const years = page.getByRole('navigation', { name: 'Che cosa c’era alla fine di ogni anno' });
  await years.getByRole('link', { name: '2014', exact: true }).click();
  await expect(page).toHaveURL(/anno_a=2014/);
  await expect(years.locator('[aria-current]')).toHaveText('2014');
});

test('the picture has a line for each row of the table and its regions lead to their adoptions', async ({ page }) => {
  await page.goto(map);
  const rows = await page.locator('.flow-table tbody tr').count();
  await expect(page.locator('.flow-map .flow-line:not(.flow-variant)')).toHaveCount(rows);
  const numbers = await page.locator('.flow-table tbody td.number').allTextContents();
  const total = numbers.reduce((sum, number) => sum + Number(number), 0);
  await expect(page.locator('.flow-table tfoot td')).toHaveText(String(total));
  await page.getByRole('link', { name: /^Sardegna \(\w+\): offre/ }).click();
  await expect(page).toHaveURL(/region=20/);
  const list = page.locator('.flow-list');
  await expect(list.getByRole('heading', { name: 'Adozioni da e verso: Sardegna' })).toBeVisible();
  await expect(list.locator('li').filter({ hasText: '2009' }).filter({ hasText: 'Toscana' }).first()).toBeVisible();
});

test('a body that others confirm is a mentor, and its page says what it gave', async ({ page }) => {
  await page.goto('/enti/comune-di-monte-elighe');
  const record = page.locator('#trasferimenti');
  await expect(record.getByRole('heading', { name: 'Che cosa ha dato e ricevuto' })).toBeVisible();
  await expect(record.locator('.mentor-mark')).toContainText('Ente mentore');
  expect(await record.locator('.transfer-list li').count()).toBeGreaterThan(1);
});

test('the desk leads to the agreements that end soon', async ({ page }) => {
  await signIn(page, 'bruno.rappresentante@example.org');
  await page.goto('/scrivania');
  await page.getByRole('link', { name: 'Convenzioni in scadenza entro 180 giorni' }).click();
  await expect(page).toHaveURL('/scrivania/convenzioni');
  await expect(page.getByRole('heading', { level: 1, name: 'Convenzioni in scadenza' })).toBeVisible();
});

for (const width of [1280, 360]) {
  test(`axe finds nothing on the map at ${width} pixels, and nothing is wider than the window`, async ({ browser, baseURL, javaScriptEnabled }) => {
    // axe itself is a script, which the policy keeps out; without script there is nothing to ask.
    test.skip(javaScriptEnabled === false);
    const context = await browser.newContext({ baseURL, viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    for (const address of [map, `${map}&theme=innovazione-e-dati&region=20`, `/en${map}`, '/', '/enti/comune-di-monte-elighe']) {
      await page.goto(address);
      await looksRight(page, address);
    }
    await context.close();
  });
}
