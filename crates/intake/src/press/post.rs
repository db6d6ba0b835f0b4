//! Posts: "Plt. Kepala Dinas PUPR Kota Serang", with whose post it is.

use domain::region::Region;

pub(super) use super::body::body_at;
use super::class::{Class, POSTS};
use super::cue::Cue;
use super::doc::Doc;
use super::post_body::{branch_end, city_abroad, in_small_letters, lower_tail, spelt_body};
use super::region::{self, Known, Wanted};

/// The most tokens that a post with its unit and body may take.
const LONGEST: usize = 24;

/// A post in the text.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) first: usize,
    /// Behind the region or body that belongs to it.
    pub(super) end: usize,
    /// The post written out: "Penjabat Bupati", "Kepala Dinas PUPR".
    pub(super) role: String,
    pub(super) class: Class,
    pub(super) region: Option<Region>,
    /// The body it belongs to, where that is no region's government: its tokens.
    pub(super) body: Option<(usize, usize)>,
    /// Held before, or not yet.
    pub(super) former: bool,
    /// Several people, or nobody in particular.
    pub(super) group: bool,
    /// Whether the post names a unit: "Kepala Dinas *PUPR*".
    pub(super) unit: bool,
    /// Written with small letters.
    pub(super) lower: bool,
}

/// The post that begins at a token.
pub(super) fn post_at(doc: &Doc<'_>, at: usize, known: &Known) -> Option<Post> {
    let (acting, start) = acting(doc, at);
    let hit = doc.hit_any(start, POSTS)?;
    let lower = !doc.cap(start) && acting.is_none();
    // `Bupati Karo, Jamin Tarigan`: the regency, where no bureau is named.
    let of_karo = start > 0 && doc.cap(start - 1) && doc.same_sentence(start, start - 1);
    if doc.says(start, "karo") && (of_karo || !doc.cap(start + 1)) {
        return None;
    }
    let head = matches!(
        hit.class,
        Class::PostProvince | Class::PostRegency | Class::PostCity | Class::PostNation
    );
    if lower && doc.quoted[at] && !head {
        return None;
    }
    let mut post = Post {
        first: at,
        end: hit.end,
        role: role_words(acting, doc.value(hit)),
        class: hit.class,
        region: None,
        body: None,
        former: before_is(doc, at, Class::Former) || held_before(doc, at),
        group: is_group(doc, at, hit.end),
        unit: false,
        lower,
    };
    post.end = skip_short_form(doc, post.end);
    // `Kepala UPT Puskesmas`, `kadisdik`: the unit is in the word itself.
    let words = doc.value(hit).split(' ').count();
    let numbered = doc.value(hit).rsplit(' ').next().is_some_and(is_numeral);
    // `Asisten Pemerintahan dan Kesejahteraan Rakyat`: the phrase ends in the unit's own words.
    let field = hit.end > hit.first + 1
        && doc.is(hit.end - 1, Class::Field)
        && !doc.says(hit.end - 1, "daerah")
        && hit.class == Class::PostOffice;
    post.unit = words >= 3 && (hit.class == Class::PostOffice || numbered) || field;
    match hit.class {
        Class::PostProvince => head_region(doc, &mut post, Wanted::Province, known),
        Class::PostRegency => head_region(doc, &mut post, Wanted::Regency, known),
        Class::PostCity => head_region(doc, &mut post, Wanted::City, known),
        Class::PostLocal => super::post_place::local_tail(doc, &mut post, known),
        _ if lower && hit.class != Class::PostNation => lower_tail(doc, &mut post, known),
        _ => tail(doc, &mut post, hit.first, known),
    }
    // `anggota DPRD Kabupaten Lebak Dapil III`
    if doc.says(post.end, "dapil") && unit_end(doc, post.end + 1, true, known).is_some() {
        post.role = format!("{} {}", post.role, doc.words(post.end, post.end + 2));
        post.unit = true;
        post.end += 2;
    }
    // `Anggota DPRD Kota Jambi Fraksi Golkar, Rusdi Effendi`
    let party = doc.says(post.end, "fraksi") && doc.cap(post.end) && doc.cap(post.end + 1);
    if party && post.region.is_some() && (doc.mark(post.end + 2, ',') || doc.cap(post.end + 2)) {
        post.end += 2;
    }
    // `Inspektur daerah kabupaten/kota se-Provinsi Banten`
    post.group |= (post.end..post.end + 4)
        .take_while(|at| {
            doc.mark(*at, '/')
                || doc.says_any(*at, &["kabupaten", "kota", "se"])
                || doc.str(*at).starts_with("se-")
        })
        .any(|at| doc.says(at, "se") || doc.str(at).starts_with("se-"));
    Some(post)
}

