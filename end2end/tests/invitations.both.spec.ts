// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Inviting somebody from anywhere to a practice, and the lists of the reviewers; with script and without: the same.

import { expect, test } from '@playwright/test';
import { pagesLookRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const author = 'ada.funzionaria@example.org';
const guest = 'marco.centino@example.org';
const reviewer = 'carla.redattrice@example.org';
const moderator = 'dario.moderatore@example.org';
const titleOf = (script?: boolean) => `Sportello unico per le famiglie, prova ${script === false ? 'senza' : 'con'} script`;

/** The draft of this run, once it is begun. */
let uid = '';

test('an author invites somebody from another body, and the address is shown to nobody else', async ({ page, javaScriptEnabled }) => {
  await signIn(page, author);
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill(titleOf(javaScriptEnabled));
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  await expect(page).toHaveURL(/\/scrivania\/[^/]+\/essenziale\?done=begun/);
  uid = new URL(page.url()).pathname.split('/')[2] ?? '';

  await page.goto(`/scrivania/${uid}`);
  await page.locator('#invito-nota').fill('Ci aiuti a scriverla?');
  await page.getByRole('button', { name: 'Invia l’invito' }).click();
  // What is missing leads to its field, and what was typed is still there.
  await expect(page.locator('#problemi a[href="#invito-indirizzo"]')).toBeVisible();
  await expect(page.locator('#invito-nota')).toHaveValue('Ci aiuti a scriverla?');
  await page.locator('#invito-indirizzo').fill(guest);
  await page.getByRole('button', { name: 'Invia l’invito' }).click();
  await expect(page).toHaveURL(`/scrivania/${uid}?done=invited`);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('section[aria-labelledby=inviti] .desk-list')).toContainText(guest);
});

test('who is invited finds it on the desk, accepts, and writes the draft', async ({ page, javaScriptEnabled }) => {
  await signIn(page, guest);
  expect((await page.request.get(`/scrivania/${uid}`)).status()).toBe(404);
  await page.goto('/scrivania');
  await page.locator('section[aria-labelledby=inviti]').getByRole('link', { name: titleOf(javaScriptEnabled) }).click();
  await expect(page).toHaveURL(/\/inviti\/[^/]+$/);
  await expect(page.getByRole('main')).toContainText('Ci aiuti a scriverla?');
  const invitation = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Accetta' }).click();
  await expect(page).toHaveURL(`/scrivania/${uid}?done=joined`);
  await expect(page.getByRole('status')).toBeVisible();
  await page.goto(`/scrivania/${uid}/essenziale`);
  await expect(page.locator('#titolo')).toHaveValue(titleOf(javaScriptEnabled));
  expect((await page.request.get(invitation)).status()).toBe(404);
});

test('reviewers look for what was decided, moderators for testimonials that wait, and nobody else does', async ({ page }) => {
  await signIn(page, reviewer);
  await page.goto('/redazione');
  await page.getByRole('link', { name: 'Decisioni prese' }).click();
  await expect(page).toHaveURL('/redazione/decise');
  await page.locator('#q').fill('xyzzyqwert');
  await page.getByRole('search').last().getByRole('button').click();
  await expect(page).toHaveURL(/\/redazione\/decise\?q=xyzzyqwert/);
  await expect(page.getByRole('main')).toContainText('Decisioni trovate: 0');
  await page.context().clearCookies();
  await signIn(page, moderator);
  await page.goto('/redazione/testimonianze');
  await page.getByRole('link', { name: 'Non accolte' }).click();
  await expect(page).toHaveURL('/redazione/testimonianze?state=refused');
  expect((await page.request.get('/redazione/decise')).status()).toBe(404);
  await page.context().clearCookies();
  await signIn(page, guest);
  for (const path of ['/redazione/decise', '/redazione/testimonianze']) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});

test('axe finds nothing, and nothing is wider than a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const look = (paths: string[]) => pagesLookRight(page, paths);
  await signIn(page, author);
  await look([`/scrivania/${uid}`, '/scrivania']);
  await context.clearCookies();
  await signIn(page, reviewer);
  await look(['/redazione/decise', '/redazione/testimonianze', '/redazione/testimonianze?state=refused']);
  await context.close();
});
