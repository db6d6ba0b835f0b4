//! Correcting one release.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Corrections, Issue};
use crate::json::{Json, Number};

/// OCDS bid extension, codelist bidStatus.
const BID_STATUSES: [&str; 5] = ["invited", "pending", "valid", "disqualified", "withdrawn"];
/// OCDS 1.1, codelist awardStatus.
const AWARD_STATUSES: [&str; 4] = ["pending", "active", "cancelled", "unsuccessful"];

/// Corrects a release in place and notes what is left.
pub(super) fn correct(
    release: &mut Json<'_>,
    corrections: &Corrections,
    item: u32,
    issues: &mut Vec<Issue>,
) {
    let mut release = Release {
        corrections,
        item,
        ocid: match release.get("ocid") {
            None | Some(Json::Null) => String::new(),
            Some(Json::Text(ocid)) => ocid.to_string(),
            Some(other) => other.to_string(),
        },
        issues,
        roles: BTreeMap::new(),
        value: release,
    };
    release.parties();
    release.buyers();
    release.move_auctions();
    release.bids();
    release.awards();
    release.party_roles();
}

struct Release<'r, 'a> {
    corrections: &'r Corrections,
    item: u32,
    ocid: String,
    issues: &'r mut Vec<Issue>,
    /// Roles of each party that is listed, when they are to be filled.
    roles: BTreeMap<String, BTreeSet<String>>,
    value: &'r mut Json<'a>,
}

impl Release<'_, '_> {
    fn parties(&mut self) {
        let redacted = &self.corrections.redacted_organizations;
        each_of_list(self.value, "parties", |party| {
            identify(party, redacted, "", &mut BTreeMap::new(), "");
        });
        if !self.corrections.party_roles {
            return;
        }
        let parties = self.value.get("parties").and_then(Json::elements);
        for party in parties.unwrap_or_default() {
            let Some(id) = party.get("id").and_then(Json::as_str) else {
                continue;
            };
            let roles = party.get("roles").and_then(Json::elements);
            let roles = roles.unwrap_or_default().iter().filter_map(Json::as_str);
            self.roles
                .insert(id.to_owned(), roles.map(str::to_owned).collect());
        }
    }

    fn buyers(&mut self) {
        let corrections = self.corrections;
        let redacted = &corrections.redacted_organizations;
        let prefix = &corrections.buyer_prefix;
        if let Some(buyer) = self.value.get_mut("buyer") {
            identify(buyer, redacted, prefix, &mut self.roles, "buyer");
        }
        let Some(tender) = self.value.get_mut("tender") else {
            return;
        };
        if let Some(entity) = tender.get_mut("procuringEntity") {
            identify(entity, redacted, prefix, &mut self.roles, "procuringEntity");
        }
        if let Some(before) = &corrections.split_method_details
            && let Some(Json::Text(details)) = tender.get_mut("procurementMethodDetails")
        {
            let kept = details.split(before.as_str()).next().unwrap_or_default();
            *details = Cow::Owned(kept.trim_end().to_owned());
        }
    }

    fn move_auctions(&mut self) {
        if !self.corrections.move_auctions || self.value.get("bids").is_some() {
            return;
        }
        let Some(Json::Array(auctions)) = self.value.get_mut("auctions") else {
            return;
        };
        let mut details = Vec::new();
        for auction in auctions {
            let stages = auction.get_mut("stages").and_then(Json::elements_mut);
            for stage in stages.into_iter().flatten() {
                if let Some(Json::Array(_)) = stage.get("bids")
                    && let Some(Json::Array(bids)) = stage.remove("bids")
                {
                    details.extend(bids);
                }
            }
        }
        let bids = vec![(Cow::Borrowed("details"), Json::Array(details))];
        self.value.set("bids", Json::Object(bids));
    }