fn acting(doc: &Doc<'_>, at: usize) -> (Option<String>, usize) {
    let Some(hit) = doc.hit(at, Class::Acting) else {
        return (None, at);
    };
    let mut next = hit.end;
    while doc.mark(next, '.') {
        next += 1;
    }
    next = skip_short_form(doc, next);
    let mut words = doc.words(at, hit.end);
    words.retain(|char| char != '.');
    (Some(words), next)
}

fn role_words(acting: Option<String>, role: &str) -> String {
    match acting {
        Some(acting) => format!("{} {role}", capitalised(&acting)),
        None => role.to_owned(),
    }
}

/// `PJ` and `pj` become `Pj`; `Pelaksana tugas` becomes `Pelaksana Tugas`.
fn capitalised(words: &str) -> String {
    let mut all = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !all.is_empty() {
            all.push(' ');
        }
        let mut chars = word.chars();
        all.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        all.extend(chars.flat_map(char::to_lowercase));
    }
    all
}

/// `(Mendagri)`, `(Plt)` behind the long form; `(Komunikasi dan Informasi Publik)` behind the short one.
fn skip_short_form(doc: &Doc<'_>, at: usize) -> usize {
    if doc.mark(at, '(') && at > 0 && doc.tokens[at - 1].upper && is_field(doc, at + 1) {
        let close = (at + 2..at + 9).find(|at| doc.mark(*at, ')'));
        let inside =
            |close: &usize| (at + 1..*close).all(|at| is_field(doc, at) || doc.mark(at, ','));
        if let Some(close) = close.filter(inside) {
            return close + 1;
        }
    }
    // `(BPS)`, `(Kanwil Kemenag)`
    if doc.mark(at, '(') && doc.cap(at + 1) {
        let close = (at + 2..at + 5).find(|at| !doc.cap(*at));
        if let Some(close) = close.filter(|at| doc.mark(*at, ')')) {
            return close + 1;
        }
    }
    if doc.mark(at, '(') && doc.cap(at + 1) && doc.mark(at + 2, '.') && doc.mark(at + 3, ')') {
        return at + 4;
    }
    at
}

fn before_is(doc: &Doc<'_>, at: usize, class: Class) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| doc.is(before, class))
}

/// `yang sebelumnya menjabat sebagai`, `pernah menjadi`.
fn held_before(doc: &Doc<'_>, at: usize) -> bool {
    let held = at > 0 && doc.cue(at - 1, Cue::HeldAs);
    held && (at.saturating_sub(4)..at)
        .any(|at| doc.says_any(at, &["sebelumnya", "pernah", "semula"]))
}

fn is_group(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let before = before_is(doc, at, Class::Group);
    let several = doc.says(end, "se") || doc.mark(end, '/') || (at > 0 && doc.mark(at - 1, '/'));
    // `dua Wakil Ketua DPRD`
    let few = at > 0
        && doc.says_any(at - 1, &["dua", "tiga", "empat", "lima"])
        && doc.same_sentence(at, at - 1);
    let number = at > 0
        && doc.tokens[at - 1].kind == super::token::Kind::Number
        && doc.same_sentence(at, at - 1)
        && !doc.cap(at);
    before || several || number || few
}

fn head_region(doc: &Doc<'_>, post: &mut Post, wanted: Wanted, known: &Known) {
    head_region_at(doc, post, wanted, known);
    // `Bupati Intan Jaya periode 2017-2022`
    if doc.says(post.end, "periode") {
        let number = |at: usize| {
            doc.tokens
                .get(at)
                .is_some_and(|token| token.kind == super::token::Kind::Number)
        };
        let end = (post.end + 1..post.end + 5)
            .find(|at| !number(*at) && !matches!(doc.str(*at), "-" | "–" | "/"));
        post.former = true;
        post.end = end.unwrap_or(post.end);
    }
}

fn head_region_at(doc: &Doc<'_>, post: &mut Post, wanted: Wanted, known: &Known) {
    let named = region::region_at(doc, post.end, wanted, known)
        .or_else(|| region::misspelt(doc, post.end, known));
    if let Some(named) = named {
        // `Bupati Bima Arya`: a name that is a region too, unless the kind fits.
        let fits = match wanted {
            Wanted::Province => named.region.code.len() == 2,
            _ => named.region.code.len() == 5,
        };
        if fits {
            post.region = Some(named.region);
            post.end = after_region(doc, named.end);
        }
    } else if wanted == Wanted::City
        && let Some(end) = city_abroad(doc, post.end)
    {
        post.body = Some((post.end, end));
        post.end = end;
    }
}

