// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Signing in by a provider of identities, a real one, with script and without.

import { type Browser, expect, type Page, test } from '@playwright/test';
import { base, issuer } from '../server';

const administrator = 'elena.amministratrice@example.org';
const practice = '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti';
const label = 'Accedi con SSO di prova';

/** Somebody whom no other run has. */
function newLogin(): string {
  return `identita.${Date.now()}.${Math.floor(Math.random() * 1e6)}`;
}

// The provider's pages ask for a font from elsewhere; nothing here does.
test.beforeEach(async ({ context }) => {
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
});

/** From any page of the portal to the provider's. */
async function setOut(page: Page): Promise<void> {
  await page.locator('[data-element=personal-area-login]').click();
  await page.getByRole('main').getByRole('link', { name: label }).click();
}

/** Says at the provider who one is, and agrees. */
async function comeIn(page: Page, login: string): Promise<void> {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('qualunque');
  await page.locator('button.login-submit').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** The link in the mail to an address, as an administrator reads it on the page of mails. */
async function linkMailedTo(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext({ baseURL: base });
  const page = await context.newPage();
  await page.goto('/accedi?next=/amministrazione/posta');
  const main = page.getByRole('main');
  await main.getByLabel('Indirizzo e-mail').fill(administrator);
  await main.getByLabel('Password').fill('innesto-dimostrazione');
  await main.getByRole('button', { name: 'Accedi', exact: true }).click();
  await expect(async () => {
    await page.goto('/amministrazione/posta');
    await page.getByRole('row').filter({ hasText: address }).first().getByRole('link').first().click({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const link = await page.locator('.letter a[href*="/conferma/"]').first().getAttribute('href');
  await context.close();
  return new URL(link ?? '', base).pathname;
}

/** Registers with what the provider says, and confirms the address. */
async function register(page: Page, browser: Browser, login: string): Promise<void> {
  await expect(page).toHaveURL(/\/registrati\?token=/);
  await expect(page.getByLabel('Nome', { exact: true })).toHaveValue('Anna');
  await expect(page.getByLabel('Cognome')).toHaveValue('D’Identità');
  await expect(page.getByLabel('Indirizzo e-mail di lavoro')).toHaveValue(`${login}@example.org`);
  await page.getByLabel('Il mio ente non è nell’elenco').check();
  await page.getByLabel('Nome dell’ente che non è nell’elenco').fill('Comune di Prova');
  await page.getByLabel('Ruolo nell’ente').fill('Funzionaria');
  await page.getByLabel('Ho letto l’informativa').check();
  // The portal takes no form that comes back faster than people type.
  await expect(async () => {
    await page.getByRole('main').getByRole('button', { name: 'Registrati' }).click();
    await expect(page).toHaveURL('/registrati?done=sent', { timeout: 1_500 });
  }).toPass();
  await page.goto(await linkMailedTo(browser, `${login}@example.org`));
  await expect(page.getByRole('main')).toContainText('senza password');
  await page.getByRole('button', { name: 'Conferma l’indirizzo' }).click();
  await expect(page.locator('.account-toggle')).toContainText('Anna D’Identità');
}

test('who comes by a provider registers once, and is then back at once where she was', async ({ page, browser }) => {
  const login = newLogin();
  await page.goto(practice);
  await setOut(page);
  await comeIn(page, login);
  await register(page, browser, login);

  // The session here is over, the one at the provider is not.
  await page.context().clearCookies({ name: '__Host-sid' });
  await page.goto(`${practice}?prova=1`);
  await setOut(page);
  await expect(page).toHaveURL(`${practice}?prova=1`);
  await expect(page.locator('.account-toggle')).toContainText('Anna D’Identità');
  const cookies = await page.context().cookies(base);
  expect(cookies.some((cookie) => cookie.name === '__Host-oauth')).toBe(false);

  // Signing out ends both.
  await page.locator('.account-toggle').click();
  await page.locator('#account').getByRole('button', { name: 'Esci' }).click();
  await expect(page).toHaveURL((url) => url.href.startsWith(`${issuer}/session/end`));
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL('/accedi?done=signed_out');
  await page.goto(practice);
  await setOut(page);
  await expect(page.locator('input[name=login]')).toBeVisible();
});

test('who breaks it off at the provider is told so and may try again', async ({ page }) => {
  await page.goto('/accedi');
  await page.getByRole('main').getByRole('link', { name: label }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/accedi?problem=cancelled');
  await expect(page.getByRole('alert')).toContainText('annullato');
});

test('an answer of the provider that is sent again comes to nothing', async ({ page }) => {
  const returns: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/accedi/ritorno/')) returns.push(request.url());
  });
  await page.goto('/accedi');
  await page.getByRole('main').getByRole('link', { name: label }).click();
  await comeIn(page, newLogin());
  await expect(page).toHaveURL(/\/registrati\?token=/);
  await page.goto(returns[0]);
  await expect(page).toHaveURL('/accedi?problem=stale');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('.account-toggle')).toHaveCount(0);
});
