// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Taking a practice further, with script and without: side by side, on paper, what did not work.

import { expect, test } from '@playwright/test';

const trio = 'trio-la-formazione-a-distanza-aperta-a-tutti';
const self = 'self-e-learning-federato-per-la-pubblica-amministrazione';

test('a visitor puts a second practice beside the first and takes it away again', async ({ page }) => {
  await page.goto(`/pratiche/${trio}`);
  await page.getByRole('main').getByRole('link', { name: 'Confronta con altre pratiche' }).click();
  await expect(page).toHaveURL(`/confronta?p=${trio}`);
  await expect(page.getByRole('main')).toContainText('serve una seconda pratica');
  await page.getByLabel('Titolo della pratica, o alcune parole').fill('SELF: e-learning federato per la pubblica amministrazione');
  await page.getByRole('button', { name: 'Aggiungi' }).click();
  const table = page.locator('.compare-table');
  await expect(table.locator('thead th')).toHaveCount(3);
  await expect(table.locator('tbody tr').filter({ hasText: 'Regione' }).first()).toContainText('diverso');
  await table.getByRole('link', { name: /^Togli.*SELF/ }).click();
  await expect(page).toHaveURL(`/confronta?p=${trio}`);
  await expect(table).toHaveCount(0);
});

test('words that fit several practices are asked about', async ({ page }) => {
  await page.goto(`/confronta?p=${trio}&add=competenze+digitali`);
  const offered = page.getByRole('status').getByRole('link');
  expect(await offered.count()).toBeGreaterThan(1);
  await offered.first().click();
  await expect(page).toHaveURL(new RegExp(`/confronta\\?p=${trio},`));
  await expect(page.locator('.compare-table thead th')).toHaveCount(3);
});

test('the table of a comparison is reached by keyboard and comes as a file', async ({ page, request }) => {
  await page.goto(`/confronta?p=${trio},${self}`);
  await expect(page.getByRole('region', { name: 'Le pratiche a confronto, voce per voce' })).toHaveAttribute('tabindex', '0');
  const href = await page.getByRole('link', { name: 'Scarica la tabella in formato CSV' }).getAttribute('href');
  const file = await request.get(href ?? '');
  expect(file.headers()['content-disposition']).toContain('confronto.csv');
  expect(await file.text()).toContain(';Differenza');
});

test('the dossier has the conditions to tick and a draft, and no menus on paper', async ({ page }) => {
  await page.goto(`/pratiche/${trio}`);
  await page.getByRole('main').getByRole('link', { name: 'Apri il dossier da stampare' }).click();
  await expect(page).toHaveURL(`/pratiche/${trio}/dossier`);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
  const conditions = page.locator('.readiness');
  await expect(conditions.locator('.tick-box')).toHaveCount(6 * 4);
  // Each box stands below its answer.
  const lefts = (row: string) =>
    conditions.locator(row).first().locator('th, td').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().x));
  expect(await lefts('thead tr')).toHaveLength(6);
  expect(await lefts('tbody tr')).toEqual(await lefts('thead tr'));
  await expect(page.getByRole('heading', { name: 'Schema di convenzione' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.it-header-center-wrapper', '.it-header-navbar-wrapper', '.it-footer', '.breadcrumb-container']) {
    await expect(page.locator(hidden).first()).toBeHidden();
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('what did not work is narrowed by theme and leads to the practice', async ({ page }) => {
  await page.goto('/cosa-non-ha-funzionato');
  await page.getByLabel('Tema').selectOption('rifiuti');
  await page.getByRole('main').getByRole('button', { name: 'Cerca' }).click();
  await expect(page).toHaveURL(/theme=rifiuti/);
  const lesson = page.locator('.result').filter({ hasText: 'Tariffa puntuale e porta a porta nei borghi' });
  await expect(lesson).toContainText('ha rinunciato');
  await lesson.getByRole('link', { name: 'Tariffa puntuale e porta a porta nei borghi' }).click();
  await expect(page).toHaveURL(/#difficolta$/);
  await expect(page.getByRole('heading', { name: 'Rischi già incontrati' })).toBeVisible();
});
