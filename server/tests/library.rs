// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The library over HTTP, through all layers and without sockets: status, headers, structure.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

#[path = "library/acts.rs"]
mod acts;
#[path = "library/api.rs"]
mod api;
#[path = "library/attachments.rs"]
mod attachments;
#[path = "library/bed.rs"]
mod bed;
#[path = "library/communities.rs"]
mod communities;
#[path = "library/discussions.rs"]
mod discussions;
#[path = "library/documents.rs"]
mod documents;
#[path = "library/exports.rs"]
mod exports;
#[path = "library/feeds.rs"]
mod feeds;
#[path = "library/flows.rs"]
mod flows;
#[path = "library/forms.rs"]
mod forms;
#[path = "library/hostile.rs"]
mod hostile;
#[path = "library/notices.rs"]
mod notices;
#[path = "library/pages.rs"]
mod pages;
#[path = "library/parties.rs"]
mod parties;
#[path = "library/readings.rs"]
mod readings;
#[path = "library/redirects.rs"]
mod redirects;
#[path = "library/renewals.rs"]
mod renewals;
#[path = "library/structured.rs"]
mod structured;
#[path = "library/testimonials.rs"]
mod testimonials;
#[path = "library/tokens.rs"]
mod tokens;
#[path = "library/transfers.rs"]
mod transfers;
#[path = "library/writing_api.rs"]
mod writing_api;
