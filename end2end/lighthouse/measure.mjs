// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Lighthouse (mobile) on the pages that a visitor begins with; prints a table for docs/BENCHMARKS.md.
//
//   node measure.mjs http://127.0.0.1:3000

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';

const base = process.argv[2] ?? 'http://127.0.0.1:3000';
const paths = ['/', '/pratiche', '/cerca?q=formazione', '/pratiche/self-e-learning-federato-per-la-pubblica-amministrazione', '/enti', '/pratiche/mappa', '/en'];
const port = 9333;
const profile = mkdtempSync(join(tmpdir(), 'innesto-lighthouse-'));
const flags = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-port=${port} --user-data-dir=${profile}`;
const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', flags.split(' '), { stdio: 'ignore' });
for (let tries = 0; ; tries += 1) {
  const there = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null);
  if (there?.ok) break;
  if (tries > 100) throw new Error('the browser does not start');
  await new Promise((done) => setTimeout(done, 100));
}
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
console.log(`| page | ${categories.join(' | ')} |\n| --- |${' --- |'.repeat(categories.length)}`);
let worst = '';
for (const path of paths) {
  const { lhr } = await lighthouse(`${base}${path}`, { port, output: 'json', logLevel: 'error', onlyCategories: categories });
  console.log(`| ${path} | ${categories.map((name) => Math.round((lhr.categories[name].score ?? 0) * 100)).join(' | ')} |`);
  for (const audit of Object.values(lhr.audits)) {
    if (audit.score !== null && audit.score < 0.9 && ['binary', 'numeric'].includes(audit.scoreDisplayMode)) worst += `${path}: ${audit.id} ${audit.score}\n`;
  }
}
if (worst) console.error(`\nbelow .9:\n${worst}`);
browser.kill();
