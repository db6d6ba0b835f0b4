//! Whose post it is where the post itself does not say: the region or body that the words around it tell.

use domain::region::Region;

use super::body::command_level;
use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::party::{Body, Government};
use super::people::{self, People};
use super::post::Post;

/// By person: the region of the post, told by the post or by the nearest government named before it.
pub(super) fn homes(
    doc: &Doc<'_>,
    people: &People,
    governments: &[Government],
    bodies: &[Body],
    speaking: &dyn Fn(usize) -> Option<usize>,
) -> Vec<Option<Region>> {
    people
        .all
        .iter()
        .map(|somebody| {
            let post = somebody.post.as_ref()?;
            post.region
                .or_else(|| {
                    // `saya membawa Kepala Dinas PU`: the speaker's own.
                    let who = speaking(post.first).filter(|_| post.class == Class::PostOffice)?;
                    people::region_of(&people.all[who])
                })
                .or_else(|| council_home(bodies, post))
                .or_else(|| home(doc, people, governments, post, 0))
        })
        .collect()
}

/// `Wakil Rektor Bidang Kerja Sama`: of the university that was named last. `Dari BPKP hadir Koordinator …`: of the body
/// that sent them.
pub(super) fn find_bodies(doc: &Doc<'_>, people: &mut People, bodies: &[Body]) {
    let mentions = &people.mentions;
    let ministry = ministry_named(bodies);
    for somebody in &mut people.all {
        let Some(post) = somebody.post.as_mut() else {
            continue;
        };
        if post.body.is_some() || post.region.is_some() {
            continue;
        }
        let index = bodies.partition_point(|body| body.first < post.first);
        let core = super::alone::role_core(&post.role);
        let kind = doc.gazetteer.begins(core, Class::HeldAt);
        // `Rektor Unej`: inside the post or right behind it, before all others.
        let own = bodies[index..]
            .iter()
            .take_while(|body| body.first <= post.end);
        let near = own.chain(bodies[..index].iter().rev()).take(30);
        // `Ketua Forum` of the `Forum Guru Honorer` named before, `Direktur BUMDes` of the `BUMDes Cikadu Makmur`.
        let last = post.end - usize::from(post.end > post.first + 1);
        let head = [last, post.end]
            .into_iter()
            .find(|at| doc.cap(*at) && doc.is(*at, Class::BodyHead) && !doc.cap(at + 1))
            .map(|at| doc.str(at));
        let short = head.and_then(|head| {
            let longer = |body: &&Body| {
                let rest = body.name.strip_prefix(head);
                rest.is_some_and(|rest| rest.starts_with(' '))
            };
            bodies[..index].iter().rev().take(30).find(longer)
        });
        if let Some(body) = short {
            post.body = Some((body.first, body.end));
            continue;
        }
        // `Bahtiar Ujang dari KPK`
        // `Menteri didampingi Dirjen Perhubungan Laut`: of the one ministry that the report names.
        let state = STATE_POSTS.iter().any(|head| post.role.starts_with(head))
            && post.class == Class::PostBody;
        if let Some(body) = ministry.filter(|_| state) {
            post.body = Some((body.first, body.end));
            continue;
        }
        let sender = somebody.mentions.iter().take(50).find_map(|at| {
            let end = mentions.get(*at)?.end;
            let at = end + 1;
            let of = doc.says(end, "dari") && !doc.quoted[end];
            let index = bodies.partition_point(|body| body.first < at);
            bodies.get(index).filter(|body| of && body.first == at)
        });
        if let Some(body) = sender.filter(|_| post.class == Class::PostBody) {
            post.body = Some((body.first, body.end));
            continue;
        }
        let found = match kind {
            Some((kinds, _)) => near
                .chain(bodies[index..].iter().take(10))
                .find(|body| kinds.split('|').any(|kind| body.name.contains(kind))),
            None => near.take(1).find(|body| {
                (sends(doc, body, post) || sent(doc, body, post))
                    && matches!(post.class, Class::PostBody)
            }),
        };
        post.body = found.map(|body| (body.first, body.end));
    }
}

