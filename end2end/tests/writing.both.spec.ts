// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// "Invia una storia": from the first title to the published page, with script and without: the same. Each of the two
// runs has a practice of its own.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { findings, fits, sendSignIn, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const author = 'ada.funzionaria@example.org';
const reviewer = 'carla.redattrice@example.org';
const titleOf = (script?: boolean) => `Pasti a scuola prenotati la mattina, prova ${script === false ? 'senza' : 'con'} script`;

/** A text of at least so many characters. */
const text = (sentence: string, length: number) => sentence.repeat(Math.ceil(length / sentence.length) + 1).trim();

async function goOn(page: Page, next: string) {
  await page.getByRole('button', { name: 'Salva e continua' }).click();
  await expect(page).toHaveURL(new RegExp(`/scrivania/[^/]+/${next}$`));
}

/** The practice of this run, once it is begun. */
let uid = '';

test('a visitor is led from the home page to signing in, and back to the first page', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Invia una storia' }).click();
  await expect(page).toHaveURL(/\/accedi\?next=%2Fpratiche%2Fnuova/);
  await sendSignIn(page, author);
  await expect(page).toHaveURL('/pratiche/nuova');
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  await expect(page.locator('#problemi a[href="#titolo"]')).toBeVisible();
  await expect(page).toHaveTitle(/^Errore/);
});

