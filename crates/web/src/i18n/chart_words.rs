//! The labels of charts.

use app::FamilyCounts;
use domain::Lang;
use domain::commitment::Family;
use jiff::civil::Date;

use super::counted;
use crate::charts::Shade;
use crate::format;

/// The sentence of the bar of all promises.
pub(crate) fn bar_label(lang: Lang, counts: &FamilyCounts) -> String {
    let share = |family| format::share(counts.of(family), counts.total(), lang);
    let [kept, running, late, silent, broken] = crate::parts::SHOWN.map(share);
    match lang {
        Lang::Id => format!(
            "Dari {} janji: {kept} ditepati, {running} berjalan, {late} terlambat, {silent} tanpa kabar, {broken} tidak ditepati.",
            format::number(counts.total(), lang)
        ),
        Lang::En => format!(
            "Of {}: {kept} kept, {running} under way, {late} late, {silent} without word, {broken} not kept.",
            counted(counts.total(), "promise", "promises")
        ),
    }
}

/// What the table of the chain counts.
pub(crate) const fn stages_caption(lang: Lang) -> &'static str {
    lang.pick(
        "Janji yang punya bukti pada tiap tahap rantai",
        "Promises with evidence at each stage of the chain",
    )
}

/// The heads of that table.
pub(crate) const fn stages_heads(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::Id => ["Tahap", "Janji", "Bagian", "Batang"],
        Lang::En => ["Stage", "Promises", "Share", "Bar"],
    }
}

/// A stage's name and how many promises have evidence there.
pub(crate) type StageCount<'a> = (&'a str, u64);

/// The sentence of the chain: where most promises lose their trace. Stages before and after it, with their counts.
pub(crate) fn stages_sentence(
    lang: Lang,
    total: u64,
    drop: Option<(StageCount<'_>, StageCount<'_>)>,
) -> String {
    let all = format::number(total, lang);
    match (lang, drop) {
        (Lang::Id, None) => {
            format!("Dari {all} janji, bukti tidak berkurang dari satu tahap ke tahap berikutnya.")
        }
        (Lang::En, None) => {
            format!("Of {all} promises, evidence does not fall from one stage to the next.")
        }
        (Lang::Id, Some(((from, before), (to, after)))) => format!(
            "Penurunan terbesar ada antara {} dan {}: dari {} menjadi {} janji yang punya bukti, dari {all} janji seluruhnya.",
            from.to_lowercase(),
            to.to_lowercase(),
            format::number(before, lang),
            format::number(after, lang)
        ),
        (Lang::En, Some(((from, before), (to, after)))) => format!(
            "The largest drop lies between {} and {}: from {} to {} promises with evidence, of {all} in all.",
            from.to_lowercase(),
            to.to_lowercase(),
            format::number(before, lang),
            format::number(after, lang)
        ),
    }
}

/// The sentence of a map of the share of promises without word.
pub(crate) fn map_label(lang: Lang, places: u64, with_promises: u64) -> String {
    let (places, with) = (
        format::number(places, lang),
        format::number(with_promises, lang),
    );
    match lang {
        Lang::Id => format!(
            "Peta petak {places} daerah menurut bagian janji yang tanpa kabar; {with} punya janji tercatat. Angkanya ada di tabel."
        ),
        Lang::En => format!(
            "Tile map of {places} regions by the share of promises without word; {with} have promises on record. The numbers are in the table."
        ),
    }
}

/// What the shades mean.
pub(crate) fn steps(lang: Lang) -> [(Shade, &'static str); 6] {
    [
        (
            Shade::NoData,
            lang.pick("belum ada janji tercatat", "no promises recorded yet"),
        ),
        (Shade::Step(0), lang.pick("0%", "0%")),
        (Shade::Step(1), lang.pick("sampai 25%", "up to 25%")),
        (Shade::Step(2), lang.pick("26–50%", "26–50%")),
        (Shade::Step(3), lang.pick("51–75%", "51–75%")),
        (Shade::Step(4), lang.pick("di atas 75%", "over 75%")),
    ]
}

/// The sentence of a timeline.
pub(crate) fn timeline_label(lang: Lang, attention: usize, running: usize, today: Date) -> String {
    let today = format::day(today, lang);
    match lang {
        Lang::Id => format!(
            "Janji terbuka menurut tenggat. Baris atas: {attention} yang perlu perhatian. Baris bawah: {running} yang berjalan. Garis tegak: hari ini, {today}."
        ),
        Lang::En => format!(
            "Open promises by due date. Upper row: {attention} that need attention. Lower row: {running} under way. Vertical rule: today, {today}."
        ),
    }
}

/// What the marks of a timeline are, under it.
pub(crate) fn timeline_key(lang: Lang, today: Date) -> String {
    let today = format::day(today, lang);
    let [late, silent, running] = [Family::Late, Family::Silent, Family::Running]
        .map(|f| super::words::family(f, lang).to_lowercase());
    match lang {
        Lang::Id => format!(
            "Segitiga: {late}. Cincin putus-putus: {silent}. Cakram: {running}. Garis tegak: hari ini, {today}."
        ),
        Lang::En => format!(
            "Triangle: {late}. Dashed ring: {silent}. Disc: {running}. Vertical rule: today, {today}."
        ),
    }
}
