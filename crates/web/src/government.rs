//! One government's page: what it promised, to whom, and how that stands.

use std::collections::BTreeMap;

use app::{FamilyCounts, Filter, GovernmentRow, Moment, Row};
use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::citation::References;
use domain::commitment::{Family, Schedule};
use domain::organization::{Description, Organization, OrganizationKind};
use domain::subject::State;
use domain::{Lang, Reference, SubjectKind, law};
use maud::{Markup, html};

mod figures;
mod posts;

pub(crate) use figures::figures_csv;

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::{chart_words, list_words as words, words as shared};
use crate::parts::{self, Caption};
use crate::{charts, format, governments, moment};

/// Promises that are looked at one by one: for another moment, and for the timeline.
const MOST_PROMISES: usize = 100;
/// Records in each section.
const SOME: usize = 10;
/// Agreements whose partners are looked up.
const MOST_AGREEMENTS: usize = 50;

/// `GET /pemda/{code}`
pub(crate) async fn page(ctx: Ctx, Path(code): Path<String>) -> Result<Response, PageError> {
    let subject = ctx.app.government(&code)?.ok_or(PageError::NotFound)?;
    let moment = moment::of(&ctx)?;
    let all = ctx.app.governments()?;
    let row = all
        .iter()
        .find(|g| g.subject == subject)
        .ok_or(PageError::NotFound)?;
    let name = row.name.read(ctx.lang).0.to_owned();
    let view = ctx.app.view(subject, moment)?;
    let state = match view.map(|view| view.state) {
        Some(AnyState::Organization(state)) => state,
        _ => State::default(),
    };
    let main = match &state.description {
        Some(description) => {
            let place = Place {
                ctx: &ctx,
                subject,
                row,
                all: &all,
                description,
                state: &state,
                moment,
                day: moment::day(&moment, ctx.today),
            };
            place.draw()?
        }
        None => {
            html! { (moment::notice(&ctx, &moment)) h1 { (name) } p.lead { (words::not_yet_recorded(ctx.lang)) } }
        }
    };
    let unlisted = !matches!(moment, Moment::Now);
    let mut crumbs = vec![(words::governments(ctx.lang).to_owned(), "/pemda")];
    let above = row
        .parent_code
        .as_ref()
        .and_then(|parent| all.iter().find(|g| g.code == *parent));
    if let Some(above) = above {
        crumbs.push((above.name.read(ctx.lang).0.to_owned(), &above.path));
    }
    Ok(frame::page(
        &ctx,
        &Page {
            title: name,
            crumbs,
            description: None,
            unlisted,
        },
        &main,
    ))
}

/// What the page is drawn from.
struct Place<'a> {
    ctx: &'a Ctx,
    subject: Reference,
    row: &'a GovernmentRow,
    all: &'a [GovernmentRow],
    description: &'a Description,
    state: &'a State<Organization>,
    moment: Moment,
    day: jiff::civil::Date,
}

/// A section: its id, heading, number of records if it counts them, and content.
struct Section {
    id: &'static str,
    heading: &'static str,
    count: Option<u64>,
    content: Markup,
}