test('an official writes a story step by step and sends it', async ({ page, javaScriptEnabled }) => {
  await signIn(page, author);
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill(titleOf(javaScriptEnabled));
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  await expect(page).toHaveURL(/\/scrivania\/[^/]+\/essenziale\?done=begun/);
  uid = new URL(page.url()).pathname.split('/')[2] ?? '';

  await page.locator('#riassunto').fill('Le famiglie prenotano i pasti entro le 9 e in cucina non si butta quasi più niente.');
  await page.locator('#contatto').fill('Ufficio scuola, scuola@comune.example.it');
  await page.locator('#tipo').selectOption('service');
  await page.locator('#livello').selectOption('municipal');
  await page.locator('#regione').selectOption('09');
  await page.locator('#inizio').fill('settembre');
  await page.locator('#temi').check();
  await page.locator('#beneficiari').check();
  await page.getByRole('button', { name: 'Salva e continua' }).click();
  // What cannot be read is told beside its field, and the rest is still there.
  await expect(page.locator('#problemi a[href="#inizio"]')).toBeVisible();
  await expect(page.locator('#inizio')).toHaveValue('settembre');
  await expect(page.locator('#contatto')).toHaveValue('Ufficio scuola, scuola@comune.example.it');
  await page.locator('#inizio').fill('9/2021');
  await goOn(page, 'storia');

  await page.locator('#problema').fill(text('I pasti si contavano su fogli di carta. ', 2_100));
  await page.locator('#soluzione').fill(text('La famiglia segna l’assenza entro le 9. ', 200));
  await page.getByRole('button', { name: 'Salva e continua' }).click();
  // Too long a text is saved, and told.
  await expect(page).toHaveURL(/\/storia\?verifica=lunghezze$/);
  await expect(page.locator('#problemi a[href="#problema"]')).toContainText('2.000');
  await page.locator('#problema').fill(text('I pasti si contavano su fogli di carta. ', 200));
  await goOn(page, 'risultati');

  await page.locator('#risultati-1').fill('Pasti buttati al giorno');
  await page.locator('input[name=evidence_baseline]').fill('40');
  await page.locator('input[name=evidence_value]').fill('6');
  await page.locator('#difficolta').fill(text('L’app da sola non bastava a tutte le famiglie. ', 60));
  await page.locator('#risultati').getByRole('button', { name: 'Aggiungi righe' }).click();
  await expect(page).toHaveURL(/\/risultati\?righe=1/);
  await expect(page.locator('#risultati-1')).toHaveValue('Pasti buttati al giorno');
  await expect(page.locator('#risultati-2')).toHaveValue('');
  await goOn(page, 'risorse');

  await page.locator('#costo').selectOption('under_10k');
  await page.locator('#persone').fill('0,5');
  await page.locator('#mesi').fill('6');
  await goOn(page, 'requisiti');

  for (const [at, condition] of ['Un referente in ogni scuola', 'Un numero di telefono', 'Una sola cucina'].entries()) {
    await page.locator('input[name=condition_text]').nth(at).fill(condition);
    await page.locator('select[name=condition_category]').nth(at).selectOption('organisational');
  }
  await goOn(page, 'documenti');
  await goOn(page, 'invio');

  // One thing was left out on purpose: the list leads to it.
  await expect(page.getByRole('button', { name: 'Manda in revisione' })).toHaveCount(0);
  await page.locator('.checklist a').click();
  await expect(page).toHaveURL(/\/requisiti\?verifica=1#trasferibilita$/);
  await expect(page.locator('#trasferibilita-problem')).toBeVisible();
  await page.locator('#trasferibilita').fill(text('Funziona con qualsiasi numero di scuole. ', 120));
  await page.getByRole('button', { name: 'Salva e resta' }).click();
  await expect(page).toHaveURL(/\/requisiti\?done=saved$/);
  await expect(page.getByRole('status')).toBeVisible();

  await page.goto(`/scrivania/${uid}/invio`);
  await page.getByRole('button', { name: 'Manda in revisione' }).click();
  await expect(page.locator('#consenso-problem')).toBeVisible();
  await page.locator('#consenso').check();
  await page.getByRole('button', { name: 'Manda in revisione' }).click();
  await expect(page).toHaveURL(`/scrivania/${uid}?done=submit`);
  await expect(page.getByRole('status')).toBeVisible();
});

test('a stranger sees nothing of what waits', async ({ page }) => {
  for (const path of [`/pratiche/${uid}`, `/scrivania/${uid}`, `/redazione/${uid}`]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect([303, 404], path).toContain(answer.status());
  }
});

test('a reviewer asks for a change, and its author makes it', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  await signIn(page, reviewer);
  await page.goto('/redazione');
  await page.getByRole('link', { name: titleOf(javaScriptEnabled) }).click();
  await expect(page).toHaveURL(`/redazione/${uid}`);
  await page.getByRole('button', { name: 'Prendo in carico' }).click();
  await expect(page).toHaveURL(`/redazione/${uid}?done=taken`);
  await page.locator('#campo-1').selectOption('problem');
  await page.locator('#osservazione-1').fill('Dire quanti pasti si buttavano </textarea><b>prima</b>.');
  await page.getByRole('button', { name: 'Chiedi modifiche' }).click();
  await expect(page).toHaveURL('/redazione?done=request_changes');

  const other = await browser.newContext({ baseURL, javaScriptEnabled });
  const desk = await other.newPage();
  await signIn(desk, author);
  await desk.goto('/scrivania');
  await expect(desk.locator('section[aria-labelledby=stato-changes-requested]')).toContainText(titleOf(javaScriptEnabled));
  await desk.goto(`/scrivania/${uid}`);
  await desk.locator('.remarks a').first().click();
  await expect(desk).toHaveURL(/\/storia\?verifica=1#problema$/);
  await expect(desk.locator('#problema-osservazioni')).toContainText('</textarea><b>prima</b>');
  await desk.locator('#problema').fill(text('Si buttavano 40 pasti al giorno, contati su carta. ', 200));
  await goOn(desk, 'risultati');
  await desk.goto(`/scrivania/${uid}/invio`);
  await desk.locator('#consenso').check();
  await desk.getByRole('button', { name: 'Manda in revisione' }).click();
  await expect(desk).toHaveURL(`/scrivania/${uid}?done=submit`);
  await other.close();
});

test('a decision without its reason is refused, and publishing makes the page public', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  await signIn(page, reviewer);
  await page.goto(`/redazione/${uid}`);
  await page.getByRole('button', { name: 'Non accogliere' }).click();
  await expect(page.locator('#nota-problem')).toBeVisible();
  await page.getByRole('button', { name: 'Pubblica', exact: true }).click();
  await expect(page).toHaveURL('/redazione?done=publish');

  await page.goto(`/scrivania/${uid}`);
  const address = await page.getByRole('link', { name: 'Leggi la pagina pubblicata' }).getAttribute('href');
  const outside = await browser.newContext({ baseURL, javaScriptEnabled });
  const visitor = await outside.newPage();
  const answer = await visitor.goto(address ?? '');
  expect(answer?.status()).toBe(200);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(titleOf(javaScriptEnabled));
  await outside.close();
});

