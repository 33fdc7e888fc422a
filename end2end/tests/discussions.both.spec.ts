// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A question is asked about a practice, answered, quoted, and its answer accepted; people are named; what was written is
// changed and withdrawn; with script and without.

import { expect, type Page, test } from '@playwright/test';
import { pagesLookRight, findings, sendSignIn, signIn } from '../acting';

const asker = 'bruno.rappresentante@example.org';
const helper = 'carla.redattrice@example.org';
const practice = '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti';

/** Publishes what stands in the form for the next post. */
async function publish(page: Page, text: string) {
  await page.getByLabel('Il tuo intervento').fill(text);
  await page.getByRole('button', { name: 'Pubblica l’intervento' }).click();
}

/** Begins a thread on a practice as a question; answers its address. */
async function ask(page: Page, title: string) {
  await page.goto(practice);
  await page.locator('#discussioni').getByRole('link', { name: 'Chiedi a chi conosce la pratica' }).click();
  await expect(page.getByLabel('Domanda', { exact: true })).toBeChecked();
  await page.getByLabel('Titolo').fill(title);
  await page.getByLabel('Testo', { exact: true }).fill('Come avete organizzato il primo anno?');
  await page.getByRole('button', { name: 'Pubblica la discussione' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

test('a question is asked, answered with a quotation, and its answer accepted', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}, info) => {
  const title = `Quanto costa il primo anno, ${info.project.name}?`;
  await signIn(page, asker);
  const address = await ask(page, title);

  const other = await browser.newContext({ baseURL, javaScriptEnabled });
  const desk = await other.newPage();
  await signIn(desk, helper);
  await desk.goto(address);
  await publish(desk, '  ');
  await expect(desk.locator('#problemi')).toContainText('Scrivere un testo.');
  await publish(desk, 'Circa **diecimila** euro.');
  await expect(desk.locator('#intervento-1')).toContainText('Circa diecimila euro.');

  await page.goto(address);
  await page.locator('#intervento-1').getByRole('link', { name: 'Cita' }).click();
  await expect(page.locator('#testo')).toHaveValue(/> Circa \*\*diecimila\*\* euro\./);
  const quoted = await page.locator('#testo').inputValue();
  await publish(page, `${quoted}Grazie, chiarissimo.`);
  await expect(page.locator('#intervento-2 blockquote')).toContainText('Circa diecimila euro.');
  await expect(page.locator('#intervento-2')).toHaveAttribute('data-level', '1');

  await page.locator('#intervento-1').getByRole('button', { name: 'Grazie' }).click();
  await expect(page.locator('#intervento-1')).toContainText('Grazie: 1');
  await page.locator('#intervento-1').getByRole('button', { name: 'È la risposta' }).click();
  await expect(page.locator('#intervento-1')).toContainText('Risposta accettata');

  // Sending the same form again writes nothing more.
  await desk.goto(address);
  await publish(desk, 'Una sola volta.');
  await expect(desk.locator('#intervento-3')).toBeVisible();
  await desk.goBack();
  await desk.reload();
  await expect(desk.locator('.thread-post')).toHaveCount(3);
  await other.close();
});

test('a visitor is asked to sign in and comes back to the same place', async ({ page, browser, baseURL, javaScriptEnabled }, info) => {
  await signIn(page, asker);
  const address = await ask(page, `Chi ha già provato, ${info.project.name}?`);
  const other = await browser.newContext({ baseURL, javaScriptEnabled });
  const visitor = await other.newPage();
  await visitor.goto(address);
  await expect(visitor.getByRole('main')).toContainText('Come avete organizzato il primo anno?');
  await visitor.getByRole('main').getByRole('link', { name: 'Accedi' }).click();
  await sendSignIn(visitor, helper);
  await expect(visitor).toHaveURL(new RegExp(`${address}$`));
  await publish(visitor, 'Noi, l’anno scorso.');
  await expect(visitor.locator('#intervento-1')).toContainText('Noi, l’anno scorso.');
  await other.close();
});

test('somebody is named, the text is changed, and withdrawn', async ({ page, javaScriptEnabled }, info) => {
  await signIn(page, asker);
  const address = await ask(page, `Chi ci accompagna, ${info.project.name}?`);
  await page.getByLabel('Il tuo intervento').fill('Ne parlo con ');
  await page.locator('summary', { hasText: 'Nomina una persona' }).click();
  await page.getByLabel('Nome o cognome').fill('Carla');
  await page.getByRole('button', { name: 'Cerca la persona' }).click();
  await page.getByRole('button', { name: /^Nomina Carla/ }).click();
  await expect(page.locator('#testo')).toHaveValue(/Ne parlo con @\[Carla [^\]]+\]\(member:[^)]+\)/);
  await page.getByRole('button', { name: 'Mostra l’anteprima' }).click();
  await expect(page.locator('.writing-preview').first()).toContainText('Ne parlo con');
  await page.getByRole('button', { name: 'Pubblica l’intervento' }).click();
  await expect(page.locator('#intervento-1 strong')).toContainText('@Carla');

  if (javaScriptEnabled !== false) {
    const field = page.getByRole('textbox', { name: 'Il tuo intervento' });
    await field.focus();
    await expect(page.locator('.writing-tools')).toBeVisible();
    await field.pressSequentially('Anche @Carl');
    await page.locator('.writing-people [role=option]').first().click();
    await expect(field).toHaveValue(/Anche @\[Carla [^\]]+\]\(member:[^)]+\) /);
  }

  await page.goto(address);
  await page.locator('#intervento-1').getByRole('link', { name: 'Modifica o ritira' }).click();
  await page.getByLabel('Il tuo intervento').fill('Ne parlo io.');
  await page.getByRole('button', { name: 'Salva le modifiche' }).click();
  await expect(page.locator('#intervento-1')).toContainText('Ne parlo io.');
  await page.locator('#intervento-1').getByRole('link', { name: /^modificato/ }).click();
  await expect(page.getByRole('main')).toContainText('Ne parlo con');
  await page.goto(address);
  await page.locator('#intervento-1').getByRole('link', { name: 'Modifica o ritira' }).click();
  await page.getByRole('button', { name: 'Ritira l’intervento' }).click();
  await expect(page.locator('#intervento-1')).toContainText('è stato ritirato');
  await expect(page.locator('#intervento-1')).not.toContainText('Ne parlo');

  // A thread that is closed says so, and what was typed stays.
  const late = await page.context().newPage();
  await late.goto(address);
  await page.locator('summary', { hasText: 'Chiudi la discussione' }).click();
  await page.getByLabel('Conclusioni').fill('Se ne riparla in autunno.');
  await page.getByRole('button', { name: 'Chiudi con queste conclusioni' }).click();
  await expect(page.getByRole('main')).toContainText('Se ne riparla in autunno.');
  await publish(late, 'Ancora una cosa.');
  await expect(late.locator('#problemi')).toContainText('Non si può più scrivere qui.');
  await expect(late.locator('#testo')).toHaveValue('Ancora una cosa.');
});

