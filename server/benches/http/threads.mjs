// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Prints, as lines of JSON, a practice, those who write about it, and public threads about it: first one of POSTS posts,
// then SHORT of 20. Every page of 20 posts is built alike, so that pages differ only by where they stand: replies down to
// the fourth level, four quotations, four links, one post that names a member. Of 500 posts one is marked as a decision.
//
//   node threads.mjs POSTS SHORT

import { of, random, seed, sentence, text, themes, word } from './words.mjs';

const posts = Number(process.argv[2] ?? 10000);
const short = Number(process.argv[3] ?? 200);
const perPage = 20;
const members = 60;
const first = Date.UTC(2026, 0, 1, 8);
// What is answered, by the place in the page, which is that of a post's position among 20.
const answers = { 2: 1, 3: 2, 4: 3, 5: 4, 8: 7, 9: 7, 10: 9, 12: 11, 15: 14, 16: 15, 18: 17, 19: 17 };
const quoting = [3, 9, 16, 19];
const linking = [1, 6, 11, 14];
const naming = 13;
const marked = { every: 500, at: 7 };

seed(20261201);
const print = (record) => console.log(JSON.stringify({ ...record, demo: true }));
const name = () => { const given = word().replace(/[^a-zà-ù]/g, ''); return `${given[0].toUpperCase()}${given.slice(1)}`; };
const people = Array.from({ length: members }, (_, at) => ({
  type: 'member', uid: `bench-member-${at}`, first_name: name(), last_name: name(), email: `bench-${at}@example.org`, job_title: 'Funzionario',
  member_type: 'official', memberships: [{ organisation: `bench-body-${at % 10}`, role: 'contributor', state: 'active', verified_by: 'administrator', since: '2025-03-02' }],
  bio: text(200), skills: [word(), word()], languages: ['it'], locale: 'it', state: 'active', trust: 1, joined_on: '2025-03-02',
  // One in five is not named to visitors.
  ...(at % 5 === 4 ? { shown: { email: 'nobody', last_sign_in: 'nobody', profile: 'members' } } : {}),
}));
const called = (person) => `${person.first_name} ${person.last_name}`;

for (let at = 0; at < 10; at += 1) {
  print({ type: 'organisation', uid: `bench-body-${at}`, name: `Comune di ${word()} ${at}`, kind: 'municipality', region: '08' });
}
people.forEach(print);
print({
  type: 'practice', uid: 'bench-discussed', title: `${sentence().slice(0, 60)} discussa`, language: 'it', summary: text(120), problem: text(400),
  solution: text(900), failures: text(200), transfer_potential: text(250), owner_org: 'bench-body-0', themes: [of(themes)], tags: [word(), word()],
  practice_kind: 'service', level: 'municipal', start_date: '2024', published_on: '2025-06-10',
});

const three = () => `${sentence()} ${sentence()} ${sentence()}`;
const link = () => of([
  () => ` Il testo è [nel sito del Comune](https://www.comune.example.it/atti/${Math.floor(random() * 9000)}).`,
  () => ` Si legge in https://www.example.org/${word()}/${Math.floor(random() * 9000)}.`,
])();

const thread = (uid, length, number) => {
  const author = of(people);
  print({
    type: 'thread', uid, about: { practice: 'bench-discussed' }, title: `${sentence().slice(0, 60)} ${number}`, language: 'it', body: three(),
    author: author.uid, at: first,
  });
  let page = [];
  for (let position = 1; position <= length; position += 1) {
    const place = ((position - 1) % perPage) + 1;
    if (place === 1) page = [];
    const writer = of(people);
    const own = three();
    const answered = page[(answers[place] ?? 0) - 1];
    const quoted = quoting.includes(place) ? `> Nell’intervento n. ${answered.position}:\n>\n> ${answered.own}\n\n` : '';
    const other = people[(people.indexOf(writer) + 1) % members];
    const named = place === naming ? `@[${called(other)}](member:${other.uid}) ` : '';
    page.push({ position, own });
    print({
      type: 'post', uid: `${uid}-${position}`, thread: uid, position, ...(answered ? { reply_to: `${uid}-${answered.position}` } : {}),
      body: `${quoted}${named}${own}${linking.includes(place) ? link() : ''}`, author: writer.uid, at: first + position * 1_800_000,
      ...(position % marked.every === marked.at ? { mark: { kind: 'decision', at: first + position * 1_800_000 + 60_000, by: writer.uid } } : {}),
    });
  }
};

thread('bench-thread-long', posts, 0);
for (let at = 1; at <= short; at += 1) thread(`bench-thread-${at}`, perPage, at);
