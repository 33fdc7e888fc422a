// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Signs in by the link that `innesto member create` prints, asks for the matches of 200 adverts one after the other, and
// prints how long they took.
//
//   node matches.mjs ORIGIN LINK

const [origin, link] = process.argv.slice(2);
const password = 'quattro mele rosse sul tavolo';
const body = new URLSearchParams({ password, again: password, purpose: 'first' });
const headers = { origin, 'sec-fetch-site': 'same-origin' };
const answer = await fetch(origin + new URL(link).pathname, { method: 'POST', headers, body, redirect: 'manual' });
const session = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-sid='));
if (!session) throw new Error(`no session: ${answer.status}`);
const cookie = session.split(';')[0];
const took = [];
// The first ones only warm up; each of the others is asked for once, as by somebody who comes to it.
for (let at = 0; at < 200; at += 1) {
  const began = performance.now();
  const page = await fetch(`${origin}/cerco-offro/bench-advert-${at}/abbinamenti`, { headers: { cookie } });
  const html = await page.text();
  if (page.status !== 200 || !html.includes('match-entry')) throw new Error(`advert ${at}: ${page.status}`);
  if (at >= 20) took.push(performance.now() - began);
}
took.sort((one, other) => one - other);
const at = (part) => `${took[Math.floor(took.length * part)].toFixed(1)} ms`;
console.log(`p50 ${at(0.5)}, p95 ${at(0.95)}`);
