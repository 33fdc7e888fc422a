// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// The portal that the tests look at: the built program with fresh demonstration content, on a port of its own, and a
// provider of identities beside it.

import { join, resolve } from 'node:path';
import { freshData } from './data';

/** Where the built things are. */
export const target = process.env.CARGO_TARGET_DIR ?? resolve(import.meta.dirname, '../target');
/** The built program. */
export const program = process.env.END2END_PROGRAM ?? join(target, 'debug/innesto');
const port = Number(process.env.END2END_PORT ?? 3917);
const data = process.env.END2END_DATA ?? freshData();
// The configuration is read once more in each worker: all must see the same folder.
process.env.END2END_DATA = data;

/** The demonstration content as it was when it had just been filled in: the beginning of every further portal. */
export const beginning = join(data, 'beginning');

/** Where the portal is. */
export const base = `http://127.0.0.1:${port}`;

/** Where the provider of identities is. */
export const issuer = `http://127.0.0.1:${Number(process.env.END2END_PROVIDER_PORT ?? 3918)}`;

/** Starts it. */
export const provide = `exec node ${join(import.meta.dirname, 'provider.mjs')} ${issuer} ${base}`;

const oidc = {
  ISSUER: issuer,
  CLIENT_ID: 'innesto',
  CLIENT_SECRET: 'segreto-di-prova',
  LABEL: 'SSO di prova',
  TRUSTS_EMAIL: 'yes',
  SIGN_OUT: 'yes',
};
const variables = Object.entries(oidc).map(([key, value]) => `INNESTO_OIDC__PROVA__${key}='${value}'`).join(' ');

/** Fills it, keeps a copy, and starts it. */
export const serve =
  `INNESTO_LOG_FILTER=warn ${program} demo --data ${data} && ` +
  `rm -rf ${beginning} ${data}.copy && cp -r ${data} ${data}.copy && mv ${data}.copy ${beginning} && ` +
  `INNESTO_LOG_FILTER=warn INNESTO_SITE=${join(target, 'site')} ${variables} exec ${program} serve --data ${data} --listen 127.0.0.1:${port}`;
