//! The list of the 552 governments, with its map and table.

use app::{FamilyCounts, GovernmentRow};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Lang;
use domain::commitment::Family;
use domain::organization::OrganizationKind;
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::{chart_words, list_words as words, words as shared};
use crate::parts::{self, Caption, SHOWN};
use crate::{answer, charts, format, home};

/// Most governments that a search by name shows.
const MOST_FOUND: usize = 50;

/// What the list is about: all provinces, one province, or the names that a word is in.
enum Choice<'a> {
    Provinces,
    Within(&'a GovernmentRow),
    Named(&'a str),
}

/// `GET /pemda`
pub(crate) async fn list(ctx: Ctx) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let all = ctx.app.governments()?;
    let choice = choice(&ctx, &all)?;
    let of_kind = |kind| all.iter().filter(|g| g.kind == kind).count() as u64;
    let promising = all.iter().filter(|g| g.counts.total() > 0).count() as u64;
    let title = match &choice {
        Choice::Provinces => words::governments(lang).to_owned(),
        Choice::Within(province) => format!(
            "{}: {}",
            province.name.read(lang).0,
            words::members(lang).to_lowercase()
        ),
        Choice::Named(query) => format!("“{query}”: {}", words::governments(lang).to_lowercase()),
    };
    let lead = words::governments_lead(
        lang,
        of_kind(OrganizationKind::Province),
        of_kind(OrganizationKind::Regency),
        of_kind(OrganizationKind::City),
        promising,
    );
    let main = html! {
        h1 { (title) }
        @if matches!(choice, Choice::Provinces) { p.lead { (lead) } }
        form.search method="get" action=(ctx.link("/pemda")) {
            label for="daerah" { (shared_label(&ctx)) }
            div.field {
                input #daerah type="search" name="q" value=(ctx.param("q").unwrap_or_default()) maxlength="200";
                button type="submit" { (crate::i18n::home_words::find_verb(lang)) }
            }
        }
        (chosen(&ctx, &all, &choice))
    };
    let crumbs = if matches!(choice, Choice::Provinces) {
        Vec::new()
    } else {
        vec![(words::governments(lang).to_owned(), "/pemda")]
    };
    let unlisted = matches!(choice, Choice::Named(_));
    Ok(frame::page(
        &ctx,
        &Page {
            title,
            crumbs,
            description: Some(lead),
            unlisted,
        },
        &main,
    ))
}

fn shared_label(ctx: &Ctx) -> &'static str {
    crate::i18n::home_words::find_label(ctx.lang)
}

fn choice<'a>(ctx: &'a Ctx, all: &'a [GovernmentRow]) -> Result<Choice<'a>, PageError> {
    if let Some(query) = ctx.param("q") {
        return Ok(Choice::Named(query));
    }
    let Some(code) = ctx.param("provinsi") else {
        return Ok(Choice::Provinces);
    };
    let found = all
        .iter()
        .find(|g| g.code == code && g.kind == OrganizationKind::Province);
    found.map(Choice::Within).ok_or_else(|| {
        PageError::bad_request(
            words::bad_government(domain::Lang::Id, code),
            words::bad_government(domain::Lang::En, code),
        )
    })
}

fn chosen(ctx: &Ctx, all: &[GovernmentRow], choice: &Choice<'_>) -> Markup {
    let lang = ctx.lang;
    let csv = |query: &str| Some(ctx.link(&format!("/pemda.csv{query}")));
    match choice {
        Choice::Provinces => provinces(ctx, all, csv("")),
        Choice::Within(province) => html! {
            p { a href=(ctx.link("/pemda")) { (words::all_provinces(lang)) } }
            @if province.code == "36" { (banten_map(ctx, all)) }
            (within(ctx, all, province))
        },
        Choice::Named(query) => {
            let found = named(all, query);
            let shown = &found[..found.len().min(MOST_FOUND)];
            html! {
                @if found.is_empty() {
                    p.empty role="status" { (words::found_none(lang, query)) }
                    (provinces(ctx, all, csv("")))
                } @else {
                    p { a href=(ctx.link("/pemda")) { (words::clear_search(lang)) } }
                    (table(ctx, words::found_caption(lang, query, found.len() as u64, shown.len() as u64), shown, None))
                }
            }
        }
    }
}

/// A province and what lies in it, as a table.
pub(crate) fn within(ctx: &Ctx, all: &[GovernmentRow], province: &GovernmentRow) -> Markup {
    let members: Vec<&GovernmentRow> = all
        .iter()
        .filter(|g| g.code.starts_with(province.code.as_str()))
        .collect();
    let csv = ctx.link(&format!("/pemda.csv?provinsi={}", province.code));
    table(
        ctx,
        words::in_province_caption(ctx.lang, province.name.read(ctx.lang).0),
        &members,
        Some(csv),
    )
}

