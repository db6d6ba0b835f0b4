//! The frame of every page: head, stripe, five links, breadcrumb, language switch, footer.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Lang;
use maud::{DOCTYPE, Markup, html};

use crate::answer;
use crate::ctx::{Ctx, address};
use crate::i18n::words;
use crate::style;

/// What the frame has to know of a page.
#[derive(Debug, Default)]
pub(crate) struct Page<'a> {
    /// Its title, unique and front-loaded; the site's name is added.
    pub(crate) title: String,
    /// The pages above it, from the home page's child down: words and Indonesian path.
    pub(crate) crumbs: Vec<(String, &'a str)>,
    /// Its first sentence, for search engines and previews.
    pub(crate) description: Option<String>,
    /// Whether search engines should leave it out: filtered lists, searches, other moments.
    pub(crate) unlisted: bool,
}

/// A page.
pub(crate) fn page(ctx: &Ctx, page: &Page<'_>, main: &Markup) -> Response {
    page_with(ctx, StatusCode::OK, page, main)
}

/// A page with another status than 200.
pub(crate) fn page_with(ctx: &Ctx, status: StatusCode, page: &Page<'_>, main: &Markup) -> Response {
    answer::whole(
        status,
        answer::HTML,
        document(ctx, page, None, main).into_string(),
    )
}

/// What a page with a form of many fields loads besides.
pub(crate) struct Tool {
    /// A style sheet.
    pub(crate) style: &'static style::Asset,
    /// A script that makes it quicker to use; the page is complete without it.
    pub(crate) script: &'static style::Asset,
}

/// A page that answers what somebody sent: it is of that reader alone, and nobody keeps it.
pub(crate) fn tool_page(
    ctx: &Ctx,
    status: StatusCode,
    page: &Page<'_>,
    tool: &Tool,
    main: &Markup,
) -> Response {
    let html = document(ctx, page, Some(tool), main).into_string();
    let headers = [
        (header::CONTENT_TYPE, answer::HTML),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut response = (status, headers, html).into_response();
    response.extensions_mut().insert(Scripted);
    response
}

/// Marks an answer whose page loads a script of this site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scripted;

fn document(ctx: &Ctx, page: &Page<'_>, tool: Option<&Tool>, main: &Markup) -> Markup {
    let lang = ctx.lang;
    let home = ctx.bare_path() == "/";
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { @if home { "Sinergi: " (page.title) } @else { (page.title) " – Sinergi" } }
                @if let Some(description) = &page.description { meta name="description" content=(description); }
                @if page.unlisted { meta name="robots" content="noindex"; }
                link rel="stylesheet" href=(style::SHEET.address());
                @if let Some(tool) = tool {
                    link rel="stylesheet" href=(tool.style.address());
                    script src=(tool.script.address()) defer {}
                }
                link rel="icon" href="/static/sinergi.svg" type="image/svg+xml";
                link rel="alternate" hreflang="id" href=(address(Lang::Id, &ctx.path));
                link rel="alternate" hreflang="en" href=(address(Lang::En, &ctx.path));
            }
            body {
                a.skip href="#isi" { (words::skip(lang)) }
                (top(ctx))
                @if !home { (breadcrumb(ctx, page)) }
                main #isi tabindex="-1" { (main) }
                (footer(ctx))
            }
        }
    }
}

fn top(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let other = lang.pick(Lang::En, Lang::Id);
    html! {
        header.top {
            div.stripe {}
            div.bar {
                a.site href=(ctx.link("/")) { "Sinergi" span.what { (words::site_is(lang)) } }
                nav.wide aria-label=(words::nav_label(lang)) { (links(ctx)) }
                a.switch href=(address(other, &ctx.path)) lang=(other.tag()) hreflang=(other.tag()) { (words::this_page_in(other)) }
                details.menu {
                    summary { (words::menu(lang)) }
                    nav aria-label=(words::nav_label(lang)) { (links(ctx)) }
                }
            }
        }
    }
}

/// The five links.
fn links(ctx: &Ctx) -> Markup {
    let here = ctx.bare_path();
    html! {
        ul {
            @for (path, word) in words::nav(ctx.lang) {
                @let within = here == path || here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
                li { a href=(ctx.link(path)) aria-current=[(here == path).then_some("page").or(within.then_some("true"))] { (word) } }
            }
        }
    }
}

fn breadcrumb(ctx: &Ctx, page: &Page<'_>) -> Markup {
    html! {
        nav.crumbs aria-label=(words::crumbs_label(ctx.lang)) {
            ol {
                li { a href=(ctx.link("/")) { (words::home(ctx.lang)) } }
                @for (word, path) in &page.crumbs { li { a href=(ctx.link(path)) { (word) } } }
            }
        }
    }
}

fn footer(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    html! {
        footer {
            div.inside {
                @for (heading, links) in words::footer(lang) {
                    nav aria-label=(heading) {
                        p.heading { (heading) }
                        ul { @for (path, word) in links { li { a href=(if path.starts_with("/api/") || path.starts_with("/log/") { path.to_owned() } else { ctx.link(path) }) { (word) } } } }
                    }
                }
                p.runs { (words::who_runs(lang)) }
            }
        }
    }
}
