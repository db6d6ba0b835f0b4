//! The history of a record: every entry, who recorded it, what it says happened, and what changed,
//! old beside new, term by term in words.

use app::{Change, Gap};
use domain::agreement::{Assent, Instrument, Scheme, StageStanding};
use domain::citation::Citation;
use domain::commitment::{Closing, Completion, LinkStanding, Stage};
use domain::disclosure::Act;
use domain::gathering::{Attendance, GatheringKind};
use domain::number::Rupiah;
use domain::organization::{OrganizationKind, Standing};
use domain::post::Role;
use domain::programme::Funding;
use domain::source::Medium;
use domain::statement::Force;
use domain::{Lang, Reference, SubjectKind, Text, When, law};
use maud::{Markup, html};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::i18n::record_words as words;
use crate::names::{Names, join};
use crate::{format, parts};

/// One term of a record that an entry set or changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    /// The field's name in the log, `indicator.target` for one inside another.
    pub(crate) field: String,
    /// What it said; none where it was not stated.
    pub(crate) old: Option<Shown>,
    /// What it says now; none where it was taken out.
    pub(crate) new: Option<Shown>,
    /// Whether only the changed items of a long list stand here.
    pub(crate) partial: bool,
}

/// Items up to which a changed list is shown whole on both sides.
const SHORT_LIST: usize = 6;

/// A value of the log, ready to be put into words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    /// Words of the record.
    Words(Text),
    /// One of the record's code words, or a plain text.
    Code { field: String, value: Value },
    /// A date.
    When(When),
    /// Money.
    Rupiah(Rupiah),
    /// Another subject.
    Subject(Reference),
    /// A place in a source.
    Source(Citation),
    /// Several values.
    List(Vec<Shown>),
    /// A thing with terms of its own.
    Group(Vec<(String, Shown)>),
}

/// The entry's own terms: inside a description or a fact.
fn inside(data: &Value) -> &Value {
    data.get("description")
        .or_else(|| data.get("fact"))
        .unwrap_or(data)
}

/// What an entry changed, in the order in which a reader asks.
pub(crate) fn changes(kind: SubjectKind, before: Option<&Value>, after: &Value) -> Vec<Term> {
    let empty = Value::Object(Map::new());
    let mut terms = Vec::new();
    compare(
        kind,
        "",
        before.map_or(&empty, inside),
        inside(after),
        &mut terms,
    );
    terms.sort_by_cached_key(|term| words::field_order(&term.field));
    terms
}

fn compare(kind: SubjectKind, prefix: &str, before: &Value, after: &Value, terms: &mut Vec<Term>) {
    let none = Map::new();
    let (old, new) = (
        before.as_object().unwrap_or(&none),
        after.as_object().unwrap_or(&none),
    );
    let added = new.keys().filter(|field| !old.contains_key(*field));
    for field in old.keys().chain(added) {
        let path = if prefix.is_empty() {
            field.clone()
        } else {
            format!("{prefix}.{field}")
        };
        match (old.get(field), new.get(field)) {
            (old, new) if old == new => {}
            (Some(old), Some(new)) if is_group(old) && is_group(new) => {
                compare(kind, &path, old, new, terms)
            }
            (Some(Value::Array(old)), Some(Value::Array(new))) => {
                let gone: Vec<_> = old.iter().filter(|v| !new.contains(v)).cloned().collect();
                let came: Vec<_> = new.iter().filter(|v| !old.contains(v)).cloned().collect();
                // Of a long list, only what came or went; if nothing did, the order changed, and all of it is shown.
                let partial =
                    old.len().max(new.len()) > SHORT_LIST && !(gone.is_empty() && came.is_empty());
                let (gone, came) = if partial {
                    (gone, came)
                } else {
                    (old.clone(), new.clone())
                };
                let read = |items| read(kind, field, &Value::Array(items));
                terms.push(Term {
                    field: path,
                    old: read(gone),
                    new: read(came),
                    partial,
                });
            }
            (old, new) => terms.push(Term {
                field: path,
                old: old.and_then(|v| read(kind, field, v)),
                new: new.and_then(|v| read(kind, field, v)),
                partial: false,
            }),
        }
    }
}

/// Whether a value has terms of its own, rather than being one text or one reference.
fn is_group(value: &Value) -> bool {
    value.is_object() && as_text(value).is_none() && as_reference(value).is_none()
}

