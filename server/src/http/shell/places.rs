// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How many connections are open, all together and from each address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::{Limits, Network};

use super::metrics;

/// The places for connections.
#[derive(Debug)]
pub(super) struct Places {
    most: usize,
    most_from_one: usize,
    exempt: Vec<Network>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    /// Only addresses with an open connection are here, so it is never longer than `most`.
    from: HashMap<IpAddr, usize>,
}

/// One open connection's place; free again when dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    from: Option<IpAddr>,
}

/// Why there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// All places are taken.
    House,
    /// The sender has taken all that one sender may have.
    Sender,
}

impl Places {
    /// Trusted proxies and loopback speak for many, so only the cap of all counts for them.
    pub fn new(limits: &Limits, trusted: &[Network]) -> Arc<Self> {
        Arc::new(Self {
            most: limits.connections,
            most_from_one: limits.connections_per_address,
            exempt: trusted.to_vec(),
            taken: Mutex::default(),
        })
    }

    /// Takes a place for a connection from `peer`.
    pub fn take(self: &Arc<Self>, peer: IpAddr) -> Result<Place, Full> {
        let from = self.counted(peer);
        let mut taken = self.taken();
        if taken.all >= self.most {
            return Err(Full::House);
        }
        if let Some(from) = from {
            let own = taken.from.entry(from).or_default();
            if *own >= self.most_from_one {
                return Err(Full::Sender);
            }
            *own += 1;
        }
        taken.all += 1;
        drop(taken);
        metrics::connections_changed(1.0);
        Ok(Place { places: Arc::clone(self), from })
    }

    /// The address that a sender's connections are counted under; None for who is exempt.
    fn counted(&self, peer: IpAddr) -> Option<IpAddr> {
        let peer = peer.to_canonical();
        if peer.is_loopback() || self.exempt.iter().any(|network| network.holds(peer)) {
            return None;
        }
        Some(match peer {
            IpAddr::V4(_) => peer,
            // Whoever has one IPv6 address has its whole /64.
            IpAddr::V6(address) => {
                let network = address.to_bits() & (u128::MAX << 64);
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
        })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.all -= 1;
        if let Some(from) = self.from
            && let Some(own) = taken.from.get_mut(&from)
        {
            *own -= 1;
            if *own == 0 {
                taken.from.remove(&from);
            }
        }
        drop(taken);
        metrics::connections_changed(-1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(most: usize, each: usize) -> Arc<Places> {
        let limits = Limits { connections: most, connections_per_address: each, ..Limits::default() };
        Places::new(&limits, &["10.0.0.0/8".parse().expect("a network")])
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_sender_cannot_take_all_places() {
        let places = places(4, 2);
        let held = [places.take(ip("192.0.2.1")), places.take(ip("192.0.2.1"))];
        assert!(held.iter().all(Result::is_ok));
        assert_eq!(places.take(ip("192.0.2.1")).err(), Some(Full::Sender));
        assert!(places.take(ip("192.0.2.2")).is_ok());
        drop(held);
        assert!(places.take(ip("192.0.2.1")).is_ok());
        assert!(places.taken().from.is_empty());
    }

    #[test]
    fn an_ipv6_network_counts_as_one_sender() {
        let places = places(4, 1);
        let _held = places.take(ip("2001:db8::1")).expect("a place");
        assert_eq!(places.take(ip("2001:db8::2")).err(), Some(Full::Sender));
        assert!(places.take(ip("2001:db8:0:1::2")).is_ok());
    }

    #[test]
    fn loopback_and_proxies_only_fill_the_house() {
        let places = places(3, 1);
        let _held: Vec<_> =
            ["127.0.0.1", "::ffff:127.0.0.1", "10.1.2.3"].map(|from| places.take(ip(from)).expect("a place")).into();
        assert_eq!(places.take(ip("10.1.2.3")).err(), Some(Full::House));
    }
}
