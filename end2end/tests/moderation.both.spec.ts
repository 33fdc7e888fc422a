// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A visitor tells of a post, a moderator decides on it, its author reads why; with script and without.

import { expect, test } from '@playwright/test';
import { findings, signIn } from '../acting';

const subject = 'post/post-treviso-1';
const words = 'Per sei mesi, con un incontro a settimana nei primi due.';

test('a visitor tells of a post, a moderator hides it, the author reads why, and it is shown again', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}, info) => {
  const why = `Contiene dati di altri (${info.project.name}).`;
  const elsewhere = async () => (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();

  await page.goto(`/segnala/${subject}`);
  await expect(page.getByRole('main')).toContainText(words);
  await page.getByRole('button', { name: 'Invia la segnalazione' }).click();
  await expect(page.locator('#problemi')).toContainText('Scegliere un motivo.');
  await page.getByLabel('Altro').check();
  await page.getByRole('button', { name: 'Invia la segnalazione' }).click();
  await expect(page.locator('#problemi')).toContainText('Dire che cosa non va.');
  await expect(page.getByLabel('Altro')).toBeChecked();
  await page.getByLabel('Che cosa non va').fill('C’è un numero di telefono.');
  await page.getByRole('button', { name: 'Invia la segnalazione' }).click();
  await expect(page.getByRole('status')).toContainText('la segnalazione è arrivata a chi modera');

  const desk = await elsewhere();
  await signIn(desk, 'dario.moderatore@example.org');
  await desk.goto('/redazione/segnalazioni');
  await desk.locator('main li', { hasText: words }).getByRole('link').first().click();
  await expect(desk).toHaveURL(new RegExp(`/redazione/segnalazioni/${subject}$`));
  await expect(desk.getByRole('main')).toContainText('C’è un numero di telefono.');
  await desk.getByLabel('Nascondi').check();
  await desk.getByRole('button', { name: 'Conferma la decisione' }).click();
  await expect(desk.locator('#problemi')).toContainText('Dire perché a chi ha scritto.');
  await expect(desk.getByLabel('Nascondi')).toBeChecked();
  await desk.locator('#nota').fill(why);
  await desk.getByRole('button', { name: 'Conferma la decisione' }).click();
  await expect(desk).toHaveURL(/\/redazione\/segnalazioni\?done=hidden/);
  await expect(desk.getByRole('status')).toContainText('È nascosto');

  // Nobody reads it any more, and its author is told why.
  expect((await page.request.get(`/segnala/${subject}`)).status()).toBe(404);
  const author = await elsewhere();
  await signIn(author, 'marco.centino@example.org');
  // What happened is told by a job, soon afterwards.
  await expect(async () => {
    await author.goto('/notifiche');
    await expect(author.getByRole('main')).toContainText(why, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await expect(author.getByRole('main')).not.toContainText('Dario');
  expect((await author.request.get(`/redazione/segnalazioni/${subject}`)).status()).toBe(404);

  await desk.goto('/redazione/moderazione');
  await expect(desk.locator('tbody tr').first()).toContainText(why);
  await desk.goto('/redazione/moderazione/numeri');
  await expect(desk.locator('tbody tr')).toHaveCount(12);

  await desk.goto(`/redazione/segnalazioni/${subject}`);
  await desk.getByLabel('Mostra di nuovo').check();
  await desk.getByRole('button', { name: 'Conferma la decisione' }).click();
  await expect(desk.getByRole('status')).toContainText('Resta visibile.');
  expect((await page.request.get(`/segnala/${subject}`)).status()).toBe(200);
});

test('the pages of moderation have no fault that axe finds', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'axe is script');
  const context = await browser.newContext({ baseURL, bypassCSP: true });
  const page = await context.newPage();
  const look = async (address: string) => {
    await page.goto(address);
    expect(await findings(page), address).toEqual([]);
  };
  await look(`/segnala/${subject}`);
  await signIn(page, 'dario.moderatore@example.org');
  for (const address of [
    '/redazione/segnalazioni',
    `/redazione/segnalazioni/${subject}`,
    '/redazione/segnalazioni/thread/thr-ciao',
    '/redazione/segnalazioni/thread/thr-treviso-tempi',
    '/redazione/moderazione',
    '/redazione/moderazione/numeri',
    '/en/redazione/segnalazioni',
  ]) {
    await look(address);
  }
});