test('two people write the same step, and nobody loses a word', async ({ browser, baseURL, javaScriptEnabled }) => {
  const contexts = [await browser.newContext({ baseURL, javaScriptEnabled }), await browser.newContext({ baseURL, javaScriptEnabled })];
  const [first, second] = [await contexts[0]!.newPage(), await contexts[1]!.newPage()];
  await signIn(first, author);
  await signIn(second, author);
  await first.goto('/pratiche/nuova');
  await first.locator('#titolo').fill(`Due testi insieme ${javaScriptEnabled === false ? 'senza' : 'con'} script`);
  await first.getByRole('button', { name: 'Comincia a scrivere' }).click();
  const story = new URL(first.url()).pathname.replace('essenziale', 'storia');
  await first.goto(story);
  await second.goto(story);
  await first.locator('#problema').fill('Il testo della prima finestra.');
  await first.getByRole('button', { name: 'Salva e resta' }).click();
  await expect(first).toHaveURL(`${story}?done=saved`);
  await second.locator('#problema').fill('Il testo della seconda finestra.');
  await second.getByRole('button', { name: 'Salva e resta' }).click();
  await expect(second.locator('#problemi')).toBeVisible();
  await expect(second.locator('#problema')).toHaveValue('Il testo della seconda finestra.');
  await expect(second.locator('#problema-altro')).toContainText('Il testo della prima finestra.');
  await second.getByRole('button', { name: 'Salva e resta' }).click();
  await expect(second).toHaveURL(`${story}?done=saved`);
  await expect(second.locator('#problema')).toHaveValue('Il testo della seconda finestra.');

  // Both versions stand side by side, and the draft goes to the bin and comes back.
  await second.goto(story.replace('/storia', ''));
  await second.locator('summary', { hasText: 'Confronta due versioni' }).click();
  await second.getByRole('button', { name: 'Mostra le differenze' }).click();
  await expect(second.locator('.versions')).toContainText('Il testo della prima finestra.');
  await second.goto(story.replace('/storia', ''));
  await second.locator('summary', { hasText: 'Elimina la bozza' }).click();
  await second.getByRole('button', { name: 'Conferma: elimina la bozza' }).click();
  await expect(second).toHaveURL('/scrivania?done=delete');
  await second.goto(story.replace('/storia', ''));
  await second.getByRole('button', { name: 'Ripristina' }).click();
  await expect(second).toHaveURL(/\?done=restore$/);
  for (const context of contexts) {
    await context.close();
  }
});

test('the pages of writing fit a narrow screen', async ({ browser, baseURL, javaScriptEnabled }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, javaScriptEnabled });
  const page = await context.newPage();
  await signIn(page, author);
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill(`Una bozza stretta ${javaScriptEnabled === false ? 'senza' : 'con'} script`);
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  const desk = new URL(page.url()).pathname.replace('/essenziale', '');
  const steps = ['', '/essenziale', '/storia', '/risultati', '/risorse', '/requisiti', '/documenti', '/invio'];
  for (const path of ['/pratiche/nuova', '/scrivania', ...steps.map((step) => desk + step)]) {
    await page.goto(path);
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await fits(page, path);
  }
  await context.close();
});

test('axe and the HTML checker find nothing on the pages of writing', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'innesto-writing-'));
  const context = await browser.newContext({ baseURL, bypassCSP: true });
  const page = await context.newPage();
  await signIn(page, author);
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill('Una bozza da guardare');
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  const desk = new URL(page.url()).pathname.replace('/essenziale', '');
  const steps = ['', '/essenziale', '/storia', '/risultati', '/risorse', '/requisiti', '/documenti', '/invio'];
  const wanting = ['/essenziale?verifica=1', '/requisiti?verifica=1&righe=1'];
  const look = async (path: string) => {
    const answer = await page.goto(path);
    const html = (await answer?.text()) ?? '';
    writeFileSync(join(folder, `${path.replace(/[^a-z0-9]+/gi, '_')}.html`), html);
    expect(html, path).not.toMatch(/<[^>]+\s(on[a-z]+|style)=/);
    await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    expect(await findings(page), path).toEqual([]);
  };
  for (const language of ['', '/en']) {
    for (const path of ['/pratiche/nuova', '/scrivania', ...[...steps, ...wanting].map((step) => desk + step)]) {
      await look(`${language}${path}`);
    }
  }
  await page.goto(`${desk}/essenziale`);
  await page.locator('#titolo').fill('');
  await page.getByRole('button', { name: 'Salva e resta' }).click();
  expect(await findings(page), 'a refused step').toEqual([]);

  const editors = await browser.newContext({ baseURL, bypassCSP: true });
  const review = await editors.newPage();
  await signIn(review, reviewer);
  for (const path of ['/redazione', '/en/redazione', `/redazione/${uid}`, `/scrivania/${uid}`]) {
    const answer = await review.goto(path);
    writeFileSync(join(folder, `${path.replace(/[^a-z0-9]+/gi, '_')}.html`), (await answer?.text()) ?? '');
    await review.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    expect(await findings(review), path).toEqual([]);
  }
  await editors.close();
  await context.close();
  const vnu = createRequire(import.meta.url)('vnu-jar') as string;
  let messages = '';
  try {
    execFileSync('java', ['-jar', vnu, '--errors-only', '--format', 'gnu', folder], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    messages = (error as { stderr: string }).stderr;
  }
  expect(messages).toBe('');
});
