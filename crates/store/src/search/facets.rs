//! Facets: how many hits there are of each kind, government, status family and year.
//!
//! Counting reads a small table that is made once per segment and day: family is what the stored dates give on
//! that day, by the precedence of [`Schedule::status`], never a stored word.

use std::collections::HashMap;
use std::sync::Arc;

use domain::SubjectKind;
use domain::commitment::{Family, Schedule};
use jiff::civil::Date;
use tantivy::{DocId, SegmentReader};

use super::index::{GOVERNMENTS, Inner, KIND, TURNS, YEAR};
use super::{Found, Query};
use crate::sql::Error;

/// How many governments are counted out.
const TOP_GOVERNMENTS: usize = 12;
/// In a [`Table`], stands for no kind and no family.
const NONE: u8 = u8::MAX;
/// In a [`Row`], stands for no year.
const NO_YEAR: u16 = u16::MAX;

/// What counting has to know of each document of a segment on a day.
pub(super) struct Table {
    rows: Vec<Row>,
    /// Places in `codes`; each document's begin where its row says.
    concerned: Vec<u32>,
    codes: Vec<String>,
    years: Vec<i16>,
}

#[derive(Clone, Copy)]
struct Row {
    kind: u8,
    family: u8,
    /// A place in `years`, or [`NO_YEAR`].
    year: u16,
    /// Where its governments end in `concerned`; they begin where the last row's end.
    governments_end: u32,
}

impl Table {
    fn read(segment: &SegmentReader, today: Date) -> Result<Self, Error> {
        let columns = segment.fast_fields();
        let (kind, year) = (columns.u64(KIND)?, columns.i64(YEAR)?);
        let turns: Vec<_> = TURNS
            .iter()
            .map(|name| columns.i64(name))
            .collect::<Result<_, _>>()?;
        let governments = columns.str(GOVERNMENTS)?;
        let day = crate::day_number(today);
        let mut table = Self {
            rows: Vec::with_capacity(segment.max_doc() as usize),
            concerned: Vec::new(),
            codes: Vec::new(),
            years: Vec::new(),
        };
        let mut years = HashMap::new();
        for doc in 0..segment.max_doc() {
            let kind = kind
                .first(doc)
                .and_then(|kind| u8::try_from(kind).ok())
                .unwrap_or(NONE);
            let is_commitment =
                SubjectKind::PUBLIC.get(usize::from(kind)) == Some(&SubjectKind::Commitment);
            let family = if is_commitment {
                family_on(today, |turn| {
                    turns[turn].first(doc).is_some_and(|from| from <= day)
                }) as u8
            } else {
                NONE
            };
            if let Some(governments) = &governments {
                table.concerned.extend(
                    governments
                        .term_ords(doc)
                        .filter_map(|ord| u32::try_from(ord).ok()),
                );
            }
            let year = year
                .first(doc)
                .and_then(|year| i16::try_from(year).ok())
                .map_or(NO_YEAR, |year| {
                    *years.entry(year).or_insert_with(|| {
                        table.years.push(year);
                        (table.years.len() - 1) as u16
                    })
                });
            table.rows.push(Row {
                kind,
                family,
                year,
                governments_end: table.concerned.len() as u32,
            });
        }
        for ord in 0..governments.as_ref().map_or(0, |column| column.num_terms()) {
            let mut code = String::new();
            if let Some(column) = &governments {
                column
                    .ord_to_str(ord as u64, &mut code)
                    .map_err(|e| Error::Search(e.to_string()))?;
            }
            table.codes.push(code);
        }
        Ok(table)
    }

    fn governments(&self, doc: usize) -> &[u32] {
        let begin = doc
            .checked_sub(1)
            .map_or(0, |before| self.rows[before].governments_end);
        &self.concerned[begin as usize..self.rows[doc].governments_end as usize]
    }
}

/// The family on a day, given which of the five dates has been reached.
fn family_on(today: Date, reached: impl Fn(usize) -> bool) -> Family {
    let from = |turn| reached(turn).then_some(today);
    let schedule = Schedule {
        kept_from: from(0),
        broken_from: from(1),
        silent_from: from(2),
        late_from: from(3),
        at_risk_from: from(4),
        ..Schedule::default()
    };
    schedule.status(today).family
}

impl Inner {
    /// The tables of these segments on a day.
    pub(super) fn tables(
        &self,
        segments: &[SegmentReader],
        today: Date,
    ) -> Result<Vec<Arc<Table>>, Error> {
        let mut known = self
            .tables
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        known.retain(|id, _| segments.iter().any(|segment| segment.segment_id() == *id));
        let mut tables = Vec::with_capacity(segments.len());
        for segment in segments {
            let table = match known.get(&segment.segment_id()) {
                Some((day, table)) if *day == today => Arc::clone(table),
                _ => {
                    let table = Arc::new(Table::read(segment, today)?);
                    known.insert(segment.segment_id(), (today, Arc::clone(&table)));
                    table
                }
            };
            tables.push(table);
        }
        Ok(tables)
    }
}

