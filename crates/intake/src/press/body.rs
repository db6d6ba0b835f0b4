//! Bodies other than regions' governments: their names in the text, and the bodies that posts belong to.

use domain::region::Region;

use super::class::{Class, POSTS};
use super::cue::Cue;
use super::doc::Doc;
use super::post::{Post, is_field, is_numeral};
use super::region::{Known, Named, region_at, wanted_before};

/// A body that the text names.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) name: String,
    /// The region that belongs to it.
    pub(super) region: Option<Region>,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// Every body named in the report, with the region that belongs to it.
pub(super) fn bodies(doc: &Doc<'_>, known: &Known) -> Vec<Body> {
    let mut bodies = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        let Some(end) = body_at(doc, at).filter(|_| doc.sentence_of[at] != usize::MAX) else {
            at += 1;
            continue;
        };
        let council = doc.says(at, "dprd") || doc.says(at, "dewan");
        let named: Option<Named> = region_at(doc, end, wanted_before(doc, end), known);
        let (name, end) = match named {
            Some(named) if council => (council_of(doc, &named.region), named.end),
            Some(named) => (
                format!("{} {}", body_name(doc, at, end), doc.words(end, named.end)),
                named.end,
            ),
            None => (body_name(doc, at, end), end),
        };
        bodies.push(Body {
            name,
            region: named.map(|named| named.region),
            first: at,
            end,
        });
        at = end;
    }
    bodies
}

/// A body's name: written out where the dictionary knows how, and else as it stands.
fn body_name(doc: &Doc<'_>, first: usize, end: usize) -> String {
    let known = doc.hit(first, Class::Body).filter(|hit| hit.end <= end);
    match known.map(|hit| (doc.value(hit), hit.end)) {
        Some((value, known_end)) if !value.is_empty() => {
            format!("{value} {}", doc.words(known_end, end))
                .trim_end()
                .to_owned()
        }
        _ => doc.words(first, end),
    }
}

/// The end of a body's name that begins at a token.
pub(super) fn body_at(doc: &Doc<'_>, at: usize) -> Option<usize> {
    if !doc.cap(at) {
        return None;
    }
    // `Kantor Wilayah (Kanwil) Kementerian Hukum (Kemenkum) Sulawesi Tenggara`
    if doc.says(at, "kantor") && doc.says(at + 1, "wilayah") {
        let behind = at + 2;
        let bracket = doc.mark(behind, '(') && doc.mark(behind + 2, ')');
        let ministry = if bracket { behind + 3 } else { behind };
        if doc.str(ministry).starts_with("Kemen") || doc.says(ministry, "direktorat") {
            return body_at(doc, ministry);
        }
    }
    if let Some(hit) = doc.hit(at, Class::Body) {
        // `Unej` is a campus; other words of four letters are bodies in capitals alone.
        let word = doc.str(at);
        let short = hit.end == at + 1 && word.len() <= 4 && !word.starts_with("Un");
        if !short || doc.tokens[at].upper {
            return Some(body_end(doc, hit.end));
        }
    }
    if !doc.is(at, Class::BodyHead) {
        return None;
    }
    let state = doc.str(at).starts_with("Ke") || doc.cue(at, Cue::StateBody);
    let mut end = at + 1;
    let guild = doc.cue(at, Cue::Guild);
    while end < at + 10
        && (part_of_body(doc, end)
            || end == at + 1 && doc.cap(end) && doc.tokens[end].breaks < 2
            || guild && end == at + 2 && doc.cap(end) && doc.tokens[end].breaks < 2)
    {
        // A ministry's name is made of field words; behind its short form a name begins.
        let field = is_field(doc, end)
            || doc.tokens[end].upper
            || !doc.cap(end)
            || doc.is_any(end, Class::any(&[Class::Region, Class::BodyHead]));
        let after_short = doc.tokens[end - 1].upper && end > at + 1;
        // `Bank Jayabaya Banten Christina Lie`: behind the region the name is whole.
        // `PT Banten Sinar Logam`: a firm may be named after one.
        let firm = doc.says_any(at, &["pt", "cv", "perumda"]);
        let own = at + 1 + usize::from(firm);
        let region = end > own && doc.hit(end - 1, Class::Region).is_some();
        if !field && (state || after_short || region) {
            break;
        }
        // `PT ALS Wilayah Sintang`: where the firm's manager is.
        if firm && end > at + 1 && doc.says_any(end, &["wilayah", "area"]) {
            break;
        }
        // A region's name of two words is one part of it.
        end = match doc.hit(end, Class::Region) {
            Some(hit) if hit.end > end + 1 => hit.end,
            _ => end + 1,
        };
    }
    if end == at + 1 {
        return doc.tokens[at]
            .upper
            .then_some(end)
            .or_else(|| doc.str(at).starts_with("Kemen").then_some(end));
    }
    // `Direktur Perumda Air Minum Tirta Lematang Hendri Oktavian`
    if let Some(name) = holder_inside(doc, at, end) {
        return Some(body_end(doc, name));
    }
    // `Rektor Universitas Bina Bangsa Furtasan Ali Yusuf`: without a comma the last two words are the holder's name.
    // Not if the name is told to end: by a region, or by a given name behind it.
    let ended = doc.hit(end - 1, Class::Region).is_some() || doc.is(end, Class::GivenName);
    // `Rektor Universitas Pamulang Dayat Hidayat, Rabu (13/1)`: no name follows the comma.
    let apposed = doc.mark(end, ',') && doc.cap(end + 1) && !doc.is(end + 1, Class::Weekday);
    let holder =
        end - at > 3 && !ended && !apposed && !doc.mark(end, '(') && before_is_post(doc, at);
    Some(body_end(doc, if holder { end - 2 } else { end }))
}

