//! Where people are named: posts with names behind them, names with posts behind them, members of groups, people who are
//! described.

use super::class::{Class, POSTS};
use super::cue::Cue;
use super::doc::Doc;
use super::folk::{delegate, described, folk, folk_post};
use super::name::{self, Name, Sure};
use super::pair::{names_place, pair};
use super::post::{self, Post};
use super::region::{self, Known};
use super::run::{behind_title, take_run};

/// A find of the first pass.
pub(super) struct Find {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) name: Option<Name>,
    pub(super) post: Option<Post>,
}

/// Every place of the report where somebody is named or a post is, in order; none overlap.
pub(super) fn finds(doc: &Doc<'_>, known: &Known) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        if doc.sentence_of[at] == usize::MAX {
            at += 1;
            continue;
        }
        if let Some([one, other]) = pair(doc, at, known) {
            at = other.end;
            finds.extend([one, other]);
            continue;
        }
        match find(doc, at, known) {
            Some(found) => {
                at = found.end.max(at + 1);
                let mut listed = listed(doc, &found);
                listed.extend(fellow(doc, &found));
                at = listed.last().map_or(at, |last| last.end.max(at));
                finds.push(found);
                finds.extend(listed);
            }
            None => at += 1,
        }
    }
    finds
}

/// `anggota DPRD Tanggamus Basuni dan Rida Oktavia`: two who hold the post that many hold.
fn fellow(doc: &Doc<'_>, found: &Find) -> Option<Find> {
    let post = found.post.as_ref()?;
    let name = found.name.as_ref()?;
    let many = post.role.starts_with("Anggota ") && doc.says_any(name.to, &["dan", "serta"]);
    let other = name::name_at(doc, name.to + 1, Sure::Likely)
        .filter(|other| many && (other.words >= 2 || !other.titles.is_empty()))?;
    let alone =
        doc.same_sentence(post.first, other.to - 1) && matches!(doc.str(other.to), "," | "." | ";");
    alone.then(|| Find {
        first: other.first,
        end: other.to,
        post: Some(post.clone()),
        name: Some(other),
    })
}

/// `dua anggota DPRD Makassar, yakni Rusli Tompo dan Hj Suriani Beddu`: a group whose members are named.
fn listed(doc: &Doc<'_>, found: &Find) -> Vec<Find> {
    let mut members = Vec::new();
    let Some(post) = found
        .post
        .as_ref()
        .filter(|post| found.name.is_none() && post.class != Class::PostLocal)
    else {
        return members;
    };
    let among = |at: usize| doc.says(at, "antara") && doc.says(at + 1, "lain");
    let told = |at: &usize| {
        doc.says_any(
            *at,
            &["yakni", "yaitu", "ialah", "antaranya", "diantaranya"],
        ) || at.checked_sub(1).is_some_and(among)
    };
    let counted = post.first > 0
        && post.group
        && (post.region.is_some() || post.body.is_some() || post.unit)
        && doc.says_any(
            post.first - 1,
            &[
                "dua", "tiga", "empat", "lima", "kedua", "ketiga", "2", "3", "4", "5",
            ],
        );
    let start = (post.end..post.end + 7)
        .take_while(|at| post.end == *at || doc.hit_any(*at, POSTS).is_none())
        .find(told)
        .map(|at| at + 1 + usize::from(doc.mark(at + 1, ',')));
    let Some(mut at) = start.or(counted.then_some(post.end)) else {
        return members;
    };
    while members.len() < 40 && doc.same_sentence(at, post.first) {
        let goes_on = |name: &Name| {
            let closes = members.len() >= 2 && matches!(doc.str(name.to), "." | ",");
            let joins = doc.says_any(name.to, &["dan", "serta"]);
            closes || joins || start.is_some() && doc.mark(name.to, ',') && doc.cap(name.to + 1)
        };
        let listed = |name: &Name| {
            name.words >= 2
                || !name.titles.is_empty()
                || (counted || start.is_some()) && goes_on(name)
        };
        let Some(name) = name::name_at(doc, at, Sure::Likely).filter(listed) else {
            break;
        };
        at = name.to;
        while doc.mark(at, ',') || doc.says_any(at, &["dan", "serta"]) {
            at += 1;
        }
        members.push(Find {
            first: name.first,
            end: name.to,
            post: Some(Post {
                group: false,
                lower: false,
                ..post.clone()
            }),
            name: Some(name),
        });
    }
    members
}

