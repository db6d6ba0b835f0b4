//! The subjects of an agreement: what its title names, what it covers, and how a list of them is parted.

use super::class::Class;
use super::cue::Cue;
use super::doc::{Doc, Hit};
use super::token::Kind;

/// The most tokens of a list of subjects.
pub(super) const LONGEST: usize = 70;
/// The most tokens of a subject that stands in a list by itself.
pub(super) const MOST_OF_ITEM: usize = 14;

/// The subjects behind `tentang`, as token ranges.
pub(super) fn subject_list(doc: &Doc<'_>, at: usize, end: usize) -> Vec<(usize, usize)> {
    // `perjanjian kerja sama (PKS) pelayanan sampah`
    let at = behind_short_form(doc, at);
    let mut from = at;
    // `komitmen antikorupsi yang memuat lima butir, di antaranya ...`
    if let Some(list) = spelt_out(doc, at, end) {
        return list;
    }
    // `pakta integritas pencegahan korupsi dalam rapat`
    let bare = bare_subject(doc, at, end);
    if !bare.is_empty() {
        return bare;
    }
    // `kesepakatan bersama (MoU) antara A dan B tentang ...`
    let abouts = || {
        (at..end.min(at + 30))
            .filter(|at| !doc.quoted[*at])
            .filter_map(|at| doc.hit(at, Class::About))
            .filter(|hit| !of_post(doc, hit.first))
    };
    // `dalam upaya meningkatkan kerja sama di bidang pendidikan`: the field says more than the aim.
    let aim = |first: usize| doc.says_any(first, &["dalam", "untuk", "guna"]);
    let field = |first: usize| {
        doc.says_any(first, &["bidang", "sektor"])
            || doc.says_any(first, &["di", "dalam", "pada"])
                && doc.says_any(first + 1, &["bidang", "sektor"])
    };
    let about = abouts().next().map(|hit| {
        let of_aim = |other: &Hit| {
            aim(hit.first)
                && field(other.first)
                && other.first <= hit.end + 6
                && (hit.end..other.first).all(|at| doc.word(at))
        };
        abouts().find(of_aim).unwrap_or(hit)
    });
    if let Some(hit) = about {
        let strong = doc.says_any(
            hit.first,
            &[
                "tentang",
                "terkait",
                "mengenai",
                "perihal",
                "soal",
                "ihwal",
                "menyangkut",
                "bidang",
                "meliputi",
                "mencakup",
            ],
        ) || hit.end > hit.first + 1;
        // `kerja sama dengan Kejaksaan Negeri dalam penanganan masalah hukum`
        let deed = doc.says(hit.first, "dalam") && is_deed(doc.str(hit.end));
        let strong = strong || deed && !doc.is(hit.end, Class::Occasion);
        // `berlaku untuk jangka waktu tiga tahun`
        let term = doc.says(hit.first.saturating_sub(1), "berlaku") || doc.says(hit.end, "jangka");
        if !term && (hit.first <= at + 2 || strong) {
            from = hit.end;
        }
    }
    if from == at {
        return Vec::new();
    }
    let weak = from == at + 1 && doc.says_any(at, &["untuk", "dalam", "guna"]);
    // `untuk memperluas perlindungan pekerja rentan`
    let aim = doc.str(from).starts_with("me") && doc.word(from + 1) && doc.word(from + 2);
    if weak && !aim && !is_deed(doc.str(from)) && !doc.cue(from, Cue::SubjectHead) {
        return Vec::new();
    }
    while doc.hit(from, Class::About).is_some() || doc.cue(from, Cue::SubjectFore) {
        from += 1;
    }
    // `mencakup berbagai sektor strategis, mulai dari perdagangan, ... hingga UMKM`
    if about.is_some_and(|hit| doc.is(hit.first, Class::SubjectCue)) {
        from = behind_fore(doc, from, end);
    }
    // `dituangkan dalam sebuah perjanjian kerja sama`
    if doc.says(from, "sebuah")
        || doc
            .hit(from, Class::Agreement)
            .is_some_and(|hit| hit.end > from + 1)
    {
        return Vec::new();
    }
    let mut to = from;
    while to < end.min(from + LONGEST) && !ends(doc, to) {
        to += 1;
    }
    spelt_out(doc, to, end)
        .or_else(|| covered_later(doc, to, end))
        .unwrap_or_else(|| split(doc, from, to))
}

