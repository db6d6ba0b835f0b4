//! A reading as a form: every field with its words, and the reading again as a person corrected it.
//!
//! The paths of fields are those of the reading's JSON, so that a correction says by itself what it corrects. Drafts are
//! what a person accepts or rejects one by one: the gathering with those who came, the agreement, each promise, each
//! programme. The source is none: it goes along with whatever is accepted.

mod apply;
mod show;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use apply::{Problem, Reviewed, event_type, review};
pub use show::drafts;

use super::Span;

/// Most characters of a value: as many as a text of the record may have.
const MOST_CHARACTERS: usize = 4_000;

/// How many items may be added to a list: more would rather be a text of its own.
const MOST_ADDED: usize = 200;

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// Who published the text.
    Outlet,
    /// When it was published.
    Published,
    /// Where it was published.
    Address,
    /// The day of the event, or its first.
    Date,
    /// Its last day.
    DateEnd,
    /// Where it was.
    Place,
    /// What kind of event it was; one of [`What::choices`].
    EventType,
    /// The headline.
    Title,
    /// A government or body.
    PartyName,
    /// The Kemendagri code of its region; empty for other bodies.
    RegionCode,
    /// A person's name; empty where only the office is named.
    Name,
    /// The post.
    Role,
    /// The body it belongs to.
    Institution,
    /// Whether the person came; one of [`What::choices`].
    Attendance,
    /// What kind of document was signed.
    AgreementKind,
    /// What it is about, a subject a line.
    Subjects,
    /// What was promised, hoped or asked for.
    Act,
    /// Who is to do it.
    Owner,
    /// By when: a day, a month or a year.
    Due,
    /// With what force; one of [`What::choices`].
    Force,
    /// A programme's name.
    Programme,
    /// A figure.
    Value,
    /// Its unit.
    Unit,
    /// What it measures.
    Measures,
    /// Who spoke.
    Speaker,
    /// The first words that were spoken.
    FirstWords,
}

impl What {
    /// The values that a field of this kind may take; none for free text.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::EventType => &[
                "signing",
                "coordination",
                "visit",
                "retreat",
                "launch",
                "other",
            ],
            Self::Attendance => &["present", "absent", "representing", "mentioned"],
            Self::Force => &["committed", "hoped", "instructed", "proposed", "done"],
            _ => &[],
        }
    }
}

/// How certain a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The text says it.
    Stated,
    /// It follows from what the text says elsewhere, or from the day of publication.
    Inferred,
    /// The text does not say it.
    NotStated,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its path in the reading's JSON.
    pub path: String,
    /// What it says.
    pub what: What,
    /// The value as read; empty where the text does not say.
    pub value: String,
    /// Where it was read.
    pub spans: Vec<Span>,
    /// How certain it is.
    pub certainty: Certainty,
}

/// Fields that stand or fall together: one participant, one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its path.
    pub path: String,
    /// Its fields; the first one names it.
    pub fields: Vec<Field>,
}

/// What kind of draft it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftKind {
    /// Where the text was published.
    Source,
    /// The gathering, with its parties and people.
    Gathering,
    /// The agreement.
    Agreement,
    /// A promise, or a statement that is none.
    Promise,
    /// A programme.
    Programme,
    /// Figures. They help to check the promises, and are no record of their own.
    Numbers,
    /// Direct speech; the same.
    Quotes,
}

impl DraftKind {
    /// Whether it becomes a record of its own, which a person accepts or rejects.
    pub const fn is_decided(self) -> bool {
        !matches!(self, Self::Source | Self::Numbers | Self::Quotes)
    }
}

/// Something that may become a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its path.
    pub path: String,
    /// What it is.
    pub kind: DraftKind,
    /// Its own fields.
    pub fields: Vec<Field>,
    /// Its parties, people, figures or quotes.
    pub rows: Vec<Row>,
}

/// What a person said of the fields, as a form sends it.
#[derive(Debug, Clone, Default)]
pub struct Answers(HashMap<String, String>);

/// What a person decided of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet: it does not go into the file.
    Open,
    /// It goes into the file.
    Accepted,
    /// It does not.
    Rejected,
}

impl Answers {
    /// The answers of a form, by name.
    pub fn new(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// The name under which a form sends the value of a field.
    pub fn value_name(path: &str) -> String {
        format!("v.{path}")
    }

    /// The name under which a form says that a row is left out.
    pub fn left_out_name(path: &str) -> String {
        format!("x.{path}")
    }

    /// The name under which a form sends the decision of a draft: `accept` or `reject`.
    pub fn decision_name(path: &str) -> String {
        format!("d.{path}")
    }

    /// The value that was sent for a field, without space around it; none if none was sent.
    pub fn value(&self, path: &str) -> Option<String> {
        let sent = self.0.get(&Self::value_name(path))?;
        Some(sent.replace("\r\n", "\n").trim().to_owned())
    }

    /// Whether a row is left out.
    pub fn left_out(&self, path: &str) -> bool {
        self.0.contains_key(&Self::left_out_name(path))
    }

    /// What was decided of a draft.
    pub fn decision(&self, path: &str) -> Decision {
        match self.0.get(&Self::decision_name(path)).map(String::as_str) {
            Some("accept") => Decision::Accepted,
            Some("reject") => Decision::Rejected,
            _ => Decision::Open,
        }
    }

    /// The name under which a form sends why a draft is rejected.
    pub fn reason_name(path: &str) -> String {
        format!("r.{path}")
    }

    /// Why a draft is rejected, if that was told: as much of it as a text of the record may have.
    pub fn reason(&self, path: &str) -> Option<String> {
        let sent = self.0.get(&Self::reason_name(path))?.trim();
        (!sent.is_empty()).then(|| sent.chars().take(MOST_CHARACTERS).collect())
    }

    /// How many items a list has of which `read` were read: one more than the highest place with a value in it, and never
    /// more than [`MOST_ADDED`] added ones.
    fn reach(&self, list: &str, read: usize) -> usize {
        let prefix = format!("v.{list}.");
        // What is chosen has a value in an empty row too.
        let chosen = |name: &str| name.ends_with(".attendance") || name.ends_with(".force");
        let filled = self
            .0
            .iter()
            .filter(|(name, value)| !chosen(name) && !value.trim().is_empty());
        let places = filled.filter_map(|(name, _)| {
            let rest = name.strip_prefix(&prefix)?;
            rest.split('.').next()?.parse::<usize>().ok()
        });
        let reach = places.max().map_or(0, |last| last.saturating_add(1));
        reach.clamp(read, read + MOST_ADDED)
    }
}