/// The tile map of Banten. Its table stands beside it.
pub(crate) fn banten_map(ctx: &Ctx, all: &[GovernmentRow]) -> Markup {
    let counts = |code: &str| {
        all.iter()
            .find(|g| g.code == code)
            .map(|g| g.counts)
            .unwrap_or_default()
    };
    let members = || {
        all.iter()
            .filter(|g| g.parent_code.as_deref() == Some("36"))
    };
    let promising = members().filter(|g| g.counts.total() > 0).count() as u64;
    html! {
        h2 { (words::map_heading(ctx.lang)) }
        p.meta { (words::banten_map_note(ctx.lang)) }
        (charts::banten(ctx.lang, &chart_words::map_label(ctx.lang, members().count() as u64, promising), |code| shade(&counts(code))))
    }
}

fn shade(counts: &FamilyCounts) -> charts::Shade {
    charts::Shade::of(counts.silent, counts.total())
}

/// A province's counts together with those of its regencies and cities.
struct Whole<'a> {
    province: &'a GovernmentRow,
    members: u64,
    counts: FamilyCounts,
    agreements: u64,
}

fn provinces(ctx: &Ctx, all: &[GovernmentRow], csv: Option<String>) -> Markup {
    let lang = ctx.lang;
    let wholes: Vec<Whole<'_>> = all
        .iter()
        .filter(|g| g.kind == OrganizationKind::Province)
        .map(|province| whole(all, province))
        .collect();
    let shade_of = |code: &str| {
        wholes
            .iter()
            .find(|w| w.province.code == code)
            .map_or(charts::Shade::NoData, |w| shade(&w.counts))
    };
    let promising = wholes.iter().filter(|w| w.counts.total() > 0).count() as u64;
    let about = Caption {
        caption: words::provinces_caption(lang).to_owned(),
        unit: Some(words::counts_unit(lang).to_owned()),
        source: Some(words::counts_source(lang).to_owned()),
        csv,
    };
    html! {
        h2 { (words::map_heading(lang)) }
        p.meta { (words::map_note(lang)) }
        (charts::provinces(lang, &chart_words::map_label(lang, wholes.len() as u64, promising), shade_of))
        (parts::table(ctx, "provinsi", &about, &html! {
            thead { tr {
                th scope="col" { (words::column_code(lang)) }
                th scope="col" { (words::column_government(lang)) }
                th.n scope="col" { (words::members(lang)) }
                th.n scope="col" { (words::column_promises(lang)) }
                th.n scope="col" { (words::column_silent_share(lang)) }
                th.n scope="col" { (words::column_agreements(lang)) }
            } }
            tbody {
                @for whole in &wholes { tr {
                    td { (whole.province.code) }
                    th scope="row" { a href=(ctx.link(&format!("/pemda?provinsi={}", whole.province.code))) { (home::bare(whole.province.name.read(lang).0)) } }
                    td.n { (format::number(whole.members, lang)) }
                    td.n { (format::number(whole.counts.total(), lang)) }
                    td.n { (format::share(whole.counts.silent, whole.counts.total(), lang)) }
                    td.n { (format::number(whole.agreements, lang)) }
                } }
            }
        }))
    }
}

fn whole<'a>(all: &'a [GovernmentRow], province: &'a GovernmentRow) -> Whole<'a> {
    let members = all
        .iter()
        .filter(|g| g.code.starts_with(province.code.as_str()));
    let mut whole = Whole {
        province,
        members: 0,
        counts: FamilyCounts::default(),
        agreements: 0,
    };
    for one in members {
        whole.members += u64::from(one.kind != OrganizationKind::Province);
        whole.counts = add(&whole.counts, &one.counts);
        whole.agreements += one.agreements;
    }
    whole
}

fn add(a: &FamilyCounts, b: &FamilyCounts) -> FamilyCounts {
    FamilyCounts {
        kept: a.kept + b.kept,
        broken: a.broken + b.broken,
        silent: a.silent + b.silent,
        late: a.late + b.late,
        running: a.running + b.running,
    }
}

fn table(ctx: &Ctx, caption: String, rows: &[&GovernmentRow], csv: Option<String>) -> Markup {
    let lang = ctx.lang;
    let about = Caption {
        caption,
        unit: Some(words::counts_unit(lang).to_owned()),
        source: Some(words::counts_source(lang).to_owned()),
        csv,
    };
    parts::table(
        ctx,
        "daerah-tabel",
        &about,
        &html! {
            thead { tr {
                th scope="col" { (words::column_code(lang)) }
                th scope="col" { (words::column_government(lang)) }
                th.n scope="col" { (words::column_promises(lang)) }
                @for family in SHOWN { th.n scope="col" { (shared::family(family, lang)) } }
                th.n scope="col" { (words::column_agreements(lang)) }
            } }
            tbody {
                @for row in rows { tr {
                    td { (row.code) }
                    th scope="row" { a href=(ctx.link(&row.path)) { (row.name.read(lang).0) } }
                    td.n { (format::number(row.counts.total(), lang)) }
                    @for family in SHOWN { td.n { (format::number(row.counts.of(family), lang)) } }
                    td.n { (format::number(row.agreements, lang)) }
                } }
            }
        },
    )
}

