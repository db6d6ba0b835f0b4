//! Search over everything: exact code or name first, then the best matches, with facets as links.

use app::{GovernmentRow, Hit, SearchQuery, SearchResults};
use axum::response::Response;
use domain::{Lang, SubjectKind, public};
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::{list_words as words, words as shared};
use crate::lists::Asked;
use crate::parts;

/// More hits than this, and one more word is asked for.
const TOO_MANY: u64 = 1_000;

/// `GET /cari`
pub(crate) async fn page(ctx: Ctx) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let governments = ctx.app.governments()?;
    let asked = Asked::read(&ctx, &governments)?;
    let kind = kind(&ctx)?;
    let text = ctx.param("q");
    let filtered = kind.is_some()
        || asked.government.is_some()
        || asked.family.is_some()
        || asked.year.is_some();
    let results = match text.is_some() || filtered {
        true => Some(ctx.app.search(&SearchQuery {
            text: text.unwrap_or_default().to_owned(),
            kind,
            government: asked.government.map(|g| g.code.clone()),
            family: asked.family,
            year: asked.year,
            page: asked.page,
        })?),
        false => None,
    };
    let exact = text
        .and_then(|text| exact(&governments, text))
        .filter(|_| asked.page == 1);
    let main = html! {
        h1 { (words::search(lang)) }
        (form(&ctx))
        @match &results {
            None => p.meta { (words::search_hint(lang)) },
            Some(results) => {
                p.lead role="status" { @match text { Some(text) => (words::found(lang, text, results.total)), None => (words::found_in_filters(lang, results.total)) } }
                @if let Some(government) = exact { (exact_match(&ctx, government)) }
                (answered(&ctx, results, &asked, text, filtered))
            }
        }
        p.meta { a href=(ctx.link("/tentang#lapor")) { (words::missing_record(lang)) } }
    };
    let title = words::search_title(lang, text, asked.page);
    Ok(frame::page(
        &ctx,
        &Page {
            title,
            unlisted: results.is_some(),
            ..Page::default()
        },
        &main,
    ))
}

/// The kind that `jenis` names, by the folder of its pages.
fn kind(ctx: &Ctx) -> Result<Option<SubjectKind>, PageError> {
    let Some(word) = ctx.param("jenis") else {
        return Ok(None);
    };
    let found = SubjectKind::PUBLIC
        .into_iter()
        .find(|kind| public::folder(*kind) == word);
    found.map(Some).ok_or_else(|| {
        PageError::bad_request(
            words::bad_kind(Lang::Id, word),
            words::bad_kind(Lang::En, word),
        )
    })
}

/// The search form; filters that are set go along.
fn form(ctx: &Ctx) -> Markup {
    html! {
        form.search role="search" method="get" action=(ctx.link("/cari")) {
            label for="q" { (shared::search_label(ctx.lang)) }
            @for name in ["jenis", "pemda", "status", "tahun"] { @if let Some(value) = ctx.param(name) { input type="hidden" name=(name) value=(value); } }
            div.field {
                input #q type="search" name="q" value=(ctx.param("q").unwrap_or_default()) maxlength="200";
                button type="submit" { (shared::search_verb(ctx.lang)) }
            }
        }
    }
}

/// The government that a query names in full or by code.
fn exact<'a>(governments: &'a [GovernmentRow], text: &str) -> Option<&'a GovernmentRow> {
    let wanted = text.to_lowercase();
    let is = |name: &str| {
        name.to_lowercase() == wanted || crate::home::bare(name).to_lowercase() == wanted
    };
    governments
        .iter()
        .find(|g| g.code == wanted || is(&g.name.id) || is(g.name.read(Lang::En).0))
}

