//! The strip under every record: where it stands in the log, who confirmed it, and how to check it.

use domain::agreement::PartyStanding;
use domain::any::AnyState;
use domain::id::OrganizationId;
use domain::{Lang, Reference};
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::format;
use crate::history::Told;
use crate::i18n::record_words as words;
use crate::names::Names;

/// Hex digits of a fingerprint that are shown: 64 bits, enough to compare by eye with a printed copy.
const SHOWN_DIGITS: usize = 16;

/// Who confirmed a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Confirmed {
    /// A record of this kind has no parties who could.
    NoParties,
    /// These did; nobody, when empty. What the press reports never counts.
    By(Vec<OrganizationId>),
}

/// Who confirmed the record of a subject.
pub(crate) fn confirmed(state: &AnyState) -> Confirmed {
    match state {
        AnyState::Agreement(state) => {
            let parties = state.description.iter().flat_map(|d| &d.parties).copied();
            Confirmed::By(
                parties
                    .filter(|party| {
                        matches!(state.standing_of(*party), PartyStanding::Confirmed(_))
                    })
                    .collect(),
            )
        }
        AnyState::Commitment(_)
        | AnyState::Gathering(_)
        | AnyState::Programme(_)
        | AnyState::Statement(_) => Confirmed::By(Vec::new()),
        AnyState::Organization(_)
        | AnyState::Person(_)
        | AnyState::Post(_)
        | AnyState::Source(_)
        | AnyState::Entry(_) => Confirmed::NoParties,
    }
}

/// The strip of a record, from its history in log order. Nothing for a record without entries.
pub(crate) fn strip(
    ctx: &Ctx,
    names: &Names,
    subject: Reference,
    path: &str,
    state: &AnyState,
    history: &[Told],
) -> Markup {
    let (Some(Told { change: first, .. }), Some(Told { change: last, .. })) =
        (history.first(), history.last())
    else {
        return html! {};
    };
    let facts = Facts {
        first: (first.entry, format::moment(first.at, ctx.lang)),
        last: (last.entry, format::moment(last.at, ctx.lang)),
        entries: history.len(),
        hash: last.leaf_hash.to_hex(),
    };
    let verify = ctx.link(&format!("/verifikasi?q={path}"));
    let json = format!("/api/v1/{}/{}", subject.kind.plural(), subject.id);
    draw(ctx.lang, names, &facts, &confirmed(state), &verify, &json)
}

struct Facts {
    first: (u64, String),
    last: (u64, String),
    entries: usize,
    hash: String,
}

fn draw(
    lang: Lang,
    names: &Names,
    facts: &Facts,
    confirmed: &Confirmed,
    verify: &str,
    json: &str,
) -> Markup {
    let place =
        |(entry, at): &(u64, String)| words::strip_place(lang, format::number(*entry, lang), at);
    html! {
        section.strip #bukti aria-labelledby="bukti-judul" {
            h2 #bukti-judul { (words::strip_title(lang)) }
            dl {
                div { dt { (words::strip_recorded(lang)) } dd { (place(&facts.first)) } }
                div {
                    dt { (words::strip_changed(lang)) }
                    dd { @if facts.entries > 1 { (place(&facts.last)) } @else { (words::strip_unchanged(lang)) } }
                }
                @match confirmed {
                    Confirmed::NoParties => {}
                    Confirmed::By(parties) => {
                        div {
                            dt { (words::strip_confirmed(lang)) }
                            dd { @if parties.is_empty() { (words::strip_not_confirmed(lang)) } @else { (names.links(parties)) } }
                        }
                    }
                }
                div { dt { (words::strip_witnesses(lang)) } dd { (words::strip_no_witnesses(lang)) } }
                div {
                    dt { (words::strip_hash(lang, format::number(facts.last.0, lang))) }
                    dd { (format::hash(facts.hash.get(..SHOWN_DIGITS).unwrap_or(&facts.hash))) " …" }
                }
            }
            ul.acts {
                li { a href=(verify) { (words::strip_verify(lang)) } }
                li { a href=(json) { (words::strip_json(lang)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SubjectKind;

    /// The kinds whose statements and facts are about what parties did.
    const WITH_PARTIES: [SubjectKind; 5] = [
        SubjectKind::Agreement,
        SubjectKind::Commitment,
        SubjectKind::Gathering,
        SubjectKind::Programme,
        SubjectKind::Statement,
    ];

    fn drawn(entries: usize, confirmed: &Confirmed) -> String {
        let facts = Facts {
            first: (1598, "22 November 2026 pukul 09.14 WIB".into()),
            last: (1612, "23 November 2026 pukul 10.00 WIB".into()),
            entries,
            hash: "0123456789abcdef".repeat(4),
        };
        draw(
            Lang::Id,
            &Names::none(Lang::Id),
            &facts,
            confirmed,
            "/verifikasi?q=1",
            "/api/v1/commitments/x",
        )
        .into_string()
    }

    #[test]
    fn a_strip_says_where_when_who_and_how_to_check() {
        let strip = drawn(3, &Confirmed::By(Vec::new()));
        for part in [
            "entri 1.598",
            "22 November 2026 pukul 09.14 WIB",
            "entri 1.612",
            "0123 4567 89ab cdef</span> …",
            "belum dikonfirmasi pihak mana pun",
            "0 dari 0",
            "href=\"/verifikasi?q=1\"",
            "href=\"/api/v1/commitments/x\"",
        ] {
            assert!(strip.contains(part), "{part} is missing from {strip}");
        }
        assert!(
            !strip.contains("0123 4567 89ab cdef 0123"),
            "only the first 16 digits"
        );
    }

    #[test]
    fn a_record_of_one_entry_never_changed() {
        let strip = drawn(1, &Confirmed::NoParties);
        assert!(
            strip.contains("belum pernah berubah") && !strip.contains("1.612,"),
            "{strip}"
        );
        assert!(
            !strip.contains("Dikonfirmasi"),
            "nobody is asked to confirm a source"
        );
    }

    #[test]
    fn a_confirming_party_is_named() {
        let strip = drawn(2, &Confirmed::By(vec![OrganizationId::from_key("36")]));
        assert!(
            strip.contains(&domain::id::handle(OrganizationId::from_key("36").0)),
            "{strip}"
        );
        assert!(!strip.contains("belum dikonfirmasi"), "{strip}");
    }

    #[test]
    fn what_parties_did_waits_for_their_word() {
        for kind in SubjectKind::PUBLIC {
            let expected = if WITH_PARTIES.contains(&kind) {
                Confirmed::By(Vec::new())
            } else {
                Confirmed::NoParties
            };
            assert_eq!(confirmed(&AnyState::new(kind)), expected, "{kind}");
        }
    }
}
