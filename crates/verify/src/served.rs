//! The public JSON as it is served: one record a line, put aside by the id of its subject.

use std::io::{BufRead, Read};

use domain::{Reference, SubjectKind};
use uuid::Uuid;

use crate::finding::{Finding, Findings, What, shortened};
use crate::source::{Got, Source};
use crate::spill::{Head, Spills};
use crate::{Phase, Progress, Unreachable};

/// The longest line that is read. A record is the fold of its public entries, whose bodies are
/// limited; one longer than this could not be compared in the memory that is promised.
pub(crate) const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of one kind's public JSON that are read, however few entries the log has.
const MIN_TOTAL_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes of one kind's public JSON that are read for each entry of the log: bodies are limited, so
/// that more is not a record but a flood.
const BYTES_PER_ENTRY: u64 = 64 * 1024;

/// The path of a kind's public JSON.
pub(crate) fn path(kind: SubjectKind) -> String {
    format!("api/v1/{}.jsonl", kind.plural())
}

/// The public kind that a spilled record's tag stands for.
pub(crate) fn kind_of(tag: i64) -> Option<SubjectKind> {
    SubjectKind::PUBLIC.get(usize::try_from(tag).ok()?).copied()
}

/// Reads the JSON of all nine kinds of a log of so many entries into `records`; gives the number
/// of lines. In a folder the files of single records are compared with their lines, too.
pub(crate) fn read(
    source: &Source,
    entries: u64,
    records: &Spills,
    findings: &mut Findings,
    progress: &dyn Fn(Progress),
) -> Result<u64, Unreachable> {
    let total = SubjectKind::PUBLIC.len() as u64;
    let max_bytes = entries.saturating_mul(BYTES_PER_ENTRY).max(MIN_TOTAL_BYTES);
    let mut lines = 0;
    for (tag, kind) in SubjectKind::PUBLIC.into_iter().enumerate() {
        progress(Progress {
            phase: Phase::ServedRecords,
            done: tag as u64,
            total,
        });
        let file = KindFile {
            source,
            kind,
            tag: tag as i64,
            max_bytes,
        };
        lines += file.read(records, findings)?;
    }
    progress(Progress {
        phase: Phase::ServedRecords,
        done: total,
        total,
    });
    Ok(lines)
}

/// The public JSON of one kind.
struct KindFile<'a> {
    source: &'a Source,
    kind: SubjectKind,
    tag: i64,
    /// Bytes of it that are read.
    max_bytes: u64,
}

impl KindFile<'_> {
    /// Lines come strictly in the order of ids; one that does not is reported and left out, so that
    /// the same id a million times takes no room.
    fn read(&self, records: &Spills, findings: &mut Findings) -> Result<u64, Unreachable> {
        let path = path(self.kind);
        let Some(mut reader) = self.source.lines(&path)? else {
            findings.push(Finding::at(path, What::Missing));
            return Ok(0);
        };
        let mut singles = Singles::open(self.source, self.kind)?;
        let (mut line, mut number, mut bytes) = (Vec::new(), 0, 0);
        let mut last: Option<u128> = None;
        loop {
            line.clear();
            reader
                .by_ref()
                .take(MAX_LINE_BYTES as u64 + 1)
                .read_until(b'\n', &mut line)
                .map_err(|error| self.source.failed(&path, &error))?;
            if line.is_empty() {
                break;
            }
            number += 1;
            bytes += line.len() as u64;
            let limit = if line.len() > MAX_LINE_BYTES {
                Some(MAX_LINE_BYTES)
            } else {
                (bytes > self.max_bytes)
                    .then(|| usize::try_from(self.max_bytes).unwrap_or(usize::MAX))
            };
            if let Some(limit) = limit {
                findings.push(Finding::at(path, What::TooLong { limit }));
                // Which files of single records are too many cannot be told from a part.
                return Ok(number);
            }
            let mut report = |what| findings.push(Finding::at(path.as_str(), what));
            let (subject, content) = match parse(&line) {
                Ok(parsed) => parsed,
                Err(why) => {
                    report(What::Line { line: number, why });
                    continue;
                }
            };
            let id = subject.id.as_u128();
            let problem = if subject.kind != self.kind {
                Some(What::OtherKind {
                    line: number,
                    kind: subject.kind,
                })
            } else if last == Some(id) {
                Some(What::RecordRepeated { line: number })
            } else if last > Some(id) {
                Some(What::OutOfOrder { line: number })
            } else {
                None
            };
            if let Some(what) = problem {
                findings.push(Finding::at(path.as_str(), what).subject(subject));
                continue;
            }
            last = Some(id);
            let head = Head {
                id,
                number,
                tag: self.tag,
            };
            records
                .push(head, content)
                .map_err(Unreachable::Temporary)?;
            if let Some(singles) = &mut singles {
                singles.compare(subject, number, &line, findings)?;
            }
        }
        if let Some(singles) = singles {
            singles.find_extra(findings)?;
        }
        Ok(number)
    }
}

