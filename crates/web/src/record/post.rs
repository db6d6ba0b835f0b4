//! `GET /pejabat/{handle}-{slug}`: a public post and who held it.

use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::post::{Fact, Membership};
use domain::{Lang, SubjectKind, When};
use maud::{Markup, html};

use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{not_stated, role};
use crate::names::fill;
use crate::{format, parts};

/// Most records of one kind that the page lists.
const LISTED: u32 = 100;

/// The page of a post.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Post, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Post(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let lang = ctx.lang;
    let names = &record.names;
    let mut held: Vec<&Membership> = state
        .facts
        .iter()
        .map(|noted| {
            let Fact::Held(held) = &noted.fact;
            held
        })
        .collect();
    held.sort_by_key(|held| held.from.or(held.seen).or(held.to).map(When::first_day));
    let organization = ("organization", names.link(description.organization));
    let lead = match held.last() {
        Some(last) => fill(
            words::post_lead_held(lang),
            &[organization, ("person", names.link(last.person))],
        ),
        None => fill(words::post_lead(lang), &[organization]),
    };
    let lists = [
        (
            "janji",
            words::made_promises(lang),
            ctx.app
                .referring(record.view.subject, SubjectKind::Commitment, LISTED)?,
        ),
        (
            "pernyataan",
            words::made_statements(lang),
            ctx.app
                .referring(record.view.subject, SubjectKind::Statement, LISTED)?,
        ),
        (
            "kegiatan",
            words::its_gatherings(lang),
            ctx.app
                .referring(record.view.subject, SubjectKind::Gathering, LISTED)?,
        ),
    ];
    let (title, heading) = heading(&description.title, lang);
    record.page(&Sheet {
        title,
        heading,
        tags: html! {},
        lead,
        body: html! {
            dl.facts {
                dt { (words::role(lang)) } dd { (role(description.role, lang)) (names.cite(&description.sources)) }
                dt { (words::for_body(lang)) } dd { (names.link(description.organization)) }
            }
            section #pemangku {
                h2 { (words::holders(lang)) }
                @if held.is_empty() { p { (words::holders_none(lang)) } } @else { (holders(&record, &held, lang)) }
            }
            @for (id, heading, rows) in &lists { @if !rows.is_empty() { section id=(id) { h2 { (heading) } (parts::rows(&ctx, rows)) } } }
        },
        differences: description.differences.clone(),
    })
}

fn holders(record: &Record<'_>, held: &[&Membership], lang: Lang) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words::holders(lang)) {
            table {
                caption.hidden { (words::holders(lang)) }
                thead { tr { th scope="col" { (words::person(lang)) } th scope="col" { (words::from(lang)) } th scope="col" { (words::to(lang)) } } }
                tbody {
                    @for held in held {
                        tr {
                            th scope="row" { (record.names.link(held.person)) @if held.acting { " (" (words::acting(lang)) ")" } (record.names.cite(&held.sources)) }
                            td { (from(held, lang)) }
                            td { (to(held, lang)) }
                        }
                    }
                }
            }
        }
    }
}

/// The first day in a post, or the day on which a source names the person in it.
pub(crate) fn from(held: &Membership, lang: Lang) -> Markup {
    html! {
        @match (held.from, held.seen) {
            (Some(from), _) => { (format::when_tag(from, lang)) }
            (None, Some(seen)) => { (words::seen(lang, format::when(seen, lang))) }
            (None, None) => { span.unstated { (not_stated(lang)) } }
        }
    }
}

/// The last day in a post. That none is stated does not mean that the person still holds it.
pub(crate) fn to(held: &Membership, lang: Lang) -> Markup {
    html! { @match held.to { Some(to) => { (format::when_tag(to, lang)) } None => { span.unstated { (words::to_open(lang)) } } } }
}
