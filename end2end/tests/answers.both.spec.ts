// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// How bodies answer a practice or a twinning: a testimonial, and that they took it up; with script and without.

import { expect, test, type Page } from '@playwright/test';
import { pagesLookRight, findings, looksRight, sendSignIn, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

/** Acts for Pordenone, and for nobody who owns these practices. */
const adopter = 'marco.centino@example.org';
const expert = 'carla.redattrice@example.org';
const moderator = 'dario.moderatore@example.org';
/** Acts for Firenze, which has a part in the twinning; each of the two runs has an official of its own. */
const official = (script?: boolean) =>
  script === false ? 'ada.funzionaria@example.org' : 'bruno.rappresentante@example.org';
const twinning = '/gemellaggi/tos-ca';
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

test('a testimonial about a twinning is sent by an official of a party, let in by a moderator, and taken back', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const said = `Le visite sono servite, prova ${javaScriptEnabled === false ? 'senza' : 'con'} script.`;
  const quotation = page.locator('#testimonianze blockquote', { hasText: said });
  await page.goto(twinning);
  await expect(page.locator('#testimonianze .demo-mark')).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Scrivi una testimonianza' })).toHaveCount(0);
  await signIn(page, official(javaScriptEnabled));
  await page.goto(twinning);
  await page.getByRole('link', { name: 'Scrivi una testimonianza' }).click();
  await expect(page).toHaveURL(`${twinning}/testimonianza`);
  await page.locator('#testo').fill('Troppo poco.');
  await page.getByRole('button', { name: 'Invia la testimonianza' }).click();
  await expect(page.locator('#problemi a[href="#testo"]')).toBeVisible();
  await expect(page.locator('#testo')).toHaveValue('Troppo poco.');
  await page.locator('#testo').fill(said);
  await page.getByRole('button', { name: 'Invia la testimonianza' }).click();
  await expect(page).toHaveURL(`${twinning}/testimonianza?done=sent`);
  await page.goto(twinning);
  await expect(quotation).toHaveCount(0);

  const office = await browser.newContext({ baseURL, javaScriptEnabled });
  const other = await office.newPage();
  await signIn(other, moderator);
  await other.goto('/redazione/testimonianze');
  const waiting = other.locator('.testimonials > li', { hasText: said });
  await expect(waiting.getByRole('link', { name: /Tos\.Ca\./ })).toBeVisible();
  await waiting.getByRole('button', { name: /^Accogli/ }).click();
  await expect(other.getByRole('status')).toBeVisible();
  await office.close();

  await page.goto(twinning);
  await expect(quotation).toHaveCount(1);
  await page.getByRole('link', { name: 'Scrivi una testimonianza' }).click();
  await page.getByRole('button', { name: 'Ritira la testimonianza' }).click();
  await expect(page).toHaveURL(`${twinning}/testimonianza?done=withdrawn`);
  await page.goto(twinning);
  await expect(quotation).toHaveCount(0);
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
  await pagesLookRight(page, [practice, `${practice}/testimonianza`, `${practice}/riuso`, `${other}/testimonianza`, `${other}/riuso`, other]);
  await page.goto(`${other}/riuso`);
  await page.getByRole('button', { name: 'Dichiara l’adozione' }).click();
  expect(await findings(page), 'a refused adoption').toEqual([]);
  // Who acts for no party is told so; who does has the form.
  await page.goto(`${twinning}/testimonianza`);
  expect(await findings(page), 'no form').toEqual([]);
  await page.context().clearCookies();
  await signIn(page, official(javaScriptEnabled));
  for (const path of [`${twinning}/testimonianza`, `/en${twinning}/testimonianza`, twinning]) {
    await page.goto(path);
    await looksRight(page, path);
  }
  await context.close();
});