fn exact_match(ctx: &Ctx, government: &GovernmentRow) -> Markup {
    html! {
        p.exact {
            span.kind { (words::exact(ctx.lang)) } " "
            a.title href=(ctx.link(&government.path)) { (government.name.read(ctx.lang).0) }
            " " span.meta { (words::code(ctx.lang, &government.code)) " " (shared::kind_count(SubjectKind::Commitment, government.counts.total(), ctx.lang)) "." }
        }
    }
}

fn answered(
    ctx: &Ctx,
    results: &SearchResults,
    asked: &Asked<'_>,
    text: Option<&str>,
    filtered: bool,
) -> Markup {
    let lang = ctx.lang;
    let understood = text.filter(|text| {
        !results.understood.is_empty() && results.understood.to_lowercase() != text.to_lowercase()
    });
    html! {
        @if understood.is_some() { p.meta { (words::understood(lang, &results.understood)) } }
        @if let Some(suggestion) = &results.suggestion {
            p { (words::did_you_mean(lang)) " " a href=(ctx.with("q", Some(suggestion))) { (suggestion) } "?" }
        }
        @if results.total > TOO_MANY { p.note { (words::too_many(lang)) } }
        @if results.total > 0 || filtered { (facets(ctx, results, asked)) }
        @if results.hits.is_empty() && filtered { p { a href=(ctx.link(&wider(text))) { (words::wider(lang)) } } }
        @if !results.hits.is_empty() {
            ol.rows.hits { @for hit in &results.hits { li { (hit_of(ctx, hit)) } } }
            (parts::pager(ctx, asked.page, results.pages))
        }
    }
}

/// The same search without filters.
fn wider(text: Option<&str>) -> String {
    let mut to = "/cari".to_owned();
    if let Some(text) = text {
        to.push_str("?q=");
        crate::ctx::encode(text, &mut to);
    }
    to
}

fn facets(ctx: &Ctx, results: &SearchResults, asked: &Asked<'_>) -> Markup {
    let lang = ctx.lang;
    let kinds: Vec<_> = results
        .by_kind
        .iter()
        .map(|(kind, n)| {
            (
                public::folder(*kind).to_owned(),
                shared::kind_many(*kind, lang).to_owned(),
                Some(*n),
            )
        })
        .collect();
    let places: Vec<_> = results
        .by_government
        .iter()
        .map(|(code, name, n)| (code.clone(), name.read(lang).0.to_owned(), Some(*n)))
        .collect();
    let statuses: Vec<_> = results
        .by_family
        .iter()
        .map(|(family, n)| {
            (
                shared::family_value(*family).to_owned(),
                shared::family(*family, lang).to_owned(),
                Some(*n),
            )
        })
        .collect();
    let years: Vec<_> = results
        .by_year
        .iter()
        .map(|(year, n)| (year.to_string(), year.to_string(), Some(*n)))
        .collect();
    let set = |name: &str| ctx.param(name).is_some();
    let open = asked.government.is_some()
        || asked.family.is_some()
        || asked.year.is_some()
        || set("jenis");
    html! {
        div.filters role="group" aria-label=(words::filters_heading(lang)) {
            (parts::filter(ctx, "jenis", words::filter_kind(lang), &kinds))
            @if places.len() + statuses.len() + years.len() > 0 {
                details.more open[open] {
                    summary { (words::filters_heading(lang)) }
                    (parts::filter(ctx, "pemda", words::filter_government(lang), &places))
                    (parts::filter(ctx, "status", words::filter_status(lang), &statuses))
                    (parts::filter(ctx, "tahun", words::filter_year(lang), &years))
                }
            }
        }
    }
}

fn hit_of(ctx: &Ctx, hit: &Hit) -> Markup {
    html! {
        span.kind { (shared::kind_one(hit.row.subject.kind, ctx.lang)) } " "
        (parts::row_of(ctx, &hit.row))
        @if !hit.snippet.is_empty() {
            p.snippet { @for (words, marked) in &hit.snippet { @if *marked { mark { (words) } } @else { (words) } } }
        }
    }
}
