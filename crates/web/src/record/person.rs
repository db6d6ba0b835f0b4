//! `GET /orang/{handle}-{slug}`: a public official, in the public role only.

use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::person::Description;
use domain::post::{Fact, Membership};
use domain::{Lang, Reference, SubjectKind};
use maud::{Markup, html};

use super::post::{from, to};
use super::sheet::{Record, Sheet, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::kinds as words;
use crate::names::{fill, join};
use crate::parts;

/// Most records of one kind that the page lists.
const LISTED: u32 = 100;

/// The page of a person.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let mut record = match open(&ctx, SubjectKind::Person, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Person(state) = record.view.state.clone() else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let lang = ctx.lang;
    let held = held(&mut record)?;
    let rows = |kind| ctx.app.referring(record.view.subject, kind, LISTED);
    let lists = [
        (
            "janji",
            words::made_promises(lang),
            rows(SubjectKind::Commitment)?,
        ),
        (
            "perjanjian",
            words::signed(lang),
            rows(SubjectKind::Agreement)?,
        ),
        (
            "pernyataan",
            words::made_statements(lang),
            rows(SubjectKind::Statement)?,
        ),
        (
            "kegiatan",
            words::went_to(lang),
            rows(SubjectKind::Gathering)?,
        ),
    ];
    let posts: Vec<_> = held
        .iter()
        .map(|(post, _)| record.names.link(*post))
        .collect();
    record.page(&Sheet {
        title: description.name.clone(),
        heading: html! { (description.name) },
        tags: html! {},
        lead: match posts.is_empty() {
            true => html! { (words::person_lead(lang)) },
            false => fill(words::person_lead_held(lang), &[("posts", join(lang, posts))]),
        },
        body: html! {
            (about(&record, description, lang))
            (posts_held(&record, &held, lang))
            @for (id, heading, rows) in &lists { @if !rows.is_empty() { section id=(id) { h2 { (heading) } (parts::rows(&ctx, rows)) } } }
        },
        differences: description.differences.clone(),
    })
}

/// The posts that the person held, each with its time.
fn held(record: &mut Record<'_>) -> Result<Vec<(Reference, Membership)>, PageError> {
    let app = &record.ctx.app;
    let person = record.view.subject;
    let mut held = Vec::new();
    for row in app.referring(person, SubjectKind::Post, LISTED)? {
        let Some(AnyState::Post(state)) = app
            .view(row.subject, app::Moment::Now)?
            .map(|view| view.state)
        else {
            continue;
        };
        for noted in &state.facts {
            let Fact::Held(membership) = &noted.fact;
            if membership.person.reference() == person {
                held.push((row.subject, membership.clone()));
            }
        }
    }
    held.sort_by_key(|(_, m)| m.from.or(m.seen).or(m.to).map(domain::When::first_day));
    let mut named: Vec<_> = held.iter().map(|(post, _)| *post).collect();
    named.extend(
        held.iter()
            .flat_map(|(_, m)| m.sources.iter().map(|c| c.source.reference())),
    );
    record.names.add(app, named)?;
    Ok(held)
}

fn about(record: &Record<'_>, d: &Description, lang: Lang) -> Markup {
    let names = &record.names;
    html! {
        section #tentang {
            h2 { (words::about_person(lang)) }
            p { (words::person_only_public(lang)) (names.cite(&d.sources)) }
            @if d.titles.is_some() || !d.also_known_as.is_empty() {
                dl.facts {
                    @if let Some(titles) = &d.titles { dt { (words::titles(lang)) } dd { (titles) } }
                    @if !d.also_known_as.is_empty() { dt { (words::also_known_as(lang)) } dd { (d.also_known_as.join(", ")) } }
                }
            }
        }
    }
}

fn posts_held(record: &Record<'_>, held: &[(Reference, Membership)], lang: Lang) -> Markup {
    html! {
        @if !held.is_empty() {
            section #jabatan {
                h2 { (words::held(lang)) }
                div.scroll tabindex="0" role="region" aria-label=(words::held(lang)) {
                    table {
                        caption.hidden { (words::held(lang)) }
                        thead { tr { th scope="col" { (words::post(lang)) } th scope="col" { (words::from(lang)) } th scope="col" { (words::to(lang)) } } }
                        tbody {
                            @for (post, membership) in held {
                                tr {
                                    th scope="row" { (record.names.link(*post)) @if membership.acting { " (" (words::acting(lang)) ")" } (record.names.cite(&membership.sources)) }
                                    td { (from(membership, lang)) }
                                    td { (to(membership, lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