test('a twinning shows its discussion with the number of participants', async ({ page }) => {
  await page.goto('/gemellaggi/tos-ca');
  const box = page.locator('#discussioni');
  await expect(box.getByRole('heading', { level: 3 }).first()).toBeVisible();
  await expect(box).toContainText(/Aperta il \d+ \S+ \d{4}/);
  await expect(box).toContainText(/\d+ partecipant[ei]/);
  await box.getByRole('link', { name: /^Vai alla discussione/ }).first().click();
  await expect(page).toHaveURL(/\/discussioni\/\d+-/);
});

test('axe finds nothing on the pages of threads', async ({ browser, baseURL, javaScriptEnabled }, info) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, asker);
  const address = await ask(page, `Una pagina per tutti, ${info.project.name}`);
  await publish(page, 'Un intervento con [un collegamento](https://example.org).');
  await expect(page.locator('#intervento-1')).toBeVisible();
  await pagesLookRight(page, ['/discussioni', '/discussioni/nuova', '/scrivania/discussioni', address, `${address}/interventi/1`]);
  await page.goto('/discussioni/nuova');
  await page.getByRole('button', { name: 'Pubblica la discussione' }).click();
  await expect(page.locator('#problemi')).toContainText('Scrivere un titolo.');
  expect(await findings(page), 'a refused thread').toEqual([]);
  await context.close();
});
