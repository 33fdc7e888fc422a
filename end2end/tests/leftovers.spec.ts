// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// No run leaves its data behind for long.

import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sweep } from '../data';

test('what a run that was killed left goes after a day, and nothing else does', () => {
  const inside = test.info().outputPath('tmp');
  const hours = (ago: number) => new Date(Date.now() - ago * 60 * 60 * 1000);
  for (const [name, ago] of [['innesto-end2end-old', 25], ['innesto-end2end-new', 23], ['another-old', 25]] as const) {
    const folder = join(inside, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'innesto.db'), 'x');
    utimesSync(folder, hours(ago), hours(ago));
  }
  sweep(inside);
  expect(readdirSync(inside).sort()).toEqual(['another-old', 'innesto-end2end-new']);
});
