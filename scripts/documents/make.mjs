// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Documents of mixed kinds as offices make them, for the proof that their text is found.
//
//   node scripts/documents/make.mjs FOLDER COUNT
//
// Beside the documents it writes expected.tsv: name, state of the text, a word from the beginning, a word from the end.
// These two words stand in no other document.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { page, presentation, sheet, writing } from './sources.mjs';
import { lot, subject, TEXTS, word } from './texts.mjs';

const folder = resolve(process.argv[2]);
const count = Number(process.argv[3]);
const work = mkdtempSync(join(tmpdir(), 'documents-'));

/** How documents come about: the ending, what they are made from, and by whom. They take turns. */
const WAYS = [
  { to: 'odt', from: writing, by: 'odt' },
  { to: 'docx', from: writing, by: 'docx' },
  { to: 'pdf', from: writing, by: 'pdf' },
  { to: 'ods', from: sheet, by: 'ods' },
  { to: 'xlsx', from: sheet, by: 'xlsx' },
  { to: 'odp', from: presentation, by: 'odp' },
  { to: 'pptx', from: presentation, by: 'pptx' },
  { to: 'pdf', from: presentation, by: 'pdf' },
  { to: 'pdf', from: page, by: 'chromium' },
  { to: 'docx', from: page, by: 'pandoc' },
  { to: 'odt', from: page, by: 'pandoc' },
  { to: 'pptx', from: page, by: 'pandoc' },
  { to: 'txt', by: 'utf8' },
  { to: 'txt', by: 'windows1252' },
  { to: 'txt', by: 'utf16' },
  { to: 'pdf', from: sheet, by: 'pdf' },
  // As from a scanner: nothing but a picture.
  { to: 'pdf', by: 'scanner' },
  // For archives: PDF/A-1, tagged.
  { to: 'pdf', from: writing, by: 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"}}', long: true },
  { to: 'docx', from: writing, by: 'docx', long: true },
  { to: 'xlsx', from: sheet, by: 'xlsx', long: true },
];

/** What a document says: parts with a heading and paragraphs. */
function text(number, way) {
  const draw = lot(number);
  // Western Europe is all that Windows-1252 writes.
  const languages = way.by === 'windows1252' ? ['it', 'fr', 'de'] : Object.keys(TEXTS);
  const language = number % 3 === 0 ? languages[draw(languages.length)] : 'it';
  const [first, last] = [word(2 * number), word(2 * number + 1)];
  const sentence = () => TEXTS[language][draw(TEXTS[language].length)];
  const paragraph = () => Array.from({ length: 2 + draw(4) }, sentence).join(' ');
  const length = way.long ? 5 + draw(4) : 2 + draw(4);
  const parts = Array.from({ length }, (_, at) => ({
    heading: `${at + 1}. ${sentence().split(' ').slice(0, 5).join(' ')}`,
    paragraphs: Array.from({ length: 1 + draw(3) }, paragraph),
  }));
  parts[0].paragraphs[0] = `${first}: ${parts[0].paragraphs[0]}`;
  parts.at(-1).paragraphs.push(`${sentence()} ${last}.`);
  return { title: subject(number), language, parts, first, last };
}

const plain = ({ title, parts }) =>
  [title, ...parts.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs])].join('\r\n\r\n');

/** Windows-1252, for the letters that these texts have. */
const western = (said) => Buffer.from(said.replaceAll('’', "'").replaceAll('€', 'EUR'), 'latin1');

const profile = pathToFileURL(join(work, 'profile')).href;
const office = (to, files) =>
  execFileSync('soffice', [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', to, '--outdir', folder, ...files], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });

function print(source, target) {
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
  const background = ['--disable-background-networking', '--disable-component-update', `--user-data-dir=${join(work, 'browser')}`];
  const out = ['--no-pdf-header-footer', `--print-to-pdf=${target}`, pathToFileURL(source).href];
  execFileSync('chromium', [...quiet, ...background, ...out], { stdio: 'ignore' });
}

const SCAN = `<!doctype html><canvas id="c" width="700" height="900"></canvas><script>
const c = document.getElementById('c').getContext('2d'); c.fillStyle = '#f4f1e8'; c.fillRect(0, 0, 700, 900);
c.fillStyle = '#333'; for (let y = 60; y < 860; y += 22) c.fillRect(60, y, 400 + (y * 37) % 180, 7);
</script>`;

const expected = [];
const waiting = new Map();
for (let number = 0; number < count; number += 1) {
  const way = WAYS[number % WAYS.length];
  const said = text(number, way);
  const stem = `${String(number + 1).padStart(3, '0')}-${said.title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  const target = join(folder, `${stem}.${way.to}`);
  const source = way.from && join(work, `${stem}.${way.from.ending}`);
  if (source) writeFileSync(source, way.from(said));
  if (way.by === 'utf8') writeFileSync(target, plain(said));
  else if (way.by === 'windows1252') writeFileSync(target, western(plain(said)));
  else if (way.by === 'utf16') writeFileSync(target, `\uFEFF${plain(said)}`, 'utf16le');
  else if (way.by === 'pandoc') execFileSync('pandoc', ['--from=html', '--output', target, source]);
  else if (way.by === 'chromium') print(source, target);
  else if (way.by === 'scanner') {
    const scan = join(work, `${stem}.html`);
    writeFileSync(scan, SCAN);
    print(scan, target);
  } else waiting.set(way.by, [...(waiting.get(way.by) ?? []), source]);
  const state = way.by === 'scanner' ? ['empty', '', ''] : ['found', said.first, said.last];
  expected.push([basename(target), ...state].join('\t'));
}
// LibreOffice starts once for all documents of a kind; two of one name would write over each other.
for (const [to, files] of waiting) {
  for (const ending of new Set(files.map((file) => extname(file)))) {
    office(to, files.filter((file) => extname(file) === ending));
  }
}
writeFileSync(join(folder, 'expected.tsv'), `${expected.join('\n')}\n`);
rmSync(work, { recursive: true, force: true });
console.log(`documents-corpus: ${count} documents in ${folder}`);
