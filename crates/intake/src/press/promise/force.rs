//! Words of force: which words promise, wish, ask or propose something, and where they only seem to.

use super::super::actor::Context;
use super::super::agent::is_agent;
use super::super::class::Class;
use super::super::cue::Cue;
use super::super::doc::{Doc, Sentence};
use super::super::due;
use super::super::reading::Force;
use super::super::token::Kind as TokenKind;
use super::act::{is_act_verb, is_passive_verb};

/// Words of force in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger {
    pub(super) force: Force,
    pub(super) kind: Kind,
    pub(super) first: usize,
    /// Behind the last of them.
    pub(super) end: usize,
}

/// How words carry their force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `berkomitmen untuk`, `meminta`: the act follows.
    Words,
    /// `terus memperkuat`, `mengalokasikan`: they are part of the act.
    Part,
    /// `akan`, `segera`: the subject right before them acts.
    Future,
    /// `ditargetkan`, `dijadwalkan`: of a thing.
    Plan,
    /// `inspekturnya saya undang`, `kami segel`: the speaker with a bare verb.
    Own,
    /// `memastikan jalan itu diperbaiki`: a verb of saying, then what will be done.
    Stated,
    /// `camat jangan menunggu`, `tolong sosialisasikan`: in direct speech.
    Plea,
}

const FORCES: [(Class, Force); 4] = [
    (Class::Hope, Force::Hoped),
    (Class::Propose, Force::Proposed),
    (Class::Instruct, Force::Instructed),
    (Class::Commit, Force::Committed),
];

const ANY_FORCE: u128 = Class::any(&[Class::Hope, Class::Propose, Class::Instruct, Class::Commit]);

const SPEAKER: u128 = Class::any(&[Class::OurSide, Class::Myself]);

/// The next words of force in a sentence. A hope, an order or a proposal before `akan` rules it.
pub(super) fn trigger(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    from: usize,
) -> Option<Trigger> {
    let doc = context.doc;
    let mut at = from;
    let end = sentence.end.min(sentence.first + 300);
    while at < end {
        if let Some(hit) = doc.hit(at, Class::NotPromise) {
            at = hit.end;
            continue;
        }
        if let Some(found) = force_at(doc, at)
            && counts(context, number, sentence, &found)
        {
            return Some(found);
        }
        let other = own(context, sentence, at)
            .or_else(|| plea(context, sentence, at))
            .or_else(|| soon_done(doc, sentence, at))
            .or_else(|| stated(context, sentence, at))
            .or_else(|| present(context, number, sentence, at));
        if other.is_some() {
            return other;
        }
        at += 1;
    }
    None
}

/// The words of force that the data files name, at a token.
pub(super) fn force_at(doc: &Doc<'_>, at: usize) -> Option<Trigger> {
    // `mendorong pemkab memberi keringanan`: of others it is asked.
    let urges = doc.says(at, "mendorong") && is_agent(doc, at + 1, at + 2);
    if urges {
        return Some(Trigger {
            force: Force::Instructed,
            kind: Kind::Words,
            first: at,
            end: at + 1,
        });
    }
    doc.hit_any(at, ANY_FORCE)?;
    FORCES.iter().find_map(|(class, force)| {
        let hit = doc.hit(at, *class)?;
        let kind = match doc.value(hit) {
            "part" => Kind::Part,
            "future" => Kind::Future,
            "plan" => Kind::Plan,
            "own" => Kind::Own,
            _ => Kind::Words,
        };
        Some(Trigger {
            force: *force,
            kind,
            first: at,
            end: hit.end,
        })
    })
}

