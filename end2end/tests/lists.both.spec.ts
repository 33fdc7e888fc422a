// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A body's own list: uploaded, looked at, made into drafts, once; with script and without: the same.

import { expect, test, type Page } from '@playwright/test';
import { looksRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const author = 'ada.funzionaria@example.org';

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const upload = (page: Page) => page.getByRole('button', { name: 'Carica e mostra l’anteprima' });
const create = (page: Page) => page.getByRole('button', { name: 'Crea le bozze' });

/** The titles of this run: the two runs share a library, and what is alike stays out. */
const titles = (script?: boolean) =>
  script === false
    ? ['Biciclette elettriche per gli uffici', 'Compostiere di quartiere']
    : ['Orti condivisi nei cortili', 'Sportello itinerante nelle frazioni'];

const list = ([first, second]: string[]) =>
  `Titolo;Descrizione;Regione;Anno;Note\n${first};Si fa insieme.;Toscana;2021;x\n${first};Due volte.;;;\n` +
  `${second};"Una riga; e\nun’altra.";;3/2022;\n;Senza titolo;;;\nAltrove e mai;;Atlantide;;\n`;

test('an official uploads a list, changes a column, and makes drafts of it', async ({ page, javaScriptEnabled }) => {
  const own = titles(javaScriptEnabled);
  await signIn(page, author);
  await page.goto('/scrivania');
  await page.getByRole('main').getByRole('link', { name: 'Carica un elenco di pratiche' }).click();
  await expect(page).toHaveURL('/scrivania/elenco');
  await page.locator('#file').setInputFiles(csv('elenco.csv', list(own)));
  await upload(page).click();
  await expect(page).toHaveURL(/\/scrivania\/elenco\/[^/]+\?done=read$/);
  await expect(page.getByRole('status')).toContainText('non è stata creata nessuna bozza');
  await expect(page.locator('#colonna-2')).toHaveValue('solution');
  await expect(page.locator('#colonna-5')).toHaveValue('');
  await expect(page.locator('main')).toContainText('2 righe non possono diventare bozze');
  await expect(page.locator('#simile-3')).not.toBeChecked();

  // What was not shown is not made: a column that changes is shown first.
  await page.locator('#colonna-2').selectOption('summary');
  await create(page).click();
  await expect(page).toHaveURL(/\?done=columns$/);
  await expect(page.locator('.list-row').first()).toContainText('Riassunto');
  await create(page).click();
  await expect(page).toHaveURL(/\/scrivania\/elenco\/[^/?]+$/);
  await expect(page.getByRole('heading', { name: '2 bozze create' })).toBeVisible();
  const address = page.url();
  const file = await page.request.get(`${address}/escluse.csv`);
  expect(file.headers()['content-disposition']).toContain('escluse.csv');
  expect(await file.text()).toContain('Atlantide');
  await page.getByRole('main').getByRole('link', { name: own[1] }).click();
  await expect(page).toHaveURL(/\/scrivania\/[^/]+$/);
  await expect(page.locator('h1')).toContainText(own[1]);

  // The same list again, sent by going back: it was taken.
  await page.goto(address);
  await expect(create(page)).toHaveCount(0);
});

test('a file that cannot be read is refused, and the reason stands beside it', async ({ page }) => {
  await signIn(page, author);
  for (const [name, text] of [
    ['vuoto.csv', ''],
    ['intestazione.csv', 'Titolo;Anno\n'],
    ['pagina.csv', '<!DOCTYPE html><table></table>'],
    ['lungo.csv', `Titolo\n${'Uno\n'.repeat(501)}`],
    ['grande.csv', 'a'.repeat(2 * 1024 * 1024 + 1)],
  ] as const) {
    await page.goto('/scrivania/elenco');
    await page.locator('#lingua').selectOption('en');
    await page.locator('#file').setInputFiles(csv(name, text));
    await upload(page).click();
    await expect(page.locator('#file-problem'), name).toBeVisible();
    await expect(page).toHaveTitle(/^Errore/);
    await expect(page.locator('#lingua'), name).toHaveValue('en');
  }
});

test('two columns cannot become the same line', async ({ page }) => {
  await signIn(page, author);
  await page.goto('/scrivania/elenco');
  await page.locator('#file').setInputFiles(csv('a.csv', 'Uno;Due\nAlfa e beta;Gamma\n'));
  await upload(page).click();
  await expect(page.locator('main')).toContainText('scegliere quale colonna è il titolo');
  await page.locator('#colonna-1').selectOption('title');
  await page.locator('#colonna-2').selectOption('title');
  await page.getByRole('button', { name: 'Aggiorna l’anteprima' }).click();
  await expect(page.locator('#problemi a[href="#colonne"]')).toBeVisible();
  await expect(page.locator('#colonna-2')).toHaveValue('title');
});

test('the pages of lists have nothing that axe finds and fit a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, author);
  const look = (what: string) => looksRight(page, what);
  await page.goto('/en/scrivania/elenco');
  await look('the page with the form');
  await page.goto('/scrivania/elenco');
  await upload(page).click();
  await look('a refused file');
  await page.locator('#file').setInputFiles(csv('b.csv', list(['Letture ad alta voce in ambulatorio', 'Pedibus'])));
  await upload(page).click();
  await expect(page).toHaveURL(/done=read$/);
  await look('the preview');
  await create(page).click();
  await look('what became of it');
  await context.close();
});
