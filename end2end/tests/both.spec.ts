// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What a visitor does, with script and without: the same.

import { expect, test } from '@playwright/test';

test('a visitor searches, narrows by a facet and reads a practice', async ({ page }) => {
  await page.goto('/');
  const field = page.getByRole('main').locator('input[name=q]');
  await field.fill('formazione gratuita dipendenti');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/(cerca|pratiche)\?.*q=formazione/);
  await expect(page.locator('.results mark').first()).toBeVisible();
  const first = page.locator('.results h2 a, .results h3 a').first();
  await expect(first).toContainText('SELF');
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SELF');
});

test('a misspelt name is found and the right one offered', async ({ page }) => {
  await page.goto('/cerca?q=DSBPGoverance');
  await expect(page.getByRole('main')).toContainText(/Forse cercavi/i);
  await expect(page.locator('.results')).toContainText('DSBPGovernance');
});

test('the language changes and the page stays the same', async ({ page }) => {
  await page.goto('/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti');
  await page.locator('.languages a[hreflang=en], .languages a[lang=en]').first().click();
  await expect(page).toHaveURL('/en/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a correction request that is too short is refused and keeps what was typed', async ({ page }) => {
  await page.goto('/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti/correggi');
  await page.locator('textarea[name=text]').fill('troppo breve');
  await page.locator('input[name=name]').fill('Ufficio di prova');
  await page.locator('main form button[type=submit]').last().click();
  await expect(page.locator('textarea[name=text]')).toHaveValue('troppo breve');
  await expect(page.locator('input[name=name]')).toHaveValue('Ufficio di prova');
  await expect(page.locator('.field-problem').first()).toBeVisible();
  await page.locator('textarea[name=text]').fill('La data di avvio indicata non corrisponde a quella della delibera.');
  await page.locator('main form button[type=submit]').last().click();
  await expect(page).toHaveURL(/correggi\?sent=1/);
});

test('an unknown address says so in the language of the address', async ({ page }) => {
  const answer = await page.goto('/en/not-there');
  expect(answer?.status()).toBe(404);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the menu of a narrow screen opens and leads on', async ({ browser, baseURL, javaScriptEnabled }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, javaScriptEnabled });
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('button.menu-toggle:not(.menu-close)').click();
  await page.locator('#menu').getByRole('link', { name: 'Temi' }).click();
  await expect(page).toHaveURL('/temi');
  await context.close();
});