/// Posts that only ministries and bodies like them have.
const STATE_POSTS: [&str; 5] = [
    "Direktur Jenderal",
    "Sekretaris Direktorat Jenderal",
    "Sekretaris Jenderal",
    "Inspektur Jenderal",
    "Staf Khusus Menteri",
];

/// The ministry that a report names; none if it names two.
fn ministry_named(bodies: &[Body]) -> Option<&Body> {
    let mut all = bodies
        .iter()
        .filter(|body| body.name.starts_with("Kementerian "));
    let first = all.next()?;
    all.all(|body| body.name == first.name).then_some(first)
}

/// `Dari Dinas Kesehatan hadir Sekretaris Dinas Theresia Wulandari`: of the office that was named right before.
fn of_office(doc: &Doc<'_>, post: &mut Post) {
    const NEAR: usize = 12;
    let bare = matches!(
        post.role.as_str(),
        "Sekretaris Dinas" | "Kepala Dinas" | "Sekretaris Badan" | "Kepala Badan"
    );
    let kind = post
        .role
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if !bare {
        return;
    }
    let from = post.first.saturating_sub(NEAR);
    let office = (from..post.first).rev().find(|at| {
        doc.says(*at, &kind)
            && doc.cap(*at)
            && super::post::is_field(doc, at + 1)
            && doc.cap(at + 1)
            && doc.same_sentence(*at, post.first)
    });
    if let Some(at) = office {
        let part = |at: &usize| {
            doc.cap(*at) && super::post::is_field(doc, *at)
                || doc.says(*at, "dan") && doc.cap(at + 1) && super::post::is_field(doc, at + 1)
        };
        let end = (at + 1..post.first)
            .take_while(part)
            .last()
            .map_or(at + 1, |last| last + 1);
        post.role = format!("{} {}", post.role, doc.words(at + 1, end));
        post.unit = true;
    }
}

/// `Ketua DPRD Jembrana yang diwakili Wakil Ketua Ni Kadek`, `Sekretaris DPW Lia dan Bendahara Aan`: a post without a body
/// is of the body of the one named right before in the sentence.
pub(super) fn inherit(doc: &Doc<'_>, people: &mut People) {
    for somebody in &mut people.all {
        if let Some(post) = somebody.post.as_mut() {
            of_office(doc, post);
        }
    }
    for at in 1..people.mentions.len() {
        let (before, mention) = (people.mentions[at - 1], people.mentions[at]);
        let near = mention.first - before.end.min(mention.first) <= 8
            && doc.same_sentence(before.first, mention.first);
        if !near || before.who == mention.who {
            continue;
        }
        let post_of = |who: usize| people.all[who].post.as_ref();
        let (Some(held), Some(post)) = (post_of(before.who), post_of(mention.who)) else {
            continue;
        };
        // `anggota Komisi II Budi dan Rina Oktavia`: one post of two.
        if held.first == post.first {
            let held = held.clone();
            people.all[mention.who].post = Some(held);
            continue;
        }
        // `Kepala Bappeda` is of the region and of no other's body.
        let office = (post.first..post.end).any(|at| doc.is(at, Class::Office));
        let bare =
            post.body.is_none() && post.region.is_none() && post.first == mention.first && !office;
        let carries = held.body.is_some()
            || is_council(&held.role)
            || held.role.starts_with("Kepala Kejaksaan");
        // `Kepala Dinas Kesehatan ... diwakili Sekretaris Dinas`: of the same office.
        let field = held
            .role
            .split_once("Dinas ")
            .filter(|_| post.role == "Sekretaris Dinas")
            .map(|(_, field)| format!("{} {field}", post.role));
        if let Some(role) = field {
            let region = held.region;
            if let Some(post) = people.all[mention.who].post.as_mut() {
                post.role = role;
                post.region = post.region.or(region);
            }
            continue;
        }
        if !bare || post.class != Class::PostBody || !carries || held.class != Class::PostBody {
            continue;
        }
        let role = same_unit(&post.role, &held.role).or_else(|| {
            (!post.unit || is_numbered(&post.role)).then(|| with_unit(&post.role, &held.role))
        });
        let (body, region) = (held.body, held.region);
        if let Some(post) = people.all[mention.who].post.as_mut() {
            post.role = role.unwrap_or_else(|| std::mem::take(&mut post.role));
            post.body = body;
            post.region = region;
        }
    }
}

