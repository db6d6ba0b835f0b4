//! What several rules ask of a process.

use std::collections::BTreeSet;

use crate::date::written_day;
use crate::process::{Award, Process};

/// The awards that stand.
pub(super) fn active_awards<'p, 'a>(
    process: &'p Process<'a>,
) -> impl Iterator<Item = &'p Award<'a>> {
    let awards = process.awards.as_deref().unwrap_or_default().iter();
    awards.filter(|award| award.status.as_deref() == Some("active"))
}

/// The one supplier of all active awards.
pub(super) fn sole_supplier<'p>(process: &'p Process<'_>) -> Option<&'p str> {
    let mut suppliers = active_awards(process).map(|award| award.suppliers.only());
    let first = suppliers.next()??;
    suppliers
        .all(|supplier| supplier == Some(first))
        .then_some(first)
}

/// Those who submitted a bid, each once.
pub(super) fn bidders<'p>(process: &'p Process<'_>) -> BTreeSet<&'p str> {
    let bids = process.submitted_bids();
    bids.flat_map(|bid| bid.tenderers.ids()).collect()
}

/// Whether `tender.procurementMethod` is one of these.
pub(super) fn has_method(process: &Process<'_>, methods: &BTreeSet<String>) -> bool {
    let method = process.tender.as_ref().and_then(|t| t.method.as_deref());
    method.is_some_and(|method| methods.contains(method))
}

/// Whether `tender.procurementMethodDetails` is one of these.
pub(super) fn has_method_details(process: &Process<'_>, methods: &BTreeSet<String>) -> bool {
    let method = method_details(process);
    method.is_some_and(|method| methods.contains(method))
}

/// `tender.procurementMethodDetails`
pub(super) fn method_details<'p>(process: &'p Process<'_>) -> Option<&'p str> {
    process.tender.as_ref()?.method_details.as_deref()
}

/// The day of the first active award that has one, counted from 1970-01-01.
pub(super) fn awarded_on(process: &Process<'_>) -> Option<i64> {
    let dates = active_awards(process).filter_map(|award| award.date.as_deref());
    dates.filter_map(written_day).min()
}

/// The day on which bids could first be made; without one, the day of the award.
pub(super) fn started_on(process: &Process<'_>) -> Option<i64> {
    let period = process.tender.as_ref().and_then(|t| t.period.as_ref());
    let start = period.and_then(|period| period.start.as_deref());
    start.and_then(written_day).or_else(|| awarded_on(process))
}
