// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The viewers whom the matrix asks about.

use crate::member::{OrganisationRole, PortalRole};
use crate::policy::{Acting, ActingFor, Presence, Viewer};
use crate::text::Uid;

/// The organisation that owns what is looked at, and is a party of the twinnings.
pub(super) const BODY: &str = "body";
/// The other party of the twinnings, which must accept them.
pub(super) const SIGNING_BODY: &str = "signing-body";
/// An organisation that has no part in anything.
pub(super) const OTHER_BODY: &str = "other-body";
/// Who wrote what is looked at; where that is an account, whose it is.
pub(super) const AUTHOR: &str = "author";
/// Who coordinates the twinnings.
pub(super) const COORDINATOR: &str = "coordinator";
/// The practice that is looked at, where somebody is invited to give an opinion on it.
pub(super) const PRACTICE: &str = "practice";
/// The community that practices are for.
pub(super) const COMMUNITY: &str = "community";
/// Who looks after the communities.
pub(super) const FACILITATOR: &str = "facilitator";
/// To whom the communities belong.
pub(super) const OWNER: &str = "owner";

/// What stands at the head of the matrix.
pub(super) const LEGEND: &str = "\
Who is who. Everything belongs to one body; a twinning also has a signing body, which must accept it.
  visitor                           has not signed in, or is suspended, or was not let in yet
  member                            no role, no membership
  author                            wrote it, and acts for nobody; of an account: whose it is
  contributor, editor,
    representative                  act for the body that owns it
  other contributor, other editor,
    other representative            act for a body that has no part in it
  community member                  belongs to the community that it is for
  facilitator, owner                look after the communities; have them
  invited, kept out                 are invited to the communities; are kept out of them
  invited expert                    is invited to give an opinion on the practice that it is or belongs to
  party, party editor, signer       contributor, editor, representative of the signing body
  coordinator                       coordinates the twinning
  reviewer, moderator               have that role, and were there for certain more than an hour ago
  administrator (earlier), (recent) has that role, and was there for certain earlier, or within the hour
  writing party                     author, and contributor of the signing body
  reviewing author/editor/party     reviewer, and author, editor or party of it
  moderating author/party           moderator, and author or party
  administering author              administrator (recent), and author
  operator                          runs the program on its machine
Each line: who, and all that they may do. `all others` are all of the above that the block does not name.
";

pub(super) fn uid(text: &str) -> Uid {
    Uid::parse(text).expect("a uid")
}

/// Somebody with roles in the portal.
fn with(name: &str, roles: &[PortalRole]) -> Acting {
    Acting { roles: roles.to_vec(), ..Acting::plain(uid(name)) }
}

/// Somebody who acts for an organisation.
pub(super) fn of(organisation: &str, role: OrganisationRole, roles: &[PortalRole]) -> Acting {
    let memberships = vec![ActingFor { organisation: uid(organisation), role }];
    Acting { memberships, ..with("somebody", roles) }
}

/// All viewers whom the policy tells apart, by their names in the matrix.
pub(super) fn cast() -> Vec<(&'static str, Viewer)> {
    use OrganisationRole::{Contributor, Editor, Representative};
    use PortalRole::{Administrator, Moderator, Reviewer};
    let recent = |acting| Acting { presence: Presence::Recent, ..acting };
    let members = [
        ("member", with("member", &[])),
        ("author", with(AUTHOR, &[])),
        ("contributor", of(BODY, Contributor, &[])),
        ("editor", of(BODY, Editor, &[])),
        ("representative", of(BODY, Representative, &[])),
        ("other contributor", of(OTHER_BODY, Contributor, &[])),
        ("other editor", of(OTHER_BODY, Editor, &[])),
        ("other representative", of(OTHER_BODY, Representative, &[])),
        ("community member", Acting { communities: vec![uid(COMMUNITY)], ..with("joined", &[]) }),
        ("invited expert", Acting { expert_for: vec![uid(PRACTICE)], ..with("expert", &[]) }),
        ("facilitator", with(FACILITATOR, &[])),
        ("owner", with(OWNER, &[])),
        ("invited", with("invited", &[])),
        ("kept out", with("kept-out", &[])),
        ("party", of(SIGNING_BODY, Contributor, &[])),
        ("writing party", Acting { member: uid(AUTHOR), ..of(SIGNING_BODY, Contributor, &[]) }),
        ("party editor", of(SIGNING_BODY, Editor, &[])),
        ("signer", of(SIGNING_BODY, Representative, &[])),
        ("coordinator", with(COORDINATOR, &[])),
        ("reviewer", with("reviewer", &[Reviewer])),
        ("moderator", with("moderator", &[Moderator])),
        ("administrator (earlier)", with("administrator", &[Administrator])),
        ("administrator (recent)", recent(with("administrator", &[Administrator]))),
        ("reviewing author", with(AUTHOR, &[Reviewer])),
        ("reviewing editor", of(BODY, Editor, &[Reviewer])),
        ("reviewing party", of(SIGNING_BODY, Contributor, &[Reviewer])),
        ("moderating author", with(AUTHOR, &[Moderator])),
        ("moderating party", of(SIGNING_BODY, Contributor, &[Moderator])),
        ("administering author", recent(with(AUTHOR, &[Administrator]))),
    ];
    let members = members.into_iter().map(|(name, acting)| (name, Viewer::member(acting)));
    std::iter::once(("visitor", Viewer::Visitor)).chain(members).chain([("operator", Viewer::Operator)]).collect()
}

/// One of the viewers.
pub(super) fn who(name: &str) -> Viewer {
    let found = cast().into_iter().find(|(one, _)| *one == name);
    found.unwrap_or_else(|| panic!("nobody is called {name}")).1
}