/// Where the name of whoever holds the post before a body begins, in the capitals that the body's name seems to be made of.
fn holder_inside(doc: &Doc<'_>, at: usize, end: usize) -> Option<usize> {
    let begins = |first: &usize| {
        doc.is(*first, Class::GivenName)
            && doc
                .hit(*first, Class::Region)
                .is_none_or(|hit| hit.end > end)
            && (first + 1..end).all(|at| doc.hit(at, Class::Region).is_none() && doc.cap(at))
    };
    // `Pemimpin Cabang Bank Maluku`: the unit's words stand between.
    let unit = (at.saturating_sub(3)..at)
        .rev()
        .find(|at| !is_field(doc, *at));
    let after_post =
        before_is_post(doc, at) || unit.is_some_and(|last| before_is_post(doc, last + 1));
    // `Direktur Perumda Johan Pattiasina mengatakan`
    let says = doc.is_any(end, Class::any(&[Class::Says, Class::Commit]));
    let first = (at + 1..end)
        .find(begins)
        .filter(|first| *first > at + 1 || after_post && says)?;
    let short = doc.tokens[first - 1].upper || doc.str(first - 1).starts_with("Kemen");
    (after_post || short).then_some(first)
}

fn before_is_post(doc: &Doc<'_>, at: usize) -> bool {
    let ends_here = |first: usize| {
        doc.hits(first)
            .iter()
            .any(|hit| hit.class.bit() & POSTS != 0 && hit.end == at)
    };
    (at.saturating_sub(4)..at).any(ends_here)
}

fn part_of_body(doc: &Doc<'_>, at: usize) -> bool {
    // A headline between paragraphs may end in `RSUD`.
    if doc.tokens.get(at).is_none_or(|token| token.breaks > 1) {
        return false;
    }
    if doc.cap(at) {
        return doc.hit_any(at, POSTS).is_none()
            && !doc.is_any(at, Class::any(&[Class::Title, Class::Weekday]));
    }
    let and = doc.says(at, "dan") && doc.cap(at + 1) && is_field(doc, at + 1);
    and && doc.hit_any(at + 1, POSTS).is_none()
}

