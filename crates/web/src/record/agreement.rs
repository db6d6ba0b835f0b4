//! `GET /perjanjian/{handle}-{slug}`: who agreed to what, how far it is, and what follows.

use app::{Moment, Row};
use axum::extract::Path;
use axum::response::Response;
use domain::agreement::{Agreement, Description, Ending, Fact, PartyStanding, Signing, stage_ids};
use domain::any::AnyState;
use domain::commitment::{Family, Schedule};
use domain::id::OrganizationId;
use domain::subject::State;
use domain::{Lang, Reference, SubjectKind, When, law};
use maud::{Markup, html};

use super::charts::{Mark, Sign, timeline};
use super::rail;
use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::agreement as words;
use crate::i18n::record_words::commitment::at;
use crate::i18n::record_words::{self, assent, instrument, not_stated, unverified};
use crate::i18n::words::family;
use crate::names::{fill, join};
use crate::{format, parts};

/// Most promises, agreements or statements that one page lists.
const LISTED: u32 = 200;

/// The page of an agreement.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let mut record = match open(&ctx, SubjectKind::Agreement, &segment, true)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Agreement(state) = record.view.state.clone() else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let inside = Inside::read(&mut record, description)?;
    let mut then = ctx.clone();
    then.today = record.day;
    let page = Page {
        lang: ctx.lang,
        record: &record,
        then: &then,
        state: &state,
        description,
        inside: &inside,
    };
    record.page(&page.sheet())
}

/// What stands around an agreement: its parent, what stands under it, its promises.
struct Inside {
    parent: Option<State<Agreement>>,
    children: Vec<(Reference, State<Agreement>)>,
    /// Each promise with who owes it.
    promises: Vec<(Row, Vec<OrganizationId>)>,
    gatherings: Vec<Row>,
    statements: Vec<Row>,
}

impl Inside {
    fn read(record: &mut Record<'_>, description: &Description) -> Result<Self, PageError> {
        let (app, subject, moment) = (&record.ctx.app, record.view.subject, record.moment);
        let state_of =
            |reference: Reference, moment: Moment| -> Result<Option<AnyState>, PageError> {
                Ok(app.view(reference, moment)?.map(|view| view.state))
            };
        let parent = match description.parent {
            Some(id) => match state_of(id.into(), moment)? {
                Some(AnyState::Agreement(state)) => Some(state),
                _ => None,
            },
            None => None,
        };
        let mut children = Vec::new();
        for row in app.referring(subject, SubjectKind::Agreement, LISTED)? {
            if let Some(AnyState::Agreement(state)) = state_of(row.subject, moment)? {
                children.extend(state.description.is_some().then_some((row.subject, state)));
            }
        }
        let mut promises = Vec::new();
        for mut row in app.referring(subject, SubjectKind::Commitment, LISTED)? {
            if let Some(AnyState::Commitment(state)) = state_of(row.subject, moment)? {
                let schedule = Schedule::of(&state);
                row.status = Some(schedule.status(record.day));
                row.due = state.due();
                row.last_word = schedule.last_word;
                promises.extend(state.description.map(|d| (row, d.owners)));
            }
        }
        // At another moment, only what the record had by then.
        let there = |kind| -> Result<Vec<Row>, PageError> {
            let mut rows = Vec::new();
            for row in app.referring(subject, kind, LISTED)? {
                let shown = moment == Moment::Now
                    || state_of(row.subject, moment)?.is_some_and(|state| state.is_described());
                rows.extend(shown.then_some(row));
            }
            Ok(rows)
        };
        let gatherings = there(SubjectKind::Gathering)?;
        let statements = there(SubjectKind::Statement)?;
        let more: Vec<_> = children
            .iter()
            .map(|(subject, _)| *subject)
            .chain(promises.iter().map(|(row, _)| row.subject))
            .collect();
        record.names.add(app, more)?;
        Ok(Self {
            parent,
            children,
            promises,
            gatherings,
            statements,
        })
    }
}

struct Page<'a> {
    lang: Lang,
    record: &'a Record<'a>,
    /// The request as it would have been on the day shown: lists count days from it.
    then: &'a Ctx,
    state: &'a State<Agreement>,
    description: &'a Description,
    inside: &'a Inside,
}

