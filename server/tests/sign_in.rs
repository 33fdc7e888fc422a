// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing in by a provider of identities that lies, is slow, answers twice, or does as it should.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "sign_in/bed.rs"]
mod bed;
#[path = "sign_in/configuration.rs"]
mod configuration;
#[path = "sign_in/down.rs"]
mod down;
#[path = "sign_in/honest.rs"]
mod honest;
#[path = "sign_in/keys.rs"]
mod keys;
#[path = "sign_in/leaving.rs"]
mod leaving;
#[path = "sign_in/linking.rs"]
mod linking;
#[path = "sign_in/lying.rs"]
mod lying;
#[path = "sign_in/provider.rs"]
mod provider;
#[path = "sign_in/returning.rs"]
mod returning;
