// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The portal that the tests look at: the built program with fresh demonstration content, on a port of its own.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const target = process.env.CARGO_TARGET_DIR ?? resolve(import.meta.dirname, '../target');
const program = process.env.END2END_PROGRAM ?? join(target, 'debug/innesto');
const port = Number(process.env.END2END_PORT ?? 3917);
const data = process.env.END2END_DATA ?? mkdtempSync(join(tmpdir(), 'innesto-end2end-'));
// The configuration is read once more in each worker: all must see the same folder.
process.env.END2END_DATA = data;

/** Where the portal is. */
export const base = `http://127.0.0.1:${port}`;

/** Fills and starts it. */
export const serve =
  `INNESTO_LOG_FILTER=warn ${program} demo --data ${data} && ` +
  `INNESTO_LOG_FILTER=warn INNESTO_SITE=${join(target, 'site')} exec ${program} serve --data ${data} --listen 127.0.0.1:${port}`;
