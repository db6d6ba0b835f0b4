//! Governments and bodies: which took part, and which are only named.

use domain::region::{self, Level, Region};

use super::attendance::Came;
pub(super) use super::body::{Body, bodies, institution_body, ministry};
use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::heads::{AllOf, all_heads, attended, gathered};
use super::people::People;
use super::post::Post;
use super::reading::{Attendance, Party};
use super::region::{Known, region_at, wanted_before};

pub(super) use super::roll::MAX_PARTIES;
use super::roll::Parties;

/// A government that the text names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Government {
    pub(super) region: Region,
    pub(super) first: usize,
    pub(super) end: usize,
    /// "Pemerintah Kota Serang", "Pemkot Serang": the government itself, not the place.
    pub(super) itself: bool,
    explicit: bool,
    several: bool,
    /// `Pemkab Tanggamus, Lampung`: only tells where the government before it lies.
    pub(super) only_where: bool,
}

/// Every region that the report names, in order.
pub(super) fn governments(doc: &Doc<'_>, known: &Known) -> Vec<Government> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        let Some(named) = region_at(doc, at, wanted_before(doc, at), known) else {
            at += 1;
            continue;
        };
        let (first, itself) = government_before(doc, named.first);
        let only_where = found.last().is_some_and(|last: &Government| {
            let joint = (last.end..first).all(|at| matches!(doc.str(at), "," | "("));
            joint
                && !itself
                && first > last.end
                && first <= last.end + 1
                && last.region.code.starts_with(named.region.code.as_str())
        });
        found.push(Government {
            only_where,
            region: named.region,
            first,
            end: named.end,
            itself,
            explicit: named.explicit || itself,
            several: named.several,
        });
        at = named.end;
    }
    found
}

/// Where the words "Pemerintah (Pemkot)" before a region begin.
fn government_before(doc: &Doc<'_>, at: usize) -> (usize, bool) {
    let classes = Class::any(&[
        Class::Government,
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
    ]);
    let mut first = at;
    let mut itself = false;
    for _ in 0..6 {
        let Some(before) = first.checked_sub(1) else {
            break;
        };
        let bracket = matches!(doc.str(before), ")" | "(") && first - 1 > 0;
        let kind = doc.is_any(
            before,
            Class::any(&[Class::KindCity, Class::KindProvince, Class::KindRegency]),
        );
        if doc.is_any(before, classes) && doc.cap(before) {
            itself = true;
            first = before;
        } else if (bracket || kind) && doc.cap(before.saturating_sub(1)) || doc.mark(before, ')') {
            first = before;
        } else {
            break;
        }
    }
    if itself {
        (trimmed(doc, first), true)
    } else {
        (at, false)
    }
}

fn trimmed(doc: &Doc<'_>, mut first: usize) -> usize {
    while !doc.word(first) {
        first += 1;
    }
    first
}

/// The parties and the regions that are only named.
pub(super) fn parties(
    doc: &Doc<'_>,
    people: &People,
    came: &[Came],
    homes: &[Option<Region>],
    governments: &[Government],
    bodies: &[Body],
    dateline_end: usize,
) -> (Vec<Party>, Vec<Party>) {
    let mut parties = Parties::default();
    of_people(doc, people, came, homes, &mut parties);
    let in_body = |government: &&Government| {
        let at = bodies.partition_point(|body| body.end <= government.first);
        bodies
            .get(at)
            .is_none_or(|body| body.first > government.first)
    };
    for government in governments
        .iter()
        .filter(in_body)
        .filter(|government| takes_part(doc, government))
    {
        parties.add_region(
            &government.region,
            doc.span(government.first, government.end),
            false,
        );
    }
    for government in listed(doc, governments) {
        parties.add_region(
            &government.region,
            doc.span(government.first, government.end),
            false,
        );
    }
    for body in bodies.iter().filter(|body| body_takes_part(doc, body)) {
        parties.add_body(&body.name, doc.span(body.first, body.end));
    }
    implied(doc, governments, &mut parties);
    let mut mentioned = Parties::default();
    for government in governments {
        let sure = government.explicit
            || government.region.level == Level::Province
            || !government.several;
        let told =
            doc.sentence_of[government.first] != usize::MAX && government.first >= dateline_end;
        if told && sure && !parties.holds(&government.region.code) {
            mentioned.add_region(
                &government.region,
                doc.span(government.first, government.end),
                false,
            );
        }
    }
    // In order of the text; those that are only implied come last.
    parties.all.sort_by_key(|party| {
        let first = party.spans.iter().map(|span| span.start).min();
        let level = party.code.map_or(usize::MAX, |code| code.len());
        (party.implied, first, level)
    });
    (parties.all, mentioned.all)
}

