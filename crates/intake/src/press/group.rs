//! Groups of office-holders that came and are not named: `sejumlah kepala OPD`, `para camat dan lurah`.
//!
//! They stand beside the people as the founding articles annotate them: no name, the post with "(sejumlah)", present.

use domain::region::Region;

use super::class::Class;
use super::doc::Doc;
use super::name::{self, Sure};
use super::party::{Body, Government};
use super::people::People;
use super::reading::{Attendance, Found, Person};
use super::region::institution;
use super::token::Kind;

/// How many groups are listed; a report that names more is a list of addressees.
const MAX_GROUPS: usize = 40;
/// How far before a group the word that tells who came may stand, in tokens of its sentence.
const LIST: usize = 120;
/// How far behind a group its government and what it does may stand, in tokens.
const TAIL: usize = 12;

/// Posts that only regencies and cities have.
const LOCAL: [&str; 8] = [
    "camat",
    "lurah",
    "kepala desa",
    "kepala kampung",
    "keuchik",
    "perbekel",
    "kepala puskesmas",
    "wali nagari",
];

/// Marks the heads of several governments, which are of none in particular.
const HEADS: &str = "-";

/// A group in the text.
struct Group<'t> {
    first: usize,
    end: usize,
    role: String,
    /// How the names of the bodies begin that have such a post, with `|` between; empty for a government's.
    kinds: &'t str,
    /// Said to be several: `para camat`, `camat se-Kabupaten Lebak`; else one of a list of bare posts.
    surely: bool,
}

/// What the rest of the reading knows of governments and bodies.
pub(super) struct Around<'a, 't> {
    pub(super) doc: &'a Doc<'t>,
    pub(super) people: &'a People,
    /// By person: the region of the post.
    pub(super) homes: &'a [Option<Region>],
    pub(super) governments: &'a [Government],
    pub(super) bodies: &'a [Body],
    /// The governments that took part.
    pub(super) parties: &'a [Region],
}

/// The groups that came, in order of the text, each post of each government once.
pub(super) fn groups(around: &Around<'_, '_>) -> Vec<Person> {
    let doc = around.doc;
    let mut listed: Vec<Person> = Vec::new();
    let mut at = 0;
    while at < doc.len() && listed.len() < MAX_GROUPS {
        if !may_begin(doc, at) {
            at += 1;
            continue;
        }
        let run = run(doc, at);
        let Some(last) = run.last() else {
            at += 1;
            continue;
        };
        at = last.end;
        let several = run.len() > 1 || last.surely;
        if !several || !came(doc, run[0].first, last.end) {
            continue;
        }
        for group in &run {
            // `para kepala daerah` once more is no other group.
            let again = group.role == "kepala daerah" && !doc.says(group.end, "se");
            if again {
                continue;
            }
            let of = whose(around, group, last.end);
            let span = doc.span(group.first, group.end);
            let person = Person {
                name: None,
                role: Some(Found::at(format!("{} (sejumlah)", group.role), span)),
                institution: of.as_ref().map(|(name, _)| Found::at(name.clone(), span)),
                region: of.and_then(|(_, region)| Some(region?.code)),
                attendance: Attendance::Present,
                represented_by: None,
                titles: Vec::new(),
                spans: vec![span],
            };
            let same = |held: &&mut Person| {
                let value = |found: &Option<Found<String>>| found.as_ref().map(|f| f.value.clone());
                value(&held.role) == value(&person.role)
                    && value(&held.institution) == value(&person.institution)
            };
            match listed.iter_mut().find(same) {
                Some(held) => held.spans.push(span),
                None => listed.push(person),
            }
        }
    }
    listed
}

/// Groups that are joined to each other from a token on: `para asisten, kepala OPD, camat dan lurah`.
fn run<'t>(doc: &Doc<'t>, at: usize) -> Vec<Group<'t>> {
    let mut run: Vec<Group<'t>> = Vec::new();
    let mut next = at;
    while let Some(group) = group_at(doc, next)
        .filter(|group| group.surely || !run.is_empty() || group.kinds.is_empty())
    {
        next = group.end;
        run.push(group);
        while doc.mark(next, ',') || doc.says_any(next, &["dan", "serta", "hingga", "maupun"]) {
            next += 1;
        }
        if next == run.last().map_or(next, |group| group.end) || !doc.same_sentence(at, next) {
            break;
        }
    }
    run
}

/// A post that many hold, a word like `para`, or a number: few words are.
fn may_begin(doc: &Doc<'_>, at: usize) -> bool {
    doc.is(at, Class::Group)
        || doc.hit(at, Class::GroupPost).is_some()
        || doc
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Number)
}

