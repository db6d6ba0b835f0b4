//! The stage rail of an agreement: every stop of the legal procedure, how it stands, its date or its limit.

use domain::agreement::{Agreement, Description, Instrument, StageStanding, stage_ids};
use domain::law::{self, Deadline, Track};
use domain::subject::State;
use domain::{Lang, Text, When};
use maud::{Markup, html};

use crate::i18n::record_words::agreement as words;
use crate::i18n::record_words::{stage_name, stage_standing, unverified};
use crate::{format, parts};

/// How a stop of the rail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Done.
    Done,
    /// The next one, or one that has begun.
    Now,
    /// Begun, and a later one is done or the agreement has ended: nothing says that it was finished.
    Begun,
    /// Not reached.
    Ahead,
    /// A later one is done, and nothing was recorded of this one.
    Missing,
    /// Not required, for a stated reason.
    NotRequired,
    /// It belongs to the joint agreement above.
    Parents,
    /// The agreement ended before it was reached.
    Stopped,
}

/// One stop: one or two stages.
struct Stop {
    name: &'static str,
    stages: Vec<&'static str>,
}

/// The rail, with its sentence.
pub(crate) fn rail(
    state: &State<Agreement>,
    parent: Option<&State<Agreement>>,
    description: &Description,
    lang: Lang,
) -> Markup {
    let track = law::scheme(description.scheme.as_str()).map_or(Track::None, |scheme| scheme.track);
    let stops = stops(description, track, lang);
    let standings = standings(state, parent, description, &stops);
    let sentence = match track {
        Track::Domestic => words::rail_domestic(lang),
        Track::Foreign => words::rail_foreign(lang),
        Track::None => words::rail_chain(lang),
    };
    let class = if track == Track::Domestic {
        "rail"
    } else {
        "rail tall"
    };
    html! {
        p { (sentence) }
        ol class=(class) {
            @for (stop, stands) in stops.iter().zip(standings) { (drawn(state, description, stop, stands, lang)) }
        }
    }
}

fn stops(description: &Description, track: Track, lang: Lang) -> Vec<Stop> {
    if track == Track::Domestic {
        return law::stops()
            .iter()
            .map(|stop| Stop {
                name: stop.name(lang),
                stages: stop.stages().map(|stage| stage.id.as_str()).collect(),
            })
            .collect();
    }
    stage_ids(description.scheme)
        .into_iter()
        .map(|id| Stop {
            name: stage_name(id, lang).unwrap_or(id),
            stages: vec![id],
        })
        .collect()
}

/// A cooperation agreement under a joint one begins where that one stopped: its first five stages are the other's.
fn is_parents(description: &Description, stage: &str) -> bool {
    let shared =
        description.instrument == Instrument::PerjanjianKerjaSama && description.parent.is_some();
    let stages = law::stages(description.scheme.as_str());
    shared && stages.len() == 10 && stages.iter().take(5).any(|s| s.id == stage)
}

fn standings(
    state: &State<Agreement>,
    parent: Option<&State<Agreement>>,
    description: &Description,
    stops: &[Stop],
) -> Vec<Stands> {
    let of = |stage: &str| {
        state
            .stage(stage)
            .or_else(|| {
                parent
                    .filter(|_| is_parents(description, stage))
                    .and_then(|p| p.stage(stage))
            })
            .map(|(s, ..)| s)
    };
    // A stop is done when its last stage is: signing implies that there was a draft.
    let told: Vec<_> = stops
        .iter()
        .map(|stop| {
            let last = stop.stages.last().and_then(|stage| of(stage));
            let any = stop.stages.iter().find_map(|stage| of(stage));
            match (last, any) {
                (Some(StageStanding::Done), _) => Some(Stands::Done),
                (Some(StageStanding::NotRequired), _) => Some(Stands::NotRequired),
                (Some(StageStanding::Begun), _) | (None, Some(_)) => Some(Stands::Now),
                (None, None) => None,
            }
        })
        .collect();
    let reached = told
        .iter()
        .rposition(|stands| matches!(stands, Some(Stands::Done | Stands::Now)));
    let ended = state.ending().is_some();
    let mut now_given = reached.is_some_and(|reached| told[reached] == Some(Stands::Now));
    told.iter()
        .enumerate()
        .map(|(at, stands)| match stands {
            Some(Stands::Now) if ended || reached.is_some_and(|reached| at < reached) => {
                Stands::Begun
            }
            Some(stands) => *stands,
            None if stops[at]
                .stages
                .iter()
                .all(|stage| is_parents(description, stage)) =>
            {
                Stands::Parents
            }
            None if reached.is_some_and(|reached| at < reached) => Stands::Missing,
            None if ended => Stands::Stopped,
            None if !now_given => {
                now_given = true;
                Stands::Now
            }
            None => Stands::Ahead,
        })
        .collect()
}

