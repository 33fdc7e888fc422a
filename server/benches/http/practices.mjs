// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Prints COUNT practices of some 2,000 characters as lines of JSON, always the same for the same count.
//
//   node practices.mjs COUNT

import { of, random, regions, sentence, text, themes, word } from './words.mjs';

const count = Number(process.argv[2] ?? 1000);
const owners = Math.max(10, Math.floor(count / 50));
for (let at = 0; at < owners; at += 1) {
  console.log(JSON.stringify({ type: 'organisation', uid: `bench-org-${at}`, name: `Comune di ${word()} ${at}`, kind: 'municipality', region: of(regions), population: Math.floor(random() * 200000) }));
}
for (let at = 0; at < count; at += 1) {
  console.log(JSON.stringify({
    type: 'practice', uid: `bench-${at}`, title: `${sentence().slice(0, 60)} ${at}`, language: 'it', summary: text(120),
    problem: text(400), solution: text(900), failures: text(200), transfer_potential: text(250),
    owner_org: `bench-org-${Math.floor(random() * owners)}`, themes: [of(themes)], tags: [word(), word()],
    practice_kind: of(['service', 'method', 'process', 'software', 'network']), level: of(['municipal', 'union', 'provincial', 'regional']),
    start_date: String(1998 + Math.floor(random() * 28)), evidence_rating: of(['declared', 'measured', 'verified', 'independent']),
    evidence: [{ name: sentence().slice(0, 80), baseline: '10', value: '25', unit: '%', kind: 'quantitative' }],
    conditions: [1, 2, 3].map((weight) => ({ text: sentence().slice(0, 120), category: 'organisational', weight, blocking: weight === 3 })),
    models: [{ title: sentence().slice(0, 60), description: text(120), transferable_alone: true }],
    published_on: `20${20 + Math.floor(random() * 6)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`,
  }));
}
