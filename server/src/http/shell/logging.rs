// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where log lines go: standard error, as JSON or for the eye.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::SubscriberBuilder;
use tracing_subscriber::fmt::format::{DefaultFields, Format};

use crate::config::LogFormat;

/// Why no log could be started.
#[derive(Debug, thiserror::Error)]
pub enum LoggingError {
    /// The filter's words are not understood.
    #[error("`log_filter` is not understood: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Something else in the process logs already.
    #[error("the log was started twice")]
    Twice,
}

/// Starts the log of the process, once. Panics become lines of it.
///
/// # Errors
/// When the filter is not understood, or the log runs already.
pub fn start_logging(format: LogFormat, filter: &str) -> Result<(), LoggingError> {
    let filter = EnvFilter::try_new(filter)?;
    let lines: SubscriberBuilder<DefaultFields, Format, EnvFilter, _> =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter);
    let started = match format {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).try_init(),
        LogFormat::Text => lines.with_ansi(false).try_init(),
    };
    started.map_err(|_| LoggingError::Twice)?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let text = panic.payload_as_str();
        let thread = std::thread::current();
        // Inside a request the line carries the request's span, and with it the reference.
        tracing::error!(text, place, thread = thread.name(), "panic");
    }));
    Ok(())
}
