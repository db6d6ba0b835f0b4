//! `GET /pernyataan/{handle}-{slug}`: what was said without promising.

use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::statement::Description;
use domain::{Lang, Reference, SubjectKind};
use maud::{Markup, html};

use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::format;
use crate::i18n::record_words::commitment::{at, no_date};
use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{self, force, force_means, not_stated};
use crate::names::fill;

/// The page of a statement.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Statement, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Statement(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let lang = ctx.lang;
    let on = state.on();
    let sentence = words::statement_lead(
        lang,
        on.map_or_else(|| no_date(lang).to_owned(), |on| at(on, lang)),
    );
    let (title, heading) = heading(&description.says, lang);
    record.page(&Sheet {
        title,
        heading,
        tags: html! { p.tags { span.tag.plain { (force(description.force, lang)) } } },
        lead: html! { (fill(&sentence, &[("speaker", speaker(&record, description))])) " " (force_means(description.force, lang)) },
        body: body(&record, description, on, lang),
        differences: description.differences.clone(),
    })
}

fn speaker(record: &Record<'_>, d: &Description) -> Markup {
    let names = &record.names;
    let ids: [Option<Reference>; 3] = [
        d.speaker.map(Into::into),
        d.post.map(Into::into),
        d.organization.map(Into::into),
    ];
    html! {
        @match ids {
            [Some(person), Some(post), _] => { (names.link(person)) ", " (names.link(post)) "," }
            [Some(one), None, _] | [None, Some(one), _] | [None, None, Some(one)] => { (names.link(one)) }
            [None, None, None] => { (words::unknown_speaker(record.ctx.lang)) }
        }
    }
}

fn body(record: &Record<'_>, d: &Description, on: Option<domain::When>, lang: Lang) -> Markup {
    let names = &record.names;
    html! {
        div {
            @match &d.quote {
                Some(quote) => { blockquote.promise lang=[(lang != Lang::Id).then_some("id")] { p { "“" (quote) "”" } } }
                None => { p.meta { (words::in_our_words(lang)) } }
            }
        }
        dl.facts {
            dt { (words::force(lang)) } dd { (force(d.force, lang)) (names.cite(&d.sources)) }
            dt { (words::said_on(lang)) }
            dd { @match on { Some(on) => { (format::when_tag(on, lang)) } None => { span.unstated { (not_stated(lang)) } } } }
            @if let Some(id) = d.speaker { dt { (words::speaker(lang)) } dd { (names.link(id)) } }
            @if let Some(id) = d.post { dt { (words::post(lang)) } dd { (names.link(id)) } }
            @if let Some(id) = d.organization { dt { (words::organization(lang)) } dd { (names.link(id)) } }
            dt { (words::addressed_to(lang)) }
            dd { @if d.addressed_to.is_empty() { span.unstated { (not_stated(lang)) } } @else { (names.links(&d.addressed_to)) } }
            @if let Some(id) = d.gathering { dt { (words::said_at(lang)) } dd { (names.link(id)) } }
            @if let Some(id) = d.agreement { dt { (words::about_agreement(lang)) } dd { (names.link(id)) } }
            @if let Some(id) = d.programme { dt { (words::about_programme(lang)) } dd { (names.link(id)) } }
        }
        p.meta { (record_words::commitment::reported_only(lang)) }
    }
}
