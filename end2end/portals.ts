// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Portals beside the one that all tests look at: with other settings, a data folder and a port of their own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test as general } from '@playwright/test';
import { freshData } from './data';
import { beginning, program, target } from './server';

/** Settings by the names of their variables, without `INNESTO_`. */
export type Settings = Record<string, string>;

/** How long a portal may take until it answers, in milliseconds. */
const patience = 60_000;

/** A portal that runs. */
export class Portal {
  constructor(
    /** Where this machine reaches it. */
    readonly base: string,
    private readonly data: string,
    private readonly running: ChildProcess,
  ) {}

  /** Ends it, and takes its data away. */
  async stop() {
    const { running, data } = this;
    if (running.exitCode === null && running.kill()) await once(running, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

/** Starts a portal with the demonstration content; it answers when this is over. The settings may name its port. */
export async function startPortal(settings: (port: number) => Settings): Promise<Portal> {
  const port = await freePort();
  const data = freshData();
  cpSync(beginning, data, { recursive: true });
  // Nobody here waits as people do: neither before a form is sent nor at the end.
  const limits = { LIMITS__FORM_SECONDS: '0', LIMITS__SHUTDOWN_SECONDS: '1' };
  const usual = { SITE: join(target, 'site'), LOG_FILTER: 'warn', ...limits };
  const all = Object.entries({ ...usual, ...settings(port) }).map(([key, value]) => [`INNESTO_${key}`, value]);
  const running = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    env: { ...process.env, ...Object.fromEntries(all) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  running.stderr.on('data', (words) => (said += words));
  // Whatever becomes of the tests, the portal does not stay behind.
  process.once('exit', () => running.kill());
  const portal = new Portal(`http://127.0.0.1:${port}`, data, running);
  try {
    await expect(async () => {
      expect((await fetch(`${portal.base}/readyz`)).status).toBe(200);
    }).toPass({ timeout: patience });
  } catch (error) {
    await portal.stop();
    throw new Error(`the portal did not start: ${said}`, { cause: error });
  }
  return portal;
}

/** Tests on a portal with settings of their own, which a file names by `test.use({ settings })`. */
export const test = general.extend<object, { settings: Settings; portal: Portal }>({
  settings: [{}, { scope: 'worker', option: true }],
  portal: [
    async ({ settings }, use) => {
      const portal = await startPortal(() => settings);
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', timeout: 2 * patience },
  ],
  baseURL: async ({ portal }, use) => use(portal.base),
});
