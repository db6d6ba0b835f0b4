//! What pages and the API read.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use domain::any::AnyState;
use domain::entry::Micros;
use domain::public::PublicRecord;
use domain::subject::Stamp;
use domain::{Reference, SubjectKind, Text};
use jiff::civil::Date;
use store::{BodyAnswer, Error, LogRead, Reader, Standing, SubjectLine, SubjectRow};

use crate::answers::{
    FamilyCounts, Filter, Gap, GovernmentRow, Hit, Label, Labels, Moment, Page, ROWS_A_PAGE, Row,
    SearchQuery, SearchResults, Sheet, SheetOf, View,
};
use crate::{App, Change, change, fold};

/// How many rows are read at a time where all are.
const PIECE: u32 = 500;

fn corrupt(subject: Reference, why: impl std::fmt::Display) -> Error {
    Error::Corrupt(format!("{subject}: {why}"))
}

fn state_of(subject: Reference, row: &SubjectRow) -> Result<AnyState, Error> {
    AnyState::from_json(subject.kind, &row.state).map_err(|e| corrupt(subject, e))
}

impl App {
    /// A subject as the public sees it; none if nothing is recorded of it.
    pub fn view(&self, subject: Reference, moment: Moment) -> Result<Option<View>, Error> {
        self.inner
            .store
            .read(|reader| view(reader, subject, moment))
    }

    /// All that the page of one record reads, of one state of the record: the subject, its history, and the names of what
    /// `points_at` says the page points at. None if there is no subject of this kind with this handle.
    pub fn sheet<H>(
        &self,
        kind: SubjectKind,
        handle: &str,
        moment: Moment,
        points_at: impl FnOnce(&View, Vec<Change>) -> (H, Vec<Reference>),
    ) -> Result<Option<Sheet<H>>, Error> {
        let size = self.log_size();
        self.inner.store.read(|reader| {
            let Some(subject) = reader.by_handle(kind, handle)? else {
                return Ok(None);
            };
            let Some(view) = view(reader, subject, moment)? else {
                return Ok(Some(Sheet::Nothing(subject)));
            };
            let (history, named) = points_at(&view, change::history(reader, subject)?);
            let labels = self
                .inner
                .labels
                .of(size, &named, |subject| label(reader, subject))?;
            Ok(Some(Sheet::Of(Box::new(SheetOf {
                view,
                history,
                labels,
            }))))
        })
    }

    /// The subject of this kind with this handle.
    pub fn by_handle(&self, kind: SubjectKind, handle: &str) -> Result<Option<Reference>, Error> {
        self.inner
            .store
            .read(|reader| reader.by_handle(kind, handle))
    }

    /// The government with this Kemendagri code.
    pub fn government(&self, code: &str) -> Result<Option<Reference>, Error> {
        self.inner.store.read(|reader| reader.government(code))
    }

    /// Titles and paths of what a page links to; what is not recorded is left out.
    pub fn labels(&self, of: &[Reference]) -> Result<Labels, Error> {
        let size = self.log_size();
        self.inner.store.read(|reader| {
            self.inner
                .labels
                .of(size, of, |subject| label(reader, subject))
        })
    }

    /// A page of a list.
    pub fn list(&self, filter: &Filter) -> Result<Page, Error> {
        let today = self.today();
        let page = filter.page.clamp(1, u32::MAX / ROWS_A_PAGE);
        let asked = store::Filter {
            kind: filter.kind,
            organization: filter.organization,
            family: filter.family,
            year: filter.year,
            limit: ROWS_A_PAGE,
            offset: (page - 1) * ROWS_A_PAGE,
        };
        self.inner.store.read(|reader| {
            let (lines, total) = reader.list(&asked, today)?;
            let rows = lines
                .into_iter()
                .map(|line| row(reader, line, today))
                .collect::<Result<_, _>>()?;
            Ok(Page {
                rows,
                total,
                page,
                pages: pages(total),
            })
        })
    }

    /// Commitments per family today: all, or those an organization owes.
    pub fn counts(&self, of: Option<Reference>) -> Result<FamilyCounts, Error> {
        let today = self.today();
        let rows = self
            .inner
            .store
            .read(|reader| reader.family_counts(of, today))?;
        let mut counts = FamilyCounts::default();
        for row in rows {
            counts.add(&row.name, row.count);
        }
        Ok(counts)
    }