fn group_at<'t>(doc: &Doc<'t>, at: usize) -> Option<Group<'t>> {
    if doc.quoted.get(at).is_none_or(|quoted| *quoted) || doc.sentence_of[at] == usize::MAX {
        return None;
    }
    if !may_begin(doc, at) {
        return None;
    }
    let start = behind_quantifier(doc, at);
    let hit = doc.hit(start, Class::GroupPost)?;
    let counted = start > at;
    let mut end = hit.end;
    // `kepala Organisasi Perangkat Daerah (OPD)`
    if doc.mark(end, '(') && doc.mark(end + 2, ')') {
        end += 3;
    }
    let among = doc.says_any(end, &["se", "lingkup", "terkait"]);
    let before_named = doc.cap(end) && !among && !government_word(doc, end);
    if !counted && !among && before_named {
        return None;
    }
    let named = name::name_at(doc, end, Sure::No).is_some_and(|name| name.words >= 2)
        || doc.mark(end, ',')
            && name::name_at(doc, end + 1, Sure::No).is_some_and(|name| !name.titles.is_empty());
    if named && !among {
        return None;
    }
    let value = doc.value(hit);
    let (role, kinds) = value.split_once(": ").unwrap_or((value, ""));
    let role = match role {
        "" => doc.words(hit.first, hit.end).to_lowercase(),
        role => role.to_owned(),
    };
    Some(Group {
        first: at,
        end,
        role,
        kinds,
        surely: counted || among,
    })
}

/// Behind `para`, `sejumlah`, `12 orang`; the same token where no such word stands.
fn behind_quantifier(doc: &Doc<'_>, at: usize) -> usize {
    let mut next = at;
    let number = |at: usize| {
        doc.tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Number && token.end - token.start <= 3)
    };
    if doc.says_any(
        next,
        &[
            "seluruh",
            "segenap",
            "semua",
            "sejumlah",
            "beberapa",
            "jajaran",
            "para",
            "sebanyak",
            "perwakilan",
        ],
    ) || number(next)
    {
        next += 1;
    }
    // `Sebanyak 42 kepala OPD`
    if next > at && number(next) {
        next += 1;
    }
    if next > at && doc.says_any(next, &["para", "orang", "jajaran"]) {
        next += 1;
    }
    next
}

fn government_word(doc: &Doc<'_>, at: usize) -> bool {
    doc.is_any(
        at,
        Class::any(&[
            Class::Government,
            Class::GovernmentProvince,
            Class::GovernmentRegency,
            Class::GovernmentCity,
            Class::KindProvince,
            Class::KindRegency,
            Class::KindCity,
        ]),
    )
}

/// Whether they were there: a word that tells who came stands before them in the sentence, or right behind.
fn came(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    let Some(range) = doc.sentences.get(doc.sentence_of[first]) else {
        return false;
    };
    const TOLD: u128 = Class::any(&[Class::Instruct, Class::Hope, Class::Away, Class::Propose]);
    let from = range.first.max(first.saturating_sub(LIST));
    let told = (from..first).rev().find(|at| {
        let called = doc.says_any(*at, &["mengumpulkan", "dikumpulkan", "memimpin"])
            // `Rombongan terdiri dari camat, lurah dan pengurus bank sampah`
            || doc.says(*at, "terdiri") && doc.says(range.first, "rombongan");
        !doc.quoted[*at] && (doc.is(*at, Class::SurelyCame) || called)
    });
    // `ditandatangani oleh 34 kepala dinas`, `di ikuti oleh para camat`
    let split = (from..first).rev().find(|at| {
        doc.says(*at, "di") && doc.says_any(at + 1, &["ikuti", "hadiri", "dampingi", "saksikan"])
    });
    let by = first > from
        && doc.says(first - 1, "oleh")
        && (from..first).any(|at| doc.is(at, Class::EventSigning));
    let told = told.or(split).or(by.then(|| first - 1));
    let listed =
        told.is_some_and(|told| (told..first).all(|at| doc.quoted[at] || !doc.is_any(at, TOLD)));
    // `akan menjadwalkan kunjungan bersama para lurah`, `beberapa anggota DPRD, yaitu Jumran, ...`
    let ahead = (from..first).any(|at| doc.says_any(at, &["akan", "bakal", "agar"]));
    let named = (end..end + 6).any(|at| {
        doc.says_any(at, &["yakni", "yaitu", "antaranya", "diantaranya"])
            || doc.says(at, "antara") && doc.says(at + 1, "lain")
    });
    if ahead || named {
        return false;
    }
    let behind = usize::from(doc.says_any(end, &["juga", "turut", "ikut", "yang"]));
    // `Sebanyak 42 kepala OPD dan 12 camat di lingkungan Pemkab Tanah Bumbu mengikuti retret`
    let does = || {
        (end..range.end.min(end + TAIL))
            .take_while(|at| !doc.mark(*at, ',') && !doc.quoted[*at])
            .any(|at| {
                doc.is_any(at, Class::any(&[Class::SurelyCame, Class::EventSigning]))
                    || doc.cue(at, super::cue::Cue::Attends)
                    || doc.says_any(at, &["mendatangi", "berkumpul"])
            })
    };
    let opens = first <= range.first + 2;
    listed
        || opens && does()
        || doc.is(end + behind, Class::SurelyCame)
        || doc.cue(end + behind, super::cue::Cue::Attends)
}