/// The files of single records that an exported folder has beside the lines.
struct Singles<'a> {
    source: &'a Source,
    folder: String,
    /// The ids of the lines, ascending: 16 bytes a record is all that is kept.
    ids: Vec<u128>,
    buffer: Vec<u8>,
}

impl<'a> Singles<'a> {
    /// None if there is no such folder: a log may be kept without these files.
    fn open(source: &'a Source, kind: SubjectKind) -> Result<Option<Self>, Unreachable> {
        let folder = format!("api/v1/{}", kind.plural());
        let there = source.names(&folder)?.is_some();
        Ok(there.then(|| Self {
            source,
            folder,
            ids: Vec::new(),
            buffer: Vec::new(),
        }))
    }

    /// The file of a record holds the same bytes as its line.
    fn compare(
        &mut self,
        subject: Reference,
        number: u64,
        line: &[u8],
        findings: &mut Findings,
    ) -> Result<(), Unreachable> {
        self.ids.push(subject.id.as_u128());
        let path = format!("{}/{}", self.folder, subject.id);
        let what = match self.source.read(&path, line.len(), &mut self.buffer)? {
            Got::Whole if self.buffer == line => return Ok(()),
            Got::Missing => What::Missing,
            Got::Whole | Got::TooLong => What::FileDiffers { line: number },
        };
        findings.push(Finding::at(path, what).subject(subject));
        Ok(())
    }

    /// Names in the folder that no line stands for.
    fn find_extra(self, findings: &mut Findings) -> Result<(), Unreachable> {
        for name in self.source.names(&self.folder)?.into_iter().flatten() {
            let name = name?;
            let name = name.to_string_lossy();
            let known = Uuid::try_parse(&name).is_ok_and(|id| {
                id.to_string() == name && self.ids.binary_search(&id.as_u128()).is_ok()
            });
            if !known {
                let path = format!("{}/{name}", self.folder);
                findings.push(Finding::at(path, What::FileExtra));
            }
        }
        Ok(())
    }
}

/// Which subject a line is about, and its JSON without the newline.
fn parse(line: &[u8]) -> Result<(Reference, &[u8]), String> {
    let content = line
        .strip_suffix(b"\n")
        .ok_or("the line has no end: the file is cut short")?;
    if !content.starts_with(b"{") || !content.ends_with(b"}") {
        return Err("a line holds one JSON object and no spaces around it".to_owned());
    }
    let subject =
        serde_json::from_slice(content).map_err(|error| shortened(&error.to_string(), 120))?;
    Ok((subject, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_lines_ends_with_a_finding_and_repeats_take_no_room() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("api/v1")).unwrap();
        let line = format!(
            "{{\"kind\":\"organization\",\"id\":\"{}\"}}\n",
            Reference::from_key(SubjectKind::Organization, "36").id
        );
        let kind = SubjectKind::Organization;
        std::fs::write(folder.path().join(path(kind)), line.repeat(100)).unwrap();
        let source = Source::open(&crate::Target::Dir(folder.path().to_owned())).unwrap();
        let read = |max_bytes| {
            let (records, mut findings) = (Spills::new(folder.path()), Findings::default());
            let file = KindFile {
                source: &source,
                kind,
                tag: 0,
                max_bytes,
            };
            let lines = file.read(&records, &mut findings).unwrap();
            let kept: u64 = records.into_parts().map(|part| part.bytes()).sum();
            (lines, kept, findings)
        };
        let (lines, kept, findings) = read(1 << 20);
        assert_eq!((lines, findings.total), (100, 99));
        assert!(kept > 0 && kept < 2 * line.len() as u64, "{kept}");
        assert_eq!(findings.listed[98].what, What::RecordRepeated { line: 100 });
        let (lines, _, findings) = read(line.len() as u64 * 10);
        assert_eq!(lines, 11);
        let limit = line.len() * 10;
        assert_eq!(
            findings.listed.last().unwrap().what,
            What::TooLong { limit }
        );
    }
}
