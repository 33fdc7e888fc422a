// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

import { defineConfig } from '@playwright/test';
import { base, issuer, provide, serve } from './server';

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  reporter: [['list']],
  webServer: [
    { command: serve, url: `${base}/readyz`, reuseExistingServer: false, timeout: 120_000 },
    { command: provide, url: `${issuer}/.well-known/openid-configuration`, reuseExistingServer: false },
  ],
  use: {
    baseURL: base,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'with script', use: { javaScriptEnabled: true }, testIgnore: /without-script/ },
    { name: 'without script', use: { javaScriptEnabled: false }, testMatch: /(without-script|both)\.spec/ },
  ],
});