/// Those whose full name has all words of the query, whatever their case; "kab." and "kota" are understood.
fn named<'a>(all: &'a [GovernmentRow], query: &str) -> Vec<&'a GovernmentRow> {
    let wanted: Vec<String> = query
        .to_lowercase()
        .split_whitespace()
        .filter_map(expanded)
        .collect();
    let has = |g: &&GovernmentRow| {
        let name = format!("{} {} {}", g.name.id, g.name.read(Lang::En).0, g.code).to_lowercase();
        wanted.iter().all(|word| name.contains(word.as_str()))
    };
    all.iter().filter(has).collect()
}

/// A word of a query as names have it; none for a word that says "government".
fn expanded(word: &str) -> Option<String> {
    Some(
        match word.trim_end_matches('.') {
            "kab" | "pemkab" => "kabupaten",
            "pemkot" => "kota",
            "prov" | "pemprov" => "provinsi",
            "pemda" | "pemerintah" => return None,
            "tangsel" => "tangerang selatan",
            "diy" | "jogja" | "yogya" => "yogyakarta",
            "jabar" => "jawa barat",
            "jateng" => "jawa tengah",
            "jatim" => "jawa timur",
            other => other,
        }
        .to_owned(),
    )
}

/// `GET /pemda.csv`: all governments, or those of one province.
pub(crate) async fn list_csv(ctx: Ctx) -> Result<Response, PageError> {
    let all = ctx.app.governments()?;
    let within = match choice(&ctx, &all)? {
        Choice::Within(province) => province.code.as_str(),
        Choice::Provinces | Choice::Named(_) => "",
    };
    let mut csv = parts::csv_line([
        "code",
        "name",
        "kind",
        "province",
        "promises",
        "kept",
        "running",
        "late",
        "silent",
        "broken",
        "agreements",
        "as_of",
    ]);
    let today = ctx.today.to_string();
    for row in all.iter().filter(|row| row.code.starts_with(within)) {
        let kind = match row.kind {
            OrganizationKind::Province => "province",
            OrganizationKind::City => "city",
            _ => "regency",
        };
        let numbers = [row.counts.total()]
            .into_iter()
            .chain(SHOWN.map(|family: Family| row.counts.of(family)))
            .chain([row.agreements]);
        let numbers: Vec<String> = numbers.map(|n| n.to_string()).collect();
        let fields = [
            row.code.as_str(),
            &row.name.id,
            kind,
            row.parent_code.as_deref().unwrap_or_default(),
        ];
        csv.push_str(&parts::csv_line(
            fields
                .into_iter()
                .chain(numbers.iter().map(String::as_str))
                .chain([today.as_str()]),
        ));
    }
    Ok(answer::whole(StatusCode::OK, answer::CSV, csv))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Reference, SubjectKind, Text};

    fn row(code: &str, name: &str, kind: OrganizationKind) -> GovernmentRow {
        let subject = Reference::from_key(SubjectKind::Organization, code);
        let counts = FamilyCounts {
            silent: 1,
            ..FamilyCounts::default()
        };
        let parent_code = code
            .split_once('.')
            .map(|(province, _)| province.to_owned());
        GovernmentRow {
            subject,
            code: code.to_owned(),
            name: Text::id(name),
            path: format!("/pemda/{code}"),
            kind,
            parent_code,
            counts,
            agreements: 0,
        }
    }

    #[test]
    fn a_name_is_found_by_its_parts_and_abbreviations() {
        let all = [
            row("36", "Provinsi Banten", OrganizationKind::Province),
            row("36.04", "Kabupaten Serang", OrganizationKind::Regency),
            row("36.73", "Kota Serang", OrganizationKind::City),
            row("36.74", "Kota Tangerang Selatan", OrganizationKind::City),
        ];
        for (query, expected) in [
            ("serang", vec!["36.04", "36.73"]),
            ("Kab. Serang", vec!["36.04"]),
            ("Pemkot SERANG", vec!["36.73"]),
            ("tangsel", vec!["36.74"]),
            ("36.73", vec!["36.73"]),
            ("pemprov banten", vec!["36"]),
            ("bogor", vec![]),
        ] {
            let found: Vec<&str> = named(&all, query).iter().map(|g| g.code.as_str()).collect();
            assert_eq!(found, expected, "{query}");
        }
        let whole = whole(&all, &all[0]);
        assert_eq!((whole.members, whole.counts.total()), (3, 4));
    }
}
