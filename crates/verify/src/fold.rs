//! The fold of all public entries, compared with the public JSON, one part of the subjects at a
//! time so that memory stays small however long the log.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use domain::any::AnyState;
use domain::disclosure::Act;
use domain::entry::{Body, Micros};
use domain::public::PublicRecord;
use domain::subject::Stamp;
use domain::{Reference, SubjectKind};
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use crate::Unreachable;
use crate::bundle::bodies_place;
use crate::diff::{Difference, first_difference};
use crate::finding::{BadDisclosure, Finding, Findings, What};
use crate::served;
use crate::spill::{Item, Spill, Spills};
use crate::tree::Walked;

/// Bytes of bodies and records that a thread folds at once; a part that is larger is split first.
pub(crate) const PART_BYTES: u64 = 24 * 1024 * 1024;

/// How often a part is split. Only a subject that is itself larger than a part stays larger.
const MAX_DEPTH: u32 = 6;

/// Days of statuses that are told apart; a file made in one go has one, or two over midnight.
const MAX_DAYS: usize = 16;

/// What one part, or all of them, came to.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) subjects: u64,
    pub(crate) bodies: u64,
    /// The last act on each entry that has one.
    pub(crate) acts: Vec<LastAct>,
    /// For which days statuses were served: how many, and for which subject first.
    pub(crate) days: BTreeMap<Date, (u64, Reference)>,
    pub(crate) findings: Findings,
}

/// The last act on an entry's body.
pub(crate) struct LastAct {
    pub(crate) entry: u64,
    pub(crate) act: Act,
    pub(crate) by: u64,
}

/// How to fold: what the log was found to hold, and with what means.
pub(crate) struct Folding<'a> {
    pub(crate) walked: &'a Walked,
    /// The log's size when the public JSON was asked for. Later entries may be in it or not.
    pub(crate) size_before: u64,
    /// For temporary files.
    pub(crate) folder: &'a Path,
    pub(crate) threads: usize,
    /// [`PART_BYTES`]; less in tests.
    pub(crate) part_bytes: u64,
}

impl Folding<'_> {
    /// Folds and compares all parts; `each` gets what each part came to.
    pub(crate) fn run(
        &self,
        bodies: Spills,
        records: Spills,
        mut each: impl FnMut(Folded),
    ) -> Result<(), Unreachable> {
        let parts = Mutex::new(bodies.into_parts().zip(records.into_parts()));
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let (to, results) = sync_channel(self.threads);
            for _ in 0..self.threads {
                let (to, parts, stop) = (to.clone(), &parts, &stop);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        // The lock is held for taking the next part only.
                        let next = parts.lock().unwrap_or_else(PoisonError::into_inner).next();
                        let Some((bodies, records)) = next else {
                            return;
                        };
                        if let Err(error) = self.part(bodies, records, 0, &to) {
                            stop.store(true, Ordering::Relaxed);
                            // Nobody waits any more once another thread has failed.
                            let _ = to.send(Err(error));
                        }
                    }
                });
            }
            drop(to);
            results.into_iter().try_for_each(|result| {
                each(result.map_err(Unreachable::Temporary)?);
                Ok(())
            })
        })
    }

    /// Bodies that are not served or not as recorded: no subject can lack more steps than these.
    fn not_folded(&self) -> u64 {
        self.walked.entries - self.walked.to_fold
    }

    fn place(&self, entry: u64) -> String {
        bodies_place(entry, self.walked.entries)
    }

    fn part(
        &self,
        bodies: Spill,
        records: Spill,
        depth: u32,
        to: &SyncSender<std::io::Result<Folded>>,
    ) -> std::io::Result<()> {
        if bodies.bytes() + records.bytes() > self.part_bytes && depth < MAX_DEPTH {
            let bodies = bodies.split(depth + 1, self.folder)?;
            let records = records.split(depth + 1, self.folder)?;
            return bodies
                .into_iter()
                .zip(records)
                .try_for_each(|(b, r)| self.part(b, r, depth + 1, to));
        }
        let (body_bytes, body_items) = bodies.read()?;
        let (record_bytes, record_items) = records.read()?;
        let mut folded = Folded::default();
        for (id, of_bodies, of_records) in by_id(&body_items, &record_items) {
            let mut subjects = Subjects {
                id,
                context: self,
                folded: &mut folded,
                kinds: BTreeMap::new(),
            };
            of_bodies.iter().for_each(|(head, range)| {
                subjects.body(head.number, Micros(head.tag), &body_bytes[range.clone()])
            });
            of_records.iter().for_each(|(head, range)| {
                subjects.record(head.number, head.tag, &record_bytes[range.clone()])
            });
            subjects.close();
        }
        // The receiver is gone only after another thread failed, which is reported instead.
        let _ = to.send(Ok(folded));
        Ok(())
    }
}

