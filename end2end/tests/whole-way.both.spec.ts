// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The whole way of a transfer: a need is published and matched, the match becomes a twinning, which is accepted,
// planned, examined and run, until its model is in use, the adoption is confirmed and the map shows it; with script and
// without.

import { expect, test, type Page } from '@playwright/test';
import { looksRight, signIn } from '../acting';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const offering = 'bruno.rappresentante@example.org';
const evaluator = 'carla.redattrice@example.org';
const offeringBody = 'Comune di Firenze';
const practice = 'Servizi territoriali integrati: sociale e lavoro nello stesso luogo';
const uidOfPractice = 'prac-servizi-territoriali-integrati-firenze';
const theme = 'Servizi sociali e lavoro';
/** The first model of the practice. */
const model = 'Accesso unico e prima valutazione';
/** Long enough to be the object of a twinning, too: at least 200 characters. */
const need =
  'Cerchiamo chi abbia già fatto lavorare insieme servizi sociali e servizi per l’occupabilità: un accesso unico per ' +
  'chi perde il lavoro, una valutazione comune, un progetto unico per la persona, un’équipe con riunioni regolari e un ' +
  'protocollo tra gli enti su personale, locali e dati.';
const expected =
  'Un punto di accoglienza comune aperto tre giorni alla settimana, una scheda di valutazione usata dai due servizi e ' +
  'cento progetti unici firmati nel primo anno.';
const act = 'Delibera di giunta n. 118';
const adapted = 'Abbiamo tenuto la scheda comune e ridotto l’équipe a due persone.';

/** Each of the two runs has a recipient of its own, in a region to which no confirmed adoption leads from Tuscany. */
const run = (script?: boolean) =>
  script === false
    ? {
        recipient: 'vera.piazzanova@example.org',
        body: 'Comune di Monte Elighe',
        region: 'Sardegna',
        title: 'Sociale e lavoro in un solo luogo, prova senza script',
      }
    : {
        recipient: 'irene.ginestrelli@example.org',
        body: 'Unione dei Comuni delle Ginestre',
        region: 'Basilicata',
        title: 'Sociale e lavoro in un solo luogo, prova con script',
      };

/** A section of a page, by its heading. */
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Opens the desk of the twinning from the own desk. */
async function openDesk(page: Page, title: string) {
  await page.goto('/scrivania');
  await section(page, 'Gemellaggi').getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scrivania del gemellaggio');
}

/** Says yes for a body on the desk of the twinning. */
async function accept(page: Page, body: string) {
  const side = section(page, 'Chi deve accettare').getByRole('listitem').filter({ hasText: body });
  await expect(side).toContainText('Non ha ancora risposto');
  await side.getByRole('button', { name: 'Accetta', exact: true }).click();
  await expect(side).toContainText('Ha accettato');
}

/** The way from Tuscany to a region in the table of confirmed adoptions on the theme, reached from home. */
async function confirmedFlow(page: Page, region: string) {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Apri la mappa delle adozioni' }).click();
  await page.getByLabel('Tema', { exact: true }).selectOption({ label: theme });
  await page.getByLabel('Quali adozioni').selectOption({ label: 'Solo quelle confermate da chi adotta' });
  await page.getByRole('button', { name: 'Mostra sulla mappa' }).click();
  await expect(page).toHaveURL(/stato=confirmed/);
  // This comes last on the page: the table is there, if there is one.
  await expect(section(page, 'Regioni che non hanno ancora preso nulla su questo tema')).toBeVisible();
  const rows = page.getByRole('table', { name: 'Adozioni da regione a regione' }).getByRole('row');
  const fromTuscany = rows.filter({ has: page.getByRole('rowheader', { name: 'Toscana', exact: true }) });
  return fromTuscany.filter({ has: page.getByRole('cell', { name: new RegExp(`^${region}`) }) });
}

