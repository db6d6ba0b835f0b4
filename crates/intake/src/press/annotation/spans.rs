//! Where each field of an annotation was read.

use serde::Serialize;

use super::super::reading::{Found, Reading, Span};
use super::said;

/// Where each field was read: byte ranges of the text in UTF-8. Lists stand in the order of the fields' own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct Spans {
    pub outlet: Vec<Span>,
    pub published: Vec<Span>,
    pub address: Vec<Span>,
    pub date_of_event: Vec<Span>,
    pub place: Vec<Span>,
    pub event_type: Vec<Span>,
    pub title: Vec<Span>,
    pub parties: Vec<Vec<Span>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions_mentioned: Vec<Vec<Span>>,
    pub people: Vec<PersonSpans>,
    pub agreement: Option<AgreementSpans>,
    pub commitments: Vec<CommitmentSpans>,
    pub programmes: Vec<Vec<Span>>,
    pub numbers: Vec<NumberSpans>,
    pub quotes: Vec<QuoteSpans>,
    pub topics: Vec<Vec<Span>>,
}

/// Where a person was read; `name` holds every mention.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct PersonSpans {
    pub name: Vec<Span>,
    pub role: Vec<Span>,
    pub institution: Vec<Span>,
}

/// Where an agreement was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct AgreementSpans {
    pub kind: Vec<Span>,
    pub subjects: Vec<Vec<Span>>,
}

/// Where a promise was read; `sentence` is the whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct CommitmentSpans {
    pub what: Vec<Span>,
    pub owner: Vec<Span>,
    pub due: Vec<Span>,
    pub sentence: Vec<Span>,
}

/// Where a figure was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct NumberSpans {
    pub value: Vec<Span>,
    pub what: Vec<Span>,
}

/// Where a passage was read; `passage` is all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct QuoteSpans {
    pub speaker: Vec<Span>,
    pub passage: Vec<Span>,
}

impl Spans {
    pub(super) fn of(reading: &Reading) -> Self {
        let lists =
            |found: &[Found<String>]| found.iter().map(|found| found.spans.clone()).collect();
        Self {
            outlet: spans(&reading.source.outlet),
            published: spans(&reading.source.published),
            address: spans(&reading.source.address),
            date_of_event: reading.date.spans.clone(),
            place: spans(&reading.place),
            event_type: reading.event.spans.clone(),
            title: reading.title.iter().map(|title| title.span).collect(),
            parties: reading
                .parties
                .iter()
                .map(|party| party.spans.clone())
                .collect(),
            regions_mentioned: reading
                .regions_mentioned
                .iter()
                .map(|party| party.spans.clone())
                .collect(),
            people: reading
                .people
                .iter()
                .map(|person| PersonSpans {
                    name: person.spans.clone(),
                    role: spans(&person.role),
                    institution: spans(&person.institution),
                })
                .collect(),
            agreement: reading.agreement.as_ref().map(|agreement| AgreementSpans {
                kind: agreement.kind.spans.clone(),
                subjects: lists(&agreement.subjects),
            }),
            commitments: said(reading)
                .map(|promise| CommitmentSpans {
                    what: promise.act.spans.clone(),
                    owner: spans(&promise.actor),
                    due: spans(&promise.due),
                    sentence: vec![promise.span],
                })
                .collect(),
            programmes: lists(&reading.programmes),
            numbers: reading
                .numbers
                .iter()
                .map(|number| NumberSpans {
                    value: vec![number.span],
                    what: vec![number.what_span],
                })
                .collect(),
            quotes: reading
                .quotes
                .iter()
                .map(|quote| QuoteSpans {
                    speaker: spans(&quote.speaker),
                    passage: vec![quote.span],
                })
                .collect(),
            topics: lists(&reading.topics),
        }
    }
}

fn spans<T>(found: &Option<Found<T>>) -> Vec<Span> {
    found
        .as_ref()
        .map(|found| found.spans.clone())
        .unwrap_or_default()
}
