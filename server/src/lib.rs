// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]
#![recursion_limit = "512"]

pub mod commands;
pub mod config;
pub mod http;
pub mod sign_in;
pub mod work;
