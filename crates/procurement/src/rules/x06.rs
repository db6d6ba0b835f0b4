//! X06: one buyer appoints one firm directly, again and again.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kept::{Kept, Record, grouped, windows};
use super::money::{Money, awarded_rupiah};
use super::parts::{has_method, sole_supplier, started_on};
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::date::iso_day;
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, ProcessNumber, Shard};

/// How many appointments within how many days are a question.
pub(super) struct X06 {
    methods: BTreeSet<String>,
    appointments: usize,
    days: i64,
}

/// A direct appointment.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Appointment {
    process: ProcessNumber,
    buyer: Name,
    supplier: Name,
    day: i64,
    awarded: Option<Money>,
}

impl Record for Appointment {
    fn process(&self) -> ProcessNumber {
        self.process
    }

    fn rename(&mut self, renaming: &Renaming) {
        self.process = renaming.process(self.process);
        self.buyer = renaming.of(self.buyer);
        self.supplier = renaming.of(self.supplier);
    }
}

impl Rule for X06 {
    type Partial = Kept<Appointment>;

    const ABOUT: &'static About = &About {
        id: "X06",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS,
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/tender/procurementMethod",
            "/awards[]/status",
            "/awards[]/date",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Penunjukan langsung berulang kepada satu penyedia",
            en: "Repeated direct appointment of one firm",
        },
        question: Both {
            id: "Mengapa penyedia ini berulang kali ditunjuk tanpa persaingan?",
            en: "Why is this firm appointed without competition, time and again?",
        },
        ordinary: Both {
            id: "Pemegang hak paten atau keagenan tunggal, suku cadang dan pemeliharaan alat yang sama, atau keadaan darurat yang berlanjut.",
            en: "A patent holder or sole agent, spare parts and upkeep of the same equipment, or an emergency that goes on.",
        },
        leaves_out: Both {
            id: "Penunjukan tanpa tanggal, penunjukan bersama beberapa penyedia, dan penunjukan oleh pembeli lain.",
            en: "Appointments without a date, appointments of several firms together, and those by other buyers.",
        },
        source: "OCP red flags (repeated direct awards to one supplier); thresholds: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X06", settings, &[])?;
        Ok(Self {
            methods: limits.list("methods"),
            appointments: limits.count("appointments")? as usize,
            days: i64::from(limits.count("days")?),
        })
    }

    fn fold(&self, kept: &mut Kept<Appointment>, process: &Process<'_>, shard: &mut Shard) {
        if !has_method(process, &self.methods) {
            return;
        }
        let (Some(buyer), Some(supplier), Some(day)) = (
            process.buyer.id.as_deref(),
            sole_supplier(process),
            started_on(process),
        ) else {
            return;
        };
        kept.push(Appointment {
            process: shard.process(process),
            buyer: shard.names.name(buyer),
            supplier: shard.names.name(supplier),
            day,
            awarded: awarded_rupiah(process),
        });
    }

    fn finish(&self, kept: Kept<Appointment>, outcome: &mut Outcome) {
        let appointments = kept.settled(outcome);
        let key = |one: &Appointment| (one.buyer, one.supplier);
        for mut group in grouped(appointments, key) {
            group.sort_by_key(|one| one.day);
            for window in windows(&group, self.days, |one| one.day) {
                if window.len() >= self.appointments {
                    self.ask(window, outcome);
                }
            }
        }
    }
}

impl X06 {
    fn ask(&self, window: &[Appointment], outcome: &mut Outcome) {
        let (Some(first), Some(last)) = (window.first(), window.last()) else {
            return;
        };
        let value = window.len() as f64;
        for one in window {
            outcome.flag(one.process, value, |outcome| {
                let names = &outcome.shard.names;
                let evidence = Evidence::of()
                    .text("buyer", names.text(one.buyer))
                    .text("supplier", names.text(one.supplier))
                    .count("appointments", window.len() as i128)
                    .count("appointments asked about from", self.appointments as i128)
                    .text("first", &iso_day(first.day))
                    .text("last", &iso_day(last.day))
                    .count("days allowed between", self.days);
                let together: Option<Money> = window.iter().map(|one| one.awarded).sum();
                let evidence = match together {
                    Some(together) => evidence.money("awarded together (IDR)", together),
                    None => evidence,
                };
                let ocids = window.iter().map(|one| one.process);
                evidence
                    .texts("processes", ocids.map(|n| outcome.shard.processes.text(n)))
                    .end()
            });
            outcome.flag_with(one.process, Group::Tenderer, one.supplier, value);
            outcome.flag_with(one.process, Group::Buyer, one.buyer, value);
        }
    }
}
