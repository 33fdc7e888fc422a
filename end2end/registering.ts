// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Becoming a member, as people do it: the form, the mail, the password. Whoever registers here is called the same.

import { type Browser, expect, type Page } from '@playwright/test';
import { signIn } from './acting';

/** Who reads the mails of the demonstration. */
export const administrator = 'elena.amministratrice@example.org';

/** The password that new members choose. */
export const secret = 'quattro mele rosse sul tavolo';

/** What new members are called. */
export const fullName = 'Prova D’Esempio';

/** An address that no other test has, and no other run. */
export function newAddress(): string {
  return `prova.${Date.now()}.${Math.floor(Math.random() * 1e6)}@example.org`;
}

/** Fills the registration form of the present page and sends it. */
export async function sendRegistration(page: Page, email: string) {
  const main = page.getByRole('main');
  await main.getByLabel('Nome', { exact: true }).fill('Prova');
  await main.getByLabel('Cognome').fill('D’Esempio');
  await main.getByLabel('Indirizzo e-mail di lavoro').fill(email);
  await main.getByLabel('Il mio ente non è nell’elenco').check();
  await main.getByLabel('Nome dell’ente che non è nell’elenco').fill('Comune di Prova');
  await main.getByLabel('Ruolo nell’ente').fill('Funzionaria');
  await main.getByLabel('Ho letto l’informativa').check();
  // The portal takes no form that comes back faster than people type.
  await expect(async () => {
    const waits = !page.url().endsWith('?done=sent');
    if (waits) await main.getByRole('button', { name: 'Registrati' }).click({ timeout: 1_500 });
    await expect(page).toHaveURL('/registrati?done=sent', { timeout: 1_500 });
  }).toPass({ timeout: 20_000 });
}

/** A mail: what it says, and the path of its first link. */
export type Letter = { text: string; path: string };

/** The newest mail to an address with these words in its subject, as an administrator reads it on the page of mails. */
export async function letterTo(browser: Browser, baseURL: string | undefined, address: string, subject: string): Promise<Letter> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, administrator);
  // Some mails are written after the answer, by the work that runs once a second.
  await expect(async () => {
    await page.goto('/amministrazione/posta');
    const row = page.getByRole('row').filter({ hasText: address }).filter({ hasText: subject });
    await row.first().getByRole('link').first().click({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const letter = page.locator('.letter');
  const text = ((await letter.textContent()) ?? '').replace(/\s+/g, ' ');
  const [path = ''] = await letter.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  await context.close();
  return { text, path };
}

/** Chooses the first password on the page that the mail leads to. */
export async function choosePassword(page: Page) {
  await page.getByLabel('Nuova password').fill(secret);
  await page.getByLabel('La stessa password').fill(secret);
  await page.getByRole('button', { name: 'Attiva l’account' }).click();
}

/** Registers with an address, follows the mail and chooses the password. Where nobody has to let them in, they are in. */
export async function register(page: Page, browser: Browser, baseURL: string | undefined, email: string) {
  await page.goto('/registrati');
  await sendRegistration(page, email);
  await page.goto((await letterTo(browser, baseURL, email, 'conferma dell’indirizzo')).path);
  await choosePassword(page);
  await expect(page).toHaveURL(/\/accedi\?done=(welcome|waits)$/);
}
