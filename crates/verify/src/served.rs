//! The public JSON as it is served: one record a line, put aside by the id of its subject.

use std::io::{BufRead, Read};

use domain::{Reference, SubjectKind};

use crate::finding::{Finding, Findings, What, shortened};
use crate::source::Source;
use crate::spill::{Head, Spills};
use crate::{Phase, Progress, Unreachable};

/// The longest line that is read. A record is the fold of its public entries, whose bodies are
/// limited; one longer than this could not be compared in the memory that is promised.
pub(crate) const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;

/// The path of a kind's public JSON.
pub(crate) fn path(kind: SubjectKind) -> String {
    format!("api/v1/{}.jsonl", kind.plural())
}

/// The public kind that a spilled record's tag stands for.
pub(crate) fn kind_of(tag: i64) -> Option<SubjectKind> {
    SubjectKind::PUBLIC.get(usize::try_from(tag).ok()?).copied()
}

/// Reads the JSON of all nine kinds into `records`; gives the number of lines.
pub(crate) fn read(
    source: &Source,
    records: &Spills,
    findings: &mut Findings,
    progress: &dyn Fn(Progress),
) -> Result<u64, Unreachable> {
    let total = SubjectKind::PUBLIC.len() as u64;
    let mut lines = 0;
    for (tag, kind) in SubjectKind::PUBLIC.into_iter().enumerate() {
        progress(Progress {
            phase: Phase::ServedRecords,
            done: tag as u64,
            total,
        });
        lines += read_kind(source, kind, tag as i64, records, findings)?;
    }
    progress(Progress {
        phase: Phase::ServedRecords,
        done: total,
        total,
    });
    Ok(lines)
}

fn read_kind(
    source: &Source,
    kind: SubjectKind,
    tag: i64,
    records: &Spills,
    findings: &mut Findings,
) -> Result<u64, Unreachable> {
    let path = path(kind);
    let Some(mut reader) = source.lines(&path)? else {
        findings.push(Finding::at(path, What::Missing));
        return Ok(0);
    };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let limit = MAX_LINE_BYTES as u64 + 1;
        reader
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut line)
            .map_err(|error| source.failed(&path, &error))?;
        if line.is_empty() {
            return Ok(number - 1);
        }
        if line.len() > MAX_LINE_BYTES {
            findings.push(Finding::at(
                path.as_str(),
                What::TooLong {
                    limit: MAX_LINE_BYTES,
                },
            ));
            return Ok(number);
        }
        match parse(&line) {
            Ok((subject, content)) if subject.kind == kind => {
                let head = Head {
                    id: subject.id.as_u128(),
                    number,
                    tag,
                };
                records
                    .push(head, content)
                    .map_err(Unreachable::Temporary)?;
            }
            Ok((subject, _)) => {
                let what = What::OtherKind {
                    line: number,
                    kind: subject.kind,
                };
                findings.push(Finding::at(path.as_str(), what).subject(subject));
            }
            Err(why) => findings.push(Finding::at(path.as_str(), What::Line { line: number, why })),
        }
    }
    Ok(0) // not reached: the loop above has no end
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
