//! `GET /lembaga/{handle}-{slug}`: an agency, a council, a supervisor, a firm. Governments have a page of their own.

use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::organization::{Description, Fact};
use domain::{Lang, SubjectKind};
use maud::{Markup, html};

use super::figures;
use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{not_stated, organization_kind};
use crate::names::fill;
use crate::parts;

/// Most records of one kind that the page lists.
const LISTED: u32 = 100;

/// The page of an organization that is no regional government.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Organization, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Organization(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let lang = ctx.lang;
    let kind = organization_kind(description.kind, lang);
    let lead = match description.parent {
        Some(parent) => fill(
            &words::organization_lead_in(lang, kind),
            &[("parent", record.names.link(parent))],
        ),
        None => html! { (words::organization_lead(lang, kind)) },
    };
    let figures: Vec<_> = state
        .facts
        .iter()
        .map(|noted| {
            let Fact::Figure(figure) = &noted.fact;
            figure
        })
        .collect();
    let lists = lists(&record)?;
    let (title, heading) = heading(&description.name, lang);
    record.page(&Sheet {
        title,
        heading,
        tags: html! {},
        lead,
        body: html! {
            (about(&record, description, lang))
            (lists)
            @if !figures.is_empty() { section #angka { h2 { (words::figures(lang)) } (figures::table(lang, &record.names, &figures)) } }
        },
        differences: description.differences.clone(),
    })
}

fn about(record: &Record<'_>, d: &Description, lang: Lang) -> Markup {
    let names = &record.names;
    let missing = || html! { span.unstated { (not_stated(lang)) } };
    html! {
        section #tentang {
            h2 { (words::about_body(lang)) }
            dl.facts {
                dt { (words::kind(lang)) } dd { (organization_kind(d.kind, lang)) (names.cite(&d.sources)) }
                @if !d.also_known_as.is_empty() { dt { (words::also_known_as(lang)) } dd lang=[(lang != Lang::Id).then_some("id")] { (d.also_known_as.join(", ")) } }
                @if let Some(parent) = d.parent { dt { (words::parent(lang)) } dd { (names.link(parent)) } }
                @if let Some(successor) = d.successor { dt { (words::successor(lang)) } dd { (names.link(successor)) } }
                dt { (words::seat(lang)) } dd { @match &d.seat { Some(seat) => { (seat) } None => { (missing()) } } }
            }
        }
    }
}

fn lists(record: &Record<'_>) -> Result<Markup, PageError> {
    let (ctx, lang) = (record.ctx, record.ctx.lang);
    let rows = |kind| ctx.app.referring(record.view.subject, kind, LISTED);
    let posts = rows(SubjectKind::Post)?;
    let promises = rows(SubjectKind::Commitment)?;
    let others = [
        (
            "perjanjian",
            words::its_agreements(lang),
            rows(SubjectKind::Agreement)?,
        ),
        (
            "kegiatan",
            words::its_gatherings(lang),
            rows(SubjectKind::Gathering)?,
        ),
        (
            "pernyataan",
            words::its_statements(lang),
            rows(SubjectKind::Statement)?,
        ),
        (
            "program",
            words::its_programmes(lang),
            rows(SubjectKind::Programme)?,
        ),
        (
            "bagian",
            words::parts_of(lang),
            rows(SubjectKind::Organization)?,
        ),
    ];
    Ok(html! {
        section #janji {
            h2 { (words::its_promises(lang)) }
            @if promises.is_empty() { p { (words::its_promises_none(lang)) } } @else { (parts::rows(ctx, &promises)) }
        }
        section #jabatan {
            h2 { (words::posts(lang)) }
            @if posts.is_empty() { p { (words::posts_none(lang)) } } @else { (parts::rows(ctx, &posts)) }
        }
        @for (id, heading, rows) in &others { @if !rows.is_empty() { section id=(id) { h2 { (heading) } (parts::rows(ctx, rows)) } } }
    })
}