fn as_text(value: &Value) -> Option<Text> {
    let map = value.as_object()?;
    let only = map.keys().all(|key| key == "id" || key == "en");
    if only {
        serde_json::from_value(value.clone()).ok()
    } else {
        None
    }
}

fn as_reference(value: &Value) -> Option<Reference> {
    let map = value.as_object()?;
    if map.len() == 2 {
        serde_json::from_value(value.clone()).ok()
    } else {
        None
    }
}

/// What a value of a field means. None for an empty list and for nothing.
fn read(kind: SubjectKind, field: &str, value: &Value) -> Option<Shown> {
    let code = || {
        Some(Shown::Code {
            field: field.to_owned(),
            value: value.clone(),
        })
    };
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .filter_map(|item| read(kind, field, item))
                .collect();
            (!items.is_empty()).then_some(Shown::List(items))
        }
        Value::Object(map) => {
            if let Some(text) = as_text(value) {
                return Some(Shown::Words(text));
            }
            if let Some(reference) = as_reference(value) {
                return Some(Shown::Subject(reference));
            }
            if let Some(citation) = Some(value)
                .filter(|_| map.contains_key("source"))
                .and_then(|v| serde_json::from_value(v.clone()).ok())
            {
                return Some(Shown::Source(citation));
            }
            let mut terms: Vec<_> = map
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), read(kind, key, value)?)))
                .collect();
            terms.sort_by_cached_key(|(key, _)| words::field_order(key));
            (!terms.is_empty()).then_some(Shown::Group(terms))
        }
        Value::String(text) => {
            if let (Some(kind), Ok(id)) = (points_at(kind, field), text.parse::<Uuid>()) {
                return Some(Shown::Subject(Reference::new(kind, id)));
            }
            match text.parse() {
                Ok(when) if is_date(field) => Some(Shown::When(when)),
                _ => code(),
            }
        }
        Value::Number(number) if matches!(field, "amount" | "paid" | "true_cost") => {
            match number.as_i64() {
                Some(amount) => Some(Shown::Rupiah(Rupiah(amount))),
                None => code(),
            }
        }
        Value::Number(_) | Value::Bool(_) => code(),
    }
}

fn is_date(field: &str) -> bool {
    matches!(
        field,
        "due" | "from" | "to" | "since" | "until" | "published" | "retrieved" | "seen" | "period"
    )
}

/// The kind of subject that an id under this field names.
fn points_at(kind: SubjectKind, field: &str) -> Option<SubjectKind> {
    Some(match field {
        "owners" | "parties" | "party" | "by" | "hosts" | "organization" | "asked_by"
        | "run_by" | "runs_in" | "successor" | "addressed_to" => SubjectKind::Organization,
        "parent" if kind == SubjectKind::Agreement => SubjectKind::Agreement,
        "parent" => SubjectKind::Organization,
        "person" | "made_by" | "speaker" | "represented_by" => SubjectKind::Person,
        "post" => SubjectKind::Post,
        "gathering" => SubjectKind::Gathering,
        "agreement" => SubjectKind::Agreement,
        "programme" | "copied_from" => SubjectKind::Programme,
        "source" => SubjectKind::Source,
        _ => return None,
    })
}

/// The word for a code word of the log; none for a plain text.
fn code_word(kind: SubjectKind, field: &str, value: &Value, lang: Lang) -> Option<String> {
    fn of<T: DeserializeOwned>(value: &Value) -> Option<T> {
        serde_json::from_value(value.clone()).ok()
    }
    let text = value.as_str().unwrap_or_default();
    let word: &str = match (kind, field) {
        (_, "instrument") => words::instrument(of::<Instrument>(value)?, lang),
        (_, "scheme") => law::scheme(of::<Scheme>(value)?.as_str())?.name(lang),
        (SubjectKind::Gathering, "kind") => {
            words::gathering_kind(of::<GatheringKind>(value)?, lang)
        }
        (SubjectKind::Organization, "kind") => {
            words::organization_kind(of::<OrganizationKind>(value)?, lang)
        }
        (_, "force") => words::force(of::<Force>(value)?, lang),
        (_, "role") => words::role(of::<Role>(value)?, lang),
        (_, "medium") => words::medium(of::<Medium>(value)?, lang),
        (_, "attendance") => words::attendance(of::<Attendance>(value)?, lang),
        (_, "completion") => words::completion(of::<Completion>(value)?, lang),
        (_, "others") => words::assent(of::<Assent>(value)?, lang),
        (_, "ground") => law::ending(text)?.name(lang),
        (_, "funded_by" | "not_funded_by") => words::funding(of::<Funding>(value)?, lang),
        (SubjectKind::Commitment, "stage") => {
            law::chain_stage(of::<Stage>(value)?.as_str())?.name(lang)
        }
        (SubjectKind::Commitment, "standing") => {
            words::link_standing(of::<LinkStanding>(value)?, lang)
        }
        (SubjectKind::Commitment, "how") => words::closing(of::<Closing>(value)?, lang),
        (SubjectKind::Agreement, "stage") => {
            return words::stage_name(text, lang).map(str::to_owned);
        }
        (SubjectKind::Agreement, "standing") => {
            words::stage_standing(of::<StageStanding>(value)?, lang)
        }
        (SubjectKind::Organization | SubjectKind::Programme, "standing") => {
            words::figure_standing(of::<Standing>(value)?, lang)
        }
        (SubjectKind::Entry, "act") => words::act(of::<Act>(value)?, lang),
        (_, "acting") => words::yes_no(value.as_bool()?, lang),
        _ => return None,
    };
    Some(word.to_owned())
}