    fn bids(&mut self) {
        let bids = self.value.get_mut("bids");
        let Some(mut details) = bids.and_then(|bids| bids.get_mut("details")).map(take) else {
            return;
        };
        for (number, bid) in details.elements_mut().into_iter().flatten().enumerate() {
            self.bid_value(number, bid);
            self.schemes(bid, number, "/bids/details[]/items[]/classification/scheme");
            self.status(bid, number, Of::Bid);
            let corrections = self.corrections;
            each_of_list(bid, "tenderers", |tenderer| {
                let redacted = &corrections.redacted_organizations;
                let prefix = &corrections.tenderer_prefix;
                identify(tenderer, redacted, prefix, &mut self.roles, "tenderer");
            });
        }
        if let Some(bids) = self.value.get_mut("bids") {
            bids.set("details", details);
        }
    }

    fn bid_value(&mut self, number: usize, bid: &mut Json<'_>) {
        let Some(value @ Json::Object(_)) = bid.get_mut("value") else {
            return;
        };
        let amount = match value.get("amount") {
            Some(Json::Number(digits)) => Number(digits).to_f64(),
            _ => None,
        };
        if let Some(amount) = amount {
            if self.corrections.redacted_amounts.contains(&amount) {
                value.remove("amount");
            } else if amount == 0.0 {
                let path = "/bids/details[]/value/amount";
                self.issue(path, number.to_string(), "", "is zero");
            }
        }
        if value.get("currency").is_none() {
            match &self.corrections.currency {
                Some(currency) => value.set("currency", Json::Text(currency.clone().into())),
                None => {
                    let path = "/bids/details[]/value/currency";
                    self.issue(path, number.to_string(), "", "not set");
                }
            }
        }
    }

    fn schemes(&mut self, of: &mut Json<'_>, number: usize, path: &'static str) {
        let items = of.get_mut("items").and_then(Json::elements_mut);
        for (at, item) in items.into_iter().flatten().enumerate() {
            let Some(class @ Json::Object(_)) = item.get_mut("classification") else {
                continue;
            };
            if class.get("scheme").is_some() {
                continue;
            }
            match &self.corrections.classification_scheme {
                Some(scheme) => class.set("scheme", Json::Text(scheme.clone().into())),
                None => self.issue(path, format!("{number}.{at}"), "", "not set"),
            }
        }
    }

    fn status(&mut self, of: &mut Json<'_>, number: usize, kind: Of) {
        let (default, codes, known, path) = match kind {
            Of::Bid => (
                &self.corrections.bid_status,
                &self.corrections.bid_statuses,
                &BID_STATUSES[..],
                "/bids/details[]/status",
            ),
            Of::Award => (
                &self.corrections.award_status,
                &self.corrections.award_statuses,
                &AWARD_STATUSES[..],
                "/awards[]/status",
            ),
        };
        if of.get("status").is_none() {
            match default {
                Some(status) => of.set("status", Json::Text(status.clone().into())),
                None => self.issue(path, number.to_string(), "", "not set"),
            }
        }
        if let Some(Json::Text(status)) = of.get_mut("status") {
            if let Some(code) = codes.get(status.as_ref()) {
                *status = Cow::Owned(code.clone());
            }
            if !known.contains(&status.as_ref()) {
                let value = status.to_string();
                self.issue(path, number.to_string(), &value, "invalid");
            }
        }
    }

    /// Awards all of whose contracts are cancelled, by the award's id.
    fn cancelled_awards(&mut self) -> BTreeMap<String, bool> {
        let mut cancelled = BTreeMap::new();
        let contracts = self.value.get_mut("contracts").and_then(Json::elements_mut);
        for contract in contracts.into_iter().flatten() {
            number_to_text(contract, "awardID");
            let status = contract.get("status").and_then(Json::as_str);
            let is_cancelled = status == Some("cancelled");
            if let Some(award) = contract.get("awardID").and_then(Json::as_str) {
                let all = cancelled.entry(award.to_owned()).or_insert(true);
                *all &= is_cancelled;
            }
        }
        cancelled
    }

