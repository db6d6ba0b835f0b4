//! `GET /program/{handle}-{slug}`: a practice that others may copy, with what it costs and who pays.

use app::Row;
use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::number::Rupiah;
use domain::organization::Standing;
use domain::programme::{Description, Fact, Funding, Programme};
use domain::subject::State;
use domain::{Lang, SubjectKind};
use maud::{Markup, html};

use super::figures;
use super::sheet::{Record, Sheet, heading, open};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::record_words::commitment::at;
use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{funding, list, not_stated};
use crate::names::fill;
use crate::{format, parts};

/// Most records of one kind that the page lists.
const LISTED: u32 = 100;

/// The page of a programme.
pub(crate) async fn page(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let record = match open(&ctx, SubjectKind::Programme, &segment, false)? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let AnyState::Programme(state) = &record.view.state else {
        return Err(PageError::NotFound);
    };
    let Some(description) = &state.description else {
        return record.untitled();
    };
    let referring = |kind| ctx.app.referring(record.view.subject, kind, LISTED);
    let page = Page {
        lang: ctx.lang,
        record: &record,
        state,
        description,
        copies: referring(SubjectKind::Programme)?,
        promises: referring(SubjectKind::Commitment)?,
        statements: referring(SubjectKind::Statement)?,
    };
    record.page(&page.sheet())
}

struct Page<'a> {
    lang: Lang,
    record: &'a Record<'a>,
    state: &'a State<Programme>,
    description: &'a Description,
    copies: Vec<Row>,
    promises: Vec<Row>,
    statements: Vec<Row>,
}

impl Page<'_> {
    fn sheet(&self) -> Sheet {
        let (lang, d, names, ctx) = (
            self.lang,
            self.description,
            &self.record.names,
            self.record.ctx,
        );
        let (title, heading) = heading(&d.name, lang);
        Sheet {
            title,
            heading,
            tags: html! {},
            lead: html! {
                (fill(words::programme_lead(lang), &[("run_by", names.links(&d.run_by)), ("target_group", parts::text(&d.target_group, lang))]))
                @if let Some(until) = d.until { " " (words::programme_ended(lang, at(until, lang))) }
            },
            body: html! {
                (self.what())
                (self.costs())
                (self.money())
                (self.figures())
                (self.lineage())
                @if !self.promises.is_empty() { section #janji { h2 { (words::programme_promises(lang)) } (parts::rows(ctx, &self.promises)) } }
                @if !self.statements.is_empty() { section #pernyataan { h2 { (words::programme_statements(lang)) } (parts::rows(ctx, &self.statements)) } }
            },
            differences: d.differences.clone(),
        }
    }

    fn what(&self) -> Markup {
        let (lang, d, names) = (self.lang, self.description, &self.record.names);
        let missing = || html! { span.unstated { (not_stated(lang)) } };
        html! {
            dl.facts {
                dt { (words::problem(lang)) } dd { (parts::text(&d.problem, lang)) (names.cite(&d.sources)) }
                dt { (words::target_group(lang)) } dd { (parts::text(&d.target_group, lang)) }
                dt { (words::how(lang)) } dd { (parts::text(&d.how, lang)) }
                dt { (words::run_by(lang)) } dd { (names.links(&d.run_by)) }
                dt { (words::runs_in(lang)) } dd { @if d.runs_in.is_empty() { (missing()) } @else { (names.links(&d.runs_in)) } }
                dt { (words::since(lang)) } dd { @match d.since { Some(since) => { (format::when_tag(since, lang)) } None => { (missing()) } } }
                @if let Some(until) = d.until { dt { (words::until(lang)) } dd { (format::when_tag(until, lang)) } }
                dt { (words::legal_basis(lang)) } dd { @match &d.legal_basis { Some(basis) => { (parts::text(basis, lang)) } None => { (missing()) } } }
            }
        }
    }

    fn costs(&self) -> Markup {
        let (lang, d, names) = (self.lang, self.description, &self.record.names);
        let sum = |amount: Option<Rupiah>| html! { @match amount { Some(amount) => { (format::rupiah(amount, lang)) } None => { span.unstated { (not_stated(lang)) } } } };
        html! {
            section #biaya {
                h2 { (words::costs(lang)) }
                @if d.unit_costs.is_empty() { p { (words::costs_none(lang)) } }
                @else {
                    div.scroll tabindex="0" role="region" aria-label=(words::costs_caption(lang)) {
                        table {
                            caption { (words::costs_caption(lang)) }
                            thead {
                                tr {
                                    th scope="col" { (words::unit(lang)) } th.n scope="col" { (words::paid(lang)) }
                                    th.n scope="col" { (words::true_cost(lang)) } th.n scope="col" { (words::gap_cost(lang)) }
                                }
                            }
                            tbody {
                                @for cost in &d.unit_costs {
                                    @let gap = cost.true_cost.zip(cost.paid).map(|(real, paid)| Rupiah(real.0.saturating_sub(paid.0)));
                                    tr {
                                        th scope="row" { (parts::text(&cost.unit, lang)) (names.cite(&cost.sources)) }
                                        td.n { (sum(cost.paid)) } td.n { (sum(cost.true_cost)) } td.n { (sum(gap)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn money(&self) -> Markup {
        let (lang, d, names) = (self.lang, self.description, &self.record.names);
        let said = |sources: &[Funding]| {
            list(
                lang,
                &sources
                    .iter()
                    .map(|f| funding(*f, lang).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        html! {
            section #dana {
                h2 { (words::money(lang)) }
                dl.facts {
                    dt { (words::funded_by(lang)) }
                    dd { @if d.funded_by.is_empty() { span.unstated { (not_stated(lang)) } } @else { (said(&d.funded_by)) (names.cite(&d.sources)) } }
                    dt { (words::not_funded_by(lang)) }
                    dd { @if d.not_funded_by.is_empty() { span.unstated { (words::not_funded_none(lang)) } } @else { (said(&d.not_funded_by)) (names.cite(&d.sources)) } }
                }
            }
        }
    }

    fn figures(&self) -> Markup {
        let lang = self.lang;
        let figures: Vec<_> = self
            .state
            .facts
            .iter()
            .map(|noted| {
                let Fact::Figure(figure) = &noted.fact;
                figure
            })
            .collect();
        let measured = figures
            .iter()
            .any(|figure| figure.standing == Standing::Reported);
        html! {
            section #angka {
                h2 { (words::figures(lang)) }
                @if !measured { p { (words::figures_result_none(lang)) } }
                @if figures.is_empty() { p { (words::figures_none(lang)) } } @else { (figures::table(lang, &self.record.names, &figures)) }
            }
        }
    }

    fn lineage(&self) -> Markup {
        let (lang, d) = (self.lang, self.description);
        html! {
            section #silsilah {
                h2 { (words::lineage(lang)) }
                @if let Some(origin) = d.copied_from { p { (words::copied_from(lang)) " " (self.record.names.link(origin)) "." } }
                @if !self.copies.is_empty() { h3 { (words::copied_by(lang)) } (parts::rows(self.record.ctx, &self.copies)) }
                @if d.copied_from.is_none() && self.copies.is_empty() { p { (words::lineage_none(lang)) } }
            }
        }
    }
}
