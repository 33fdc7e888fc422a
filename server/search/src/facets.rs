// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Counts the codes of each facet among the records that were found.

use std::collections::HashMap;

use crate::bits::Bits;
use crate::error::Error;
use crate::filters::each_code;
use crate::results::{Facet, Facets};
use crate::schema::Fields;
use crate::snapshot::Segment;

/// Counts, summed over segments.
#[derive(Debug, Default)]
pub(crate) struct Counts(HashMap<Facet, HashMap<String, u32>>);

impl Counts {
    /// Adds a segment. `found` passes all filters; `without` holds, for each facet that is
    /// filtered by, what passes all the other filters.
    pub(crate) fn add(
        &mut self,
        segment: &Segment,
        fields: &Fields,
        found: &Bits,
        without: &[(Facet, Bits)],
    ) -> Result<(), Error> {
        for facet in Facet::ALL {
            let bits = without.iter().find(|(name, _)| *name == facet).map_or(found, |(_, bits)| bits);
            if bits.is_empty() {
                continue;
            }
            let counts = self.0.entry(facet).or_default();
            each_code(segment, fields.facet(facet), |code, mut postings| {
                let mut count = 0;
                while postings.block_len() > 0 {
                    let documents = &postings.docs()[..postings.block_len()];
                    count += documents.iter().filter(|one| bits.contains(**one)).count();
                    postings.advance();
                }
                if count > 0 {
                    *counts.entry(code.to_owned()).or_default() += count as u32;
                }
            })?;
        }
        Ok(())
    }

    /// The counts, most frequent first, equal ones by code.
    pub(crate) fn sorted(mut self) -> Facets {
        let counts = Facet::ALL
            .into_iter()
            .map(|facet| {
                let mut counts: Vec<(String, u32)> = self.0.remove(&facet).unwrap_or_default().into_iter().collect();
                counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
                (facet, counts)
            })
            .collect();
        Facets { counts }
    }
}
