//! The figures of a government: in which order, how each is written, and as CSV.

use app::Labels;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Lang;
use domain::any::AnyState;
use domain::number::Rupiah;
use domain::organization::{Fact, Figure, Organization};
use domain::subject::State;
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::list_words as words;
use crate::parts;
use crate::{answer, format, moment};

use super::sources;

/// The figures, by measure in the order in which each was first recorded, the newest period first.
pub(super) fn in_order(state: &State<Organization>) -> Vec<&Figure> {
    let all: Vec<&Figure> = state
        .facts
        .iter()
        .map(|noted| match &noted.fact {
            Fact::Figure(figure) => figure,
        })
        .collect();
    let first = |measure: &str| all.iter().position(|f| f.measure.id == measure);
    let mut sorted = all.clone();
    sorted.sort_by_key(|figure| (first(&figure.measure.id), std::cmp::Reverse(figure.period)));
    sorted
}

pub(super) fn is_score(figure: &Figure) -> bool {
    figure.unit.starts_with("skor")
        || ["MCSP", "MCP", "SPI"]
            .iter()
            .any(|name| figure.measure.id.contains(name))
}

pub(super) fn figure_row(ctx: &Ctx, labels: &Labels, figure: &Figure) -> Markup {
    let lang = ctx.lang;
    html! {
        tr {
            th scope="row" { (parts::text(&figure.measure, lang)) @if let Some(standing) = words::standing(lang, figure.standing) { " (" (standing) ")" } }
            td { @match figure.period { Some(period) => (format::when_tag(period, lang)), None => (words::period_unknown(lang)) } }
            td.n { (value(figure, lang)) }
            td {
                (parts::sources(ctx, labels, &figure.sources))
                @if let Some(note) = &figure.note { p.meta { (parts::text(note, lang)) } }
            }
        }
    }
}

/// The value with its unit; rupiah in full, and in words beside it.
pub(crate) fn value(figure: &Figure, lang: Lang) -> Markup {
    let (units, decimals) = figure.value.parts();
    html! {
        @if figure.unit == "IDR" && decimals == 0 {
            (format::rupiah(Rupiah(units), lang))
            @if units.unsigned_abs() >= 1_000_000 { br; span.meta { (format::rupiah_short(Rupiah(units), lang)) } }
        } @else {
            (words::measured(lang, &format::decimal(figure.value, lang), &figure.unit))
        }
    }
}

/// `GET /pemda/{code}/angka.csv`: the figures, exactly as recorded.
pub(crate) async fn figures_csv(ctx: Ctx, Path(code): Path<String>) -> Result<Response, PageError> {
    let subject = ctx.app.government(&code)?.ok_or(PageError::NotFound)?;
    let view = ctx
        .app
        .view(subject, moment::of(&ctx)?)?
        .ok_or(PageError::NotFound)?;
    let AnyState::Organization(state) = view.state else {
        return Err(PageError::NotFound);
    };
    let mut csv = parts::csv_line([
        "measure_id",
        "measure_en",
        "period",
        "value",
        "unit",
        "standing",
        "sources",
    ]);
    let figures = in_order(&state);
    let labels = ctx.app.labels(
        &figures
            .iter()
            .flat_map(|f| sources(&f.sources))
            .collect::<Vec<_>>(),
    )?;
    for figure in figures {
        let standing = match figure.standing {
            domain::organization::Standing::Reported => "reported",
            domain::organization::Standing::Target => "target",
            domain::organization::Standing::Budgeted => "budgeted",
        };
        let from: Vec<&str> = sources(&figure.sources)
            .filter_map(|s| labels.get(&s))
            .map(|label| label.title.id.as_str())
            .collect();
        let period = figure.period.map(|p| p.to_string()).unwrap_or_default();
        csv.push_str(&parts::csv_line([
            figure.measure.id.as_str(),
            figure.measure.en.as_deref().unwrap_or_default(),
            &period,
            &figure.value.to_string(),
            &figure.unit,
            standing,
            &from.join("; "),
        ]));
    }
    Ok(answer::whole(StatusCode::OK, answer::CSV, csv))
}
