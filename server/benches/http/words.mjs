// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Words, sentences and texts that look like Italian, always the same for the same seed.

// A small generator of numbers (mulberry32), so that every run has the same records.
let state = 20261122;
export const random = () => {
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
export const word = () => words[Math.min(words.length - 1, Math.floor(Math.exp(random() * Math.log(words.length)) - 1))];
export const sentence = () => {
  const text = Array.from({ length: 8 + Math.floor(random() * 12) }, word).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
};
export const text = (length) => {
  let whole = sentence();
  while (whole.length < length) whole += ` ${sentence()}`;
  return whole;
};
export const of = (list) => list[Math.floor(random() * list.length)];
export const themes = 'e-learning competenze-digitali servizi-sociali-e-lavoro prima-infanzia lavoro-agile-e-organizzazione appalti politiche-europee innovazione-e-dati smart-city cultura-e-biblioteche mobilita rifiuti trasparenza partecipazione'.split(' ');
export const regions = Array.from({ length: 20 }, (_, at) => String(at + 1).padStart(2, '0'));
// Begins another sequence, so that two generators write different texts with the same words.
export const seed = (number) => { state = number; };
