//! The words of Indonesian law and administration that the record uses, in English and in code.
//!
//! The rows are data, in `data/glossary.txt`; the glossary page and `docs/glossary.md` are both drawn from them.

use std::sync::LazyLock;

use crate::text::Lang;

/// A term. Every part is text of the compiled-in table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The Indonesian term, with its abbreviation where it has one: "kesepakatan bersama (KB)".
    pub term: &'static str,
    /// What it is called in English.
    pub en: &'static str,
    /// What else to know, in Indonesian; often empty.
    pub note_id: &'static str,
    /// What else to know, in English; often empty.
    pub note_en: &'static str,
    /// The names in code that stand for it, apart by commas; often empty.
    pub code: &'static str,
}

impl Term {
    /// What else to know, for a reader of `lang`. None when there is nothing.
    pub fn note(&self, lang: Lang) -> Option<&'static str> {
        Some(lang.pick(self.note_id, self.note_en)).filter(|note| !note.is_empty())
    }
}

/// All terms, in alphabetical order without regard to case.
pub fn terms() -> &'static [Term] {
    &TERMS
}

/// The same as a page of Markdown: what `docs/glossary.md` holds.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Glossary\n\n\
         One thing has one name: in law, in English, in code. Written from `crates/domain/data/glossary.txt`; after a change \
         there, run `SINERGI_BLESS=1 cargo test -p domain glossary`.\n\n\
         | Indonesian term | English | Code name | Note |\n| --- | --- | --- | --- |\n",
    );
    for Term {
        term,
        en,
        note_en,
        code,
        ..
    } in terms()
    {
        let names: Vec<String> = code
            .split(", ")
            .filter(|name| !name.is_empty())
            .map(|name| format!("`{name}`"))
            .collect();
        page += &format!("| {term} | {en} | {} | {note_en} |\n", names.join(", "));
    }
    page
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let lines = include_str!("../data/glossary.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect() // a test counts them, so that a bad line is not dropped unseen
});

fn read(line: &'static str) -> Option<Term> {
    let mut columns = line.split('\t');
    let mut next = || columns.next();
    Some(Term {
        term: next()?,
        en: next()?,
        note_id: next()?,
        note_en: next()?,
        code: next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_term_with_both_notes_or_none() {
        let lines: Vec<&str> = include_str!("../data/glossary.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert_eq!(terms().len(), lines.len());
        for (term, line) in terms().iter().zip(lines) {
            assert_eq!(line.matches('\t').count(), 4, "{line}");
            assert!(
                !term.term.is_empty() && !term.en.is_empty() && !line.contains('|'),
                "{line}"
            );
            assert_eq!(
                term.note(Lang::Id).is_some(),
                term.note(Lang::En).is_some(),
                "{line}"
            );
        }
    }

    #[test]
    fn terms_are_in_order_and_each_stands_once() {
        let key = |term: &Term| (term.term.to_lowercase(), term.term);
        assert!(terms().is_sorted_by(|a, b| key(a) < key(b)));
        assert!(
            terms()
                .iter()
                .any(|term| term.term == "kesepakatan bersama (KB)"
                    && term.code == "kesepakatan_bersama")
        );
    }

    #[test]
    fn the_page_in_docs_is_drawn_from_these_rows() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/glossary.md");
        if std::env::var_os("SINERGI_BLESS").is_some() {
            std::fs::write(page, markdown()).unwrap();
        }
        let written = std::fs::read_to_string(page).unwrap_or_default();
        assert!(
            written == markdown(),
            "docs/glossary.md differs: run SINERGI_BLESS=1 cargo test -p domain glossary"
        );
    }
}
