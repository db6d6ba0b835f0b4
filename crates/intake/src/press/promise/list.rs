//! Lists of what is promised or asked: `menjanjikan tiga hal. Pertama, ... Kedua, ...`, `meminta: (1) ...; (2) ...`.

use super::super::class::Class;
use super::super::cue::Cue;
use super::super::doc::Doc;
use super::super::token::Kind;

/// The most items that are read.
const MOST: usize = 12;
/// How far behind the announcement the first item may begin, in tokens.
const TO_FIRST: usize = 14;
/// The longest item, in tokens.
const LONGEST: usize = 60;

/// `tiga hal`, `5 poin`: things are counted here that a list names.
pub(super) fn is_counted(doc: &Doc<'_>, at: usize) -> bool {
    let number = doc
        .tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Number);
    (number || doc.cue(at, Cue::SeveralWord)) && doc.cue(at + 1, Cue::ListedThing)
}

/// Whether the words from `first` only announce a list: `tiga hal`, `sejumlah langkah berikut:`.
pub(super) fn is_announced(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    let open =
        |at: usize| matches!(doc.str(at), "." | ":") || doc.says_any(at, &["yakni", "yaitu"]);
    let counted = (first..end.min(first + 3)).any(|at| is_counted(doc, at));
    counted && (first + 2..first + 12).any(open)
        || (first..first + 3).any(|at| doc.mark(at, ':') && marker(doc, at + 1, 1).is_some())
}

/// The items of a list that begins behind a token, in order; none if there are fewer than two.
pub(in crate::press) fn items(doc: &Doc<'_>, from: usize) -> Vec<(usize, usize)> {
    let mut items: Vec<(usize, usize)> = Vec::new();
    let mut at = from;
    let mut last = from;
    while at < doc.len() && items.len() < MOST {
        let reach = if items.is_empty() { TO_FIRST } else { LONGEST };
        if at > last + reach {
            break;
        }
        if let Some(first) = marker(doc, at, items.len() + 1) {
            items.push((first, first));
            last = first;
            at = first;
        } else {
            at += 1;
        }
    }
    for at in 0..items.len() {
        let until = match items.get(at + 1) {
            // The marker itself is one to three tokens long.
            Some(next) => (items[at].0..next.0)
                .rev()
                .find(|at| is_edge(doc, *at))
                .unwrap_or(next.0),
            None => items[at].0 + LONGEST,
        };
        let first = items[at].0;
        items[at].1 = (first..until.min(doc.len()))
            .find(|at| {
                matches!(doc.str(*at), "." | ";" | "”" | "\"")
                    || *at > first && doc.tokens[*at].breaks > 0
            })
            .unwrap_or(until.min(doc.len()));
    }
    match items.len() {
        0 | 1 => Vec::new(),
        _ => items,
    }
}

/// `A, B, dan C`: two items or more, each of two words at least; none otherwise.
pub(super) fn inline(doc: &Doc<'_>, from: usize, end: usize) -> Vec<(usize, usize)> {
    let joint = |at: usize| doc.says_any(at, &["dan", "serta"]);
    let end = (from..end.min(from + LONGEST))
        .find(|at| {
            // `..., kata Intan`
            let said = doc.mark(*at, ',') && doc.is(at + 1, Class::ActEnd);
            said || matches!(doc.str(*at), "." | ";" | "”" | "\"" | ":")
        })
        .unwrap_or(end.min(from + LONGEST));
    let mut items = Vec::new();
    let mut first = from;
    for at in from..=end {
        let comma = at < end && doc.mark(at, ',');
        // `A, disusul B dan C`
        let next = at < end && doc.cue(at, Cue::ListNext) && at > first;
        if next {
            items.push((first, at - usize::from(doc.mark(at - 1, ','))));
            first = at + 1;
            continue;
        }
        // The last one stands behind `dan`, with a comma or without.
        let last = at < end
            && joint(at)
            && !items.is_empty()
            && at > first
            && !(at + 1..end).any(|at| doc.mark(at, ',') && joint(at + 1) || doc.says(at, "serta"));
        if comma && doc.cue(at + 1, Cue::ListNext) {
            continue;
        }
        if comma || last || at == end {
            items.push((first, at));
            first = at + 1 + usize::from(comma && joint(at + 1));
        }
    }
    let whole = items.len() >= 2 && items.iter().all(|(first, end)| *end >= first + 2);
    if whole { items } else { Vec::new() }
}

fn is_edge(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.str(at), "." | ";" | "," | "(") || doc.tokens[at].breaks > 0
}

/// The token behind the mark of the `number`th item: `(2)`, `2.`, `2)`, the same with letters, or a dot at the head of a line, `Kedua,`.
fn marker(doc: &Doc<'_>, at: usize, number: usize) -> Option<usize> {
    const ORDINALS: [&str; 10] = [
        "pertama",
        "kedua",
        "ketiga",
        "keempat",
        "kelima",
        "keenam",
        "ketujuh",
        "kedelapan",
        "kesembilan",
        "kesepuluh",
    ];
    let letter = |at: usize| {
        let mut chars = doc.str(at).chars();
        let first = chars.next().filter(char::is_ascii_lowercase);
        chars.next().is_none()
            && first.is_some_and(|char| char as usize - 'a' as usize + 1 == number)
    };
    let is_number = |at: usize| doc.str(at).parse() == Ok(number) || letter(at);
    if doc.mark(at, '(') && is_number(at + 1) && doc.mark(at + 2, ')') {
        return Some(at + 3);
    }
    let heads_line = at == 0 || doc.tokens.get(at)?.breaks > 0;
    if heads_line && is_number(at) && (doc.mark(at + 1, '.') || doc.mark(at + 1, ')')) {
        return Some(at + 2);
    }
    if heads_line && matches!(doc.str(at), "•" | "-" | "–" | "*" | "·") {
        return Some(at + 1);
    }
    let ordinal = ORDINALS
        .get(number - 1)
        .is_some_and(|word| doc.says(at, word))
        || number == 1 && doc.says(at, "kesatu");
    // `Kedua daerah` is no second item; `Kedua, daerah ...` is one.
    (ordinal && doc.mark(at + 1, ',')).then_some(at + 2)
}
