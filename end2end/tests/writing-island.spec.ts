// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Comfort while a step is written: it is saved by itself, counted, marked by tools, previewed, and pastes are cleaned.

import { expect, test, type Page } from '@playwright/test';
import { findings, sendSignIn, signIn } from '../acting';

const author = 'ada.funzionaria@example.org';

/** The story of a new draft. */
async function story(page: Page, title: string) {
  await signIn(page, author);
  await page.goto('/pratiche/nuova');
  await page.locator('#titolo').fill(title);
  await page.getByRole('button', { name: 'Comincia a scrivere' }).click();
  await expect(page).toHaveURL(/\/essenziale\?done=begun/);
  const address = new URL(page.url()).pathname.replace('essenziale', 'storia');
  await page.goto(address);
  return address;
}

/** Touches the form, and waits until the island is awake. */
async function wake(page: Page) {
  await page.locator('#problema').click();
  await expect(page.locator('#problema-conteggio')).toBeVisible();
}

/** The page as it is saved now. */
const kept = (page: Page, address: string) => page.evaluate(async (address) => (await fetch(address)).text(), address);

const status = (page: Page) => page.locator('.writing-status');
const saved = /^Salvato alle \d\d:\d\d$/;

/** Pastes as a browser does. */
const paste = (page: Page, html: string, plain: string) =>
  page.locator('#soluzione').evaluate(
    (area, [html, plain]) => {
      (area as HTMLTextAreaElement).focus();
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', plain);
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [html, plain] as const,
  );

test('what is written is saved by itself, also what was typed before the island woke', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  const address = await story(page, 'Si salva da sola');
  // Before the bundle is there.
  await page.route('**/*.wasm', async (route) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await route.continue();
  });
  await page.locator('#problema').fill('Scritto prima che si svegli. ');
  await expect(status(page)).toHaveText(saved);
  await page.reload();
  await expect(page.locator('#problema')).toHaveValue(/^Scritto prima che si svegli/);

  await wake(page);
  await page.locator('#problema').fill('Scritto dopo, con <b>segni</b> & due righe.\nLa seconda.');
  await expect(status(page)).toHaveText(saved);
  // Once more: the second save goes over the version of the first.
  await page.locator('#soluzione').fill('E la soluzione.');
  await expect(status(page)).toHaveText(saved);
  await expect(async () => {
    expect(await kept(page, address)).toContain('E la soluzione.');
  }).toPass();
  // The page asks nothing when it goes, and the normal save knows the version.
  await page.getByRole('button', { name: 'Salva e resta' }).click();
  await expect(page).toHaveURL(`${address}?done=saved`);
  await expect(page.locator('#problema')).toHaveValue('Scritto dopo, con <b>segni</b> & due righe.\nLa seconda.');
  expect(problems).toEqual([]);
});

test('a button that is pressed while a save is on its way waits for it', async ({ page }) => {
  const address = await story(page, 'Un salvataggio lento');
  await wake(page);
  await page.route('**/api/autosave*', async (route) => {
    await new Promise((done) => setTimeout(done, 1_500));
    await route.continue();
  });
  const sent = page.waitForRequest('**/api/autosave*');
  await page.locator('#problema').fill('Salvato due volte insieme.');
  await sent;
  await page.getByRole('button', { name: 'Salva e resta' }).first().click();
  await expect(page).toHaveURL(`${address}?done=saved`);
  await expect(page.locator('#problema')).toHaveValue('Salvato due volte insieme.');
});

test('without a connection the page says so, keeps nothing in the browser, and saves later', async ({ page }) => {
  const address = await story(page, 'Senza connessione');
  await wake(page);
  await page.route('**/api/autosave*', (route) => route.abort());
  await page.locator('#problema').fill('Scritto in galleria.');
  await expect(status(page)).toContainText('il portale non si raggiunge');
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  // Whoever leaves is asked first, and may stay.
  const asked = page.waitForEvent('dialog');
  void page.evaluate(() => location.assign('/scrivania')).catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(page).toHaveURL(address);

  await page.unroute('**/api/autosave*');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(status(page)).toHaveText(saved, { timeout: 20_000 });
  await page.reload();
  await expect(page.locator('#problema')).toHaveValue('Scritto in galleria.');
});

test('a second window is told of the conflict, and the save shows both texts', async ({ page, context }) => {
  const address = await story(page, 'Due finestre');
  const second = await context.newPage();
  await second.goto(address);
  await wake(page);
  await page.locator('#problema').fill('Il testo della prima finestra.');
  await expect(status(page)).toHaveText(saved);
  await wake(second);
  await second.locator('#problema').fill('Il testo della seconda finestra.');
  await expect(status(second)).toContainText('salva per vedere i due testi');
  await second.clock.install();
  await second.getByRole('button', { name: 'Salva e resta' }).first().click();
  await expect(second.locator('#problema-altro')).toContainText('Il testo della prima finestra.');
  await expect(second.locator('#problema')).toHaveValue('Il testo della seconda finestra.');
  // On this page nothing is decided by itself.
  let saves = 0;
  second.on('request', (request) => {
    saves += Number(request.url().includes('/api/autosave'));
  });
  await second.locator('#problema').fill('Il testo di tutte e due.');
  await second.clock.runFor(10_000);
  expect(saves).toBe(0);
  expect(await kept(page, address)).toContain('Il testo della prima finestra.');
  await second.getByRole('button', { name: 'Salva e resta' }).first().click();
  await expect(second).toHaveURL(`${address}?done=saved`);
});

