// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The themes.

mod list;
mod read;

pub use list::ThemesPage;
pub use read::ThemePage;