fn find(doc: &Doc<'_>, at: usize, known: &Known) -> Option<Find> {
    if let Some(found) = delegate(doc, at).filter(|_| !doc.quoted[at]) {
        return Some(found);
    }
    if doc.hit(at, Class::Acting).is_some() || doc.hit_any(at, POSTS).is_some() {
        let post = post::post_at(doc, at, known)?;
        // `rumah dinas Wakil Gubernur Sumsel, H. Cik Ujang`: a title behind the comma tells whose.
        let titled = || holder(doc, &post).is_some_and(|name| !name.titles.is_empty());
        if names_place(doc, at) && !titled() {
            return Some(Find {
                first: at,
                end: post.end,
                name: None,
                post: None,
            });
        }
        if let Some(both) = two_posts(doc, &post, known) {
            return Some(both);
        }
        return Some(with_holder(doc, post, known));
    }
    if doc.quoted[at] {
        return None;
    }
    if let Some(found) = described(doc, at) {
        return Some(found);
    }
    if doc.cap(at) {
        // `Dewan Perwakilan Rakyat Daerah`: a body's name holds no person.
        if let Some(end) = post::body_at(doc, at).filter(|end| *end > at + 1) {
            return Some(Find {
                first: at,
                end,
                name: None,
                post: None,
            });
        }
        // `Warga Lilimori, Ustaz Jueni`, `Ekonom Universitas Bina Insan Budi Santoso`
        return folk(doc, at).or_else(|| name_first(doc, at, known));
    }
    by_relation(doc, at, known).or_else(|| folk(doc, at))
}

/// The name behind a post.
fn with_holder(doc: &Doc<'_>, mut post: Post, known: &Known) -> Find {
    take_run(doc, &mut post, known);
    let name = holder(doc, &post).map(|name| behind_title(doc, &mut post, name));
    let end = name.as_ref().map_or(post.end, |name| name.to);
    Find {
        first: post.first,
        end,
        name,
        post: Some(post),
    }
}

/// `Bupati Majalengka sekaligus Ketua Sekber Ciayu Berdaya, H Oman Sukmara`: who holds two posts is listed under the first.
fn two_posts(doc: &Doc<'_>, post: &Post, known: &Known) -> Option<Find> {
    let joint = doc.says_any(post.end, &["sekaligus", "merangkap"]);
    if !joint || post.group || post.lower {
        return None;
    }
    let second = post::post_at(doc, post.end + 1, known).filter(|second| !second.group)?;
    let found = with_holder(doc, second, known);
    // `Ketua Sekretariat Bersama (Sekber) Ciayu, H Oman Sukmara`: a body that no list knows, up to the comma.
    let behind = || {
        let whole = |at: &usize| doc.cap(*at) || matches!(doc.str(*at), "(" | ")");
        let comma = (found.end..found.end + 8).find(|at| !whole(at))?;
        let name = name::name_at(doc, comma + 1, Sure::Likely)?;
        let sure = name.words >= 2 || !name.titles.is_empty();
        (doc.mark(comma, ',') && sure && doc.same_sentence(post.first, comma + 1)).then_some(name)
    };
    let name = found.name.clone().or_else(behind)?;
    Some(Find {
        first: post.first,
        end: name.to,
        name: Some(name),
        post: Some(post.clone()),
    })
}

