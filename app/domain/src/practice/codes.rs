// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The codes of a practice and of its parts. A code is never changed, only added to.

use crate::code::coded;

coded! {
    /// The editorial state of a practice (DOMAIN.md, "State machines").
    Stage {
        /// Being written.
        Draft = "draft",
        /// Waiting for a reviewer.
        Submitted = "submitted",
        /// Back with its author, with remarks.
        ChangesRequested = "changes_requested",
        /// In the library.
        Published = "published",
        /// Taken out of the library, kept.
        Archived = "archived",
        /// Refused by a reviewer.
        Rejected = "rejected",
        /// Published, and its owner asks to take it out.
        DeletionRequested = "deletion_requested",
        /// A draft that was thrown away; for thirty days it can be taken back.
        Deleted = "deleted",
    }
}

impl Stage {
    /// Whether the library shows it.
    pub const fn is_in_library(self) -> bool {
        matches!(self, Self::Published | Self::DeletionRequested)
    }

    /// Whether it has never been in the library: then it is addressed by its identifier, and needs only a title.
    pub const fn is_unpublished(self) -> bool {
        match self {
            Self::Draft | Self::Submitted | Self::ChangesRequested | Self::Rejected | Self::Deleted => true,
            Self::Published | Self::Archived | Self::DeletionRequested => false,
        }
    }
}

coded! {
    /// Who may read a record.
    Audience {
        /// Everybody.
        Public = "public",
        /// Members who have signed in.
        Members = "members",
        /// Members of a community.
        Community = "community",
        /// The parties of a twinning.
        Parties = "parties",
    }
}

coded! {
    /// What kind of practice it is.
    PracticeKind {
        /// Servizio.
        Service = "service",
        /// Metodo.
        Method = "method",
        /// Processo.
        Process = "process",
        /// Modello organizzativo.
        OrganisationalModel = "organisational_model",
        /// Software.
        Software = "software",
        /// Normativa.
        Regulation = "regulation",
        /// Rete.
        Network = "network",
    }
}

coded! {
    /// The level of government that a practice is for.
    Level {
        /// Comunale.
        Municipal = "municipal",
        /// Di unione di Comuni.
        Union = "union",
        /// Provinciale o metropolitano.
        Provincial = "provincial",
        /// Regionale.
        Regional = "regional",
        /// Nazionale.
        National = "national",
        /// Europeo.
        European = "european",
    }
}

coded! {
    /// What another organisation did in a practice. A technology partner never owns one (AC-004-2).
    PartnerRole {
        /// Contitolare.
        CoOwner = "co_owner",
        /// Partner tecnologico.
        TechnologyPartner = "technology_partner",
        /// Finanziatore.
        Funder = "funder",
        /// Beneficiario.
        Beneficiary = "beneficiary",
        /// Università o centro di ricerca.
        University = "university",
        /// Terzo settore.
        ThirdSector = "third_sector",
    }
}

coded! {
    /// Whom a practice serves.
    Beneficiary {
        /// Cittadini.
        Citizens = "citizens",
        /// Famiglie e bambini.
        Families = "families",
        /// Persone in cerca di lavoro.
        JobSeekers = "job_seekers",
        /// Imprese.
        Businesses = "businesses",
        /// Dipendenti pubblici.
        Employees = "employees",
        /// Altri enti.
        PublicBodies = "public_bodies",
        /// Associazioni.
        Associations = "associations",
        /// Turisti.
        Visitors = "visitors",
    }
}

coded! {
    /// Bands of cost, in euro.
    CostBand {
        /// Nothing.
        Zero = "0",
        /// Less than 10,000.
        Under10k = "under_10k",
        /// 10,000 to 50,000.
        From10k = "10k_50k",
        /// 50,000 to 200,000.
        From50k = "50k_200k",
        /// 200,000 to 1,000,000.
        From200k = "200k_1m",
        /// More than 1,000,000.
        Over1m = "over_1m",
    }
}

coded! {
    /// How far evidence can be trusted, weakest first.
    EvidenceRating {
        /// Declared by the owner.
        Declared = "declared",
        /// Measured by the owner.
        Measured = "measured",
        /// Checked by somebody else.
        Verified = "verified",
        /// Evaluated independently.
        Independent = "independent",
    }
}

coded! {
    /// Whether an indicator is a number or a finding.
    EvidenceKind {
        /// A number.
        Quantitative = "quantitative",
        /// A finding in words.
        Qualitative = "qualitative",
    }
}

coded! {
    /// What a prerequisite is about.
    ConditionCategory {
        /// Organizzativo.
        Organisational = "organisational",
        /// Normativo.
        Legal = "legal",
        /// Tecnologico.
        Technological = "technological",
        /// Finanziario.
        Financial = "financial",
        /// Di competenze.
        Skills = "skills",
    }
}

coded! {
    /// Licences of texts and resources.
    Licence {
        /// Creative Commons Zero.
        Cc0 = "CC0-1.0",
        /// Creative Commons Attribution 4.0.
        CcBy = "CC-BY-4.0",
        /// Creative Commons Attribution-ShareAlike 4.0.
        CcBySa = "CC-BY-SA-4.0",
        /// European Union Public Licence 1.2.
        Eupl = "EUPL-1.2",
        /// Another one.
        Other = "other",
    }
}

coded! {
    /// Kinds of thing that can be used again (AC-000-3).
    ResourceKind {
        /// Corso.
        Course = "course",
        /// Documento.
        Document = "document",
        /// Modello da compilare.
        Template = "template",
        /// Software.
        Software = "software",
        /// Video.
        Video = "video",
        /// Collegamento.
        Link = "link",
    }
}

coded! {
    /// What a fact of scale counts (AC-004-1).
    ScaleMeasure {
        /// Enti coinvolti.
        Bodies = "bodies",
        /// Dipendenti raggiunti.
        Employees = "employees",
        /// Gruppi pilota.
        PilotTeams = "pilot_teams",
        /// Utenti serviti.
        Users = "users",
        /// Abitanti del territorio.
        Inhabitants = "inhabitants",
        /// Sedi.
        Sites = "sites",
        /// Corsi.
        Courses = "courses",
        /// Progetti.
        Projects = "projects",
    }
}
