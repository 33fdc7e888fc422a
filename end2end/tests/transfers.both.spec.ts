// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A twinning is proposed, accepted by the other side, gets its plan, and its steps go over the board; with script and
// without.

import { expect, test, type Page } from '@playwright/test';
import { looksRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const recipient = 'irene.ginestrelli@example.org';
const offering = 'bruno.rappresentante@example.org';
const titleOf = (script?: boolean) => `Nidi gemelli, prova ${script === false ? 'senza' : 'con'} script`;

/** Opens the desk of the twinning from the own desk. */
async function openDesk(page: Page, title: string) {
  await page.goto('/scrivania');
  await page.locator('section[aria-labelledby=gemellaggi]').getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scrivania del gemellaggio');
}

test('a recipient proposes a twinning, and what is missing is told beside its field', async ({ page, javaScriptEnabled }) => {
  await signIn(page, recipient);
  await page.goto('/gemellaggi/nuovo');
  await page.getByRole('button', { name: 'Invia la proposta' }).click();
  await expect(page.locator('#problemi a[href="#title"]')).toContainText('Titolo: ');
  await page.locator('#title').fill(titleOf(javaScriptEnabled));
  await page.locator('#object').fill('Si trasferisce la graduatoria unica. </textarea><b>x</b>');
  await page.locator('#offering').fill('Comune che non c’è');
  await page.getByRole('button', { name: 'Invia la proposta' }).click();
  await expect(page.locator('#problemi a[href="#offering"]')).toBeVisible();
  await expect(page.locator('#object')).toHaveValue('Si trasferisce la graduatoria unica. </textarea><b>x</b>');
  await page.locator('#offering').fill('Comune di Firenze');
  await page.getByRole('button', { name: 'Invia la proposta' }).click();
  await expect(page).toHaveURL(/\/gemellaggi\/[^/]+\/lavoro\?done=proposed$/);
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('#accettazioni + p + ul li')).toHaveCount(2);
});

test('the other side accepts', async ({ page, javaScriptEnabled }) => {
  await signIn(page, offering);
  await openDesk(page, titleOf(javaScriptEnabled));
  const own = page.locator('#accettazioni ~ ul li', { hasText: 'Comune di Firenze' });
  await own.getByRole('button', { name: 'Accetta' }).click();
  await expect(page).toHaveURL(/done=reply$/);
  await expect(own).toContainText('Ha accettato');
});

test('a plan is drawn, and a step goes over the board by its buttons', async ({ page, javaScriptEnabled }) => {
  await signIn(page, recipient);
  await openDesk(page, titleOf(javaScriptEnabled));
  await page.getByRole('link', { name: 'Modelli da trasferire' }).first().click();
  await page.locator('#model-title-1').fill('Graduatoria unica');
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await page.getByRole('link', { name: 'Apri il piano' }).click();
  await page.locator('#template').selectOption('a_to_e');
  await page.locator('#start').fill('1/3/2027');
  await page.getByRole('button', { name: 'Prepara il piano' }).click();
  await expect(page.locator('.board-card')).toHaveCount(5);

  const first = page.locator('.board-card').first();
  await first.getByRole('button', { name: /^Blocca:/ }).click();
  // Why is asked for, beside the field.
  await expect(first.locator('.field-problem')).toBeVisible();
  await first.getByRole('button', { name: /^Metti in corso:/ }).click();
  await expect(page).toHaveURL(/\/piano\?done=step$/);
  await expect(page.locator('[aria-labelledby=colonna-doing] .board-card')).toHaveCount(1);

  const file = await page.request.get(page.url().replace(/\/piano.*/, '/piano.ics'));
  expect(file.headers()['content-type']).toContain('text/calendar');
  expect((await file.text()).match(/BEGIN:VEVENT\r\n/g)).toHaveLength(5);
});

test('axe finds nothing, and nothing is wider than a phone', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, recipient);
  await openDesk(page, titleOf(javaScriptEnabled));
  const twinning = new URL(page.url()).pathname.replace(/\/lavoro$/, '');
  const parts = ['testi', 'enti', 'modelli', 'obiettivi', 'risorse', 'verifica', 'convenzioni', 'risultati'];
  const rest = ['lavoro', 'eventi', 'piano', 'piano/calendario', 'piano/passi/nuovo', ...parts.map((part) => `modifica/${part}`)];
  for (const path of ['/gemellaggi/nuovo', ...rest.map((end) => `${twinning}/${end}`)]) {
    for (const language of ['', '/en']) {
      await page.goto(`${language}${path}`);
      await looksRight(page, `${language}${path}`);
    }
  }
  await context.close();
});