/// Walks two sorted lists together, id by id.
fn by_id<'a>(
    mut bodies: &'a [Item],
    mut records: &'a [Item],
) -> impl Iterator<Item = (Uuid, &'a [Item], &'a [Item])> {
    std::iter::from_fn(move || {
        let id = bodies
            .first()
            .into_iter()
            .chain(records.first())
            .map(|(head, _)| head.id)
            .min()?;
        let take = |items: &mut &'a [Item]| {
            let (these, rest) = items.split_at(items.partition_point(|(head, _)| head.id <= id));
            *items = rest;
            these
        };
        Some((Uuid::from_u128(id), take(&mut bodies), take(&mut records)))
    })
}

/// The subjects of one id: one, unless two kinds share it.
struct Subjects<'a, 'b> {
    id: Uuid,
    context: &'a Folding<'a>,
    folded: &'b mut Folded,
    kinds: BTreeMap<SubjectKind, Evidence<'a>>,
}

/// What the log and the public JSON hold of one subject.
#[derive(Default)]
struct Evidence<'a> {
    /// Its public entries in log order.
    entries: Vec<(u64, Micros, Body)>,
    /// The line that serves it.
    served: Option<(u64, &'a [u8])>,
}

impl<'a> Subjects<'a, '_> {
    fn body(&mut self, entry: u64, at: Micros, bytes: &[u8]) {
        self.folded.bodies += 1;
        match Body::parse(bytes) {
            Ok(body) => self
                .kinds
                .entry(body.about.kind)
                .or_default()
                .entries
                .push((entry, at, body)),
            Err(error) => {
                let what = What::Body {
                    why: error.to_string(),
                };
                self.folded
                    .findings
                    .push(Finding::at(self.context.place(entry), what).entry(entry));
            }
        }
    }

    fn record(&mut self, line: u64, tag: i64, bytes: &'a [u8]) {
        let Some(kind) = served::kind_of(tag) else {
            return;
        };
        let evidence = self.kinds.entry(kind).or_default();
        if evidence.served.is_none() {
            evidence.served = Some((line, bytes));
        } else {
            let subject = Reference::new(kind, self.id);
            self.folded.findings.push(
                Finding::at(served::path(kind), What::RecordRepeated { line }).subject(subject),
            );
        }
    }

    fn close(self) {
        for (kind, evidence) in self.kinds {
            let subject = Reference::new(kind, self.id);
            evidence.check_seq(subject, self.context, &mut self.folded.findings);
            if kind == SubjectKind::Entry {
                evidence.disclosures(subject, self.context, self.folded);
            } else {
                self.folded.subjects += u64::from(!evidence.entries.is_empty());
                evidence.compare(subject, self.context, self.folded);
            }
        }
    }
}

