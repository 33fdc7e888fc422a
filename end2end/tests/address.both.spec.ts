// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The change of the address by which one signs in: both addresses confirm it; with script and without.

import { expect, test, type Page } from '@playwright/test';
import { looksRight, sendSignIn, signIn } from '../acting';
import { fullName, letterTo, newAddress, register, secret } from '../registering';

test.describe.configure({ timeout: 120_000 });

/** Asks for another address on the page of the own account. */
async function askFor(page: Page, to: string) {
  await page.goto('/profilo/accesso');
  const form = page.locator('#cambia-indirizzo');
  await page.locator('summary').filter({ hasText: 'Cambia l’indirizzo' }).click();
  await form.getByLabel('Nuovo indirizzo e-mail').fill(to);
  await form.getByLabel('Password attuale').fill(secret);
  await form.getByRole('button', { name: 'Chiedi il cambio' }).click();
}

/** Follows a link of the change, and says yes. */
async function confirm(page: Page, link: string, to: string) {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confermare il cambio di indirizzo');
  await expect(page.locator('.sign-in strong')).toHaveText(to);
  await page.getByRole('button', { name: 'Conferma il cambio' }).click();
}

/** A link that was used, or is of no use any more, says so. */
async function saysThatItIsOver(page: Page, link: string) {
  expect((await page.goto(link))?.status()).toBe(410);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Il collegamento non è più valido');
}

test('an address that is none, or is the present one, is refused beside its field', async ({ page, browser, baseURL }) => {
  const email = newAddress();
  await register(page, browser, baseURL, email);
  for (const [typed, problem] of [
    ['nome senza dominio', 'L’indirizzo non è completo'],
    [email, 'È già l’indirizzo di questa iscrizione'],
  ] as const) {
    await askFor(page, typed);
    await expect(page).toHaveTitle(/^Errore/);
    await expect(page.locator('#problemi a[href="#nuovo-indirizzo"]')).toBeVisible();
    await expect(page.locator('#nuovo-indirizzo-problem')).toContainText(problem);
    await expect(page.getByLabel('Nuovo indirizzo e-mail')).toHaveValue(typed);
    await expect(page.locator('#indirizzo-password')).toHaveValue('');
  }
});

test('the address changes once both have confirmed, and each link does it once', async ({ page, browser, baseURL }) => {
  const [from, to] = [newAddress(), newAddress()];
  await register(page, browser, baseURL, from);
  await askFor(page, to);
  await expect(page).toHaveURL('/profilo/accesso?done=address_asked');
  await expect(page.getByRole('status')).toContainText('Fino ad allora vale l’indirizzo di prima');
  await expect(page.locator('section[aria-labelledby=indirizzo]')).toContainText(from);
  const present = await letterTo(browser, baseURL, from, 'chiesto il cambio dell’indirizzo');
  expect(present.text).toContain(to);
  const next = await letterTo(browser, baseURL, to, 'conferma del nuovo indirizzo');

  await confirm(page, present.path, to);
  await expect(page).toHaveURL('/accedi?done=address_half');
  await expect(page.getByRole('status')).toContainText('Manca quella dall’altro indirizzo');
  await saysThatItIsOver(page, present.path);
  // Until the other one has confirmed, nothing is changed.
  await page.context().clearCookies();
  await signIn(page, from, secret);

  // Who follows the link need not be signed in: the mail was for the owner of the address.
  await page.context().clearCookies();
  await confirm(page, next.path, to);
  await expect(page).toHaveURL('/accedi?done=address_changed');
  await expect(page.getByRole('status')).toContainText('da ora si accede con quello nuovo');
  await letterTo(browser, baseURL, from, 'l’indirizzo dell’account è cambiato');
  await page.goto('/accedi');
  await sendSignIn(page, from, secret);
  await expect(page.getByRole('alert')).toContainText('non sono giusti');
  await signIn(page, to, secret);
  await expect(page.locator('.account-toggle')).toContainText(fullName);
  await page.goto('/profilo/accesso');
  await expect(page.locator('section[aria-labelledby=indirizzo]')).toContainText(to);
  for (const link of [present.path, next.path]) {
    await saysThatItIsOver(page, link);
  }
});

test('axe finds nothing on the way to another address', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const look = (what: string) => looksRight(page, what);
  const email = newAddress();
  await register(page, browser, baseURL, email);
  await askFor(page, email);
  await look('a refused address');
  await askFor(page, newAddress());
  await expect(page).toHaveURL('/profilo/accesso?done=address_asked');
  await look('an address that was asked for');
  const { path } = await letterTo(browser, baseURL, email, 'chiesto il cambio dell’indirizzo');
  for (const language of ['', '/en']) {
    for (const place of [path, '/accedi?done=address_half', '/accedi?done=address_changed']) {
      await page.goto(`${language}${place}`);
      await look(`${language}${place}`);
    }
  }
  await context.close();
});