/// Whether words of force stand for a force here.
fn counts(context: &Context<'_, '_>, number: usize, sentence: Sentence, trigger: &Trigger) -> bool {
    let doc = context.doc;
    let at = trigger.first;
    let near = at.saturating_sub(2).max(sentence.first)..at;
    let denied = near.clone().any(|at| doc.cue(at, Cue::Denial));
    let relative = trigger.kind == Kind::Words
        && doc.cue(at, Cue::PledgeVerb)
        && context.relative(sentence, at).is_some();
    if relative {
        return true;
    }
    // `saya sendiri yang akan keliling`
    let myself = at > sentence.first + 1
        && doc.says(at - 1, "yang")
        && (at.saturating_sub(3).max(sentence.first)..at - 1).any(|at| doc.is_any(at, SPEAKER));
    if denied && !myself || wishes_for_itself(doc, trigger) {
        return false;
    }
    if doc.quoted[at] {
        return counts_in_speech(context, number, sentence, trigger);
    }
    // `berharap ada penanganan awal, agar keluhan warga dapat segera diatasi`: what it is for.
    let aim = || {
        let near = at.saturating_sub(8).max(sentence.first)..at;
        let so_that = near.clone().rev().find(|at| {
            doc.says_any(*at, &["agar", "supaya", "sehingga"])
                && *at > sentence.first
                && doc.mark(*at - 1, ',')
        });
        so_that.is_some_and(|so_that| (so_that..at).all(|at| !doc.mark(at, ',')))
    };
    match trigger.kind {
        Kind::Future if doc.says(at, "segera") && aim() => false,
        Kind::Future => true,
        Kind::Plan => !is_agenda(doc, sentence, at),
        Kind::Part => {
            !aims(doc, sentence, at) && context.right_before(number, sentence, at).is_some()
        }
        _ if trigger.force == Force::Committed => {
            context.who_before(number, sentence, at).is_some()
        }
        // A reminder is an order only when it says what to do.
        _ if doc.cue(at, Cue::Reminder) => {
            let to = sentence.end.min(trigger.end + 12);
            let verb = (trigger.end..to).find(|at| is_act_verb(doc, *at));
            // `mengundang Kejaksaan Negeri dalam rapat evaluasi`: they came.
            let to_event = doc.says(at, "mengundang")
                && (trigger.end..verb.unwrap_or(to)).any(|at| doc.says_any(at, &["dalam", "pada"]));
            (trigger.end..to).any(|at| doc.cue(at, Cue::ReminderAct)) && !to_event
                || doc.says_any(at, &["mengajak", "mengundang"])
                    && !to_event
                    && verb.is_some_and(|verb| {
                        !is_passive_verb(doc, verb) && is_agent(doc, trigger.end, verb)
                    })
        }
        _ => true,
    }
}