fn holder(doc: &Doc<'_>, post: &Post) -> Option<Name> {
    if post.group || !doc.same_sentence(post.first, post.end) {
        return None;
    }
    // There is but one minister of a field and one president.
    let only = post.class == Class::PostNation
        && !matches!(post.role.as_str(), "Menteri" | "Wakil Menteri");
    // Of one government there is but one secretary.
    let only = only || post.role.ends_with("Sekretaris Daerah") && !post.lower;
    let specific = post.unit || post.region.is_some() || post.body.is_some() || only;
    if post.lower && !specific && doc.quoted[post.first] {
        return None;
    }
    let sure = if post.region.is_some() {
        Sure::Certain
    } else {
        Sure::Likely
    };
    let mut at = post.end;
    // `Anggota DPRD Garut dari Dapil 4, Neni Sumarni`
    if doc.says_any(at, &["dari", "asal"]) && post.class == Class::PostBody {
        at = (at..at + 8)
            .find(|at| doc.mark(*at, ',') && doc.same_sentence(*at, post.first))
            // `Anggota DPD RI asal NTT Stefanus Ratoe`
            .or_else(|| doc.hit(at + 1, Class::Region).map(|hit| hit.end))
            .unwrap_or(at);
    }
    if doc.says_any(at, &["yaitu", "yakni", "atas", "bernama", "terpilih"]) {
        at += 1;
    }
    // `Ketua Forum Kepala Desa yang baru dilantik, Maman Sulaeman, menyatakan`
    if doc.says(at, "yang") && specific {
        let comma = (at + 1..at + 6).find(|at| !doc.word(*at) || doc.cap(*at));
        let made = |comma: usize| {
            (at + 1..comma)
                .any(|at| doc.says_any(at, &["dilantik", "terpilih", "ditunjuk", "juga"]))
        };
        at = comma
            .filter(|comma| doc.mark(*comma, ',') && made(*comma))
            .unwrap_or(at);
    }
    // `Kapolres Intan Jaya AKPB Afrisal`: a rank that is misspelt.
    let rank = super::body::command_level(doc, &post.role).is_some()
        && doc
            .tokens
            .get(at)
            .is_some_and(|token| token.upper && token.end - token.start <= 6)
        && doc.cap(at + 1)
        && !doc.tokens[at + 1].upper
        && !doc.is(at, Class::Title);
    if rank {
        at += 1;
    }
    // `Pemimpin Cabang Bank Kaltimtara Tanjung Selor Dian Kusumawardhani`: a town, and then the name.
    if doc.cap(at)
        && doc.cue(at, Cue::TownHead)
        && let Some(given) = (at + 1..at + 3).find(|at| doc.is(*at, Class::GivenName))
        && doc.cap(given + 1)
    {
        return name::name_at(doc, given, Sure::Certain);
    }
    // `Pimpinan Cabang Bank BJB Rangkasbitung Deni Rahman`
    if let Some(town) = doc.hit(at, Class::District).filter(|_| post.body.is_some())
        && doc.cap(at)
        && doc.is(town.end, Class::GivenName)
        && doc.cap(town.end)
        && !doc.is(at, Class::GivenName)
    {
        return name::name_at(doc, town.end, Sure::Certain);
    }
    if doc.mark(at, ',') {
        at += 1;
        let name = name::name_at(doc, at, Sure::Likely)
            .filter(|name| doc.same_sentence(at, name.end - 1))?;
        return behind_comma(doc, post, &name, specific).then_some(name);
    }
    let name = name::name_at(doc, at, sure)?;
    // `Ketua Kelompok Tani Mekarsari, Ujang Rukmana, mengucapkan`: one word, and then the holder's whole name.
    // `Ketua Kelompok Tani Mekar Jaya, Sarmin, mengucapkan`: a group of citizens has a name too.
    let citizens = doc.cue(post.end - 1, Cue::CitizensGroup);
    let one = (name.words == 1 || citizens && name.words == 2)
        && name.titles.is_empty()
        && post.region.is_none()
        && !post.lower;
    if one && doc.mark(name.to, ',') {
        let whole = name::name_at(doc, name.to + 1, Sure::Likely)
            .filter(|whole| (whole.words >= 2 || citizens) && doc.same_sentence(at, whole.end - 1))
            .filter(|whole| doc.mark(whole.to, ',') || doc.is(whole.to, Class::Says));
        return Some(whole.unwrap_or(name));
    }
    Some(name)
}

