//! The home page: how promises stand, in ten seconds; then the reader's own government. And the page of changes.

use app::{Change, GovernmentRow};
use axum::response::Response;
use domain::commitment::Family;
use domain::organization::OrganizationKind;
use jiff::ToSpan;
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::{chart_words, home_words as words, words as shared};
use crate::{charts, format, parts};

/// Records on each list of the home page.
const FEW: usize = 5;
/// How many of the newest entries are looked through for what changed this week.
const LOOKED_THROUGH: u32 = 200;
/// How many changes the page of changes shows.
const CHANGES: u32 = 100;
/// Days after which the home page says that its data are old.
const STALE_DAYS: i32 = 7;

/// `GET /`
pub(crate) async fn page(ctx: Ctx) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let counts = ctx.app.counts(None)?;
    let governments = ctx.app.governments()?;
    let promising = governments.iter().filter(|g| g.counts.total() > 0).count() as u64;
    let recent = ctx.app.recent(LOOKED_THROUGH)?;
    let last = recent.first().map(|change| format::day_of(change.at));
    let stale = last.filter(|last| (ctx.today - *last).get_days() > STALE_DAYS);
    let lead = if counts.total() == 0 {
        words::empty(lang).to_owned()
    } else {
        words::lead(lang, &counts, promising, ctx.today)
    };
    let main = html! {
        @if let Some(last) = stale { p.notice { (words::stale(lang, last, ctx.today)) } }
        h1 { (words::heading(lang)) }
        p.lead { (lead) }
        @if counts.total() > 0 {
            (parts::family_counts(&ctx, &counts, |family| ctx.link(&format!("/janji?status={}", shared::family_value(family)))))
            (charts::bar(&counts, &chart_words::bar_label(lang, &counts)))
        }
        section {
            h2 { (words::find_heading(lang)) }
            form.search method="get" action=(ctx.link("/pemda")) {
                label for="daerah" { (words::find_label(lang)) }
                div.field { input #daerah type="search" name="q" maxlength="200"; button type="submit" { (words::find_verb(lang)) } }
            }
            p.meta { (words::or_province(lang)) }
            (provinces(&ctx, &governments))
        }
        section { h2 { (words::changed_heading(lang)) } (changed(&ctx, &recent)) }
        div.two {
            section { h2 { (words::silence_heading(lang)) } (silence(&ctx, counts.silent)?) }
            section { h2 { (words::kept_heading(lang)) } (kept(&ctx, counts.kept)?) }
        }
        section {
            h2 { (words::counted_heading(lang)) }
            p { (words::counted_text(lang)) " " a href=(ctx.link("/metode")) { (words::counted_link(lang)) } "." }
        }
    };
    Ok(frame::page(
        &ctx,
        &Page {
            title: words::title(lang).to_owned(),
            description: Some(lead),
            ..Page::default()
        },
        &main,
    ))
}

fn provinces(ctx: &Ctx, governments: &[GovernmentRow]) -> Markup {
    let within = |code: &str| {
        governments
            .iter()
            .filter(|g| g.code.starts_with(code) && g.counts.total() > 0)
            .count() as u64
    };
    html! {
        ul.columns {
            @for province in governments.iter().filter(|g| g.kind == OrganizationKind::Province) {
                @let promising = within(&province.code);
                li {
                    a href=(ctx.link(&format!("/pemda?provinsi={}", province.code))) { (bare(province.name.read(ctx.lang).0)) }
                    @if promising > 0 { " " span.meta { (format::number(promising, ctx.lang)) } }
                }
            }
        }
    }
}

/// A province's name without the word for it, which the list's heading says.
pub(crate) fn bare(name: &str) -> &str {
    name.strip_prefix("Provinsi ")
        .or_else(|| name.strip_suffix(" Province"))
        .unwrap_or(name)
}

fn changed(ctx: &Ctx, recent: &[Change]) -> Markup {
    let lang = ctx.lang;
    let since = ctx.today.checked_sub(7.days()).unwrap_or(ctx.today);
    let mut seen = Vec::new();
    let this_week = recent
        .iter()
        .filter(|change| format::day_of(change.at) > since && change.hidden.is_none());
    let newest: Vec<&Change> = this_week
        .filter(|change| {
            !seen.contains(&change.subject) && {
                seen.push(change.subject);
                true
            }
        })
        .take(FEW)
        .collect();
    html! {
        @if newest.is_empty() {
            p { (words::changed_none(lang, recent.first().map(|change| format::day_of(change.at)))) }
        } @else {
            p.meta { (words::changed_order(lang)) }
            ul.rows { @for change in newest { li { (change_of(ctx, change)) } } }
            p { a href=(ctx.link("/perubahan")) { (words::all_changes(lang)) } }
        }
    }
}

fn change_of(ctx: &Ctx, change: &Change) -> Markup {
    let lang = ctx.lang;
    html! {
        span.kind { (shared::kind_one(change.subject.kind, lang)) } " "
        a.title href=(ctx.link(&change.path)) lang=[parts::lang_of(&change.title, lang)] { (change.title.read(lang).0) }
        " " span.meta { (words::change(lang, &change.kind, corrected(change))) " · " (format::moment_tag(change.at, lang)) }
    }
}

fn silence(ctx: &Ctx, total: u64) -> Result<Markup, PageError> {
    let rows = ctx.app.longest_silent(FEW as u32)?;
    Ok(html! {
        @if rows.is_empty() { p { (words::silence_none(ctx.lang)) } }
        @else {
            p.meta { (words::silence_order(ctx.lang)) }
            (parts::rows(ctx, &rows))
            p { a href=(ctx.link(&format!("/janji?status={}", shared::family_value(Family::Silent)))) { (words::all_silent(ctx.lang, total)) } }
        }
    })
}

fn kept(ctx: &Ctx, total: u64) -> Result<Markup, PageError> {
    let rows = ctx.app.just_kept(FEW as u32)?;
    Ok(html! {
        @if rows.is_empty() { p { (words::kept_none(ctx.lang)) } }
        @else {
            p.meta { (words::kept_order(ctx.lang)) }
            (parts::rows(ctx, &rows))
            p { a href=(ctx.link(&format!("/janji?status={}", shared::family_value(Family::Kept)))) { (words::all_kept(ctx.lang, total)) } }
        }
    })
}

/// `GET /perubahan`
pub(crate) async fn changes(ctx: Ctx) -> Result<Response, PageError> {
    let recent = ctx.app.recent(CHANGES)?;
    let title = words::changes_title(ctx.lang).to_owned();
    let main = html! {
        h1 { (title) }
        p.lead { (words::changes_lead(ctx.lang, recent.len() as u64, ctx.app.log_size())) }
        @if recent.is_empty() { p { (words::changed_none(ctx.lang, None)) } }
        @else { ul.rows { @for change in recent.iter().filter(|change| change.hidden.is_none()) { li { (change_of(&ctx, change)) } } } }
    };
    Ok(frame::page(
        &ctx,
        &Page {
            title,
            ..Page::default()
        },
        &main,
    ))
}

/// Whether an entry corrects an earlier one. The list of changes does not look up what an entry replaced, but a corrected
/// description always says why.
fn corrected(change: &Change) -> bool {
    change.before.is_some()
        || change
            .data
            .as_ref()
            .is_some_and(|data| data.get("reason").is_some())
}