/// The bodies that the people stand for.
fn of_people(
    doc: &Doc<'_>,
    people: &People,
    came: &[Came],
    homes: &[Option<Region>],
    parties: &mut Parties,
) {
    for ((somebody, came), home) in people.all.iter().zip(came).zip(homes) {
        let sent = came.represented_by.is_some();
        let there = matches!(
            came.attendance,
            Attendance::Present | Attendance::Representing
        ) || sent
            || (came.attendance == Attendance::Absent && is_head(somebody.post.as_ref()));
        let Some(post) = somebody.post.as_ref().filter(|post| there && !post.former) else {
            continue;
        };
        // A resident's village takes no part.
        if post.class == Class::Folk {
            continue;
        }
        let span = doc.span(post.first, post.end);
        if let Some(ministry) = ministry(post) {
            parties.add_body(&ministry, span);
            continue;
        }
        // `Ketua DPRD Sutan`: of the council that the text is about.
        let with_home = Post {
            region: post.region.or(*home),
            ..post.clone()
        };
        match (institution_body(doc, &with_home), post.region) {
            // Commanders and prosecutors who are named by their office alone are guests as everywhere; who is named stands
            // for the command.
            (Some(_), _)
                if somebody.name.is_none()
                    && (is_command(&post.role) || post.class == Class::PostLocal) => {}
            // A district's head stands for the government above, but where the district itself deliberates.
            (Some(body), Some(region)) if of_region(&body) => {
                parties.add_region(&region, span, false);
                if somebody.name.is_some() && deliberates(doc, &body) {
                    parties.add_body(district(&body), span);
                }
            }
            (Some(body), None) if somebody.name.is_some() && deliberates(doc, &body) => {
                parties.add_body(district(&body), span);
            }
            (Some(body), None) if of_region(&body) => {}
            (Some(body), _) => parties.add_body(&body, span),
            // `Gubernur Andra Soni`: of the province that the words around tell.
            (None, None)
                if somebody.name.is_some()
                    && (is_head(Some(post)) || post.class == Class::PostOffice) =>
            {
                if let Some(home) = home {
                    parties.add_region(home, span, false);
                }
            }
            (None, Some(region)) if post.class != Class::PostBody || post.unit => {
                parties.add_region(&region, span, false)
            }
            _ => {}
        }
    }
}

/// `Kecamatan Lainea` of `Kecamatan Lainea, Kabupaten Konawe Selatan`.
fn district(body: &str) -> &str {
    body.split_once(',').map_or(body, |(district, _)| district)
}

/// Whether the report opens with a deliberation of this district: `Musrenbang Kecamatan Lainea`.
fn deliberates(doc: &Doc<'_>, body: &str) -> bool {
    const OPENING: usize = 90;
    let Some(name) = district(body).strip_prefix("Kecamatan ") else {
        return false;
    };
    let first = name.split(' ').next().unwrap_or(name);
    let to = doc.len().min(OPENING);
    (0..to).any(|at| doc.says(at, "musrenbang"))
        && (0..to)
            .any(|at| doc.says(at, "kecamatan") && doc.str(at + 1).eq_ignore_ascii_case(first))
}

/// A district, a quarter or a hospital: its head stands for the region's government.
fn of_region(body: &str) -> bool {
    [
        "Kecamatan ",
        "Distrik ",
        "Kelurahan ",
        "RSUD ",
        "RSU ",
        "SDN ",
        "SMPN ",
        "SMAN ",
        "SMKN ",
        "Puskesmas ",
    ]
    .iter()
    .any(|head| body.starts_with(head))
}

