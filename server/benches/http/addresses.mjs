// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Prints the addresses of up to 2,000 practices of a file of records, or of its threads, spread over the whole file. The
// numbers of threads are those that they get in a portal that has none yet.
//
//   node addresses.mjs FILE.jsonl [practice|thread]

import { readFileSync } from 'node:fs';

const slug = (title) => title.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').slice(0, 120).replace(/^-|-$/g, '');
const type = process.argv[3] ?? 'practice';
const address = { practice: (title) => `/pratiche/${slug(title)}`, thread: (title, at) => `/discussioni/${at + 1}-${slug(title)}` }[type];
const addresses = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((record) => record.type === type).map((record, at) => address(record.title, at));
const every = Math.max(1, Math.floor(addresses.length / 2000));
addresses.filter((_, at) => at % every === 0).forEach((one) => console.log(one));