/// Behind `(PKS)`, also where the reader stands inside the brackets.
fn behind_short_form(doc: &Doc<'_>, at: usize) -> usize {
    if doc.mark(at, '(') && doc.mark(at + 2, ')') {
        return at + 3;
    }
    at + usize::from(doc.mark(at, ')'))
}

/// `Asisten Bidang Perekonomian`, `Wakil Rektor Bidang Akademik`: the word belongs to somebody's post.
fn of_post(doc: &Doc<'_>, at: usize) -> bool {
    const LONGEST: usize = 4;
    doc.cap(at)
        && (at.saturating_sub(LONGEST)..at).any(|first| {
            doc.cap(first)
                && doc
                    .hit_any(first, super::class::POSTS)
                    .is_some_and(|hit| hit.end >= at)
        })
}

/// `kerja sama kawasan perbatasan yang mencakup perbaikan jalan dan layanan kesehatan`: the list says more.
fn spelt_out(doc: &Doc<'_>, at: usize, end: usize) -> Option<Vec<(usize, usize)>> {
    let cue = doc.says(at, "yang") && doc.is(at + 1, Class::SubjectCue);
    let list = cue.then(|| listed(doc, at + 1, end))?;
    (!list.is_empty()).then_some(list)
}

/// `tentang sinergi tugas di bidang pertanahan, mencakup sertifikasi tanah, integrasi data, serta ...`: what the title covers,
/// later in the sentence.
fn covered_later(doc: &Doc<'_>, at: usize, end: usize) -> Option<Vec<(usize, usize)>> {
    const FAR: usize = 12;
    let cue = (at..end.min(at + FAR))
        .find(|at| doc.mark(*at, ',') && doc.says_any(*at + 1, &["mencakup", "meliputi"]))?;
    let list = covered(doc, cue + 1, end);
    (!list.is_empty()).then_some(list)
}

/// `Isinya antara lain A, B, dan C`, `Kerja sama itu mencakup A dan B`.
pub(super) fn covered(doc: &Doc<'_>, cue: usize, end: usize) -> Vec<(usize, usize)> {
    let list = listed(doc, cue, end);
    if list.len() >= 2 { list } else { Vec::new() }
}

/// The subjects behind `memuat` and the like; one may be all.
fn listed(doc: &Doc<'_>, cue: usize, end: usize) -> Vec<(usize, usize)> {
    let from = behind_fore(doc, cue + 1, end);
    // `berisi janji tidak melakukan jual beli jabatan, ...`
    let mut to = from + usize::from(doc.says(from, "tidak"));
    let points: Vec<usize> = (from..end.min(from + LONGEST))
        .filter(|at| doc.mark(*at, ';'))
        .collect();
    if points.len() >= 2 {
        by_points(doc, from, &points, end)
    } else {
        let limit = end.min(from + LONGEST);
        to = to.max(last_item(doc, from, limit));
        while to < limit && !ends(doc, to) {
            to += 1;
        }
        split(doc, from, to)
    }
}

