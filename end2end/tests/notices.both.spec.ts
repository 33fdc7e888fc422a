// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Somebody is named, is told by the bell and by mail, reads it, chooses, and the mail ends such mails; with script and
// without.

import { expect, test, type Browser, type Page } from '@playwright/test';
import { pagesLookRight, sendSignIn, signIn } from '../acting';

const writer = 'dario.moderatore@example.org';
const administrator = 'elena.amministratrice@example.org';

/** Who is told: with script another one than without, since both run at the same time. */
const reader = (javaScriptEnabled: boolean) =>
  javaScriptEnabled
    ? { email: 'ada.funzionaria@example.org', mention: '@[Ada](member:member-ada-funzionaria)' }
    : { email: 'marco.centino@example.org', mention: '@[Marco](member:member-marco-centino)' };

/** Chooses to be told at once of everything. */
async function chooseAtOnce(page: Page) {
  await page.goto('/profilo/notifiche');
  await page.getByRole('radio', { name: 'Subito, uno per volta' }).check();
  await page.locator('select[name=mail_mention]').selectOption('');
  await page.locator('main form#avvisi button[type=submit]').click();
  await expect(page.getByRole('status')).toContainText('Le scelte sono salvate.');
  await expect(page.getByRole('radio', { name: 'Subito, uno per volta' })).toBeChecked();
}

/** A thread that names the reader begins. */
async function beginThread(browser: Browser, baseURL: string | undefined, js: boolean, title: string, text: string) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: js });
  const page = await context.newPage();
  await signIn(page, writer);
  await page.goto('/discussioni/nuova');
  await page.locator('main form input[name=title]').fill(title);
  await page.locator('main form textarea[name=body]').fill(text);
  await page.locator('main form button[value=begin]').click();
  await expect(page).toHaveURL(/\/discussioni\/\d+-/);
  await context.close();
}

/** The mail with these words in its subject, as an administrator reads it. */
async function readMail(browser: Browser, baseURL: string | undefined, to: string, words: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await page.goto('/accedi?next=/amministrazione/posta');
  await sendSignIn(page, administrator);
  await expect(async () => {
    await page.goto('/amministrazione/posta');
    const row = page.getByRole('row').filter({ hasText: to }).filter({ hasText: words });
    await row.first().getByRole('link').first().click({ timeout: 500 });
  }).toPass({ timeout: 60_000, intervals: [1_000] });
  return page;
}

test('who is named is told by the bell and by mail, and the mail ends such mails', async ({
  page,
  browser,
  baseURL,
  javaScriptEnabled,
}, info) => {
  test.setTimeout(180_000);
  const js = javaScriptEnabled ?? true;
  const { email, mention } = reader(js);
  const title = `Una domanda per chi sa, ${info.project.name}`;
  await signIn(page, email);
  await chooseAtOnce(page);
  await beginThread(browser, baseURL, js, title, `Che cosa ne pensa ${mention}? Qui servirebbe un parere.`);

  const group = page.locator('.notice-group').filter({ hasText: title });
  await expect(async () => {
    await page.goto('/notifiche');
    await expect(group).toContainText('Sei tra le persone nominate', { timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [500] });
  const bell = page.getByRole('banner').getByRole('link', { name: /Notifiche: \d+ da leggere/ });
  await expect(bell).toBeVisible();
  await group.getByRole('button', { name: 'Segna come letta' }).first().click();
  await expect(page.getByRole('status')).toContainText('La notifica è segnata come letta.');
  await expect(group.locator('.notice-new')).toHaveCount(0);
  await group.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);

  const mail = await readMail(browser, baseURL, email, title);
  await expect(mail.locator('.letter')).toContainText(title);
  const link = await mail.locator('.letter a[href*="/avvisi/"]').getAttribute('href');
  await mail.context().close();

  // Whoever has the mail need not sign in.
  const context = await browser.newContext({ baseURL, javaScriptEnabled: js });
  const visitor = await context.newPage();
  await visitor.goto(link ?? '');
  await expect(visitor.getByRole('main')).toContainText('Menzione');
  await visitor.getByRole('button', { name: 'Non ricevere più questi messaggi' }).click();
  await expect(visitor.getByRole('status')).toContainText('non arrivano più');
  await expect(visitor.getByRole('button', { name: 'Non ricevere più nessun messaggio' })).toBeVisible();
  await context.close();

  await page.goto('/profilo/notifiche');
  await expect(page.locator('select[name=mail_mention]')).toHaveValue('off');
});

test('visitors have no bell, and are asked to sign in for their notices', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('.bell')).toHaveCount(0);
  await page.goto('/notifiche');
  await expect(page).toHaveURL(/\/accedi/);
});

test('axe finds nothing on the pages of notices', async ({ browser, baseURL, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'axe is a script');
  const context = await browser.newContext({ baseURL, bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await signIn(page, 'bruno.rappresentante@example.org');
  await pagesLookRight(page, ['/notifiche', '/profilo/notifiche']);
  await context.close();
});