    /// Commitments with evidence at each stage, in the order of the chain: of all, or of those an organization owes.
    pub fn stage_counts(&self, of: Option<Reference>) -> Result<[u64; 7], Error> {
        self.inner.store.read(|reader| reader.stage_counts(of))
    }

    /// Public subjects per kind.
    pub fn kind_counts(&self) -> Result<HashMap<SubjectKind, u64>, Error> {
        let rows = self.inner.store.read(|reader| reader.kind_counts())?;
        Ok(rows
            .into_iter()
            .filter_map(|row| Some((row.name.parse().ok()?, row.count as u64)))
            .collect())
    }

    /// All regional governments by code, with their totals today. Counted once per log size and day.
    pub fn governments(&self) -> Result<Arc<Vec<GovernmentRow>>, Error> {
        let (size, today) = (self.log_size(), self.today());
        let cached = self
            .inner
            .governments
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some((.., rows)) = cached.filter(|(at_size, on, _)| (*at_size, *on) == (size, today))
        {
            return Ok(rows);
        }
        let rows = Arc::new(
            self.inner
                .store
                .read(|reader| count_governments(reader, today))?,
        );
        *self
            .inner
            .governments
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some((size, today, Arc::clone(&rows)));
        Ok(rows)
    }

    /// Subjects of a kind that point at one, newest first.
    pub fn referring(
        &self,
        to: Reference,
        kind: SubjectKind,
        limit: u32,
    ) -> Result<Vec<Row>, Error> {
        let today = self.today();
        self.rows(today, |reader| reader.referring(to, kind, limit))
    }

    /// Commitments of which nothing was heard for longest.
    pub fn longest_silent(&self, limit: u32) -> Result<Vec<Row>, Error> {
        let today = self.today();
        self.rows(today, |reader| reader.longest_silent(today, limit))
    }

    /// Commitments found kept last.
    pub fn just_kept(&self, limit: u32) -> Result<Vec<Row>, Error> {
        let today = self.today();
        self.rows(today, |reader| reader.just_kept(today, limit))
    }

    fn rows(
        &self,
        today: Date,
        lines: impl FnOnce(&Reader<'_>) -> Result<Vec<SubjectLine>, Error>,
    ) -> Result<Vec<Row>, Error> {
        self.inner.store.read(|reader| {
            lines(reader)?
                .into_iter()
                .map(|line| row(reader, line, today))
                .collect()
        })
    }

    /// Searches everything.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchResults, Error> {
        let today = self.today();
        let page = query.page.clamp(1, 1_000);
        let asked = store::Query {
            text: &query.text,
            kind: query.kind,
            government: query.government.as_deref(),
            family: query.family,
            year: query.year,
            offset: ((page - 1) * ROWS_A_PAGE) as usize,
            limit: ROWS_A_PAGE as usize,
            today,
        };
        let found = self.inner.search.search(&asked)?;
        self.inner.store.read(|reader| {
            let mut hits = Vec::with_capacity(found.hits.len());
            for hit in found.hits {
                // The index may be a second behind; what is gone from the record is not shown.
                if let Some(line) = reader
                    .line(hit.subject)?
                    .filter(|line| !line.title.is_empty())
                {
                    hits.push(Hit {
                        row: row(reader, line, today)?,
                        snippet: store::Words::snippet(&hit.text, &query.text, 180),
                    });
                }
            }
            let mut by_government = Vec::with_capacity(found.by_government.len());
            for (code, count) in found.by_government {
                let name = match reader.government(&code)? {
                    Some(subject) => reader.line(subject)?.map(|line| Text {
                        id: line.title,
                        en: line.title_en,
                    }),
                    None => None,
                };
                by_government.push((code.clone(), name.unwrap_or_else(|| Text::id(code)), count));
            }
            Ok(SearchResults {
                hits,
                total: found.total,
                // Nobody reads past this; the page asks for one more word instead.
                pages: pages(found.total.min(store::MAX_REACH as u64)),
                understood: found.understood,
                suggestion: found.suggestion,
                by_kind: found.by_kind,
                by_government,
                by_family: found.by_family,
                by_year: found.by_year,
            })
        })
    }

    /// The bytes at a path below `/log/`: `tile/…`, `tile/entries/…`, `bodies/…`; none if the log has no such part.
    pub fn tile(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.inner.store.read(|reader| reader.tile(path))
    }

    /// The same for paths that begin with `bodies/`.
    pub fn bodies(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.tile(path)
    }

