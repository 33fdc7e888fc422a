// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Signing in by a provider of identities, a real one, with script and without.

import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { pagesLookRight, findings, sendSignIn, signIn } from '../acting';
import { fullName, letterTo, register, secret } from '../registering';
import { base, issuer } from '../server';

const practice = '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti';
const label = 'Accedi con SSO di prova';

/** Somebody whom no other run has. */
function newLogin(): string {
  return `identita.${Date.now()}.${Math.floor(Math.random() * 1e6)}`;
}

/** The provider's pages ask for a font from elsewhere; nothing here does. */
async function stayHere(context: BrowserContext): Promise<void> {
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
}

test.describe.configure({ timeout: 120_000 });
test.beforeEach(({ context }) => stayHere(context));

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

/** The part of the own account that has the identities. */
const identities = (page: Page) => page.locator('section[aria-labelledby=identita]');

/** Goes from the own account to the provider, to link what it says. */
async function setOutToLink(page: Page): Promise<void> {
  await page.goto('/profilo/accesso');
  await identities(page).getByRole('link', { name: 'Collega SSO di prova' }).click();
}

/** Registers with what the provider says, and confirms the address. */
async function registerByIdentity(page: Page, browser: Browser, login: string): Promise<void> {
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
  await page.goto((await letterTo(browser, base, `${login}@example.org`, 'conferma dell’indirizzo')).path);
  await expect(page.getByRole('main')).toContainText('senza password');
  await page.getByRole('button', { name: 'Conferma l’indirizzo' }).click();
  await expect(page.locator('.account-toggle')).toContainText('Anna D’Identità');
}

test('who comes by a provider registers once, and is then back at once where she was', async ({ page, browser }) => {
  const login = newLogin();
  await page.goto(practice);
  await setOut(page);
  await comeIn(page, login);
  await registerByIdentity(page, browser, login);

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

test('who has an account links an identity to it, signs in by it, and unlinks it', async ({ page, browser }) => {
  const login = newLogin();
  const email = `${login}@example.org`;
  await register(page, browser, base, email);
  await page.context().clearCookies({ name: '__Host-sid' });
  // That the provider knows the address of an account opens nothing yet.
  await page.goto(practice);
  await setOut(page);
  await comeIn(page, login);
  await expect(page).toHaveURL('/accedi?problem=known_address');
  await expect(page.getByRole('alert')).toContainText('collegare l’identità dal profilo');
  await expect(page.locator('.account-toggle')).toHaveCount(0);

  await sendSignIn(page, email, secret);
  await expect(page.locator('.account-toggle')).toContainText(fullName);
  await page.goto('/profilo/accesso');
  await expect(identities(page)).toContainText('Nessuna identità è collegata.');
  await setOutToLink(page);
  await expect(page).toHaveURL('/profilo/accesso?done=linked');
  await expect(page.getByRole('status')).toContainText('L’identità è collegata');
  await expect(identities(page).getByRole('listitem').filter({ hasText: login })).toContainText(issuer);

  await page.context().clearCookies({ name: '__Host-sid' });
  await page.goto(practice);
  await setOut(page);
  await expect(page).toHaveURL(practice);
  await expect(page.locator('.account-toggle')).toContainText(fullName);

  await page.goto('/profilo/accesso');
  await identities(page).getByRole('button', { name: /^Scollega/ }).click();
  await expect(page).toHaveURL('/profilo/accesso?done=identity_removed');
  await expect(page.getByRole('status')).toContainText('L’identità è stata scollegata.');
  await expect(identities(page)).toContainText('Nessuna identità è collegata.');
  await page.context().clearCookies({ name: '__Host-sid' });
  await page.goto(practice);
  await setOut(page);
  await expect(page).toHaveURL('/accedi?problem=known_address');
});

test('an identity that an account has is not linked to another, and the only way in is not taken away', async ({
  page,
  browser,
  javaScriptEnabled,
}) => {
  const login = newLogin();
  await page.goto(practice);
  await setOut(page);
  await comeIn(page, login);
  await registerByIdentity(page, browser, login);
  await page.goto('/profilo/accesso');
  await identities(page).getByRole('button', { name: /^Scollega/ }).click();
  await expect(page.locator('#problemi a[href="#identita"]')).toContainText('È l’unico modo di accedere');
  await expect(identities(page).getByRole('listitem').filter({ hasText: login })).toHaveCount(1);

  const context = await browser.newContext({ baseURL: base, javaScriptEnabled });
  await stayHere(context);
  const other = await context.newPage();
  await signIn(other, 'marco.centino@example.org');
  await setOutToLink(other);
  await comeIn(other, login);
  await expect(other).toHaveURL('/profilo/accesso?problem=taken');
  await expect(other.locator('#identita-problem')).toContainText('già collegata a un altro account');
  await expect(identities(other)).toContainText('Nessuna identità è collegata.');
  await context.close();
});

test('axe finds nothing on the pages about identities', async ({ browser, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL: base, bypassCSP: true, viewport: { width: 360, height: 740 } });
  await stayHere(context);
  const page = await context.newPage();
  const look = (paths: string[]) => pagesLookRight(page, paths);
  await look(['/accedi?problem=known_address', '/accedi?problem=cancelled']);
  const login = newLogin();
  await page.goto(practice);
  await setOut(page);
  await comeIn(page, login);
  await expect(page).toHaveURL(/\/registrati\?token=/);
  await look([new URL(page.url()).pathname + new URL(page.url()).search]);
  await page.goto(page.url().replace('/en/', '/'));
  await registerByIdentity(page, browser, login);
  await look(['/profilo/accesso', '/profilo/accesso?done=linked', '/profilo/accesso?problem=taken']);
  await identities(page).getByRole('button').first().click();
  await expect(page.locator('#problemi')).toBeVisible();
  expect(await findings(page), 'a refused unlinking').toEqual([]);
  await context.close();
});
