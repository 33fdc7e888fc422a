// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A need finds what answers it, each point with its reason; one match is taken out and put back; and a body says how far
// it has what a practice asks for. With script and without.

import { expect, test } from '@playwright/test';
import { findings, signIn } from '../acting';

const seeker = 'marco.centino@example.org';
const description = 'Cerchiamo un regolamento per le iscrizioni ai nidi comunali, con orari flessibili e tariffe secondo il reddito.';

test('a need is matched, a match is taken out with a reason and put back', async ({ page }, info) => {
  await signIn(page, seeker);
  await page.goto('/cerco-offro/nuovo?tipo=seek');
  await page.getByLabel('Titolo').fill(`Iscrizioni ai nidi comunali, ${info.project.name}`);
  await page.getByLabel('Descrizione').fill(description);
  await page.getByLabel('Infanzia e istruzione').check();
  await page.getByLabel('Affiancamento').check();
  await page.getByLabel('A distanza', { exact: true }).check();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  const address = new URL(page.url()).pathname;
  await expect(page.getByRole('heading', { name: 'Gli abbinamenti migliori' })).toBeVisible();
  await page.getByRole('link', { name: 'Tutti gli abbinamenti' }).click();
  await expect(page).toHaveURL(`${address}/abbinamenti`);

  const entries = page.locator('.match-entry');
  const first = entries.first();
  const before = await entries.count();
  expect(before).toBeGreaterThan(0);
  await expect(first).toContainText('punti su 100');
  await expect(first.locator('.match-parts > li')).toHaveCount(7);
  const title = await first.getByRole('heading', { level: 3 }).innerText();

  // To read the page again changes nothing; what is marked as seen is seen.
  await page.reload();
  await expect(entries.filter({ hasText: 'Già visto' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Segna come già visti' }).click();
  await expect(page.getByRole('status')).toContainText('segnati come già visti');
  await expect(entries.filter({ hasText: 'Già visto' })).toHaveCount(before);
  await expect(page.getByRole('button', { name: 'Segna come già visti' })).toHaveCount(0);

  await first.locator('summary').click();
  await first.getByRole('button', { name: 'Togli dagli abbinamenti' }).click();
  await expect(page.locator('#problemi')).toContainText('Scegliere un motivo dall’elenco.');
  await entries.first().getByLabel('Motivo').selectOption('already_known');
  await entries.first().getByLabel('Nota (facoltativa)').fill('Ci siamo già sentiti.');
  await entries.first().getByRole('button', { name: 'Togli dagli abbinamenti' }).click();
  await expect(page.getByRole('status')).toContainText('L’abbinamento è tolto');
  await expect(page.locator('.match-entry h3', { hasText: title })).toHaveCount(0);
  const out = page.locator('section', { has: page.getByRole('heading', { name: 'Tolti dagli abbinamenti' }) });
  await expect(out).toContainText('Ci siamo già sentiti.');
  await out.getByRole('button', { name: 'Rimetti fra gli abbinamenti' }).first().click();
  await expect(page.getByRole('status')).toContainText('di nuovo nell’elenco');
  await expect(page.locator('.match-entry h3', { hasText: title })).toHaveCount(1);
});

test('what a body lacks becomes steps, and what it does not know a message', async ({ page }) => {
  await signIn(page, seeker);
  await page.goto('/pratiche/libretto-formativo-del-cittadino');
  await page.getByRole('link', { name: 'Siamo pronti?' }).click();
  const rows = page.locator('.readiness-row');
  const count = await rows.count();
  expect(count).toBeGreaterThan(1);
  for (let place = 0; place < count; place += 1) {
    await rows.nth(place).getByLabel(place === 0 ? 'No' : 'Non so', { exact: true }).check();
  }
  await rows.first().getByLabel('Nota (facoltativa)').fill('x'.repeat(301));
  await page.getByRole('button', { name: 'Salva le risposte' }).click();
  await expect(page.locator('#problemi')).toContainText('Una nota supera 300 caratteri');
  await expect(rows.first().getByLabel('No', { exact: true })).toBeChecked();
  await rows.first().getByLabel('Nota (facoltativa)').fill('Manca un ufficio.');
  await page.getByRole('button', { name: 'Salva le risposte' }).click();
  await expect(page.getByRole('status')).toContainText('Le risposte sono salvate.');
  await expect(page.getByRole('heading', { name: 'Da preparare' })).toBeVisible();
  await expect(page.locator('#testo')).toHaveValue(/Buongiorno, stiamo valutando la pratica/);
});

test('axe finds nothing on the page of readiness', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, seeker);
  for (const address of ['/pratiche/libretto-formativo-del-cittadino/siamo-pronti', '/en/pratiche/libretto-formativo-del-cittadino/siamo-pronti']) {
    await page.goto(address);
    expect(await findings(page), address).toEqual([]);
  }
  await context.close();
});
