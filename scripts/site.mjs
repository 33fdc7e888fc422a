// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Puts the built parts into the folder that the server reads: named by their content, compressed once.
//
//   node scripts/site.mjs WORK PKG

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [work, pkg] = process.argv.slice(2);
// Files of earlier builds serve the pages that readers still have open; after this many days nobody has.
const KEPT_DAYS = 14;
mkdirSync(pkg, { recursive: true });
const written = new Set();

/** Writes a file and its compressed forms, unless they are there. */
function put(name, bytes) {
  const path = join(pkg, name);
  written.add(name);
  if (existsSync(path)) return name;
  writeFileSync(path, bytes);
  if (extname(name) !== '.woff2') {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
  return name;
}

/** The same, with the hash of the content in the name. */
function putHashed(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const ending = extname(name);
  return put(`${basename(name, ending)}.${hash}${ending}`, bytes);
}

for (const name of readdirSync(join(work, 'style'))) {
  const bytes = readFileSync(join(work, 'style', name));
  if (name === 'style.css') putHashed(name, bytes);
  else if (name !== 'assets.json') put(name, bytes);
}
if (existsSync(join(work, 'bundle'))) {
  putHashed('innesto_bg.wasm', readFileSync(join(work, 'bundle/innesto_bg.wasm')));
  putHashed('innesto.js', readFileSync(join(work, 'bundle/innesto.js')));
  putHashed('start.js', readFileSync('style/start.js'));
}
// What the pages name; times of files do not tell, since a copy has none of them.
writeFileSync(join(pkg, 'present.json'), JSON.stringify([...written].sort()));
written.add('present.json');
for (const name of readdirSync(pkg)) {
  const original = name.replace(/\.(br|gz)$/, '');
  const days = (Date.now() - statSync(join(pkg, name)).mtimeMs) / 86_400_000;
  if (!written.has(original) && days > KEPT_DAYS) unlinkSync(join(pkg, name));
}
console.log(`site: ${written.size - 1} files in ${pkg}`);