fn is_command(role: &str) -> bool {
    [
        "Kapol",
        "Wakapol",
        "Dan",
        "Pangdam",
        "Kepala Kejaksaan",
        "Ketua Pengadilan",
        "Komandan",
    ]
    .iter()
    .any(|prefix| role.starts_with(prefix))
}

fn is_head(post: Option<&Post>) -> bool {
    post.is_some_and(|post| {
        matches!(
            post.class,
            Class::PostProvince | Class::PostRegency | Class::PostCity
        )
    })
}

/// A sentence of the event: the first ones, and those with its words.
fn of_event(doc: &Doc<'_>, at: usize) -> bool {
    let sentence = doc.sentence_of[at];
    let Some(range) = doc.sentences.get(sentence) else {
        return false;
    };
    let words = Class::any(&[
        Class::EventSigning,
        Class::EventVisit,
        Class::EventLaunch,
        Class::EventRetreat,
    ]);
    let limit = range.end.min(range.first + 120);
    sentence < 2
        || (sentence < 10 && (range.first..limit).any(|at| doc.hit_any(at, words).is_some()))
}

fn takes_part(doc: &Doc<'_>, government: &Government) -> bool {
    let at = government.first;
    if doc.quoted[at] || !of_event(doc, at) || !(government.itself || government.explicit) {
        return false;
    }
    // `Kabupaten Tana Tidung merupakan pemekaran dari ...`: told of.
    const TOLD_OF: [&str; 6] = [
        "merupakan",
        "adalah",
        "memiliki",
        "mempunyai",
        "punya",
        "menjadi",
    ];
    if !government.itself && doc.says_any(government.end, &TOLD_OF) {
        return false;
    }
    let range = doc.sentences[doc.sentence_of[at]];
    let place = at > 0
        && doc.same_sentence(at, at - 1)
        && (doc.cue(at - 1, Cue::OnlyPlace)
            || doc.cap(at - 1)
            || doc.mark(at - 1, ',') && !government.itself);
    let hoped = (range.first.max(at.saturating_sub(40))..at).any(|at| {
        doc.is_any(
            at,
            Class::any(&[Class::Hope, Class::Instruct, Class::Propose]),
        )
    });
    let behind_di = !government.itself
        && (at.saturating_sub(6)..at)
            .any(|before| doc.says(before, "di") && doc.same_sentence(before, at));
    if government.itself {
        let visited = doc.says_any(at.saturating_sub(1), &["ke", "dari"]);
        return !hoped && (!place || visited);
    }
    !place && !hoped && !behind_di
}

