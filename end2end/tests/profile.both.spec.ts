// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What a member does to the own profile, with script and without: the same. Each of the two runs has people of its own.

import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { findings, fits, password, sendSignIn, signIn } from '../acting';

test.describe.configure({ mode: 'serial' });

const official = (script: boolean) =>
  script ? 'ada.funzionaria@example.org' : 'bruno.rappresentante@example.org';
const staff = (script: boolean) => (script ? 'carla.redattrice@example.org' : 'dario.moderatore@example.org');

/** The form of a page that has several, by its hidden field. */
function form(page: Page, action: string) {
  return page.locator('form', { has: page.locator(`input[name=action][value=${action}]`) });
}

async function open(page: Page, summary: string | RegExp) {
  await page.locator('details > summary').filter({ hasText: summary }).first().click();
}

/** The code of an authenticator app (RFC 6238, six digits, 30 seconds, SHA-1) for a key in Base32. */
function codeFor(key: string) {
  const bits = [...key.replace(/\s/g, '').replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter.toUpperCase()).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', bytes).update(step).digest();
  const number = digest.readUInt32BE(digest[digest.length - 1] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('a visitor is led to the sign-in page and back', async ({ page, javaScriptEnabled }) => {
  await page.goto('/profilo/visibilita');
  await expect(page).toHaveURL(/\/accedi\?next=/);
  await sendSignIn(page, official(javaScriptEnabled ?? true));
  await expect(page).toHaveURL('/profilo/visibilita');
});

test('the profile is saved, and a refused one keeps what was typed', async ({ page, javaScriptEnabled }) => {
  await signIn(page, official(javaScriptEnabled ?? true));
  await page.goto('/profilo');
  const name = await page.locator('input[name=first_name]').inputValue();
  await page.locator('input[name=first_name]').fill('');
  await page.locator('input[name=job_title]').fill('Ufficio di prova');
  await page.getByRole('button', { name: 'Salva il profilo' }).click();
  await expect(page.locator('#problemi a[href="#nome"]')).toBeVisible();
  await expect(page.locator('input[name=job_title]')).toHaveValue('Ufficio di prova');
  await expect(page).toHaveTitle(/^Errore/);
  await page.locator('input[name=first_name]').fill(name);
  await page.locator('input[name=skills]').fill('appalti, bilancio partecipativo');
  await page.getByRole('button', { name: 'Salva il profilo' }).click();
  await expect(page).toHaveURL('/profilo?done=saved');
  await expect(page.getByRole('status')).toBeVisible();
  await expect(page.locator('input[name=skills]')).toHaveValue('appalti, bilancio partecipativo');
});

test('a photo is uploaded, shown and removed', async ({ page, javaScriptEnabled }) => {
  await signIn(page, official(javaScriptEnabled ?? true));
  await page.goto('/profilo');
  await page.locator('input[name=photo]').setInputFiles({
    name: 'non-una-foto.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<script>alert(1)</script>'),
  });
  await page.getByRole('button', { name: 'Carica la foto' }).click();
  await expect(page.locator('#foto-problem')).toBeVisible();
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAD0lEQVR4nGNgSPREIOI4AA/zCqFkict5AAAAAElFTkSuQmCC';
  await page.locator('input[name=photo]').setInputFiles({
    name: 'foto.png',
    mimeType: 'image/png',
    // Larger than any other form may be; what follows the picture is not kept.
    buffer: Buffer.concat([Buffer.from(pixel, 'base64'), Buffer.alloc(400 * 1024, 'GPS')]),
  });
  await page.getByRole('button', { name: 'Carica la foto' }).click();
  await expect(page).toHaveURL('/profilo?done=photo_saved');
  const address = await page.locator('.own-photo img').getAttribute('src');
  const answer = await page.request.get(address ?? '');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-security-policy']).toContain('sandbox');
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  expect((await answer.body()).includes('GPS')).toBe(false);
  await page.getByRole('button', { name: 'Togli la foto' }).click();
  await expect(page).toHaveURL('/profilo?done=photo_removed');
  await expect(page.locator('.own-photo img')).toHaveCount(0);
});

test('what others see follows the choice', async ({ page, javaScriptEnabled }) => {
  await signIn(page, official(javaScriptEnabled ?? true));
  await page.goto('/profilo/visibilita');
  await page.locator('input[name=profile][value=members]').check();
  await page.locator('input[name=email][value=members]').check();
  await page.getByRole('button', { name: 'Salva la scelta' }).click();
  await expect(page).toHaveURL('/profilo/visibilita?done=saved');
  await expect(page.locator('section[aria-labelledby=visitatore]')).toContainText('Non vede la pagina del profilo');
  await expect(page.locator('section[aria-labelledby=iscritto]')).toContainText(official(javaScriptEnabled ?? true));
  await page.locator('input[name=profile][value=everyone]').check();
  await page.locator('input[name=email][value=nobody]').check();
  await page.getByRole('button', { name: 'Salva la scelta' }).click();
  await expect(page.locator('section[aria-labelledby=visitatore] .person-card')).toBeVisible();
});

test('a member asks for another organisation and takes the request back', async ({ page, javaScriptEnabled }) => {
  await signIn(page, staff(javaScriptEnabled ?? true));
  await page.goto('/profilo/enti');
  const join = form(page, 'join');
  await join.locator('input[name=organisation]').fill('Ente che non esiste da nessuna parte');
  await join.locator('button[type=submit]').click();
  await expect(page.locator('#ente-problem')).toBeVisible();
  await expect(join.locator('input[name=organisation]')).toHaveValue('Ente che non esiste da nessuna parte');
  await join.locator('input[name=organisation]').fill('Unione dei Comuni del Distretto Ceramico');
  await join.locator('textarea[name=note]').fill('Ufficio personale </textarea><b>x</b>');
  await join.locator('button[type=submit]').click();
  await expect(page).toHaveURL(/\/profilo\/enti\?done=(requested|joined)/);
  const line = page.locator('.own-membership', { hasText: 'Distretto Ceramico' });
  await expect(line).toBeVisible();
  await line.locator('details > summary').click();
  await line.locator('details button[type=submit]').click();
  await expect(page).toHaveURL('/profilo/enti?done=left');
  await expect(page.locator('.own-membership', { hasText: 'Distretto Ceramico' })).toHaveCount(0);
});

test('a member asks for an organisation that is not in the list', async ({ page, javaScriptEnabled }) => {
  await signIn(page, staff(javaScriptEnabled ?? true));
  await page.goto('/profilo/enti');
  await open(page, 'Chiedi di aggiungere un ente');
  const request = form(page, 'request');
  await request.locator('button[type=submit]').click();
  await expect(page.locator('#denominazione-problem')).toBeVisible();
  const name = `Comune di Prova ${javaScriptEnabled ? 'con' : 'senza'} script ${Date.now()}`;
  await request.locator('input[name=name]').fill(name);
  await request.locator('select[name=kind]').selectOption('municipality');
  await request.locator('button[type=submit]').click();
  await expect(page).toHaveURL('/profilo/enti?done=organisation_requested');
  await expect(page.getByRole('main')).toContainText(name);
});

test('a wrong present password changes nothing and secrets do not come back', async ({ page, javaScriptEnabled }) => {
  await signIn(page, staff(javaScriptEnabled ?? true));
  await page.goto('/profilo/accesso');
  await open(page, 'Cambia la password');
  const change = form(page, 'password');
  await change.locator('input[name=current]').fill('non-questa-password');
  await change.locator('input[name=password]').fill('una nuova frase segreta');
  await change.locator('input[name=again]').fill('una nuova frase segreta');
  await change.locator('button[type=submit]').click();
  await expect(page.locator('#password-attuale-problem')).toBeVisible();
  for (const name of ['current', 'password', 'again']) {
    await expect(change.locator(`input[name=${name}]`)).toHaveValue('');
  }
  expect(await page.content()).not.toContain('una nuova frase segreta');
});

test('another session is seen and ended', async ({ page, browser, baseURL, javaScriptEnabled }) => {
  const other = await browser.newContext({ baseURL, javaScriptEnabled });
  const there = await other.newPage();
  await signIn(there, staff(javaScriptEnabled ?? true));
  await signIn(page, staff(javaScriptEnabled ?? true));
  await page.goto('/profilo/accesso');
  await expect(page.locator('table')).toContainText('Questa sessione');
  await page.getByRole('button', { name: 'Chiudi tutte le altre sessioni' }).click();
  await expect(page).toHaveURL('/profilo/accesso?done=sessions_ended');
  await there.goto('/profilo');
  await expect(there).toHaveURL(/\/accedi/);
  await other.close();
});

test('a code from the phone is switched on, its recovery codes are shown once, and it is switched off', async ({
  page,
  javaScriptEnabled,
}) => {
  await signIn(page, staff(javaScriptEnabled ?? true));
  await page.goto('/profilo/accesso');
  await page.getByRole('button', { name: 'Attiva il codice' }).click();
  await expect(page.locator('img.key-picture')).toHaveAttribute('src', /^data:image\/svg\+xml;base64,/);
  expect(await page.locator('img.key-picture').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  const confirm = form(page, 'confirm_factor');
  await confirm.locator('input[name=code]').fill('000');
  await confirm.locator('button[type=submit]').click();
  await expect(page.locator('#codice-problem')).toBeVisible();
  const key = (await page.locator('code.key').textContent()) ?? '';
  await confirm.locator('input[name=code]').fill(codeFor(key));
  await confirm.locator('button[type=submit]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Codici di recupero');
  const codes = await page.locator('.recovery-codes code').allTextContents();
  expect(new Set(codes).size).toBeGreaterThanOrEqual(8);
  await page.goto('/profilo/accesso');
  for (const code of codes) {
    expect(await page.content()).not.toContain(code);
  }
  await open(page, 'Disattiva il codice');
  const remove = form(page, 'remove_factor');
  await remove.locator('input[name=current]').fill(password);
  await remove.locator('button[type=submit]').click();
  await expect(page).toHaveURL('/profilo/accesso?done=factor_removed');
});

test('the own data comes as an archive that nobody keeps', async ({ page, javaScriptEnabled }) => {
  await signIn(page, official(javaScriptEnabled ?? true));
  await page.goto('/profilo/dati');
  const address = await page.getByRole('link', { name: 'Scarica i dati' }).getAttribute('href');
  const answer = await page.request.get(address ?? '');
  expect(answer.headers()['content-type']).toBe('application/zip');
  expect(answer.headers()['content-disposition']).toContain('attachment');
  expect(answer.headers()['cache-control']).toContain('no-store');
  expect((await answer.body()).subarray(0, 2).toString()).toBe('PK');
});

test('an account is not closed by somebody who types another address', async ({ page, javaScriptEnabled }) => {
  await signIn(page, official(javaScriptEnabled ?? true));
  await page.goto('/profilo/dati');
  await open(page, 'Chiudi l’iscrizione');
  const close = form(page, 'close');
  await close.locator('input[name=confirmation]').fill('altro@example.org');
  await close.locator('input[name=current]').fill(password);
  await close.locator('button[type=submit]').click();
  await expect(page.locator('#conferma-problem')).toBeVisible();
  await page.goto('/profilo');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Il tuo profilo');
});

test('the pages of the profile fit a narrow screen', async ({ browser, baseURL, javaScriptEnabled }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 }, javaScriptEnabled });
  const page = await context.newPage();
  await signIn(page, official(javaScriptEnabled ?? true));
  for (const path of ['', '/visibilita', '/enti', '/accesso', '/dati']) {
    await page.goto(`/profilo${path}`);
    await fits(page, `/profilo${path}`);
    await expect(page.locator('.side-menu [aria-current=page]')).toHaveCount(1);
  }
  await context.close();
});

test('axe and the HTML checker find nothing on the pages of the profile', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const folder = mkdtempSync(join(tmpdir(), 'innesto-profile-'));
  const context = await browser.newContext({ baseURL, bypassCSP: true });
  const page = await context.newPage();
  await signIn(page, 'elena.amministratrice@example.org');
  for (const language of ['', '/en']) {
    for (const path of ['', '/visibilita', '/enti', '/accesso', '/dati']) {
      const answer = await page.goto(`${language}/profilo${path}`);
      const html = (await answer?.text()) ?? '';
      writeFileSync(join(folder, `${language.slice(1)}profilo${path.replace('/', '-')}.html`), html);
      expect(html).not.toMatch(/<[^>]+\s(on[a-z]+|style)=/);
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      expect(await findings(page), `${language}/profilo${path}`).toEqual([]);
    }
  }
  await page.goto('/profilo');
  await page.locator('input[name=first_name]').fill('');
  await page.getByRole('button', { name: 'Salva il profilo' }).click();
  expect(await findings(page), 'a refused form').toEqual([]);
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
