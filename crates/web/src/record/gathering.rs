//! `GET /kegiatan/{handle}-{slug}`: who met whom, where and when, and what came of it.

use app::Row;
use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::commitment::Status;
use domain::gathering::{Attendance, Description, Fact, Gathering, Participant};
use domain::id::OrganizationId;
use domain::subject::State;
use domain::{Lang, SubjectKind, When};
use maud::{Markup, html};

use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::commitment::at;
use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{self, gathering_kind, not_stated};
use crate::names::fill;
use crate::{format, parts};

/// Most records of one kind that the page lists.
const LISTED: u32 = 200;

/// The page of a gathering.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Gathering, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Gathering(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let mut rows = Vec::new();
    for kind in [
        SubjectKind::Agreement,
        SubjectKind::Commitment,
        SubjectKind::Statement,
    ] {
        rows.push((kind, ctx.app.referring(record.view.subject, kind, LISTED)?));
    }
    let page = Page {
        lang: ctx.lang,
        record: &record,
        state,
        description,
        rows,
    };
    record.page(&page.sheet()?)
}

struct Page<'a> {
    lang: Lang,
    record: &'a Record<'a>,
    state: &'a State<Gathering>,
    description: &'a Description,
    rows: Vec<(SubjectKind, Vec<Row>)>,
}

