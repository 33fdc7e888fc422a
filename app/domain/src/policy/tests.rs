// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of the policy: the whole matrix as one reviewed text, rules on drawn viewers and things, examples.
//!
//! Of the invariants of the threat model (TRAPS.md, 1.4) these are matters of this pure function, and are tested here:
//! - I1, to act on a thing implies to see it: `rules.rs`.
//! - I3, what belongs to a thing is never seen further than the thing: `rules.rs`, for documents, threads and posts.
//!   History, readers and numbers have no facts of their own: who shows them asks for `Read` of the thing itself.
//! - I13, a missing parent denies: `rules.rs`.
//!
//! The others are tested where they live:
//! - I2, a move asks about source and target, and shows nothing to more people: `moderation/tests/moving.rs`; that it is
//!   asked, with the use case that moves something, in `server/portal/tests`.
//! - I4, look-ups go through `visible_to`: `server/store/tests`, where it is held equal to this function.
//! - I5, a job asks again when it runs: `server/portal/tests`, with the jobs.
//! - I6, every entry asks the policy: `server/tests`, which goes through all routes and server functions.
//! - I7, all that is shown is hostile, and I12, no foreign HTML or media: `server/markdown/tests`, and the hostile
//!   corpora in `server/tests`.
//! - I8, parameters are read into types: the pages' requests, in `app/src`.
//! - I9, sessions can be ended on the server, and I10, addresses are built and never joined: `server/tests`.
//! - I11, erasure covers the files: `server/portal/tests`, with the closing of an account.

mod cast;
mod collections;
mod draws;
mod examples;
mod invitations;
mod limits;
mod matrix;
mod rules;
mod saved_searches;
mod talk;
mod things;
mod transfers;

#[test]
fn the_whole_matrix_is_as_reviewed() {
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!(matrix::whole());
    });
}
