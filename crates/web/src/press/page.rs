//! The pages of `/baca`: the empty form, and the drafts beside the text that they came from.

use axum::http::StatusCode;
use axum::response::Response;
use domain::Lang;
use intake::press::review::{
    self, Answers, Certainty, Decision, Draft, DraftKind, Field, Problem, Reviewed, Row, What,
};
use intake::press::same_event::Event;
use intake::press::{Language, Reading, Span, Warning};
use maud::{Markup, html};

use super::form::{Given, Sent};
use super::known::{Known, Link};
use super::marks::{Marks, field_id};
use crate::ctx::Ctx;
use crate::frame::{self, Page, Tool};
use crate::i18n::press_words as words;
use crate::style::{READING, READING_SCRIPT};
use crate::{format, parts};

const TOOL: Tool = Tool {
    style: &READING,
    script: &READING_SCRIPT,
};

/// Words of the text that stand beside a field.
const QUOTED: usize = 12;

/// The form to begin with, and why an earlier one could not be used.
pub(super) fn empty(
    ctx: &Ctx,
    status: StatusCode,
    problem: Option<&str>,
    given: &Given,
) -> Response {
    let lang = ctx.lang;
    let main = html! {
        h1 { (words::title(lang)) }
        p.lead { (words::lead(lang)) }
        @if let Some(problem) = problem { div.notice role="alert" { p { strong { (words::problem_heading(lang)) } " " (problem) } } }
        p { strong { (words::nothing_stored(lang)) } " " (words::nothing_stored_more(lang)) }
        p { a href=(ctx.link("/baca/contoh")) { (words::try_example(lang)) } }
        form.read method="post" action=(ctx.link("/baca")) enctype="multipart/form-data" {
            div { label for="teks" { (words::paste(lang)) } textarea #teks name="teks" rows="14" { "\n" (given.text) } }
            div { label for="berkas" { (words::upload(lang)) } p.meta #berkas-jenis { (words::upload_kinds(lang)) } input #berkas type="file" name="berkas" aria-describedby="berkas-jenis" accept=".txt,.html,.htm,.docx,.pdf"; }
            div { label for="terbit" { (words::published(lang)) } p.meta #terbit-guna { (words::published_why(lang)) } input #terbit type="date" name="terbit" value=(given.published) aria-describedby="terbit-guna"; }
            button type="submit" { (words::read_verb(lang)) }
        }
        section { h2 { (words::what_happens(lang)) } ol { @for step in words::steps(lang) { li { (step) } } } }
    };
    frame::tool_page(ctx, status, &title_of(lang), &TOOL, &main)
}

fn title_of(lang: Lang) -> Page<'static> {
    Page {
        title: words::title(lang).to_owned(),
        ..Page::default()
    }
}

/// The drafts of a text, for the first time or as they were last sent.
pub(super) fn drafts(ctx: &Ctx, sent: &Sent, reading: &Reading, known: &Known) -> Response {
    page(ctx, sent, reading, known, StatusCode::OK, &html! {}, &[])
}

/// The same page, with what stands in the way of a file.
pub(super) fn undecided(
    ctx: &Ctx,
    sent: &Sent,
    reading: &Reading,
    known: &Known,
    reviewed: &Reviewed,
) -> Response {
    let lang = ctx.lang;
    let no_outlet = reviewed.reading.source.outlet.is_none();
    let notice = html! {
        div.notice role="alert" {
            p { strong { (words::no_file_yet(lang)) } }
            ul {
                @if reviewed.decided.0 == 0 { li { (words::accept_one(lang)) } }
                @if needs_gathering(reviewed) { li { (words::accept_gathering(lang)) } }
                @if no_outlet { li { a href={ "#" (field_id("source.outlet")) } { (words::name_the_outlet(lang)) } } }
                @for problem in &reviewed.problems { li {
                    a href={ "#" (field_id(&problem.field)) } { (words::bad_value(lang, problem.what, &problem.value)) }
                    @if let Some(draft) = draft_of(reading, &problem.field) { " (“" (draft) "”)" }
                } }
            }
        }
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    page(
        ctx,
        sent,
        reading,
        known,
        status,
        &notice,
        &reviewed.problems,
    )
}

/// The words of the draft that a field belongs to, where there may be several of its kind.
fn draft_of(reading: &Reading, field: &str) -> Option<String> {
    const MOST: usize = 60;
    let mut parts = field.split('.');
    let (list, number) = (parts.next()?, parts.next()?.parse::<usize>().ok()?);
    let words = match list {
        "commitments" => &reading.promises.get(number)?.act.value,
        "people" => {
            let person = reading.people.get(number)?;
            let role = person.role.as_ref().map(|role| &role.value);
            person.name.as_ref().or(role)?
        }
        "parties" => &reading.parties.get(number)?.name,
        _ => return None,
    };
    let mut short: String = words.chars().take(MOST).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    Some(short)
}

/// Whether there is a reason not to make a file of it yet.
pub(super) fn stands_in_the_way(reviewed: &Reviewed) -> bool {
    let nothing = reviewed.decided.0 == 0 || reviewed.reading.source.outlet.is_none();
    nothing || !reviewed.problems.is_empty() || needs_gathering(reviewed)
}

/// An agreement's parties are those of the gathering.
fn needs_gathering(reviewed: &Reviewed) -> bool {
    reviewed.reading.agreement.is_some() && !reviewed.gathering
}

/// What all parts of the page need.
struct Sheet<'a> {
    ctx: &'a Ctx,
    lang: Lang,
    sent: &'a Sent,
    known: &'a Known,
    marks: Marks,
    problems: &'a [Problem],
}

fn page(
    ctx: &Ctx,
    sent: &Sent,
    reading: &Reading,
    known: &Known,
    status: StatusCode,
    notice: &Markup,
    problems: &[Problem],
) -> Response {
    let (lang, text) = (ctx.lang, &*sent.document.text);
    if reading.language != Language::Indonesian {
        let why = words::language(lang, reading.language);
        let given = Given {
            text: text.to_owned(),
            published: sent
                .published
                .map(|day| day.to_string())
                .unwrap_or_default(),
        };
        return empty(ctx, StatusCode::UNPROCESSABLE_ENTITY, Some(why), &given);
    }
    let drafts = review::drafts(text, reading, &sent.answers);
    let sheet = Sheet {
        ctx,
        lang,
        sent,
        known,
        marks: Marks::of(&drafts),
        problems,
    };
    let count = drafts
        .iter()
        .filter(|draft| draft.kind.is_decided() && is_read(draft))
        .count();
    let main = html! {
        h1 { (words::drafts_title(lang)) }
        p.lead { (words::drafts_lead(lang, count, text.split_whitespace().count())) " " strong { (words::nothing_public(lang)) } }
        (notice)
        (sheet.notes(reading))
        (sheet.known_events())
        form.read method="post" action=(ctx.link("/baca/berkas")) enctype="multipart/form-data" {
            div.desk {
                section.drafts aria-labelledby="draf" {
                    h2 #draf { (words::drafts_heading(lang)) }
                    @if reading.promises.is_empty() { p.note { (words::no_promise(lang)) } }
                    @for draft in &drafts { (sheet.draft(draft)) }
                    div.acts {
                        button type="submit" { (words::take_away(lang)) }
                        button.quiet type="submit" formaction=(ctx.link("/baca")) { (words::check_again(lang)) }
                    }
                    p.meta { (words::take_away_how(lang)) }
                }
                section.text aria-labelledby="teks-asli" lang="id" {
                    h2 #teks-asli lang=(lang.tag()) { (words::text_heading(lang)) }
                    p.meta lang=(lang.tag()) { (words::text_how(lang)) }
                    (sheet.marks.draw(text, lang))
                }
            }
            (sheet.carried())
        }
    };
    let mut page = title_of(lang);
    page.title = words::drafts_title(lang).to_owned();
    page.crumbs = vec![(words::title(lang).to_owned(), "/baca")];
    frame::tool_page(ctx, status, &page, &TOOL, &main)
}

/// Whether anything of a draft was read, rather than waiting for what was missed.
fn is_read(draft: &Draft) -> bool {
    let says = |field: &Field| !field.value.is_empty() && field.what.choices().is_empty();
    draft.fields.iter().any(says) || draft.rows.iter().flat_map(|row| &row.fields).any(says)
}

impl Sheet<'_> {
    /// What was done to the file, and what a person should know before trusting the drafts.
    fn notes(&self, reading: &Reading) -> Markup {
        let notes = &self.sent.document.notes;
        html! {
            @if !notes.is_empty() || !reading.warnings.is_empty() {
                div.note {
                    p { strong { (words::notes_heading(self.lang)) } }
                    ul {
                        @for note in notes { li { (note.explain(self.lang)) } }
                        @for warning in &reading.warnings { li { (self.warning(warning)) } }
                    }
                }
            }
        }
    }

    fn warning(&self, warning: &Warning) -> Markup {
        let passage = |span: Span| {
            let words = first(span.of(&self.sent.document.text));
            html! { q lang="id" { (words) } }
        };
        html! {
            (words::warning(self.lang, warning))
            @match warning {
                Warning::UnclosedQuote { span } | Warning::WeekdayDiffers { span } => { " " (passage(*span)) }
                _ => {}
            }
        }
    }

    /// What the record knows of this event, beside what the text tells of it.
    fn known_events(&self) -> Markup {
        let lang = self.lang;
        html! {
            @if !self.known.events.is_empty() {
                section.notice.known aria-labelledby="sudah" {
                    h2 #sudah { (words::known_heading(lang)) }
                    p { (words::known_lead(lang)) }
                    @for (link, event) in &self.known.events {
                        h3 { (self.link(link)) }
                        (self.compared(event))
                    }
                }
            }
        }
    }

    fn compared(&self, known: &Event) -> Markup {
        let lang = self.lang;
        let rows = [
            What::Date,
            What::EventType,
            What::PartyName,
            What::Name,
            What::Subjects,
        ];
        let sides = rows.map(|what| {
            (
                what,
                self.said(what, known),
                self.said(what, &self.known.event),
            )
        });
        html! {
            div.scroll tabindex="0" role="region" aria-label=(words::compared(lang)) {
                table {
                    caption.hidden { (words::compared(lang)) }
                    thead { tr { th scope="col" { (words::field_column(lang)) } th scope="col" { (words::in_the_record(lang)) } th scope="col" { (words::in_this_text(lang)) } } }
                    tbody {
                        @for (what, record, text) in sides.into_iter().filter(|(_, record, _)| record.is_some()) {
                            tr {
                                th scope="row" { (words::compared_field(lang, what)) }
                                @for said in [record, text] { td { @match said { Some(said) => (said), None => span.unstated { (words::certainty(lang, Certainty::NotStated)) } } } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What an event says of itself; none if it says nothing.
    fn said(&self, what: What, event: &Event) -> Option<String> {
        let lang = self.lang;
        let list = |all: Vec<String>| (!all.is_empty()).then(|| all.join("; "));
        match what {
            What::Date => {
                let days = [event.from, event.to].into_iter().flatten();
                let days: Vec<String> = days.map(|day| format::day(day, lang)).collect();
                (!days.is_empty()).then(|| days.join(" – "))
            }
            What::EventType => event
                .kind
                .map(|kind| words::choice(lang, review::event_type(kind)).to_owned()),
            What::PartyName => {
                let name = |party: &String| {
                    domain::region::find(party)
                        .map_or_else(|| party.clone(), |region| region.full_name().into_owned())
                };
                list(event.parties.iter().map(name).collect())
            }
            What::Name => list(event.people.clone()),
            _ => list(event.wording.clone()),
        }
    }

    fn link(&self, link: &Link) -> Markup {
        html! { a href=(self.ctx.link(&link.path)) { (parts::text(&link.title, self.lang)) } }
    }

    fn draft(&self, draft: &Draft) -> Markup {
        let lang = self.lang;
        if draft.rows.is_empty() && draft.fields.is_empty() {
            return html! {};
        }
        let read = is_read(draft);
        let decision = self.sent.answers.decision(&draft.path);
        let heading = words::draft_heading(lang, draft.kind, read);
        html! {
            details.draft open[read || decision != Decision::Open] {
                summary { h3 { (heading) } @if let Some(main) = self.main(draft) { " " span.meta { (main) } } }
                (self.known_promise(draft))
                @for field in &draft.fields { (self.field(field, None, read)) }
                @if !draft.rows.is_empty() { (self.rows(draft)) }
                @if draft.kind.is_decided() { (self.decision(draft, &decision)) }
            }
        }
    }

    /// What names a draft while it is folded.
    fn main(&self, draft: &Draft) -> Option<String> {
        let names = matches!(draft.kind, DraftKind::Promise | DraftKind::Programme);
        let value = self.value(draft.fields.first().filter(|_| names)?);
        Some(value).filter(|value| !value.is_empty())
    }

    fn known_promise(&self, draft: &Draft) -> Markup {
        let at = draft
            .path
            .strip_prefix("commitments.")
            .and_then(|at| at.parse::<usize>().ok());
        let known = at
            .and_then(|at| self.known.promises.get(at))
            .filter(|known| !known.is_empty());
        html! {
            @if let Some(known) = known {
                div.note {
                    p { (words::promise_known(self.lang)) }
                    ul { @for promise in known { li { (self.link(promise)) } } }
                }
            }
        }
    }

    fn rows(&self, draft: &Draft) -> Markup {
        let lang = self.lang;
        let groups = draft.rows.chunk_by(|a, b| list_of(a) == list_of(b));
        html! {
            @for group in groups {
                @if let Some(first) = group.first() {
                    @if draft.kind == DraftKind::Gathering { h4 { (words::rows_heading(lang, list_of(first))) } }
                    @for row in group { (self.row(row)) }
                }
            }
        }
    }

    fn row(&self, row: &Row) -> Markup {
        let lang = self.lang;
        let empty = row
            .fields
            .iter()
            .all(|field| field.value.is_empty() || !field.what.choices().is_empty());
        let name = row
            .fields
            .iter()
            .map(|field| self.value(field))
            .find(|value| !value.is_empty());
        let legend = match (empty, name) {
            (false, Some(name)) => name,
            _ => words::add_one(lang, list_of(row)).to_owned(),
        };
        let out = Answers::left_out_name(&row.path);
        let id = field_id(&row.path);
        html! {
            fieldset.row {
                legend { (legend) }
                div.fields { @for field in &row.fields { (self.field(field, Some(row), !empty)) } }
                @if !empty {
                    label.check for=(id) {
                        input id=(id) type="checkbox" name=(out) checked[self.sent.answers.left_out(&row.path)];
                        " " (words::leave_out(lang))
                    }
                }
            }
        }
    }

    /// What stands in a field: what was sent last, or what was read.
    fn value(&self, field: &Field) -> String {
        let sent = self.sent.answers.value(&field.path);
        sent.unwrap_or_else(|| field.value.clone())
    }

    /// A field. `read` is false where the whole row only waits for what was missed.
    fn field(&self, field: &Field, row: Option<&Row>, read: bool) -> Markup {
        let lang = self.lang;
        let (id, name, value) = (
            field_id(&field.path),
            Answers::value_name(&field.path),
            self.value(field),
        );
        let hint = format!("{id}-dari");
        let described = read.then_some(&hint);
        let wrong = self
            .problems
            .iter()
            .any(|problem| problem.field == field.path);
        let choices = field.what.choices();
        html! {
            div.draft-field {
                label for=(id) { (words::what(lang, field.what)) }
                @if !choices.is_empty() {
                    select id=(id) name=(name) aria-describedby=[described] {
                        @for choice in choices { option value=(choice) selected[*choice == value] { (words::choice(lang, choice)) } }
                    }
                } @else if matches!(field.what, What::Act | What::Subjects | What::Title) {
                    textarea id=(id) name=(name) rows=(rows_of(&value)) aria-describedby=[described] aria-invalid=[wrong.then_some("true")] { "\n" (value) }
                } @else {
                    input id=(id) name=(name) value=(value) aria-describedby=[described] aria-invalid=[wrong.then_some("true")] autocomplete="off";
                }
                @if read { (self.origin(field, row, &hint)) }
            }
        }
    }

    /// Where a value comes from: how certain it is, the number of its passage and its words.
    fn origin(&self, field: &Field, row: Option<&Row>, id: &str) -> Markup {
        let lang = self.lang;
        // In a row the name says where all of it was read.
        let same = row.and_then(|row| row.fields.first()).is_some_and(|first| {
            first.path != field.path && first.spans.first() == field.spans.first()
        });
        let number = self.marks.number(field).filter(|_| !same);
        let words_of = field.spans.first().filter(|_| number.is_some());
        html! {
            p.meta id=(id) {
                (words::certainty(lang, field.certainty))
                @if let Some(number) = number { " " a href={ "#p" (number) } { (words::passage(lang)) " " (number) } }
                @if let Some(span) = words_of { ": " q lang="id" { (first(span.of(&self.sent.document.text))) } }
                @if field.certainty == Certainty::NotStated { " " a href={ "#" (field_id(&field.path)) } { (words::fill(lang)) } }
            }
        }
    }

    fn decision(&self, draft: &Draft, decided: &Decision) -> Markup {
        let lang = self.lang;
        let name = Answers::decision_name(&draft.path);
        let id = field_id(&draft.path);
        let why = format!("{id}-alasan");
        let reason = self.sent.answers.reason(&draft.path).unwrap_or_default();
        let choices = [
            ("", Decision::Open, words::undecided(lang)),
            ("accept", Decision::Accepted, words::accept(lang)),
            ("reject", Decision::Rejected, words::reject(lang)),
        ];
        html! {
            fieldset.decision {
                legend { (words::decide(lang)) }
                @for (value, decision, word) in &choices {
                    label.check for={ (id) "-" (value) } {
                        input id={ (id) "-" (value) } type="radio" name=(name) value=(value) checked[decision == decided];
                        " " (word)
                    }
                }
                div.draft-field {
                    label for=(why) { (words::reason(lang)) }
                    input id=(why) name=(Answers::reason_name(&draft.path)) value=(reason) autocomplete="off";
                }
            }
        }
    }

    /// What goes along with the form: the text and what its file said, because nothing of it is stored here.
    fn carried(&self) -> Markup {
        let hints = &self.sent.document.hints;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let all = [
            ("terbit", day(self.sent.published)),
            ("tanggal", day(hints.published)),
            ("judul", hints.title.clone()),
            ("media", hints.outlet.clone()),
            ("alamat", hints.address.clone()),
        ];
        html! {
            @for (name, value) in &all { @if let Some(value) = value { input type="hidden" name=(name) value=(value); } }
            // A browser drops the first line break of a text area.
            textarea name="teks" hidden aria-hidden="true" { "\n" (self.sent.document.text) }
        }
    }
}

/// The list that a row belongs to.
fn list_of(row: &Row) -> &str {
    row.path.split('.').next().unwrap_or_default()
}

fn rows_of(value: &str) -> usize {
    let long = value.chars().count() / 48;
    (value.lines().count() + long).clamp(1, 8)
}

/// The first words of a passage.
fn first(passage: &str) -> String {
    let mut words = passage.split_whitespace();
    let mut first: Vec<&str> = words.by_ref().take(QUOTED).collect();
    if words.next().is_some() {
        first.push("…");
    }
    first.join(" ")
}