/// An entry, and what it said or changed.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) change: Change,
    /// In the order in which a reader asks; nothing for a body that is not public.
    terms: Vec<Term>,
}

/// What these entries told, of those that are wanted.
pub(crate) fn told(history: Vec<Change>, wanted: impl Fn(u64) -> bool) -> Vec<Told> {
    let terms = |change: &Change| {
        let data = change.data.as_ref();
        data.map(|data| changes(change.subject.kind, change.before.as_ref(), data))
            .unwrap_or_default()
    };
    let wanted = history.into_iter().filter(|change| wanted(change.entry));
    wanted
        .map(|change| Told {
            terms: terms(&change),
            change,
        })
        .collect()
}

/// Every subject that a history names, so that its names can be read at once.
pub(crate) fn references(history: &[Told]) -> Vec<Reference> {
    let mut to = Vec::new();
    for term in history.iter().flat_map(|told| &told.terms) {
        term.old
            .iter()
            .chain(&term.new)
            .for_each(|shown| gather(shown, &mut to));
    }
    to
}

fn gather(shown: &Shown, to: &mut Vec<Reference>) {
    match shown {
        Shown::Subject(subject) => to.push(*subject),
        Shown::Source(citation) => to.push(citation.source.into()),
        Shown::List(items) => items.iter().for_each(|item| gather(item, to)),
        Shown::Group(terms) => terms.iter().for_each(|(_, item)| gather(item, to)),
        Shown::Words(_) | Shown::Code { .. } | Shown::When(_) | Shown::Rupiah(_) => {}
    }
}

/// The history of a record, first entry first. Entries that one office recorded in one go share a line that says so.
pub(crate) fn section(ctx: &Ctx, names: &Names, history: &[Told]) -> Markup {
    let lang = ctx.lang;
    html! {
        section #riwayat {
            h2 { (words::history(lang)) }
            p { (words::history_lead(lang, history.len())) }
            @for together in history.chunk_by(|a, b| a.change.by == b.change.by && minute(&a.change) == minute(&b.change)) {
                p.meta { (recorded(together, lang)) }
                ul.history { @for told in together { li { (entry(ctx, names, told)) } } }
            }
        }
    }
}

fn minute(change: &Change) -> i64 {
    change.at.0 / 60_000_000
}

fn recorded(together: &[Told], lang: Lang) -> String {
    let Some(Told { change: first, .. }) = together.first() else {
        return String::new();
    };
    let at = format::moment(first.at, lang);
    match &first.by {
        Some(by) => words::recorded_by(lang, at, &by.office, words::by_role(&by.role, lang)),
        None => words::recorded(lang, at),
    }
}