/// Behind a region: its short form in brackets and the province it lies in.
fn after_region(doc: &Doc<'_>, at: usize) -> usize {
    let mut end = skip_short_form(doc, at);
    // `Kabupaten Tapin Provinsi Kalimantan Selatan`
    if doc.cap(end)
        && doc.is(end, Class::KindProvince)
        && let Some(hit) = doc.hit(end + 1, Class::Region).filter(|_| doc.cap(end + 1))
    {
        return hit.end;
    }
    if end > at
        && let Some(hit) = doc.hit(end, Class::Region).filter(|_| doc.cap(end))
    {
        end = hit.end;
    }
    end
}

/// The unit, body and region behind a post: fields, short forms, bodies, then a region.
fn tail(doc: &Doc<'_>, post: &mut Post, role_first: usize, known: &Known) {
    let post_end = post.end;
    let limit = (post.end + LONGEST).min(doc.len());
    let mut at = post.end;
    let mut role_end = post.end;
    if let Some(end) = spelt_body(doc, at).filter(|_| post.class == Class::PostBody) {
        post.body = Some((at, end));
        (at, role_end) = (end, end);
    }
    while at < limit {
        let field = doc.is(at, Class::Field);
        let body = body_at(doc, at).filter(|_| !(field && post.class == Class::PostOffice));
        // `Anggota DPRD kota Jambi, Rusdi Effendi`: the kind in small letters.
        if let Some(named) = in_small_letters(doc, at, known).filter(|_| post.body.is_some()) {
            post.region = Some(named.region);
            at = named.end;
            break;
        }
        // `Wakil Menteri Dalam Negeri Bima Artha`: a minister is of no region.
        let minister = post.class == Class::PostNation && post.role.contains("Menteri");
        if let Some(named) = region_in_tail(doc, at, post, known).filter(|_| !minister) {
            post.region = Some(named.region);
            at = after_region(doc, named.end);
            // `Kapolres Bima Kota`: of the city.
            if doc.says(at, "kota") && doc.cap(at) && at == named.end {
                post.region = region::city(&named.region).or(post.region);
                at += 1;
            }
            break;
        }
        // `Asisten Pemerintahan Sekda Provinsi`: the secretary's assistant.
        let aide = post.role.starts_with("Asisten") || post.role.starts_with("Staf Ahli");
        let chief = doc
            .hit(at, Class::PostOffice)
            .filter(|hit| doc.value(*hit) == "Sekretaris Daerah");
        if let Some(hit) = chief.filter(|_| aide && doc.cap(at)) {
            at = if doc.says(at, "sekretaris") {
                at + 2
            } else {
                at + 1
            };
            role_end = at.max(hit.first);
            continue;
        }
        let of = doc.says(at, "pada") && post.body.is_none();
        if let Some(end) = body_at(doc, at + 1).filter(|_| of) {
            // `Direktur Jenderal pada Kementerian ...`
            post.body = Some((at + 1, end));
            at = end;
            break;
        }
        // `Menteri Perhubungan RI`: behind the field it adds nothing.
        if post.class == Class::PostNation && doc.says(at, "ri") && doc.cap(at) && post.unit {
            break;
        }
        // `Menteri Perhubungan Republik Indonesia (RI)`, `Menteri Investasi/Kepala BKPM`
        if post.class == Class::PostNation {
            if doc.says(at, "republik") && doc.says(at + 1, "indonesia") {
                at = skip_short_form(doc, at + 2);
                break;
            }
            if doc.mark(at, '/')
                && let Some(hit) = doc.hit_any(at + 1, POSTS)
            {
                at = body_at(doc, hit.end).unwrap_or(hit.end);
                post.group = false;
                break;
            }
        }
        // `Sekwan DPRD`: the council is in the post already.
        if let Some(end) =
            body.filter(|_| post.class == Class::PostOffice && post.role.ends_with("DPRD"))
        {
            at = end;
            continue;
        }
        if let Some(end) = body {
            post.body = Some((post.body.map_or(at, |body| body.0), end));
            at = branch_end(doc, end, known);
            role_end = at;
        } else if let Some(end) = unit_end(doc, at, post.unit, known) {
            // `Kepala BIN`: capitals behind a bare post are the body.
            // `Kepala DPMG`: a short name in D is a regional office's.
            let local = doc.str(at).starts_with('D') && doc.hit(at, Class::Body).is_none();
            // `Dekan FKP` is a dean of the university.
            // `Ketua LPPM` is of the university too.
            let with_unit = format!("{} {}", post.role, doc.str(at));
            let held = [&post.role, &with_unit]
                .iter()
                .any(|role| doc.gazetteer.begins(role, Class::HeldAt).is_some());
            let short = doc.tokens[at].upper
                && !is_field(doc, at)
                && !doc.is(at, Class::Office)
                && !local
                && !held;
            if short && !post.unit && post.body.is_none() && post.class == Class::PostBody {
                post.body = Some((at, end));
            }
            // `Kepala Puskesmas Lansilowo`: a health centre with its place is a body.
            if at > 0 && doc.says(at - 1, "puskesmas") && post.body.is_none() {
                post.body = Some((at - 1, end));
            }
            post.unit = true;
            role_end = end;
            at = skip_short_form(doc, end);
        } else {
            match connected(doc, at) {
                Some(next) if post.unit || post.class == Class::PostNation => at = next,
                _ => break,
            }
        }
    }
    post.end = at.max(role_end).max(post.end);
    if doc.says(post.end, "ri") && doc.cap(post.end) {
        post.end += 1;
    }
    if role_end > post_end {
        let head = doc
            .hit_any(role_first, POSTS)
            .map_or(role_first, |hit| hit.end);
        post.role = format!("{} {}", post.role, doc.words(head, role_end));
        post.unit = true;
    }
    if post.end == post_end && post.class == Class::PostBody {
        lower_tail(doc, post, known);
    }
}

