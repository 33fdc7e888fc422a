// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where regions and the ways between them stand in the picture, in its own units.

use domain::places::Region;

/// The width of the picture.
pub const WIDTH: f64 = 720.0;
/// The height of the picture.
pub const HEIGHT: f64 = 760.0;
/// The width of a region's tile.
pub const TILE_WIDTH: f64 = 64.0;
/// The height of a region's tile.
pub const TILE_HEIGHT: f64 = 44.0;

/// From one tile to the next one beside it, and to the one below.
const STEP: (f64, f64) = (104.0, 84.0);
/// The middle of the upper left tile.
const FIRST: (f64, f64) = (48.0, 44.0);
/// How far from the edge of a tile a way begins and ends.
const AWAY: f64 = 6.0;

/// A place in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// From the left.
    pub x: f64,
    /// From above.
    pub y: f64,
}

/// A way from one tile to another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The line, as SVG writes it.
    pub line: String,
    /// Where the shape of who offers stands, as SVG writes it: it points along the line.
    pub offers: String,
    /// The same for the shape of who receives.
    pub receives: String,
    /// The middle of the line.
    pub middle: Spot,
}

/// How far the line of a way bends, as a part of its length: those there and back never lie on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bend {
    /// Of an adoption.
    Slight,
    /// Of a variant, which may lie beside an adoption.
    Strong,
}

/// The middle of a region's tile.
pub fn middle(region: &Region) -> Spot {
    let (column, row) = region.tile;
    Spot { x: FIRST.0 + STEP.0 * (f64::from(column) - 1.0), y: FIRST.1 + STEP.1 * f64::from(row) }
}

/// The way between the tiles of two regions.
pub fn way(from: &Region, to: &Region, bend: Bend) -> Way {
    let (origin, target) = (middle(from), middle(to));
    let (across, down) = (target.x - origin.x, target.y - origin.y);
    // Two regions never share a tile (`domain::places`); the smallest distance keeps the division whole.
    let length = across.hypot(down).max(1.0);
    let along = Spot { x: across / length, y: down / length };
    let aside = Spot { x: along.y, y: -along.x };
    let part = match bend {
        Bend::Slight => 0.14,
        Bend::Strong => 0.3,
    };
    let point = |base: Spot, forward: f64, sideward: f64| Spot {
        x: base.x + along.x * forward + aside.x * sideward,
        y: base.y + along.y * forward + aside.y * sideward,
    };
    let edge = edge(along) + AWAY;
    let (start, end) = (point(origin, edge, 5.0), point(target, -edge, 5.0));
    let turn = point(origin, length / 2.0, length * part + 6.0);
    Way {
        line: format!("M{} {}Q{} {} {} {}", at(start.x), at(start.y), at(turn.x), at(turn.y), at(end.x), at(end.y)),
        offers: placed(start, angle(start, turn)),
        receives: placed(end, angle(turn, end)),
        middle: Spot { x: (start.x + 2.0 * turn.x + end.x) / 4.0, y: (start.y + 2.0 * turn.y + end.y) / 4.0 },
    }
}

/// A number of the picture.
pub fn at(number: f64) -> String {
    format!("{number:.1}")
}

/// How far the edge of a tile is from its middle in a direction.
fn edge(along: Spot) -> f64 {
    let sides = TILE_WIDTH / 2.0 / along.x.abs().max(f64::EPSILON);
    let ends = TILE_HEIGHT / 2.0 / along.y.abs().max(f64::EPSILON);
    sides.min(ends)
}

fn placed(spot: Spot, angle: f64) -> String {
    format!("translate({} {}) rotate({})", at(spot.x), at(spot.y), at(angle))
}

/// The direction from one place to another, in degrees: 0 to the right, 90 down.
fn angle(from: Spot, to: Spot) -> f64 {
    (to.y - from.y).atan2(to.x - from.x).to_degrees()
}

#[cfg(test)]
mod tests {
    use domain::places::{REGIONS, region};

    use super::*;

    fn one(code: &str) -> &'static Region {
        region(code).expect(code)
    }

    #[test]
    fn every_region_has_its_place_in_the_picture() {
        for region in REGIONS {
            let Spot { x, y } = middle(region);
            assert!(x >= TILE_WIDTH / 2.0 && x + TILE_WIDTH / 2.0 <= WIDTH, "{}", region.name_it);
            assert!(y >= TILE_HEIGHT / 2.0 && y + TILE_HEIGHT / 2.0 <= HEIGHT, "{}", region.name_it);
        }
    }

    #[test]
    fn the_way_there_is_not_the_way_back_nor_that_of_a_variant() {
        let there = way(one("09"), one("20"), Bend::Slight);
        let back = way(one("20"), one("09"), Bend::Slight);
        let variant = way(one("09"), one("20"), Bend::Strong);
        assert!((there.middle.x - back.middle.x).abs() > 10.0, "{there:?} {back:?}");
        assert!((there.middle.x - variant.middle.x).abs() > 10.0, "{there:?} {variant:?}");
    }

    #[test]
    fn both_shapes_point_along_the_way() {
        // From Piedmont to Lombardy it is straight to the right, and the line bends upwards.
        let to_the_right = way(one("01"), one("03"), Bend::Slight);
        assert!(to_the_right.offers.starts_with("translate(86.0 ") && to_the_right.offers.contains("rotate(-"));
        assert!(to_the_right.receives.starts_with("translate(114.0 ") && !to_the_right.receives.contains("rotate(-"));
        assert!(to_the_right.middle.y < middle(one("01")).y);
    }
}