/// `PN Tenggarong`, `Lapas Serang`: a body of the state is known by a town, which may be no region.
fn seat(doc: &Doc<'_>, at: usize) -> Option<usize> {
    if at == 0
        || !doc.cue(at - 1, Cue::Seated)
        || !doc.cap(at)
        || doc.hit(at, Class::Region).is_some()
    {
        return None;
    }
    let hit = doc.hit(at, Class::District)?;
    (!doc.cap(hit.end)).then_some(hit.end)
}

/// `(KPK)`, `RI`, `Perwakilan` behind a body's name.
fn body_end(doc: &Doc<'_>, at: usize) -> usize {
    let mut end = at;
    for _ in 0..3 {
        // `(KPK)`, `(Kemendagri)`
        let short = doc.cap(end + 1)
            && (doc.tokens[end + 1].upper || doc.hit(end + 1, Class::Body).is_some());
        if doc.mark(end, '(') && short && doc.mark(end + 2, ')') {
            end += 3;
        } else if let Some(place) = seat(doc, end).filter(|_| end == at) {
            end = place;
        } else if doc.says_any(end, &["cabang", "kcp", "kcu"])
            && doc.cap(end)
            && doc.hit(end + 1, Class::Region).is_some()
        {
            // `BPJS Ketenagakerjaan Cabang Medan Kota`
            end = doc.hit(end + 1, Class::Region).map_or(end, |hit| hit.end);
            end += usize::from(
                doc.is_any(end, Class::any(&[Class::KindCity, Class::KindRegency]))
                    && doc.cap(end)
                    && !doc.cap(end + 1),
            );
        } else if let Some(place) = branch_town(doc, end) {
            end = place;
        } else if doc.cap(end)
            && doc.str(end).matches('-').count() >= 2
            && doc.tokens[end - 1].upper
        {
            // `BBWS Cidanau-Ciujung-Cidurian`
            end += 1;
        } else if doc.cap(end) && doc.says_any(end, &["ri", "perwakilan", "university"]) {
            end += 1;
        } else if doc.says(end, "republik") && doc.says(end + 1, "indonesia") {
            end += 2;
        } else if doc.mark(end, '/') && doc.tokens[end - 1].upper && doc.says(end + 1, "rw") {
            // `Forum RT/RW Kelurahan Bukit Timah`
            end = quarter_end(doc, end + 2);
        } else if doc.cue(end, Cue::Island) && doc.cap(end) && is_numeral(doc.str(end + 1)) {
            // `Balai Wilayah Sungai Kalimantan I`
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Behind `Kelurahan Bukit Timah`, where that stands there.
fn quarter_end(doc: &Doc<'_>, at: usize) -> usize {
    const LONGEST: usize = 4;
    if !doc.says_any(at, &["kelurahan", "desa", "kecamatan"]) || !doc.cap(at + 1) {
        return at;
    }
    let whole = [Class::District, Class::Village]
        .into_iter()
        .filter_map(|class| doc.hit(at + 1, class))
        .map(|hit| hit.end)
        .max();
    let capitals = || (at + 1..at + LONGEST).find(|at| !doc.cap(*at));
    let comma = |end: &usize| doc.mark(*end, ',');
    whole.or_else(|| capitals().filter(comma)).unwrap_or(at)
}

/// `Cabang Pangkalan Bun`, `Cabang Polewali`: a branch is known by a town, which may be no region.
fn branch_town(doc: &Doc<'_>, at: usize) -> Option<usize> {
    if !doc.says_any(at, &["cabang", "kcp", "kcu"]) || !doc.cap(at) || !doc.cap(at + 1) {
        return None;
    }
    let end = at + 2 + usize::from(doc.cue(at + 1, Cue::TownHead) && doc.cap(at + 2));
    let person = doc.is_any(at + 1, Class::any(&[Class::Title, Class::GivenName]));
    // One more word in capitals may be of the town or of the holder's name.
    let ended = !doc.cap(end) || doc.is_any(end, Class::any(&[Class::Title, Class::GivenName]));
    (!person && ended).then_some(end)
}

/// A minister's ministry.
pub(super) fn ministry(post: &Post) -> Option<String> {
    let field = post
        .role
        .strip_prefix("Wakil Menteri ")
        .or_else(|| post.role.strip_prefix("Menteri "))?;
    (post.class == Class::PostNation).then(|| format!("Kementerian {field}"))
}

/// How long the code of a command's region is: 2 for a province, 5 for a regency or city. None for no command.
pub(super) fn command_level(doc: &Doc<'_>, role: &str) -> Option<usize> {
    match doc.gazetteer.begins(role, Class::CommandOf)?.0 {
        "Polda" | "Kejaksaan Tinggi" => Some(2),
        "Polres" | "Polresta" | "Polrestabes" | "Kodim" | "Kejaksaan Negeri"
        | "Pengadilan Negeri" | "Pengadilan Agama" => Some(5),
        _ => None,
    }
}

/// The council of a region. In Aceh and Papua the councils of regencies and cities are called otherwise.
fn council_of(doc: &Doc<'_>, region: &Region) -> String {
    match is_dprk(doc, region) {
        true => format!("DPRK {}", region.bare_name()),
        false => format!("DPRD {}", full_name(region)),
    }
}

/// Whether a regency's or city's council is called DPRK: in Aceh, and in Papua where the report calls it so.
fn is_dprk(doc: &Doc<'_>, region: &Region) -> bool {
    const FAR: usize = 2000;
    let code = region.code.as_str();
    let said = || (0..doc.len().min(FAR)).any(|at| doc.str(at) == "DPRK");
    code.len() == 5 && (code.starts_with("11.") || code.starts_with('9') && said())
}

/// The first place of a kind that the report names: `Desa Tanjung Seteko`.
fn village(doc: &Doc<'_>, kind: &str) -> Option<String> {
    const LONGEST: usize = 3;
    const FAR: usize = 2000;
    let is_kind = |at: &usize| doc.cap(*at) && doc.str(*at).eq_ignore_ascii_case(kind);
    let first = (0..doc.len().saturating_sub(1).min(FAR))
        .filter(is_kind)
        .map(|at| at + 1)
        .find(|at| doc.cap(*at) && !is_field(doc, *at) && !doc.is(*at, Class::Title))?;
    let known = [Class::District, Class::Village]
        .into_iter()
        .filter_map(|class| doc.hit(first, class))
        .map(|hit| hit.end)
        .max();
    let end = known.or_else(|| (first + 1..first + LONGEST).find(|at| !doc.cap(*at)))?;
    Some(doc.words(first, end))
}

/// The body of a post, where it is no region's government: "DPRD Kabupaten Lebak", "Polres Cilegon".
pub(super) fn institution_body(doc: &Doc<'_>, post: &Post) -> Option<String> {
    let command = doc.gazetteer.begins(&post.role, Class::CommandOf);
    // `Direktur RSUD Batin Mangunang`: a hospital with a name of its own.
    let named = post
        .body
        .is_some_and(|(first, end)| end > first + 1 && doc.says_any(first, &["rsud", "rsu"]));
    // `Karo Ops Polda` says itself which.
    if let Some((body, rest)) = command.filter(|(body, rest)| !rest.starts_with(body) && !named) {
        // `Kepala Seksi Datun (Kasi Datun) Kejari`
        let bracket = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let rest = bracket.map_or(rest, |(_, behind)| behind.trim_start());
        // `Kasi Datun Kejari`: the rest says it again.
        let again = doc.gazetteer.begins(rest, Class::Body);
        let rest = again
            .filter(|(value, _)| *value == body)
            .map_or(rest, |(_, rest)| rest);
        // `Dandim 0304`, `Kapolsek Labuan`: the rest of the post names the command.
        // `Kapolres Metro` says of no town.
        if !rest.is_empty() && rest != "Metro" {
            return Some(format!("{body} {rest}"));
        }
        // `Direktur RSUD`: of the hospital that the report is about.
        if body.starts_with("RSU")
            && let Some(name) = village(doc, body)
        {
            return Some(format!("{body} {name}"));
        }
        let kind = format!("{body} {rest}");
        return Some(format!("{} {}", kind.trim_end(), post.region?.bare_name()));
    }
    if post.class == Class::Folk {
        return post.body.map(|(first, end)| doc.words(first, end));
    }
    let place = doc.gazetteer.begins(&post.role, Class::PlaceOf);
    // `Kepala Desa Hendri Alwi`: of the village that the report is about.
    let place = place.and_then(|(kind, name)| match name {
        "" => Some((kind, village(doc, kind)?)),
        name => Some((kind, name.to_owned())),
    });
    if let Some((kind, name)) = place {
        // A village of Yogyakarta's regencies.
        let java = post.region.is_some_and(|region| {
            let code = region.code.as_str();
            code.starts_with("34.0")
        });
        let kind = if java && kind == "Kelurahan" {
            "Kalurahan"
        } else {
            kind
        };
        let place = format!("{kind} {name}");
        // A district has no government of its own: `Kecamatan Menes, Kabupaten Pandeglang`.
        let within = post
            .region
            .filter(|_| matches!(kind, "Kecamatan" | "Kelurahan" | "Kapanewon" | "Kalurahan"));
        return Some(match within {
            Some(region) => format!("{place}, {}", full_name(&region)),
            None => place,
        });
    }
    // `Anggota Komite I`: only the regions' council has committees with numbers.
    let committee = post
        .role
        .split_once("Komite ")
        .is_some_and(|(_, unit)| super::post::is_numeral(unit));
    if committee {
        return Some("DPD RI".to_owned());
    }
    if let Some(house) = ["DPR RI", "DPD RI", "MPR RI"]
        .into_iter()
        .find(|house| post.role.contains(house))
    {
        return Some(house.to_owned());
    }
    if post.role.contains("DPRK")
        && let Some(region) = post.region
    {
        return Some(format!("DPRK {}", region.bare_name()));
    }
    let council = [
        "DPRD",
        "Komisi ",
        "Fraksi",
        "Pansus",
        "Banggar",
        "Bapemperda",
    ]
    .iter()
    .any(|word| post.role.contains(word));
    if council && !matches!(post.class, Class::PostOffice) {
        let region = post.region?;
        return Some(match post.role.contains("DPRD") {
            true => format!("DPRD {}", full_name(&region)),
            false => council_of(doc, &region),
        });
    }
    let (first, end) = post.body?;
    // Unit words between the body and the region belong to the post: `BPKP Bidang Pengawasan`.
    let to_region = (end..post.end).take_while(|at| doc.hit(*at, Class::Region).is_none());
    let unit = to_region.into_iter().any(|at| {
        is_field(doc, at)
            && doc.cap(at)
            && !doc.is_any(
                at,
                Class::any(&[Class::KindCity, Class::KindProvince, Class::KindRegency]),
            )
            && !doc.says(at, "perwakilan")
    });
    // A body named elsewhere ends where it ends; one inside the post goes on with its region.
    let inside = post.first <= first && first < post.end;
    let behind = if unit || !inside {
        end
    } else {
        post.end.max(end)
    };
    // `Direktorat Korsup Wilayah IV KPK`: a part of a body.
    let part = doc.cue(first, Cue::PartOfBody);
    let whole = doc
        .hit(end - 1, Class::Body)
        .filter(|hit| part && hit.end == end);
    if let Some(hit) = whole.filter(|hit| hit.first > first) {
        return Some(body_name(doc, hit.first, end));
    }
    let name = body_name(doc, first, end);
    Some(
        format!("{name} {}", doc.words(end, behind))
            .trim_end()
            .to_owned(),
    )
}

/// "Provinsi Banten", "Kabupaten Lebak".
fn full_name(region: &Region) -> String {
    region.full_name().into_owned()
}
