// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What tests do on many pages: signing in, and asking axe.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

/** The password of everybody in the demonstration content. */
export const password = 'innesto-dimostrazione';

/** Fills the sign-in form of the present page and sends it. */
export async function sendSignIn(page: Page, email: string, secret = password) {
  const form = page.locator('main form', { has: page.locator('input[name=password]') });
  await form.locator('input[name=email]').fill(email);
  await form.locator('input[name=password]').fill(secret);
  await form.locator('button[type=submit]').click();
}

/** Signs somebody in, from the sign-in page. */
export async function signIn(page: Page, email: string, secret = password) {
  await page.goto('/accedi');
  await sendSignIn(page, email, secret);
  await expect(page).not.toHaveURL(/\/accedi/);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on a page whose context bypasses the policy. */
export async function findings(page: Page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { axe } = globalThis as never as { axe: { run: (o: object) => Promise<Found> } };
    const run = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return run.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

/** The present page is not wider than its window. */
export async function fits(page: Page, what: string) {
  const wide = await page.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth);
  expect(wide, `${what} scrolls sideways`).toBe(false);
}

/** On the present page axe finds nothing, and it fits its window. */
export async function looksRight(page: Page, what: string) {
  expect(await findings(page), what).toEqual([]);
  await fits(page, what);
}

/** The same of each address, in both languages. */
export async function pagesLookRight(page: Page, paths: string[]) {
  for (const path of paths.flatMap((path) => [path, `/en${path}`])) {
    await page.goto(path);
    await looksRight(page, path);
  }
}
