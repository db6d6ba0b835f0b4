//! `GET /sumber/{handle}-{slug}`: something that was read, what it does not state, and everything taken from it.

use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::source::Description;
use domain::{Lang, SubjectKind, When};
use maud::{Markup, html};

use super::sheet::{Record, Sheet, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{self, medium, not_stated};
use crate::i18n::words::kind_many;
use crate::{format, parts};

/// Most records of one kind that the page lists; the regions' source alone has 552.
const LISTED: u32 = 50;

/// The page of a source.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Source, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Source(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let lang = ctx.lang;
    let title = state.title();
    let taken = taken(&record)?;
    record.page(&Sheet {
        title: title.read(lang).0.to_owned(),
        heading: parts::text(&title, lang),
        tags: html! {},
        lead: html! { (words::source_lead(lang, &description.outlet, medium(description.medium, lang))) " " (words::own_words(lang)) },
        body: html! { (about(description, lang)) (taken) },
        differences: Vec::new(),
    })
}

fn about(d: &Description, lang: Lang) -> Markup {
    let missing = || html! { span.unstated { (not_stated(lang)) } };
    let when = |when: Option<When>| html! { @match when { Some(when) => { (format::when_tag(when, lang)) } None => { (missing()) } } };
    let foreign = (lang != Lang::Id).then_some("id");
    html! {
        section #tentang {
            h2 { (words::about_source(lang)) }
            dl.facts {
                dt { (words::outlet(lang)) } dd { (d.outlet) }
                dt { (words::medium(lang)) } dd { (medium(d.medium, lang)) }
                dt { (words::title(lang)) } dd lang=[foreign.filter(|_| d.title.is_some())] { @match &d.title { Some(title) => { (title) } None => { (missing()) } } }
                dt { (words::address(lang)) } dd { @match &d.address { Some(address) => { a.long href=(address) rel="external" { (address) } } None => { (missing()) } } }
                dt { (words::published(lang)) } dd { (when(d.published)) }
                dt { (words::retrieved(lang)) } dd { (when(d.retrieved)) }
                dt { (words::sha256(lang)) } dd { @match &d.sha256 { Some(hash) => { (format::hash(hash)) } None => { (missing()) } } }
                @if let Some(note) = &d.note { dt { (record_words::field("note", lang)) } dd { (parts::text(note, lang)) } }
            }
        }
    }
}

fn taken(record: &Record<'_>) -> Result<Markup, PageError> {
    let (ctx, lang) = (record.ctx, record.ctx.lang);
    let mut groups = Vec::new();
    for kind in SubjectKind::PUBLIC
        .into_iter()
        .rev()
        .filter(|kind| *kind != SubjectKind::Source)
    {
        let mut rows = ctx.app.referring(record.view.subject, kind, LISTED + 1)?;
        let more = rows.len() > LISTED as usize;
        rows.truncate(LISTED as usize);
        if !rows.is_empty() {
            groups.push((kind, rows, more));
        }
    }
    Ok(html! {
        section #diambil {
            h2 { (words::taken(lang)) }
            @if groups.is_empty() { p { (words::taken_none(lang)) } }
            @for (kind, rows, more) in &groups {
                @let heading = if *more { kind_many(*kind, lang).to_owned() } else { words::of_kind(lang, kind_many(*kind, lang), rows.len()) };
                details open[rows.len() <= 10] {
                    summary { (heading) }
                    (parts::rows(ctx, rows))
                    @if *more { p.meta { (words::taken_more(lang, LISTED)) " " a href={ "/api/v1/" (kind.plural()) ".jsonl" } { (kind.plural()) ".jsonl" } } }
                }
            }
        }
    })
}
