//! What reads answer with, and what they are asked.

use std::collections::HashMap;
use std::sync::Arc;

use domain::any::AnyState;
use domain::commitment::{Family, Status};
use domain::disclosure::Act;
use domain::entry::Micros;
use domain::organization::OrganizationKind;
use domain::{Reference, SubjectKind, Text, When};
use jiff::civil::Date;

/// How many rows a list shows at a time.
pub const ROWS_A_PAGE: u32 = 25;

/// One subject as the public sees it.
#[derive(Debug, Clone)]
pub struct View {
    /// Which.
    pub subject: Reference,
    /// The fold of its public entries.
    pub state: AnyState,
    /// Its page in Indonesian; English stands under `/en`.
    pub path: String,
    /// Entries of it whose body is withheld or erased.
    pub gaps: Vec<Gap>,
}

/// What the page of one record reads.
#[derive(Debug, Clone)]
pub enum Sheet<H> {
    /// Nothing of this subject is public, or was at that moment.
    Nothing(Reference),
    /// This.
    Of(Box<SheetOf<H>>),
}

/// A subject with its history and the names of what its page points at, all of one state of the record.
#[derive(Debug, Clone)]
pub struct SheetOf<H> {
    /// The subject.
    pub view: View,
    /// Its history, as the page made it.
    pub history: H,
    /// Titles and paths; what is not public is left out.
    pub labels: Labels,
}

/// A withheld or erased body: that it is, since when, by whom and on what ground is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The entry's number.
    pub entry: u64,
    /// When it was recorded.
    pub at: Micros,
    /// Withheld or erased.
    pub act: Act,
    /// The ground.
    pub ground: Text,
    /// Who decided.
    pub decided_by: String,
    /// When that was recorded.
    pub decided_at: Micros,
}

/// What a link to a subject says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its title.
    pub title: Text,
    /// Its page.
    pub path: String,
    /// Its kind.
    pub kind: SubjectKind,
}

/// Labels by subject; what is not public has none.
pub type Labels = HashMap<Reference, Arc<Label>>;

/// Which record a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// What is recorded now.
    Now,
    /// What had happened by the end of a day, from what is recorded now.
    AsOf(Date),
    /// What the record said at a moment.
    KnownAt(Micros),
}

/// What a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Which kind of subject; of organizations, those that are no regional government.
    pub kind: SubjectKind,
    /// Only those that concern this organization; for commitments, that it owes.
    pub organization: Option<Reference>,
    /// Only commitments of this family today.
    pub family: Option<Family>,
    /// Only those of this year.
    pub year: Option<i16>,
    /// The page, from 1.
    pub page: u32,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// At most [`ROWS_A_PAGE`] rows.
    pub rows: Vec<Row>,
    /// How many there are in all.
    pub total: u64,
    /// The page, from 1.
    pub page: u32,
    /// How many pages; at least 1.
    pub pages: u32,
}

/// What a list shows of a subject.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which.
    pub subject: Reference,
    /// Its title.
    pub title: Text,
    /// Its page.
    pub path: String,
    /// When it happened, was made, signed or said.
    pub on: Option<When>,
    /// Of a commitment: its status today.
    pub status: Option<Status>,
    /// Of a commitment: by when it is due.
    pub due: Option<When>,
    /// Of a commitment: the day of the last word about it.
    pub last_word: Option<Date>,
}

/// Commitments per family.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FamilyCounts {
    /// Kept.
    pub kept: u64,
    /// Broken.
    pub broken: u64,
    /// Silent.
    pub silent: u64,
    /// Late.
    pub late: u64,
    /// Running.
    pub running: u64,
}

impl FamilyCounts {
    /// How many of a family.
    pub const fn of(&self, family: Family) -> u64 {
        match family {
            Family::Kept => self.kept,
            Family::Broken => self.broken,
            Family::Silent => self.silent,
            Family::Late => self.late,
            Family::Running => self.running,
        }
    }

    /// How many in all.
    pub const fn total(&self) -> u64 {
        self.kept + self.broken + self.silent + self.late + self.running
    }

    pub(crate) fn add(&mut self, family: &str, count: i64) {
        let place = match family {
            "kept" => &mut self.kept,
            "broken" => &mut self.broken,
            "silent" => &mut self.silent,
            "late" => &mut self.late,
            _ => &mut self.running,
        };
        *place += count as u64;
    }
}

/// A regional government with its totals.
#[derive(Debug, Clone)]
pub struct GovernmentRow {
    /// Which.
    pub subject: Reference,
    /// Its Kemendagri code.
    pub code: String,
    /// Its full name.
    pub name: Text,
    /// Its page.
    pub path: String,
    /// Province, regency or city.
    pub kind: OrganizationKind,
    /// The province a regency or city lies in.
    pub parent_code: Option<String>,
    /// The commitments it owes, per family today.
    pub counts: FamilyCounts,
    /// The agreements it is party to.
    pub agreements: u64,
}

/// What is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// The words.
    pub text: String,
    /// Only this kind.
    pub kind: Option<SubjectKind>,
    /// Only what concerns the government with this code.
    pub government: Option<String>,
    /// Only commitments of this family today.
    pub family: Option<Family>,
    /// Only those of this year.
    pub year: Option<i16>,
    /// The page, from 1.
    pub page: u32,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct SearchResults {
    /// At most [`ROWS_A_PAGE`] hits, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: u64,
    /// How many pages; at least 1.
    pub pages: u32,
    /// The query as it was understood.
    pub understood: String,
    /// A spelling that would find something.
    pub suggestion: Option<String>,
    /// How many of each kind.
    pub by_kind: Vec<(SubjectKind, u64)>,
    /// How many concern each government: code, name, count.
    pub by_government: Vec<(String, Text, u64)>,
    /// How many commitments of each family.
    pub by_family: Vec<(Family, u64)>,
    /// How many of each year.
    pub by_year: Vec<(i16, u64)>,
}

/// A hit.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The subject.
    pub row: Row,
    /// A piece of its text; true where a word was asked for.
    pub snippet: Vec<(String, bool)>,
}
