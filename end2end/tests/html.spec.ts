// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The HTML checker of the W3C finds no error on any page; no page has inline script, handlers or styles.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pages } from '../pages';

const vnu = createRequire(import.meta.url)('vnu-jar') as string;

test('the HTML checker finds no error on any page', async ({ request }) => {
  const folder = mkdtempSync(join(tmpdir(), 'innesto-html-'));
  for (const [at, path] of pages.entries()) {
    const html = await (await request.get(path)).text();
    writeFileSync(join(folder, `${at}${path.replace(/[^a-z0-9]+/gi, '_').slice(0, 80)}.html`), html);
  }
  let messages = '';
  try {
    execFileSync('java', ['-jar', vnu, '--errors-only', '--format', 'gnu', folder], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    messages = (error as { stderr: string }).stderr;
  }
  expect(messages).toBe('');
});

for (const path of pages) {
  test(`no inline script, handler or style on ${path}`, async ({ request }) => {
    const html = await (await request.get(path)).text();
    const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    for (const tag of scripts) expect(tag).toMatch(/src=|application\/ld\+json/);
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/);
    expect(html).not.toMatch(/<[^>]+\sstyle=/);
  });
}