/// `larangan membuka lahan dengan cara membakar, patroli terpadu, dan pelaporan titik api`: where the last of three items or
/// more begins; words that end a subject elsewhere may stand within those before it.
fn last_item(doc: &Doc<'_>, from: usize, limit: usize) -> usize {
    let stops = |at: &usize| {
        doc.quoted[*at]
            || matches!(doc.str(*at), "." | ";" | ":")
            || doc.mark(*at, ',')
                && (doc.says(at + 1, "yang")
                    || doc.is(at + 1, Class::ActEnd)
                    || doc.hit_any(at + 1, super::class::POSTS).is_some())
    };
    let stop = (from..limit).find(stops).unwrap_or(limit);
    let mut commas = (from..stop).filter(|at| doc.mark(*at, ','));
    let Some(comma) = commas.next() else {
        return from;
    };
    let second = commas.next().unwrap_or(stop);
    (comma + 1..stop)
        .rev()
        .find(|at| {
            let joint = doc.says_any(*at, &["dan", "serta"]);
            joint && (doc.mark(at - 1, ',') || *at > second) || doc.says(*at, "serta")
        })
        .map_or(from, |joint| (joint + 1).min(stop))
}

/// Behind the words that only lead to a list: `antara lain`, `berbagai sektor strategis, mulai dari`.
fn behind_fore(doc: &Doc<'_>, mut at: usize, end: usize) -> usize {
    // `memuat lima butir, di antaranya`, `tiga hal, yakni`
    let counted = |at: usize| {
        let number = doc
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Number);
        (number || doc.cue(at, Cue::SeveralWord)) && doc.cue(at + 1, Cue::ListedThing)
    };
    while at < end
        && (doc.cue(at, Cue::CoversFore) || matches!(doc.str(at), "," | ":") || counted(at))
    {
        at += 1 + usize::from(counted(at));
    }
    at
}

/// `menolak gratifikasi; melaporkan harta kekayaan; serta ...`: semicolons part what may hold commas.
fn by_points(doc: &Doc<'_>, from: usize, points: &[usize], end: usize) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    let mut first = from;
    let last = (points[points.len() - 1] + 1..end)
        .find(|at| doc.mark(*at, '.'))
        .unwrap_or(end);
    for point in points.iter().copied().chain([last]) {
        if point - first <= MOST_OF_ITEM {
            push(doc, &mut list, first, point);
        }
        first = point + 1;
    }
    list
}

/// `pakta integritas pengadaan barang dan jasa`: the subject stands right behind the kind.
fn bare_subject(doc: &Doc<'_>, at: usize, end: usize) -> Vec<(usize, usize)> {
    // `Nota Kesepakatan Kebijakan Umum Anggaran`: capitals go on in a title.
    let title = doc.cap(at) && at > 0 && doc.cap(at - 1) && doc.word(at - 1);
    let matter = is_deed(doc.str(at)) || doc.cue(at, Cue::SignedMatter);
    if !doc.word(at) || doc.cap(at) && !title && !is_deed(doc.str(at)) || !matter || ends(doc, at) {
        return Vec::new();
    }
    let mut to = at;
    while to < end.min(at + 20) && !ends(doc, to) {
        to += 1;
    }
    spelt_out(doc, to, end).unwrap_or_else(|| split(doc, at, to))
}

fn ends(doc: &Doc<'_>, at: usize) -> bool {
    doc.quoted[at] || ends_unquoted(doc, at)
}

