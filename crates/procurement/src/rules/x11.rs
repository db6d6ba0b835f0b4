//! X11: few working days between opening and deadline.

use std::collections::BTreeMap;

use super::parts::method_details;
use super::thresholds::{Limits, keys_of};
use super::{About, Both, Rule};
use crate::date::written_day;
use crate::evidence::Evidence;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// Working days below which a period is short, by method.
pub(super) struct X11 {
    least: BTreeMap<String, i64>,
}

impl Rule for X11 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "X11",
        version: 1,
        parts: &["procurement_method_details"],
        needs: Needs::NOTHING,
        uses_gaps: false,
        fields: &[
            "/tender/procurementMethodDetails",
            "/tender/tenderPeriod/startDate",
            "/tender/tenderPeriod/endDate",
        ],
        title: Both {
            id: "Hari kerja untuk menyiapkan penawaran terlalu sedikit",
            en: "Too few working days to prepare a bid",
        },
        question: Both {
            id: "Apakah penyedia punya cukup hari kerja untuk menyiapkan penawaran?",
            en: "Did suppliers have enough working days to prepare a bid?",
        },
        ordinary: Both {
            id: "Pengulangan tender yang gagal, keadaan darurat, atau barang baku yang mudah dihargai.",
            en: "A repeat of a failed tender, an emergency, or standard goods that are easy to price.",
        },
        leaves_out: Both {
            id: "Hari libur nasional dan cuti bersama dihitung sebagai hari kerja; metode lain tidak diperiksa.",
            en: "Public holidays and collective leave count as working days; other methods are not looked at.",
        },
        source: "OCP red flags (short submission period); thresholds: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        const PART: &str = "X11.procurement_method_details";
        let limits = Limits::of("X11", settings, &[])?;
        let built_in =
            keys_of("X11").map(|method| Ok((method.to_owned(), i64::from(limits.count(method)?))));
        let mut least = built_in.collect::<Result<BTreeMap<_, _>, SettingsError>>()?;
        // Methods that the file of thresholds does not know.
        let part = settings.section(PART);
        for (method, _) in part.iter() {
            least.insert(method.to_owned(), i64::from(part.count(PART, method, 0)?));
        }
        Ok(Self { least })
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let Some(method) = method_details(process) else {
            return;
        };
        let Some(least) = self.least.get(method) else {
            return;
        };
        let period = process.tender.as_ref().and_then(|t| t.period.as_ref());
        let Some((start, end)) =
            period.and_then(|period| Some((period.start.as_deref()?, period.end.as_deref()?)))
        else {
            return;
        };
        let (Some(from), Some(to)) = (written_day(start), written_day(end)) else {
            return;
        };
        let days = working_days(from, to);
        if to >= from && days < *least {
            shard.flag(process, days as f64, || {
                Evidence::of()
                    .text("tender.procurementMethodDetails", method)
                    .text("tender.tenderPeriod.startDate", start)
                    .text("tender.tenderPeriod.endDate", end)
                    .count("working days after the first", days)
                    .count("asked about below", *least)
                    .end()
            });
        }
    }
}

/// Mondays to Fridays after the first day, up to and with the last.
fn working_days(from: i64, to: i64) -> i64 {
    let days = (to - from).max(0);
    // 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
    let weekday = |day: i64| (day + 3).rem_euclid(7);
    let rest = (0..days % 7).filter(|back| weekday(to - back) < 5).count();
    days / 7 * 5 + rest as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_no_working_days() {
        let between = |from, to| working_days(written_day(from).unwrap(), written_day(to).unwrap());
        // 2025-08-15 was a Friday.
        assert_eq!(between("2025-08-15", "2025-08-15"), 0);
        assert_eq!(between("2025-08-15", "2025-08-17"), 0);
        assert_eq!(between("2025-08-15", "2025-08-18"), 1);
        assert_eq!(between("2025-08-15", "2025-08-22"), 5);
        assert_eq!(between("2025-08-15", "2025-09-06"), 15);
        assert_eq!(between("2025-08-15", "2025-08-01"), 0);
    }
}
