// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What each address does, in the words of the policy. The decision itself is the use case's; this table lets a test
//! find the address that nobody thought about, and walk through all of them as each kind of viewer.

use domain::policy::Act;

/// The thing that an address is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing that anybody could be refused: the portal's own words, signing in, what is for machines.
    Nobody,
    /// The portal as a whole.
    Portal,
    /// The account of who asks.
    OwnAccount,
    /// Members.
    Member,
    /// Organisations.
    Organisation,
    /// Adverts.
    Advert,
    /// What two bodies write to each other.
    Contact,
    /// Practices, and what is found among them.
    Practice,
    /// A practice that is not there yet.
    NewPractice,
    /// Collections that members make.
    Collection,
    /// Communities.
    Community,
    /// A community that is not there yet.
    NewCommunity,
    /// Searches that members save.
    SavedSearch,
    /// Themes.
    Taxonomy,
    /// Twinnings.
    Twinning,
    /// Threads and their posts.
    Thread,
}

/// An address below the root, as in Italian, with what GET and POST do there.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// The address; a part in braces is filled in.
    pub address: &'static str,
    /// What it is about.
    pub about: About,
    /// What reading it does, where it can be read.
    pub get: Option<Act>,
    /// What its forms do, where it has some.
    pub post: &'static [Act],
}

const fn read(address: &'static str, about: About) -> Declared {
    Declared { address, about, get: Some(Act::Read), post: &[] }
}

const fn does(address: &'static str, about: About, get: Act, post: &'static [Act]) -> Declared {
    Declared { address, about, get: Some(get), post }
}

const fn posts(address: &'static str, about: About, post: &'static [Act]) -> Declared {
    Declared { address, about, get: None, post }
}