/// Whose office-holders they are: the government named with them, else that of the person named last, else the host's.
fn whose(
    around: &Around<'_, '_>,
    group: &Group<'_>,
    run_end: usize,
) -> Option<(String, Option<Region>)> {
    let Around {
        doc,
        people,
        governments,
        ..
    } = *around;
    // Districts and villages are a regency's or city's, whoever visits them.
    let local = LOCAL.iter().any(|post| group.role.starts_with(post));
    let fits = |region: &Region| !local || region.code.len() == 5;
    let of = |region: &Region| match group.role.contains("DPRD") {
        true => format!("DPRD {}", region.name),
        false => institution(region),
    };
    if group.kinds == HEADS {
        return all_of(doc, run_end, governments).map(|name| (name, None));
    }
    if !group.kinds.is_empty() {
        let before = around
            .bodies
            .partition_point(|body| body.first < run_end + TAIL);
        let kind = |body: &&Body| {
            group
                .kinds
                .split('|')
                .any(|kind| body.name.starts_with(kind))
        };
        let near = || around.bodies[..before].iter().rev().take(30).filter(kind);
        // `Polres Sikka` rather than `Polres` alone.
        let found = near()
            .find(|body| body.name.contains(' '))
            .or_else(|| near().next());
        let Some(body) = found else {
            // `para Kapolsek`, where only the Kapolres is named.
            let police = group.kinds == "Polres";
            let region = around.parties.iter().find(|region| region.code.len() == 5);
            let region = region.filter(|_| police)?;
            return Some((format!("Polres {}", region.bare_name()), Some(*region)));
        };
        return Some((body.name.clone(), body.region));
    }
    let tail = run_end..(run_end + TAIL).min(doc.len());
    let both = tail
        .clone()
        .any(|at| doc.says_any(at, &["kedua", "dua"]) && doc.same_sentence(at, group.first));
    if let [one, other, ..] = around.parties
        && both
    {
        return Some((format!("{} dan {}", of(one), of(other)), None));
    }
    if let Some(district) = district(doc, group, run_end).filter(|_| local) {
        return Some((district, None));
    }
    let index = governments.partition_point(|government| government.first < group.end);
    let near = governments[index..].iter().find(|government| {
        tail.contains(&government.first) && doc.same_sentence(government.first, group.first)
    });
    let leads = |at: usize| {
        doc.says_any(
            at,
            &[
                "se",
                "dari",
                "di",
                "lingkungan",
                "lingkup",
                "jajaran",
                "terkait",
                "wilayah",
                "pada",
            ],
        ) || government_word(doc, at)
            || doc.str(at).starts_with("se-")
            || doc.mark(at, '-')
    };
    if let Some(named) = near.filter(|named| (run_end..named.first).all(leads)) {
        // `lingkup Kabupaten Sarolangun dan Kabupaten Batanghari`
        let second = governments[index..]
            .iter()
            .find(|other| other.first > named.first);
        let joined = second.filter(|other| {
            other.first == named.end + 1
                && doc.says_any(named.end, &["dan", "serta"])
                && other.region.code != named.region.code
        });
        if let Some(other) = joined {
            let both = format!("{} dan {}", of(&named.region), of(&other.region));
            return Some((both, None));
        }
        return Some((of(&named.region), Some(named.region)));
    }
    let before = people
        .mentions
        .partition_point(|mention| mention.first < group.first);
    let home = people.mentions[..before]
        .iter()
        .rev()
        .take(4)
        .filter(|mention| doc.same_sentence(mention.first, group.first))
        .filter_map(|mention| around.homes[mention.who])
        .find(fits)
        .or_else(|| around.parties.iter().copied().find(fits))?;
    Some((of(&home), Some(home)))
}

/// `ketua DPRD dan inspektur kabupaten/kota se-Bali`: "kabupaten/kota se-Bali".
fn all_of(doc: &Doc<'_>, run_end: usize, governments: &[Government]) -> Option<String> {
    let of = (run_end..run_end + 6).find(|at| doc.says(*at, "se"))?;
    let index = governments.partition_point(|government| government.first <= of);
    let named = governments
        .get(index)
        .filter(|named| named.first <= of + 2)?;
    Some(format!("kabupaten/kota se-{}", named.region.bare_name()))
}

/// `para kepala desa se-Kecamatan Sipoholon`, and at a meeting of one district: `Kecamatan Sipoholon`.
fn district(doc: &Doc<'_>, group: &Group<'_>, run_end: usize) -> Option<String> {
    let village = [
        "kepala desa",
        "lurah",
        "kepala kampung",
        "perbekel",
        "keuchik",
    ];
    if !village.iter().any(|post| group.role.starts_with(post)) {
        return None;
    }
    let named = |at: usize| {
        let hit = doc
            .hit(at + 1, Class::District)
            .filter(|_| doc.cap(at + 1))?;
        (doc.says(at, "kecamatan") && doc.cap(at)).then(|| doc.words(at, hit.end))
    };
    let behind = (run_end..run_end + 4).find_map(named);
    let opening = doc.sentences.first()?;
    let of_district = || {
        (opening.first..opening.end)
            .filter(|at| doc.says_any(*at, &["tingkat", "musrenbang", "rkpd"]))
            .find_map(|at| (at..(at + 8).min(opening.end)).find_map(named))
    };
    behind.or_else(of_district)
}
