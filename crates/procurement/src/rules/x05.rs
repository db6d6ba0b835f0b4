//! X05: bidders of one procedure share an address or a telephone number.

use std::collections::BTreeMap;

use super::parts::{active_awards, bidders};
use super::thresholds::Limits;
use super::{About, Both, Rule, contact};
use crate::evidence::Evidence;
use crate::process::{Needs, Party, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Has no thresholds: the same is the same.
pub(super) struct X05;

impl Rule for X05 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "X05",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS).and(Needs::PARTIES),
        uses_gaps: false,
        fields: &[
            "/bids/details[]/status",
            "/bids/details[]/tenderers[]/id",
            "/parties[]/id",
            "/parties[]/address/streetAddress",
            "/parties[]/contactPoint/telephone",
        ],
        title: Both {
            id: "Penawar yang bersaing memakai alamat atau telepon yang sama",
            en: "Competing bidders share an address or a telephone",
        },
        question: Both {
            id: "Apakah penawar-penawar ini sungguh saling bersaing?",
            en: "Do these bidders really compete with each other?",
        },
        ordinary: Both {
            id: "Gedung perkantoran bersama, jasa alamat kantor virtual, atau jasa pengurusan dokumen yang mencantumkan nomornya sendiri.",
            en: "A shared office building, a virtual office, or an agent for paperwork who wrote down his own number.",
        },
        leaves_out: Both {
            id: "Alamat tanpa nomor, nomor telepon di bawah enam angka, dan pihak yang datanya tidak dicantumkan.",
            en: "Addresses without a number, telephone numbers below six digits, and parties whose details are not given.",
        },
        source: "OCP red flags (bidders share contact details); OECD Guidelines for Fighting Bid Rigging in Public Procurement",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        Limits::of("X05", settings, &[]).map(|_| Self)
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let bidders = bidders(process);
        if bidders.len() < 2 {
            return;
        }
        // Nothing of this leaves the fold, so it needs no hash.
        let mut shared: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
        for party in &process.parties {
            let Some(id) = party.id.as_deref().filter(|id| bidders.contains(id)) else {
                continue;
            };
            for (kind, contact) in contacts(party) {
                let firms = shared.entry((kind, contact)).or_default();
                if !firms.contains(&id) {
                    firms.push(id);
                }
            }
        }
        shared.retain(|_, firms| firms.len() > 1);
        // The contact itself is dropped here: who shares what is all that goes on.
        let mut groups: Vec<(&str, Vec<&str>)> = shared
            .into_iter()
            .map(|((kind, _), mut firms)| {
                firms.sort_unstable();
                (kind, firms)
            })
            .collect();
        groups.sort_unstable();
        if !groups.is_empty() {
            flag(process, &groups, shard);
        }
    }
}

fn contacts(party: &Party<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let address = contact::address(party).map(|text| ("address", text));
    let telephone = contact::telephone(party).map(|text| ("telephone", text));
    address.into_iter().chain(telephone)
}

fn flag(process: &Process<'_>, groups: &[(&str, Vec<&str>)], shard: &mut Shard) {
    let mut firms: Vec<&str> = groups
        .iter()
        .flat_map(|(_, firms)| firms)
        .copied()
        .collect();
    firms.sort_unstable();
    firms.dedup();
    let won =
        |firm: &str| active_awards(process).any(|award| award.suppliers.ids().any(|id| id == firm));
    let value = firms.len() as f64;
    shard.flag(process, value, || {
        let shares = groups
            .iter()
            .map(|(kind, firms)| format!("{kind}: {}", firms.join(", ")));
        Evidence::of()
            .texts("shared by", shares)
            .texts("of them won", firms.iter().filter(|firm| won(firm)))
            .count("bidders that share", firms.len() as i128)
            .count("bidders", bidders(process).len() as i128)
            .count("bidders that share asked about from", 2)
            .end()
    });
    for firm in firms {
        shard.flag_organisation(process, Group::Tenderer, firm, 1.0);
    }
}