/// Every address but those of the shell (`/pkg/`, `/livez`, `/readyz`).
pub const DECLARED: &[Declared] = &[
    read("/", About::Practice),
    read("/pratiche", About::Practice),
    read("/pratiche/mappa", About::Practice),
    read("/pratiche/{slug}", About::Practice),
    does("/pratiche/nuova", About::NewPractice, Act::Create, &[Act::Create]),
    does("/pratiche/{slug}/correggi", About::Practice, Act::Read, &[Act::AskForCorrection]),
    posts("/pratiche/{slug}/segui", About::Practice, &[Act::Follow]),
    // The page is for every member, and says to whom it cannot help.
    does("/pratiche/{slug}/testimonianza", About::OwnAccount, Act::OwnAccount, &[Act::Testify, Act::Withdraw]),
    does("/pratiche/{slug}/riuso", About::OwnAccount, Act::OwnAccount, &[Act::Create, Act::Accept, Act::Edit]),
    does("/pratiche/{slug}/raccolte", About::OwnAccount, Act::OwnAccount, &[Act::Edit]),
    read("/pratiche/{slug}/dossier", About::Practice),
    read("/pratiche/{slug}/scarica.md", About::Practice),
    read("/pratiche/{slug}/scarica.json", About::Practice),
    read("/confronta", About::Practice),
    read("/confronta.csv", About::Practice),
    read("/cosa-non-ha-funzionato", About::Practice),
    read("/pratiche/feed", About::Practice),
    read("/gemellaggi", About::Twinning),
    read("/gemellaggi/{slug}", About::Twinning),
    read("/gemellaggi/feed", About::Twinning),
    read("/cerca", About::Practice),
    read("/cerco-offro", About::Advert),
    read("/cerco-offro/feed", About::Advert),
    read("/discussioni/feed", About::Thread),
    read("/discussioni/{address}/feed", About::Thread),
    does("/cerco-offro/nuovo", About::OwnAccount, Act::OwnAccount, &[Act::Create]),
    does("/cerco-offro/{uid}", About::Advert, Act::Read, &[Act::Answer, Act::Advance, Act::Withdraw]),
    does("/cerco-offro/{uid}/modifica", About::Advert, Act::Edit, &[Act::Edit, Act::Advance]),
    does("/cerco-offro/{uid}/abbinamenti", About::Advert, Act::Edit, &[Act::Edit]),
    does("/pratiche/{slug}/chi-la-cerca", About::Practice, Act::Edit, &[Act::Edit]),
    // The page is for every member, and says to whom it cannot help.
    does("/pratiche/{slug}/siamo-pronti", About::OwnAccount, Act::OwnAccount, &[Act::Create, Act::Answer]),
    // The page is for every member, and says to whom it cannot help.
    does("/pratiche/{slug}/scrivi", About::OwnAccount, Act::OwnAccount, &[Act::Answer]),
    does("/scrivania/messaggi", About::OwnAccount, Act::OwnAccount, &[]),
    does("/scrivania/messaggi/{uid}", About::Contact, Act::Read, &[Act::Reply, Act::Withdraw, Act::Chair, Act::Flag]),
    // Every member sees what is the member's to look at, which for most is nothing.
    does("/redazione/segnalazioni", About::OwnAccount, Act::OwnAccount, &[]),
    does(
        "/redazione/segnalazioni/{kind}/{uid}",
        About::Thread,
        Act::Moderate,
        &[Act::Moderate, Act::Lock, Act::Pin, Act::Move, Act::Silence],
    ),
    does("/redazione/moderazione", About::OwnAccount, Act::OwnAccount, &[]),
    does("/redazione/moderazione/numeri", About::OwnAccount, Act::OwnAccount, &[]),
    does("/segnala/{kind}/{uid}", About::Thread, Act::Flag, &[Act::Flag]),
    does("/notifiche", About::OwnAccount, Act::OwnAccount, &[Act::OwnAccount]),
    // What is watched is read by its viewer: that says the use case.
    posts("/notifiche/seguiti", About::OwnAccount, &[Act::OwnAccount]),
    does("/profilo/notifiche", About::OwnAccount, Act::OwnAccount, &[Act::Edit]),
    does("/scrivania/ricerche", About::OwnAccount, Act::OwnAccount, &[]),
    does("/scrivania/ricerche/nuova", About::OwnAccount, Act::OwnAccount, &[Act::Create]),
    does("/scrivania/ricerche/{uid}", About::SavedSearch, Act::Read, &[Act::Edit, Act::Delete]),
    // Whoever has the link of the mail ends the alert.
    does("/avvisi/{token}", About::Nobody, Act::Read, &[Act::Read]),
    read("/comunita", About::Nobody),
    does("/comunita/nuova", About::NewCommunity, Act::Create, &[Act::Create]),
    does("/comunita/{slug}", About::Community, Act::Read, &[Act::Join, Act::Leave]),
    does("/comunita/{slug}/persone", About::Community, Act::Read, &[Act::ManagePeople, Act::Appoint, Act::HandOver]),
    does("/comunita/{slug}/modifica", About::Community, Act::Edit, &[Act::Edit, Act::Advance]),
    read("/discussioni", About::Thread),
    does("/discussioni/nuova", About::OwnAccount, Act::OwnAccount, &[Act::Create, Act::Discuss, Act::Announce]),
    does("/discussioni/{address}", About::Thread, Act::Read, &[Act::Reply, Act::Chair, Act::Thank, Act::Accept]),
    // Whose thread or post it is, the use case says.
    does("/discussioni/{address}/modifica", About::Thread, Act::Edit, &[Act::Edit, Act::Withdraw]),
    does(
        "/discussioni/{address}/interventi/{position}",
        About::Thread,
        Act::Edit,
        &[Act::Edit, Act::Withdraw, Act::Mark],
    ),
    posts("/discussioni/{address}/interventi/{position}/allegati/carica", About::Thread, &[Act::Edit]),
    read("/discussioni/{address}/interventi/{position}/versioni", About::Thread),
    does("/scrivania/discussioni", About::OwnAccount, Act::OwnAccount, &[]),
    read("/enti", About::Organisation),
    read("/enti/{slug}", About::Organisation),
    does("/enti/{slug}/persone", About::Organisation, Act::Read, &[Act::Join, Act::ManagePeople]),
    read("/temi", About::Taxonomy),
    read("/temi/{slug}", About::Taxonomy),
    read("/aiuto", About::Nobody),
    read("/aiuto/{slug}", About::Nobody),
    does("/valuta", About::Nobody, Act::Read, &[Act::Read]),
    read("/note-legali", About::Nobody),
    read("/privacy", About::Nobody),
    read("/accessibilita", About::Nobody),
    read("/mappa-del-sito", About::Nobody),
    does("/registrati", About::Nobody, Act::Read, &[Act::Read]),
    does("/accedi", About::Nobody, Act::Read, &[Act::Read]),
    does("/accedi/codice", About::Nobody, Act::Read, &[Act::Read]),
    does("/accedi/conferma", About::Nobody, Act::Read, &[Act::Read]),
    does("/accedi/recupera", About::Nobody, Act::Read, &[Act::Read]),
    read("/accedi/con/{provider}", About::Nobody),
    read("/accedi/ritorno/{provider}", About::Nobody),
    read("/accedi/uscita", About::Nobody),
    does("/conferma/{token}", About::Nobody, Act::Read, &[Act::Read]),
    posts("/esci", About::Nobody, &[Act::Read]),
    does("/profilo", About::OwnAccount, Act::OwnAccount, &[Act::Edit]),
    posts("/profilo/immagine", About::OwnAccount, &[Act::Edit]),
    does("/profilo/visibilita", About::OwnAccount, Act::OwnAccount, &[Act::Edit]),
    does("/profilo/enti", About::OwnAccount, Act::OwnAccount, &[Act::OwnAccount, Act::Join]),
    does("/profilo/accesso", About::OwnAccount, Act::OwnAccount, &[Act::OwnAccount]),
    does("/profilo/dati", About::OwnAccount, Act::OwnAccount, &[Act::OwnAccount]),
    does("/profilo/dati/copia", About::OwnAccount, Act::OwnAccount, &[]),
    read("/iscritti", About::Member),
    read("/iscritti/{uid}", About::Member),
    read("/iscritti/{uid}/foto", About::Member),
    does("/scrivania", About::OwnAccount, Act::OwnAccount, &[]),
    does("/scrivania/raccolte", About::OwnAccount, Act::OwnAccount, &[Act::Edit]),
    does("/raccolte/{uid}", About::Collection, Act::Read, &[Act::Edit, Act::Delete]),
    does("/scrivania/convenzioni", About::OwnAccount, Act::OwnAccount, &[]),
    does("/scrivania/convenzioni.csv", About::OwnAccount, Act::OwnAccount, &[]),
    does(
        "/scrivania/{uid}",
        About::Practice,
        Act::SeeWork,
        &[
            Act::Withdraw,
            Act::Archive,
            Act::RequestDeletion,
            Act::Delete,
            Act::Edit,
            Act::ShareAuthorship,
            Act::Accept,
            Act::Chair,
            Act::Declare,
            Act::Invite,
        ],
    ),
    does("/scrivania/elenco", About::NewPractice, Act::Create, &[Act::Create]),
    posts("/scrivania/elenco/carica", About::NewPractice, &[Act::Create]),
    does("/scrivania/elenco/{list}", About::NewPractice, Act::Create, &[Act::Create]),
    does("/scrivania/elenco/{list}/escluse.csv", About::NewPractice, Act::Create, &[]),
    does("/scrivania/{uid}/confronto", About::Practice, Act::SeeWork, &[]),
    does("/scrivania/{uid}/{step}", About::Practice, Act::Edit, &[Act::Edit, Act::Submit]),
    posts("/scrivania/{uid}/documenti/carica", About::Practice, &[Act::Edit]),
    posts("/scrivania/{uid}/documenti/file", About::Practice, &[Act::Edit]),
    read("/files/{uid}/{name}", About::Practice),
    does("/gemellaggi/nuovo", About::OwnAccount, Act::OwnAccount, &[Act::Create]),
    does(
        "/gemellaggi/{slug}/lavoro",
        About::Twinning,
        Act::Edit,
        &[Act::Advance, Act::Edit, Act::Accept, Act::Assess, Act::Chair],
    ),
    // The page is for every member who reads the twinning, and says to whom it cannot help.
    does("/gemellaggi/{slug}/testimonianza", About::OwnAccount, Act::OwnAccount, &[Act::Testify, Act::Withdraw]),
    does("/gemellaggi/{slug}/modifica/{part}", About::Twinning, Act::Edit, &[Act::Edit, Act::Advance]),
    does("/gemellaggi/{slug}/eventi", About::Twinning, Act::Edit, &[Act::Edit, Act::Create]),
    does("/gemellaggi/{slug}/documenti", About::Twinning, Act::Edit, &[Act::Edit]),
    posts("/gemellaggi/{slug}/documenti/carica", About::Twinning, &[Act::Edit]),
    does("/gemellaggi/{slug}/piano", About::Twinning, Act::Read, &[Act::Edit]),
    read("/gemellaggi/{slug}/piano/calendario", About::Twinning),
    does("/gemellaggi/{slug}/piano/passi/{step}", About::Twinning, Act::Edit, &[Act::Edit]),
    read("/gemellaggi/{slug}/piano.ics", About::Twinning),
    // Whose invitation it is, the use case says: an invitation is no thing of the policy, its practice is.
    does("/inviti/{uid}", About::OwnAccount, Act::OwnAccount, &[Act::OwnAccount]),
    does("/redazione", About::Portal, Act::Review, &[]),
    does("/redazione/testimonianze", About::Portal, Act::Accept, &[Act::Accept]),
    does("/redazione/decise", About::Portal, Act::Review, &[]),
    does("/redazione/{uid}", About::Practice, Act::SeeWork, &[Act::Review, Act::Archive]),
    does("/redazione/{uid}/parere", About::Practice, Act::Assess, &[Act::Assess]),
    does("/amministrazione", About::Portal, Act::SeeOperation, &[]),
    does("/amministrazione/iscritti", About::Portal, Act::SeeOperation, &[]),
    does(
        "/amministrazione/iscritti/{uid}",
        About::Portal,
        Act::SeeOperation,
        &[Act::AdmitOrSuspend, Act::GrantRole, Act::Operate],
    ),
    does("/amministrazione/enti", About::Portal, Act::SeeOperation, &[Act::ManageOrganisations, Act::ManagePeople]),
    does("/amministrazione/inviti", About::Portal, Act::SeeOperation, &[Act::Operate]),
    does("/amministrazione/posta", About::Portal, Act::SeeOperation, &[]),
    does("/amministrazione/posta/{id}", About::Portal, Act::SeeOperation, &[Act::Operate]),
    does("/amministrazione/messaggi", About::Portal, Act::SeeOperation, &[]),
    does("/amministrazione/registro", About::Portal, Act::SeeAudit, &[]),
    does("/amministrazione/impostazioni", About::Portal, Act::SeeOperation, &[]),
    read("/api/suggest", About::Practice),
    posts("/api/autosave", About::Practice, &[Act::Edit]),
    posts("/api/preview", About::NewPractice, &[Act::Create]),
    posts("/api/paste", About::NewPractice, &[Act::Create]),
    does("/api/mentions", About::Thread, Act::Read, &[]),
    read("/api/similar-threads", About::Thread),
    read("/api/v1/search", About::Practice),
    posts("/api/v1/practices", About::NewPractice, &[Act::Create]),
    read("/api/v1/practices/{uid}", About::Practice),
    read("/api/v1/twinnings/{uid}", About::Twinning),
    read("/api/v1/organisations/{uid}", About::Organisation),
    read("/api/v1/adverts/{uid}", About::Advert),
    read("/api/v1/threads/{uid}", About::Thread),
    posts("/api/v1/threads/{uid}/posts", About::Thread, &[Act::Reply]),
    read("/api/v1/posts/{uid}", About::Thread),
    read("/api/openapi.json", About::Nobody),
    read("/api/{*rest}", About::Nobody),
    read("/sitemap.xml", About::Practice),
    read("/opensearch.xml", About::Nobody),
    read("/robots.txt", About::Nobody),
    read("/favicon.svg", About::Nobody),
    read("/.well-known/security.txt", About::Nobody),
];