    /// One body.
    pub fn body(&self, index: u64) -> Result<BodyAnswer, Error> {
        self.inner.store.read(|reader| reader.body(index))
    }

    /// The act that withheld or erased an entry's body, if one did.
    pub fn gap(&self, index: u64) -> Result<Option<Gap>, Error> {
        self.inner.store.read(|reader| {
            let Some(stored) = reader.entry(index)? else {
                return Ok(None);
            };
            gap(reader, &stored)
        })
    }

    /// A subject as the API gives it.
    pub fn public_record(&self, subject: Reference) -> Result<Option<PublicRecord>, Error> {
        let today = self.today();
        self.inner
            .store
            .read(|reader| match reader.subject(subject)? {
                Some(row) => public_record(subject, &row, today),
                None => Ok(None),
            })
    }

    /// Every subject of a kind as the API gives it, by id; each as it is when its turn comes.
    pub fn public_records(
        &self,
        kind: SubjectKind,
        each: &mut dyn FnMut(PublicRecord) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let today = self.today();
        let mut after = Vec::new();
        loop {
            // Each piece in a transaction of its own: a slow reader must not hold up the write-ahead file, which could then only grow.
            let rows = self
                .inner
                .store
                .read(|reader| reader.page_of(kind, &after, PIECE))?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after.clone_from(&last.id);
            for row in &rows {
                if public_record(row.subject()?, row, today)?
                    .is_some_and(|record| each(record).is_break())
                {
                    return Ok(());
                }
            }
        }
    }
}

fn view(reader: &Reader<'_>, subject: Reference, moment: Moment) -> Result<Option<View>, Error> {
    let Some(row) = reader.subject(subject)? else {
        return Ok(None);
    };
    let now = state_of(subject, &row)?;
    let gaps = if row.hidden > 0 {
        gaps(reader, subject)?
    } else {
        Vec::new()
    };
    // A subject of which only sealed entries exist is not public yet.
    if now.entries().is_empty() && row.hidden == row.version && gaps.is_empty() {
        return Ok(None);
    }
    let state = match moment {
        Moment::Now => now,
        moment => fold_at(reader, subject, moment)?,
    };
    Ok(Some(View {
        subject,
        state,
        path: row.path,
        gaps,
    }))
}

/// A title that is sealed, withheld or erased makes no label.
fn label(reader: &Reader<'_>, subject: Reference) -> Result<Option<Label>, Error> {
    let line = reader.line(subject)?.filter(|line| !line.title.is_empty());
    Ok(line.map(|line| Label {
        title: Text {
            id: line.title,
            en: line.title_en,
        },
        path: line.path,
        kind: subject.kind,
    }))
}

/// The public record of a row; none while nothing of it is public.
fn public_record(
    subject: Reference,
    row: &SubjectRow,
    today: Date,
) -> Result<Option<PublicRecord>, Error> {
    let state = state_of(subject, row)?;
    if state.entries().is_empty() {
        return Ok(None);
    }
    PublicRecord::of(subject, &state, today)
        .map(Some)
        .map_err(|e| corrupt(subject, e))
}

fn pages(total: u64) -> u32 {
    u32::try_from(total.div_ceil(u64::from(ROWS_A_PAGE)))
        .unwrap_or(u32::MAX)
        .max(1)
}

fn row(reader: &Reader<'_>, line: SubjectLine, today: Date) -> Result<Row, Error> {
    let subject = line.subject()?;
    let dates = if subject.kind == SubjectKind::Commitment {
        reader.commitment(subject.id.as_bytes())?
    } else {
        None
    };
    let schedule = dates.as_ref().map(store::CommitmentRow::schedule);
    Ok(Row {
        subject,
        title: Text {
            id: line.title,
            en: line.title_en,
        },
        path: line.path,
        on: line.on_text.and_then(|on| on.parse().ok()),
        status: schedule.as_ref().map(|s| s.status(today)),
        due: dates
            .and_then(|d| d.due_text)
            .and_then(|due| due.parse().ok()),
        last_word: schedule.and_then(|s| s.last_word),
    })
}