/// A region, also behind the word for its government: `Asisten II Pemkot Kediri`.
fn region_in_tail(doc: &Doc<'_>, at: usize, post: &Post, known: &Known) -> Option<region::Named> {
    const GOVERNMENTS: u128 = Class::any(&[
        Class::Government,
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
    ]);
    let mut first = at;
    while first < at + 4 && doc.cap(first) && doc.is_any(first, GOVERNMENTS) {
        first += 1;
    }
    let named = region::region_at(doc, first, region::wanted_before(doc, first), known)
        .or_else(|| region::misspelt(doc, first, known).filter(|_| post.unit))?;
    let kind = doc.is_any(
        at,
        Class::any(&[Class::KindProvince, Class::KindRegency, Class::KindCity]),
    );
    let field = doc.is(at, Class::Field) && !kind;
    let sure = first > at || !field || doc.hit(at, Class::Region).is_some();
    (sure || post.unit || post.body.is_some()).then_some(named)
}

/// The end of a unit's word: a field word, a short form in capitals, a numeral, `0623/Cilegon`.
fn unit_end(doc: &Doc<'_>, at: usize, inside: bool, known: &Known) -> Option<usize> {
    let token = doc.tokens.get(at).filter(|token| token.breaks < 2)?;
    // `Staf Ahli Bupati bidang Ekonomi`
    if inside && doc.says(at, "bidang") && doc.cap(at + 1) && is_field(doc, at + 1) {
        return Some(at + 1);
    }
    if token.kind == super::token::Kind::Number && token.end - token.start <= 2 && counted(doc, at)
    {
        // `Asisten 1 Setda`, `Komisi 3`
        return Some(at + 1);
    }
    if token.kind == super::token::Kind::Number && token.end - token.start <= 4 {
        let military =
            at > 0 && (doc.tokens[at - 1].upper || doc.cue(at - 1, Cue::NumberedCommand));
        let end = at + 1;
        let place = doc.mark(end, '/') && doc.cap(end + 1);
        let kind = usize::from(
            place && doc.is_any(end + 1, Class::any(&[Class::KindCity, Class::KindRegency])),
        );
        let region = doc
            .hit(end + 1, Class::Region)
            .map_or(end + 2 + kind, |hit| hit.end);
        return military.then_some(if place { region } else { end });
    }
    if !token.is_word() || !token.cap {
        return None;
    }
    let written = doc.str(at);
    if is_numeral(written) {
        let part = doc.mark(at + 1, '.')
            && !doc.tokens[at + 1].spaced
            && doc
                .tokens
                .get(at + 2)
                .is_some_and(|next| next.kind == super::token::Kind::Number && !next.spaced);
        if part && counted(doc, at) {
            // `Wilayah III.2`
            return Some(at + 3);
        }
        // `Ketua Komisi II I Ketut Sedana`: the second numeral is a name; `Kepala Dinas I Made` has none.
        // `Direktur Pengawasan III BPKP`: no name goes on with a body.
        let before_body = inside && written.len() > 1 && doc.hit(at + 1, Class::Body).is_some();
        return (counted(doc, at) || before_body).then_some(at + 1);
    }
    // `Panglima TNI Jenderal Gatot`: a rank before a name.
    if doc.is(at, Class::Title) && doc.cap(at + 1) && !is_field(doc, at + 1) {
        return None;
    }
    if is_field(doc, at) || doc.is(at, Class::Office) {
        return Some(at + 1);
    }
    let letter = written.len() == 1 && at > 0 && doc.says(at - 1, "komisi");
    // `Fraksi Golkar`, `Puskesmas Jemaja`
    let named = at > 0
        && (doc.says(at - 1, "fraksi") && !doc.is(at, Class::Title)
            || doc.cue(at - 1, Cue::NamedUnit)
                && doc
                    .hit(at, Class::District)
                    .is_some_and(|hit| hit.end == at + 1)
                && !doc.cap(at + 1)
            || doc.cue(at - 1, Cue::NamedUnit) && known.is_local(written));
    // `Direktur RSUD Piru, dr. Yolanda`: one word and then a title or a comma.
    let hospital = at > 0
        && doc.says_any(at - 1, &["rsud", "rsu"])
        && doc.cap(at)
        && !doc.is(at, Class::Title)
        && (doc.is(at + 1, Class::Title)
            || doc.mark(at + 1, ',') && (doc.cap(at + 2) || doc.is(at + 2, Class::Title))
            || doc.word(at + 1) && !doc.cap(at + 1));
    if named || hospital {
        return Some(at + 1);
    }
    // `Ketua LKK Kelurahan Petuk Katimpun`
    let quarter = at > 0 && inside && doc.says_any(at - 1, &["kelurahan", "kecamatan"]);
    if let Some(hit) = [Class::District, Class::Village]
        .into_iter()
        .filter_map(|class| doc.hit(at, class))
        .max_by_key(|hit| hit.end)
        .filter(|_| quarter)
    {
        return Some(hit.end);
    }
    let short = token.upper && token.end - token.start <= 12;
    let titled = doc.is_any(
        at,
        Class::any(&[Class::Title, Class::Degree, Class::Region]),
    );
    // `Bapenda Rr. Sri`: capitals that are a title belong to the name.
    (letter || (short && !titled && (inside || written.len() > 1))).then_some(at + 1)
}