/// `diikuti gubernur dari Lampung, Banten, dan Jawa Barat`, `melibatkan enam provinsi, yakni ...`: at least three regions in
/// a row, behind a word that tells who came or signed.
fn listed<'g>(doc: &Doc<'_>, governments: &'g [Government]) -> Vec<&'g Government> {
    const CAME: u128 = Class::any(&[Class::SurelyCame, Class::EventSigning]);
    let follows = |one: &Government, next: &Government| {
        let gap = one.end..next.first;
        gap.len() <= 4
            && !gap.is_empty()
            && gap.clone().all(|at| {
                matches!(doc.str(at), "," | "&" | "/")
                    || doc.says_any(at, &["dan", "serta", "hingga"])
                    || doc.cap(at) && is_kind(doc, at)
            })
            && doc.same_sentence(one.first, next.first)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < governments.len() {
        let first = at;
        while at + 1 < governments.len() && follows(&governments[at], &governments[at + 1]) {
            at += 1;
        }
        at += 1;
        let one = &governments[first];
        let sentence = doc.sentence_of[one.first];
        let Some(range) = doc
            .sentences
            .get(sentence)
            .filter(|_| at - first >= 3 && sentence < 12)
        else {
            continue;
        };
        let from = range.first.max(one.first.saturating_sub(30));
        let told = (from..one.first).any(|at| !doc.quoted[at] && doc.is_any(at, CAME));
        let cue = (one.first.saturating_sub(4)..one.first).any(|at| doc.cue(at, Cue::RollHead));
        if told && cue && !doc.quoted[one.first] {
            found.extend(&governments[first..at]);
        }
    }
    found
}

fn is_kind(doc: &Doc<'_>, at: usize) -> bool {
    doc.is_any(
        at,
        Class::any(&[
            Class::KindProvince,
            Class::KindRegency,
            Class::KindCity,
            Class::Government,
            Class::GovernmentProvince,
            Class::GovernmentRegency,
            Class::GovernmentCity,
        ]),
    )
}

/// Of how many regencies and cities `seluruh kepala daerah` is taken to name each.
const MOST_IMPLIED: usize = 15;

/// "seluruh kepala daerah se-Provinsi Banten": the province and all its regencies and cities.
fn implied(doc: &Doc<'_>, governments: &[Government], parties: &mut Parties) {
    for at in 0..doc.len() {
        if doc.sentence_of[at] == usize::MAX || doc.quoted[at] {
            continue;
        }
        // `sejumlah bupati se-Kalimantan Barat` are not all; `mengajak seluruh bupati` tells of nobody who came.
        let asked = at > 0
            && (doc.says_any(
                at - 1,
                &["sejumlah", "beberapa", "sebagian", "mengajak", "meminta"],
            ) || doc.says_any(at - 1, &["para", "kepada"])
                && at > 1
                && doc.hit(at - 2, Class::Instruct).is_some());
        if asked {
            continue;
        }
        let Some(AllOf {
            end,
            province,
            surely,
        }) = all_heads(doc, governments, at)
            .filter(|_| of_event(doc, at) || attended(doc, at) || gathered(doc, at))
        else {
            continue;
        };
        let span = doc.span(at, end);
        parties.add_region(&province, span, false);
        let children = region::children(&province.code);
        let named = children
            .iter()
            .filter(|child| parties.holds(&child.code))
            .count();
        // Where many are named one by one, those were meant; and nobody counts the 38 of East Java among who came.
        if (named < 3 || surely) && children.len() <= MOST_IMPLIED {
            for child in &children {
                parties.add_region(child, span, true);
            }
        }
    }
}

fn body_takes_part(doc: &Doc<'_>, body: &Body) -> bool {
    let at = body.first;
    let sentence = doc.sentence_of[at];
    let Some(range) = doc.sentences.get(sentence).copied() else {
        return false;
    };
    // `Dari BPKP hadir ...`, `BBWS Ciliwung Cisadane mengirim kepala balainya`.
    let came = sentence < 10
        && (doc.says(body.end, "hadir")
            || at == range.first && doc.says_any(body.end, &["mengirim", "mengutus", "diwakili"]));
    if !doc.quoted[at] && came {
        return true;
    }
    // `Forum Koordinasi Pimpinan Daerah`: all who sit there, and no body of its own.
    let circle = body.name.contains("Pimpinan Daerah") || body.name.contains("Pimpinan Kecamatan");
    let council_alone =
        matches!(body.name.as_str(), "DPRD" | "Bank" | "TNI" | "Polri") || body.name.len() < 3;
    if doc.quoted[at] || circle || council_alone {
        return false;
    }
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    // `dihadiri perwakilan Polres Serang, Bank Banten, dan BPKP`
    let guest = sentence < 40
        && (doc.says_any(before, &["perwakilan", "unsur", "pihak"])
            || doc.says(before, "dari") && doc.cue(before.saturating_sub(1), Cue::EnvoyHead))
        && (range.first.max(at.saturating_sub(40))..at)
            .any(|at| doc.is(at, Class::SurelyCame) && !doc.quoted[at]);
    // `Penandatanganan dilakukan Pemkab Lebak dengan PT Maju`
    let signs = sentence < 8
        && doc.says_any(before, &["dengan", "antara", "dan"])
        && (range.first.max(at.saturating_sub(25))..at).any(|at| doc.is(at, Class::EventSigning));
    if guest || signs {
        return true;
    }
    if sentence > 1 {
        return false;
    }
    let opens =
        at <= range.first + 3 && (range.first.max(at.saturating_sub(4))..at).all(|at| doc.cap(at));
    let joined = opens || doc.cue(before, Cue::JoinsIn) || at == range.first;
    let hoped = (range.first.max(at.saturating_sub(40))..at).any(|at| {
        doc.is_any(
            at,
            Class::any(&[Class::Hope, Class::Instruct, Class::Propose]),
        )
    });
    joined && !hoped
}
