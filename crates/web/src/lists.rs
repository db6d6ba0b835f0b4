//! The lists of records by kind: 25 rows a page, with filters that stay in the address.

use app::{Filter, GovernmentRow, Row};
use axum::http::StatusCode;
use axum::response::Response;
use domain::commitment::Family;
use domain::{Lang, SubjectKind, law, when};
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::{chart_words, list_words as words, words as shared};
use crate::{answer, charts, format, parts};

/// Governments that stand as links in a filter; more are chosen in a form.
const MOST_LINKS: usize = 12;
/// Years back from today's that the year filter offers.
const YEARS_BACK: i16 = 3;
/// Most rows of a list as CSV: all pages up to this many rows. The API gives everything.
const MOST_CSV_PAGES: u32 = 40;

macro_rules! lists {
    ($($name:ident = $kind:ident, $address:literal;)*) => {$(
        #[doc = concat!("`GET ", $address, "`")]
        pub(crate) async fn $name(ctx: Ctx) -> Result<Response, PageError> {
            list(&ctx, SubjectKind::$kind)
        }
    )*};
}

lists! {
    commitments = Commitment, "/janji";
    agreements = Agreement, "/perjanjian";
    gatherings = Gathering, "/kegiatan";
    programmes = Programme, "/program";
    statements = Statement, "/pernyataan";
    sources = Source, "/sumber";
    organizations = Organization, "/lembaga";
    posts = Post, "/pejabat";
    persons = Person, "/orang";
}

/// What the address asks for.
pub(crate) struct Asked<'a> {
    pub(crate) government: Option<&'a GovernmentRow>,
    pub(crate) family: Option<Family>,
    pub(crate) year: Option<i16>,
    pub(crate) page: u32,
}

impl<'a> Asked<'a> {
    /// Reads `pemda`, `status`, `tahun` and `halaman`.
    ///
    /// # Errors
    /// [`PageError::BadRequest`], which names the value and what is allowed.
    pub(crate) fn read(ctx: &Ctx, governments: &'a [GovernmentRow]) -> Result<Self, PageError> {
        let refuse = |words: fn(Lang, &str) -> String, given: &str| {
            PageError::bad_request(words(Lang::Id, given), words(Lang::En, given))
        };
        let government = match ctx.param("pemda") {
            Some(code) => Some(
                governments
                    .iter()
                    .find(|g| g.code == code)
                    .ok_or_else(|| refuse(words::bad_government, code))?,
            ),
            None => None,
        };
        let family = match ctx.param("status") {
            Some(word) => Some(
                Family::ALL
                    .into_iter()
                    .find(|f| shared::family_value(*f) == word)
                    .ok_or_else(|| refuse(words::bad_family, word))?,
            ),
            None => None,
        };
        let year = match ctx.param("tahun") {
            Some(text) => Some(
                text.parse()
                    .ok()
                    .filter(|year| when::YEARS.contains(year))
                    .ok_or_else(|| refuse(words::bad_year, text))?,
            ),
            None => None,
        };
        Ok(Self {
            government,
            family,
            year,
            page: ctx.page_number()?,
        })
    }

    /// The filter of a list of a kind.
    fn filter(&self, kind: SubjectKind) -> Filter {
        Filter {
            kind,
            organization: self.government.map(|g| g.subject),
            family: self.family.filter(|_| kind == SubjectKind::Commitment),
            year: self.year,
            page: self.page,
        }
    }
}

