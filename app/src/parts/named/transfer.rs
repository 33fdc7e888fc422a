// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for the codes of twinnings, their plans, their agreements and their events.

use domain::Locale;
use domain::agreement::ActKind;
use domain::event::{EventKind, EventState};
use domain::twinning::plan::{ActivityKind, PlanTemplate, Stretch, Task};
use domain::twinning::{Answer, CheckKind, ModelState, PartyRole, Reply, StepState, TwinningState};

use super::Named;
use crate::ssr::i18n::say;

named! {
    TwinningState, twinning_state {
        Proposal => proposal,
        PrerequisitesCheck => prerequisites_check,
        Approved => approved,
        Declined => declined,
        Running => running,
        Suspended => suspended,
        Concluded => concluded,
        Evaluated => evaluated,
        Cancelled => cancelled,
    }
    ModelState, model_state {
        Planned => planned,
        Preparing => preparing,
        Transferring => transferring,
        Piloting => piloting,
        Operational => operational,
        Extended => extended,
        Dropped => dropped,
    }
    StepState, step_state {
        Todo => todo,
        Doing => doing,
        Blocked => blocked,
        Done => done,
        Skipped => skipped,
    }
    PartyRole, party_role {
        Lead => lead,
        Offering => offering,
        Recipient => recipient,
        Coordinator => coordinator,
        Partner => partner,
        TechnologyPartner => technology_partner,
        Observer => observer,
    }
    CheckKind, check_kind {
        Validity => validity,
        Experience => experience,
        MinimumConditions => minimum_conditions,
        Replicability => replicability,
        FurtherInvestment => further_investment,
    }
    Answer, check_answer {
        Yes => yes,
        Partly => partly,
        No => no,
    }
    Reply, party_reply {
        Accepted => accepted,
        Refused => refused,
    }
    Stretch, stretch {
        Understand => understand,
        Adapt => adapt,
        Reuse => reuse,
        Share => share,
    }
    ActivityKind, activity_kind {
        RemoteTraining => remote_training,
        Classroom => classroom,
        Coaching => coaching,
        StudyVisit => study_visit,
        Webinar => webinar,
        Handover => handover,
    }
    PlanTemplate, plan_template {
        Months24 => twenty_four_months,
        AToE => a_to_e,
        Months6 => six_months,
        Empty => empty,
    }
    Task, plan_task {
        OpeningMeeting => opening_meeting,
        StudyVisit => study_visit,
        TransferPlan => transfer_plan,
        Handover => handover,
        StaffTraining => staff_training,
        Adaptation => adaptation,
        MidPointReview => mid_point_review,
        Pilot => pilot,
        Operation => operation,
        ResultsReport => results_report,
        SharingEvent => sharing_event,
        Discovery => discovery,
        Preparation => preparation,
        Adoption => adoption,
        Management => management,
        Evolution => evolution,
        Prerequisite => prerequisite,
    }
    ActKind, act_kind {
        Executive => executive,
        Council => council,
        Determination => determination,
    }
    EventKind, event_kind {
        Course => course,
        Webinar => webinar,
        LiveStreaming => live_streaming,
        StudyVisit => study_visit,
        Workshop => workshop,
        Presentation => presentation,
        Deadline => deadline,
    }
    EventState, event_state {
        Draft => draft,
        Published => published,
        Live => live,
        Ended => ended,
        Cancelled => cancelled,
    }
}
