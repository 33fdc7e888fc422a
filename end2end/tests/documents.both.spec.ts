// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The documents of a practice: uploaded, refused, renewed, taken away; with script and without: the same.

import { expect, test, type Page } from '@playwright/test';
import { looksRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const author = 'ada.funzionaria@example.org';

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
/** One green point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgSPQEAAEPAKveeJP9AAAAAElFTkSuQmCC',
  'base64',
);
const plain = (text: string) => ({ name: 'regole.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });

/** Begins a practice, and answers the address of its step with the documents. */
async function begin(page: Page, title: string) {
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill(title);
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  await expect(page).toHaveURL(/\/essenziale\?done=begun/);
  return new URL(page.url()).pathname.replace('/essenziale', '/documenti');
}

/** The address of this run's step. */
let step = '';
const upload = (page: Page) => page.getByRole('button', { name: 'Carica il documento' });

test('an official uploads a document and a picture', async ({ page, javaScriptEnabled }) => {
  await signIn(page, author);
  step = await begin(page, `Una pratica con documenti, ${javaScriptEnabled === false ? 'senza' : 'con'} script`);
  await page.goto(step);
  await page.locator('#nuovo-titolo').fill('Regolamento <b>della</b> mensa');
  await page.locator('#nuovo-tipo').selectOption('template');
  await page.locator('#nuovo-file').setInputFiles({ name: 'Regolamento è.pdf', mimeType: 'application/pdf', buffer: pdf });
  await upload(page).click();
  await expect(page).toHaveURL(`${step}?done=document_added`);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('#documento-1 h3')).toHaveText('Regolamento <b>della</b> mensa');
  await expect(page.locator('#documento-1')).toContainText('PDF, 1 kB');

  // A picture wants to be described; what was typed is still there, and the file has to be chosen again.
  await page.locator('#nuovo-titolo').fill('La cucina');
  await page.locator('#nuovo-file').setInputFiles({ name: 'cucina.png', mimeType: 'image/png', buffer: png });
  await upload(page).click();
  await expect(page.locator('#problemi a[href="#nuovo-descrizione"]')).toBeVisible();
  await expect(page.locator('#nuovo-titolo')).toHaveValue('La cucina');
  await expect(page.locator('#nuovo-file-help')).toContainText('va scelto di nuovo');
  await page.locator('#nuovo-descrizione').fill('Una cucina con tre cuoche');
  await page.locator('#nuovo-file').setInputFiles({ name: 'cucina.png', mimeType: 'image/png', buffer: png });
  await upload(page).click();
  await expect(page).toHaveURL(`${step}?done=document_added`);
  await expect(page.locator('#documento-2')).toContainText('PNG');
});

test('what a browser could run is refused, and the reason stands beside the file', async ({ page }) => {
  await signIn(page, author);
  await page.goto(step);
  for (const [name, text] of [
    ['disegno.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'],
    ['pagina.pdf', '<!DOCTYPE html><script>alert(1)</script>'],
    ['vuoto.txt', ''],
  ] as const) {
    await page.locator('#nuovo-titolo').fill(`Un file da rifiutare: ${name}`);
    await page.locator('#nuovo-file').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(text) });
    await upload(page).click();
    await expect(page.locator('#nuovo-file-problem'), name).toBeVisible();
    await expect(page).toHaveTitle(/^Errore/);
    await expect(page.locator('#nuovo-titolo')).toHaveValue(`Un file da rifiutare: ${name}`);
    await expect(page.locator('#documento-3')).toHaveCount(0);
  }
});

test('a file that is far too large is told so', async ({ page }) => {
  await signIn(page, author);
  await page.goto(step);
  const large = { name: 'grande.txt', mimeType: 'text/plain', buffer: Buffer.alloc(40 * 1024 * 1024, 'a') };
  await page.locator('#nuovo-file').setInputFiles(large);
  await upload(page).click();
  await expect(page.locator('#nuovo-file-problem')).toContainText('25 MB');
});

test('a new version takes the place of the one before, which can still be read', async ({ page }) => {
  await signIn(page, author);
  await page.goto(step);
  const first = page.locator('#documento-1');
  await first.locator('summary').first().click();
  await page.locator('#documento-1-versione-file').setInputFiles(plain('Le regole di quest’anno.'));
  await first.getByRole('button', { name: 'Carica la nuova versione' }).click();
  await expect(page).toHaveURL(`${step}?done=version_added`);
  await expect(first).toContainText('versione 2');
  await expect(first.locator('h3')).toHaveText('Regolamento <b>della</b> mensa');
  const address = await first.locator('h3 a').getAttribute('href');
  const present = await page.request.get(address ?? '');
  expect(present.headers()['content-disposition']).toContain('attachment');
  expect(await present.text()).toBe('Le regole di quest’anno.');
  const earlier = await page.request.get(`${address}?v=1`);
  expect(earlier.headers()['content-type']).toBe('application/pdf');

  await first.locator('summary').first().click();
  await page.locator('#documento-1-titolo').fill('Regole della mensa');
  await first.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page).toHaveURL(`${step}?done=document_changed`);
  await expect(first.locator('h3')).toHaveText('Regole della mensa');
});

test('its readers will see the documents on the page of the practice', async ({ page }) => {
  await signIn(page, author);
  await page.goto(step.replace('/documenti', ''));
  await page.locator('main').getByRole('link', { name: 'Apri l’anteprima della pagina' }).click();
  const documents = page.locator('.documents');
  await expect(documents.getByRole('link', { name: 'Regole della mensa' })).toBeVisible();
  const picture = documents.getByRole('img', { name: 'Una cucina con tre cuoche' });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  await documents.locator('summary').click();
  await expect(documents.getByRole('link', { name: 'Versione 1' })).toBeVisible();
});

test('no stranger reads a document of a draft', async ({ page, browser, baseURL }) => {
  await signIn(page, author);
  await page.goto(step);
  const address = (await page.locator('#documento-1 h3 a').getAttribute('href')) ?? '';
  const outside = await browser.newContext({ baseURL });
  expect((await outside.request.get(address)).status()).toBe(404);
  await outside.close();
});

test('axe finds nothing on the step, refused or not, and it fits a narrow screen', async ({
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, author);
  const look = async (what: string) => {
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await looksRight(page, what);
  };
  for (const language of ['', '/en']) {
    await page.goto(`${language}${step}`);
    await look(`${language}${step}`);
  }
  await page.locator('#nuovo').locator('button[type=submit]').click();
  await look('a refused upload');
  await context.close();
});

test('what is taken away is gone', async ({ page }) => {
  await signIn(page, author);
  await page.goto(step);
  const first = page.locator('#documento-1');
  const address = (await first.locator('h3 a').getAttribute('href')) ?? '';
  await first.locator('summary').first().click();
  await first.locator('summary', { hasText: 'Togli il documento' }).click();
  await first.getByRole('button', { name: 'Conferma: togli il documento' }).click();
  await expect(page).toHaveURL(`${step}?done=document_removed`);
  await expect(page.locator('#documento-2')).toHaveCount(0);
  expect((await page.request.get(address)).status()).toBe(404);
});
