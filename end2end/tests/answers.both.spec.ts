// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// How other bodies answer a practice: a testimonial, and that they took it up; with script and without.

import { expect, test, type Page } from '@playwright/test';
import { findings, sendSignIn, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

/** Acts for Pordenone, and for nobody who owns these practices. */
const adopter = 'marco.centino@example.org';
const expert = 'carla.redattrice@example.org';
/** Each of the two runs has a practice of its own. */
const uidOf = (script?: boolean) =>
  script === false ? 'prac-servizio-europa-area-vasta-brescia' : 'prac-stazione-unica-appaltante-treviso';
const words = (script?: boolean) => `Ci ha fatto risparmiare settimane, prova ${script === false ? 'senza' : 'con'} script.`;

/** The address of the practice below the root. */
async function address(page: Page, script?: boolean) {
  const record = (await (await page.request.get(`/api/v1/practices/${uidOf(script)}`)).json()) as { url: string };
  return new URL(record.url).pathname;
}

test('a testimonial is sent, let in, read and found', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const practice = await address(page, javaScriptEnabled);
  await page.goto(practice);
  await page.getByRole('link', { name: 'Scrivi una testimonianza' }).click();
  await sendSignIn(page, adopter);
  await expect(page).toHaveURL(`${practice}/testimonianza`);
  await page.locator('#testo').fill('Troppo poco.');
  await page.getByRole('button', { name: 'Invia la testimonianza' }).click();
  // What is too short leads to its field, and what was typed is still there.
  await expect(page.locator('#problemi a[href="#testo"]')).toBeVisible();
  await expect(page.locator('#testo')).toHaveValue('Troppo poco.');
  await page.locator('#testo').fill(words(javaScriptEnabled));
  await page.getByRole('button', { name: 'Invia la testimonianza' }).click();
  await expect(page).toHaveURL(`${practice}/testimonianza?done=sent`);
  await page.goto(practice);
  await expect(page.locator('#testimonianze')).toHaveCount(0);

  const office = await browser.newContext({ baseURL, javaScriptEnabled });
  const reviewer = await office.newPage();
  await signIn(reviewer, expert);
  await reviewer.goto(`/scrivania/${uidOf(javaScriptEnabled)}`);
  await reviewer.getByRole('button', { name: /^Accogli/ }).click();
  await expect(reviewer.getByRole('status')).toBeVisible();
  await office.close();

  await page.goto(practice);
  await expect(page.locator('#testimonianze blockquote')).toHaveText(words(javaScriptEnabled));
  await expect(page.locator('#testimonianze figcaption')).toContainText('Marco Centino');
});

test('a body declares that it uses the practice, and changes it later', async ({ page, javaScriptEnabled }) => {
  const practice = await address(page, javaScriptEnabled);
  await signIn(page, adopter);
  await page.goto(practice);
  await page.getByRole('link', { name: 'La mia amministrazione la usa' }).click();
  await page.locator('#anno').fill('anno');
  await page.getByRole('button', { name: 'Dichiara l’adozione' }).click();
  await expect(page.locator('#problemi a[href="#stato"]')).toBeVisible();
  await expect(page.locator('#anno')).toHaveValue('anno');
  await page.locator('#stato').selectOption('pilot');
  await page.locator('#anno').fill('2025');
  await page.getByRole('button', { name: 'Dichiara l’adozione' }).click();
  await expect(page).toHaveURL(/done=confirmed$/);
  await page.goto(practice);
  const row = page.locator('#adozioni tr', { hasText: 'Pordenone' });
  await expect(row).toContainText('In prova');

  await page.getByRole('link', { name: 'La mia amministrazione la usa' }).click();
  await expect(page.locator('#anno')).toHaveValue('2025');
  await page.locator('#stato').selectOption('adopted');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await page.goto(practice);
  await expect(row).toContainText('Adottata');
});

test('axe finds nothing, and nothing is wider than a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, adopter);
  const practice = await address(page, javaScriptEnabled);
  const other = '/pratiche/self-e-learning-federato-per-la-pubblica-amministrazione';
  for (const language of ['', '/en']) {
    for (const path of [practice, `${practice}/testimonianza`, `${practice}/riuso`, `${other}/testimonianza`, `${other}/riuso`, other]) {
      await page.goto(`${language}${path}`);
      expect(await findings(page), `${language}${path}`).toEqual([]);
      const wide = await page.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth);
      expect(wide, `${language}${path} scrolls sideways`).toBe(false);
    }
  }
  await page.goto(`${other}/riuso`);
  await page.getByRole('button', { name: 'Dichiara l’adozione' }).click();
  expect(await findings(page), 'a refused adoption').toEqual([]);
  await context.close();
});