fn entry(ctx: &Ctx, names: &Names, Told { change, terms }: &Told) -> Markup {
    let (lang, kind) = (ctx.lang, change.subject.kind);
    let happened = html! {
        strong { (words::happening(&change.kind, change.before.is_some(), lang)) }
        @if let Some(on) = change.on { ", " (format::when_tag(on, lang)) }
    };
    let number = format::number(change.entry, lang);
    let verify = html! { a href=(ctx.link(&format!("/verifikasi?q={}", change.entry))) { (words::verify_entry(lang, &number)) } };
    let reason = change
        .data
        .as_ref()
        .and_then(|data| data.get("reason"))
        .and_then(as_text);
    // What is told for the first time stands on the page already, so it is folded; a correction never is.
    if change.hidden.is_none() && change.data.is_some() && change.before.is_none() {
        return html! {
            details {
                summary { (happened) " " span.meta { (words::entry_number(lang, &number)) } }
                (first_told(names, kind, terms, lang))
                p { (verify) }
            }
        };
    }
    html! {
        p.head { (happened) " " span.meta { (words::entry_number(lang, &number)) } }
        @if let Some(reason) = reason { p { (words::reason(lang)) " " (parts::text(&reason, lang)) } }
        @match (&change.hidden, &change.data) {
            (Some(gap), _) => { (hidden(lang, gap)) }
            (None, Some(_)) => { (corrected(names, kind, terms, lang)) }
            (None, None) => { p.gap { (words::sealed(lang)) } }
        }
        p { (verify) }
    }
}

/// What was hidden, by whom, when and on what ground: the only thing that hiding leaves out is the content.
pub(crate) fn hidden(lang: Lang, gap: &Gap) -> Markup {
    html! {
        p.gap {
            (words::hidden(lang, format::number(gap.entry, lang), words::act(gap.act, lang), format::moment(gap.decided_at, lang), &gap.decided_by))
            " " (words::ground(lang)) " " (parts::text(&gap.ground, lang))
        }
    }
}

/// What an entry changed: every term old beside new.
pub(crate) fn corrected(names: &Names, kind: SubjectKind, terms: &[Term], lang: Lang) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words::changed_terms(lang)) {
            table {
                caption.hidden { (words::changed_terms(lang)) }
                thead { tr { th scope="col" { (words::term(lang)) } th scope="col" { (words::before(lang)) } th scope="col" { (words::after(lang)) } } }
                tbody {
                    @for term in terms {
                        tr {
                            th scope="row" { (words::field(&term.field, lang)) @if term.partial { p.meta { (words::only_changes(lang)) } } }
                            td { (side(names, kind, term.old.as_ref(), term.partial, lang)) }
                            td { (side(names, kind, term.new.as_ref(), term.partial, lang)) }
                        }
                    }
                }
            }
        }
    }
}

/// What an entry says for the first time.
fn first_told(names: &Names, kind: SubjectKind, terms: &[Term], lang: Lang) -> Markup {
    html! { dl.facts { @for term in terms { dt { (words::field(&term.field, lang)) } dd { (side(names, kind, term.new.as_ref(), false, lang)) } } } }
}

fn side(
    names: &Names,
    kind: SubjectKind,
    shown: Option<&Shown>,
    partial: bool,
    lang: Lang,
) -> Markup {
    match shown {
        Some(shown) => draw(names, kind, shown, lang),
        // The other items of the list stand on both sides.
        None if partial => html! { "–" },
        None => html! { span.unstated { (words::not_stated(lang)) } },
    }
}