fn count_governments(reader: &Reader<'_>, today: Date) -> Result<Vec<GovernmentRow>, Error> {
    let mut counts: HashMap<Vec<u8>, FamilyCounts> = HashMap::new();
    for row in reader.family_counts_of_all(today)? {
        counts
            .entry(row.id)
            .or_default()
            .add(&row.family, row.count);
    }
    let agreements: HashMap<Vec<u8>, i64> = reader
        .agreements_of_all()?
        .into_iter()
        .map(|row| (row.id, row.count))
        .collect();
    let mut governments = Vec::with_capacity(552);
    for row in reader.governments()? {
        let subject = row.subject()?;
        let AnyState::Organization(state) = state_of(subject, &row)? else {
            continue;
        };
        let Some(description) = state.description else {
            continue;
        };
        let Some(code) = description.region else {
            continue;
        };
        governments.push(GovernmentRow {
            subject,
            parent_code: code
                .split_once('.')
                .map(|(province, _)| province.to_owned()),
            code,
            name: description.name,
            path: row.path,
            kind: description.kind,
            counts: counts.get(&row.id).copied().unwrap_or_default(),
            agreements: agreements.get(&row.id).map_or(0, |n| *n as u64),
        });
    }
    Ok(governments)
}

/// Folds what a subject's public entries said by a moment.
///
/// By a day: what surely had happened by its end. "October 2025" counts from 31 October on, or from the day it was
/// recorded if that came first. What carries no date describes the record and not an occurrence, and always counts.
/// When a thing happened is what its last correction says: an earlier date that was found wrong must not come back.
fn fold_at(reader: &Reader<'_>, subject: Reference, moment: Moment) -> Result<AnyState, Error> {
    let bodies = reader.bodies_of(subject)?;
    let public = bodies.iter().filter(|b| b.standing == Standing::Public);
    let entries = public
        .map(|stored| Ok((stored.index, fold::parse(stored)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut happened: HashMap<String, Option<Date>> = HashMap::new();
    for (_, (entry, body)) in &entries {
        let recorded = crate::clock::day_in_wib(entry.at);
        happened.insert(
            change::slot(&body.kind, &body.data),
            body.on
                .map(|on| on.last_day().min(recorded.max(on.first_day()))),
        );
    }
    let mut state = AnyState::new(subject.kind);
    for (index, (entry, body)) in entries {
        let counts = match moment {
            Moment::Now => true,
            Moment::AsOf(day) => happened
                .get(&change::slot(&body.kind, &body.data))
                .copied()
                .flatten()
                .is_none_or(|on| on <= day),
            // What was sealed and opened later was not said before it was opened.
            Moment::KnownAt(at) => {
                entry.at <= at
                    && (entry.open || opened(reader, index)?.is_some_and(|opened| opened <= at))
            }
        };
        if counts {
            state.apply(
                &body.kind,
                body.data,
                Stamp {
                    entry: index,
                    at: entry.at,
                    on: body.on,
                },
            );
        }
    }
    Ok(state)
}

/// When a sealed entry was last opened.
fn opened(reader: &Reader<'_>, index: u64) -> Result<Option<Micros>, Error> {
    let subject = Reference::of_entry(index);
    let Some(row) = reader.subject(subject)? else {
        return Ok(None);
    };
    let AnyState::Entry(state) = state_of(subject, &row)? else {
        return Ok(None);
    };
    Ok(state.described.last().map(|stamp| stamp.at))
}

/// A subject's withheld and erased entries. One that was sealed from the start and never announced is not told of.
pub(crate) fn gaps(reader: &Reader<'_>, subject: Reference) -> Result<Vec<Gap>, Error> {
    let mut gaps = Vec::new();
    for stored in reader
        .bodies_of(subject)?
        .iter()
        .filter(|b| b.standing != Standing::Public)
    {
        gaps.extend(gap(reader, stored)?);
    }
    Ok(gaps)
}

pub(crate) fn gap(reader: &Reader<'_>, stored: &store::StoredBody) -> Result<Option<Gap>, Error> {
    if stored.standing == Standing::Public {
        return Ok(None);
    }
    let Some(row) = reader.subject(Reference::of_entry(stored.index))? else {
        return Ok(None);
    };
    let AnyState::Entry(state) = state_of(Reference::of_entry(stored.index), &row)? else {
        return Ok(None);
    };
    let entry = domain::entry::Entry::parse(&stored.leaf)
        .map_err(|e| Error::Corrupt(format!("entry {}: {e}", stored.index)))?;
    let (Some(act), Some(stamp)) = (state.description, state.described.last()) else {
        return Ok(None);
    };
    Ok(Some(Gap {
        entry: stored.index,
        at: entry.at,
        act: act.act,
        ground: act.ground,
        decided_by: act.decided_by,
        decided_at: stamp.at,
    }))
}