/// In direct speech only the speaker's own words count, and what is said of somebody who is named.
fn counts_in_speech(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> bool {
    let doc = context.doc;
    let at = trigger.first;
    let own =
        (at.saturating_sub(3).max(sentence.first)..trigger.end).any(|at| doc.is_any(at, SPEAKER));
    // `kami minta`, `kami berharap`: more than the verb alone.
    let whole = trigger.end > at + 1;
    let named = || context.right_before(number, sentence, at).is_some();
    let begins = at <= sentence.first + 2;
    match (trigger.force, trigger.kind) {
        (Force::Committed, Kind::Plan) => own,
        (Force::Committed, Kind::Part) => !aims(doc, sentence, at) && named(),
        (Force::Committed, Kind::Future) => {
            own || named()
                || doc.is_any(trigger.end, SPEAKER)
                || passive_at(doc, trigger.end)
                || at > sentence.first && doc.says(at - 1, "mereka")
        }
        (Force::Committed, _) => own || named() || begins && doc.says(at, "targetnya"),
        (Force::Hoped, Kind::Plan) => true,
        (Force::Hoped, _) if doc.says_any(at, &["semoga", "mudah-mudahan"]) => true,
        (Force::Proposed, _) => own && whole,
        // `kami sudah minta`: whoever speaks asked.
        _ => {
            let before = at
                - usize::from(
                    at > sentence.first
                        && doc.says_any(at - 1, &["sudah", "telah", "juga", "hanya"]),
                );
            whole || own && (before > sentence.first && doc.is_any(before - 1, SPEAKER))
        }
    }
}

/// `rombongan dijadwalkan melanjutkan perjalanan`: what happens next at the event.
fn is_agenda(doc: &Doc<'_>, sentence: Sentence, at: usize) -> bool {
    (at.saturating_sub(4).max(sentence.first)..at).any(|at| doc.cue(at, Cue::Agenda))
}

/// `kami ingin belajar`: no wish that somebody else does something.
fn wishes_for_itself(doc: &Doc<'_>, trigger: &Trigger) -> bool {
    doc.says_any(trigger.end - 1, &["ingin", "mau"])
        && (is_act_verb(doc, trigger.end)
            || doc.cue(trigger.end, Cue::OwnWish)
            || !doc.word(trigger.end))
}

/// `untuk terus memperkuat`, `telah mengalokasikan`: an aim, or past.
fn aims(doc: &Doc<'_>, sentence: Sentence, at: usize) -> bool {
    at > sentence.first && doc.cue(at - 1, Cue::AimBefore)
}

fn passive_at(doc: &Doc<'_>, at: usize) -> bool {
    let verb = if doc.cue(at, Cue::PassiveHelper) {
        at + 1
    } else {
        at
    };
    let written = doc.str(verb);
    written.starts_with("di") && written.len() > 6 && !doc.cap(verb)
}

/// `nanti kami dampingi`, `inspekturnya saya undang`: the speaker and a bare verb, with a word that points ahead.
fn own(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Trigger> {
    let doc = context.doc;
    if !doc.quoted[at] || !doc.says_any(at, &["kami", "saya", "aku", "kita"]) {
        return None;
    }
    // `84 kelompok yang kami bantu tahun ini`: told of what is done.
    if at > sentence.first && doc.says(at - 1, "yang") {
        return None;
    }
    let verb = doc.str(at + 1);
    let bare = doc.word(at + 1)
        && !doc.cap(at + 1)
        && verb.len() >= 4
        && !doc.cue(at + 1, Cue::OwnNoVerb)
        && !doc.is_any(
            at + 1,
            Class::any(&[Class::Agent, Class::Government, Class::Folk]),
        )
        && !["me", "ber", "ter", "di"]
            .iter()
            .any(|prefix| verb.starts_with(prefix) && verb.len() > 5)
        && force_at(doc, at + 1).is_none();
    // `Kalau ketahuan dijual, kami cabut`: what will be done in a case.
    let comma = (at.saturating_sub(3).max(sentence.first)..at).any(|at| doc.mark(at, ','));
    let acts = |case: &usize| {
        bare && comma
            && (doc.cue(at + 1, Cue::CaseAct) || made_verb(doc, at + 1))
            && !doc.says(at - 1, "ya")
            && (!doc.says(*case, "yang") || doc.mark(at - 1, ','))
    };
    let mut cases = (sentence.first..at).filter(|at| doc.cue(*at, Cue::InCase));
    if let Some(case) = cases.find(acts) {
        return Some(Trigger {
            force: Force::Committed,
            kind: Kind::Own,
            first: case,
            end: at + 1,
        });
    }
    let ahead = || {
        let soon = |at: usize| doc.cue(at, Cue::Ahead);
        let day = |at: usize| doc.is(at, Class::Weekday) || doc.says_any(at, &["besok", "lusa"]);
        (sentence.first.max(at.saturating_sub(3))..at).any(soon)
            || (sentence.first..sentence.end.min(sentence.first + 60)).any(day)
            || due::due(doc, sentence.first, sentence.end, context.anchor).is_some()
    };
    let whole = doc.word(at + 2) && doc.word(at + 3)
        || at > sentence.first && doc.word(at - 1) && doc.word(at + 2);
    let maybe =
        at >= sentence.first + 2 && doc.says(at - 1, "bisa") && doc.cue(at - 2, Cue::InCase);
    let bare = bare && whole && !maybe;
    // `Kami dampingi sampai bisa`: of some verbs nobody speaks who does not mean to do it.
    let past =
        || (at.saturating_sub(3).max(sentence.first)..at).any(|at| doc.cue(at, Cue::SoonNot));
    let means_to = || doc.cue(at + 1, Cue::MeansTo) && !past();
    (bare && (means_to() || ahead())).then_some(Trigger {
        force: Force::Committed,
        kind: Kind::Own,
        first: at,
        end: at + 1,
    })
}

/// `umumkan`, `selesaikan`: a verb by its ending.
fn made_verb(doc: &Doc<'_>, at: usize) -> bool {
    doc.str(at).len() >= 7 && doc.str(at).ends_with("kan")
}

/// `camat jangan menunggu disuruh`, `tolong sosialisasikan`: asked in direct speech.
fn plea(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Trigger> {
    let doc = context.doc;
    if !doc.quoted[at] {
        return None;
    }
    let ask = doc.says_any(at, &["tolong", "mohon"]) && (doc.word(at + 1) || doc.mark(at + 1, ','));
    let near = at.saturating_sub(3).max(sentence.first)..at;
    let asks_somebody = near.into_iter().any(|first| is_agent(doc, first, at));
    let forbid = doc.says(at, "jangan")
        && at > sentence.first
        && doc.word(at - 1)
        && !is_act_verb(doc, at - 1)
        && !doc.cue(at - 1, Cue::PleaNoSubject)
        && doc.word(at + 1)
        && doc.word(at + 2)
        // `laut ini jangan dilihat sebagai pemisah` asks nobody for anything.
        && (context.named_ending_at(at).is_some() || asks_somebody);
    (ask || forbid).then_some(Trigger {
        force: Force::Instructed,
        kind: Kind::Plea,
        first: at,
        end: at + usize::from(ask),
    })
}

/// `surat peringatan ketiga dikirim pekan depan`: in direct speech, of a thing.
fn soon_done(doc: &Doc<'_>, sentence: Sentence, at: usize) -> Option<Trigger> {
    let written = doc.str(at);
    if !doc.quoted[at]
        || at < sentence.first + 2
        || !written.starts_with("di")
        || written.len() < 6
        || !is_act_verb(doc, at)
    {
        return None;
    }
    let thing = doc.word(at - 1) && doc.word(at - 2) && !is_act_verb(doc, at - 1);
    let before = (sentence.first.max(at.saturating_sub(40))..at)
        .any(|at| doc.is_any(at, SPEAKER) || doc.cue(at, Cue::SoonNot));
    let ahead = (at..sentence.end.min(at + 10)).any(|at| doc.cue(at, Cue::NextTime));
    (thing && !before && ahead).then_some(Trigger {
        force: Force::Committed,
        kind: Kind::Own,
        first: at,
        end: at,
    })
}

/// `memastikan pokirnya dialihkan`, `menyatakan klinik dibuka mulai bulan depan`: what will be done, in a clause.
fn stated(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Trigger> {
    const CLAUSE: usize = 10;
    let doc = context.doc;
    if doc.quoted[at] || !doc.str(at).starts_with("me") {
        return None;
    }
    let sure =
        doc.says_any(at, &["memastikan", "menjamin"]) && context.before(0, sentence, at).is_some();
    let said = doc.cue(at, Cue::States);
    if doc.quoted[at]
        || !(sure || said)
        || aims(doc, sentence, at)
        || is_act_verb(doc, at.saturating_sub(1))
    {
        return None;
    }
    let start = at + 1 + usize::from(doc.says(at + 1, "bahwa"));
    let limit = sentence.end.min(start + CLAUSE);
    let verb = (start..limit)
        .take_while(|at| doc.word(*at) || doc.tokens[*at].kind == TokenKind::Number)
        .find(|at| is_act_verb(doc, *at) || doc.cue(*at, Cue::StatesStop))?;
    // `mengatakan pembayaran diharapkan cair`: the hope's own words tell its force.
    if force_at(doc, verb).is_some_and(|found| found.force != Force::Committed) {
        return None;
    }
    let ahead = || {
        let to = sentence.end.min(verb + 25);
        (verb..to).any(|at| doc.cue(at, Cue::NextTime) || within(doc, at))
            || due::due(doc, verb, to, context.anchor)
                .is_some_and(|(due, ..)| due::is_ahead(due, context.anchor))
    };
    // `memastikan Kejari membuka layanan`: somebody named, and an act.
    let named = sure
        && (context.named_from(start).is_some_and(|(_, to)| to == verb)
            || verb > start && verb <= start + 3 && is_agent(doc, start, verb))
        && !doc.says_any(verb, &["telah", "sudah", "yang", "adalah", "sedang"]);
    // `memastikan tidak akan ada menara baru`
    let never = doc.says_any(verb, &["tidak", "tak"]) && doc.says_any(verb + 1, &["akan", "ada"]);
    let done = verb > start && is_passive_verb(doc, verb) && !doc.str(verb).starts_with("ter");
    (named || sure && never || done && (sure || ahead())).then_some(Trigger {
        force: Force::Committed,
        kind: Kind::Stated,
        first: at,
        end: start,
    })
}

/// `paling lama 5 hari kerja`, `maksimal dua pekan`: how long it may take.
fn within(doc: &Doc<'_>, at: usize) -> bool {
    let most = doc.says(at, "maksimal")
        || doc.says(at, "paling") && doc.says_any(at + 1, &["lama", "lambat"]);
    most && (at + 2..at + 5).any(|at| doc.cue(at, Cue::SpanOfTime))
}

/// `Unmul membuka jalur afirmasi mulai tahun 2027`: told as if it were now, of a time ahead.
fn present(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    at: usize,
) -> Option<Trigger> {
    const CLAUSE: usize = 25;
    // The first sentences tell of the event itself.
    const OF_EVENT: usize = 2;
    const EVENT: u128 = Class::any(&[Class::EventSigning, Class::EventLaunch, Class::EventVisit]);
    let doc = context.doc;
    let anchor = context.anchor?;
    let verb = number >= OF_EVENT
        && !doc.is_any(at, EVENT)
        && !doc.quoted[at]
        && at > sentence.first
        && doc.str(at).starts_with("me")
        && is_act_verb(doc, at)
        && !doc.is_any(at, Class::any(&[Class::Says, Class::SaidBy]))
        && !doc.cue(at, Cue::States)
        && !aims(doc, sentence, at);
    if !verb {
        return None;
    }
    // Whose act it is costs less to know than by when it is due.
    context.right_before(number, sentence, at)?;
    let to = (at + 1..sentence.end.min(at + CLAUSE))
        .find(|at| doc.is(*at, Class::ActEnd) || matches!(doc.str(*at), ";" | "”" | "“" | "\""))
        .unwrap_or(sentence.end.min(at + CLAUSE));
    let year = |at: usize| {
        let number = doc.tokens[at].kind == TokenKind::Number;
        let year = number.then(|| doc.str(at).parse::<i16>().ok()).flatten();
        year.is_some_and(|year| (anchor.year() + 1..anchor.year() + 10).contains(&year))
    };
    let ahead = (at + 1..to).any(|at| year(at) || doc.says(at, "mendatang"))
        || due::due(doc, at + 1, to, context.anchor)
            .is_some_and(|(due, ..)| due::is_ahead(due, context.anchor));
    ahead.then_some(Trigger {
        force: Force::Committed,
        kind: Kind::Part,
        first: at,
        end: at + 1,
    })
}

/// Whether the next clause has a force of its own: `dan Pemkab menjanjikan hibah`, `dinas wajib mengumumkan`.
pub(super) fn another(doc: &Doc<'_>, at: usize) -> bool {
    const SUBJECT: usize = 4;
    let mut next = at;
    while matches!(doc.str(next), ",") || doc.says_any(next, &["dan", "serta", "sekaligus", "lalu"])
    {
        next += 1;
    }
    if next == at {
        return false;
    }
    let counts = |found: &Trigger| found.force != Force::Committed || found.kind != Kind::Future;
    if force_at(doc, next).filter(counts).is_some() {
        return true;
    }
    while doc.cue(next, Cue::Later) {
        next += 1;
    }
    // Another subject with a force of its own.
    let force = (next + 1..next + 1 + SUBJECT)
        .take_while(|at| doc.word(*at))
        .find(|at| force_at(doc, *at).is_some());
    force.is_some_and(|force| doc.is(next, Class::Myself) || is_agent(doc, next, force))
}
