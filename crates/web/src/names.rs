//! The names of what a page points at, as links, and the sources it cites, numbered in reading order.

use std::cell::RefCell;
use std::collections::BTreeSet;

use app::{App, Labels, ReadError};
use domain::citation::{Citation, Difference, How};
use domain::id::SourceId;
use domain::{Lang, Reference, Text};
use maud::{Markup, html};

use crate::ctx::address;
use crate::i18n::record_words as words;
use crate::parts;

/// Names and paths, by subject; and which sources were cited so far.
pub(crate) struct Names {
    lang: Lang,
    labels: Labels,
    /// In the order of first citation; a page draws its sections from the top, so numbers rise as one reads.
    cited: RefCell<Vec<Cited>>,
}

struct Cited {
    source: SourceId,
    places: BTreeSet<(Option<u32>, bool)>,
}

impl Names {
    /// The names of all these subjects.
    pub(crate) fn of(
        app: &App,
        lang: Lang,
        mut subjects: Vec<Reference>,
    ) -> Result<Self, ReadError> {
        subjects.sort_unstable();
        subjects.dedup();
        Ok(Self::from(lang, app.labels(&subjects)?))
    }

    /// Names that were read already.
    pub(crate) fn from(lang: Lang, labels: Labels) -> Self {
        Self {
            lang,
            labels,
            cited: RefCell::default(),
        }
    }

    /// No names at all: every subject is called by its handle.
    #[cfg(test)]
    pub(crate) fn none(lang: Lang) -> Self {
        Self::from(lang, Labels::new())
    }

    /// Adds the names of more subjects.
    pub(crate) fn add(
        &mut self,
        app: &App,
        subjects: impl IntoIterator<Item = Reference>,
    ) -> Result<(), ReadError> {
        let mut missing: Vec<_> = subjects
            .into_iter()
            .filter(|subject| !self.labels.contains_key(subject))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        self.labels.extend(app.labels(&missing)?);
        Ok(())
    }

    /// The title of a subject, if it is public.
    pub(crate) fn title(&self, of: impl Into<Reference>) -> Option<&Text> {
        self.labels
            .get(&of.into())
            .map(|label| &label.title)
            .filter(|title| !title.id.is_empty())
    }

    /// The name of a subject in plain words.
    pub(crate) fn plain(&self, of: impl Into<Reference>) -> String {
        let of = of.into();
        match self.title(of) {
            Some(title) => title.read(self.lang).0.to_owned(),
            None => words::unnamed(self.lang, of.handle()),
        }
    }

    /// The name of a subject, leading to its page.
    pub(crate) fn link(&self, of: impl Into<Reference>) -> Markup {
        let of = of.into();
        match (self.title(of), self.labels.get(&of)) {
            (Some(title), Some(label)) => {
                html! { a href=(address(self.lang, &label.path)) { (parts::text(title, self.lang)) } }
            }
            _ => html! { (words::unnamed(self.lang, of.handle())) },
        }
    }

    /// Several names as links: "a, b, dan c".
    pub(crate) fn links<T: Copy + Into<Reference>>(&self, of: &[T]) -> Markup {
        join(self.lang, of.iter().map(|id| self.link(*id)).collect())
    }

    /// The numbers of these sources, each leading to its row in [`Names::sources`].
    pub(crate) fn cite(&self, citations: &[Citation]) -> Markup {
        let lang = self.lang;
        let mut grouped: Vec<(usize, BTreeSet<u32>)> = Vec::new();
        for citation in citations {
            let number = self.number(citation);
            match grouped.iter_mut().find(|(at, _)| *at == number) {
                Some((_, paragraphs)) => paragraphs.extend(citation.paragraph),
                None => grouped.push((number, citation.paragraph.into_iter().collect())),
            }
        }
        html! {
            @for (number, paragraphs) in grouped {
                " " a.cite href={ "#sumber-" (number) } {
                    span.hidden { (words::source_word(lang)) " " } (number)
                    @for (at, paragraph) in paragraphs.iter().enumerate() { (if at == 0 { " ¶" } else { "," }) (paragraph) }
                }
            }
        }
    }

    fn number(&self, citation: &Citation) -> usize {
        let mut cited = self.cited.borrow_mut();
        let at = cited
            .iter()
            .position(|c| c.source == citation.source)
            .unwrap_or_else(|| {
                cited.push(Cited {
                    source: citation.source,
                    places: BTreeSet::new(),
                });
                cited.len() - 1
            });
        cited[at]
            .places
            .insert((citation.paragraph, citation.how == How::QuotedFrom));
        at + 1
    }

