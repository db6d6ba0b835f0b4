//! The text that was read, unaltered, with the words that fields came from underlined and numbered.

use std::collections::BTreeMap;

use domain::Lang;
use intake::press::Span;
use intake::press::review::{Draft, Field};
use maud::{Markup, PreEscaped, html};

use crate::i18n::press_words as words;

/// A text of more words shows only the paragraphs that something was read in; the others are folded where they stand.
const LONG: usize = 5_000;

/// The numbers of the passages that fields came from, in the order of the text.
pub(crate) struct Marks {
    /// Each passage, its number and the field that it leads back to.
    marks: Vec<(Span, usize, String)>,
    numbers: BTreeMap<(usize, usize), usize>,
}

/// The id of a field's input.
pub(crate) fn field_id(path: &str) -> String {
    format!("f-{}", path.replace('.', "-"))
}

impl Marks {
    /// The passages of all fields: of each the first, where it was named.
    pub(crate) fn of(drafts: &[Draft]) -> Self {
        let mut first: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let rows = drafts.iter().flat_map(|draft| {
            let own = draft.fields.iter();
            own.chain(draft.rows.iter().flat_map(|row| &row.fields))
        });
        for field in rows {
            if let Some(span) = field.spans.first().filter(|span| span.start < span.end) {
                // Longer passages first, so that a name inside a promise stands inside its mark.
                first
                    .entry((span.start, usize::MAX - span.end))
                    .or_insert_with(|| field_id(&field.path));
            }
        }
        let mut marks = Vec::with_capacity(first.len());
        let mut numbers = BTreeMap::new();
        for (number, ((start, end), field)) in (1..).zip(first) {
            let span = Span::new(start, usize::MAX - end);
            numbers.insert((span.start, span.end), number);
            marks.push((span, number, field));
        }
        Self { marks, numbers }
    }

    /// The number of the passage that a field came from.
    pub(crate) fn number(&self, field: &Field) -> Option<usize> {
        let span = field.spans.first()?;
        self.numbers.get(&(span.start, span.end)).copied()
    }

    /// The text, paragraph by paragraph.
    pub(crate) fn draw(&self, text: &str, lang: Lang) -> Markup {
        let long = text.split_whitespace().nth(LONG).is_some();
        let mut paragraphs = Vec::new();
        let (mut at, mut next) = (0, 0);
        for line in text.split('\n') {
            let span = Span::new(at, at + line.len());
            at = span.end + 1;
            let from = next;
            while self
                .marks
                .get(next)
                .is_some_and(|(mark, ..)| mark.start < at)
            {
                next += 1;
            }
            if !line.trim().is_empty() {
                paragraphs.push((span, &self.marks[from..next]));
            }
        }
        html! {
            @for group in paragraphs.chunk_by(|a, b| long && a.1.is_empty() && b.1.is_empty()) {
                @if long && group.iter().all(|(_, marks)| marks.is_empty()) {
                    details { summary { (words::folded(lang, group.len())) } @for (span, _) in group { p { (span.of(text)) } } }
                } @else {
                    @for (span, marks) in group { p { (paragraph(text, *span, marks, lang)) } }
                }
            }
        }
    }
}

/// One paragraph. Marks stand inside each other; one that reaches past the mark around it, or past the paragraph, ends there.
fn paragraph(text: &str, span: Span, marks: &[(Span, usize, String)], lang: Lang) -> Markup {
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = span.start;
    let plain = |from: usize, to: usize, out: &mut String| {
        let words = Span::new(from, to).of(text);
        out.push_str(&html! { (words) }.into_string());
    };
    for (mark, number, field) in marks {
        while let Some(end) = open.last().copied().filter(|end| *end <= mark.start) {
            plain(at, end, &mut out);
            out.push_str("</mark>");
            at = end;
            open.pop();
        }
        plain(at, mark.start, &mut out);
        at = mark.start;
        let link = html! {
            sup { a href={ "#" (field) } { span.hidden { (words::passage(lang)) " " } (number) } }
        };
        out.push_str(&format!("<mark id=\"p{number}\">{}", link.into_string()));
        let within = open.last().copied().unwrap_or(span.end);
        open.push(mark.end.min(within));
    }
    while let Some(end) = open.pop() {
        plain(at, end, &mut out);
        out.push_str("</mark>");
        at = end;
    }
    plain(at, span.end, &mut out);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake::press::review::{Certainty, DraftKind, What};

    fn field(path: &str, start: usize, end: usize) -> Field {
        Field {
            path: path.to_owned(),
            what: What::Place,
            value: "x".to_owned(),
            spans: vec![Span::new(start, end)],
            certainty: Certainty::Stated,
        }
    }

    fn marks(fields: Vec<Field>) -> Marks {
        Marks::of(&[Draft {
            path: "event".to_owned(),
            kind: DraftKind::Gathering,
            fields,
            rows: Vec::new(),
        }])
    }

    /// The words alone, without the numbers: what a reader of the page reads.
    fn words_of(page: &str) -> String {
        let mut words = String::new();
        let mut rest = page;
        while let Some((before, after)) = rest.split_once("<sup>") {
            words.push_str(before);
            rest = after.split_once("</sup>").unwrap().1;
        }
        words.push_str(rest);
        let tags = ["</mark>", "<p>", "</p>"];
        let plain = tags.iter().fold(words, |all, tag| all.replace(tag, ""));
        let mut out = String::new();
        for part in plain.split("<mark id=\"p") {
            out.push_str(part.split_once("\">").map_or(part, |(_, rest)| rest));
        }
        out
    }

    #[test]
    fn a_name_inside_a_promise_stands_inside_its_mark() {
        let text = "Andra akan membangun jalan & jembatan.";
        let marks = marks(vec![
            field("people.0.name", 0, 5),
            field("commitments.0.what", 0, 38),
        ]);
        let page = marks.draw(text, Lang::Id).into_string();
        assert!(
            page.starts_with("<p><mark id=\"p1\"><sup><a href=\"#f-commitments-0-what\">"),
            "{page}"
        );
        assert!(page.contains("Andra</mark> akan") && page.ends_with("jembatan.</mark></p>"));
        assert!(page.contains("jalan &amp; jembatan"));
        assert_eq!(marks.number(&field("x", 0, 5)), Some(2));
    }

    #[test]
    fn marks_that_cross_each_other_or_the_paragraph_lose_no_word() {
        let text = "satu dua tiga\nempat lima";
        let marks = marks(vec![field("a", 0, 8), field("b", 5, 13), field("c", 9, 24)]);
        let page = marks.draw(text, Lang::Id).into_string();
        assert_eq!(words_of(&page), "satu dua tigaempat lima");
        assert_eq!(
            page.matches("<mark").count(),
            page.matches("</mark>").count()
        );
    }

    #[test]
    fn of_a_long_text_only_what_was_read_in_stays_open() {
        let filler = "kata ".repeat(2_600);
        let text = format!("{filler}\n{filler}\nWali Kota hadir\n{filler}");
        let at = text.find("Wali").unwrap();
        let page = marks(vec![field("a", at, at + 9)])
            .draw(&text, Lang::En)
            .into_string();
        assert_eq!(page.matches("<details>").count(), 2);
        assert!(page.contains("<p><mark id=\"p1\">"));
    }
}