impl Page<'_> {
    fn sheet(&self) -> Result<Sheet, PageError> {
        let (lang, d) = (self.lang, self.description);
        let (title, heading) = heading(&d.title, lang);
        Ok(Sheet {
            title,
            heading,
            tags: html! {},
            lead: self.lead(),
            body: html! {
                (self.facts())
                (self.outcomes()?)
                (self.attendance())
            },
            differences: d.differences.clone(),
        })
    }

    /// Its first and last day, as precisely as they are known.
    fn days(&self) -> (Option<When>, Option<When>) {
        let first = self.description.from.or(self.state.on());
        (first, self.description.to.filter(|to| Some(*to) != first))
    }

    /// When it took place, as part of a sentence.
    fn on(&self) -> String {
        let lang = self.lang;
        match self.days() {
            (Some(from), Some(to)) => {
                words::from_to(lang, format::when(from, lang), format::when(to, lang))
            }
            (Some(on), None) | (None, Some(on)) => at(on, lang),
            (None, None) => record_words::commitment::no_date(lang).to_owned(),
        }
    }

    fn dates(&self) -> Markup {
        let lang = self.lang;
        match self.days() {
            (Some(from), Some(to)) => {
                html! { (format::when_tag(from, lang)) " – " (format::when_tag(to, lang)) }
            }
            (Some(on), None) | (None, Some(on)) => format::when_tag(on, lang),
            (None, None) => html! { span.unstated { (not_stated(lang)) } },
        }
    }

    fn place(&self) -> Markup {
        let lang = self.lang;
        match &self.description.place {
            Some(place) => fill(
                words::in_place(lang),
                &[("place", parts::text(place, lang))],
            ),
            None => html! { (words::no_place(lang)) },
        }
    }

    fn lead(&self) -> Markup {
        let (lang, names, d) = (self.lang, &self.record.names, self.description);
        let mut guests: Vec<OrganizationId> = d
            .participants
            .iter()
            .filter_map(|p| p.organization)
            .filter(|o| !d.hosts.contains(o))
            .collect();
        guests.sort();
        guests.dedup();
        let kind = gathering_kind(d.kind, lang);
        let sentence = match (d.hosts.is_empty(), guests.is_empty()) {
            (false, false) => words::gathering_lead_met(lang, kind),
            (true, false) => words::gathering_lead(lang, kind),
            (_, true) => words::gathering_lead_alone(lang, kind),
        };
        fill(
            &sentence,
            &[
                ("on", html! { (self.on()) }),
                ("place", self.place()),
                ("hosts", names.links(&d.hosts)),
                ("guests", names.links(&guests)),
            ],
        )
    }

    fn facts(&self) -> Markup {
        let (lang, names, d) = (self.lang, &self.record.names, self.description);
        html! {
            dl.facts {
                dt { (words::when(lang)) }
                dd {
                    (self.dates()) (names.cite(&d.sources))
                    @if let Some(basis) = &d.date_basis { br; span.meta { (words::date_basis(lang)) " " (parts::text(basis, lang)) } }
                }
                dt { (words::place(lang)) }
                dd { @match &d.place { Some(place) => { (parts::text(place, lang)) } None => { span.unstated { (not_stated(lang)) } } } }
                dt { (words::hosts(lang)) }
                dd { @if d.hosts.is_empty() { span.unstated { (not_stated(lang)) } } @else { (names.links(&d.hosts)) } }
                @if !d.topics.is_empty() {
                    dt { (words::topics(lang)) } @for topic in &d.topics { dd { (parts::text(topic, lang)) } }
                }
            }
        }
    }

    fn outcomes(&self) -> Result<Markup, PageError> {
        let (lang, names, ctx) = (self.lang, &self.record.names, self.record.ctx);
        let mut listed = Vec::new();
        for noted in &self.state.facts {
            let Fact::Outcome(outcome) = &noted.fact;
            let status: Option<Status> = match outcome
                .subject
                .filter(|s| s.kind == SubjectKind::Commitment)
            {
                Some(subject) => match ctx
                    .app
                    .view(subject, app::Moment::Now)?
                    .map(|view| view.state)
                {
                    Some(AnyState::Commitment(state)) if state.description.is_some() => {
                        Some(state.status(ctx.today))
                    }
                    _ => None,
                },
                None => None,
            };
            listed.push((outcome, status));
        }
        // What an outcome names already is not listed again below.
        let named: Vec<_> = listed
            .iter()
            .filter_map(|(outcome, _)| outcome.subject)
            .collect();
        let others = self.rows.iter().map(|(kind, rows)| {
            (
                *kind,
                rows.iter()
                    .filter(|row| !named.contains(&row.subject))
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        let others: Vec<_> = others.filter(|(_, rows)| !rows.is_empty()).collect();
        Ok(html! {
            section #hasil {
                h2 { (words::outcomes(lang)) }
                @if listed.is_empty() && others.is_empty() { p { (words::outcomes_none(lang)) } }
                @if !listed.is_empty() {
                    ul.versions {
                        @for (outcome, status) in &listed {
                            li {
                                @if let Some(status) = status { (parts::status_tag(*status, lang)) " " }
                                (parts::text(&outcome.what, lang))
                                @if let Some(subject) = outcome.subject { ": " (names.link(subject)) }
                                (names.cite(&outcome.sources))
                            }
                        }
                    }
                }
                @for (kind, rows) in &others {
                    h3 { (crate::i18n::words::kind_many(*kind, lang)) }
                    (parts::rows(ctx, rows))
                }
            }
        })
    }

    fn attendance(&self) -> Markup {
        let (lang, d) = (self.lang, self.description);
        let count = |which: Attendance| {
            d.participants
                .iter()
                .filter(|p| p.attendance == which)
                .count()
        };
        html! {
            @if !d.participants.is_empty() {
                section #hadir {
                    h2 { (words::attendance(lang)) }
                    p {
                        (words::attendance_count(lang, count(Attendance::Present), count(Attendance::Represented), count(Attendance::Absent), count(Attendance::NotStated)))
                        " " (words::attendance_note(lang))
                    }
                    div.scroll tabindex="0" role="region" aria-label=(words::attendance(lang)) {
                        table {
                            caption.hidden { (words::attendance(lang)) }
                            thead { tr { th scope="col" { (words::who(lang)) } th scope="col" { (words::for_body(lang)) } th scope="col" { (words::came(lang)) } } }
                            tbody { @for participant in &d.participants { (self.participant(participant)) } }
                        }
                    }
                }
            }
        }
    }

    fn participant(&self, p: &Participant) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let who: Vec<Markup> = [
            p.person.map(|id| names.link(id)),
            p.post.map(|id| names.link(id)),
            p.described.as_ref().map(|text| parts::text(text, lang)),
        ]
        .into_iter()
        .flatten()
        .collect();
        html! {
            tr {
                th scope="row" {
                    @if who.is_empty() { @if let Some(body) = p.organization { (names.link(body)) } }
                    @for (at, part) in who.iter().enumerate() { @if at > 0 { ", " } (part) }
                }
                td { @match p.organization { Some(body) => { (names.link(body)) } None => { span.unstated { (not_stated(lang)) } } } }
                td {
                    @match p.represented_by {
                        Some(person) => { (fill(words::represented_by(lang), &[("person", names.link(person))])) }
                        None => { (record_words::attendance(p.attendance, lang)) }
                    }
                    @if let Some(reason) = &p.reason { ": " (parts::text(reason, lang)) }
                }
            }
        }
    }
}