/// Whether a name behind a post and a comma is the holder's: a title tells, or what follows closes the apposition.
fn behind_comma(doc: &Doc<'_>, post: &Post, name: &Name, specific: bool) -> bool {
    let titled = !name.titles.is_empty();
    let closed = matches!(doc.str(name.to), "," | "." | "(" | ";");
    let verb = name.words >= 2 && doc.word(name.to) && !doc.cap(name.to);
    let ends = closed
        || titled
        || verb
        || doc.is_any(name.to, Class::any(&[Class::Says, Class::Came]))
        || doc.says_any(
            name.to,
            &[
                "dan",
                "serta",
                "beserta",
                "yang",
                "saat",
                "kepada",
                "di",
                "pada",
                "usai",
                "ketika",
                "dalam",
                "bersama",
                "didampingi",
            ],
        );
    // A single word behind a comma may be anything.
    let told = doc.is(name.to, Class::Says)
        || matches!(doc.str(name.to), "," | ";")
        || doc.says_any(name.to, &["dan", "serta", "beserta"]) && no_place(doc, name)
        || matches!(doc.str(name.to), ".") && no_place(doc, name) && doc.str(name.first).len() >= 5
        || doc.says_any(name.to, &["kepada", "saat", "usai", "ketika", "alias"])
        || doc.says_any(name.to, &["di", "pada", "dalam", "yang"]) && no_place(doc, name);
    // `Bupati Bima, M. Ruslan`: an initial tells a name.
    let initial = name.end > name.first + 1;
    let single = name.words == 1 && !titled && !told && !initial;
    // `didampingi Wakil Bupati, Rosma Sembiring dan jajaran`, `kata Inspektur Daerah, Yunita Aspari saat dihubungi`
    let of_post = specific || !post.lower && !post.former && name.words >= 2;
    if of_post {
        ends && !single
    } else {
        let joined = titled && doc.says_any(name.to, &["dan", "serta"]);
        (titled || name.words >= 2) && closed
            || name.words >= 2 && (joined || doc.is(name.to, Class::Says))
    }
}

/// Whether a single word is no town's name.
fn no_place(doc: &Doc<'_>, name: &Name) -> bool {
    let places = [Class::Region, Class::District, Class::Village];
    !doc.tokens[name.first].upper
        && places
            .iter()
            .all(|class| doc.hit(name.first, *class).is_none())
}

/// `gubernurnya, Zainal Putra`, `wakilnya, Burhan Kanna`: the post of the region or the office named before.
fn by_relation(doc: &Doc<'_>, at: usize, known: &Known) -> Option<Find> {
    let stem = doc
        .str(at)
        .strip_suffix("nya")
        .filter(|stem| stem.len() >= 5)?;
    let comma = usize::from(doc.mark(at + 1, ','));
    let name = name::name_at(doc, at + 1 + comma, Sure::Likely)
        .filter(|name| name.words >= 2 && doc.same_sentence(at, name.end - 1))?;
    let sentence = doc.sentences[doc.sentence_of[at]];
    let from = sentence.first.max(at.saturating_sub(30));
    let last_post = (from..at).rev().find_map(|at| {
        post::post_at(doc, at, known).filter(|post| post.end <= at + 12 && !post.lower)
    });
    let last_region = (from..at)
        .rev()
        .find_map(|at| region::region_at(doc, at, region::wanted_before(doc, at), known));
    let class = doc.gazetteer.classes(doc.gazetteer.word(stem)) & POSTS;
    let word = |stem: &str| {
        let mut chars = stem.chars();
        let first: String = chars
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        format!("{first}{}", chars.as_str())
    };
    let (role, class) = match (stem, &last_post) {
        ("wakil", Some(post)) => (format!("Wakil {}", post.role), post.class),
        ("sekretaris", Some(post)) => (
            format!("Sekretaris {}", post.role.trim_start_matches("Kepala ")),
            Class::PostOffice,
        ),
        _ if class & Class::PostProvince.bit() != 0 => (word(stem), Class::PostProvince),
        _ if class & Class::PostRegency.bit() != 0 => (word(stem), Class::PostRegency),
        ("balai", _) => ("Kepala Balai".to_owned(), Class::PostBody),
        ("dinas", _) => ("Kepala Dinas".to_owned(), Class::PostOffice),
        _ => return None,
    };
    let post = Post {
        first: at,
        end: at + 1,
        role,
        class,
        region: last_post
            .as_ref()
            .and_then(|post| post.region)
            .or(last_region.map(|named| named.region)),
        body: None,
        former: false,
        group: false,
        unit: true,
        lower: true,
    };
    Some(Find {
        first: at,
        end: name.to,
        name: Some(name),
        post: Some(post),
    })
}

