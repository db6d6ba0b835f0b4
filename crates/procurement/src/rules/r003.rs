//! R003: a short time between the tender's start and the deadline for bids.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Both, Rule};
use crate::date::Moment;
use crate::evidence::Evidence;
use crate::problems::Problem;
use crate::process::{Needs, Process, Tender};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// Days below which a period is short, by method.
pub(super) struct R003 {
    threshold: i64,
    methods: BTreeSet<String>,
    by_details: BTreeMap<String, i64>,
}

impl Rule for R003 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R003",
        version: 1,
        parts: &["procurement_method_details"],
        needs: Needs::NOTHING,
        uses_gaps: false,
        fields: &[
            "/tender/tenderPeriod/startDate",
            "/tender/tenderPeriod/endDate",
        ],
        title: Both {
            id: "Masa pemasukan penawaran singkat",
            en: "Short submission period",
        },
        question: Both {
            id: "Apakah penyedia punya cukup waktu untuk menyiapkan penawaran?",
            en: "Did suppliers have enough time to prepare a bid?",
        },
        ordinary: Both {
            id: "Tender cepat, pengulangan tender gagal, dan keadaan darurat memang lebih singkat.",
            en: "Quick tenders, repeats of failed tenders and emergencies are shorter by nature.",
        },
        leaves_out: Both {
            id: "Proses tanpa tanggal mulai atau batas akhir, atau yang waktunya ditulis tanpa zona.",
            en: "Processes without a start or a deadline, or whose times are written without a zone.",
        },
        source: "OCP red flags R003; Cardinal 0.0.8; default of 15 days: Cardinal's",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R003");
        section.allow("R003", &["threshold", "procurement_methods"])?;
        let details = settings.section("R003.procurement_method_details");
        let by_details = details
            .iter()
            .map(|(method, _)| {
                let days = details.integer("R003.procurement_method_details", method, 0)?;
                Ok((method.to_owned(), days))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            threshold: section.integer("R003", "threshold", 15)?,
            methods: section.list("procurement_methods", ""),
            by_details,
        })
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let Some(tender) = &process.tender else {
            return;
        };
        if !matches_method(tender, &self.methods) {
            return;
        }
        let Some(period) = &tender.period else { return };
        let (Some(start), Some(end)) = (&period.start, &period.end) else {
            return;
        };
        let (Some(from), Some(to)) = (moment(start, shard), moment(end, shard)) else {
            return;
        };
        let threshold = self.threshold_of(tender);
        let days = to.whole_days_since(from);
        if days < threshold {
            shard.flag(process, 1.0, || {
                Evidence::of()
                    .text("tender.tenderPeriod.startDate", start)
                    .text("tender.tenderPeriod.endDate", end)
                    .text(
                        "tender.procurementMethodDetails",
                        tender.method_details.as_deref().unwrap_or_default(),
                    )
                    .count("days", days)
                    .count("threshold", threshold)
                    .end()
            });
        }
    }
}

impl R003 {
    fn threshold_of(&self, tender: &Tender<'_>) -> i64 {
        let of_method = tender
            .method_details
            .as_deref()
            .and_then(|method| self.by_details.get(method));
        of_method.copied().unwrap_or(self.threshold)
    }
}

/// Whether a tender's method is among those asked for; all are when none is named.
pub(super) fn matches_method(tender: &Tender<'_>, methods: &BTreeSet<String>) -> bool {
    methods.is_empty()
        || tender
            .method
            .as_deref()
            .is_some_and(|method| methods.contains(method))
}

fn moment(text: &str, shard: &mut Shard) -> Option<Moment> {
    let moment = Moment::parse(text);
    if moment.is_none() {
        shard.note(Problem::DateWithoutZone, || {
            format!("/tender/tenderPeriod {text:?}")
        });
    }
    moment
}
