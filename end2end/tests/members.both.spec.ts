// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The directory of members and the people of an organisation, with script and without: the same. Each of the two runs
// has people of its own.

import { expect, test } from '@playwright/test';
import { signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const ginestre = { slug: 'unione-dei-comuni-delle-ginestre', representative: 'irene.ginestrelli@example.org' };
const elighe = { slug: 'comune-di-monte-elighe', representative: 'vera.piazzanova@example.org' };
const asks = (script: boolean) =>
  script
    ? { email: 'marco.centino@example.org', name: 'Marco Centino', body: ginestre }
    : { email: 'lea.teoremi@example.org', name: 'Lea Teoremi', body: elighe };

test('the home page shows the latest members and leads to all of them', async ({ page }) => {
  await page.goto('/');
  const block = page.getByRole('region', { name: 'Ultimi iscritti' });
  await expect(block.locator('.person-card')).toHaveCount(3);
  await expect(block.locator('.person-card').first()).toContainText('Iscritto da');
  await block.getByRole('link', { name: 'Tutti gli iscritti' }).click();
  await expect(page).toHaveURL('/iscritti');
});

test('a visitor narrows the directory by type, organisation and name, and reads a member', async ({ page }) => {
  await page.goto('/iscritti');
  await page.getByLabel('Tipo di iscritto').selectOption('executive');
  await page.getByLabel('Ente', { exact: true }).fill('Comune di Firenze');
  await page.getByRole('main').getByRole('button', { name: 'Cerca' }).click();
  const cards = page.locator('.person-cards > li');
  await expect(cards).toHaveCount(1);
  await expect(cards.first()).toContainText('Bruno Rappresentante');
  await cards.first().getByRole('link', { name: 'Bruno Rappresentante' }).click();
  await expect(page).toHaveURL('/iscritti/member-bruno-rappresentante');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bruno Rappresentante');
  await expect(page.getByRole('main')).toContainText(/Iscritto da \d+ ann/);
});

test('a name that fits several organisations is asked about', async ({ page }) => {
  await page.goto('/iscritti?body=Comune');
  await expect(page.getByRole('main')).toContainText('Scegliere quale');
  await page.getByRole('main').locator('.name-columns a').first().click();
  await expect(page).toHaveURL(/\/iscritti\?organisation=/);
});

test('a profile that is for members only is not shown to visitors', async ({ page }) => {
  await page.goto('/iscritti?q=Kokupe');
  await expect(page.locator('.person-card')).toHaveCount(0);
  const answer = await page.goto('/iscritti/member-janis-kokupe');
  expect(answer?.status()).toBe(404);
});

test('an address is shown to members where its owner chose so, and not to visitors', async ({ page, javaScriptEnabled }) => {
  await page.goto('/iscritti/member-bruno-rappresentante');
  await expect(page.locator('a[href^="mailto:bruno"]')).toHaveCount(0);
  await signIn(page, asks(javaScriptEnabled ?? true).email);
  await page.goto('/iscritti/member-bruno-rappresentante');
  await expect(page.locator('a[href^="mailto:bruno"]')).toHaveCount(1);
});

test('a visitor is told to sign in before asking to act for an organisation', async ({ page }) => {
  await page.goto('/enti/comune-di-firenze');
  await page.locator('#persone').getByRole('link', { name: 'Chiedere di agire per questo ente' }).click();
  await expect(page).toHaveURL('/enti/comune-di-firenze/persone#unirsi');
  await page.getByRole('main').getByRole('link', { name: 'Accedi' }).click();
  await expect(page).toHaveURL(/\/accedi\?next=%2Fenti%2Fcomune-di-firenze%2Fpersone/);
});

test('a member asks to act for an organisation and its representative lets the member in', async ({
  browser,
  page,
  javaScriptEnabled,
}) => {
  const { email, name, body } = asks(javaScriptEnabled ?? true);
  await signIn(page, email);
  await page.goto(`/enti/${body.slug}/persone`);
  await page.getByLabel('Redattore').check();
  await page.getByLabel(/Nota per chi decide/).fill('x'.repeat(500));
  await page.getByRole('button', { name: 'Invia la richiesta' }).click();
  await expect(page).toHaveURL(`/enti/${body.slug}/persone?done=requested`);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('.own-membership')).toContainText('in attesa');

  const other = await browser.newContext({ javaScriptEnabled, baseURL: new URL(page.url()).origin });
  const desk = await other.newPage();
  await signIn(desk, body.representative);
  await desk.goto(`/enti/${body.slug}/persone`);
  const request = desk.locator('[aria-labelledby=richieste] li').filter({ hasText: name });
  await request.locator('select').selectOption('contributor');
  await request.getByRole('button', { name: 'Ammetti' }).click();
  await expect(desk).toHaveURL(`/enti/${body.slug}/persone?done=admit`);
  await expect(desk.locator('[aria-labelledby=ruolo-contributor]')).toContainText(name);

  // And takes the role away again, after a confirmation.
  const line = desk.locator('.people-list > li').filter({ hasText: name });
  await line.locator('summary').filter({ hasText: 'Gestisci' }).click();
  await line.locator('summary').filter({ hasText: 'Togli dall’ente' }).click();
  await line.getByRole('button', { name: 'Conferma: togli dall’ente' }).click();
  await expect(desk).toHaveURL(`/enti/${body.slug}/persone?done=remove`);
  await expect(desk.locator('.people-list')).not.toContainText(name);
  await other.close();
});

test('an invitation without an address is refused beside the field and keeps the role', async ({ page, javaScriptEnabled }) => {
  const { body } = asks(javaScriptEnabled ?? true);
  await signIn(page, body.representative);
  await page.goto(`/enti/${body.slug}/persone`);
  const invite = page.locator('form', { has: page.locator('input[name=action][value=invite]') });
  await invite.getByLabel('Redattore').check();
  await invite.getByRole('button', { name: 'Invia l’invito' }).click();
  await expect(page.locator('#problemi a[href="#invito-email"]')).toBeVisible();
  await expect(invite.getByLabel('Redattore')).toBeChecked();
});
