// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Builds the stylesheet and everything it points to.
//
//   node style/build.mjs OUT.css [--also DIR]...
//
// Writes OUT.css (minified, without the rules that no page uses) and, beside it, the fonts, the
// icon sprite and the marks, each named by the hash of its content, and `assets.json`, which says
// what each of them is called. `--also` adds folders of .html or .rs files to those searched for
// class names; `app/src` is always searched.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PurgeCSS } from 'purgecss';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const italia = join(here, 'node_modules/bootstrap-italia');

// Tags that Markdown can yield, and states that only a browser writes.
const KEPT_WORDS =
  'leptos-island a abbr b blockquote body br caption code dd del details dl dt em figcaption figure form h1 h2 h3 h4 h5 h6 ' +
  'hr html i img input label legend li mark ol p pre small strong sub summary sup table tbody td th thead tr ul';

/** Reads `OUT.css` and the `--also` folders from the command line, or exits 2. */
function readArguments(words) {
  const also = [];
  let out = null;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === '--also' && words[i + 1]) also.push(resolve(words[(i += 1)]));
    else if (out === null && !words[i].startsWith('--')) out = resolve(words[i]);
    else out = undefined;
  }
  if (!out) {
    console.error('use: node style/build.mjs OUT.css [--also DIR]...');
    process.exit(2);
  }
  return { out, folders: [join(here, '../app/src'), ...also] };
}

/** The text of every .rs and .html file below the folders. */
function readSources(folders) {
  const texts = [];
  for (const folder of folders.filter(existsSync)) {
    for (const found of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, found.name);
      if (found.isDirectory() && found.name !== 'node_modules') texts.push(...readSources([path]));
      else if (['.rs', '.html'].includes(extname(path))) texts.push(readFileSync(path, 'utf8'));
    }
  }
  return texts;
}

/** Every word that could be a class, tag, id or attribute; `tile-{}` counts as the prefix `tile-`. */
function collectNames(texts) {
  const words = new Set(KEPT_WORDS.split(' '));
  const prefixes = new Set();
  for (const text of texts) {
    for (const [word] of text.matchAll(/[A-Za-z_][\w-]*/g)) words.add(word);
    for (const [, prefix] of text.matchAll(/([A-Za-z][\w-]*-)\{/g)) prefixes.add(prefix);
  }
  return { words: [...words], prefixes: [...prefixes] };
}

/** Compiles main.scss; the deprecations of Bootstrap Italia's `@import` are not ours to fix. */
function compile() {
  return sass.compile(join(here, 'main.scss'), {
    style: 'compressed',
    charset: false,
    loadPaths: [join(italia, 'src/scss')],
    quietDeps: true,
    logger: sass.Logger.silent,
  }).css;
}

/** Drops the rules whose selectors name nothing in the sources. */
async function purge(css, { words, prefixes }) {
  const [result] = await new PurgeCSS().purge({
    css: [{ raw: css }],
    content: [{ raw: words.join(' '), extension: 'txt' }],
    extractors: [{ extensions: ['txt'], extractor: (text) => text.split(' ') }],
    safelist: { variables: ['--bootstrap-italia-version'], standard: prefixes.map((prefix) => new RegExp(`^${prefix}`)), deep: [/^::/, /^:root$/] },
    variables: true,
    keyframes: true,
  });
  return result.css;
}

/** Writes `name.<hash>.ext` into the folder and returns that file name. */
function writeHashed(folder, name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}.${hash}${extension}`;
  writeFileSync(join(folder, hashed), bytes);
  return hashed;
}

/** Copies the fonts of fonts.json; returns their names and the `@font-face` rules. */
function writeFonts(folder) {
  const names = {};
  let rules = '';
  for (const font of JSON.parse(readFileSync(join(here, 'fonts.json'), 'utf8'))) {
    const file = writeHashed(folder, `${font.name}.woff2`, readFileSync(join(italia, 'dist/fonts', font.from)));
    names[font.name] = file;
    rules +=
      `@font-face{font-family:"${font.family}";font-style:${font.style};font-weight:${font.weight};` +
      `font-display:swap;src:url(${file}) format("woff2")}`;
  }
  return { names, rules };
}

/** The licences that ask to travel with what we copy, in one text beside it. */
function writeLicences(folder) {
  const texts = ['LICENSE', 'dist/fonts/Titillium_Web/OFL.txt', 'dist/fonts/Lora/OFL.txt'].map(
    (path) => `bootstrap-italia/${path}\n\n${readFileSync(join(italia, path), 'utf8').trim()}\n`,
  );
  writeFileSync(join(folder, 'third-party-licences.txt'), texts.join('\n\n'));
}

/** One sprite of our own symbols and of those of Bootstrap Italia that the sources name. */
function writeSprite(folder, words) {
  const named = new Set(words);
  const own = readFileSync(join(here, 'assets/symbols.svg'), 'utf8');
  const theirs = readFileSync(join(italia, 'dist/svg/sprites.svg'), 'utf8');
  const symbols = [...own.matchAll(/<symbol[\s\S]*?<\/symbol>/g)].map(([symbol]) => symbol);
  for (const [symbol, id] of theirs.matchAll(/<symbol[^>]*\bid="([^"]+)"[\s\S]*?<\/symbol>/g)) {
    if (named.has(id)) symbols.push(symbol.replace(/\s+/g, ' '));
  }
  return writeHashed(folder, 'sprite.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
}

async function main() {
  const { out, folders } = readArguments(process.argv.slice(2));
  const folder = dirname(out);
  mkdirSync(folder, { recursive: true });
  const names = collectNames(readSources(folders));
  const fonts = writeFonts(folder);
  const css = fonts.rules + (await purge(compile(), names));
  writeFileSync(out, css);
  writeLicences(folder);
  const assets = { sprite: writeSprite(folder, names.words), fonts: fonts.names };
  for (const mark of ['innesto', 'favicon']) {
    assets[mark] = writeHashed(folder, `${mark}.svg`, readFileSync(join(here, 'assets', `${mark}.svg`)));
  }
  writeFileSync(join(folder, 'assets.json'), `${JSON.stringify(assets, null, 2)}\n`);
  console.log(`${basename(out)}: ${css.length} bytes, sprite ${assets.sprite}`);
}

await main();