pub(super) fn ends_unquoted(doc: &Doc<'_>, at: usize) -> bool {
    // `pengabdian kepada masyarakat` is one thing.
    if doc.says_any(at, &["kepada", "pada"])
        && doc.says_any(at + 1, &["masyarakat", "warga", "rakyat"])
    {
        return false;
    }
    // `Kerja Sama Pembangunan Daerah di Bidang Transportasi`: of the title.
    if doc.says_any(at, &["di", "dalam", "pada"])
        && doc.says_any(at + 1, &["bidang", "sektor"])
        && doc.cap(at + 1)
    {
        return false;
    }
    // `mulai dari perdagangan, pertanian, hingga pengembangan BUMD`
    if doc.says(at, "hingga") && at > 0 && doc.mark(at - 1, ',') {
        return false;
    }
    // `sosialisasi bersama di kelurahan`
    if doc.says(at, "bersama") && at > 0 && is_deed(doc.str(at - 1)) && !doc.cap(at + 1) {
        return false;
    }
    // `dalam rapat koordinasi`, `dalam sebuah acara`
    if doc.says(at, "dalam")
        && (doc.cue(at + 1, Cue::OccasionHead) || doc.is(at + 1, Class::Occasion))
    {
        return true;
    }
    // `Kebijakan Umum Anggaran (KUA) dan Prioritas ...`: the title goes on behind its short form.
    let short = |open: usize| {
        doc.mark(open, '(')
            && doc.tokens.get(open + 1).is_some_and(|token| token.upper)
            && doc.mark(open + 2, ')')
            && (doc.says_any(open + 3, &["dan", "serta"])
                || doc.word(open + 3) && !doc.cap(open + 3) && !doc.is(open + 3, Class::SubjectEnd)
                || doc.mark(open + 3, ',') && !ends_unquoted(doc, open + 3))
    };
    if short(at) || at > 1 && (short(at - 2) || doc.mark(at, ')') && short(at - 2)) {
        return false;
    }
    if matches!(
        doc.str(at),
        "." | ";" | ":" | "(" | ")" | "“" | "”" | "\"" | "–" | "|"
    ) {
        return true;
    }
    // `memuat kesanggupan menolak gratifikasi, tidak menerima suap, serta ...`
    let but = doc.says(at + 1, "termasuk");
    let begins = at > 0 && (doc.mark(at - 1, ',') || doc.says_any(at - 1, &["dan", "serta"]));
    if doc.says_any(at, &["tidak", "bersama-sama"]) && begins && !but {
        return false;
    }
    // `melaporkan harta setiap tahun`
    if doc.says(at, "tahun") && at > 0 && doc.says_any(at - 1, &["setiap", "tiap", "per"]) {
        return false;
    }
    if doc.hit(at, Class::EventSigning).is_some() || doc.hit(at, Class::RelativeDay).is_some() {
        return true;
    }
    if doc.is(at, Class::SubjectEnd) && !doc.cap(at)
        || doc.is_any(at, Class::any(&[Class::Weekday, Class::Month]))
    {
        return true;
    }
    // `, yang`, `, di Aula`, `, Jumat`: a comma before the end of the list.
    // `terkait jaminan sosial pekerja rentan, Pemkot Tangerang menggandeng BPJS`
    const GOVERNMENTS: u128 = Class::any(&[
        Class::Government,
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
    ]);
    doc.mark(at, ',')
        && (doc.cap(at + 1) && doc.is_any(at + 1, GOVERNMENTS)
            || doc.is(at + 1, Class::SubjectEnd)
                && (!doc.says_any(at + 1, &["hingga", "tidak", "bersama-sama"])
                    || doc.says(at + 2, "termasuk"))
            || doc.is(at + 1, Class::Weekday)
            || doc.cap(at + 1) && doc.hit_any(at + 1, super::class::POSTS).is_some())
}

/// A comma with another subject behind it.
fn goes_on(doc: &Doc<'_>, at: usize, to: usize) -> bool {
    let next = at + 1;
    doc.mark(at, ',')
        && next < to
        && (doc.says_any(next, &["dan", "serta", "hingga"]) || is_deed(doc.str(next)))
}