test('a date that cannot be read is told, and a session that ended too', async ({ page, context }) => {
  const address = await story(page, 'Che cosa non si salva');
  await page.goto(address.replace('storia', 'essenziale'));
  await page.locator('#inizio').fill('settembre');
  await expect(status(page)).toContainText('non si capisce');
  await page.locator('#inizio').fill('9/2021');
  await expect(status(page)).toHaveText(saved, { timeout: 15_000 });
  await context.clearCookies();
  await page.locator('#contatto').fill('Ufficio scuola');
  await expect(status(page)).toContainText('La sessione è scaduta', { timeout: 15_000 });
  // The normal save leads to signing in and carries the text along.
  await page.getByRole('button', { name: 'Salva e resta' }).first().click();
  await sendSignIn(page, author);
  await expect(page.locator('#contatto')).toHaveValue('Ufficio scuola');
});

test('the counter counts while one types, in words below and above the limits', async ({ page }) => {
  await story(page, 'Contata');
  await wake(page);
  const counter = page.locator('#problema-conteggio');
  await page.locator('#problema').fill('a'.repeat(132));
  await expect(counter).toHaveText('132 di 2.000 caratteri · mancano ancora 18 caratteri');
  await page.locator('#problema').fill('a'.repeat(149));
  await expect(counter).toHaveText('149 di 2.000 caratteri · manca ancora 1 carattere');
  await page.locator('#problema').fill('a'.repeat(150));
  await expect(counter).toHaveText('150 di 2.000 caratteri');
  await page.locator('#problema').fill('a'.repeat(2_012));
  await expect(counter).toHaveText('2.012 di 2.000 caratteri · 12 di troppo');
  await expect(page.locator('#problema')).toHaveAttribute('aria-describedby', /problema-conteggio/);
});

test('the tools work by the keyboard, and the browser undoes what they did', async ({ page }) => {
  await story(page, 'Con gli strumenti');
  await wake(page);
  const area = page.locator('#problema');
  const bar = page.locator('[role=toolbar][aria-controls=problema]');
  await expect(bar).toHaveAttribute('aria-label', /^Strumenti per il testo: ./);
  await area.fill('una parola');
  await area.evaluate((field) => (field as HTMLTextAreaElement).setSelectionRange(4, 10));
  await area.press('Control+b');
  await expect(area).toHaveValue('una **parola**');
  await area.press('Control+i');
  await expect(area).toHaveValue('una ***parola***');
  await area.press('Control+z');
  await expect(area).toHaveValue('una **parola**');

  // One stop for the Tab key, the arrows lead on.
  await area.press('Shift+Tab');
  await expect(bar.getByRole('button', { name: 'Grassetto' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(bar.getByRole('button', { name: 'Elenco', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(area).toBeFocused();
  await expect(area).toHaveValue('- una **parola**');
  for (const button of await bar.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
});

test('the preview shows what readers will see, and nothing in it runs', async ({ page }) => {
  await story(page, 'In anteprima');
  await wake(page);
  const area = page.locator('#soluzione');
  await area.fill('Una **prova**.\n\n<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>');
  const bar = page.locator('.writing-tools[aria-controls=soluzione]');
  await bar.getByRole('button', { name: 'Anteprima' }).click();
  const preview = page.locator('#soluzione-anteprima');
  await expect(preview.locator('strong')).toHaveText('prova');
  await expect(area).toBeHidden();
  await expect(preview.locator('script, [onerror]')).toHaveCount(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(bar.getByRole('button', { name: 'Grassetto' })).toBeDisabled();
  await bar.getByRole('button', { name: 'Torna a scrivere' }).click();
  await expect(area).toBeFocused();
  await expect(preview).toBeHidden();
});

test('a pasted page loses its noise, which can be put back, and a failure loses nothing', async ({ page }) => {
  await story(page, 'Incollata');
  await wake(page);
  const area = page.locator('#soluzione');
  const html = '<p>La mensa si prenota dal telefono.</p><p>Pubblicità</p><p>Le famiglie <b>sprecano meno</b>.</p><p>LEGGI ANCHE<br>Un altro titolo</p>';
  const plain = 'La mensa si prenota dal telefono.\nPubblicità\nLe famiglie sprecano meno.';
  await paste(page, html, plain);
  await expect(area).toHaveValue(/Le famiglie \*\*sprecano meno\*\*\./);
  expect(await area.inputValue()).not.toContain('Pubblicità');
  const notice = page.locator('#soluzione-incollato');
  await expect(notice).toContainText('tolto');
  await notice.getByRole('button', { name: 'Rimetti' }).click();
  await expect(area).toHaveValue(/Pubblicità/);
  await expect(notice).toHaveCount(0);
  await area.press('Control+z');
  expect(await area.inputValue()).not.toContain('Pubblicità');

  await area.fill('');
  await page.route('**/api/paste', (route) => route.abort());
  await paste(page, html, plain);
  await expect(area).toHaveValue(plain);
});

test('a paste is in the text at once, so that whoever saves before it is cleaned has it', async ({ page }) => {
  const address = await story(page, 'Incollata in fretta');
  await wake(page);
  await page.route('**/api/paste', () => {});
  const plain = 'I pasti si prenotano dal telefono entro le nove.\nLe cucine contano subito i pasti.';
  await paste(page, `<p>${plain.replace('\n', '</p><p>')}</p>`, plain);
  await expect(page.locator('#soluzione')).toHaveValue(plain);
  await page.getByRole('button', { name: 'Salva e resta' }).first().click();
  await expect(page).toHaveURL(`${address}?done=saved`);
  await expect(page.locator('#soluzione')).toHaveValue(plain);
});

test('axe finds nothing beside the fields once the island is awake', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, bypassCSP: true });
  const page = await context.newPage();
  await story(page, 'Da guardare sveglia');
  await wake(page);
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)).toBe(false);
  await context.close();
});
