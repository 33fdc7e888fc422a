// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Hostile texts go through the writing form into every field that takes marks, and nothing of them runs: neither with
// the policy for content nor without it, so that the renderer alone is enough.

import { expect, test, type Browser, type Page } from '@playwright/test';
import { signIn } from '../acting';
import { faultsOf, hooked, hostileTexts, Watched } from '../hostile';

test.describe.configure({ mode: 'serial' });

const author = 'ada.funzionaria@example.org';
const reviewer = 'carla.redattrice@example.org';

/** The fields that take marks, in their steps, with how much they take. */
const fields = [
  { step: 'storia', name: 'problem', most: 2_000 },
  { step: 'storia', name: 'solution', most: 6_000 },
  { step: 'storia', name: 'innovation', most: 1_500 },
  { step: 'storia', name: 'stakeholders', most: 1_000 },
  { step: 'risultati', name: 'expected_results', most: 2_000 },
  { step: 'risultati', name: 'failures', most: 1_500 },
  { step: 'risorse', name: 'technology', most: 1_000 },
  { step: 'risorse', name: 'legal_basis', most: 1_000 },
  { step: 'requisiti', name: 'transfer_potential', most: 1_500 },
  { step: 'requisiti', name: 'adaptation_notes', most: 1_500 },
  { step: 'requisiti', name: 'model_description', most: 2_000 },
];
const steps = [...new Set(fields.map(({ step }) => step))];

/** For the fields of one line. */
const line = `"'></title></textarea></script><!--<script>alert(1)</script><img src=x onerror=alert(1)>`;

type Batch = Map<string, string>;

/** Spreads texts over the fields, as many times as it takes. Each stands in an entry of a list, which ends whatever it began. */
function batches(texts: string[]): Batch[] {
  const linked = texts.filter((text) => text.length < 300 && /script\s*:|data\s*:|&#|\\x/i.test(text));
  const entries = [...texts, ...linked.flatMap((text) => [`[x](<${text}>)`, `![x](${text})`])];
  const waiting = entries.map((entry) => `\n\n* ${entry.replace(/\r\n?|\n/g, '\n  ')}`);
  const all: Batch[] = [];
  for (let next = 0; next < waiting.length; ) {
    const before = next;
    const batch: Batch = new Map();
    for (const { name, most } of fields) {
      let text = `Lotto ${all.length + 1}.`;
      // Some characters are kept as several.
      while (next < waiting.length && [...text, ...waiting[next]!].length < most - 60) text += waiting[next++];
      batch.set(name, text);
    }
    if (next === before) throw new Error(`no field has room for ${waiting[next]}`);
    all.push(batch);
  }
  return all;
}

/** A page without script, with somebody signed in. */
async function writer(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, author);
  return page;
}

/** Watched pages without and with the policy; `email` is signed in on both. */
async function watchedPages(browser: Browser, baseURL: string, email?: string) {
  const pages: Watched[] = [];
  for (const bypassCSP of [true, false]) {
    const context = await browser.newContext({ baseURL, bypassCSP });
    if (email) await signIn(await context.newPage(), email);
    await hooked(context);
    pages.push(new Watched(await context.newPage(), baseURL));
  }
  return pages;
}

/** Opens a page in both, and finds nothing. */
async function isHarmless(pages: Watched[], path: string) {
  const seen: { html: string; elements: number }[] = [];
  for (const watched of pages) {
    const opened = await watched.open(path);
    expect(watched.runs, path).toEqual([]);
    expect(faultsOf(opened.html), path).toEqual([]);
    expect(new URL(watched.page.url()).pathname).toBe(path);
    seen.push(opened);
  }
  return seen[0]!;
}

const closeAll = (pages: Watched[]) => Promise.all(pages.map(({ page }) => page.context().close()));

