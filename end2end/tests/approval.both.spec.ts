// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A portal on which an administrator lets every account in, or does not; with script and without.

import { type Browser, expect, type Page } from '@playwright/test';
import { looksRight, sendSignIn, signIn } from '../acting';
import { test } from '../portals';
import { administrator, fullName, letterTo, newAddress, register, secret } from '../registering';

test.use({ settings: { REGISTRATION: 'approval' } });
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const waiting = '/amministrazione/iscritti?state=pending_approval';

/** Whoever waits, or is refused, does not get in with the password that they chose. */
async function isShutOut(page: Page, email: string) {
  await page.goto('/accedi');
  await sendSignIn(page, email, secret);
  await expect(page.getByRole('alert')).toContainText('non sono giusti');
  await expect(page.locator('.account-toggle')).toHaveCount(0);
}

/** Opens the account of who waits, from the list. */
async function openWaiting(page: Page, email: string) {
  await page.goto(waiting);
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Da ammettere');
  await row.getByRole('link', { name: fullName }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fullName);
}

/** A page of its own on which somebody registers and confirms the address. */
async function registerAside(browser: Browser, baseURL: string | undefined, javaScriptEnabled?: boolean): Promise<string> {
  const email = newAddress();
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  await register(await context.newPage(), browser, baseURL, email);
  await context.close();
  return email;
}

/** Who registers first. */
let first = '';

test('who registers is told that an administrator decides, and does not get in before', async ({ page, browser, baseURL }) => {
  first = newAddress();
  await page.goto('/registrati');
  await expect(page.getByRole('main')).toContainText('l’amministrazione del portale esamina la richiesta');
  await register(page, browser, baseURL, first);
  await expect(page).toHaveURL('/accedi?done=waits');
  await expect(page.getByRole('status')).toContainText('l’amministrazione del portale esamina la richiesta');
  await isShutOut(page, first);
});

test('an administrator is written to and lets the person in, who is told by mail and signs in', async ({
  page,
  browser,
  baseURL,
}) => {
  const asked = await letterTo(browser, baseURL, administrator, 'un account da ammettere');
  expect(asked.text).toContain(`${fullName} ha confermato l’indirizzo`);
  await signIn(page, administrator);
  await page.goto('/amministrazione');
  await page.getByRole('link', { name: /iscritt[oi] da ammettere/ }).click();
  await expect(page).toHaveURL(waiting);
  await openWaiting(page, first);
  const account = new URL(page.url()).pathname;
  expect(asked.path).toBe(account);
  await page.getByRole('button', { name: 'Ammetti l’iscritto', exact: true }).click();
  await expect(page).toHaveURL(`${account}?done=admit`);
  await expect(page.getByRole('status')).toContainText('l’iscritto è stato ammesso');
  await expect(page.getByRole('main')).toContainText('Iscritto ammesso');
  await page.goto(waiting);
  await expect(page.getByRole('row').filter({ hasText: first })).toHaveCount(0);

  const told = await letterTo(browser, baseURL, first, 'l’account è attivo');
  expect(told.text).toContain('la registrazione è stata accettata');
  await page.context().clearCookies();
  await page.goto(told.path);
  await sendSignIn(page, first, secret);
  await expect(page).toHaveURL('/');
  await expect(page.locator('.account-toggle')).toContainText(fullName);
});

test('who is refused is told the reason by mail, and does not get in', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const email = await registerAside(browser, baseURL, javaScriptEnabled);
  await signIn(page, administrator);
  await openWaiting(page, email);
  const account = new URL(page.url()).pathname;
  await page.locator('summary').filter({ hasText: 'Sospendi l’iscritto' }).click();
  await page.getByRole('button', { name: 'Conferma la sospensione' }).click();
  // Nobody is refused without a reason.
  await expect(page.locator('#problemi a[href="#motivo"]')).toBeVisible();
  await page.getByLabel('Motivo').fill('Il Comune di Prova non è un ente.');
  await page.getByRole('button', { name: 'Conferma la sospensione' }).click();
  await expect(page).toHaveURL(`${account}?done=suspend`);
  await expect(page.getByRole('button', { name: 'Ammetti l’iscritto', exact: true })).toHaveCount(0);
  await page.goto(waiting);
  await expect(page.getByRole('row').filter({ hasText: email })).toHaveCount(0);

  const told = await letterTo(browser, baseURL, email, 'l’account è sospeso');
  expect(told.text).toContain('Il Comune di Prova non è un ente.');
  await page.context().clearCookies();
  await isShutOut(page, email);
});

test('axe finds nothing where accounts are let in', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const email = await registerAside(browser, baseURL);
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const look = async (paths: string[]) => {
    for (const path of paths.flatMap((path) => [path, `/en${path}`])) {
      await page.goto(path);
      await page.locator('details.deed').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      await looksRight(page, path);
    }
  };
  await look(['/registrati', '/accedi?done=waits']);
  await signIn(page, administrator);
  await openWaiting(page, email);
  await look(['/amministrazione', waiting, new URL(page.url()).pathname]);
  await context.close();
});
