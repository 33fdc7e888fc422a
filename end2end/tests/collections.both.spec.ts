// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Own collections of practices: made, filled, shared by their address and compared; with script and without.

import { expect, test } from '@playwright/test';
import { pagesLookRight, findings, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const owner = 'marco.centino@example.org';
const trio = 'trio-la-formazione-a-distanza-aperta-a-tutti';
const self = 'self-e-learning-federato-per-la-pubblica-amministrazione';
const nameOf = (script?: boolean) => `Corsi da riprendere, ${script === false ? 'senza' : 'con'} script`;

test('a member fills a collection, shares it, and a visitor compares what is in it', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const name = nameOf(javaScriptEnabled);
  await signIn(page, owner);
  await page.goto(`/pratiche/${trio}`);
  await page.getByRole('main').getByRole('link', { name: 'Metti in una raccolta' }).click();
  await expect(page).toHaveURL(`/pratiche/${trio}/raccolte`);
  // What is wrong leads to its field, and what was typed is still there.
  await page.locator('#nome').fill('ab');
  await page.getByRole('button', { name: 'Salva' }).click();
  await expect(page.locator('#problemi a[href="#nome"]')).toBeVisible();
  await expect(page.locator('#nome')).toHaveValue('ab');
  await page.locator('#nome').fill(name);
  await page.getByRole('button', { name: 'Salva' }).click();
  await expect(page.getByRole('status')).toContainText('Salvato');
  await expect(page.getByRole('checkbox', { name })).toBeChecked();

  await page.goto(`/pratiche/${self}/raccolte`);
  await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Salva' }).click();
  await expect(page.getByRole('checkbox', { name })).toBeChecked();

  await page.goto('/scrivania');
  await page.getByRole('main').getByRole('link', { name: 'Le mie raccolte' }).click();
  await expect(page).toHaveURL('/scrivania/raccolte');
  await page.getByRole('link', { name }).click();
  const address = new URL(page.url()).pathname;

  const outside = await browser.newContext({ baseURL, javaScriptEnabled });
  const visitor = await outside.newPage();
  expect((await visitor.goto(address))?.status()).toBe(404);

  await page.getByLabel('La vede chi ha l’indirizzo').check();
  await page.locator('#nota').fill('Per la giunta: <b>x</b> </textarea>');
  await page.getByRole('button', { name: 'Salva' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  expect(new URL(await page.locator('#permalink').inputValue()).pathname).toBe(address);

  await visitor.goto(address);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(visitor.getByRole('main')).toContainText('<b>x</b>');
  await expect(visitor.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
  await expect(visitor.getByRole('button', { name: 'Togli dalla raccolta' })).toHaveCount(0);
  for (const box of await visitor.getByRole('main').getByRole('checkbox').all()) await box.check();
  await visitor.getByRole('button', { name: 'Confronta quelle scelte' }).click();
  await expect(visitor.locator('.compare-table thead th')).toHaveCount(3);
  await outside.close();
});

test('axe finds nothing, and nothing is wider than a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, owner);
  await page.goto('/scrivania/raccolte');
  await page.getByRole('link', { name: nameOf(javaScriptEnabled) }).click();
  const address = new URL(page.url()).pathname;
  await pagesLookRight(page, ['/scrivania/raccolte', `/pratiche/${trio}/raccolte`, address]);
  await page.goto('/scrivania/raccolte');
  await page.getByRole('button', { name: 'Crea la raccolta' }).click();
  expect(await findings(page), 'a refused collection').toEqual([]);
  await context.close();
});

test('the owner takes a practice out and deletes the collection', async ({ page, javaScriptEnabled }) => {
  await signIn(page, owner);
  await page.goto('/scrivania/raccolte');
  await page.getByRole('link', { name: nameOf(javaScriptEnabled) }).click();
  await page.getByRole('button', { name: /^Togli dalla raccolta.*SELF/ }).click();
  await expect(page.getByRole('status')).toContainText('non è più nella raccolta');
  await expect(page.locator(`a[href="/pratiche/${self}"]`)).toHaveCount(0);
  await page.locator('summary', { hasText: 'Elimina la raccolta' }).click();
  await page.getByRole('button', { name: 'Elimina', exact: true }).click();
  await expect(page).toHaveURL('/scrivania/raccolte?done=deleted');
  await expect(page.getByRole('link', { name: nameOf(javaScriptEnabled) })).toHaveCount(0);
});