/// `Brigjen (Pol) Bahtiar Ujang Purnama, Direktur ...`, `Andra Soni selaku Gubernur Banten`.
fn name_first(doc: &Doc<'_>, at: usize, known: &Known) -> Option<Find> {
    let after_said = at > 0
        && (doc.is_any(at - 1, Class::any(&[Class::Said, Class::SaidBy])) && !doc.cap(at - 1));
    let name = name::name_at(doc, at, Sure::No)?;
    // `Alun-alun Ir. Soekarno`, `Jalan Kapten Tendean` are places.
    let road = |at: usize| doc.cue(at, Cue::RoadHead);
    let dotted = at > 1 && doc.mark(at - 1, '.') && road(at - 2);
    // `Gedung Kesenian Ir. Soekarno`
    let building = at > 1
        && doc.cap(at - 1)
        && doc.cap(at - 2)
        && doc.is(at - 2, Class::Venue)
        && doc.same_sentence(at, at - 2);
    let place = at > 0 && (doc.cap(at - 1) && doc.is(at - 1, Class::Venue) || road(at - 1))
        || dotted
        || building;
    // All of `Jl Brigjen KH Syam'un` is the road's name.
    if place && !name.titles.is_empty() {
        return Some(Find {
            first: at,
            end: name.to,
            name: None,
            post: None,
        });
    }
    if place || !doc.same_sentence(at, name.to - 1) {
        return None;
    }
    let titled = !name.titles.is_empty();
    // `Kapala Bagian (Kabag) Persidangan`: a word of offices ends no name.
    if !titled && name.words >= 2 && doc.is(name.end - 1, Class::Field) {
        return None;
    }
    let opens = doc.sentences[doc.sentence_of[at]].first == at;
    let told = opens
        || after_said
        || (at > 0 && (doc.cue(at - 1, Cue::BeforeName) || doc.mark(at - 1, ')')));
    // `dilakukan Indah Rahmawati Bupati Lumajang bersama Tri Handoyo Kepala Perwakilan BPKP Jatim`
    let plain = at > 0 && doc.word(at - 1) && !doc.cap(at - 1) && name.words >= 2;
    let given = name.words >= 2 && doc.is(name.first, Class::GivenName);
    let post = post_behind(doc, name.to, known, given).filter(|(post, end, made)| {
        let closed = matches!(doc.str(*end), "," | "." | ")" | ";") || doc.is(*end, Class::Says);
        let specific = post.unit || post.region.is_some() || post.body.is_some();
        let head = matches!(
            post.class,
            Class::PostProvince | Class::PostRegency | Class::PostCity
        ) && post.region.is_some();
        // `Mastri Halim, Kepala Perwakilan Ombudsman RI melakukan kunjungan`: a verb ends the apposition.
        let apposed = doc.mark(name.to, ',') && name.words >= 2 && specific;
        let does = opens && apposed && acts(doc, *end);
        titled && (closed || specific || *made)
            || told && (closed || *made)
            || does
            || plain && given && *made
            || (name.words >= 2 || head) && closed && specific
    });
    if let Some((post, end, _)) = post {
        return Some(Find {
            first: at,
            end,
            name: Some(name),
            post: Some(post),
        });
    }
    // `Entin (43), warga Desa Jayamekar`
    let aged = doc.mark(name.to, '(')
        && doc
            .tokens
            .get(name.to + 1)
            .is_some_and(|token| token.kind == super::token::Kind::Number)
        && doc.mark(name.to + 2, ')');
    if aged && (opens || after_said || titled || name.words >= 2) {
        let folk = (doc.mark(name.to + 3, ',') && doc.is(name.to + 4, Class::Folk))
            .then(|| folk_post(doc, name.to + 4));
        return Some(Find {
            first: at,
            end: folk.as_ref().map_or(name.to + 3, |post| post.end),
            post: folk,
            name: Some(name),
        });
    }
    let article = if doc.says(name.to + 1, "salah") {
        2
    } else {
        usize::from(doc.says_any(name.to + 1, &["seorang", "sorang"]))
    };
    let apart = at > 0 && doc.mark(at - 1, ',') && name.words == 1;
    let folk = name.to + 1 + article;
    // `Mama Agustina Pekei, perwakilan pedagang, menyampaikan`
    let speaks_for = doc.says(folk, "perwakilan") && doc.is(folk + 1, Class::Folk);
    if doc.mark(name.to, ',')
        && (doc.is(folk, Class::Folk) || speaks_for)
        && (opens || after_said || titled || apart || name.words >= 2)
    {
        let post = folk_post(doc, folk);
        return Some(Find {
            first: at,
            end: post.end,
            post: Some(post),
            name: Some(name),
        });
    }
    let believed = titled || (after_said && name.words >= 2);
    believed.then_some(Find {
        first: at,
        end: name.to,
        name: Some(name),
        post: None,
    })
}