fn draw(names: &Names, kind: SubjectKind, shown: &Shown, lang: Lang) -> Markup {
    match shown {
        Shown::Words(text) => parts::text(text, lang),
        Shown::Code { field, value } => match (code_word(kind, field, value, lang), value) {
            (Some(word), _) => html! { (word) },
            (None, Value::String(text)) => html! { (text) },
            (None, other) => html! { (other.to_string()) },
        },
        Shown::When(when) => html! { (format::when(*when, lang)) },
        Shown::Rupiah(amount) => html! { (format::rupiah(*amount, lang)) },
        Shown::Subject(subject) => names.link(*subject),
        Shown::Source(citation) => html! {
            (names.link(citation.source)) @if let Some(paragraph) = citation.paragraph { ", ¶" (paragraph) }
        },
        Shown::List(items)
            if items
                .iter()
                .any(|item| matches!(item, Shown::Group(_) | Shown::Words(_))) =>
        {
            html! {
                ul { @for item in items { li { (draw(names, kind, item, lang)) } } }
            }
        }
        Shown::List(items) => join(
            lang,
            items
                .iter()
                .map(|item| draw(names, kind, item, lang))
                .collect(),
        ),
        Shown::Group(terms) => html! {
            @for (at, (field, value)) in terms.iter().enumerate() {
                @if at > 0 { "; " }
                (words::field(field, lang)) ": " (draw(names, kind, value, lang))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::OrganizationId;
    use jiff::civil::date;
    use serde_json::json;

    const KIND: SubjectKind = SubjectKind::Commitment;

    fn described(description: Value) -> Value {
        json!({ "description": description })
    }

    #[test]
    fn only_what_changed_is_shown_old_beside_new() {
        let before =
            described(json!({ "promise": { "id": "Jalan" }, "due": "2026", "rhythm_days": 30 }));
        let after = described(
            json!({ "promise": { "id": "Jalan" }, "due": "2026-12-31", "quote": "kami bangun" }),
        );
        let terms = changes(KIND, Some(&before), &after);
        let fields: Vec<_> = terms.iter().map(|t| t.field.as_str()).collect();
        assert_eq!(
            fields,
            ["quote", "due", "rhythm_days"],
            "in reading order, the unchanged promise left out"
        );
        assert_eq!(terms[1].old, Some(Shown::When(When::Year(2026))));
        assert_eq!(
            terms[1].new,
            Some(Shown::When(When::Day(date(2026, 12, 31))))
        );
        assert_eq!(
            (terms[0].old.is_none(), terms[2].new.is_none()),
            (true, true),
            "came and went"
        );
    }

    #[test]
    fn a_term_inside_another_is_compared_by_itself() {
        let indicator = |target: &str| {
            described(
                json!({ "indicator": { "name": { "id": "Ruas jalan" }, "unit": "ruas", "target": target } }),
            )
        };
        let terms = changes(KIND, Some(&indicator("40")), &indicator("25"));
        assert_eq!(terms.len(), 1);
        assert_eq!(terms[0].field, "indicator.target");
        assert_eq!(
            words::field("indicator.target", Lang::En),
            "Measure: target"
        );
    }

    #[test]
    fn a_short_list_is_shown_whole_and_of_a_long_one_what_came_or_went() {
        let (banten, bengkulu) = (
            OrganizationId::from_key("36"),
            OrganizationId::from_key("17"),
        );
        let owners = |ids: &[OrganizationId]| described(json!({ "owners": ids }));
        let terms = changes(KIND, Some(&owners(&[banten])), &owners(&[banten, bengkulu]));
        assert_eq!(
            terms[0].old,
            Some(Shown::List(vec![Shown::Subject(banten.into())]))
        );
        assert_eq!(
            terms[0].new,
            Some(Shown::List(vec![
                Shown::Subject(banten.into()),
                Shown::Subject(bengkulu.into())
            ]))
        );
        let mut many: Vec<_> = ["1", "2", "3", "4", "5", "6"]
            .map(OrganizationId::from_key)
            .to_vec();
        let before = owners(&many);
        many.push(bengkulu);
        let terms = changes(KIND, Some(&before), &owners(&many));
        assert_eq!((terms[0].partial, &terms[0].old), (true, &None));
        assert_eq!(
            terms[0].new,
            Some(Shown::List(vec![Shown::Subject(bengkulu.into())]))
        );
        let turned = changes(
            KIND,
            Some(&owners(&[bengkulu, banten])),
            &owners(&[banten, bengkulu]),
        );
        assert_eq!(
            turned[0].old,
            Some(Shown::List(vec![
                Shown::Subject(bengkulu.into()),
                Shown::Subject(banten.into())
            ]))
        );
    }

    #[test]
    fn a_fact_is_read_by_its_own_kind() {
        let fact = json!({ "key": "a", "fact": { "stage": "budgeting", "standing": "not_found", "amount": 4_800_000_000_i64, "what": { "id": "Tidak ada" } } });
        let terms = changes(KIND, None, &fact);
        let amount = terms.iter().find(|t| t.field == "amount").unwrap();
        assert_eq!(amount.new, Some(Shown::Rupiah(Rupiah(4_800_000_000))));
        assert_eq!(
            code_word(KIND, "stage", &json!("budgeting"), Lang::En).as_deref(),
            Some("Budgeting")
        );
        assert_eq!(
            code_word(KIND, "standing", &json!("not_found"), Lang::Id).as_deref(),
            Some("dicari dan tidak ditemukan")
        );
        assert_eq!(
            code_word(SubjectKind::Agreement, "standing", &json!("done"), Lang::En).as_deref(),
            Some("done")
        );
        assert_eq!(code_word(KIND, "quote", &json!("apa saja"), Lang::En), None);
    }

    #[test]
    fn what_a_newer_program_wrote_is_shown_as_it_is() {
        let terms = changes(KIND, None, &json!({ "surprise": [1, { "x": true }] }));
        assert_eq!(terms[0].field, "surprise");
        assert!(terms[0].new.is_some());
        assert_eq!(words::field("surprise", Lang::Id), "surprise");
    }
}
