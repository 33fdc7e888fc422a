// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The one island: nothing of it is loaded before a reader touches it; then it suggests titles.

import { expect, test } from '@playwright/test';

test('no WebAssembly is loaded before the search field is touched', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(loaded.filter((path) => path.endsWith('.wasm') || path.includes('innesto.'))).toEqual([]);
});

test('while one types themes and titles are suggested, each with what it is, and the keyboard follows one', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto('/');
  const field = page.getByRole('main').getByRole('combobox');
  await field.click();
  await field.pressSequentially('formazi', { delay: 20 });
  const options = page.getByRole('option');
  await expect(options.first()).toBeVisible();
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(options.first()).toContainText('Tema');
  await expect(options.last()).toContainText(/Buona pratica|Ente/);
  await field.press('Enter');
  await expect(page).toHaveURL(/\/temi\/.+/);
  expect(problems).toEqual([]);
});

test('Escape closes the suggestions and keeps what was typed', async ({ page }) => {
  await page.goto('/');
  const field = page.getByRole('main').getByRole('combobox');
  await field.click();
  await field.pressSequentially('biblio', { delay: 20 });
  await expect(page.getByRole('option').first()).toBeVisible();
  await field.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(field).toHaveValue('biblio');
});