impl Evidence<'_> {
    /// `seq` numbers a subject's entries from 0 in log order. Two of one number are two versions of
    /// one step. A number may be absent only where a body is not served.
    fn check_seq(&self, subject: Reference, context: &Folding<'_>, findings: &mut Findings) {
        let mut seen: BTreeMap<u64, u64> = BTreeMap::new();
        let mut report = |entry: u64, what| {
            findings.push(
                Finding::at(context.place(entry), what)
                    .entry(entry)
                    .subject(subject),
            )
        };
        for (entry, _, body) in &self.entries {
            let before = seen.last_key_value().map(|(seq, _)| *seq);
            if let Some(first) = seen.get(&body.seq) {
                report(
                    *entry,
                    What::SeqRepeated {
                        seq: body.seq,
                        first: *first,
                    },
                );
                continue;
            }
            if let Some(before) = before.filter(|before| *before > body.seq) {
                report(
                    *entry,
                    What::SeqBackwards {
                        seq: body.seq,
                        before,
                    },
                );
            }
            seen.insert(body.seq, *entry);
        }
        let Some((highest, entry)) = seen.last_key_value() else {
            return;
        };
        let missing = highest.saturating_add(1) - seen.len() as u64;
        if missing > context.not_folded() {
            report(*entry, What::SeqGap { missing });
        }
    }

    /// The acts on one entry's body: the last one counts.
    fn disclosures(self, subject: Reference, context: &Folding<'_>, folded: &mut Folded) {
        let mut state = AnyState::new(SubjectKind::Entry);
        let mut last = None;
        for (entry, at, body) in self.entries {
            state.apply(
                &body.kind,
                body.data,
                Stamp {
                    entry,
                    at,
                    on: body.on,
                },
            );
            let act = match &state {
                AnyState::Entry(state) if state.unreadable == 0 => state.description.as_ref(),
                _ => None,
            };
            let problem = match act {
                None => BadDisclosure::Unreadable,
                Some(act) if act.entry >= entry => BadDisclosure::NotBefore(act.entry),
                Some(act) if Reference::of_entry(act.entry) != subject => {
                    BadDisclosure::OtherEntry(act.entry)
                }
                Some(act) => {
                    last = Some(LastAct {
                        entry: act.entry,
                        act: act.act,
                        by: entry,
                    });
                    continue;
                }
            };
            let what = What::Disclosure { why: problem };
            folded.findings.push(
                Finding::at(context.place(entry), what)
                    .entry(entry)
                    .subject(subject),
            );
        }
        let Some(last) = last else { return };
        if last.act != Act::Open && bit(&context.walked.public, last.entry) {
            let what = What::ServedThoughHidden {
                act: last.act,
                by: last.by,
            };
            folded
                .findings
                .push(Finding::at(context.place(last.entry), what).entry(last.entry));
        }
        folded.acts.push(last);
    }

    /// Folds the public entries and compares with what is served.
    ///
    /// If the log grew between the reading of the JSON and of the entries, the record may have been
    /// served before or after each entry of that time: any of these states is right.
    fn compare(self, subject: Reference, context: &Folding<'_>, folded: &mut Folded) {
        let place = served::path(subject.kind);
        let entries: Vec<u64> = self.entries.iter().map(|(entry, ..)| *entry).collect();
        let (Some(last), Some((line, served))) = (entries.last().copied(), self.served) else {
            let finding = match (entries.last(), self.served) {
                (Some(last), None) if entries[0] < context.size_before => Finding::at(
                    place,
                    What::RecordMissing {
                        entries: entries.clone(),
                    },
                )
                .entry(*last),
                (None, Some((line, _))) => Finding::at(place, What::RecordExtra { line }),
                _ => return,
            };
            folded.findings.push(finding.subject(subject));
            return;
        };
        let day = self.status_day(subject);
        let mut state = AnyState::new(subject.kind);
        let mut agrees = false;
        for (entry, at, body) in self.entries {
            if entry >= context.size_before && difference(subject, &state, day, served).is_none() {
                agrees = true;
                break;
            }
            state.apply(
                &body.kind,
                body.data,
                Stamp {
                    entry,
                    at,
                    on: body.on,
                },
            );
        }
        let counted = |day: &Date| folded.days.contains_key(day) || folded.days.len() < MAX_DAYS;
        if let Some(day) = day.filter(counted) {
            folded.days.entry(day).or_insert((0, subject)).0 += 1;
        }
        let Some(difference) = (!agrees)
            .then(|| difference(subject, &state, day, served))
            .flatten()
        else {
            return;
        };
        let what = match difference {
            Mismatch::Value(difference) => What::RecordDiffers {
                line,
                difference,
                entries,
            },
            Mismatch::Form => What::RecordForm { line },
        };
        folded
            .findings
            .push(Finding::at(place, what).entry(last).subject(subject));
    }

    /// The day for which the served record gives a status: the only thing in it that is not of the log.
    fn status_day(&self, subject: Reference) -> Option<Date> {
        let (_, served) = self
            .served
            .filter(|_| subject.kind == SubjectKind::Commitment)?;
        serde_json::from_slice::<PublicRecord>(served)
            .ok()?
            .status
            .map(|status| status.on)
    }
}

