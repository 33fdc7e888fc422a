// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Files are attached to a post on its own page, listed below it, refused with a reason, and gone with the post; with
// script and without.

import { expect, type Page, test } from '@playwright/test';
import { looksRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const author = 'carla.redattrice@example.org';
const free = '/discussioni/nuova';

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
const upload = (page: Page) => page.getByRole('button', { name: 'Carica il documento' });

/** The address of this run's thread, and that of its first post. */
let thread = '';
let post = '';

test('a file is attached to a post, and whoever reads the discussion reads it', async ({ page, browser, baseURL }, info) => {
  await signIn(page, author);
  await page.goto(free);
  await page.getByLabel('Titolo').fill(`Il verbale della riunione, ${info.project.name}`);
  await page.getByLabel('Testo', { exact: true }).fill('Lo alleghiamo qui sotto.');
  await page.getByRole('button', { name: 'Pubblica la discussione' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Il verbale della riunione' })).toBeVisible();
  thread = new URL(page.url()).pathname;
  await page.getByLabel('Il tuo intervento').fill('Ecco il verbale.');
  await page.getByRole('button', { name: 'Pubblica l’intervento' }).click();
  await page.locator('#intervento-1').getByRole('link', { name: 'Modifica o ritira' }).click();
  post = new URL(page.url()).pathname;

  await page.locator('#nuovo-titolo').fill('Verbale <b>del</b> 2 marzo');
  await page.locator('#nuovo-file').setInputFiles({ name: 'Verbale è.pdf', mimeType: 'application/pdf', buffer: pdf });
  await upload(page).click();
  await expect(page).toHaveURL(`${post}?done=document_added`);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('#documento-1 h3')).toHaveText('Verbale <b>del</b> 2 marzo');

  const outside = await browser.newContext({ baseURL });
  const reader = await outside.newPage();
  await reader.goto(thread);
  const files = reader.locator('#intervento-1 .thread-documents');
  await expect(files).toContainText('PDF, 1 kB');
  const link = files.getByRole('link', { name: 'Verbale <b>del</b> 2 marzo' });
  const given = await reader.request.get((await link.getAttribute('href')) ?? '');
  expect(given.status()).toBe(200);
  expect(given.headers()['content-disposition']).toContain('attachment');
  expect(given.headers()['content-security-policy']).toContain('sandbox');
  await outside.close();
});

test('what is not taken is told beside the file, and what was typed stays', async ({ page }) => {
  await signIn(page, author);
  await page.goto(post);
  await page.locator('#nuovo-titolo').fill('Un disegno');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>');
  await page.locator('#nuovo-file').setInputFiles({ name: 'disegno.png', mimeType: 'image/png', buffer: svg });
  await upload(page).click();
  await expect(page.locator('#nuovo-file-problem')).toBeVisible();
  await expect(page).toHaveTitle(/^Errore/);
  await expect(page.locator('#nuovo-titolo')).toHaveValue('Un disegno');
  await expect(page.getByLabel('Il tuo intervento')).toHaveValue('Ecco il verbale.');
  await expect(page.locator('#documento-2')).toHaveCount(0);
});

test('axe finds nothing on the page of a post with a document, refused or not', async ({
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
  for (const address of [thread, post, `/en${thread}`, `/en${post}`]) {
    await page.goto(address);
    await look(address);
  }
  await page.goto(post);
  await upload(page).click();
  await look('a refused upload');
  await context.close();
});

test('a document is taken away, and the others go with their post', async ({ page, browser, baseURL }) => {
  await signIn(page, author);
  await page.goto(post);
  await page.locator('#nuovo-titolo').fill('Le presenze');
  const plain = { name: 'presenze.txt', mimeType: 'text/plain', buffer: Buffer.from('Ada, Bruno, Carla.') };
  await page.locator('#nuovo-file').setInputFiles(plain);
  await upload(page).click();
  await expect(page.locator('#documento-2')).toContainText('Le presenze');
  const first = page.locator('#documento-1');
  const gone = (await first.locator('h3 a').getAttribute('href')) ?? '';
  const other = (await page.locator('#documento-2 h3 a').getAttribute('href')) ?? '';
  await first.locator('summary').first().click();
  await first.locator('summary', { hasText: 'Togli il documento' }).click();
  await first.getByRole('button', { name: 'Conferma: togli il documento' }).click();
  await expect(page).toHaveURL(`${post}?done=document_removed`);
  await expect(page.locator('#documento-2')).toHaveCount(0);
  expect((await page.request.get(gone)).status()).toBe(404);

  await page.getByRole('button', { name: 'Ritira l’intervento' }).click();
  await expect(page.locator('#intervento-1')).toContainText('è stato ritirato');
  await expect(page.locator('.thread-documents')).toHaveCount(0);
  const outside = await browser.newContext({ baseURL });
  for (const context of [page.context(), outside]) {
    expect((await context.request.get(other)).status()).toBe(404);
  }
  await outside.close();
});
