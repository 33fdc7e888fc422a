// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A need is published, another body answers it, and both write on their desks; with script and without.

import { expect, test } from '@playwright/test';
import { findings, looksRight, signIn } from '../acting';

const seeker = 'marco.centino@example.org';
const helper = 'bruno.rappresentante@example.org';
const description = 'Cerchiamo chi abbia già riorganizzato le mense scolastiche, con menu di stagione e prenotazione dal telefono.';

test('a need is published, answered and replied to on both desks', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}, info) => {
  const title = `Mense scolastiche di quartiere, ${info.project.name}`;
  await signIn(page, seeker);
  await page.goto('/cerco-offro');
  await page.getByRole('main').getByRole('link', { name: 'Pubblica ciò che cerchi' }).click();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.locator('#problemi')).toContainText('Scrivere un titolo.');
  await page.getByLabel('Titolo').fill(title);
  await page.getByLabel('Descrizione').fill(description);
  await page.getByLabel('Infanzia e istruzione').check();
  await page.getByLabel('Affiancamento').check();
  await page.getByLabel('A distanza', { exact: true }).check();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByRole('status')).toContainText('L’annuncio è pubblicato.');
  const address = new URL(page.url()).pathname;

  const other = await browser.newContext({ baseURL, javaScriptEnabled });
  const desk = await other.newPage();
  await signIn(desk, helper);
  await desk.goto(address);
  await desk.getByLabel('Messaggio').fill('Buongiorno, possiamo raccontarvi come abbiamo fatto.');
  await desk.getByRole('button', { name: 'Invia il messaggio' }).click();
  await expect(desk).toHaveURL(/\/scrivania\/messaggi\//);
  await expect(desk.locator('.message-list > li')).toHaveCount(1);

  await page.goto('/scrivania/messaggi');
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await expect(page.getByRole('main')).toContainText('Comune di Firenze');
  await expect(page.getByRole('main')).not.toContainText('@');
  await page.getByLabel('Messaggio').fill('Grazie, sentiamoci la settimana prossima.');
  await page.getByRole('button', { name: 'Invia il messaggio' }).click();
  await expect(page.locator('.message-list > li')).toHaveCount(2);

  await desk.goto('/scrivania/messaggi');
  await desk.getByRole('main').getByRole('link', { name: title }).click();
  await expect(desk.locator('.message-list > li').last()).toContainText('Grazie, sentiamoci la settimana prossima.');
  await expect(desk.getByRole('link', { name: 'Proponi un gemellaggio' })).toBeVisible();

  // What is closed takes no answer, and the text that was typed stays.
  await desk.goto(address);
  await page.goto(address);
  await page.getByRole('button', { name: 'Chiudi l’annuncio' }).click();
  await expect(page.getByRole('status')).toContainText('L’annuncio è chiuso.');
  await desk.getByLabel('Messaggio').fill('Un’altra domanda.');
  await desk.getByRole('button', { name: 'Invia il messaggio' }).click();
  await expect(desk.locator('#problemi')).toContainText('Non si può più rispondere');
  await expect(desk.locator('#testo')).toHaveValue('Un’altra domanda.');
  await other.close();
});

test('axe finds nothing on the pages of adverts and messages', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, helper);
  for (const language of ['', '/en']) {
    const address = `${language}/cerco-offro/adv-caposele-formazione`;
    for (const path of ['/cerco-offro?tipo=offer', '/cerco-offro/nuovo', '/scrivania/messaggi']) {
      await page.goto(`${language}${path}`);
      expect(await findings(page), `${language}${path}`).toEqual([]);
    }
    await page.goto(address);
    await page.locator('main form textarea').fill(' ');
    await page.locator('main form button[value=answer]').click();
    await expect(page.locator('#problemi')).toBeVisible();
    await looksRight(page, `${address}, refused`);
    await page.goto(`${language}/cerco-offro/nuovo?tipo=seek`);
    await page.locator('main form button[value=publish]').click();
    await expect(page.locator('#problemi')).toBeVisible();
    expect(await findings(page), 'a refused advert').toEqual([]);
  }
  await page.goto('/cerco-offro/adv-caposele-formazione');
  await page.locator('main form textarea').fill('Buongiorno, abbiamo corsi che potete usare.');
  await page.locator('main form button[value=answer]').click();
  await expect(page.locator('.message-list > li')).toHaveCount(1);
  expect(await findings(page), 'a conversation').toEqual([]);
  await context.close();
});
