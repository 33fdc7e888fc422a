// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Prints the addresses of up to 2,000 practices of a file of records, spread over the whole file.
//
//   node addresses.mjs FILE.jsonl

import { readFileSync } from 'node:fs';

const slug = (title) => title.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').slice(0, 120).replace(/^-|-$/g, '');
const titles = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((record) => record.type === 'practice').map((record) => record.title);
const every = Math.max(1, Math.floor(titles.length / 2000));
titles.filter((_, at) => at % every === 0).forEach((title) => console.log(`/pratiche/${slug(title)}`));
