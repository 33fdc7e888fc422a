// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What goes beyond the text of a practice: following it, and an expert's opinion; with script and without.

import { expect, test, type Page } from '@playwright/test';
import { pagesLookRight, findings, sendSignIn, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const follower = 'marco.centino@example.org';
const expert = 'carla.redattrice@example.org';
/** Each of the two runs has a practice of its own. */
const uidOf = (script?: boolean) =>
  script === false ? 'prac-servizio-europa-area-vasta-brescia' : 'prac-stazione-unica-appaltante-treviso';
const words = (script?: boolean) => `Dati presi dal registro, prova ${script === false ? 'senza' : 'con'} script`;

/** The address of the practice below the root. */
async function address(page: Page, script?: boolean) {
  const record = (await (await page.request.get(`/api/v1/practices/${uidOf(script)}`)).json()) as { url: string };
  return new URL(record.url).pathname;
}

test('a visitor signs in to follow, and comes back to the practice', async ({ page, javaScriptEnabled }) => {
  const practice = await address(page, javaScriptEnabled);
  await page.goto(practice);
  await expect(page.locator('.follow').getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: 'Accedi per seguire' }).click();
  await sendSignIn(page, follower);
  await expect(page).toHaveURL(practice);

  await page.getByRole('button', { name: 'Segui', exact: true }).click();
  await expect(page).toHaveURL(`${practice}?done=followed`);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('.follow')).toContainText('La segue 1 persona');
  await page.goto('/scrivania');
  await page.locator(`section[aria-labelledby=seguite] a[href="${practice}"]`).click();
  await expect(page).toHaveURL(practice);

  await page.getByRole('button', { name: 'Non seguire più' }).click();
  await expect(page).toHaveURL(`${practice}?done=unfollowed`);
  await expect(page.getByRole('button', { name: 'Segui', exact: true })).toBeVisible();
  await page.goto('/scrivania');
  await expect(page.locator(`section[aria-labelledby=seguite] a[href="${practice}"]`)).toHaveCount(0);
});

test('an expert gives an opinion, and visitors read it', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const [practice, uid] = [await address(page, javaScriptEnabled), uidOf(javaScriptEnabled)];
  await signIn(page, expert);
  await page.goto(practice);
  await page.getByRole('link', { name: 'Dai un parere di esperto' }).click();
  await expect(page).toHaveURL(`/redazione/${uid}/parere`);
  await page.locator('#perche').fill(`**${words(javaScriptEnabled)}** </textarea><b>x</b>`);
  await page.getByRole('button', { name: 'Dai il parere' }).click();
  // What is missing leads to its field, and what was typed is still there.
  await expect(page.locator('#problemi a[href="#esito"]')).toBeVisible();
  await expect(page.locator('#problemi a[href="#prove"]')).toBeVisible();
  await expect(page.locator('#perche')).toHaveValue(`**${words(javaScriptEnabled)}** </textarea><b>x</b>`);
  await page.getByLabel('Favorevole con riserve').check();
  await page.locator('#prove').selectOption('verified');
  await page.getByRole('button', { name: 'Dai il parere' }).click();
  await expect(page).toHaveURL(`/redazione/${uid}?done=assessed`);
  await expect(page.getByRole('status')).toBeVisible();

  const outside = await browser.newContext({ baseURL, javaScriptEnabled });
  const visitor = await outside.newPage();
  await visitor.goto(practice);
  const opinions = visitor.locator('#pareri');
  await expect(opinions.getByRole('heading', { level: 3 }).first()).toHaveText('Favorevole con riserve');
  await expect(opinions.locator('strong').first()).toHaveText(words(javaScriptEnabled));
  await expect(opinions.locator('b')).toHaveCount(0);
  await expect(visitor.locator('#fasi-raggiunte li').first()).toContainText('Identificata');
  await expect(visitor.getByRole('link', { name: 'Dai un parere di esperto' })).toHaveCount(0);
  const answer = await visitor.request.get(`/redazione/${uid}/parere`, { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  await visitor.goto(`${practice}/dossier`);
  await expect(opinions.locator('strong').first()).toHaveText(words(javaScriptEnabled));
  await outside.close();
});

test('axe finds nothing, and nothing is wider than a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, expert);
  const [practice, uid] = [await address(page, javaScriptEnabled), uidOf(javaScriptEnabled)];
  await pagesLookRight(page, [practice, `/redazione/${uid}/parere`, `/redazione/${uid}`]);
  await page.goto(`/redazione/${uid}/parere`);
  await page.getByRole('button', { name: 'Dai il parere' }).click();
  expect(await findings(page), 'a refused opinion').toEqual([]);
  await context.close();
});
