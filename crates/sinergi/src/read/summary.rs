//! Readings as a page to read: one event after another, the reports of one together.

use std::fmt::Write as _;

use domain::Lang;
use domain::number::Decimal;
use intake::press::same_event::{self, Event};
use intake::press::{self, Found, Reading, Span};

use super::Text;

/// The summary of some texts.
pub(super) fn of(texts: &[Text], lang: Lang) -> String {
    let events: Vec<Event> = texts.iter().map(|text| Event::of(&text.reading)).collect();
    let mut out = String::new();
    for (at, group) in same_event::groups(&events).iter().enumerate() {
        let members: Vec<&Text> = group.iter().map(|at| &texts[*at]).collect();
        if at > 0 {
            out.push('\n');
        }
        for text in &members {
            Page {
                text,
                lang,
                out: &mut out,
            }
            .all();
        }
        if members.len() > 1 {
            together(&members, lang, &mut out);
        }
    }
    out
}

/// What the reports of one event have in common, and where they differ.
fn together(members: &[&Text], lang: Lang, out: &mut String) {
    let names: Vec<&str> = members.iter().map(|text| text.name.as_str()).collect();
    // Writing into a String cannot fail, here and below.
    let _ = writeln!(
        out,
        "{}: {}",
        lang.pick("Peristiwa yang sama", "The same event"),
        names.join(", ")
    );
    let readings: Vec<&Reading> = members.iter().map(|text| &text.reading).collect();
    for difference in same_event::differences(&readings) {
        let _ = writeln!(
            out,
            "  {} {}",
            lang.pick("Berbeda:", "They differ:"),
            difference.about.explain(lang)
        );
        for version in &difference.versions {
            let reports: Vec<&str> = version
                .reports
                .iter()
                .map(|(at, _)| members[*at].name.as_str())
                .collect();
            let _ = writeln!(out, "    {} ({})", version.says, reports.join(", "));
        }
    }
}

struct Page<'a> {
    text: &'a Text,
    lang: Lang,
    out: &'a mut String,
}