impl Place<'_> {
    fn draw(&self) -> Result<Markup, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let promises = self.promises()?;
        let counts = promises.counts;
        let name = self.description.name.read(lang).0;
        let province = self
            .row
            .parent_code
            .as_ref()
            .and_then(|code| self.all.iter().find(|g| g.code == *code))
            .map(|g| g.name.read(lang).0);
        let mut sections = vec![self.attention(&promises)];
        sections.extend(self.agreements()?);
        sections.push(self.commitments(&promises));
        for (id, heading, kind) in [
            ("program", words::programmes(lang), SubjectKind::Programme),
            ("kegiatan", words::gatherings(lang), SubjectKind::Gathering),
            (
                "pernyataan",
                words::statements(lang),
                SubjectKind::Statement,
            ),
        ] {
            sections.extend(self.others(id, heading, kind)?);
        }
        sections.extend(self.figures()?);
        sections.extend(self.posts()?);
        sections.extend(self.bodies()?);
        if self.row.kind == OrganizationKind::Province {
            let content = html! {
                @if self.row.code == "36" { (governments::banten_map(ctx, self.all)) }
                (governments::within(ctx, self.all, self.row))
            };
            sections.push(Section {
                id: "daerah",
                heading: words::members(lang),
                count: None,
                content,
            });
        }
        Ok(html! {
            (moment::notice(ctx, &self.moment))
            h1 { (name) }
            p.lead { (words::government_lead(lang, name, province, &counts)) }
            (self.facts()?)
            @if counts.total() > 0 {
                (parts::family_counts(ctx, &counts, |family| match self.moment {
                    Moment::Now => ctx.link(&format!("/janji?pemda={}&status={}", self.row.code, shared::family_value(family))),
                    // The lists are of today.
                    Moment::AsOf(_) | Moment::KnownAt(_) => "#janji".to_owned(),
                }))
                (charts::bar(&counts, &chart_words::bar_label(lang, &counts)))
            }
            @if promises.cut { p.note { (words::some_counted(lang, MOST_PROMISES as u64)) } }
            nav.toc aria-label=(words::on_this_page(lang)) {
                ul { @for section in &sections { li { a href={ "#" (section.id) } { (section.heading) @if let Some(count) = section.count { " (" (format::number(count, lang)) ")" } } } } }
            }
            @for section in &sections {
                details.section id=(section.id) open {
                    summary { h2 { (section.heading) } }
                    (section.content)
                }
            }
            (moment::form(ctx, &self.moment))
        })
    }

    /// Code, seat, other names, what it lies in, what took its place.
    fn facts(&self) -> Result<Markup, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let d = self.description;
        let labels = ctx.app.labels(
            &d.successor
                .map(Reference::from)
                .into_iter()
                .collect::<Vec<_>>(),
        )?;
        Ok(html! {
            p.meta {
                (words::code(lang, &self.row.code))
                @if let Some(seat) = &d.seat { " " (words::seat(lang, seat)) }
                @if !d.also_known_as.is_empty() { " " (words::also_known_as(lang, &d.also_known_as.join(", "))) }
            }
            @if let Some(successor) = d.successor { p { (words::successor(lang)) " " (parts::link(ctx, &labels, successor)) "." } }
        })
    }

    fn list(
        &self,
        kind: SubjectKind,
        family: Option<Family>,
        page: u32,
    ) -> Result<app::Page, PageError> {
        Ok(self.ctx.app.list(&Filter {
            kind,
            organization: Some(self.subject),
            family,
            year: None,
            page,
        })?)
    }

    /// The promises of this government at the moment asked for.
    fn promises(&self) -> Result<Promises, PageError> {
        let mut page = self.list(SubjectKind::Commitment, None, 1)?;
        let (total, pages) = (page.total, page.pages);
        let mut rows = page.rows;
        for number in 2..=pages {
            if rows.len() >= MOST_PROMISES {
                break;
            }
            page = self.list(SubjectKind::Commitment, None, number)?;
            rows.append(&mut page.rows);
        }
        rows.truncate(MOST_PROMISES);
        let cut = total > rows.len() as u64;
        if matches!(self.moment, Moment::Now) {
            return Ok(Promises {
                counts: self.ctx.app.counts(Some(self.subject))?,
                rows,
                total,
                cut: false,
            });
        }
        let mut then = Vec::with_capacity(rows.len());
        for row in rows {
            then.extend(self.row_then(row)?);
        }
        let mut counts = FamilyCounts::default();
        for status in then.iter().filter_map(|row| row.status) {
            *(match status.family {
                Family::Kept => &mut counts.kept,
                Family::Broken => &mut counts.broken,
                Family::Silent => &mut counts.silent,
                Family::Late => &mut counts.late,
                Family::Running => &mut counts.running,
            }) += 1;
        }
        Ok(Promises {
            counts,
            total: then.len() as u64,
            rows: then,
            cut,
        })
    }

    /// A promise as it stood at the moment asked for; none if it had not been made or recorded then.
    fn row_then(&self, row: Row) -> Result<Option<Row>, PageError> {
        let Some(view) = self.ctx.app.view(row.subject, self.moment)? else {
            return Ok(None);
        };
        let AnyState::Commitment(state) = view.state else {
            return Ok(None);
        };
        if state.description.is_none() {
            return Ok(None);
        }
        let schedule = Schedule::of(&state);
        Ok(Some(Row {
            title: state.title(),
            status: Some(schedule.status(self.day)),
            due: state.due(),
            on: state.on(),
            last_word: schedule.last_word,
            ..row
        }))
    }

    fn attention(&self, promises: &Promises) -> Section {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let mut rows: Vec<&Row> = promises
            .rows
            .iter()
            .filter(|row| matches!(family(row), Some(Family::Late | Family::Silent)))
            .collect();
        rows.sort_by_key(|row| {
            (
                family(row) == Some(Family::Silent),
                row.status.and_then(|s| s.since),
            )
        });
        let count = promises.counts.late + promises.counts.silent;
        let shown: Vec<Row> = rows.into_iter().take(SOME).cloned().collect();
        let content = html! {
            @if shown.is_empty() { p { (words::attention_none(lang)) } }
            @else {
                p.meta { (words::attention_order(lang)) }
                (parts::rows(ctx, &shown))
                @if count > shown.len() as u64 && matches!(self.moment, Moment::Now) {
                    p { @for family in [Family::Late, Family::Silent].into_iter().filter(|f| promises.counts.of(*f) > 0) {
                        a href=(ctx.link(&format!("/janji?pemda={}&status={}", self.row.code, shared::family_value(family)))) { (shared::family(family, lang)) " (" (format::number(promises.counts.of(family), lang)) ")" } " "
                    } }
                }
            }
        };
        Section {
            id: "perhatian",
            heading: words::attention(lang),
            count: Some(count),
            content,
        }
    }

    fn commitments(&self, promises: &Promises) -> Section {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let content = html! {
            @if promises.rows.is_empty() { p { (words::none_of(lang, SubjectKind::Commitment)) } }
            @else {
                (self.timeline(promises))
                p.meta { (words::newest_promised(lang)) }
                (parts::rows(ctx, &promises.rows[..promises.rows.len().min(SOME)]))
                (self.more(SubjectKind::Commitment, promises.total))
            }
        };
        Section {
            id: "janji",
            heading: words::promises(lang),
            count: Some(promises.total),
            content,
        }
    }

    fn timeline(&self, promises: &Promises) -> Markup {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let open = |row: &&Row| !matches!(family(row), Some(Family::Kept | Family::Broken));
        let mut dated: Vec<&Row> = promises
            .rows
            .iter()
            .filter(open)
            .filter(|row| row.due.is_some())
            .collect();
        dated.sort_by_key(|row| row.due.map(domain::When::last_day));
        let undated = promises
            .rows
            .iter()
            .filter(open)
            .filter(|row| row.due.is_none())
            .count() as u64;
        let dues: Vec<charts::Due> = dated
            .iter()
            .filter_map(|row| {
                Some(charts::Due {
                    on: row.due?.last_day(),
                    status: row.status?,
                })
            })
            .collect();
        let Some(chart) = charts::timeline(lang, &dues, self.day) else {
            return html! {};
        };
        let about = Caption {
            caption: words::timeline_heading(lang).to_owned(),
            source: Some(words::record_source(lang).to_owned()),
            ..Caption::default()
        };
        html! {
            figure.timeline {
                (chart)
                figcaption.meta { (chart_words::timeline_key(lang, self.day)) @if undated > 0 { " " (words::undated(lang, undated)) } }
            }
            details { summary { (words::as_table(lang)) } (parts::table(ctx, "tenggat", &about, &html! {
                thead { tr { th scope="col" { (words::column_due(lang)) } th scope="col" { (shared::kind_one(SubjectKind::Commitment, lang)) } th scope="col" { (words::column_status(lang)) } } }
                tbody { @for row in &dated { tr {
                    td { @if let Some(due) = row.due { (format::when_tag(due, lang)) } }
                    th scope="row" { a href=(ctx.link(&row.path)) lang=[parts::lang_of(&row.title, lang)] { (row.title.read(lang).0) } }
                    td { @if let Some(status) = row.status { (parts::status_tag(status, lang)) } }
                } } }
            })) }
        }
    }

    /// A link to the whole list of a kind, if it is longer than what is shown.
    fn more(&self, kind: SubjectKind, total: u64) -> Markup {
        let folder = domain::public::folder(kind);
        html! { @if total > SOME as u64 && matches!(self.moment, Moment::Now) { p { a href=(self.ctx.link(&format!("/{folder}?pemda={}", self.row.code))) { (words::see_all(self.ctx.lang, kind, total)) } } } }
    }

    fn others(
        &self,
        id: &'static str,
        heading: &'static str,
        kind: SubjectKind,
    ) -> Result<Option<Section>, PageError> {
        let mut list = self.list(kind, None, 1)?;
        if !matches!(self.moment, Moment::Now) {
            list.rows = self.known_then(list.rows)?;
            list.total = list.rows.len() as u64;
        }
        Ok((list.total > 0).then(|| Section {
            id,
            heading,
            count: Some(list.total),
            content: html! {
                @if kind == SubjectKind::Statement { p.meta { (words::statements_note(self.ctx.lang)) } }
                (parts::rows(self.ctx, &list.rows[..list.rows.len().min(SOME)]))
                (self.more(kind, list.total))
            },
        }))
    }

    /// Those of these records that had happened, or were on record, at the moment asked for.
    fn known_then(&self, rows: Vec<Row>) -> Result<Vec<Row>, PageError> {
        let mut known = Vec::with_capacity(rows.len());
        for row in rows {
            if self
                .ctx
                .app
                .view(row.subject, self.moment)?
                .is_some_and(|view| view.state.is_described())
            {
                known.push(row);
            }
        }
        Ok(known)
    }

    /// Agreements under the partner that each is with; those with several under a heading of their own.
    fn agreements(&self) -> Result<Option<Section>, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let mut list = self.list(SubjectKind::Agreement, None, 1)?;
        if list.pages > 1 && list.rows.len() < MOST_AGREEMENTS {
            list.rows
                .append(&mut self.list(SubjectKind::Agreement, None, 2)?.rows);
        }
        let mut by_partner: BTreeMap<Option<Reference>, Vec<(Row, String)>> = BTreeMap::new();
        for row in list.rows {
            let Some(view) = ctx.app.view(row.subject, self.moment)? else {
                continue;
            };
            let AnyState::Agreement(state) = view.state else {
                continue;
            };
            let Some(description) = &state.description else {
                continue;
            };
            let others: Vec<Reference> = description
                .parties
                .iter()
                .map(|party| party.reference())
                .filter(|party| *party != self.subject)
                .collect();
            let partner = if let [one] = others[..] {
                Some(one)
            } else {
                None
            };
            let line = agreement_line(lang, &state);
            by_partner.entry(partner).or_default().push((row, line));
        }
        if by_partner.is_empty() {
            return Ok(None);
        }
        if !matches!(self.moment, Moment::Now) {
            list.total = by_partner.values().map(Vec::len).sum::<usize>() as u64;
        }
        let labels = ctx
            .app
            .labels(&by_partner.keys().filter_map(|p| *p).collect::<Vec<_>>())?;
        let content = html! {
            @for (partner, agreements) in &by_partner {
                h3 { @match partner { Some(partner) => (parts::link(ctx, &labels, *partner)), None => (words::several_partners(lang)) } }
                ul.rows {
                    @for (row, line) in agreements.iter().take(SOME) {
                        li { a.title href=(ctx.link(&row.path)) lang=[parts::lang_of(&row.title, lang)] { (row.title.read(lang).0) } " " span.meta { (line) } }
                    }
                }
            }
            (self.more(SubjectKind::Agreement, list.total))
        };
        Ok(Some(Section {
            id: "perjanjian",
            heading: words::agreements_by_partner(lang),
            count: Some(list.total),
            content,
        }))
    }

    fn figures(&self) -> Result<Option<Section>, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let figures = figures::in_order(self.state);
        let differences = &self.description.differences;
        if figures.is_empty() && differences.is_empty() {
            return Ok(None);
        }
        let mut cited = References::default();
        cited.differences(differences);
        cited
            .0
            .extend(figures.iter().flat_map(|f| sources(&f.sources)));
        let labels = ctx.app.labels(&cited.0)?;
        let about = Caption {
            caption: words::figures_caption(lang, self.description.name.read(lang).0),
            csv: Some(ctx.link(&format!("/pemda/{}/angka.csv", self.row.code))),
            ..Caption::default()
        };
        let scored = figures.iter().any(|f| figures::is_score(f));
        let content = html! {
            @if scored { p.note { (words::scores_caution(lang)) } }
            @if !figures.is_empty() { (parts::table(ctx, "angka-tabel", &about, &html! {
                thead { tr {
                    th scope="col" { (words::column_measure(lang)) }
                    th scope="col" { (words::column_period(lang)) }
                    th.n scope="col" { (words::column_value(lang)) }
                    th scope="col" { (words::column_source(lang)) }
                } }
                tbody { @for figure in &figures { (figures::figure_row(ctx, &labels, figure)) } }
            })) }
            (parts::differences(ctx, &labels, differences))
        };
        Ok(Some(Section {
            id: "angka",
            heading: words::figures(lang),
            count: Some(figures.len() as u64),
            content,
        }))
    }

    /// Agencies and councils of this government; its regencies and cities have a table of their own.
    fn bodies(&self) -> Result<Option<Section>, PageError> {
        let rows = self
            .ctx
            .app
            .referring(self.subject, SubjectKind::Organization, 1000)?;
        let rows: Vec<Row> = rows
            .into_iter()
            .filter(|row| !row.path.starts_with("/pemda/"))
            .collect();
        Ok((!rows.is_empty()).then(|| Section {
            id: "lembaga",
            heading: words::part_of(self.ctx.lang),
            count: Some(rows.len() as u64),
            content: parts::rows(self.ctx, &rows),
        }))
    }
}

/// What is known of a government's promises at a moment.
struct Promises {
    counts: FamilyCounts,
    /// The newest, up to [`MOST_PROMISES`].
    rows: Vec<Row>,
    total: u64,
    /// Whether there are more than were counted.
    cut: bool,
}

fn family(row: &Row) -> Option<Family> {
    row.status.map(|status| status.family)
}

fn sources(citations: &[domain::citation::Citation]) -> impl Iterator<Item = Reference> {
    citations.iter().map(|citation| citation.source.reference())
}

/// When it was signed and how it ended.
fn agreement_line(lang: Lang, state: &State<domain::agreement::Agreement>) -> String {
    let signed = match state.signing() {
        Some((_, on)) => words::signed(lang, on.map(|on| format::when(on, lang)).as_deref()),
        None => words::not_signed(lang).to_owned(),
    };
    let Some((ending, on)) = state.ending() else {
        return signed;
    };
    let how =
        law::ending(&ending.ground).map_or(ending.ground.as_str(), |ending| ending.name(lang));
    format!(
        "{signed} · {}",
        words::ended(lang, how, on.map(|on| format::when(on, lang)).as_deref())
    )
}