test('a need is published, its match is explained and becomes a proposal', async ({ page, javaScriptEnabled }) => {
  const { recipient, body, title } = run(javaScriptEnabled);
  await signIn(page, recipient);
  await page.goto('/cerco-offro');
  await page.getByRole('main').getByRole('link', { name: 'Pubblica ciò che cerchi' }).click();
  await page.getByLabel('Titolo').fill(title);
  await page.getByLabel('Descrizione').fill(need);
  await page.getByLabel(theme).check();
  await page.getByLabel('Affiancamento').check();
  await page.getByLabel('A distanza', { exact: true }).check();
  await page.getByRole('button', { name: 'Pubblica' }).click();
  await expect(page.getByRole('status')).toContainText('L’annuncio è pubblicato.');
  const advert = new URL(page.url()).pathname;

  const best = section(page, 'Gli abbinamenti migliori');
  await expect(best.getByRole('listitem').filter({ hasText: practice })).toContainText('punti su 100');
  await best.getByRole('link', { name: 'Tutti gli abbinamenti' }).click();
  await expect(page).toHaveURL(`${advert}/abbinamenti`);
  const heading = page.getByRole('heading', { level: 3, name: practice });
  const entry = page.getByRole('listitem').filter({ has: heading });
  await expect(entry).toContainText('Da dove vengono i punti');
  await expect(entry).toContainText(/Parole in comune: \p{L}/u);
  await expect(entry).toContainText(`1 tema in comune: ${theme}.`);

  await entry.getByRole('link', { name: 'Proponi un gemellaggio' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Proponi un gemellaggio');
  await expect(page.getByLabel('Titolo', { exact: true })).toHaveValue(title);
  await expect(page.getByLabel('Oggetto')).toHaveValue(need);
  await expect(page.getByLabel('Il suo ruolo')).toHaveValue('recipient');
  await expect(page.getByLabel('Ente che offre')).toHaveValue(offeringBody);
  await expect(section(page, 'Si trasferisce questa pratica')).toContainText(model);
  await page.getByLabel('Inizio', { exact: true }).fill('1/3/2027');
  await page.getByRole('button', { name: 'Invia la proposta' }).click();
  await expect(page).toHaveURL(/\/gemellaggi\/[^/]+\/lavoro\?done=proposed$/);

  // The desk leads to what is missing, one after the other.
  const standing = section(page, 'A che punto è');
  await standing.getByRole('link', { name: `Manca l’obiettivo per ${body}` }).click();
  await page.getByLabel('Obiettivo per questo ente').fill('Una sola porta per chi cerca aiuto e lavoro.');
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await standing.getByRole('link', { name: 'Risultati attesi: manca' }).click();
  await page.getByLabel('Risultati attesi', { exact: true }).fill(expected);
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(standing).toContainText('Non manca nulla per il prossimo passo: Chiedi la verifica dei requisiti.');
  await accept(page, body);

  // Its own body made a twinning of the advert.
  await page.goto(advert);
  await expect(page.getByRole('main')).toContainText('Ne è nato un gemellaggio.');
});

test('the other side accepts', async ({ page, javaScriptEnabled }) => {
  await signIn(page, offering);
  await openDesk(page, run(javaScriptEnabled).title);
  await accept(page, offeringBody);
  const sides = section(page, 'Chi deve accettare').getByRole('listitem');
  await expect(sides.filter({ hasText: 'Ha accettato' })).toHaveCount(2);
});

test('its plan is drawn, it is examined, approved and started', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const { recipient, title } = run(javaScriptEnabled);
  await signIn(page, recipient);
  await openDesk(page, title);
  await page.getByRole('link', { name: 'Apri il piano' }).click();
  await page.getByLabel('Modello di piano').selectOption({ label: 'Cinque fasi, dalla A alla E' });
  await page.getByLabel('Primo giorno').fill('1/3/2027');
  await page.getByRole('button', { name: 'Prepara il piano' }).click();
  await expect(page.getByRole('status')).toContainText('Il piano è pronto.');
  // Five phases for each of the three models.
  await expect(section(page, 'Da fare (15)').getByRole('listitem')).toHaveCount(15);

  await page.getByRole('main').getByRole('link', { name: 'Scrivania del gemellaggio' }).click();
  await section(page, 'Scrivere il gemellaggio').getByRole('link', { name: 'Verifica dei requisiti' }).click();
  const answers = {
    'La pratica è valida': 'Sì',
    'Chi offre ha un’esperienza comprovata': 'Sì',
    'Chi riceve ha le condizioni minime': 'In parte',
    'La pratica è replicabile': 'Sì',
    'Servono altri investimenti': 'No',
  };
  for (const [question, answer] of Object.entries(answers)) {
    const group = page.getByRole('group', { name: question, exact: true });
    await group.getByLabel('Risposta').selectOption({ label: answer });
  }
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Salvato.');
  await page.getByRole('button', { name: 'Chiedi la verifica dei requisiti' }).click();
  const standing = section(page, 'A che punto è');
  await expect(standing.locator('strong')).toHaveText('Verifica dei requisiti');
  const history = section(page, 'Che cosa è stato fatto');
  await expect(history).toContainText('da Proposta a Verifica dei requisiti');
  // Without an opinion it cannot be approved.
  await expect(page.getByRole('button', { name: 'Approva', exact: true })).toHaveCount(0);
  await expect(standing).toContainText('Manca il parere di un valutatore');

  const office = await browser.newContext({ baseURL, javaScriptEnabled });
  const desk = await office.newPage();
  await signIn(desk, evaluator);
  await openDesk(desk, title);
  await desk.getByLabel('Giudizio').selectOption({ label: 'Favorevole' });
  await desk.getByLabel('Perché', { exact: true }).fill('Le condizioni ci sono, a scala di ambito.');
  await desk.getByRole('button', { name: 'Dai il parere' }).click();
  await expect(desk.getByRole('status')).toContainText('Il parere è registrato.');
  await office.close();

  await openDesk(page, title);
  await page.getByRole('button', { name: 'Approva', exact: true }).click();
  await expect(standing.locator('strong')).toHaveText('Approvato');
  await page.getByRole('button', { name: 'Avvia', exact: true }).click();
  await expect(standing.locator('strong')).toHaveText('In corso');

  await page.getByRole('link', { name: 'Apri il piano' }).click();
  await section(page, 'Da fare (15)').getByRole('button', { name: /^Metti in corso:/ }).first().click();
  await section(page, 'In corso (1)').getByRole('button', { name: /^Segna come fatta:/ }).click();
  await expect(section(page, 'Fatta (1)').getByRole('listitem')).toHaveCount(1);
});

test('a model comes into use, and its adoption counts once the recipient confirms it', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  const { recipient, body, region, title } = run(javaScriptEnabled);
  await signIn(page, offering);
  await openDesk(page, title);
  const first = section(page, 'Modelli da trasferire').getByRole('listitem').filter({ hasText: model });
  for (const state of ['In preparazione', 'In trasferimento', 'In sperimentazione', 'A regime']) {
    await first.getByRole('button', { name: `Porta il modello a: ${state}` }).click();
  }
  await expect(first.getByRole('button', { name: 'Porta il modello a: Esteso a tutti gli uffici' })).toBeVisible();
  await expect(first).toContainText('A regime');
  const adoption = section(page, 'Adozioni').getByRole('listitem');
  await expect(adoption).toContainText(`A: ${body}`);
  await expect(adoption).toContainText('Da confermare da chi adotta');
  await expect(section(page, 'Che cosa è stato fatto')).toContainText(`A. ${model}: ora A regime`);
  // Who offers does not confirm for who receives, and what is not confirmed is not on the map of what is.
  await expect(page.getByRole('button', { name: 'Conferma l’adozione' })).toHaveCount(0);
  await expect(await confirmedFlow(page, region)).toHaveCount(0);

  const own = await browser.newContext({ baseURL, javaScriptEnabled });
  const desk = await own.newPage();
  await signIn(desk, recipient);
  await desk.goto('/scrivania');
  await section(desk, 'Da confermare').getByRole('link', { name: practice }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('La mia amministrazione usa questa pratica');
  await expect(desk.getByLabel('A che punto è')).toHaveValue('adopted');
  await desk.getByLabel('Che cosa è stato adattato, o perché si è rinunciato').fill(adapted);
  await desk.getByLabel('Data dell’atto').fill('5/7/2026');
  await desk.getByLabel('Durata in mesi').fill('36');
  await desk.getByRole('button', { name: 'Conferma l’adozione' }).click();
  // A date without its act is no evidence; what was typed stays.
  await expect(desk.getByRole('alert').getByRole('link', { name: /^Scrivere l’atto/ })).toBeVisible();
  await expect(desk.getByLabel('Durata in mesi')).toHaveValue('36');
  await desk.getByLabel('Atto', { exact: true }).fill(act);
  await desk.getByRole('button', { name: 'Conferma l’adozione' }).click();
  await expect(desk.getByRole('status')).toContainText('l’adozione è confermata');
  await openDesk(desk, title);
  await expect(section(desk, 'Adozioni').getByRole('listitem')).toContainText('Confermata da chi adotta');
  await own.close();
});

test('everybody finds the adoption on the map and on the practice', async ({ page, javaScriptEnabled }) => {
  const { body, region, title } = run(javaScriptEnabled);
  const row = await confirmedFlow(page, region);
  await expect(row).toHaveCount(1);
  await expect(row.getByRole('cell', { name: '1', exact: true })).toBeVisible();
  await row.getByRole('link', { name: region }).click();
  const lines = section(page, `Adozioni da e verso: ${region}`).getByRole('listitem');
  const line = lines.filter({ hasText: practice }).filter({ hasText: body });
  await expect(line).toContainText(`(Toscana) → ${body} (${region})`);
  await expect(line).toContainText('confermata dall’ente');
  await line.getByRole('link', { name: practice }).click();

  await expect(page.getByRole('heading', { level: 1 })).toContainText(practice);
  const adopted = page.getByRole('table', { name: 'Adozioni registrate' }).getByRole('row').filter({ hasText: body });
  await expect(adopted.getByRole('cell', { name: 'Adottata', exact: true })).toBeVisible();
  for (const words of ['Gemellaggio, confermata da chi l’ha adottata', act, adapted]) {
    await expect(adopted).toContainText(words);
  }
  await adopted.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.getByRole('main')).toContainText('A regime');
});

test('axe finds nothing on the page of the adoption', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, run(javaScriptEnabled).recipient);
  const record = (await (await page.request.get(`/api/v1/practices/${uidOfPractice}`)).json()) as { url: string };
  const address = new URL(record.url).pathname;
  for (const language of ['', '/en']) {
    await page.goto(`${language}${address}/riuso`);
    await expect(page.getByRole('main').getByRole('textbox').filter({ hasText: adapted })).toBeVisible();
    await looksRight(page, `${language}${address}/riuso`);
  }
  await context.close();
});