    fn awards(&mut self) {
        let cancelled = match self.corrections.award_status_by_contract_status {
            true => self.cancelled_awards(),
            false => BTreeMap::new(),
        };
        let Some(mut awards) = self.value.get_mut("awards").map(take) else {
            return;
        };
        for (number, award) in awards.elements_mut().into_iter().flatten().enumerate() {
            number_to_text(award, "id");
            let items = award.get_mut("items").and_then(Json::elements_mut);
            for item in items.into_iter().flatten() {
                if let Some(class) = item.get_mut("classification") {
                    number_to_text(class, "id");
                }
            }
            self.schemes(award, number, "/awards[]/items[]/classification/scheme");
            self.status(award, number, Of::Award);
            let id = award.get("id").and_then(Json::as_str);
            if id.is_some_and(|id| cancelled.get(id) == Some(&true)) {
                award.set("status", Json::Text("cancelled".into()));
            }
            let corrections = self.corrections;
            each_of_list(award, "suppliers", |supplier| {
                let redacted = &corrections.redacted_organizations;
                let prefix = &corrections.tenderer_prefix;
                identify(supplier, redacted, prefix, &mut self.roles, "supplier");
            });
        }
        self.value.set("awards", awards);
    }

    fn party_roles(&mut self) {
        if !self.corrections.party_roles {
            return;
        }
        let parties = self.value.get_mut("parties").and_then(Json::elements_mut);
        for party in parties.into_iter().flatten() {
            let id = party.get("id").and_then(Json::as_str);
            let Some(roles) = id.and_then(|id| self.roles.get(id)) else {
                continue;
            };
            if !roles.is_empty() {
                let roles = roles.iter().map(|role| Json::Text(role.clone().into()));
                party.set("roles", Json::Array(roles.collect()));
            }
        }
    }

    fn issue(&mut self, path: &'static str, indexes: String, value: &str, what: &'static str) {
        self.issues.push(Issue {
            item: self.item,
            ocid: self.ocid.clone(),
            path,
            indexes,
            value: value.to_owned(),
            what,
        });
    }
}

/// Whose status it is.
#[derive(Clone, Copy)]
enum Of {
    Bid,
    Award,
}

fn take<'a>(value: &mut Json<'a>) -> Json<'a> {
    std::mem::replace(value, Json::Null)
}

/// Calls `change` with each element of a list; an object where a list belongs becomes a list of one.
fn each_of_list<'a>(of: &mut Json<'a>, key: &str, mut change: impl FnMut(&mut Json<'a>)) {
    let Some(list) = of.get_mut(key) else { return };
    if let Json::Object(_) = list {
        *list = Json::Array(vec![take(list)]);
    }
    list.elements_mut()
        .into_iter()
        .flatten()
        .for_each(&mut change);
}

/// Corrects the id of an organisation, and keeps that it was met in this role.
fn identify(
    organisation: &mut Json<'_>,
    redacted: &BTreeSet<String>,
    prefix: &str,
    roles: &mut BTreeMap<String, BTreeSet<String>>,
    role: &str,
) {
    number_to_text(organisation, "id");
    let Some(Json::Text(id)) = organisation.get_mut("id") else {
        return;
    };
    if redacted.contains(id.as_ref()) {
        organisation.remove("id");
        return;
    }
    if !id.starts_with(prefix) {
        id.to_mut().insert_str(0, prefix);
    }
    if let Some(roles) = roles.get_mut(id.as_ref()) {
        roles.insert(role.to_owned());
    }
}

/// An id is a text, whatever the data say.
fn number_to_text(of: &mut Json<'_>, key: &str) {
    if let Some(value @ Json::Number(_)) = of.get_mut(key) {
        *value = Json::Text(Cow::Owned(value.to_string()));
    }
}