/// `Wakil Ketua Komisi` behind `Ketua Komisi D`: of the same commission.
fn same_unit(role: &str, held: &str) -> Option<String> {
    let last = role.rsplit(' ').next()?;
    let unit = held.split_once(last)?.1.trim();
    let known =
        ["Komisi", "Fraksi", "Pansus", "Banggar", "Bapemperda"].contains(&last) && !unit.is_empty();
    known.then(|| format!("{role} {unit}"))
}

/// `Wakil Ketua I`.
fn is_numbered(role: &str) -> bool {
    role.rsplit(' ')
        .next()
        .is_some_and(|last| last.bytes().all(|byte| b"IVX".contains(&byte)))
}

/// `Wakil Ketua` behind `Ketua DPRD`, `Bendahara` behind `Sekretaris DPW`.
fn with_unit(role: &str, held: &str) -> String {
    const HEADS: [&str; 6] = [
        "Wakil Ketua ",
        "Ketua ",
        "Sekretaris ",
        "Wakil Sekretaris ",
        "Anggota ",
        "Bendahara ",
    ];
    let plain = ["Wakil Ketua", "Ketua", "Sekretaris", "Anggota", "Bendahara"]
        .iter()
        .any(|head| {
            role.strip_prefix(head)
                .is_some_and(|rest| rest.trim().bytes().all(|byte| b"IVX".contains(&byte)))
        });
    let unit = HEADS.iter().find_map(|head| held.strip_prefix(head));
    // `Wakil Ketua II` behind `Wakil Ketua I DPRD`
    let unit = unit.map(|unit| {
        unit.split_once(' ')
            .filter(|(first, _)| first.bytes().all(|byte| b"IVX".contains(&byte)))
            .map_or(unit, |(_, rest)| rest)
    });
    match unit.filter(|_| plain && !role.contains("DPRD")) {
        Some(unit) => format!("{role} {unit}"),
        None => role.to_owned(),
    }
}

/// `Dari BPKP hadir Koordinator Pengawasan`: the body stands at the head of the sentence, behind `dari`.
fn sends(doc: &Doc<'_>, body: &Body, post: &Post) -> bool {
    body.first > 0
        && doc.says(body.first - 1, "dari")
        && doc.sentence_of[body.first] == doc.sentence_of[post.first]
        && (body.end..post.first).all(|at| !doc.is(at, Class::PostBody))
        && post.first - body.end <= 3
}

/// `Otorita IKN yang diwakili Direktur Kerja Sama`: the body sent one of its own.
fn sent(doc: &Doc<'_>, body: &Body, post: &Post) -> bool {
    // `BPJS Kesehatan Cabang Tarakan, melalui Kepala Cabang`
    let through = post.first > 0
        && doc.says(post.first - 1, "melalui")
        && body.end + 2 >= post.first
        && body.end < post.first;
    (through
        || (body.end..body.end + 2).any(|at| {
            doc.hit(at, Class::Represented)
                .is_some_and(|hit| hit.end == post.first)
        }))
        && doc.sentence_of[body.first] == doc.sentence_of[post.first]
}

/// `Ketua Komisi II`: of the council that was named last.
fn council_home(bodies: &[Body], post: &Post) -> Option<Region> {
    if !is_council(&post.role) {
        return None;
    }
    let index = bodies.partition_point(|body| body.first < post.first);
    let council = |body: &&Body| body.name.starts_with("DPR") && body.region.is_some();
    let before = bodies[..index].iter().rev().take(30).find(council);
    before
        .or_else(|| bodies[index..].iter().take(30).find(council))
        .and_then(|body| body.region)
}

