// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done to a thing.

use crate::code::coded;

coded! {
    /// What is done to a thing. The codes stand in the audit log.
    Act {
        /// See it, in full or in a list, with its history and numbers.
        Read = "read",
        /// Write it whatever its state, by import.
        Write = "write",
        /// Begin a new one.
        Create = "create",
        /// Change what it says.
        Edit = "edit",
        /// Ask the portal's editors for a correction.
        AskForCorrection = "ask_for_correction",
        /// Tell the moderators that something is wrong with it.
        Flag = "flag",
        /// Be told when it changes.
        Follow = "follow",
        /// Begin a thread about it.
        Discuss = "discuss",
        /// Say thanks, or that it was useful.
        Thank = "thank",
        /// Say in the own name, for the own body, how it works there.
        Testify = "testify",
        /// Tell of a body that took it up.
        Declare = "declare",

        /// Hand it to the reviewers.
        Submit = "submit",
        /// Take it back: a submission, a post, an advert.
        Withdraw = "withdraw",
        /// Decide on a submission: ask for changes, publish, reject.
        Review = "review",
        /// Give an expert's opinion on it, or rate its evidence.
        Assess = "assess",
        /// Take it out of the library, or put it back.
        Archive = "archive",
        /// Ask that it be taken out of the library.
        RequestDeletion = "request_deletion",
        /// Delete it, or restore what was deleted.
        Delete = "delete",
        /// Add or remove those who write it, hand it over.
        ShareAuthorship = "share_authorship",
        /// See who did what to it while it was written and reviewed, with all remarks.
        SeeWork = "see_work",
        /// See how many read it.
        SeeReaders = "see_readers",

        /// Say yes or no to it: to a twinning or an adoption for an organisation, to a testimonial for its practice.
        Accept = "accept",
        /// Move it on: another state, conclude, cancel.
        Advance = "advance",
        /// Answer it: an advert, an invitation to register.
        Answer = "answer",
        /// Reply in it.
        Reply = "reply",
        /// Pin it, lock it, close it, say which answer was the right one.
        Chair = "chair",
        /// Hide it, show it again, let it out of the queue, move it.
        Moderate = "moderate",

        /// See a member's e-mail address.
        SeeEmail = "see_email",
        /// See when a member signed in last.
        SeeLastSignIn = "see_last_sign_in",
        /// Take the own data with one, close the account, end its sessions.
        OwnAccount = "own_account",
        /// Let an account in, suspend it or take the suspension back.
        AdmitOrSuspend = "admit_or_suspend",
        /// Give or take a role in the portal.
        GrantRole = "grant_role",

        /// Ask to act for an organisation.
        Join = "join",
        /// Let people into an organisation, change their role, let them go, invite a colleague.
        ManagePeople = "manage_people",
        /// Join two records of one organisation, decide on a new one.
        ManageOrganisations = "manage_organisations",
        /// Read the mails that wait, what readers wrote, the settings, all accounts.
        SeeOperation = "see_operation",
        /// Read the audit log.
        SeeAudit = "see_audit",
        /// Invite somebody to the portal, send a mail again.
        Operate = "operate",
    }
}
