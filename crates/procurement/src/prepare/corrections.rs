//! What the settings ask to be corrected.

use std::collections::{BTreeMap, BTreeSet};

use crate::settings::{Settings, SettingsError};

/// The sections `[defaults]`, `[redactions]`, `[corrections]`, `[modifications]` and `[codelists.…]`.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// Where a bid's value has no currency.
    pub currency: Option<String>,
    /// Where a classification has no scheme.
    pub classification_scheme: Option<String>,
    /// Where a bid has no status.
    pub bid_status: Option<String>,
    /// Where an award has no status.
    pub award_status: Option<String>,
    /// Fill the roles of parties from where they are named.
    pub party_roles: bool,
    /// Amounts that mean "not known".
    pub redacted_amounts: Vec<f64>,
    /// Identifiers that mean "not known".
    pub redacted_organizations: BTreeSet<String>,
    /// An award all of whose contracts are cancelled is cancelled.
    pub award_status_by_contract_status: bool,
    /// Bids of auctions' stages become bids.
    pub move_auctions: bool,
    /// Put before identifiers of buyers and procuring entities that lack it.
    pub buyer_prefix: String,
    /// Put before identifiers of tenderers and suppliers that lack it.
    pub tenderer_prefix: String,
    /// Cut `procurementMethodDetails` before this.
    pub split_method_details: Option<String>,
    /// Codes of bids in the data, and the standard's.
    pub bid_statuses: BTreeMap<String, String>,
    /// Codes of awards in the data, and the standard's.
    pub award_statuses: BTreeMap<String, String>,
}

impl Corrections {
    /// From a settings file.
    ///
    /// # Errors
    /// When a value is of the wrong kind.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let defaults = settings.section("defaults");
        let redactions = settings.section("redactions");
        let corrections = settings.section("corrections");
        let changes = settings.section("modifications");
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let codes = |name: &str| {
            let section = settings.section(name);
            let codes = section.iter();
            codes
                .map(|(from, to)| (from.to_owned(), to.to_owned()))
                .collect()
        };
        Ok(Self {
            currency: owned(defaults.text("currency")),
            classification_scheme: owned(defaults.text("item_classification_scheme")),
            bid_status: owned(defaults.text("bid_status")),
            award_status: owned(defaults.text("award_status")),
            party_roles: defaults.switch("defaults", "party_roles")?,
            redacted_amounts: redactions
                .list("amount", "")
                .iter()
                .filter_map(|amount| amount.parse().ok())
                .collect(),
            redacted_organizations: redactions.list("organization_id", ""),
            award_status_by_contract_status: corrections
                .switch("corrections", "award_status_by_contract_status")?,
            move_auctions: changes.switch("modifications", "move_auctions")?,
            buyer_prefix: owned(changes.text("prefix_buyer_or_procuring_entity_id"))
                .unwrap_or_default(),
            tenderer_prefix: owned(changes.text("prefix_tenderer_or_supplier_id"))
                .unwrap_or_default(),
            split_method_details: owned(changes.text("split_procurement_method_details")),
            bid_statuses: codes("codelists.bid_status"),
            award_statuses: codes("codelists.award_status"),
        })
    }
}
