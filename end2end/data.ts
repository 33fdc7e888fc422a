// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The data folder of the portal that all tests look at: made anew for each run, and gone when it ends.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the names of such folders begin. */
const prefix = 'innesto-end2end-';
/** A run takes minutes: what is older, in milliseconds, was left by one that was killed. */
const old = 24 * 60 * 60 * 1000;

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Takes away what runs that were killed left in a folder. */
export function sweep(inside: string) {
  for (const name of readdirSync(inside).filter((name) => name.startsWith(prefix))) {
    const folder = join(inside, name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > old) remove(folder);
    } catch {
      // Somebody else's, or gone in the meantime.
    }
  }
}

/**
 * A new folder, which goes with this process. A global teardown would come too early: the portal is ended after it, and
 * writes until then.
 */
export function freshData(): string {
  sweep(tmpdir());
  const folder = mkdtempSync(join(tmpdir(), prefix));
  process.once('exit', () => remove(folder));
  return folder;
}
