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
        /// Begin a thread about it that all who follow it are told of.
        Announce = "announce",
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
        /// Invite somebody from anywhere to give an expert's opinion on it.
        Invite = "invite",
        /// See who did what to it while it was written and reviewed, with all remarks.
        SeeWork = "see_work",
        /// See how many read it.
        SeeReaders = "see_readers",

        /// Say yes or no to it: to a twinning or an adoption for an organisation, to a testimonial for its practice or
        /// twinning, to a post as the answer to a question.
        Accept = "accept",
        /// Move it on: another state, conclude, cancel.
        Advance = "advance",
        /// Answer it: an advert, an invitation to register.
        Answer = "answer",
        /// Reply in it.
        Reply = "reply",
        /// Close it with its conclusions, open it again.
        Chair = "chair",
        /// Mark it as a decision, an open question or an action.
        Mark = "mark",
        /// Keep it at the top of its list.
        Pin = "pin",
        /// Lock it, or take the lock off.
        Lock = "lock",
        /// Take it to another place, or join it to another one.
        Move = "move",
        /// Hide it, show it again, let it out of the queue.
        Moderate = "moderate",
        /// Keep a member from writing for some time, or let the member write again.
        Silence = "silence",

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

        /// Ask to act for an organisation, or to belong to a community.
        Join = "join",
        /// Leave a community.
        Leave = "leave",
        /// Let people into an organisation or a community, change their role, let them go, invite somebody.
        ManagePeople = "manage_people",
        /// Make a member of a community its facilitator, or take that back.
        Appoint = "appoint",
        /// Give a community to another owner.
        HandOver = "hand_over",
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
