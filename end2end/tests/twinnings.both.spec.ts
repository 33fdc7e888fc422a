// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Twinnings: from home to the list, narrowed, to the twinning of the source document and to its practice; with script
// and without.

import { expect, test } from '@playwright/test';
import { findings } from '../acting';

test('home leads to the twinnings, which are narrowed to one that says who offers what to whom', async ({ page }) => {
  await page.goto('/');
  const latest = page.locator('section[aria-labelledby=gemellaggi]');
  await expect(latest.getByRole('heading', { level: 3 })).toHaveCount(3);
  await latest.getByRole('link', { name: 'Tutti i gemellaggi' }).click();
  await expect(page).toHaveURL('/gemellaggi');

  await page.getByLabel('Programma').selectOption('prog-qsn-2007-2013');
  await page.getByRole('button', { name: 'Mostra i gemellaggi' }).click();
  await expect(page.getByRole('heading', { name: '1 gemellaggio' })).toBeVisible();
  await page.getByLabel('Priorità').selectOption('4');
  await page.getByRole('button', { name: 'Mostra i gemellaggi' }).click();
  await expect(page).toHaveURL(/priority=4/);
  await page.getByRole('link', { name: /Tos\.Ca\./ }).click();
  await expect(page).toHaveURL('/gemellaggi/tos-ca');

  await expect(page.getByRole('heading', { level: 1 })).toContainText('Valorizzare le competenze dei cittadini');
  const models = page.locator('#modelli .models > li');
  await expect(models).toHaveCount(5);
  await expect(models.nth(3)).toContainText('Comune di Firenze');
  await expect(models.nth(3)).toContainText('Comune di Vibo Valentia');
  for (const part of ['#oggetto', '#obiettivi', '#risultati', '#coerenza', '#verifica', '#riusi', '#enti']) {
    await expect(page.locator(part)).toBeVisible();
  }
  await models.nth(0).getByRole('link', { name: /TRIO/ }).click();
  await expect(page.locator('#gemellaggi').getByRole('link', { name: /Tos\.Ca\./ })).toBeVisible();
});

test('a twinning is found by searching, and a proposal is not there for a visitor', async ({ page }) => {
  await page.goto('/cerca?q=Tos.Ca.&kind=twinning');
  await expect(page.locator('.results a[href="/gemellaggi/tos-ca"]')).toHaveCount(1);
  expect((await page.request.get('/gemellaggi/twin-bilancio-di-vallata')).status()).toBe(404);
  expect((await page.request.get('/api/v1/twinnings/twin-bilancio-di-vallata')).status()).toBe(404);
});

test('axe finds nothing on the list and on a twinning', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'the checker is script');
  const context = await browser.newContext({ baseURL, bypassCSP: true });
  const page = await context.newPage();
  for (const path of ['/gemellaggi', '/gemellaggi/tos-ca', '/en/gemellaggi/dsbpgovernance']) {
    await page.goto(path);
    expect(await findings(page), path).toEqual([]);
  }
  await context.close();
});
