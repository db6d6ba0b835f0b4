//! X13: a contract was signed before the award that it rests on.

use super::parts::active_awards;
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::date::written_day;
use crate::evidence::Evidence;
use crate::process::{Award, Contract, Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// Has no thresholds: before is before.
pub(super) struct X13;

impl Rule for X13 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "X13",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS.and(Needs::CONTRACTS),
        uses_gaps: false,
        fields: &[
            "/awards[]/id",
            "/awards[]/status",
            "/awards[]/date",
            "/contracts[]/awardID",
            "/contracts[]/dateSigned",
        ],
        title: Both {
            id: "Kontrak ditandatangani sebelum penetapan pemenang",
            en: "Contract signed before the award",
        },
        question: Both {
            id: "Bagaimana kontrak dapat ditandatangani sebelum pemenangnya ditetapkan?",
            en: "How could the contract be signed before its winner was decided?",
        },
        ordinary: Both {
            id: "Salah ketik tanggal, atau penetapan dicatat belakangan; pada keadaan darurat pekerjaan memang mendahului surat.",
            en: "A date mistyped, or an award recorded late; in emergencies work may precede the paper.",
        },
        leaves_out: Both {
            id: "Kontrak tanpa tanggal atau yang tidak terhubung ke penetapan, dan selisih dalam hari yang sama.",
            en: "Contracts without a date or without their award, and differences within one day.",
        },
        source: "OCP red flags (contract signed before the award); order of steps: Perpres 16/2018 as amended",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Limits::of("X13", settings, &[]).map(|_| Self)
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let early = process
            .contracts
            .iter()
            .filter(|contract| contract.status.as_deref() != Some("cancelled"))
            .filter_map(|contract| days_early(process, contract))
            .max_by_key(|(days, _, _)| *days);
        let Some((days, signed, awarded)) = early else {
            return;
        };
        if days > 0 {
            shard.flag(process, days as f64, || {
                Evidence::of()
                    .text("contracts.dateSigned", signed)
                    .text("awards.date", awarded)
                    .count("days before the award", days)
                    .count("asked about from", 1)
                    .end()
            });
        }
    }
}

/// By how many days a contract came before its award, and both dates.
fn days_early<'p>(
    process: &'p Process<'_>,
    contract: &'p Contract<'_>,
) -> Option<(i64, &'p str, &'p str)> {
    let award = award_of(process, contract)?;
    let (signed, awarded) = (contract.signed.as_deref()?, award.date.as_deref()?);
    // Days where each was written: hours are often made up.
    Some((
        written_day(awarded)? - written_day(signed)?,
        signed,
        awarded,
    ))
}

/// The award that a contract names, or the only one when it names none.
fn award_of<'p, 'a>(process: &'p Process<'a>, contract: &Contract<'_>) -> Option<&'p Award<'a>> {
    let mut awards = active_awards(process);
    match contract.award_id.as_deref() {
        Some(id) => awards.find(|award| award.id.as_deref() == Some(id)),
        None => awards.next().filter(|_| awards.next().is_none()),
    }
}