fn is_council(role: &str) -> bool {
    [
        "DPRD",
        "DPRK",
        "Komisi",
        "Fraksi",
        "Pansus",
        "Banggar",
        "Bapemperda",
    ]
    .iter()
    .any(|word| role.contains(word))
        && !role.contains("DPR RI")
}

fn home(
    doc: &Doc<'_>,
    people: &People,
    governments: &[Government],
    post: &Post,
    depth: usize,
) -> Option<Region> {
    let command = command_level(doc, &post.role);
    // Only a province's secretariat has bureaus.
    let bureau = post.role.starts_with("Kepala Biro");
    let fits = |region: &Region| match post.class {
        Class::PostOffice if bureau => region.code.len() == 2,
        Class::PostProvince => region.code.len() == 2,
        Class::PostRegency => region.code.len() == 5 && region.code.as_bytes()[3] < b'7',
        Class::PostCity => region.code.len() == 5 && region.code.as_bytes()[3] >= b'7',
        Class::PostLocal => region.code.len() == 5,
        Class::PostBody => command.is_none_or(|level| region.code.len() == level),
        _ => true,
    };
    // `Kasi Datun Kejari`: of the region of the office's command.
    let of_body = post.body.is_some() && command.is_none();
    if matches!(post.class, Class::PostNation | Class::Folk) || of_body {
        return None;
    }
    let council = is_council(&post.role);
    // `Kepala Bappeda`, `Sekretaris DPMD`: an office of a region.
    let office = (post.first..post.end).any(|at| {
        doc.is(at, Class::Office)
            || doc.str(at).starts_with("Dis") && super::post::is_field(doc, at)
    });
    if post.class == Class::PostBody && !council && !office && (command.is_none() || post.lower) {
        return None;
    }
    // The post named last before this one, or the government named last.
    let index = people
        .mentions
        .partition_point(|mention| mention.first < post.first);
    let near = people.mentions[..index]
        .iter()
        .rev()
        .take(20)
        .filter_map(|mention| people.all[mention.who].post.as_ref());
    // `dari Pemkab hadir Bupati Yopi Hangewa, Kepala BPBD, ...`: of the head named before in the sentence.
    let of_head = |held: &Post| {
        let head = matches!(
            held.class,
            Class::PostProvince | Class::PostRegency | Class::PostCity
        );
        let same = head && depth == 0 && doc.same_sentence(held.first, post.first);
        same.then(|| home(doc, people, governments, held, depth + 1))
            .flatten()
    };
    let of_people = near
        .filter_map(|held| {
            let region = held.region.or_else(|| of_head(held));
            region.map(|region| (held.first, region))
        })
        .find(|(_, region)| fits(region));
    let index = governments.partition_point(|government| government.first < post.first);
    let told = |government: &&Government| {
        fits(&government.region)
            && !government.only_where
            && doc.sentence_of[government.first] != usize::MAX
    };
    let before = governments[..index]
        .iter()
        .rev()
        .take(40)
        .find(told)
        .map(|government| (government.first, government.region));
    let after = || {
        governments[index..]
            .iter()
            .take(40)
            .find(told)
            .map(|government| (government.first, government.region))
    };
    // A government of the same sentence is nearer than a post of another: `Rombongan Pemkot Tarakan dipimpin ...`.
    let same = |at: &(usize, Region)| doc.same_sentence(at.0, post.first);
    let of_people = of_people.filter(|held| same(held) || !before.as_ref().is_some_and(same));
    let near = of_people
        .or(before)
        .or_else(after)
        .map(|(_, region)| region)?;
    // `Rombongan Pemkot Cilegon diterima Wakil Wali Kota`: the host is of the other government.
    let host = received(doc, post.first).then(|| {
        governments
            .iter()
            .take(12)
            .filter(told)
            .find(|government| government.region.code != near.code)
    });
    Some(host.flatten().map_or(near, |government| government.region))
}

/// Whether the words right before tell that a guest was received.
fn received(doc: &Doc<'_>, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|before| {
        doc.same_sentence(before, at)
            && doc.cue(before, Cue::Received)
            && !(before + 1..at).any(|at| doc.mark(at, ','))
    })
}
