// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The few words in which SQLite and PostgreSQL differ.

use sea_orm_migration::sea_orm::DbBackend;

/// The words of one engine.
pub(crate) struct Dialect {
    postgres: bool,
}

impl Dialect {
    pub(crate) fn of(backend: DbBackend) -> Self {
        Self { postgres: backend == DbBackend::Postgres }
    }

    /// Puts the engine's words in the place of `@uuid`, `@key`, `@int`, `@bool`, `@bytes`, `@table`, `@false` and `@random`.
    ///
    /// A `@key` is text that is compared byte by byte, whatever the collation of the database.
    pub(crate) fn speak(&self, sql: &str) -> String {
        let words = if self.postgres {
            [
                ("@uuid", "uuid"),
                ("@key", "text COLLATE \"C\""),
                ("@int", "bigint"),
                ("@bool", "boolean"),
                ("@bytes", "bytea"),
                ("@table", ""),
                ("@false", "FALSE"),
                ("@random", "replace(gen_random_uuid()::text, '-', '')"),
            ]
        } else {
            [
                ("@uuid", "BLOB"),
                ("@key", "TEXT"),
                ("@int", "INTEGER"),
                ("@bool", "INTEGER"),
                ("@bytes", "BLOB"),
                ("@table", "STRICT"),
                ("@false", "0"),
                ("@random", "lower(hex(randomblob(16)))"),
            ]
        };
        words.iter().fold(sql.to_owned(), |sql, (word, meaning)| sql.replace(word, meaning))
    }

    /// The text of a field of the JSON in column `record`.
    pub(crate) fn field(&self, name: &str) -> String {
        if self.postgres {
            format!("(record::jsonb ->> '{name}')")
        } else {
            format!("json_extract(record, '$.{name}')")
        }
    }
}
