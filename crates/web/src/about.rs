//! What this site is, who runs it, where its data come from and how to take them all.

use axum::response::Response;
use domain::SubjectKind;
use maud::html;

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::format;
use crate::frame::{self, Page};
use crate::i18n::{about_words as words, words as shared};

/// `GET /tentang`
pub(crate) async fn page(ctx: Ctx) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let counts = ctx.app.kind_counts()?;
    let title = words::about(lang).to_owned();
    let lead = words::about_lead(lang).to_owned();
    let main = html! {
        h1 { (title) }
        p.lead { (lead) }
        h2 { (words::rules_heading(lang)) }
        ul { @for rule in words::rules(lang) { li { (rule) } } }
        h2 #pengelola { (words::runs_heading(lang)) }
        p { (words::runs(lang)) }
        dl.facts {
            dt { (words::log_name(lang)) } dd { (ctx.app.origin()) }
            dt { (words::log_key(lang)) } dd { code.key translate="no" { (ctx.app.verifier_key()) } }
            dt { (words::log_size(lang)) } dd { (words::entries(lang, ctx.app.log_size())) }
        }
        p { (words::key_use(lang)) " " a href=(ctx.link("/verifikasi")) { (words::key_link(lang)) } "." }
        h2 #lapor { (words::report_heading(lang)) }
        p { (words::report(lang)) }
        h2 #sumber-data { (words::data_heading(lang)) }
        ul { @for line in words::data(lang) { li { (line) } } }
        h2 #unduh { (words::download_heading(lang)) }
        p { (words::download(lang)) }
        ul.columns {
            @for kind in SubjectKind::PUBLIC {
                li {
                    a href={ "/api/v1/" (kind.plural()) ".jsonl" } { (shared::kind_many(kind, lang)) }
                    " " span.meta { (format::number(counts.get(&kind).copied().unwrap_or_default(), lang)) }
                }
            }
        }
        h2 #kode { (words::code_heading(lang)) }
        p { (words::code(lang)) }
    };
    Ok(frame::page(
        &ctx,
        &Page {
            title,
            description: Some(lead),
            ..Page::default()
        },
        &main,
    ))
}
