// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// From an advert to a twinning: a link names the theme of a new advert, the conversation about it fills in the proposal
// and leads to it afterwards, and the twinning has documents of its own; with script and without.

import { expect, test } from '@playwright/test';
import { findings, looksRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const seeker = 'marco.centino@example.org';
const helper = 'bruno.rappresentante@example.org';
const description = 'Cerchiamo chi abbia già riorganizzato il trasporto degli alunni, con prenotazione dal telefono e fermate sicure.';
const titleOf = (script?: boolean) => `Trasporto degli alunni, prova ${script === false ? 'senza' : 'con'} script`;

test('a conversation about an advert becomes the proposal that it fills in', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const title = titleOf(javaScriptEnabled);
  await signIn(page, seeker);
  await page.goto('/cerco-offro/nuovo?tipo=seek&theme=infanzia-e-istruzione');
  await expect(page.getByLabel('Infanzia e istruzione')).toBeChecked();
  await page.getByLabel('Titolo').fill(title);
  await page.getByLabel('Descrizione').fill(description);
  await page.getByLabel('Affiancamento').check();
  await page.getByLabel('A distanza', { exact: true }).check();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  const address = new URL(page.url()).pathname;

  const other = await browser.newContext({ baseURL, javaScriptEnabled });
  const desk = await other.newPage();
  await signIn(desk, helper);
  await desk.goto(address);
  await desk.getByLabel('Messaggio').fill('Buongiorno, possiamo raccontarvi come abbiamo fatto.');
  await desk.getByRole('button', { name: 'Invia il messaggio' }).click();
  await expect(desk).toHaveURL(/\/scrivania\/messaggi\//);
  const conversation = new URL(desk.url()).pathname;
  await desk.getByRole('link', { name: 'Proponi un gemellaggio' }).click();
  await expect(desk).toHaveURL(/\/gemellaggi\/nuovo\?contatto=/);
  await expect(desk.locator('#title')).toHaveValue(title);
  await expect(desk.locator('#role')).toHaveValue('offering');
  await expect(desk.locator('#recipient')).not.toHaveValue('');
  // Refused once: everything stays, and so does where it comes from.
  await desk.locator('#start').fill('mai');
  await desk.getByRole('button', { name: 'Invia la proposta' }).click();
  await expect(desk.locator('#problemi a[href="#start"]')).toBeVisible();
  await desk.locator('#start').fill('');
  await desk.getByRole('button', { name: 'Invia la proposta' }).click();
  await expect(desk).toHaveURL(/\/gemellaggi\/[^/]+\/lavoro\?done=proposed$/);
  await desk.goto(conversation);
  await expect(desk.getByRole('link', { name: 'Proponi un gemellaggio' })).toHaveCount(0);
  await expect(desk.getByRole('main').locator('a[href^="/gemellaggi/"]').first()).toBeVisible();
  await other.close();
});

test('a twinning has documents of its own, for all or for its bodies', async ({ page, javaScriptEnabled }) => {
  await signIn(page, helper);
  await page.goto('/scrivania');
  const ids = await page.locator('[id]').evaluateAll((all) => all.map((one) => one.id));
  expect(ids.filter((id, place) => ids.indexOf(id) !== place), 'each id of the desk is there once').toEqual([]);
  await page.locator('section[aria-labelledby=gemellaggi]').getByRole('link', { name: titleOf(javaScriptEnabled) }).click();
  await page.getByRole('main').getByRole('link', { name: 'Documenti', exact: true }).click();
  await expect(page).toHaveURL(/\/documenti$/);
  await page.getByRole('button', { name: 'Carica il documento' }).click();
  await expect(page.locator('#problemi')).toBeVisible();
  await page.locator('#nuovo-titolo').fill('Verbale del primo incontro');
  await page.locator('#nuovo-lettori').selectOption('parties');
  const file = { name: 'verbale.txt', mimeType: 'text/plain', buffer: Buffer.from('Si parte dalle fermate.') };
  await page.locator('#nuovo-file').setInputFiles(file);
  await page.getByRole('button', { name: 'Carica il documento' }).click();
  await expect(page.getByRole('status')).toContainText('Il documento è caricato.');
  const lines = page.locator('.uploads > li');
  await expect(lines).toHaveCount(1);
  await expect(lines.first()).toContainText('solo per gli enti del gemellaggio');
  const twinning = new URL(page.url()).pathname.replace(/\/documenti$/, '');
  await page.goto(twinning);
  await expect(page.locator('#documenti')).toContainText('Verbale del primo incontro');
  await page.goto(`${twinning}/documenti`);
  await lines.first().locator('summary').first().click();
  await lines.first().locator('summary', { hasText: 'Togli il documento' }).click();
  await lines.first().getByRole('button', { name: 'Conferma: togli il documento' }).click();
  await expect(page.getByRole('status')).toContainText('Il documento è stato tolto.');
  await expect(lines).toHaveCount(0);
});

test('axe finds nothing on the page of documents', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, helper);
  await page.goto('/scrivania');
  await page.locator('section[aria-labelledby=gemellaggi]').getByRole('link', { name: titleOf(javaScriptEnabled) }).click();
  const twinning = new URL(page.url()).pathname.replace(/\/lavoro$/, '');
  for (const language of ['', '/en']) {
    await page.goto(`${language}${twinning}/documenti`);
    expect(await findings(page), `${language}${twinning}/documenti`).toEqual([]);
    await page.locator('#nuovo button[type=submit]').click();
    await expect(page.locator('#problemi')).toBeVisible();
    await looksRight(page, 'a refused document');
  }
  await context.close();
});
