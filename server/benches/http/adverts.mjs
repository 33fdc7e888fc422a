// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Prints COUNT open adverts as lines of JSON, of the OWNERS bodies that practices.mjs prints: half seek, half offer. The
// first 200 are of one body and seek.
//
//   node adverts.mjs COUNT OWNERS

import { of, random, seed, sentence, text, themes, word } from './words.mjs';

const count = Number(process.argv[2] ?? 1000);
const owners = Number(process.argv[3] ?? 10);
seed(20261128);
for (let at = 0; at < count; at += 1) {
  const own = at < 200;
  console.log(JSON.stringify({
    type: 'advert', uid: `bench-advert-${at}`, kind: own || at % 2 === 0 ? 'seek' : 'offer',
    title: `${sentence().slice(0, 60)} ${at}`, language: 'it', description: text(300),
    organisation: own ? 'bench-org-0' : `bench-org-${1 + Math.floor(random() * (owners - 1))}`,
    themes: [...new Set([of(themes), of(themes)])], tags: [word(), word()],
    transfer_kinds: [of(['documents', 'coaching', 'study_visit', 'training', 'software', 'mentoring'])],
    mode: of(['remote', 'in_person', 'mixed']), published_on: `2026-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`,
  }));
}
