// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tests of twinnings: the source document, the sides, the machines, the plan.

mod draws;
mod machines;
mod plans;
mod sides;
mod tosca;
