// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The shell around the pages, over real connections and over the router alone.

#[path = "shell/bed.rs"]
mod bed;
#[path = "shell/configuration.rs"]
mod configuration;
#[path = "shell/connections.rs"]
mod connections;
#[path = "shell/layers.rs"]
mod layers;
#[path = "shell/pages.rs"]
mod pages;
#[path = "shell/site.rs"]
mod site;
