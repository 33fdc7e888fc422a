// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A search is saved on the way through signing in, tells of what is new by mail, and the mail ends it; with script and
// without.

import { expect, test, type Browser, type Page } from '@playwright/test';
import { findings, looksRight, sendSignIn, signIn } from '../acting';

const saver = 'ada.funzionaria@example.org';
const publisher = 'marco.centino@example.org';
const administrator = 'elena.amministratrice@example.org';

/** A body publishes what it seeks. */
async function publish(browser: Browser, baseURL: string | undefined, javaScriptEnabled: boolean, title: string) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const page = await context.newPage();
  await signIn(page, publisher);
  await page.goto('/cerco-offro/nuovo?tipo=seek');
  await page.getByLabel('Titolo').fill(title);
  await page
    .getByLabel('Descrizione')
    .fill('Cerchiamo chi abbia già ripensato questi spazi insieme ai cittadini, con un calendario di incontri aperti a tutti.');
  await page.getByLabel('Infanzia e istruzione').check();
  await page.getByLabel('Affiancamento').check();
  await page.getByLabel('A distanza', { exact: true }).check();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByRole('status')).toContainText('L’annuncio è pubblicato.');
  await context.close();
}

/** The newest mail with these words in its subject, as an administrator reads it. */
async function readMail(browser: Browser, baseURL: string | undefined, words: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await page.goto('/accedi?next=/amministrazione/posta');
  await sendSignIn(page, administrator);
  // The turn of an alert comes a minute after it was asked for, and is looked for four times a minute.
  await expect(async () => {
    await page.goto('/amministrazione/posta');
    const row = page.getByRole('row').filter({ hasText: saver }).filter({ hasText: words });
    await row.first().getByRole('link').first().click({ timeout: 500 });
  }).toPass({ timeout: 180_000, intervals: [2_000] });
  return page;
}

test('a saved search tells of what is new by mail, and the mail ends it', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}, info) => {
  test.setTimeout(300_000);
  // A word of its own, which no other advert has.
  const word = javaScriptEnabled ? 'piazzettaviva' : 'cortileaperto';
  const name = `Spazi, ${info.project.name}`;

  await page.goto(`/cerco-offro?tipo=seek&q=${word}`);
  await page.getByRole('link', { name: 'Salva questa ricerca' }).click();
  await sendSignIn(page, saver);
  await expect(page).toHaveURL(new RegExp(`/scrivania/ricerche/nuova\\?.*q=${word}`));
  await expect(page.getByRole('main')).toContainText(word);
  await page.getByLabel('Nome').fill(' ');
  await page.getByRole('button', { name: 'Salva la ricerca' }).click();
  await expect(page.locator('#problemi')).toContainText('Scrivere un nome per la ricerca.');
  await page.getByLabel('Nome').fill(name);
  await page.getByRole('button', { name: 'Salva la ricerca' }).click();
  await expect(page.getByRole('status')).toContainText('La ricerca è salvata.');

  const line = page.locator('.desk-list > li').filter({ hasText: name });
  await expect(line).toContainText('Una volta al giorno');
  await line.getByRole('link', { name: 'Modifica' }).click();
  await page.getByLabel('Subito').check();
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('La ricerca è stata modificata.');
  await expect(line).toContainText('Subito');

  const title = `Uno spazio ${word} per il quartiere`;
  await publish(browser, baseURL, javaScriptEnabled ?? true, title);
  const mail = await readMail(browser, baseURL, name);
  await expect(mail.locator('.letter')).toContainText(title);
  const link = await mail.locator('.letter a[href*="/avvisi/"]').getAttribute('href');
  await mail.context().close();

  // Whoever has the mail need not sign in.
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const visitor = await context.newPage();
  await visitor.goto(link ?? '');
  await expect(visitor.getByRole('main')).toContainText(name);
  await visitor.getByRole('button', { name: 'Non ricevere più avvisi' }).click();
  await expect(visitor.getByRole('status')).toContainText('non arrivano più');
  await context.close();

  await page.goto('/scrivania/ricerche');
  await expect(line).toContainText('Nessun avviso');
  await line.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('main')).toContainText(title);
  await page.goto('/scrivania/ricerche');
  await line.getByRole('link', { name: 'Modifica' }).click();
  await page.getByText('Elimina la ricerca').click();
  await page.getByRole('button', { name: 'Elimina', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('La ricerca è stata eliminata.');
  await expect(line).toHaveCount(0);
});

test('axe finds nothing on the pages of saved searches', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, saver);
  for (const language of ['', '/en']) {
    await page.goto(`${language}/scrivania/ricerche`);
    expect(await findings(page), `${language}, the list`).toEqual([]);
    await page.goto(`${language}/scrivania/ricerche/nuova?cosa=practice&q=nidi&region=09`);
    await page.locator('main form input[name=name]').fill(' ');
    await page.locator('main form button[type=submit]').click();
    await expect(page.locator('#problemi')).toBeVisible();
    expect(await findings(page), `${language}, a form that was refused`).toEqual([]);
    await page.goto(`${language}/avvisi/nessuno.00`);
    await looksRight(page, `${language}, a link that is over`);
  }
  await context.close();
});
