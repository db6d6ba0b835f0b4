//! Winner and runner-up: measured once for all rules that compare the two (R024, R058).

use crate::outcome::Outcome;
use crate::process::{Bid, Process};
use crate::shard::{Gap, Shard};

/// Measures one process, if it has one winner, another valid bidder in the same currency, and the winner was cheaper.
pub(crate) fn fold_gap(process: &Process<'_>, shard: &mut Shard) {
    if !shard.common.compares_prices(process) {
        return;
    }
    let Some((winner, bids)) = process.sole_winner() else {
        return;
    };
    if let Some(currency) = shard.common.currency.clone() {
        return measure(process, winner, bids, &currency, shard);
    }
    // Which currency is compared is known when the whole input was read, so each one of this process is measured.
    let mut measured: Vec<&str> = Vec::new();
    for (_, _, currency) in valid_bids(bids) {
        shard.meet_currency(currency);
        if !measured.contains(&currency) {
            measured.push(currency);
            measure(process, winner, bids, currency, shard);
        }
    }
}

/// Valid bids of one tenderer with an amount: tenderer, amount, currency.
fn valid_bids<'b>(bids: &'b [Bid<'_>]) -> impl Iterator<Item = (&'b str, f64, &'b str)> {
    bids.iter().filter_map(|bid| {
        let (amount, currency) = bid.value.comparable()?;
        let valid = bid.status.as_deref() == Some("valid");
        Some((bid.tenderers.only().filter(|_| valid)?, amount, currency))
    })
}

fn measure(
    process: &Process<'_>,
    winner: &str,
    bids: &[Bid<'_>],
    currency: &str,
    shard: &mut Shard,
) {
    // Of several bids of the winner, and of the others together, the lowest counts; of equal ones the first.
    let (mut best, mut second): (Option<f64>, Option<(&str, f64)>) = (None, None);
    for (tenderer, amount, _) in valid_bids(bids).filter(|bid| bid.2 == currency) {
        if tenderer == winner {
            if best.is_none_or(|other| amount < other) {
                best = Some(amount);
            }
        } else if second.is_none_or(|(_, other)| amount < other) {
            second = Some((tenderer, amount));
        }
    }
    let (Some(winner_amount), Some((runner_up, second_amount))) = (best, second) else {
        return;
    };
    // A winner that was dearer was not chosen by price alone.
    if second_amount >= winner_amount {
        let gap = Gap {
            process: shard.process(process),
            currency: shard.names.name(currency),
            winner: shard.names.name(winner),
            second: shard.names.name(runner_up),
            winner_amount,
            second_amount,
        };
        shard.gaps.push(gap);
    }
}

/// Keeps the gaps of the compared currency and, of processes given twice, the last.
pub(crate) fn settle_gaps(outcome: &mut Outcome) {
    let mut gaps = std::mem::take(&mut outcome.shard.gaps);
    gaps.retain(|gap| Some(gap.currency) == outcome.currency);
    if outcome.duplicates > 0 {
        let shard = &outcome.shard;
        let ocid = |gap: &Gap| shard.processes.text(gap.process);
        let place = |gap: &Gap| shard.place_of(gap.process);
        gaps.sort_by(|a, b| ocid(a).cmp(ocid(b)).then(place(a).cmp(&place(b))));
        gaps.reverse();
        gaps.dedup_by(|a, b| ocid(a) == ocid(b));
    }
    outcome.shard.gaps = gaps;
}
