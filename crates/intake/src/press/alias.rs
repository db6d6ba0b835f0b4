//! Short names that a report gives its bodies: `Universitas Nusa Cendana (Undana)` is meant by `Undana` from there on.

use std::collections::BTreeMap;

use super::class::Class;
use super::doc::Doc;
use super::party::Body;

/// Bodies by the short names that the report gives them.
pub(super) struct ShortNames<'t>(BTreeMap<&'t str, Body>);

impl ShortNames<'_> {
    /// The full name, if these words are a short one: `KPK`, `PT BSH`.
    pub(super) fn full(&self, name: &str) -> Option<&str> {
        let last = name.rsplit(' ').next()?;
        let short = name.split(' ').count() <= 2;
        // `UM Metro`: the town behind the short name.
        let first = || {
            name.split_once(' ')
                .and_then(|(first, _)| self.0.get(first))
        };
        self.0
            .get(last)
            .or_else(first)
            .filter(|_| short)
            .map(|body| body.name.as_str())
    }
}

/// The bodies under their full names, with the places where only a short name stands.
pub(super) fn with_short_names<'t>(
    doc: &Doc<'t>,
    mut bodies: Vec<Body>,
) -> (Vec<Body>, ShortNames<'t>) {
    let full = full_names(doc, &bodies);
    if full.is_empty() {
        return (bodies, ShortNames(full));
    }
    for body in &mut bodies {
        // `PT BSH`, `KPK`: the last word is the short name.
        let last = doc.str(body.end - 1);
        if let Some(meant) = full.get(last)
            && body.end - body.first <= 2
        {
            body.name.clone_from(&meant.name);
            body.region = body.region.or(meant.region);
        }
    }
    // Few words begin as a short name does.
    let mut heads = [false; 256];
    for head in full.keys().filter_map(|name| name.bytes().next()) {
        heads[usize::from(head)] = true;
    }
    let mut more = Vec::new();
    let mut next = bodies.iter().peekable();
    for at in 0..doc.len() {
        while next.next_if(|body| body.end <= at).is_some() {}
        let inside = next.peek().is_some_and(|body| body.first <= at);
        let bracketed = at > 0 && doc.mark(at - 1, '(');
        if inside || bracketed || !doc.cap(at) {
            continue;
        }
        let head = doc.str(at).bytes().next();
        if !head.is_some_and(|head| heads[usize::from(head)]) {
            continue;
        }
        if let Some(meant) = full.get(doc.str(at)) {
            let town =
                doc.cap(at + 1) && meant.name.rsplit(' ').any(|word| word == doc.str(at + 1));
            more.push(Body {
                first: at,
                end: at + 1 + usize::from(town),
                ..meant.clone()
            });
        }
    }
    bodies.append(&mut more);
    bodies.sort_by_key(|body| body.first);
    (bodies, ShortNames(full))
}

/// The most bodies that a short name is compared with, so that time stays linear whatever a text names.
const MOST: usize = 200;

/// By short name: the body, where brackets say so or its initials do.
fn full_names<'t>(doc: &Doc<'t>, bodies: &[Body]) -> BTreeMap<&'t str, Body> {
    let mut full = BTreeMap::new();
    for body in bodies {
        let words = body.end - body.first;
        // `Universitas Nusa Cendana (Undana)`, `Bank Indonesia (BI) Balikpapan`
        let brackets = (body.first + 1..=body.end).filter(|at| {
            // `(UM Metro)`: the town's name is told again.
            let town =
                doc.cap(at + 2) && doc.mark(at + 3, ')') && doc.str(at + 2) == doc.str(at - 1);
            doc.mark(*at, '(') && doc.cap(at + 1) && (doc.mark(at + 2, ')') || town)
        });
        for at in brackets {
            let short = doc.str(at + 1);
            if words >= 2 && short.len() >= 2 {
                full.entry(short).or_insert_with(|| body.clone());
            }
        }
    }
    for body in bodies {
        let short = doc.str(body.first);
        if body.end == body.first + 1 && is_abbreviation(short) && !full.contains_key(short) {
            let mut near = bodies.iter().take(MOST);
            let meant = near.find(|other| abbreviates(short, &other.name));
            if let Some(meant) = meant {
                full.insert(short, meant.clone());
            }
        }
    }
    let campuses: Vec<&Body> = bodies
        .iter()
        .filter(|body| {
            ["Universitas ", "Politeknik "]
                .iter()
                .any(|kind| body.name.starts_with(kind))
        })
        .take(MOST)
        .collect();
    for (at, short) in (0..doc.len()).map(|at| (at, doc.str(at))) {
        let new = doc.cap(at) && looks_short(short) && !full.contains_key(short);
        // A word of the language is no short name; one that is known as a body's may be.
        if new && doc.hits(at).iter().all(|hit| hit.class == Class::Body) {
            let meant = campuses.iter().find(|body| is_campus(short, &body.name));
            if let Some(body) = meant {
                full.insert(short, (*body).clone());
            }
        }
    }
    full
}

/// `Unej`, `Polinela`: how campuses are called in short.
fn looks_short(word: &str) -> bool {
    (4..=9).contains(&word.len())
        && word.is_ascii()
        && ["Un", "Pol", "Uni", "Ump", "Ubi"]
            .iter()
            .any(|start| word.starts_with(start))
}

/// Whether a campus's short name is made of its letters in order, the last of them from its own name: `Unej` of
/// `Universitas Jember`, `Polinela` of `Politeknik Negeri Lampung`.
fn is_campus(short: &str, name: &str) -> bool {
    let Some((kind, own)) = name.split_once(' ') else {
        return false;
    };
    if !matches!(kind, "Universitas" | "Politeknik") {
        return false;
    }
    let (short, kind) = (short.to_lowercase(), kind.to_lowercase());
    let own = own.to_lowercase();
    let holds = |part: &str, of: &str| {
        let mut letters = of.chars();
        part.chars()
            .all(|letter| letters.any(|other| other == letter))
    };
    (2..short.len()).rev().any(|split| {
        let (head, tail) = short.split_at(split);
        let begins = own.split(' ').any(|word| word.starts_with(&tail[..1]));
        begins && holds(head, &kind) && holds(tail, &own)
    })
}

/// `URN`, `BPKAD`: capitals alone.
pub(super) fn is_abbreviation(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.starts_with(|first: char| first.is_ascii_uppercase())
        && word
            .bytes()
            .all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
}

/// Whether an abbreviation stands for a name: `(URN)` is part of it, or its words begin with these letters.
pub(super) fn abbreviates(short: &str, name: &str) -> bool {
    let initials = name
        .split(' ')
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase());
    name != short
        && (name.split(['(', ')', ' ']).any(|word| word == short) && name.contains('(')
            || initials.eq(short.chars()))
}