/// Commas part subjects; `dan` and `serta` do where the words behind name another deed.
pub(super) fn split(doc: &Doc<'_>, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut list = Vec::new();
    let mut start = from;
    let commas = (from..to).any(|at| doc.mark(at, ','));
    // `menolak gratifikasi dan mencapai target`
    let acts = |at: usize| {
        let word = doc.str(at);
        word.starts_with("me") && word.len() >= 6 && doc.word(at) && !doc.cap(at)
    };
    // `pemberian bantuan hukum, pertimbangan hukum dan tindakan hukum lain`: the last of a list, if both sides say enough.
    let closes = |at: usize| {
        let comma = (from..at).rev().find(|at| doc.mark(*at, ','));
        let left = comma.map_or(0, |comma| at - comma - 1);
        let rest = !(at + 1..to).any(|at| doc.mark(at, ',') || doc.says_any(at, &["dan", "serta"]));
        left >= 2 && to >= at + 3 && rest && !doc.says(at + 1, "tata")
    };
    let mut at = from;
    while at < to {
        let and = doc.says_any(at, &["dan", "serta", "hingga"]);
        let after_comma = at > from && doc.mark(at - 1, ',');
        let deed_left = is_deed(doc.str(start));
        // `Pengembangan Perdagangan dan Investasi`: one thing; a subject of its own has more than a word, or stands in a list
        // of single words.
        let one_word = at + 2 >= to || doc.mark(at + 2, ',');
        let whole = !one_word || at <= start + 1;
        // `..., serta ketenteraman dan ketertiban umum`: the last one has been led in.
        let last = start > from && doc.says(start - 1, "serta");
        let parts = and
            && (after_comma
                || whole
                    // `pemungutan dan penyetoran pajak`: of one thing.
                    && (one_word || commas || at > start + 1)
                    && is_deed(doc.str(at + 1))
                    // In a list the last `dan` parts: `transparansi perencanaan dan penganggaran, pengadaan barang`.
                    && (deed_left || commas)
                    && !last
                    && !(at..to).any(|at| goes_on(doc, at, to))
                || acts(start) && acts(at + 1) && !after_comma
                || commas && !last && closes(at)
                || doc.says_any(at, &["serta", "hingga"]));
        if doc.mark(at, ',') || parts {
            push(doc, &mut list, start, at);
            start = at + 1;
        }
        at += 1;
    }
    push(doc, &mut list, start, to);
    list
}

pub(super) fn push(
    doc: &Doc<'_>,
    list: &mut Vec<(usize, usize)>,
    mut first: usize,
    mut end: usize,
) {
    while first < end
        && (doc.says_any(
            first,
            &[
                "dan", "serta", "hingga", "juga", "terkait", "tentang", "untuk",
            ],
        ) || !doc.word(first) && doc.str(first) != "(")
    {
        first += 1;
    }
    while end > first && matches!(doc.str(end - 1), "," | ".") {
        end -= 1;
    }
    // `mencakup kerja sama di bidang perikanan, ...`
    let led = (first + 1..end.min(first + 4)).find(|at| {
        doc.says_any(*at, &["bidang", "sektor"]) && doc.says_any(at - 1, &["di", "dalam", "pada"])
    });
    if let Some(field) =
        led.filter(|field| field + 1 < end && doc.says_any(first, &["kerja", "kerjasama"]))
    {
        first = field + 1;
    }
    // `serapan anggaran minimal 95 persen sampai tutup tahun`: how much and by when is no part of the matter.
    if let Some(measure) = (first + 2..end).find(|at| doc.cue(*at, Cue::SubjectMeasure)) {
        end = measure;
    }
    if end > first && list.len() < 40 {
        list.push((first, end));
    }
}

/// A noun made from a verb: `pengembangan`, `peningkatan`, `kerja sama`: it begins a subject of its own.
fn is_deed(word: &str) -> bool {
    let word = word.to_lowercase();
    let made = (word.starts_with("pe") || word.starts_with("ke"))
        && word.ends_with("an")
        && word.len() >= 7;
    made || word.len() >= 8 && (word.ends_with("asi") || word.ends_with("itas"))
        || [
            "kerja",
            "kerjasama",
            "promosi",
            "pertukaran",
            "fasilitasi",
            "sinergi",
            "koordinasi",
            "integrasi",
            "optimalisasi",
            "digitalisasi",
            "rehabilitasi",
            "revitalisasi",
            "sosialisasi",
            "edukasi",
            "distribusi",
            "konservasi",
            "mitigasi",
            "sertifikasi",
            "transmigrasi",
            "investasi",
            "inovasi",
            "pembangunan",
            "program",
        ]
        .contains(&word.as_str())
}
