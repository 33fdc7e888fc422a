// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Registering, signing in, coming back in and going out, with script and without.

import { type Browser, expect, type Page, test } from '@playwright/test';

const password = 'innesto-dimostrazione';
const official = 'ada.funzionaria@example.org';
const administrator = 'elena.amministratrice@example.org';
const practice = '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti';

/** An address that no other run has, so that both projects may register at once. */
function newAddress(): string {
  return `prova.${Date.now()}.${Math.floor(Math.random() * 1e6)}@example.org`;
}

/** Fills the sign-in form of the page and sends it. */
async function signIn(page: Page, email: string, secret: string = password): Promise<void> {
  const main = page.getByRole('main');
  await main.getByLabel('Indirizzo e-mail').fill(email);
  await main.getByLabel('Password').fill(secret);
  await main.getByRole('button', { name: 'Accedi', exact: true }).click();
}

/** The link in the newest mail to an address, as an administrator reads it on the page of mails. */
async function linkMailedTo(browser: Browser, baseURL: string | undefined, address: string): Promise<string> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto('/accedi?next=/amministrazione/posta');
  await signIn(page, administrator);
  // The mail is written after the answer, by the work that runs once a second.
  await expect(async () => {
    await page.goto('/amministrazione/posta');
    await page.getByRole('row').filter({ hasText: address }).first().getByRole('link').first().click({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const link = await page.locator('.letter a[href*="/conferma/"]').first().getAttribute('href');
  await context.close();
  return new URL(link ?? '', 'http://portal.invalid').pathname;
}

/** Fills the registration form with an address. */
async function fillRegistration(page: Page, email: string): Promise<void> {
  await page.goto('/registrati');
  await page.getByLabel('Nome', { exact: true }).fill('Prova');
  await page.getByLabel('Cognome').fill('D’Esempio');
  await page.getByLabel('Indirizzo e-mail di lavoro').fill(email);
  await page.getByLabel('Il mio ente non è nell’elenco').check();
  await page.getByLabel('Nome dell’ente che non è nell’elenco').fill('Comune di Prova');
  await page.getByLabel('Ruolo nell’ente').fill('Funzionaria');
}

test('who signs in is back where she was, and her name stands in the header', async ({ page }) => {
  await page.goto(`${practice}?prova=1`);
  await page.locator('[data-element=personal-area-login]').click();
  await signIn(page, official);
  await expect(page).toHaveURL(`${practice}?prova=1`);
  await expect(page.locator('.account-toggle')).toContainText('Ada');
  await expect(page.locator('[data-element=personal-area-login]')).toHaveCount(0);
});

test('the menu of the account leads to the own pages and out', async ({ page }) => {
  await page.goto('/accedi');
  await signIn(page, official);
  await expect(page).toHaveURL('/');
  await page.locator('.account-toggle').click();
  const menu = page.locator('#account');
  for (const name of ['Il tuo profilo', 'Accesso e sicurezza', 'I tuoi enti']) {
    await expect(menu.getByRole('link', { name })).toBeVisible();
  }
  await expect(menu.getByRole('link', { name: 'Amministrazione' })).toHaveCount(0);
  await menu.getByRole('button', { name: 'Esci' }).click();
  await expect(page).toHaveURL('/accedi?done=signed_out');
  await expect(page.getByRole('status')).toContainText('uscita');
  await page.goto('/profilo');
  await expect(page).toHaveURL(/\/accedi\?next=%2Fprofilo/);
});

test('the menu of the account closes with Escape and gives the focus back', async ({ page }) => {
  await page.goto('/accedi');
  await signIn(page, official);
  const toggle = page.locator('.account-toggle');
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#account')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#account')).toBeHidden();
  await expect(toggle).toBeFocused();
});

test('the menu of the account stays on a narrow screen', async ({ browser, baseURL, javaScriptEnabled }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, javaScriptEnabled });
  const page = await context.newPage();
  await page.goto('/accedi');
  await signIn(page, official);
  await page.locator('.account-toggle').click();
  const box = await page.locator('#account').boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  await page.locator('#account').getByRole('link', { name: 'Il tuo profilo' }).click();
  await expect(page).toHaveURL('/profilo');
  await context.close();
});

test('a wrong password is refused: the address stays, the password does not', async ({ page }) => {
  await page.goto('/accedi');
  await signIn(page, newAddress(), 'una password qualunque');
  await expect(page).toHaveURL('/accedi');
  await expect(page).toHaveTitle(/^Errore: /);
  await expect(page.getByRole('alert')).toContainText('non sono giusti');
  await expect(page.getByLabel('Indirizzo e-mail')).toHaveValue(/@example\.org$/);
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('a problem leads to its field', async ({ page }) => {
  await page.goto('/accedi');
  await page.getByRole('main').getByLabel('Indirizzo e-mail').fill(official);
  await page.getByRole('main').getByRole('button', { name: 'Accedi', exact: true }).click();
  await page.getByRole('alert').getByRole('link', { name: 'Scrivere la password.' }).click();
  await expect(page.getByLabel('Password')).toBeFocused();
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-describedby', /password-problem/);
});

test('on a shared computer the session ends with the browser', async ({ page, context }) => {
  const life = async () => (await context.cookies()).find((cookie) => cookie.name === '__Host-sid')?.expires;
  await page.goto('/accedi');
  await page.getByLabel('Questo computer è condiviso').check();
  await signIn(page, official);
  await expect(page.locator('.account-toggle')).toBeVisible();
  expect(await life()).toBe(-1);
  await context.clearCookies();
  await page.goto('/accedi');
  await signIn(page, official);
  await expect(page.locator('.account-toggle')).toBeVisible();
  expect(await life()).toBeGreaterThan(Date.now() / 1000);
});

test('the way on never leaves the portal', async ({ page }) => {
  for (const next of ['https://altrove.example/', '//altrove.example/', '/\\altrove.example', '/accedi']) {
    await page.goto(`/accedi?next=${encodeURIComponent(next)}`);
    await expect(page.locator('input[name=next]')).toHaveCount(0);
  }
  await page.goto('/accedi?next=%2F%2Faltrove.example');
  await signIn(page, official);
  await expect(page).toHaveURL('/');
});

test('a person registers, chooses a password from the mail and is in', async ({ page, browser, baseURL }) => {
  const email = newAddress();
  await fillRegistration(page, email);
  await page.getByLabel('Ho letto l’informativa').check();
  // The portal takes no form that comes back faster than people type.
  await expect(async () => {
    await page.getByRole('main').getByRole('button', { name: 'Registrati' }).click();
    await expect(page).toHaveURL('/registrati?done=sent', { timeout: 1_500 });
  }).toPass();
  await expect(page.getByRole('status')).toContainText('messaggio');

  const link = await linkMailedTo(browser, baseURL, email);
  await page.goto(link);
  await expect(page.getByRole('main')).toContainText('Almeno 12 caratteri');
  await page.getByLabel('Nuova password').fill('troppo breve');
  await page.getByLabel('La stessa password').fill('un’altra');
  await page.getByRole('button', { name: 'Attiva l’account' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Nuova password')).toHaveValue('');
  await page.getByLabel('Nuova password').fill('quattro mele rosse sul tavolo');
  await page.getByLabel('La stessa password').fill('quattro mele rosse sul tavolo');
  await page.getByRole('button', { name: 'Attiva l’account' }).click();
  await expect(page).toHaveURL('/accedi?done=welcome');
  await expect(page.getByRole('status')).toContainText('attivo');
  await expect(page.locator('.account-toggle')).toContainText('Prova D’Esempio');

  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Il collegamento non è più valido');
});

test('a registration that is refused keeps what was typed and says what is missing', async ({ page }) => {
  await page.goto('/registrati');
  await page.getByLabel('Nome', { exact: true }).fill('Prova <b>');
  await page.getByLabel('Ente', { exact: true }).fill('Un ente che non c’è');
  await page.getByRole('main').getByRole('button', { name: 'Registrati' }).click();
  await expect(page).toHaveURL('/registrati');
  await expect(page.getByRole('alert').getByRole('link', { name: 'Scrivere il cognome.' })).toBeVisible();
  await expect(page.getByRole('alert').getByRole('link', { name: 'Per registrarsi occorre' })).toBeVisible();
  await expect(page.getByLabel('Nome', { exact: true })).toHaveValue('Prova <b>');
  await expect(page.getByLabel('Ente', { exact: true })).toHaveValue('Un ente che non c’è');
});

test('the field for a body that is not in the list comes with its box', async ({ page }) => {
  await page.goto('/registrati');
  const field = page.getByLabel('Nome dell’ente che non è nell’elenco');
  await expect(field).toBeHidden();
  await page.getByLabel('Il mio ente non è nell’elenco').check();
  await expect(field).toBeVisible();
});

test('who forgot the password gets the same answer for every address', async ({ page }) => {
  const answers: string[] = [];
  for (const address of [official, newAddress()]) {
    await page.goto('/accedi/recupera');
    await page.getByLabel('Indirizzo e-mail dell’account').fill(address);
    await page.getByRole('button', { name: 'Invia il messaggio' }).click();
    await expect(page).toHaveURL('/accedi/recupera?done=sent');
    answers.push(await page.getByRole('main').innerHTML());
  }
  expect(answers[0]).toBe(answers[1]);
});

test('a link that leads to nothing says so and offers a new one', async ({ page }) => {
  const answer = await page.goto('/conferma/non-esiste');
  expect(answer?.status()).toBe(410);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Il collegamento non è più valido');
  await page.getByRole('link', { name: 'Chiedi un nuovo messaggio' }).click();
  await expect(page).toHaveURL('/accedi/recupera');
});

test('the second step without the first leads back to the first', async ({ page }) => {
  await page.goto('/accedi/codice');
  await page.getByRole('link', { name: 'Vai alla pagina di accesso' }).click();
  await expect(page).toHaveURL('/accedi');
});

test('what was written when the session had ended is sent after signing in again', async ({ page, context }) => {
  await page.goto('/accedi?next=/profilo');
  await signIn(page, official);
  await expect(page).toHaveURL('/profilo');
  await context.clearCookies();
  await page.getByRole('main').locator('form[action="/profilo"]').getByRole('button', { name: /salva/i }).click();
  await expect(page.getByRole('main')).toContainText('La sessione è scaduta');
  await signIn(page, official);
  await expect(page).toHaveURL(/\/profilo(\?done=\w+)?$/);
  await expect(page.getByRole('status')).toBeVisible();
});
