// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Prints COUNT practices of some 2,000 characters as lines of JSON, always the same for the same count.
//
//   node practices.mjs COUNT

const count = Number(process.argv[2] ?? 1000);
// A small generator of numbers (mulberry32), so that every run has the same records.
let state = 20261122;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
const beginnings = 'am as bo ca co cu di fa fi for ge gra in la lo ma mi mo no or pa pe pi po pro ra re ri sa se si so spe sta te ti tra tu ur va ve vi vo'.split(' ');
const middles = 'ba ca ci co da de di fa fi ga gi la le li lo ma mi mo na ne ni no pa pe ra re ri ro sa se si ta te ti to tra va ve vi zi'.split(' ');
const endings = 'a e i o mento menti zione zioni tore tori tura ture bile bili ità enza enze ale ali ivo ivi'.split(' ');
const known = 'comune comuni formazione dipendenti servizio servizi asilo nido infanzia lavoro agile rifiuti raccolta biblioteca appalti regione provincia cittadini digitale competenze trasporto energia piano progetto rete sportello partecipazione bilancio sicurezza turismo scuola famiglia impresa dati documenti procedura ufficio gestione unione convenzione'.split(' ');
const words = [...known];
while (words.length < 20000) {
  let word = beginnings[Math.floor(random() * beginnings.length)];
  for (let parts = Math.floor(random() * 3); parts > 0; parts -= 1) word += middles[Math.floor(random() * middles.length)];
  words.push(word + endings[Math.floor(random() * endings.length)]);
}
// Zipf's law, roughly: the word at place n is as frequent as 1/n.
const word = () => words[Math.min(words.length - 1, Math.floor(Math.exp(random() * Math.log(words.length)) - 1))];
const sentence = () => {
  const text = Array.from({ length: 8 + Math.floor(random() * 12) }, word).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
};
const text = (length) => {
  let whole = sentence();
  while (whole.length < length) whole += ` ${sentence()}`;
  return whole;
};
const of = (list) => list[Math.floor(random() * list.length)];
const themes = 'e-learning competenze-digitali servizi-sociali-e-lavoro prima-infanzia lavoro-agile-e-organizzazione appalti politiche-europee innovazione-e-dati smart-city cultura-e-biblioteche mobilita rifiuti trasparenza partecipazione'.split(' ');
const regions = Array.from({ length: 20 }, (_, at) => String(at + 1).padStart(2, '0'));
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
