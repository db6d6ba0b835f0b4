//! R030: the winning bid came after the deadline.

use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Has no thresholds: late is late.
pub(super) struct R030;

impl Rule for R030 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R030",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/tender/tenderPeriod/endDate",
            "/bids/details[]/date",
            "/bids/details[]/status",
            "/bids/details[]/tenderers[]/id",
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Penawaran pemenang masuk setelah batas waktu",
            en: "Late bid won",
        },
        question: Both {
            id: "Mengapa penawaran yang terlambat diterima dan menang?",
            en: "Why was a late bid accepted, and won?",
        },
        ordinary: Both {
            id: "Batas waktu diperpanjang tetapi perubahannya tidak tercatat dalam data.",
            en: "The deadline was extended and the data do not show it.",
        },
        leaves_out: Both {
            id: "Penawaran tanpa tanggal. Tanggal dibandingkan sebagai teks, jadi zona waktu harus sama.",
            en: "Bids without a date. Dates are compared as text, so their zones must be the same.",
        },
        source: "OCP red flags R030; Cardinal 0.0.8",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        settings.section("R030").allow("R030", &[])?;
        Ok(Self)
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let period = process.tender.as_ref().and_then(|t| t.period.as_ref());
        let Some(deadline) = period.and_then(|period| period.end.as_deref()) else {
            return;
        };
        let (Some(awards), Some(bids)) = (&process.awards, &process.bids) else {
            return;
        };
        let active = || {
            awards
                .iter()
                .filter(|award| award.status.as_deref() == Some("active"))
        };
        for bid in bids {
            let Some(date) = bid.date.as_deref() else {
                continue;
            };
            if bid.status.as_deref() != Some("valid") || date <= deadline {
                continue;
            }
            for id in bid.tenderers.ids() {
                if active().any(|award| award.suppliers.ids().any(|supplier| supplier == id)) {
                    shard.flag(process, 1.0, || {
                        Evidence::of()
                            .text("tender.tenderPeriod.endDate", deadline)
                            .text("bids.details.date", date)
                            .text("tenderer and supplier", id)
                            .end()
                    });
                    shard.flag_organisation(process, Group::Tenderer, id, 1.0);
                }
            }
        }
    }
}