/// How a served record is not what the fold makes.
enum Mismatch {
    Value(Difference),
    /// Equal as a value, and not the same bytes: a name that stands twice would mean one thing to
    /// this program and another to the next.
    Form,
}

/// Where the served record differs from the fold.
fn difference(
    subject: Reference,
    state: &AnyState,
    day: Option<Date>,
    served: &[u8],
) -> Option<Mismatch> {
    // Without a served status the day does not matter: a record that should have one differs anyway.
    let computed = PublicRecord::of(subject, state, day.unwrap_or_default());
    let computed = computed.and_then(|record| Ok((serde_json::to_vec(&record)?, record)));
    let broken = |error: serde_json::Error| {
        Mismatch::Value(Difference {
            path: "$".to_owned(),
            served: None,
            computed: Some(error.to_string()),
        })
    };
    let record = match computed {
        Ok((bytes, _)) if bytes == served => return None,
        Ok((_, record)) => record,
        Err(error) => return Some(broken(error)),
    };
    // Not the same bytes; perhaps the same value.
    let values = serde_json::from_slice::<Value>(served)
        .and_then(|served| Ok((served, serde_json::to_value(record)?)));
    Some(match values {
        Ok((served, computed)) => {
            first_difference(&served, &computed).map_or(Mismatch::Form, Mismatch::Value)
        }
        Err(error) => broken(error),
    })
}

/// The bit of an entry.
pub(crate) fn bit(bits: &[u64], entry: u64) -> bool {
    let word = usize::try_from(entry / 64)
        .ok()
        .and_then(|word| bits.get(word));
    word.is_some_and(|word| word >> (entry % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spill::Head;
    use serde_json::json;

    /// A body about one of 20 organizations, and what is then recorded of it.
    fn body(entry: u64) -> (Reference, Vec<u8>) {
        let key = format!("o{}", entry % 20);
        let about = Reference::from_key(SubjectKind::Organization, &key);
        let name = format!("{} {entry}", "Badan".repeat(20));
        let body = json!({
            "about": about, "by": {"office": "Biro", "role": "import"}, "kind": "described", "seq": entry / 20,
            "data": {"description": {"name": {"id": name}, "kind": "agency"}, "key": key}, "salt": "0".repeat(32),
        });
        (about, body.to_string().into_bytes())
    }

    #[test]
    fn a_part_too_large_for_memory_is_folded_in_smaller_ones_to_the_same_end() {
        const ENTRIES: u64 = 2_000;
        let at = Micros(1_763_800_000_000_000);
        let folder = std::env::temp_dir();
        let walked = Walked {
            entries: ENTRIES,
            to_fold: ENTRIES,
            ..Walked::default()
        };
        for (part_bytes, at_least) in [(PART_BYTES, 1), (2_000, 20)] {
            let (bodies, records) = (Spills::new(&folder), Spills::new(&folder));
            let mut states = BTreeMap::new();
            for entry in 0..ENTRIES {
                let (about, bytes) = body(entry);
                let head = Head {
                    id: about.id.as_u128(),
                    number: entry,
                    tag: at.0,
                };
                bodies.push(head, &bytes).unwrap();
                let state = states
                    .entry(about)
                    .or_insert_with(|| AnyState::new(about.kind));
                let body = Body::parse(&bytes).unwrap();
                state.apply(
                    &body.kind,
                    body.data,
                    Stamp {
                        entry,
                        at,
                        on: None,
                    },
                );
            }
            for (line, (subject, state)) in (1..).zip(&states) {
                let record = PublicRecord::of(*subject, state, Date::default()).unwrap();
                let head = Head {
                    id: subject.id.as_u128(),
                    number: line,
                    tag: 1,
                };
                records
                    .push(head, &serde_json::to_vec(&record).unwrap())
                    .unwrap();
            }
            let folding = Folding {
                walked: &walked,
                size_before: ENTRIES,
                folder: &folder,
                threads: 2,
                part_bytes,
            };
            let (mut subjects, mut filled, mut findings) = (0, 0, Findings::default());
            folding
                .run(bodies, records, |folded| {
                    subjects += folded.subjects;
                    filled += u64::from(folded.subjects > 0);
                    findings.append(folded.findings);
                })
                .unwrap();
            assert_eq!((subjects, findings.listed.as_slice()), (20, [].as_slice()));
            assert!(filled >= at_least, "{filled} parts");
        }
    }
}
