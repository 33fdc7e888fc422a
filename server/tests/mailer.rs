// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails on their way: from the database to a mail server that notes what it is told.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "mailer/configured.rs"]
mod configured;
#[path = "mailer/headers.rs"]
mod headers;
#[path = "mailer/sink.rs"]
mod sink;
#[path = "mailer/waiting.rs"]
mod waiting;
