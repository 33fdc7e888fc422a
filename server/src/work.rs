// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The timers: they call use cases, and know nothing themselves.

pub mod mailer;

use std::sync::Arc;
use std::time::Duration;

use app::ssr::Site;
use portal::Portal;
use portal::indexing::Followed;
use tokio_util::sync::CancellationToken;

use mailer::{Postman, SmtpMailer};

/// What other processes wrote is noticed within this time.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// The database is looked after this often.
const LOOK_AFTER: Duration = Duration::from_secs(3_600);
/// How many read what is written down this often.
const KEEP_VIEWS: Duration = Duration::from_secs(60);
/// Members are told of what is new for their saved searches this soon after their turn has come.
const TELL_OF_NEW: Duration = Duration::from_secs(15);
/// Digests of what members were told are looked for this often; their time comes once a day.
const MAKE_DIGESTS: Duration = Duration::from_secs(300);
/// After a failure, this long before the next try.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Does what is to be done from time to time, until the server stops. Without a mail server mails wait.
pub async fn keep_working(portal: Portal, site: Arc<Site>, mailer: Option<SmtpMailer>, stop: CancellationToken) {
    let send = async {
        if let Some(mailer) = mailer {
            Postman::new(portal.clone(), mailer, site).keep_sending(&stop).await;
        }
    };
    tokio::join!(
        follow(&portal, &stop),
        work_on_jobs(&portal, &stop),
        look_after(&portal, &stop),
        keep_views(&portal, &stop),
        tell_of_new(&portal, &stop),
        make_digests(&portal, &stop),
        send,
    );
}

async fn work_on_jobs(portal: &Portal, stop: &CancellationToken) {
    loop {
        let pause = match portal.work_on_jobs().await {
            Ok(_) => LOOK_AGAIN,
            Err(error) => {
                tracing::error!(%error, "the jobs could not be worked on");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = portal.jobs_written() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn look_after(portal: &Portal, stop: &CancellationToken) {
    loop {
        match portal.look_after().await {
            Ok(pruned) => tracing::info!(pruned, "the database was looked after"),
            Err(error) => tracing::error!(%error, "the database could not be looked after"),
        }
        match portal.read_unread_documents().await {
            Ok(0) => {}
            Ok(read) => tracing::info!(read, "documents were read"),
            Err(error) => tracing::error!(%error, "documents could not be read"),
        }
        match portal.forget_what_is_old().await {
            Ok(forgotten) => tracing::info!(?forgotten, "what was old is forgotten"),
            Err(error) => tracing::error!(%error, "what is old could not be forgotten"),
        }
        match portal.remind_of_outdated().await {
            Ok(practices) => tracing::info!(practices, "authors were reminded of what is out of date"),
            Err(error) => tracing::error!(%error, "authors could not be reminded of what is out of date"),
        }
        match portal.expire_adverts().await {
            Ok(adverts) => tracing::info!(adverts, "adverts whose time was over were closed"),
            Err(error) => tracing::error!(%error, "adverts whose time was over could not be closed"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_AFTER) => {}
        }
    }
}

async fn tell_of_new(portal: &Portal, stop: &CancellationToken) {
    loop {
        match portal.tell_of_new().await {
            Ok(0) => {}
            Ok(mails) => tracing::info!(mails, "members were told of what is new for their saved searches"),
            Err(error) => tracing::error!(%error, "what is new for saved searches could not be told"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(TELL_OF_NEW) => {}
        }
    }
}

async fn make_digests(portal: &Portal, stop: &CancellationToken) {
    loop {
        // A server that stops is not waited for: another one, or this one later, goes on where it was.
        let made = tokio::select! {
            () = stop.cancelled() => return,
            made = portal.make_digests() => made,
        };
        match made {
            Ok(0) => {}
            Ok(mails) => tracing::info!(mails, "members were told by digests"),
            Err(error) => tracing::error!(%error, "digests could not be made"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(MAKE_DIGESTS) => {}
        }
    }
}

/// The last time is when the server stops, so that little is lost.
async fn keep_views(portal: &Portal, stop: &CancellationToken) {
    loop {
        let is_over = tokio::select! {
            () = stop.cancelled() => true,
            () = tokio::time::sleep(KEEP_VIEWS) => false,
        };
        if let Err(error) = portal.keep_views().await {
            tracing::error!(%error, "how many read the practices could not be written down");
        }
        if let Err(error) = portal.keep_reads().await {
            tracing::error!(%error, "how far threads were read could not be written down");
        }
        if is_over {
            return;
        }
    }
}

async fn follow(portal: &Portal, stop: &CancellationToken) {
    let mut written = portal.store().watch_log();
    loop {
        let pause = match portal.run_pending_work().await {
            Ok(Followed::Rebuilt(records)) => {
                tracing::info!(records, "the index was built");
                LOOK_AGAIN
            }
            Ok(Followed::CaughtUp(_) | Followed::HeldElsewhere) => LOOK_AGAIN,
            Err(error) => {
                tracing::error!(%error, "the index could not follow the log");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            _ = written.changed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}
