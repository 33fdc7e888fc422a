// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The names of tables and columns, as the statements of this crate use them.

use sea_orm::DeriveIden;

/// A table.
#[derive(Clone, Copy, Debug, DeriveIden)]
pub(crate) enum Table {
    Portal,
    Log,
    Themes,
    Programmes,
    Synonyms,
    Organisations,
    Practices,
    PracticeThemes,
    PracticeParts,
    PracticeOrigins,
    Adoptions,
    Slugs,
    Renderings,
}

/// A column; a name means the same in every table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveIden)]
pub(crate) enum Column {
    Id,
    Uid,
    Version,
    CreatedAt,
    UpdatedAt,
    Record,
    RecordVersion,
    Slug,
    Name,
    Words,
    Kind,
    Country,
    Region,
    Province,
    Parent,
    Demo,
    Title,
    Language,
    Owner,
    Stage,
    InLibrary,
    Audience,
    Level,
    PracticeKind,
    Phase,
    StartYear,
    EvidenceRating,
    PublishedOn,
    Practice,
    AdopterOrg,
    State,
    Year,
    Theme,
    Organisation,
    Role,
    Origin,
    Stem,
    Number,
    Target,
    Renderer,
    Html,
    Identity,
    Epoch,
    Seq,
    Op,
    At,
}
