// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A portal on which only those who are invited register; with script and without.

import { type Browser, expect, type Page } from '@playwright/test';
import { pagesLookRight, signIn } from '../acting';
import { test } from '../portals';
import { administrator, choosePassword, fullName, letterTo, newAddress, sendRegistration } from '../registering';

test.use({ settings: { REGISTRATION: 'invitation' } });
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const confirmation = 'conferma dell’indirizzo';

/** The page that registers nobody. */
async function wantsInvitation(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ci si registra su invito');
  await expect(page.locator('input[name=first_name]')).toHaveCount(0);
}

/** The same, reached by an invitation that is of no use. */
async function saysThatItIsOver(page: Page) {
  await wantsInvitation(page);
  await expect(page.getByRole('alert')).toContainText('L’invito non è più valido: è scaduto o è già stato usato');
}

/** Invites somebody, signed in as an administrator; where the link of the mail leads. */
async function invite(page: Page, browser: Browser, baseURL: string | undefined, email: string): Promise<string> {
  await page.goto('/amministrazione/inviti');
  await page.getByLabel('Indirizzo e-mail').fill(email);
  await page.getByRole('button', { name: 'Invia l’invito' }).click();
  await expect(page).toHaveURL('/amministrazione/inviti?done=invited');
  await expect(page.getByRole('status')).toContainText('L’invito è partito.');
  const letter = await letterTo(browser, baseURL, email, 'Invito a Innesto');
  expect(letter.text).toContain('Elena Amministratrice invita a iscriversi');
  expect(letter.path).toContain('/registrati?token=');
  return letter.path;
}

/** The invitation of this run that was used. */
let used = '';
/** Who was invited, registered, and has not confirmed the address yet. */
let unconfirmed = '';

test('the page of registering says that it needs an invitation, and whom to ask', async ({ page }) => {
  await page.goto('/accedi');
  await page.getByRole('main').getByRole('link', { name: 'Registrati' }).click();
  await expect(page).toHaveURL('/registrati');
  await wantsInvitation(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('può scrivere ai recapiti in fondo alla pagina');
  await page.getByRole('main').getByRole('link', { name: 'Accedi', exact: true }).click();
  await expect(page).toHaveURL('/accedi');
});

test('who is invited registers by the link of the mail, and is in', async ({ page, browser, baseURL }) => {
  const email = newAddress();
  await signIn(page, administrator);
  used = await invite(page, browser, baseURL, email);
  await page.context().clearCookies();
  await page.goto(used);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Registrarsi');
  await expect(page.getByRole('main')).toContainText('con quanto indicato da Elena Amministratrice');
  await expect(page.getByLabel('Indirizzo e-mail di lavoro')).toHaveValue(email);
  // What is missing is told, and the invitation is not lost by that.
  await page.getByRole('main').getByRole('button', { name: 'Registrati' }).click();
  await expect(page.getByRole('alert').getByRole('link', { name: 'Scrivere il cognome.' })).toBeVisible();
  await sendRegistration(page, email);
  await page.goto((await letterTo(browser, baseURL, email, confirmation)).path);
  await choosePassword(page);
  await expect(page).toHaveURL('/accedi?done=welcome');
  await expect(page.locator('.account-toggle')).toContainText(fullName);
});

test('an invitation that was used, or copied in part, says so', async ({ page }) => {
  for (const address of [used, used.slice(0, -3)]) {
    await page.goto(address);
    await saysThatItIsOver(page);
  }
});

test('a form that was open when its invitation was used is refused', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  unconfirmed = newAddress();
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const late = await context.newPage();
  await signIn(page, administrator);
  const address = await invite(page, browser, baseURL, unconfirmed);
  await page.context().clearCookies();
  await late.goto(address);
  await page.goto(address);
  await sendRegistration(page, unconfirmed);
  // With this mail the invitation is used.
  await letterTo(browser, baseURL, unconfirmed, confirmation);
  const answer = late.waitForResponse((response) => response.request().method() === 'POST');
  await late.getByRole('main').getByRole('button', { name: 'Registrati' }).click();
  expect((await answer).status()).toBe(422);
  await saysThatItIsOver(late);
  await context.close();
});

test('a link to confirm the address is stale once a newer one was sent', async ({ page, browser, baseURL }) => {
  const earlier = await letterTo(browser, baseURL, unconfirmed, confirmation);
  await signIn(page, administrator);
  await page.goto(`/amministrazione/iscritti?q=${encodeURIComponent(unconfirmed)}`);
  const row = page.getByRole('row').filter({ hasText: unconfirmed });
  await expect(row).toContainText('Indirizzo da confermare');
  await row.getByRole('link', { name: fullName }).click();
  await page.getByRole('button', { name: 'Invia di nuovo il collegamento' }).click();
  await expect(page).toHaveURL(/\?done=link$/);
  const newer = await letterTo(browser, baseURL, unconfirmed, confirmation);
  expect(newer.path).not.toBe(earlier.path);

  await page.context().clearCookies();
  expect((await page.goto(earlier.path))?.status()).toBe(410);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Il collegamento non è più valido');
  await page.goto(newer.path);
  await choosePassword(page);
  await expect(page).toHaveURL('/accedi?done=welcome');
});

test('axe finds nothing where people are invited', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const look = (paths: string[]) => pagesLookRight(page, paths);
  await signIn(page, administrator);
  const invitation = await invite(page, browser, baseURL, newAddress());
  await look(['/amministrazione/inviti', '/amministrazione/inviti?done=invited']);
  await context.clearCookies();
  await look(['/registrati', used, invitation, '/conferma/non-esiste']);
  await context.close();
});
