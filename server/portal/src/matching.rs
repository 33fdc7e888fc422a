// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Matching, explained: what fits what a body has out, and why. Candidates come from the index, some hundred of them;
//! each is read again and scored by `domain::matching`. A body's matches are seen by those alone who act for it.

mod deciding;
mod links;
mod listing;
mod seeing;
mod seeking;
mod values;

use domain::Uid;
use domain::policy::{Act, New, On, Viewer, allows};

use crate::error::Error;
use crate::writing::asking;

pub use deciding::DismissalForm;
pub(crate) use links::LinkCache;
pub(crate) use listing::body_facts;
pub use values::*;

/// Whether a viewer acts for a body, so that its matches are the viewer's too. Others do not learn that there are any.
fn acts_for(viewer: &Viewer, body: &Uid) -> Result<(), Error> {
    asking(viewer)?;
    allows(viewer, Act::Create, &On::New(New::Advert, Some(body.clone()))).map_err(|_| Error::NotFound)
}
