// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which addresses the portal asks on a provider's word: none inside the house (TRAPS D2).
//!
//! The operator names the issuer, which may well stand in the own network. What the issuer names in turn (its token
//! endpoint, its keys) may stand on the issuer's host, or on a public one.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// The addresses that one issuer may name.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    issuer: Url,
}

impl Reach {
    pub(super) fn of(issuer: Url) -> Self {
        Self { issuer }
    }

    /// Whether an address may be asked, or a browser sent there, as far as it can be told from the address alone.
    ///
    /// With plain http, which is for tests on this machine, the issuer's own origin alone.
    pub(super) fn holds(&self, url: &Url) -> bool {
        if !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        if self.issuer.scheme() == "http" {
            return url.origin() == self.issuer.origin();
        }
        if url.scheme() != "https" {
            return false;
        }
        let is_own = url.host() == self.issuer.host();
        is_own
            || match url.host() {
                Some(Host::Domain(name)) => !name.is_empty(),
                Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
                Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
                None => false,
            }
    }
}

/// Looks names up, and leaves out what is not public, the issuer's own host aside. The connection is made to what was
/// looked at, so a name that changes its mind gains nothing.
impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let is_own = self.issuer.host_str().is_some_and(|host| host.eq_ignore_ascii_case(name.as_str()));
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|one| is_own || is_public(one.ip())).collect();
            if allowed.is_empty() {
                return Err(io::Error::other("no address that may be asked").into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the public internet.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// All but the special purpose ranges of IANA's registry.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99);
    let benchmarks = a == 198 && (18..20).contains(&b);
    !(a == 0
        || a >= 224
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || shared
        || protocols
        || benchmarks)
}

/// Global unicast, without those that stand for an IPv4 address of whatever kind (6to4, Teredo) or for nothing.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let special = a == 0x2001 && (b < 0x0200 || b == 0x0db8);
    (0x2000..0x4000).contains(&a) && !special && a != 0x2002 && !(a == 0x3fff && b < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(issuer: &str) -> Reach {
        Reach::of(Url::parse(issuer).expect("an address"))
    }

    fn holds(issuer: &str, address: &str) -> bool {
        reach(issuer).holds(&Url::parse(address).expect("an address"))
    }

    #[test]
    fn an_issuer_names_its_own_host_and_public_ones() {
        let issuer = "https://sso.regione.example/realms/pa";
        for good in ["https://sso.regione.example/token", "https://sso.regione.example:8443/x", "https://8.8.8.8/keys"]
        {
            assert!(holds(issuer, good), "{good}");
        }
        assert!(holds("https://10.0.0.5/", "https://10.0.0.5/token"));
        assert!(holds("http://127.0.0.1:4000", "http://127.0.0.1:4000/token"));
    }

    #[test]
    fn an_issuer_names_nothing_inside_the_house() {
        let issuer = "https://sso.regione.example";
        for bad in [
            "http://sso.regione.example/token",
            "https://user@sso.regione.example/",
            "https://user:pass@8.8.8.8/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://0.0.0.0/",
            "https://10.1.2.3/",
            "https://172.16.0.1/",
            "https://192.168.1.1/",
            "https://100.64.0.1/",
            "https://169.254.169.254/latest/meta-data/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://198.18.0.1/",
        ] {
            assert!(!holds(issuer, bad), "{bad}");
        }
        for bad in [
            "http://127.0.0.1:4001/token",
            "http://localhost:4000/",
            "http://127.0.0.2:4000/",
            "https://127.0.0.1:4000/",
            "https://127.0.0.1:4001/",
            "https://8.8.8.8/",
        ] {
            assert!(!holds("http://127.0.0.1:4000", bad), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_the_house_is_not_followed() {
        let name = || "localhost".parse::<Name>().expect("a name");
        assert!(reach("https://sso.regione.example").resolve(name()).await.is_err());
        let own = reach("https://localhost:8443").resolve(name()).await.expect("it is the issuer's own host");
        assert!(own.count() > 0);
    }
}