fn list(ctx: &Ctx, kind: SubjectKind) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let governments = ctx.app.governments()?;
    let asked = Asked::read(ctx, &governments)?;
    let filter = asked.filter(kind);
    if ctx.param("format") == Some("csv") {
        return csv(ctx, filter);
    }
    let mut list = ctx.app.list(&filter)?;
    let by_title = has_no_day(kind) && (filter.organization.is_none() || list.pages == 1);
    if by_title && list.pages == 1 {
        // Those of one government come without an order of their own, and people do not sort capitals first.
        list.rows
            .sort_by_cached_key(|row| row.title.id.to_lowercase());
    }
    if asked.page > 1 && asked.page > list.pages {
        return Err(PageError::NotFound);
    }
    let title = words::list_title(
        lang,
        kind,
        asked.government.map(|g| g.name.read(lang).0),
        filter.family,
        filter.year,
    );
    let filtered = asked.government.is_some() || filter.family.is_some() || filter.year.is_some();
    let first = u64::from(list.page.saturating_sub(1)) * 25 + 1;
    let last = first + list.rows.len() as u64 - u64::from(!list.rows.is_empty());
    let main = html! {
        h1 { (title) }
        p.lead { (words::kind_lead(lang, kind)) }
        @if kind == SubjectKind::Commitment {
            (parts::family_counts(ctx, &ctx.app.counts(asked.government.map(|g| g.subject))?, |family| ctx.with("status", Some(shared::family_value(family)))))
        }
        (filters(ctx, kind, &asked, &governments))
        @if kind == SubjectKind::Commitment && asked.family.is_none() && asked.year.is_none() && asked.page == 1 && list.total > 0 {
            (chain_of_all(ctx, asked.government.map(|g| g.subject), list.total)?)
        }
        @if list.rows.is_empty() {
            p.empty role="status" { @if filtered { (words::list_empty(lang)) } @else { (words::none_of(lang, kind)) } }
            @if filtered { p { a href=(ctx.link(ctx.bare_path())) { (words::take_off_all(lang)) } } }
        } @else {
            p.meta role="status" { (words::list_count(lang, kind, by_title, first, last, list.total)) " " a href=(ctx.with("format", Some("csv"))) { (shared::as_csv(lang)) } }
            (parts::numbered_rows(ctx, &list.rows, first))
            (parts::pager(ctx, list.page, list.pages))
        }
    };
    let crumbs = if filtered {
        vec![(shared::kind_many(kind, lang).to_owned(), ctx.bare_path())]
    } else {
        Vec::new()
    };
    let title = if list.page > 1 {
        format!(
            "{title}, {}",
            shared::page_of(lang, list.page, list.pages).to_lowercase()
        )
    } else {
        title
    };
    Ok(frame::page(
        ctx,
        &Page {
            title,
            crumbs,
            description: Some(words::kind_lead(lang, kind).to_owned()),
            unlisted: filtered || list.page > 1,
        },
        &main,
    ))
}

/// The chain of seven over all promises of the list: how many have evidence at each stage, as aligned bars.
fn chain_of_all(ctx: &Ctx, of: Option<domain::Reference>, total: u64) -> Result<Markup, PageError> {
    let lang = ctx.lang;
    let counts = ctx.app.stage_counts(of)?;
    let stages: Vec<(&str, u64)> = law::chain_stages()
        .iter()
        .map(|stage| stage.name(lang))
        .zip(counts)
        .collect();
    let falls = stages.windows(2).filter(|pair| pair[1].1 < pair[0].1);
    let drop = falls
        .max_by_key(|pair| pair[0].1 - pair[1].1)
        .map(|pair| (pair[0], pair[1]));
    let [stage_head, count_head, share_head, bar_head] = chart_words::stages_heads(lang);
    let caption = parts::Caption {
        caption: chart_words::stages_caption(lang).to_owned(),
        unit: None,
        source: None,
        csv: None,
    };
    let rows = html! {
        thead { tr { th scope="col" { (stage_head) } th.n scope="col" { (count_head) } th.n scope="col" { (share_head) } th scope="col" { (bar_head) } } }
        tbody {
            @for (place, (name, count)) in (1..).zip(&stages) {
                tr {
                    th scope="row" { (place) ". " (name) }
                    td.n { (format::number(*count, lang)) }
                    td.n { (format::share(*count, total, lang)) }
                    td { (charts::stage_bar(*count, total)) }
                }
            }
        }
    };
    Ok(html! {
        p { (chart_words::stages_sentence(lang, total, drop)) }
        (parts::table(ctx, "rantai", &caption, &rows))
    })
}

/// Whether records of this kind are listed by title, since nothing dates them.
const fn has_no_day(kind: SubjectKind) -> bool {
    matches!(
        kind,
        SubjectKind::Organization | SubjectKind::Post | SubjectKind::Person | SubjectKind::Source
    )
}

