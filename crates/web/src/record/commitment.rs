//! `GET /janji/{handle}-{slug}`: one promise, from the words it was made with to what became of it.

use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::commitment::{Commitment, Description, Fact, RHYTHM_DAYS, Status, Word};
use domain::number::Decimal;
use domain::subject::State;
use domain::{Lang, SubjectKind, When};
use maud::{Markup, html};

use super::charts::{Mark, Sign, timeline};
use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::commitment as words;
use crate::i18n::record_words::{self, link_standing, not_stated};
use crate::names::fill;
use crate::{format, parts};

/// The page of a commitment.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Commitment, &segment, true)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Commitment(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let page = Page {
        lang: ctx.lang,
        record: &record,
        state,
        description,
        status: state.status(record.day),
    };
    record.page(&page.sheet())
}

pub(super) struct Page<'a> {
    pub(super) lang: Lang,
    pub(super) record: &'a Record<'a>,
    pub(super) state: &'a State<Commitment>,
    description: &'a Description,
    status: Status,
}

impl Page<'_> {
    fn sheet(&self) -> Sheet {
        let lang = self.lang;
        let (title, heading) = heading(&self.description.promise, lang);
        Sheet {
            title,
            heading,
            tags: self.tags(),
            lead: html! { (self.promised_by()) " " @if let Some(drift) = self.drift_sentence() { (drift) " " } (self.status_sentence()) },
            body: html! {
                (self.words_of_its_maker())
                (self.first_and_now())
                (self.chain())
                (self.who_owes_whom())
                (self.claims())
                (self.disputes())
                (self.dates())
            },
            differences: self.description.differences.clone(),
        }
    }

    fn tags(&self) -> Markup {
        html! {
            p.tags {
                (parts::status_tag(self.status, self.lang))
                @if !self.state.open_disputes().is_empty() { " " span.tag.plain { (words::disputed_tag(self.lang)) } }
            }
        }
    }

    fn made(&self) -> String {
        self.state.on().map_or_else(
            || words::no_date(self.lang).to_owned(),
            |on| words::at(on, self.lang),
        )
    }

    fn promised_by(&self) -> Markup {
        // The first promise; how it moved is told by the next sentence.
        let sentence = match self.description.due {
            Some(due) => words::lead_due(self.lang, self.made(), format::when(due, self.lang)),
            None => words::lead_no_due(self.lang, self.made()),
        };
        fill(
            &sentence,
            &[("owners", self.record.names.links(&self.description.owners))],
        )
    }

    /// How the promise moved, with where it stands now; none if it did not.
    fn drift_sentence(&self) -> Option<String> {
        let (lang, drift) = (self.lang, self.state.drift());
        let due = drift
            .due
            .filter(|_| drift.due_moves > 0)
            .map(|due| (drift.due_moves, format::when(due, lang)));
        let lowered = drift
            .first_target
            .zip(drift.target)
            .filter(|(first, now)| now.compare(*first).is_lt());
        let lowered =
            lowered.map(|(first, now)| (format::decimal(first, lang), format::decimal(now, lang)));
        words::drift_told(lang, due, lowered)
    }

    /// What the status rests on, with dates and durations.
    fn status_sentence(&self) -> String {
        let lang = self.lang;
        let schedule = domain::commitment::Schedule::of(self.state);
        let since = self
            .since()
            .map_or_else(String::new, |when| words::at(when, lang));
        let last = schedule.last_word;
        let last_day =
            last.map_or_else(|| not_stated(lang).to_owned(), |day| format::day(day, lang));
        let ago = |from: Option<jiff::civil::Date>| {
            format::duration(
                from.map_or(0, |from| format::days_between(from, self.record.day)),
                lang,
            )
        };
        let due = self.state.due();
        match self.status.word {
            Word::Verified => {
                let by = self.state.facts.iter().find_map(|n| match &n.fact {
                    Fact::Accepted(accepted) => Some(self.record.names.plain(accepted.by)),
                    _ => None,
                });
                words::kept(lang, by.unwrap_or_default(), since)
            }
            Word::Audited => words::audited(lang, since),
            Word::Withdrawn => words::withdrawn(lang, since),
            Word::EndedUnfulfilled => words::ended(lang, since),
            Word::NoEvidence => words::no_evidence(lang, ago(last)),
            Word::NoWord => words::no_word(lang, last_day, ago(last), self.rhythm()),
            Word::AtRisk => {
                let left = due.map_or(0, |due| {
                    format::days_between(self.record.day, due.last_day())
                });
                words::at_risk(
                    lang,
                    due.map_or_else(String::new, |due| format::when(due, lang)),
                    format::duration(left, lang),
                )
            }
            Word::Late => words::late(lang, ago(due.map(|due| due.last_day())), last_day),
            Word::ClaimedDone => words::claimed(lang).to_owned(),
            Word::UnderWay | Word::Contracted | Word::Budgeted | Word::Planned | Word::Promised => {
                words::running(lang, last_day)
            }
        }
    }

    /// Since when the status holds, as precisely as the fact that decides it was dated.
    fn since(&self) -> Option<When> {
        let decides = |fact: &Fact| match self.status.word {
            Word::Verified => matches!(fact, Fact::Accepted(_)),
            Word::Withdrawn | Word::EndedUnfulfilled => matches!(fact, Fact::Closed(_)),
            _ => false,
        };
        let dated = self
            .state
            .facts
            .iter()
            .find(|n| decides(&n.fact))
            .and_then(|n| n.stamp.on);
        dated.or(self.status.since.map(When::Day))
    }

    fn rhythm(&self) -> u16 {
        self.description.rhythm_days.unwrap_or(RHYTHM_DAYS)
    }

    // ------------------------------------------------------------ the promise itself

    fn words_of_its_maker(&self) -> Markup {
        let (lang, names, d) = (self.lang, &self.record.names, self.description);
        html! {
            figure {
                @match &d.quote {
                    Some(quote) => { blockquote.promise lang=[(lang != Lang::Id).then_some("id")] { p { "“" (quote) "”" } } }
                    None => { p.meta { (words::in_our_words(lang)) } }
                }
                figcaption {
                    dl.inline {
                        div {
                            dt { (words::who_said(lang)) }
                            dd {
                                @match (d.made_by, d.post) {
                                    (Some(person), Some(post)) => { (names.link(person)) ", " (names.link(post)) }
                                    (Some(person), None) => { (names.link(person)) }
                                    (None, Some(post)) => { (names.link(post)) }
                                    (None, None) => { span.unstated { (not_stated(lang)) } }
                                }
                            }
                        }
                        @if let Some(gathering) = d.gathering { div { dt { (words::said_at(lang)) } dd { (names.link(gathering)) } } }
                        div {
                            dt { (words::said_on(lang)) }
                            dd { @match self.state.on() { Some(on) => { (format::when_tag(on, lang)) } None => { span.unstated { (not_stated(lang)) } } } }
                        }
                        div { dt { (record_words::sources(lang)) } dd { (names.cite(&d.sources)) } }
                    }
                }
            }
        }
    }

    // ------------------------------------------------------------ drift

    fn first_and_now(&self) -> Markup {
        let lang = self.lang;
        let drift = self.state.drift();
        let or_missing = |text: Option<String>| html! { @match text { Some(text) => { (text) } None => { span.unstated { (not_stated(lang)) } } } };
        let when =
            |when: Option<domain::When>| or_missing(when.map(|when| format::when(when, lang)));
        if drift.moves.is_empty() {
            return html! {
                section #pergeseran {
                    h2 { (words::first_and_now(lang)) }
                    p { (words::never_moved(lang)) }
                    dl.facts {
                        dt { (words::due(lang)) } dd { (when(drift.due)) }
                        @if let Some(indicator) = &self.description.indicator {
                            dt { (words::target(lang, indicator.name.read(lang).0, &indicator.unit)) }
                            dd { (or_missing(drift.target.map(|value| format::decimal(value, lang)))) }
                        }
                    }
                    (self.measurements())
                }
            };
        }
        html! {
            section #pergeseran {
                h2 { (words::first_and_now(lang)) }
                p { (words::drift(lang, drift.due_moves, drift.target_lowered)) }
                div.scroll tabindex="0" role="region" aria-label=(words::first_and_now(lang)) {
                    table.tight {
                        thead {
                            tr { td {} th scope="col" { (words::first_promise(lang)) } th scope="col" { (words::today_promise(lang)) } th scope="col" { (words::shift(lang)) } }
                        }
                        tbody {
                            tr {
                                th scope="row" { (words::due(lang)) }
                                td { (when(drift.first_due)) } td { (when(drift.due)) } td { (self.due_shift()) }
                            }
                            @if let Some(indicator) = &self.description.indicator {
                                @let number = |value: Option<Decimal>| or_missing(value.map(|value| format::decimal(value, lang)));
                                tr {
                                    th scope="row" { (words::target(lang, indicator.name.read(lang).0, &indicator.unit)) }
                                    td { (number(drift.first_target)) } td { (number(drift.target)) } td { (self.target_shift()) }
                                }
                            }
                        }
                    }
                }
                (self.moves())
                (self.measurements())
            }
        }
    }

    fn due_shift(&self) -> String {
        let lang = self.lang;
        let drift = self.state.drift();
        match (drift.first_due, drift.days) {
            (None, _) if drift.due.is_some() => words::due_added(lang).to_owned(),
            (_, Some(days)) if days > 0 => {
                words::later(lang, format::duration(days.unsigned_abs(), lang))
            }
            (_, Some(days)) if days < 0 => {
                words::earlier(lang, format::duration(days.unsigned_abs(), lang))
            }
            _ => words::unmoved(lang).to_owned(),
        }
    }

    fn target_shift(&self) -> &'static str {
        let drift = self.state.drift();
        match drift
            .first_target
            .zip(drift.target)
            .map(|(first, now)| now.compare(first))
        {
            Some(std::cmp::Ordering::Less) => words::lowered(self.lang),
            Some(std::cmp::Ordering::Greater) => words::raised(self.lang),
            Some(std::cmp::Ordering::Equal) | None => words::unmoved(self.lang),
        }
    }

    fn moves(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let drift = self.state.drift();
        html! {
            @if !drift.moves.is_empty() {
                div.scroll tabindex="0" role="region" aria-label=(words::moves_table(lang)) {
                    table {
                        caption { (words::moves_table(lang)) }
                        thead {
                            tr {
                                th scope="col" { (words::moved_on(lang)) } th scope="col" { (words::moved_to(lang)) }
                                th scope="col" { (words::moved_by(lang)) } th scope="col" { (words::moved_why(lang)) }
                            }
                        }
                        tbody {
                            @for (moved, noted) in &drift.moves {
                                tr {
                                    td { @match noted.stamp.on { Some(on) => { (format::when_tag(on, lang)) } None => { span.unstated { (not_stated(lang)) } } } }
                                    td {
                                        @if let Some(due) = moved.due { (words::due_to(lang, format::when(due, lang))) }
                                        @if moved.due.is_some() && moved.target.is_some() { "; " }
                                        @if let Some(target) = moved.target { (words::target_only(lang, format::decimal(target, lang))) }
                                    }
                                    td { @match moved.asked_by { Some(by) => { (names.link(by)) } None => { span.unstated { (not_stated(lang)) } } } }
                                    td { (parts::text(&moved.reason, lang)) (names.cite(&moved.sources)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn measurements(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let Some(indicator) = &self.description.indicator else {
            return html! { p { (words::no_indicator(lang)) } };
        };
        let measured: Vec<_> = self
            .state
            .facts
            .iter()
            .filter_map(|n| match &n.fact {
                Fact::Measured(measured) => Some((measured, n.stamp.on)),
                _ => None,
            })
            .collect();
        if measured.is_empty() && indicator.baseline.is_none() {
            return html! { p { (words::measured_none(lang)) } };
        }
        html! {
            div.scroll tabindex="0" role="region" aria-label=(words::measured(lang)) {
                table {
                    caption { (words::measured(lang)) ": " (parts::text(&indicator.name, lang)) " (" (indicator.unit) ")" }
                    thead { tr { th scope="col" { (record_words::date(lang)) } th.n scope="col" { (words::value(lang)) } th scope="col" { (words::remark(lang)) } } }
                    tbody {
                        @if let Some(baseline) = indicator.baseline { tr { th scope="row" { (words::baseline(lang)) } td.n { (format::decimal(baseline, lang)) } td {} } }
                        @for (measured, on) in &measured {
                            tr {
                                th scope="row" { @match on { Some(on) => { (format::when_tag(*on, lang)) } None => { (not_stated(lang)) } } }
                                td.n { (format::decimal(measured.value, lang)) }
                                td { @if let Some(note) = &measured.note { (parts::text(note, lang)) } (names.cite(&measured.sources)) }
                            }
                        }
                    }
                }
            }
            @if measured.is_empty() { p { (words::measured_none(lang)) } }
        }
    }

    // ------------------------------------------------------------ who, claims, disputes, dates

    fn who_owes_whom(&self) -> Markup {
        let (lang, names, d) = (self.lang, &self.record.names, self.description);
        let rhythm = match d.rhythm_days {
            Some(days) => words::rhythm_agreed(lang, days),
            None => words::rhythm_default(lang, RHYTHM_DAYS),
        };
        html! {
            section #siapa {
                h2 { (words::who_owes(lang)) }
                dl.facts {
                    dt { (words::owed_by(lang)) } dd { (names.links(&d.owners)) }
                    dt { (words::owed_to(lang)) }
                    dd {
                        @if d.beneficiaries.is_empty() { span.unstated { (not_stated(lang)) } }
                        @for (at, text) in d.beneficiaries.iter().enumerate() { @if at > 0 { ", " } (parts::text(text, lang)) }
                    }
                    @if d.agreement.is_some() || d.programme.is_some() || d.gathering.is_some() {
                        dt { (words::part_of(lang)) }
                        @if let Some(id) = d.agreement { dd { (names.link(id)) } }
                        @if let Some(id) = d.programme { dd { (names.link(id)) } }
                        @if let Some(id) = d.gathering { dd { (names.link(id)) } }
                    }
                    dt { (words::rhythm(lang)) } dd { (rhythm) }
                }
            }
        }
    }

    fn claims(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let facts: Vec<_> = self
            .state
            .facts
            .iter()
            .filter(|n| {
                matches!(
                    n.fact,
                    Fact::Claimed(_) | Fact::Accepted(_) | Fact::Closed(_)
                )
            })
            .collect();
        html! {
            @if !facts.is_empty() {
                section #klaim {
                    h2 { (words::claims(lang)) }
                    ul.versions {
                        @for noted in facts {
                            li {
                                @if let Some(on) = noted.stamp.on { (format::when_tag(on, lang)) ": " }
                                @match &noted.fact {
                                    Fact::Claimed(f) => { (names.link(f.by)) " " (words::claimed_by(lang)) ": " (parts::text(&f.what, lang)) (names.cite(&f.sources)) }
                                    Fact::Accepted(f) => { (names.link(f.by)) " " (words::accepted_by(lang)) ": " (parts::text(&f.what, lang)) (names.cite(&f.sources)) }
                                    Fact::Closed(f) => {
                                        (words::closed(lang)) " (" (record_words::closing(f.how, lang)) "): " (parts::text(&f.ground, lang))
                                        @if let Some(by) = f.by { ", " (names.link(by)) }
                                        (names.cite(&f.sources))
                                    }
                                    _ => {}
                                }
                            }
                        }
                    }
                }
            }
            section #penilaian {
                h2 { (words::verdict(lang)) }
                @match self.state.verdict() {
                    Some((verdict, on)) => {
                        div.verdict {
                            p { strong { (record_words::completion(verdict.completion, lang)) } }
                            p { (parts::text(&verdict.reason, lang)) (names.cite(&verdict.sources)) }
                            @let on = on.map_or_else(|| not_stated(lang).to_owned(), |on| format::when(on, lang));
                            p.meta { (fill(&words::verdict_by(lang, on), &[("by", names.link(verdict.by))])) }
                        }
                    }
                    None => { p { (words::verdict_none(lang)) } }
                }
            }
        }
    }

    fn disputes(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let open = self.state.open_disputes();
        html! {
            @if !open.is_empty() {
                section #sanggahan {
                    h2 { (words::disputes(lang)) }
                    @for (dispute, on) in open {
                        @let sentence = on.map_or_else(|| words::disputed(lang).to_owned(), |on| words::disputed_since(lang, format::when(on, lang)));
                        p { (fill(&sentence, &[("by", names.link(dispute.by))])) " " (parts::text(&dispute.ground, lang)) (names.cite(&dispute.sources)) }
                    }
                }
            }
        }
    }

    fn dates(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let drift = self.state.drift();
        let mut marks = Vec::new();
        let mut mark = |at: Option<domain::When>, what: Markup, sign: Sign| {
            marks.extend(at.map(|at| Mark { at, what, sign }))
        };
        mark(
            self.state.on(),
            html! { (words::promised(lang)) },
            Sign::Start,
        );
        let moved: Vec<_> = drift.moves.iter().filter_map(|(m, _)| m.due).collect();
        let mut dues: Vec<_> = drift.first_due.into_iter().chain(moved).collect();
        let last = dues.pop();
        for due in dues {
            mark(
                Some(due),
                html! { (words::earlier_due(lang)) },
                Sign::EarlierDue,
            );
        }
        mark(last, html! { (words::due_mark(lang)) }, Sign::Due);
        for noted in &self.state.facts {
            let (what, sign) = match &noted.fact {
                Fact::Chain(f) => (
                    html! { (words::stage(f.stage, lang)) ", " (link_standing(f.standing, lang)) ": " (parts::text(&f.what, lang)) (names.cite(&f.sources)) },
                    Sign::Fact,
                ),
                Fact::Claimed(f) => (
                    html! { (names.link(f.by)) " " (words::claimed_by(lang)) (names.cite(&f.sources)) },
                    Sign::Fact,
                ),
                Fact::Accepted(f) => (
                    html! { (names.link(f.by)) " " (words::accepted_by(lang)) (names.cite(&f.sources)) },
                    Sign::Fact,
                ),
                Fact::Closed(f) => (
                    html! { (words::closed(lang)) (names.cite(&f.sources)) },
                    Sign::End,
                ),
                Fact::Measured(_)
                | Fact::Moved(_)
                | Fact::Disputed(_)
                | Fact::Settled(_)
                | Fact::Verdict(_) => continue,
            };
            mark(noted.stamp.on, what, sign);
        }
        timeline_section(lang, marks, self.record.day)
    }
}

fn timeline_section(lang: Lang, mut marks: Vec<Mark>, day: jiff::civil::Date) -> Markup {
    let drawn = timeline(lang, words::dates(lang), &mut marks, day);
    html! { @if !drawn.0.is_empty() { section #tanggal { h2 { (words::dates(lang)) } (drawn) } } }
}