fn drawn(
    state: &State<Agreement>,
    description: &Description,
    stop: &Stop,
    stands: Stands,
    lang: Lang,
) -> Markup {
    let (class, word) = match stands {
        Stands::Done => ("done", words::state_done(lang)),
        Stands::Now => ("now", words::state_now(lang)),
        Stands::Begun => ("begun", words::state_begun(lang)),
        Stands::Ahead => ("ahead", words::state_ahead(lang)),
        Stands::Missing => ("unknown", words::state_missing(lang)),
        Stands::NotRequired => ("unneeded", words::state_not_required(lang)),
        Stands::Parents => ("parents", words::belongs_to_parent(lang)),
        Stands::Stopped => ("ahead", words::state_stopped(lang)),
    };
    let told = stop
        .stages
        .iter()
        .rev()
        .find_map(|stage| state.stage(stage));
    let date = told.and_then(|(_, on, _)| on);
    let reason = told
        .filter(|_| stands == Stands::NotRequired)
        .and_then(|(_, _, note)| note);
    // A rule without a number that nobody read in its article is told in the table below, not on the rail.
    let limit = stop
        .stages
        .iter()
        .find_map(|stage| limit_of(description, stage))
        .filter(|limit| limit.count.is_some() || limit.verified);
    html! {
        li class={ "stop " (class) } aria-current=[(stands == Stands::Now).then_some("step")] {
            h3 { (stop.name) }
            p.state { (word) }
            @if let Some(date) = date { p.meta { (format::when_tag(date, lang)) } }
            @if let Some(reason) = reason { p.meta { (parts::text(reason, lang)) } }
            @if let Some(limit) = limit.filter(|_| date.is_none() && matches!(stands, Stands::Now | Stands::Ahead)) {
                p.meta { (words::deadline(limit, lang)) " " (source(limit, lang)) }
            }
        }
    }
}

fn limit_of(description: &Description, stage: &str) -> Option<&'static Deadline> {
    law::deadlines(description.scheme.as_str()).find(|limit| limit.stage.as_deref() == Some(stage))
}

fn source(limit: &Deadline, lang: Lang) -> Markup {
    html! {
        @if limit.source != "-" { "(" (law::citation(&limit.source, lang)) ")" }
        @if !limit.verified { " " span.unverified { (unverified(lang)) } }
    }
}

/// How one stage stands, in a cell.
pub(crate) fn standing(
    told: Option<(StageStanding, Option<When>, Option<&Text>)>,
    lang: Lang,
) -> Markup {
    html! {
        @match told {
            Some((standing, on, note)) => {
                (stage_standing(standing, lang))
                @if let Some(on) = on { ", " (format::when_tag(on, lang)) }
                @if let Some(note) = note { ": " (parts::text(note, lang)) }
            }
            None => { span.unstated { (words::state_ahead(lang)) } }
        }
    }
}

/// Every stage with who does what, its limits and articles, and whether somebody read them there. Folded.
pub(crate) fn detail(state: &State<Agreement>, description: &Description, lang: Lang) -> Markup {
    let scheme = description.scheme.as_str();
    let stages = law::stages(scheme);
    let whole: Vec<_> = law::deadlines(scheme)
        .filter(|limit| limit.stage.is_none())
        .collect();
    html! {
        @if !stages.is_empty() {
            details {
                summary { (words::stages_detail(lang)) }
                p { (words::unverified_note(lang)) }
                div.scroll tabindex="0" role="region" aria-label=(words::stages_detail(lang)) {
                    table.stages {
                        thead {
                            tr {
                                th scope="col" { (words::stage(lang)) } th scope="col" { (words::state(lang)) }
                                th scope="col" { (words::who_does(lang)) } th scope="col" { (words::limit(lang)) }
                            }
                        }
                        tbody {
                            @for stage in stages {
                                tr {
                                    th scope="row" { (stage.order) ". " (stage.name(lang)) }
                                    td { (standing(state.stage(&stage.id), lang)) }
                                    td {
                                        (lang.pick(stage.does_id.as_str(), stage.does_en.as_str()))
                                        @if let Some(condition) = lang.pick(stage.condition_id.as_deref(), stage.condition_en.as_deref()) { br; (words::condition(lang)) " " (condition) }
                                        br; span.meta { (law::citation(&stage.source, lang)) @if !stage.verified { " " span.unverified { (unverified(lang)) } } }
                                    }
                                    td { (limits(scheme, Some(&stage.id), lang)) }
                                }
                            }
                        }
                    }
                }
                @if !whole.is_empty() { ul { @for limit in whole { li { (limit.name(lang)) ": " (words::deadline(limit, lang)) " " (source(limit, lang)) } } } }
            }
        }
    }
}