async function begin(page: Page, title: string) {
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill(title);
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  await expect(page).toHaveURL(/\/essenziale\?done=begun/);
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** Fills one step and saves it. */
async function save(page: Page, uid: string, step: string, fill: () => Promise<void>) {
  const address = `/scrivania/${uid}/${step}`;
  await page.goto(address);
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  await fill();
  await page.getByRole('button', { name: 'Salva e resta' }).click();
  await expect(page).toHaveURL(`${address}?done=saved`);
}

/** Saves a batch in all fields that take marks. */
async function saveBatch(page: Page, uid: string, batch: Batch, others: Partial<Record<string, () => Promise<void>>> = {}) {
  for (const step of steps) {
    await save(page, uid, step, async () => {
      for (const { name } of fields.filter((field) => field.step === step)) {
        await page.locator(`textarea[name=${name}]`).first().fill(batch.get(name) ?? '');
      }
      if (step === 'requisiti') await page.locator('input[name=model_title]').first().fill(line);
      await others[step]?.();
    });
  }
}

/** How often the texts of a batch stand in a page. */
const shownIn = (html: string, number: number) => html.split(`<p>Lotto ${number}.</p>`).length - 1;

const texts = hostileTexts();

test('what runs is noticed, and the policy stops it', async ({ browser, baseURL }) => {
  const home = await (await browser.newContext({ baseURL })).request.get('/');
  const policy = home.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self'");
  const body = `<!doctype html><title>a</title><div class="rich"><img src="/non-esiste.png" onerror="alert(1)">
    <script>confirm(1); eval('1'); new Function('1')(); setTimeout('1'); document.cookie = 'a=b'; document.write('c')</script>
    <p onmouseover="prompt(1)">d</p><a href="java&#10;script:alert(1)">e</a><img src="https://altrove.example/f.png">
    <svg onload="print()"></svg><script>throw new Error('g')</script></div>`;
  const [without, under] = await watchedPages(browser, baseURL!);
  for (const { page } of [without!, under!]) {
    await page.route('**/controllo', (route) =>
      route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body }),
    );
    await page.route('https://altrove.example/**', (route) => route.abort());
  }
  const { html, elements } = await without!.open('/controllo');
  expect(elements).toBeGreaterThan(5);
  const all = ['alert', 'confirm', 'prompt', 'print', 'eval', 'Function', 'setTimeout', 'cookie', 'write', 'error g'];
  all.push('attribute onerror', 'attribute onmouseover', 'inline script', 'link javascript:', 'request https://altrove.example/f.png');
  for (const one of all) expect(without!.runs).toContain(one);
  expect(faultsOf(html).join('\n')).toMatch(/img onerror[^]*script[^]*p onmouseover[^]*a href=[^]*svg onload/);
  await under!.open('/controllo');
  expect(under!.runs.filter((what) => !/^(attribute|inline|link|request) /.test(what))).toEqual([]);
  await closeAll([without!, under!]);
});