/// The filters of a list. Sources, officials and posts are of no family, and people of no government.
fn filters(
    ctx: &Ctx,
    kind: SubjectKind,
    asked: &Asked<'_>,
    governments: &[GovernmentRow],
) -> Markup {
    let lang = ctx.lang;
    let statuses: Vec<_> = match kind {
        SubjectKind::Commitment => parts::SHOWN
            .into_iter()
            .map(|f| {
                (
                    shared::family_value(f).to_owned(),
                    shared::family(f, lang).to_owned(),
                    None,
                )
            })
            .collect(),
        _ => Vec::new(),
    };
    let years: Vec<_> = match kind {
        _ if has_no_day(kind) => Vec::new(),
        _ => (0..=YEARS_BACK)
            .map(|back| (ctx.today.year() - back).to_string())
            .map(|year| (year.clone(), year, None))
            .collect(),
    };
    let by_government = !matches!(kind, SubjectKind::Source | SubjectKind::Person);
    html! {
        div.filters role="group" aria-label=(words::filters_heading(lang)) {
            (parts::filter(ctx, "status", words::filter_status(lang), &statuses))
            @if by_government { (government_filter(ctx, asked, governments)) }
            (parts::filter(ctx, "tahun", words::filter_year(lang), &years))
        }
    }
}

fn government_filter(ctx: &Ctx, asked: &Asked<'_>, governments: &[GovernmentRow]) -> Markup {
    let lang = ctx.lang;
    let chosen = |g: &GovernmentRow| asked.government.is_some_and(|a| a.code == g.code);
    let some: Vec<&GovernmentRow> = governments
        .iter()
        .filter(|g| g.counts.total() > 0 || g.agreements > 0 || chosen(g))
        .collect();
    if some.len() <= MOST_LINKS {
        let options: Vec<_> = some
            .iter()
            .map(|g| (g.code.clone(), g.name.read(lang).0.to_owned(), None))
            .collect();
        return parts::filter(ctx, "pemda", words::filter_government(lang), &options);
    }
    html! {
        form.filter method="get" action=(ctx.link(ctx.bare_path())) {
            label.name for="pemda" { (words::filter_government(lang)) }
            @for name in ["status", "tahun", "q", "jenis"] { @if let Some(value) = ctx.param(name) { input type="hidden" name=(name) value=(value); } }
            select #pemda name="pemda" {
                option value="" { (shared::all(lang)) }
                @for g in some { option value=(g.code) selected[chosen(g)] { (g.name.read(lang).0) } }
            }
            button.quiet type="submit" { (words::filters_heading(lang)) }
        }
    }
}

/// The list as CSV, from its first page.
fn csv(ctx: &Ctx, mut filter: Filter) -> Result<Response, PageError> {
    let mut csv = parts::csv_line([
        "kind",
        "id",
        "title_id",
        "title_en",
        "path",
        "date",
        "status_family",
        "status_word",
        "status_on",
        "due",
        "last_word",
    ]);
    filter.page = 1;
    loop {
        let list = ctx.app.list(&filter)?;
        for row in &list.rows {
            csv.push_str(&csv_row(row));
        }
        if filter.page >= list.pages.min(MOST_CSV_PAGES) {
            break;
        }
        filter.page += 1;
    }
    Ok(answer::whole(StatusCode::OK, answer::CSV, csv))
}

fn csv_row(row: &Row) -> String {
    let date = |when: Option<domain::When>| when.map(|w| w.to_string()).unwrap_or_default();
    let word = row
        .status
        .and_then(|s| serde_json::to_value(s.word).ok())
        .and_then(|w| w.as_str().map(str::to_owned))
        .unwrap_or_default();
    parts::csv_line([
        row.subject.kind.as_str(),
        &row.subject.id.to_string(),
        &row.title.id,
        row.title.en.as_deref().unwrap_or_default(),
        &row.path,
        &date(row.on),
        row.status.map(|s| s.family.as_str()).unwrap_or_default(),
        &word,
        &row.status.map(|s| s.on.to_string()).unwrap_or_default(),
        &date(row.due),
        &row.last_word.map(|d| d.to_string()).unwrap_or_default(),
    ])
}