/// Counts the hits of one segment.
///
/// Each facet is counted over what all filters but its own let through, so that a reader who chose one kind still
/// sees how many there are of the others; without filters every facet is counted over all hits.
pub(super) struct Tally<'t> {
    table: &'t Table,
    kind: Option<u8>,
    family: Option<u8>,
    /// The places of the year and the government in this segment; one that is nowhere matches nothing.
    year: Option<Option<u16>>,
    government: Option<Option<u32>>,
    total: u64,
    kinds: [u64; SubjectKind::PUBLIC.len()],
    families: [u64; Family::ALL.len()],
    governments: Vec<u64>,
    years: Vec<u64>,
}

impl<'t> Tally<'t> {
    pub(super) fn new(table: &'t Table, query: &Query<'_>) -> Self {
        Self {
            table,
            kind: query.kind.map(|kind| {
                SubjectKind::PUBLIC
                    .iter()
                    .position(|k| *k == kind)
                    .map_or(NONE, |at| at as u8)
            }),
            family: query.family.map(|family| family as u8),
            year: query.year.map(|year| {
                table
                    .years
                    .iter()
                    .position(|y| *y == year)
                    .map(|at| at as u16)
            }),
            government: query.government.map(|code| {
                table
                    .codes
                    .iter()
                    .position(|c| c == code)
                    .map(|at| at as u32)
            }),
            total: 0,
            kinds: [0; SubjectKind::PUBLIC.len()],
            families: [0; Family::ALL.len()],
            governments: vec![0; table.codes.len()],
            years: vec![0; table.years.len()],
        }
    }

    /// Counts a document that matches the words, and says whether it passes all filters.
    pub(super) fn count(&mut self, doc: DocId) -> bool {
        let doc = doc as usize;
        let (row, governments) = (self.table.rows[doc], self.table.governments(doc));
        let failed_kind = self.kind.is_some_and(|kind| kind != row.kind);
        let failed_family = self.family.is_some_and(|family| family != row.family);
        let failed_year = self.year.is_some_and(|year| year != Some(row.year));
        let failed_government = self
            .government
            .is_some_and(|code| code.is_none_or(|code| !governments.contains(&code)));
        let failed = u8::from(failed_kind)
            + u8::from(failed_family)
            + u8::from(failed_year)
            + u8::from(failed_government);
        let counts = |own: bool| failed == 0 || (failed == 1 && own);
        if let Some(kind) = self
            .kinds
            .get_mut(usize::from(row.kind))
            .filter(|_| counts(failed_kind))
        {
            *kind += 1;
        }
        if let Some(family) = self
            .families
            .get_mut(usize::from(row.family))
            .filter(|_| counts(failed_family))
        {
            *family += 1;
        }
        if counts(failed_government) {
            governments
                .iter()
                .for_each(|code| self.governments[*code as usize] += 1);
        }
        if let Some(year) = self
            .years
            .get_mut(usize::from(row.year))
            .filter(|_| counts(failed_year))
        {
            *year += 1;
        }
        self.total += u64::from(failed == 0);
        failed == 0
    }
}

/// The counts of all segments together.
pub(super) fn sum(tallies: Vec<Tally<'_>>, found: &mut Found) {
    let mut years: HashMap<i16, u64> = HashMap::new();
    let mut governments: HashMap<&str, u64> = HashMap::new();
    let mut kinds = [0; SubjectKind::PUBLIC.len()];
    let mut families = [0; Family::ALL.len()];
    for tally in tallies {
        found.total += tally.total;
        kinds
            .iter_mut()
            .zip(tally.kinds)
            .for_each(|(sum, count)| *sum += count);
        families
            .iter_mut()
            .zip(tally.families)
            .for_each(|(sum, count)| *sum += count);
        let seen_years = tally
            .table
            .years
            .iter()
            .zip(tally.years)
            .filter(|(_, count)| *count > 0);
        seen_years.for_each(|(year, count)| *years.entry(*year).or_default() += count);
        let codes = tally
            .table
            .codes
            .iter()
            .zip(&tally.governments)
            .filter(|(_, count)| **count > 0);
        codes.for_each(|(code, count)| *governments.entry(code).or_default() += count);
    }
    let seen = |count: &u64| *count > 0;
    found.by_kind = SubjectKind::PUBLIC
        .into_iter()
        .zip(kinds)
        .filter(|(_, count)| seen(count))
        .collect();
    found
        .by_kind
        .sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found.by_family = Family::ALL
        .into_iter()
        .zip(families)
        .filter(|(_, count)| seen(count))
        .collect();
    found.by_year = years.into_iter().collect();
    found
        .by_year
        .sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    let mut governments: Vec<_> = governments.into_iter().collect();
    governments.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    found.by_government = governments
        .into_iter()
        .take(TOP_GOVERNMENTS)
        .map(|(code, count)| (code.to_owned(), count))
        .collect();
}