    /// The sources cited so far, by number, with the paragraphs and whether they were quoted.
    pub(crate) fn sources(&self) -> Markup {
        let lang = self.lang;
        let cited = self.cited.borrow();
        if cited.is_empty() {
            return html! { p { (words::no_sources(lang)) } };
        }
        html! {
            ol.sources {
                @for (at, cited) in cited.iter().enumerate() {
                    li #{ "sumber-" (at + 1) } {
                        (self.link(cited.source))
                        span.meta { " " (places(lang, &cited.places)) }
                    }
                }
            }
        }
    }

    /// Where sources differ: every version stands, none is chosen.
    pub(crate) fn differences(&self, differences: &[Difference]) -> Markup {
        let lang = self.lang;
        html! {
            @if !differences.is_empty() {
                section #beda {
                    h2 { (words::differences(lang)) }
                    p { (words::differences_lead(lang)) }
                    @for difference in differences {
                        h3 { (parts::text(&difference.about, lang)) }
                        ul.versions {
                            @for version in &difference.versions { li { (parts::text(&version.says, lang)) (self.cite(&version.sources)) } }
                        }
                    }
                }
            }
        }
    }
}

fn places(lang: Lang, places: &BTreeSet<(Option<u32>, bool)>) -> String {
    let with = |quoted: bool| -> Vec<String> {
        places
            .iter()
            .filter(|p| p.1 == quoted)
            .filter_map(|p| p.0)
            .map(|p| p.to_string())
            .collect()
    };
    let said = |quoted: bool| {
        let paragraphs = with(quoted);
        let any = places.iter().any(|p| p.1 == quoted);
        match (any, paragraphs.is_empty(), quoted) {
            (false, ..) => None,
            (true, true, false) => Some(words::paraphrased(lang).to_owned()),
            (true, true, true) => Some(words::quoted(lang).to_owned()),
            (true, false, false) => {
                Some(words::paraphrased_at(lang, words::list(lang, &paragraphs)))
            }
            (true, false, true) => Some(words::quoted_at(lang, words::list(lang, &paragraphs))),
        }
    };
    [said(false), said(true)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
}

/// "a, b, dan c", of anything drawn.
pub(crate) fn join(lang: Lang, items: Vec<Markup>) -> Markup {
    let last = items.len().saturating_sub(1);
    let many = items.len() > 2;
    html! {
        @for (at, item) in items.iter().enumerate() {
            @if at > 0 && at == last { @if many { "," } " " (words::and(lang)) " " } @else if at > 0 { ", " }
            (item)
        }
    }
}

/// A sentence whose slots, written `{name}`, are filled with what is drawn.
///
/// The sentence itself is this program's own and is escaped all the same.
pub(crate) fn fill(sentence: &str, slots: &[(&str, Markup)]) -> Markup {
    let mut rest = sentence;
    let mut out = String::with_capacity(sentence.len() * 2);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(&html! { (before) }.into_string());
        if let Some((_, drawn)) = slots.iter().find(|(slot, _)| *slot == name) {
            out.push_str(&drawn.0);
        }
        rest = after;
    }
    out.push_str(&html! { (rest) }.into_string());
    maud::PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_joined_as_people_write_it() {
        let items = |n: usize| {
            ["a", "b", "c"]
                .iter()
                .take(n)
                .map(|s| html! { (s) })
                .collect()
        };
        for (n, id, en) in [
            (0, "", ""),
            (1, "a", "a"),
            (2, "a dan b", "a and b"),
            (3, "a, b, dan c", "a, b, and c"),
        ] {
            assert_eq!(join(Lang::Id, items(n)).into_string(), id);
            assert_eq!(join(Lang::En, items(n)).into_string(), en);
        }
    }

    #[test]
    fn slots_are_filled_and_everything_else_is_escaped() {
        let drawn = fill(
            "{a} < {b}, {c}.",
            &[("b", html! { b { "&" } }), ("a", html! { "x" })],
        );
        assert_eq!(drawn.into_string(), "x &lt; <b>&amp;</b>, .");
    }

    #[test]
    fn paragraphs_are_told_apart_by_how_they_were_used() {
        let set = BTreeSet::from([(Some(3), false), (Some(5), false), (Some(7), true)]);
        assert_eq!(
            places(Lang::Id, &set),
            "diparafrasakan dari paragraf 3 dan 5; dikutip dari paragraf 7"
        );
        assert_eq!(
            places(Lang::En, &BTreeSet::from([(None, false)])),
            "paraphrased"
        );
    }
}