impl Page<'_> {
    fn sheet(&self) -> Sheet {
        let lang = self.lang;
        let d = self.description;
        let (title, heading) = heading(&d.title, lang);
        Sheet {
            title,
            heading,
            tags: self.tags(),
            lead: self.lead(),
            body: html! {
                (self.ending())
                (self.rail())
                (self.confirmations())
                (self.duties())
                (self.document())
                (self.family())
                (self.amendments())
                (self.related())
                (self.dates())
                @if let Some(unknown) = &d.unknown { section #tidak-diketahui { h2 { (words::unknown(lang)) } p { (parts::text(unknown, lang)) } } }
            },
            differences: d.differences.clone(),
        }
    }

    fn term_over(&self) -> Option<jiff::civil::Date> {
        self.state
            .term_ends()
            .filter(|last| *last < self.record.day)
    }

    /// Its own condition: ended, signed, or not. Fulfilment is told by its promises, never here.
    fn tags(&self) -> Markup {
        let lang = self.lang;
        let word = if self.state.ending().is_some() {
            words::ended_tag(lang)
        } else if self.term_over().is_some() {
            words::term_over_tag(lang)
        } else if self.state.signing().is_none() {
            words::unsigned_tag(lang)
        } else if self.state.term_ends().is_some() {
            words::in_force_tag(lang)
        } else {
            words::signed_tag(lang)
        };
        let disputed = self
            .description
            .parties
            .iter()
            .any(|party| matches!(self.state.standing_of(*party), PartyStanding::Disputed(_)));
        html! {
            p.tags {
                span.tag.plain { (word) }
                @if disputed { " " span.tag.plain { (record_words::commitment::disputed_tag(lang)) } }
            }
        }
    }

    fn lead(&self) -> Markup {
        let (lang, d) = (self.lang, self.description);
        let kind = instrument(d.instrument, lang).to_lowercase();
        let first = match self.state.signing() {
            Some((_, on)) => words::lead(
                lang,
                kind,
                on.map_or_else(
                    || record_words::commitment::no_date(lang).to_owned(),
                    |on| at(on, lang),
                ),
            ),
            None => words::lead_unsigned(lang, kind),
        };
        let subjects = html! { @for (at, subject) in d.subjects.iter().enumerate() { @if at > 0 { "; " } (parts::text(subject, lang)) } };
        html! {
            (fill(&first, &[("parties", self.record.names.links(&d.parties))])) " "
            (fill(words::lead_subjects(lang), &[("subjects", subjects)]))
            @if let Some((ending, on)) = self.state.ending() {
                @let ground = law::ending(&ending.ground).map_or(ending.ground.as_str(), |ground| ground.name(lang)).to_lowercase();
                " " (words::lead_ended(lang, on.map_or_else(|| record_words::commitment::no_date(lang).to_owned(), |on| at(on, lang)), ground))
            }
            @if let Some(last) = self.term_over() { @if self.state.ending().is_none() { " " (words::term_over(lang, at(last.into(), lang))) } }
        }
    }

    // ------------------------------------------------------------ how far it is

    fn rail(&self) -> Markup {
        let lang = self.lang;
        html! {
            section #tahap {
                h2 { (words::rail(lang)) }
                (rail::rail(self.state, self.inside.parent.as_ref(), self.description, lang))
                (self.children_on_the_rail())
                (rail::detail(self.state, self.description, lang))
            }
        }
    }

    /// Stages 6 to 10 belong to each cooperation agreement under a joint agreement.
    fn children_on_the_rail(&self) -> Markup {
        let (lang, children) = (self.lang, &self.inside.children);
        let stages: Vec<_> = stage_ids(self.description.scheme)
            .into_iter()
            .skip(5)
            .take(5)
            .collect();
        html! {
            @if !children.is_empty() && law::stages(self.description.scheme.as_str()).len() == 10 {
                div.scroll tabindex="0" role="region" aria-label=(words::children_rail(lang)) {
                    table {
                        caption { (words::children_rail(lang)) }
                        thead { tr { td {} @for stage in &stages { th scope="col" { (record_words::stage_name(stage, lang).unwrap_or(stage)) } } } }
                        tbody {
                            @for (subject, state) in children {
                                tr {
                                    th scope="row" { (self.record.names.link(*subject)) }
                                    @for stage in &stages { td { (rail::standing(state.stage(stage), lang)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    // ------------------------------------------------------------ parties

    fn confirmations(&self) -> Markup {
        let (lang, names, parties) = (self.lang, &self.record.names, &self.description.parties);
        let confirmed = parties
            .iter()
            .filter(|party| matches!(self.state.standing_of(**party), PartyStanding::Confirmed(_)))
            .count();
        let sentence = match confirmed {
            0 => words::none_confirmed(lang).to_owned(),
            n if n == parties.len() => words::all_confirmed(lang).to_owned(),
            n => words::some_confirmed(lang, n, parties.len()),
        };
        html! {
            section #konfirmasi {
                h2 { (words::confirmations(lang)) }
                p { (sentence) }
                div.scroll tabindex="0" role="region" aria-label=(words::confirmations(lang)) {
                    table {
                        thead { tr { th scope="col" { (words::party(lang)) } th scope="col" { (words::its_word(lang)) } } }
                        tbody { @for party in parties { tr { th scope="row" { (names.link(*party)) } td { (self.party_word(*party)) } } } }
                    }
                }
            }
        }
    }

    fn party_word(&self, party: OrganizationId) -> Markup {
        let lang = self.lang;
        let (word, on) = match self.state.standing_of(party) {
            PartyStanding::NotConfirmed => (words::not_confirmed(lang), None),
            PartyStanding::Confirmed(on) => (words::confirmed(lang), on),
            PartyStanding::Disputed(on) => (words::disputes(lang), on),
            PartyStanding::Settled(on) => (words::settled(lang), on),
        };
        let ground = self.state.facts.iter().rev().find_map(|n| match &n.fact {
            Fact::Disputed(act) if act.party == party => act.ground.as_ref(),
            _ => None,
        });
        html! {
            (word) @if let Some(on) = on { " " (at(on, lang)) }
            @if let (PartyStanding::Disputed(_), Some(ground)) = (self.state.standing_of(party), ground) {
                br; (words::dispute_ground(lang)) " " (parts::text(ground, lang))
            }
        }
    }

    fn duties(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        html! {
            section #kewajiban {
                h2 { (words::duties(lang)) }
                (self.promises())
                @if let Some((signing, _)) = self.state.signing().filter(|(s, _)| !s.terms.is_empty()) {
                    h3 { (words::terms(lang)) }
                    ul { @for term in &signing.terms { li { (parts::text(term, lang)) (names.cite(&signing.sources)) } } }
                }
                @for party in &self.description.parties {
                    @let owed: Vec<_> = self.inside.promises.iter().filter(|(_, owners)| owners.contains(party)).map(|(row, _)| row.clone()).collect();
                    h3 { (names.link(*party)) }
                    @if owed.is_empty() { p { (words::duties_none(lang)) } } @else { (parts::rows(self.then, &owed)) }
                }
            }
        }
    }

    /// How many promises there are, by family, and those that no party owes.
    fn promises(&self) -> Markup {
        let (lang, promises) = (self.lang, &self.inside.promises);
        let count = |family: Family| {
            promises
                .iter()
                .filter(|(row, _)| row.status.is_some_and(|s| s.family == family))
                .count()
        };
        let counts: Vec<_> = Family::ALL
            .into_iter()
            .map(|f| (f, count(f)))
            .filter(|(_, n)| *n > 0)
            .collect();
        let others: Vec<_> = promises
            .iter()
            .filter(|(_, owners)| !owners.iter().any(|o| self.description.parties.contains(o)))
            .map(|(row, _)| row.clone())
            .collect();
        html! {
            @if promises.is_empty() { p { (words::commitments_none(lang)) } }
            @else {
                p {
                    (words::promises(lang, promises.len())) " "
                    (join(lang, counts.iter().map(|(f, n)| html! { (family(*f, lang).to_lowercase()) " " (n) }).collect())) "."
                }
            }
            @if !others.is_empty() { h3 { (words::by_others(lang)) } (parts::rows(self.then, &others)) }
        }
    }

    // ------------------------------------------------------------ the document

    fn document(&self) -> Markup {
        let (lang, names, d) = (self.lang, &self.record.names, self.description);
        let scheme = law::scheme(d.scheme.as_str());
        html! {
            section #dokumen {
                h2 { (words::document(lang)) }
                p { (words::no_document(lang)) }
                dl.facts {
                    dt { (words::instrument(lang)) } dd { (instrument(d.instrument, lang)) (names.cite(&d.sources)) }
                    @if let Some(scheme) = scheme {
                        dt { (words::rule_of_scheme(lang)) }
                        dd { (scheme.name(lang)) " (" (law::citation(&scheme.source, lang)) ")" @if !scheme.verified { " " span.unverified { (unverified(lang)) } } }
                    }
                    dt { (words::affairs(lang)) }
                    @for subject in &d.subjects { dd { (parts::text(subject, lang)) } }
                    @if let Some((signing, on)) = self.state.signing() { (self.signing(signing, on)) }
                }
                @if let Some((signing, _)) = self.state.signing() { (self.signatories(signing)) }
            }
        }
    }

    fn signing(&self, signing: &Signing, on: Option<When>) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let missing = html! { span.unstated { (not_stated(lang)) } };
        html! {
            dt { (words::signed_on(lang)) }
            dd { @match on { Some(on) => { (format::when_tag(on, lang)) } None => { (missing) } } (names.cite(&signing.sources)) }
            @if let Some(gathering) = signing.gathering { dt { (words::signed_at(lang)) } dd { (names.link(gathering)) } }
            dt { (words::term(lang)) }
            dd {
                @let from = signing.from.or(on);
                @match (from, signing.to) {
                    (Some(from), Some(to)) => { (words::term_from_to(lang, format::when(from, lang), format::when(to, lang))) }
                    (Some(from), None) => { (words::term_from(lang, format::when(from, lang))) }
                    (None, Some(to)) => { (format::when(to, lang)) }
                    (None, None) => { @if signing.term.is_none() { (missing) } }
                }
                @if let Some(term) = &signing.term { @if from.is_some() || signing.to.is_some() { "; " } (words::term_in_words(lang)) " " (parts::text(term, lang)) }
            }
        }
    }

    /// Who signed for whom, with the number in each party's register: every party has its row.
    fn signatories(&self, signing: &Signing) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let missing = || html! { span.unstated { (not_stated(lang)) } };
        html! {
            div.scroll tabindex="0" role="region" aria-label=(words::signatories(lang)) {
                table {
                    caption { (words::signatories(lang)) }
                    thead { tr { th scope="col" { (words::signed_for(lang)) } th scope="col" { (words::signed_by(lang)) } th scope="col" { (words::number_of(lang)) } } }
                    tbody {
                        @for party in &self.description.parties {
                            @let signers: Vec<_> = signing.signatories.iter().filter(|s| s.party == *party).collect();
                            @let number = signing.numbers.iter().find(|n| n.party == *party);
                            tr {
                                th scope="row" { (names.link(*party)) }
                                td {
                                    @if signers.is_empty() { (missing()) }
                                    @for (at, signer) in signers.iter().enumerate() {
                                        @if at > 0 { br; }
                                        @match (signer.person, signer.post) {
                                            (Some(person), Some(post)) => { (names.link(person)) ", " (names.link(post)) }
                                            (Some(person), None) => { (names.link(person)) }
                                            (None, Some(post)) => { (names.link(post)) }
                                            (None, None) => { (missing()) }
                                        }
                                    }
                                }
                                td { @match number { Some(number) => { (number.number) } None => { (missing()) } } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn family(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        html! {
            section #keluarga {
                h2 { (words::family(lang)) }
                @if let Some(parent) = self.description.parent { p { (words::parent(lang)) " " (names.link(parent)) "." } }
                @if self.inside.children.is_empty() { p { (words::children_none(lang)) } }
                @else {
                    h3 { (words::children(lang)) }
                    ul { @for (child, _) in &self.inside.children { li { (names.link(*child)) } } }
                }
            }
        }
    }

    fn amendments(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let amendments: Vec<_> = self
            .state
            .facts
            .iter()
            .filter_map(|n| match &n.fact {
                Fact::Amended(amendment) => Some((amendment, n.stamp.on)),
                _ => None,
            })
            .collect();
        html! {
            @if !amendments.is_empty() {
                section #perubahan {
                    h2 { (words::amendments(lang)) }
                    div.scroll tabindex="0" role="region" aria-label=(words::amendments(lang)) {
                        table {
                            thead {
                                tr {
                                    th scope="col" { (record_words::term(lang)) } th scope="col" { (record_words::before(lang)) }
                                    th scope="col" { (record_words::after(lang)) } th scope="col" { (record_words::date(lang)) }
                                }
                            }
                            tbody {
                                @for (amendment, on) in amendments {
                                    tr {
                                        th scope="row" { (parts::text(&amendment.term, lang)) }
                                        td { (parts::text(&amendment.before, lang)) }
                                        td { (parts::text(&amendment.after, lang)) (names.cite(&amendment.sources)) }
                                        td { @match on { Some(on) => { (format::when_tag(on, lang)) } None => { span.unstated { (not_stated(lang)) } } } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    // ------------------------------------------------------------ its end

    fn ending(&self) -> Markup {
        let lang = self.lang;
        let Some((ending, on)) = self.state.ending() else {
            return html! {};
        };
        let promises = &self.inside.promises;
        let kept = promises
            .iter()
            .filter(|(row, _)| row.status.is_some_and(|s| s.family == Family::Kept))
            .count();
        html! {
            section #berakhir {
                h2 { (words::ending(lang)) }
                p {
                    (words::ending_sentence(lang, on.map_or_else(|| record_words::commitment::no_date(lang).to_owned(), |on| at(on, lang)))) " "
                    @if promises.is_empty() { (words::ending_no_commitments(lang)) } @else { (words::ending_fulfilment(lang, kept, promises.len())) }
                }
                (self.ending_facts(ending))
            }
        }
    }

    fn ending_facts(&self, ending: &Ending) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        html! {
            dl.facts {
                dt { (words::ending_ground(lang)) }
                dd {
                    @match law::ending(&ending.ground) {
                        Some(ground) => {
                            (ground.name(lang))
                            @if ground.source != "-" { " (" (law::citation(&ground.source, lang)) ")" }
                            @if !ground.verified { " " span.unverified { (unverified(lang)) } }
                        }
                        None => { (ending.ground) }
                    }
                }
                dt { (words::ending_by(lang)) } dd { @if ending.by.is_empty() { (words::ending_by_all(lang)) } @else { (names.links(&ending.by)) } }
                dt { (words::ending_others(lang)) } dd { (assent(ending.others, lang)) }
                @if let Some(note) = &ending.note { dt { (record_words::field("note", lang)) } dd { (parts::text(note, lang)) } }
                dt { (record_words::sources(lang)) } dd { (names.cite(&ending.sources)) }
            }
        }
    }

    fn related(&self) -> Markup {
        let (lang, inside) = (self.lang, self.inside);
        html! {
            @if !inside.gatherings.is_empty() { section #kegiatan { h2 { (words::from_gathering(lang)) } (parts::rows(self.then, &inside.gatherings)) } }
            @if !inside.statements.is_empty() { section #pernyataan { h2 { (words::statements(lang)) } (parts::rows(self.then, &inside.statements)) } }
        }
    }

    fn dates(&self) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let mut marks = Vec::new();
        let mut mark = |at: Option<When>, what: Markup, sign: Sign| {
            marks.extend(at.map(|at| Mark { at, what, sign }))
        };
        if let Some((signing, on)) = self.state.signing() {
            mark(
                on,
                html! { (words::date_signed(lang)) (names.cite(&signing.sources)) },
                Sign::Start,
            );
            mark(
                signing.from.filter(|from| Some(*from) != on),
                html! { (words::date_from(lang)) },
                Sign::Fact,
            );
            mark(signing.to, html! { (words::date_to(lang)) }, Sign::Due);
        }
        for noted in &self.state.facts {
            match &noted.fact {
                Fact::Stage(stage) => {
                    let name = record_words::stage_name(&stage.stage, lang).unwrap_or(&stage.stage);
                    let word = record_words::stage_standing(stage.standing, lang);
                    mark(
                        noted.stamp.on,
                        html! { (name) ": " (word) (names.cite(&stage.sources)) },
                        Sign::Fact,
                    );
                }
                Fact::Ended(ending) => mark(
                    noted.stamp.on,
                    html! { (words::date_ended(lang)) (names.cite(&ending.sources)) },
                    Sign::End,
                ),
                Fact::Amended(amendment) => mark(
                    noted.stamp.on,
                    html! { (words::amendments(lang)) ": " (parts::text(&amendment.term, lang)) },
                    Sign::Fact,
                ),
                Fact::Signed(_) | Fact::Confirmed(_) | Fact::Disputed(_) | Fact::Settled(_) => {}
            }
        }
        let drawn = timeline(lang, words::dates(lang), &mut marks, self.record.day);
        html! { @if !drawn.0.is_empty() { section #tanggal { h2 { (words::dates(lang)) } (drawn) } } }
    }
}
