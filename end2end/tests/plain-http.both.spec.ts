// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Portals that people reach without protection: nobody signs in there, and the page says why; with script and without.
// To a browser this very machine is as good as https, so the portals are found by a name of their own.

import { type Browser, expect, type LaunchOptions, type Page, type PlaywrightWorkerArgs, test } from '@playwright/test';
import { looksRight, sendSignIn } from '../acting';
import { type Portal, startPortal } from '../portals';
import { issuer } from '../server';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const host = 'portale.example.test';
const practice = '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti';

/** Where people find a portal, without protection. */
const addressOf = (portal: Portal) => `http://${host}:${new URL(portal.base).port}`;

/** A browser for which the name leads to this machine. */
function outside(playwright: PlaywrightWorkerArgs['playwright'], launchOptions: LaunchOptions): Promise<Browser> {
  const args = [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${host} 127.0.0.1`];
  return playwright.chromium.launch({ ...launchOptions, args });
}

/** The sign-in page that says why nobody signs in, and has nothing to type a password into. */
async function isOff(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accedi');
  await expect(page.getByRole('heading', { name: 'Da questo indirizzo non si può accedere' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('serve un indirizzo che comincia con https');
  await expect(page.locator('input[name=password]')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('link', { name: /^Accedi con/ })).toHaveCount(0);
}

test.describe('a portal that is called http', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await startPortal((port) => ({
      BASE_URL: `http://${host}:${port}`,
      OIDC__PROVA__ISSUER: issuer,
      OIDC__PROVA__CLIENT_ID: 'innesto',
    }));
  });
  test.afterAll(() => portal?.stop());

  test('is read by everybody, and its sign-in page says why nobody signs in', async ({
    playwright,
    launchOptions,
    javaScriptEnabled,
  }) => {
    const browser = await outside(playwright, launchOptions);
    const context = await browser.newContext({ baseURL: addressOf(portal), javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(practice);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.locator('[data-element=personal-area-login]').click();
    await expect(page).toHaveURL(/\/accedi\?next=/);
    await isOff(page);
    await page.getByRole('main').getByRole('link', { name: 'Leggere le buone pratiche' }).click();
    await expect(page).toHaveURL('/pratiche');
    // Neither a page of members nor a provider of identities is a way around it.
    await page.goto('/profilo');
    await expect(page).toHaveURL('/accedi?next=%2Fprofilo');
    await isOff(page);
    await page.goto('/accedi/con/prova');
    await expect(page).toHaveURL('/accedi');
    await isOff(page);
    // Nor are data or a password asked for, which would travel as they are.
    for (const path of ['/registrati', '/accedi/recupera', '/conferma/qualcosa']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Da questo indirizzo non si può accedere' })).toBeVisible();
      await expect(page.getByRole('main').locator('input')).toHaveCount(0);
    }
    expect((await context.cookies()).map(({ name }) => name)).toEqual([]);
    await browser.close();
  });

  test('has a sign-in page on which axe finds nothing', async ({ playwright, launchOptions, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, 'axe is a script');
    const browser = await outside(playwright, launchOptions);
    const context = await browser.newContext({
      baseURL: addressOf(portal),
      bypassCSP: true,
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    for (const path of ['/accedi', '/en/accedi']) {
      await page.goto(path);
      await looksRight(page, path);
    }
    await browser.close();
  });
});

test.describe('a portal that is called https, reached by http', () => {
  let portal: Portal;

  test.beforeAll(async () => {
    portal = await startPortal((port) => ({ BASE_URL: `https://${host}:${port}` }));
  });
  test.afterAll(() => portal?.stop());

  test('is read by everybody, and takes no form', async ({ playwright, launchOptions, javaScriptEnabled }) => {
    const browser = await outside(playwright, launchOptions);
    const context = await browser.newContext({ baseURL: addressOf(portal), javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(practice);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goto('/accedi');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await sendSignIn(page, 'ada.funzionaria@example.org');
    expect((await answer).status()).toBe(403);
    await expect(page.locator('body')).toContainText(`L'indirizzo del portale è https://${host}`);
    await page.goto(practice);
    await expect(page.locator('.account-toggle')).toHaveCount(0);
    expect((await context.cookies()).map(({ name }) => name)).toEqual([]);
    await browser.close();
  });
});