/// Whether a verb stands here: `melakukan`, `hadir`, `bersama`.
fn acts(doc: &Doc<'_>, at: usize) -> bool {
    let written = doc.str(at);
    doc.word(at)
        && !doc.cap(at)
        && (doc.is_any(at, Class::any(&[Class::Came, Class::Says]))
            || written.len() > 5
                && ["me", "ber"]
                    .iter()
                    .any(|prefix| written.starts_with(prefix)))
}

/// The post behind a name, its end, and whether the words leave no doubt; `given`: the name begins as people's do.
fn post_behind(
    doc: &Doc<'_>,
    at: usize,
    known: &Known,
    given: bool,
) -> Option<(Post, usize, bool)> {
    let mut next = at;
    let bracket = doc.mark(next, '(');
    if doc.mark(next, ',') || bracket {
        next += 1;
    }
    if doc.says(next, "yang") && doc.says(next + 1, "juga") {
        next += 2;
    }
    if doc.cue(next, Cue::TakesOffice) && doc.says_any(next + 1, &["sebagai", "selaku"]) {
        next += 1;
    }
    // `melantik X menjadi Penjabat Sekda`
    let sworn = doc.says(next, "menjadi")
        && (at.saturating_sub(14)..at).any(|at| doc.cue(at, Cue::SwearsIn));
    if sworn || doc.cue(next, Cue::AsPost) {
        next += 1;
    }
    // `Drs HM Syarif Hidayat MM Bupati Musi Rawas Utara sebagai pihak pertama`
    let heads = Class::any(&[Class::PostProvince, Class::PostRegency, Class::PostCity]);
    let posts = if given { POSTS } else { heads };
    let head =
        next == at && doc.cap(at) && doc.hit_any(at, posts).is_some() && !names_place(doc, at);
    if next == at && !head || !doc.same_sentence(at, next) {
        return None;
    }
    // `X dilantik sebagai Sekda definitif`
    let made = sworn || head || doc.says(next - 1, "sebagai") && next >= at + 2 && doc.word(at);
    let post = post::post_at(doc, next, known).filter(|post| {
        !post.group && (!head || post.region.is_some() || given && post.body.is_some())
    })?;
    // `A, Bupati B` belongs to B when a name follows.
    if holder(doc, &post).is_some() {
        return None;
    }
    let end = post.end;
    (!post.lower || post.region.is_some() || post.unit || post.body.is_some() || bracket)
        .then_some((post, end, made))
}