fn limits(scheme: &str, stage: Option<&str>, lang: Lang) -> Markup {
    let limits: Vec<_> = law::deadlines(scheme)
        .filter(|limit| limit.stage.as_deref() == stage)
        .collect();
    html! {
        @if limits.is_empty() { span.unstated { (words::no_limit(lang)) } }
        @for (at, limit) in limits.iter().enumerate() {
            @if at > 0 { br; }
            (limit.name(lang)) ": " (words::deadline(limit, lang)) " " span.meta { (source(limit, lang)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::agreement::{Fact, Scheme, Signing, StagePassed};
    use domain::entry::Micros;
    use domain::id::{AgreementId, OrganizationId};
    use domain::subject::{Event, Stamp};
    use jiff::civil::date;

    fn described(instrument: Instrument, scheme: Scheme, parent: bool) -> Description {
        Description {
            title: Text::id("Kesepakatan"),
            instrument,
            scheme,
            parties: vec![
                OrganizationId::from_key("36"),
                OrganizationId::from_key("17"),
            ],
            subjects: vec![Text::id("pasar murah")],
            parent: parent.then(|| AgreementId::from_key("induk")),
            unknown: None,
            sources: Vec::new(),
            differences: Vec::new(),
        }
    }

    fn state(description: &Description, facts: Vec<Fact>) -> State<Agreement> {
        let mut state = State::default();
        let stamp = Stamp {
            entry: 0,
            at: Micros(0),
            on: Some(date(2025, 10, 24).into()),
        };
        state.apply(
            Event::Described {
                key: None,
                description: description.clone(),
                reason: None,
            },
            stamp,
        );
        for (at, fact) in facts.into_iter().enumerate() {
            state.apply(
                Event::Noted {
                    key: at.to_string(),
                    fact,
                },
                stamp,
            );
        }
        state
    }

    fn signed() -> Fact {
        Fact::Signed(Signing {
            numbers: vec![],
            signatories: vec![],
            from: None,
            to: None,
            term: None,
            terms: vec![],
            gathering: None,
            sources: vec![],
        })
    }

    fn standings_of(description: &Description, facts: Vec<Fact>) -> Vec<Stands> {
        let state = state(description, facts);
        let track = law::scheme(description.scheme.as_str()).unwrap().track;
        standings(
            &state,
            None,
            description,
            &stops(description, track, Lang::Id),
        )
    }

    #[test]
    fn a_signed_joint_agreement_stands_at_its_third_stop_and_waits_at_the_fourth() {
        use Stands::{Ahead, Done, Missing, Now};
        let d = described(Instrument::KesepakatanBersama, Scheme::KsddSukarela, false);
        assert_eq!(
            standings_of(&d, vec![signed()]),
            [Missing, Missing, Done, Now, Ahead, Ahead, Ahead, Ahead]
        );
        assert_eq!(
            standings_of(&d, vec![]),
            [Now, Ahead, Ahead, Ahead, Ahead, Ahead, Ahead, Ahead]
        );
    }

    #[test]
    fn an_agreement_under_another_leaves_the_first_stops_to_it() {
        use Stands::{Ahead, Done, Now, Parents};
        let d = described(Instrument::PerjanjianKerjaSama, Scheme::KsddSukarela, true);
        assert_eq!(
            standings_of(&d, vec![signed()]),
            [Parents, Parents, Parents, Parents, Done, Now, Ahead, Ahead]
        );
    }

    #[test]
    fn what_is_not_required_is_told_apart_from_what_is_not_recorded() {
        let d = described(Instrument::KesepakatanBersama, Scheme::KsddSukarela, false);
        let stage = Fact::Stage(StagePassed {
            stage: "persetujuan_dprd".into(),
            standing: StageStanding::NotRequired,
            note: Some(Text::id("tidak membebani")),
            sources: vec![],
        });
        assert_eq!(
            standings_of(&d, vec![signed(), stage])[3],
            Stands::NotRequired
        );
    }

    #[test]
    fn what_was_begun_is_not_now_once_a_later_stop_is_done() {
        let d = described(Instrument::KesepakatanBersama, Scheme::KsddSukarela, false);
        let begun = || {
            Fact::Stage(StagePassed {
                stage: "persiapan".into(),
                standing: StageStanding::Begun,
                note: None,
                sources: vec![],
            })
        };
        assert_eq!(
            standings_of(&d, vec![begun()])[..2],
            [Stands::Now, Stands::Ahead]
        );
        assert_eq!(
            standings_of(&d, vec![begun(), signed()])[..4],
            [Stands::Begun, Stands::Missing, Stands::Done, Stands::Now]
        );
    }

    #[test]
    fn foreign_cooperation_has_eleven_stops_and_a_commitment_its_documents() {
        let foreign = described(Instrument::NaskahKerjaSama, Scheme::Ksdpl, false);
        assert_eq!(standings_of(&foreign, vec![]).len(), 11);
        let pledge = described(Instrument::Komitmen, Scheme::Komitmen, false);
        assert_eq!(
            standings_of(&pledge, vec![signed()]),
            [Stands::Done, Stands::Now, Stands::Ahead]
        );
    }

    #[test]
    fn an_unverified_limit_says_so() {
        let d = described(Instrument::KesepakatanBersama, Scheme::KsddSukarela, false);
        let drawn = rail(&state(&d, vec![signed()]), None, &d, Lang::Id).into_string();
        assert!(
            drawn.contains("45 hari kerja") && drawn.contains("belum terverifikasi"),
            "{drawn}"
        );
        assert!(drawn.contains("aria-current=\"step\""), "{drawn}");
    }
}
