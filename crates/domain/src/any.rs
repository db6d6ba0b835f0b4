//! Any subject, whatever its kind: for the log, the store and `verify`, which treat all alike.

use jiff::civil::Date;
use serde_json::Value;

use crate::citation::References;
use crate::id::{Reference, SubjectKind};
use crate::refusal::Refusal;
use crate::subject::{self, Event, Stamp, State, Subject};
use crate::text::Text;
use crate::when::When;
use crate::{
    agreement, commitment, disclosure, gathering, organization, person, post, programme, source,
    statement,
};

macro_rules! any {
    ($($kind:ident => $ty:ty),* $(,)?) => {
        /// A command about a subject of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum AnyCommand { $(#[doc = concat!("About a subject of kind ", stringify!($kind), ".")] $kind(subject::Command<$ty>),)* }

        /// The state of a subject of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum AnyState { $(#[doc = concat!("A subject of kind ", stringify!($kind), ".")] $kind(State<$ty>),)* }

        $(impl From<subject::Command<$ty>> for AnyCommand {
            fn from(command: subject::Command<$ty>) -> Self { Self::$kind(command) }
        })*

        impl AnyCommand {
            /// The kind of subject it is about.
            pub const fn kind(&self) -> SubjectKind {
                match self { $(Self::$kind(_) => SubjectKind::$kind,)* }
            }
        }

        impl AnyState {
            /// A subject of which nothing is recorded.
            pub fn new(kind: SubjectKind) -> Self {
                match kind { $(SubjectKind::$kind => Self::$kind(State::default()),)* }
            }

            /// The kind of subject.
            pub const fn kind(&self) -> SubjectKind {
                match self { $(Self::$kind(_) => SubjectKind::$kind,)* }
            }

            /// What the log says next. Total: what this program cannot read is counted, never a panic.
            pub fn apply(&mut self, kind: &str, data: Value, stamp: Stamp) {
                match self { $(Self::$kind(state) => match Event::from_parts(kind, data) {
                    Some(event) => state.apply(event, stamp),
                    None => { state.entries.push(stamp.entry); state.unreadable += 1; }
                },)* }
            }

            /// Decides on a command: what to record, nothing if the record says so already, or every refusal.
            pub fn decide(&self, command: AnyCommand, today: Date) -> Result<Option<Recordable>, Vec<Refusal>> {
                match (self, command) {
                    $((Self::$kind(state), AnyCommand::$kind(command)) => {
                        let Some((event, on)) = subject::decide(state, command, today)? else { return Ok(None) };
                        let mut refers_to = References::default();
                        match &event {
                            Event::Described { description, .. } => <$ty>::description_references(description, &mut refers_to),
                            Event::Noted { fact, .. } => <$ty>::fact_references(fact, &mut refers_to),
                        }
                        let unwritable = |e: serde_json::Error| vec![Refusal::DoesNotMatch { field: "data", given: e.to_string(), recorded: "JSON".to_owned() }];
                        let (kind, data) = event.to_parts().map_err(unwritable)?;
                        Ok(Some(Recordable { kind, data, on, refers_to: refers_to.0 }))
                    })*
                    (state, command) => Err(vec![Refusal::DoesNotMatch {
                        field: "kind", given: command.kind().to_string(), recorded: state.kind().to_string(),
                    }]),
                }
            }

            /// The state as JSON, from which [`AnyState::from_json`] makes it again.
            pub fn to_json(&self) -> Result<Value, serde_json::Error> {
                match self { $(Self::$kind(state) => serde_json::to_value(state),)* }
            }

            /// The state's JSON as text.
            pub fn to_json_text(&self) -> Result<String, serde_json::Error> {
                match self { $(Self::$kind(state) => serde_json::to_string(state),)* }
            }

            /// Reads what [`AnyState::to_json_text`] wrote.
            pub fn from_json(kind: SubjectKind, text: &str) -> Result<Self, serde_json::Error> {
                Ok(match kind { $(SubjectKind::$kind => Self::$kind(serde_json::from_str(text)?),)* })
            }

            /// What a heading calls it.
            pub fn title(&self) -> Text {
                match self { $(Self::$kind(state) => state.title(),)* }
            }

            /// The entries folded into it, in log order.
            pub fn entries(&self) -> &[u64] {
                match self { $(Self::$kind(state) => &state.entries,)* }
            }

            /// When it happened, as its description says.
            pub fn on(&self) -> Option<When> {
                match self { $(Self::$kind(state) => state.on(),)* }
            }

            /// The key of an imported record.
            pub fn key(&self) -> Option<&str> {
                match self { $(Self::$kind(state) => state.key.as_deref(),)* }
            }

            /// Whether what it is has been recorded and is public.
            pub const fn is_described(&self) -> bool {
                match self { $(Self::$kind(state) => state.description.is_some(),)* }
            }

            /// Everything it points at now, sorted, each once.
            pub fn references(&self) -> Vec<Reference> {
                let mut to = References::default();
                match self { $(Self::$kind(state) => {
                    if let Some(description) = &state.description { <$ty>::description_references(description, &mut to); }
                    for noted in &state.facts { <$ty>::fact_references(&noted.fact, &mut to); }
                })* }
                to.0.sort();
                to.0.dedup();
                to.0
            }
        }
    };
}

any! {
    Organization => organization::Organization,
    Person => person::Person,
    Post => post::Post,
    Source => source::Source,
    Gathering => gathering::Gathering,
    Agreement => agreement::Agreement,
    Statement => statement::Statement,
    Programme => programme::Programme,
    Commitment => commitment::Commitment,
    Entry => disclosure::Disclosure,
}

/// What a decision puts into the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Recordable {
    /// The event's kind.
    pub kind: String,
    /// Its data.
    pub data: Value,
    /// When it happened, if known.
    pub on: Option<When>,
    /// What it points at; all of it must be recorded.
    pub refers_to: Vec<Reference>,
}