test('hostile texts that are written, previewed, reviewed and published do nothing', async ({ browser, baseURL }) => {
  test.skip(!texts, 'INNESTO_SHARED is not set');
  test.setTimeout(300_000);
  const [batch] = batches(texts!);
  const page = await writer(browser, baseURL!);
  const uid = await begin(page, `Prova ostile ${line}`);
  await save(page, uid, 'essenziale', async () => {
    await page.locator('#riassunto').fill(`Riassunto ${line}`);
    await page.locator('#contatto').fill(`Ufficio ${line}`);
    await page.locator('#tipo').selectOption('service');
    await page.locator('#livello').selectOption('municipal');
    await page.locator('#regione').selectOption('09');
    await page.locator('#inizio').fill('2021');
    await page.locator('#temi').check();
    await page.locator('#beneficiari').check();
    await page.locator('#beneficiari-nota').fill(line);
    await page.locator('#parole').fill(`a, ${line.slice(0, 50)}`);
  });
  await saveBatch(page, uid, batch!, {
    risultati: async () => {
      await page.locator('#risultati-1').fill(`Misura ${line}`);
      await page.locator('input[name=evidence_baseline]').fill('40');
      await page.locator('input[name=evidence_value]').fill('6');
    },
    risorse: async () => {
      await page.locator('#costo').selectOption('under_10k');
      await page.locator('#costo-nota').fill(line);
      await page.locator('#persone').fill('0,5');
      await page.locator('#mesi').fill('6');
    },
    requisiti: async () => {
      for (const at of [0, 1, 2]) {
        await page.locator('input[name=condition_text]').nth(at).fill(`${at} ${line}`);
        await page.locator('select[name=condition_category]').nth(at).selectOption('organisational');
      }
    },
  });
  await page.goto(`/scrivania/${uid}/invio`);
  await page.locator('#consenso').check();
  await page.locator('#nota').fill(line);
  await page.getByRole('button', { name: 'Manda in revisione' }).click();
  await expect(page).toHaveURL(`/scrivania/${uid}?done=submit`);
  await page.context().close();

  const authors = await watchedPages(browser, baseURL!, author);
  for (const path of [`/pratiche/${uid}`, `/scrivania/${uid}`, '/scrivania']) await isHarmless(authors, path);
  await closeAll(authors);
  const reviewers = await watchedPages(browser, baseURL!, reviewer);
  await isHarmless(reviewers, '/redazione');
  const { html } = await isHarmless(reviewers, `/redazione/${uid}`);
  expect(shownIn(html, 1)).toBe(fields.length);
  const desk = reviewers[1]!.page;
  await desk.getByRole('button', { name: 'Prendo in carico' }).click();
  await expect(desk).toHaveURL(`/redazione/${uid}?done=taken`);
  await desk.getByRole('button', { name: 'Pubblica', exact: true }).click();
  await expect(desk).toHaveURL('/redazione?done=publish');
  await desk.goto(`/scrivania/${uid}`);
  const address = await desk.getByRole('link', { name: 'Leggi la pagina pubblicata' }).getAttribute('href');
  expect(reviewers[1]!.runs).toEqual([]);
  await closeAll(reviewers);

  const visitors = await watchedPages(browser, baseURL!);
  const { html: published, elements } = await isHarmless(visitors, address ?? '');
  expect(shownIn(published, 1)).toBe(fields.length);
  expect(elements).toBeGreaterThan(fields.length);
  await isHarmless(visitors, `${address}/dossier`);
  await closeAll(visitors);
});

test('no text of all the lists does anything, in the page, in the form or in its preview', async ({ browser, baseURL }) => {
  test.skip(!texts, 'INNESTO_SHARED is not set');
  test.setTimeout(900_000);
  const page = await writer(browser, baseURL!);
  const uid = await begin(page, 'Prova ostile in lotti');
  const pages = await watchedPages(browser, baseURL!, author);
  const all = batches(texts!);
  for (const [at, batch] of all.entries()) {
    await saveBatch(page, uid, batch);
    const { html } = await isHarmless(pages, `/pratiche/${uid}`);
    expect(shownIn(html, at + 1), `batch ${at + 1}`).toBe(fields.length);
    for (const step of steps) await isHarmless([pages[0]!], `/scrivania/${uid}/${step}`);
    // The preview is made in the browser.
    for (const watched of at === 0 ? pages : pages.slice(0, 1)) {
      await watched.open(`/scrivania/${uid}/storia`);
      await watched.page.locator('#problema').click();
      await expect(watched.page.locator('#problema-conteggio')).toBeVisible();
      await watched.page.locator('.writing-tools[aria-controls=soluzione]').getByRole('button', { name: 'Anteprima' }).click();
      await expect(watched.page.locator('#soluzione-anteprima')).toContainText(`Lotto ${at + 1}.`);
      const elements = await watched.look(() => watched.page.keyboard.press('F9'));
      expect(elements).toBeGreaterThan(1);
      expect(watched.runs, `preview of batch ${at + 1}`).toEqual([]);
    }
  }
  console.log(`hostile texts: ${texts!.length} in ${all.length} batches, ${pages.map(({ runs }) => runs.length).join(' and ')} ran`);
  await page.context().close();
  await closeAll(pages);
});
