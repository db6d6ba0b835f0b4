//! The glossary: the words of Indonesian law and administration, with their English.

use axum::response::Response;
use domain::glossary::{self, Term};
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::about_words as words;

/// `GET /glosarium`
pub(crate) async fn page(ctx: Ctx) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let terms = glossary::terms();
    let title = words::glossary(lang).to_owned();
    let lead = words::glossary_lead(lang, terms.len() as u64);
    let main = html! {
        h1 { (title) }
        p.lead { (lead) }
        nav.letters aria-label=(words::letters(lang)) { ul { @for letter in letters(terms) { li { a href={ "#" (letter) } { (letter) } } } } }
        @for letter in letters(terms) {
            section.letter id=(letter) {
                h2 { (letter) }
                dl.terms { @for term in terms.iter().filter(|term| initial(term) == letter) { (row(&ctx, term)) } }
            }
        }
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

fn initial(term: &Term) -> char {
    term.term.chars().next().unwrap_or('?').to_ascii_uppercase()
}

fn letters(terms: &[Term]) -> Vec<char> {
    let mut letters: Vec<char> = terms.iter().map(initial).collect();
    letters.dedup();
    letters
}

fn row(ctx: &Ctx, term: &Term) -> Markup {
    html! {
        div {
            dt lang="id" { (term.term) }
            dd { span lang="en" { (term.en) } "." @if let Some(note) = term.note(ctx.lang) { " " (note) } }
        }
    }
}