/// Behind one of these words a numeral counts units: `Komisi II`, `Asisten 1`.
pub(super) fn counted(doc: &Doc<'_>, at: usize) -> bool {
    at > 0 && doc.cue(at - 1, Cue::CountedUnit)
}

/// `IV`, `III.2`.
pub(super) fn is_numeral(written: &str) -> bool {
    let whole = written.split_once('.').map_or(written, |(whole, part)| {
        match part.bytes().all(|byte| byte.is_ascii_digit()) {
            true => whole,
            false => written,
        }
    });
    !whole.is_empty() && whole.chars().all(|char| matches!(char, 'I' | 'V' | 'X'))
}

/// A word of the list, or one made like `Penyelenggaraan` and `Kebersihan`.
pub(super) fn is_field(doc: &Doc<'_>, at: usize) -> bool {
    if doc.is(at, Class::Field) {
        return true;
    }
    let written = doc.str(at);
    let made = ["Pe", "Ke"]
        .iter()
        .any(|prefix| written.starts_with(prefix))
        && written.ends_with("an");
    // `Disperkimtan`, `Dispermades`: offices by short names that no list knows.
    let office = written.starts_with("Dis")
        && written.len() >= 7
        && written.as_bytes()[3..4]
            .iter()
            .all(|letter| b"bdhknpt".contains(letter))
        && at > 0
        && doc.says_any(at - 1, &["kepala", "sekretaris", "kadis", "kabid"]);
    made && written.len() >= 9 || office
}

/// `, Informatika`, `dan Statistik`, `& Kebudayaan`: the field words go on.
fn connected(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let joins = matches!(doc.str(at), "," | "&" | "/" | "-") || doc.says(at, "dan");
    let mut next = at + 1;
    if doc.mark(at, ',') && doc.says(next, "dan") {
        next += 1;
    }
    let and = !doc.mark(at, ',') || next > at + 1;
    let short =
        and && doc.tokens.get(next).is_some_and(|token| token.upper) && !doc.is(next, Class::Title);
    let field =
        doc.cap(next) && (is_field(doc, next) || short) && doc.hit_any(next, POSTS).is_none();
    (joins && field && (doc.is(next, Class::Field) || body_at(doc, next).is_none())).then_some(next)
}
