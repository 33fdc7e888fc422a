// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Communities: begun by a moderator, joined, asked for, handed over, closed; with script and without.

import { expect, test } from '@playwright/test';
import { pagesLookRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const moderator = 'dario.moderatore@example.org';
const facilitator = 'marco.centino@example.org';
const member = 'vera.piazzanova@example.org';
const acronym = (script?: boolean) => (script === false ? 'MENSB' : 'MENSA');

test('a visitor reads the communities of the demonstration', async ({ page }) => {
  await page.goto('/comunita');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Comunità');
  await page.getByRole('main').getByRole('link', { name: 'Appalti e stazioni uniche appaltanti' }).click();
  await expect(page).toHaveURL('/comunita/sua');
  await expect(page.getByRole('main')).toContainText('Stazione unica appaltante');
  await expect(page.getByRole('main')).toContainText('I tempi di una gara: mettiamoli a confronto');
  // What is written there is not for visitors.
  await page.goto('/comunita/sit');
  await expect(page.getByRole('main')).not.toContainText('Una mappa sola per i cantieri');
});

test('a moderator begins a community, and what is wrong stands beside its field', async ({
  page,
  javaScriptEnabled,
}) => {
  await signIn(page, moderator);
  await page.goto('/comunita');
  await page.getByRole('main').getByRole('link', { name: 'Crea una comunità' }).click();
  await page.locator('#sigla').fill(acronym(javaScriptEnabled));
  await page.locator('#nome').fill('Men');
  await page.getByRole('button', { name: 'Crea una comunità' }).click();
  await expect(page.locator('#problemi a[href="#nome"]')).toBeVisible();
  await expect(page.locator('#sigla')).toHaveValue(acronym(javaScriptEnabled));
  await page.locator('#nome').fill('Mense scolastiche in comune');
  await page.locator('#in-sintesi').fill('Chi organizza le mense si scambia bandi e menù.');
  await page.getByRole('checkbox', { name: 'Appalti' }).check();
  await page.getByRole('radio', { name: /un facilitatore risponde/ }).check();
  await page.getByRole('radio', { name: 'Tutti gli iscritti al portale' }).check();
  await page.getByRole('button', { name: 'Crea una comunità' }).click();
  await expect(page).toHaveURL(`/comunita/${acronym(javaScriptEnabled).toLowerCase()}?done=begun`);
  await expect(page.getByRole('status')).toContainText('ne sei responsabile');
});

test('a member asks to come in, is let in, appointed, and gets the community', async ({
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const address = `/comunita/${acronym(javaScriptEnabled).toLowerCase()}`;
  const asking = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await signIn(asking, member);
  await asking.goto(address);
  await asking.locator('#nota').fill('Seguo la mensa del mio Comune.');
  await asking.getByRole('button', { name: 'Chiedi di entrare' }).click();
  await expect(asking.getByRole('status')).toContainText('La richiesta è inviata');

  const leading = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await signIn(leading, moderator);
  await leading.goto('/scrivania');
  await leading.locator(`main a[href="${address}/persone"]`, { hasText: '1 richiesta di entrare' }).click();
  await expect(leading).toHaveURL(`${address}/persone`);
  await expect(leading.getByRole('main')).toContainText('Seguo la mensa del mio Comune.');
  await leading.getByRole('button', { name: /^Accogli/ }).click();
  await leading.getByRole('button', { name: /^Nomina facilitatore/ }).click();
  await leading.getByRole('button', { name: /^Affida la comunità/ }).click();
  await expect(leading.getByRole('status')).toBeVisible();
  await leading.goto(address);
  await leading.getByRole('button', { name: 'Lascia la comunità' }).click();
  await expect(leading).toHaveURL('/comunita?done=left');

  await asking.goto(address);
  await expect(asking.getByRole('main')).toContainText('Sei responsabile di questa comunità.');
  const review = asking.getByRole('link', { name: 'Rivedi ciò che è segnalato o in attesa' });
  await expect(review).toHaveAttribute('href', '/redazione/segnalazioni');
  await asking.getByRole('link', { name: 'Modifica la comunità' }).click();
  await asking.getByRole('button', { name: 'Chiudi la comunità' }).click();
  await expect(asking.getByRole('status')).toContainText('La comunità è chiusa');
  await asking.context().close();
  await leading.context().close();
});

test('axe finds nothing, and nothing is wider than a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, facilitator);
  await pagesLookRight(page, ['/comunita', '/comunita/sua', '/comunita/sua/persone', '/comunita/sua/modifica']);
  await context.close();
});
