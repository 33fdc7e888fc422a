// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What administrators do, with script and without: the same. Each of the two runs acts on people of its own.

import { expect, test, type Page } from '@playwright/test';
import { fits, sendSignIn, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const administrator = 'elena.amministratrice@example.org';
const subject = (script: boolean) =>
  script
    ? { uid: 'member-camille-clairpont', email: 'camille.clairpont@example.org' }
    : { uid: 'member-greta-almwiese', email: 'greta.almwiese@example.org' };
const pages = [
  '/amministrazione',
  '/amministrazione/iscritti',
  '/amministrazione/iscritti/member-ada-funzionaria',
  '/amministrazione/enti',
  '/amministrazione/inviti',
  '/amministrazione/posta',
  '/amministrazione/messaggi',
  '/amministrazione/registro',
  '/amministrazione/impostazioni',
];

/** The form of a page that has several, by its hidden field. */
function form(page: Page, action: string) {
  return page.locator('form', { has: page.locator(`input[name=action][value=${action}]`) });
}

test('visitors are led to the sign-in page, and members without the role find nothing', async ({ page }) => {
  await page.goto('/amministrazione/registro');
  expect(page.url()).not.toContain('/amministrazione/registro');
  await signIn(page, 'carla.redattrice@example.org');
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});

test('an administrator finds every page of the area in its menu, on a narrow screen too', async ({ browser, baseURL, javaScriptEnabled }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, javaScriptEnabled });
  const page = await context.newPage();
  await signIn(page, administrator);
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await fits(page, path);
    await page.locator('.side-menu summary').click();
    await expect(page.locator('.side-menu [aria-current]')).toHaveCount(1);
  }
  await context.close();
});

test('the accounts are narrowed by role, and an account leads to its page', async ({ page }) => {
  await signIn(page, administrator);
  await page.goto('/amministrazione/iscritti');
  await page.getByLabel('Ruolo nel portale').selectOption('moderator');
  await page.getByRole('main').getByRole('button', { name: 'Cerca' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.getByRole('link', { name: 'Dario Moderatore' }).click();
  await expect(page).toHaveURL('/amministrazione/iscritti/member-dario-moderatore');
});

test('a suspension asks for a reason, is told by mail, and shuts the member out until it is taken back', async ({
  browser,
  page,
  javaScriptEnabled,
}) => {
  const { uid, email } = subject(javaScriptEnabled ?? true);
  await signIn(page, administrator);
  const account = `/amministrazione/iscritti/${uid}`;
  await page.goto(account);
  await page.locator('summary').filter({ hasText: 'Sospendi l’iscritto' }).click();
  await form(page, 'suspend').getByRole('button').click();
  await expect(page.locator('#problemi a[href="#motivo"]')).toBeVisible();
  await form(page, 'suspend').getByLabel('Motivo').fill('Prova <b>della</b> sospensione');
  await form(page, 'suspend').getByRole('button').click();
  await expect(page).toHaveURL(`${account}?done=suspend`);
  await expect(page.locator('#registro ~ * tbody')).toContainText('Iscritto sospeso');

  const other = await browser.newContext({ javaScriptEnabled, baseURL: new URL(page.url()).origin });
  const shut = await other.newPage();
  await shut.goto('/accedi');
  await sendSignIn(shut, email);
  await expect(shut).toHaveURL(/\/accedi/);
  await other.close();

  await page.goto('/amministrazione/posta');
  await page.locator('tbody tr').filter({ hasText: email }).first().getByRole('link').click();
  await expect(page.locator('pre.letter')).toContainText('Prova <b>della</b> sospensione');
  await page.goto(account);
  await form(page, 'reinstate').getByRole('button').click();
  await expect(page).toHaveURL(`${account}?done=reinstate`);
});

test('a role is given and the audit log says so', async ({ page, javaScriptEnabled }) => {
  const { uid } = subject(javaScriptEnabled ?? true);
  await signIn(page, administrator);
  await page.goto(`/amministrazione/iscritti/${uid}`);
  await form(page, 'roles').getByLabel('Moderazione').check();
  await form(page, 'roles').getByRole('button').click();
  await expect(page).toHaveURL(`/amministrazione/iscritti/${uid}?done=roles`);
  await expect(form(page, 'roles').getByLabel('Moderazione')).toBeChecked();
  await page.goto('/amministrazione/registro');
  await expect(page.locator('tbody tr').filter({ hasText: 'Ruoli nel portale cambiati' }).first()).toContainText('Elena Amministratrice');
  await page.goto(`/amministrazione/iscritti/${uid}`);
  await form(page, 'roles').getByLabel('Moderazione').uncheck();
  await form(page, 'roles').getByRole('button').click();
  await expect(page).toHaveURL(`/amministrazione/iscritti/${uid}?done=roles`);
});

test('an invitation waits as a mail whose link can be followed from the page', async ({ page, javaScriptEnabled }) => {
  const email = `invitata.${javaScriptEnabled ? 'con' : 'senza'}@example.org`;
  await signIn(page, administrator);
  await page.goto('/amministrazione/inviti');
  await page.getByLabel('Indirizzo e-mail').fill('non un indirizzo');
  await page.getByRole('button', { name: 'Invia l’invito' }).click();
  await expect(page.locator('#problemi a[href="#email"]')).toBeVisible();
  await expect(page.getByLabel('Indirizzo e-mail')).toHaveValue('non un indirizzo');
  await page.getByLabel('Indirizzo e-mail').fill(email);
  await page.getByLabel('Redazione del portale').check();
  await page.getByRole('button', { name: 'Invia l’invito' }).click();
  await expect(page).toHaveURL('/amministrazione/inviti?done=invited');
  await page.goto('/amministrazione/posta');
  await expect(page.getByRole('main')).toContainText('Nessun server di posta è configurato');
  await page.locator('tbody tr').filter({ hasText: email }).first().getByRole('link').click();
  await page.locator('pre.letter a').first().click();
  expect(new URL(page.url()).pathname).not.toContain('/amministrazione');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a merge of an unknown organisation is refused and keeps what was typed', async ({ page }) => {
  await signIn(page, administrator);
  await page.goto('/amministrazione/enti');
  await page.locator('summary').filter({ hasText: 'Unisci due schede' }).click();
  await page.getByLabel('Scheda di troppo').fill('Ente che non esiste affatto');
  await page.getByLabel('Scheda che resta').fill('Comune di Firenze');
  await page.getByRole('button', { name: 'Unisci le due schede' }).click();
  await expect(page.locator('#problemi a[href="#da"]')).toBeVisible();
  await expect(page.getByLabel('Scheda che resta')).toHaveValue('Comune di Firenze');
});
