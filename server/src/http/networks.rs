// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How many forms one network may send: enough for an office behind one address, too few to guess passwords by.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultKeyedRateLimiter, Quota};

/// This many may come at once.
const BURST: NonZeroU32 = NonZeroU32::new(60).expect("not zero");
/// And then this many a minute.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");
/// After so many forms, networks that have been quiet are forgotten.
const SWEEP: u32 = 1_000;

/// The forms that each network has sent of late.
#[derive(Debug)]
pub struct Networks {
    sent: DefaultKeyedRateLimiter<IpAddr>,
    since_sweep: AtomicU32,
}

impl Default for Networks {
    fn default() -> Self {
        let quota = Quota::per_minute(A_MINUTE).allow_burst(BURST);
        Self { sent: DefaultKeyedRateLimiter::keyed(quota), since_sweep: AtomicU32::new(0) }
    }
}

impl Networks {
    /// Whether a network may send one more form. This very machine may send any number, and so may whoever comes
    /// without an address, as tests do.
    pub(super) fn may_send(&self, from: Option<IpAddr>) -> bool {
        let Some(from) = from.map(|from| from.to_canonical()).filter(|from| !from.is_loopback()) else { return true };
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.sent.retain_recent();
        }
        self.sent.check_key(&network(from)).is_ok()
    }
}

/// The network of an address: 24 bits of an IPv4 address, 64 of an IPv6 one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << 8))),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_sends_so_many_forms_and_the_next_one_is_not_held_back_by_it() {
        let networks = Networks::default();
        let from = |text: &str| Some(text.parse::<IpAddr>().expect("an address"));
        let granted = (0..200).filter(|n| networks.may_send(from(&format!("192.0.2.{n}")))).count();
        assert!((60..=62).contains(&granted), "{granted}");
        assert!(networks.may_send(from("192.0.3.1")));
        for _ in 0..500 {
            assert!(networks.may_send(from("127.0.0.1")) && networks.may_send(None));
        }
        let granted = (0..200).filter(|n| networks.may_send(from(&format!("2001:db8::{n:x}")))).count();
        assert!((60..=62).contains(&granted), "{granted}");
    }
}
