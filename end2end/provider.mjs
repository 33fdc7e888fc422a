// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// A real provider of identities (OpenID Connect) for the tests: it lets everybody in, whoever they say they are.
//   node provider.mjs ISSUER PORTAL

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Provider } from 'oidc-provider';

const [issuer, portal] = process.argv.slice(2);

/** A key pair as the provider wants it: private, in JSON. */
function key() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
}

/** What the provider says of a person: what is typed as login is first name and address. */
function account(_context, login) {
  const claims = {
    sub: login,
    given_name: 'Anna',
    family_name: 'D’Identità',
    preferred_username: login,
    email: `${login}@example.org`,
    email_verified: true,
  };
  return { accountId: login, claims: async () => claims };
}

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'innesto',
      client_secret: 'segreto-di-prova',
      redirect_uris: [`${portal}/accedi/ritorno/prova`],
      post_logout_redirect_uris: [`${portal}/accedi/uscita`],
    },
  ],
  findAccount: account,
  claims: { email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'preferred_username'] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  features: { devInteractions: { enabled: true } },
  jwks: { keys: [key()] },
  pkce: { required: () => true },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, Session: 3600 },
});
provider.listen(Number(new URL(issuer).port), '127.0.0.1');