impl Page<'_> {
    fn all(&mut self) {
        let (lang, reading) = (self.lang, &self.text.reading);
        let _ = writeln!(self.out, "== {} ==", self.text.name);
        if reading.language != press::Language::Indonesian {
            self.line(
                lang.pick("Bahasa", "Language"),
                reading.language.label(lang),
                &[],
            );
        }
        for note in &self.text.notes {
            self.line(lang.pick("Catatan", "Note"), note, &[]);
        }
        self.source();
        self.event();
        self.people();
        self.agreement();
        self.promises();
        self.found(lang.pick("Program", "Programme"), &reading.programmes);
        for number in &reading.numbers {
            let value = match number.unit.as_str() {
                "IDR" => format!("Rp{}", grouped(number.value)),
                "persen" => format!("{}%", comma(number.value)),
                unit => format!("{} {unit}", comma(number.value)),
            };
            let what = if number.what.is_empty() {
                String::new()
            } else {
                format!(": {}", number.what)
            };
            self.line(
                lang.pick("Angka", "Figure"),
                &format!("{value}{what}"),
                &[number.span],
            );
        }
        for quote in &reading.quotes {
            let speaker = quote.speaker.as_ref().map_or(
                lang.pick("(pembicara tidak jelas)", "(speaker not clear)"),
                |s| s.value.as_str(),
            );
            let words = quote.first_words(&self.text.text);
            self.line(
                lang.pick("Kutipan", "Quote"),
                &format!("{speaker}: “{words} …”"),
                &[quote.span],
            );
        }
    }

    fn source(&mut self) {
        let lang = self.lang;
        let facts = &self.text.facts;
        let read = &self.text.reading.source;
        let outlet = facts
            .outlet
            .as_ref()
            .or(read.outlet.as_ref().map(|found| &found.value));
        let published = facts
            .published
            .or(read.published.as_ref().map(|found| found.value));
        let parts: Vec<String> = outlet
            .cloned()
            .into_iter()
            .chain(published.map(|day| day.to_string()))
            .collect();
        if !parts.is_empty() {
            self.line(lang.pick("Sumber", "Source"), &parts.join(", "), &[]);
        }
        if let Some(title) = &self.text.reading.title {
            self.line(lang.pick("Judul", "Title"), &title.text, &[title.span]);
        }
    }

    fn event(&mut self) {
        let (lang, reading) = (self.lang, &self.text.reading);
        self.line(
            lang.pick("Peristiwa", "Event"),
            press::event_label(reading.event.kind, lang),
            &reading.event.spans,
        );
        let date = &reading.date;
        let days = match (date.from, date.to) {
            (Some(from), Some(to)) => format!("{from}/{to}"),
            (Some(on), None) => on.to_string(),
            (None, _) => "-".to_owned(),
        };
        self.line(
            lang.pick("Tanggal", "Date"),
            &format!("{days} ({})", date.basis.label(lang)),
            &date.spans,
        );
        let place = reading.place.as_ref();
        self.line(
            lang.pick("Tempat", "Place"),
            place.map_or("-", |place| &place.value),
            place.map_or(&[], |place| &place.spans),
        );
        for party in &reading.parties {
            let code = party
                .code
                .map(|code| format!(" [{code}]"))
                .unwrap_or_default();
            let implied = if party.implied {
                lang.pick(" (tersirat)", " (implied)")
            } else {
                ""
            };
            self.line(
                lang.pick("Pihak", "Party"),
                &format!("{}{code}{implied}", party.name),
                &party.spans,
            );
        }
    }

    fn people(&mut self) {
        let (lang, reading) = (self.lang, &self.text.reading);
        for person in &reading.people {
            let words = [&person.role, &person.institution]
                .into_iter()
                .flatten()
                .map(|found| found.value.as_str());
            let words: Vec<&str> = person.name.as_deref().into_iter().chain(words).collect();
            let deputy = person
                .represented_by
                .and_then(|at| reading.people.get(at)?.name.as_deref());
            let deputy = deputy
                .map(|name| format!(", {} {name}", lang.pick("diwakili", "represented by")))
                .unwrap_or_default();
            let line = format!(
                "{} ({}{deputy})",
                words.join(", "),
                person.attendance.label(lang)
            );
            self.line(lang.pick("Orang", "Person"), &line, &person.spans);
        }
    }

    fn agreement(&mut self) {
        let lang = self.lang;
        let Some(agreement) = &self.text.reading.agreement else {
            return;
        };
        self.line(
            lang.pick("Kesepakatan", "Agreement"),
            &agreement.kind.value,
            &agreement.kind.spans,
        );
        self.found(lang.pick("Pokok", "Subject"), &agreement.subjects);
    }

    fn promises(&mut self) {
        let lang = self.lang;
        for promise in &self.text.reading.promises {
            let actor = promise
                .actor
                .as_ref()
                .map_or("-", |actor| actor.value.as_str());
            let due = promise
                .due
                .as_ref()
                .map(|due| format!(", {} {}", lang.pick("paling lambat", "by"), due.value))
                .unwrap_or_default();
            let line = format!("{actor}: {}{due}", promise.act.value);
            let force = promise.force.label(lang);
            let mut force = force.to_owned();
            if let Some(first) = force.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            self.line(&force, &line, &promise.act.spans);
        }
    }

    fn found(&mut self, what: &str, all: &[Found<String>]) {
        for found in all {
            self.line(what, &found.value, &found.spans);
        }
    }

    /// One line with the paragraph it was read in, counted over the lines that are not empty.
    fn line(&mut self, what: &str, value: &str, spans: &[Span]) {
        let paragraph = |span: &Span| {
            let before = self.text.text.get(..span.start).unwrap_or_default();
            let lines = before
                .split('\n')
                .filter(|line| !line.trim().is_empty())
                .count();
            let begins = before
                .rsplit('\n')
                .next()
                .unwrap_or_default()
                .trim()
                .is_empty();
            lines + usize::from(begins)
        };
        let place = spans
            .first()
            .map(|span| format!("  #{}", paragraph(span)))
            .unwrap_or_default();
        let _ = writeln!(self.out, "  {what:<12} {value}{place}");
    }
}

/// Whole digits with points between the thousands, as rupiah are written.
fn grouped(value: Decimal) -> String {
    let written = comma(value);
    let (whole, rest) = written
        .split_once(',')
        .map_or((written.as_str(), None), |(whole, rest)| {
            (whole, Some(rest))
        });
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    match rest {
        Some(rest) => format!("{out},{rest}"),
        None => out,
    }
}

/// With a decimal comma, as Indonesian writes it.
fn comma(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}
