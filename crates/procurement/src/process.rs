//! One contracting process as the rules see it: the fields they ask about, borrowed from the line.
//!
//! Reading is lenient as Cardinal's is: a field of another type than the standard's counts as absent, and is noted. A key
//! that is given twice counts as given last. [`Needs`] says which parts are read at all.

mod needs;
mod read;

use std::borrow::Cow;

pub use needs::Needs;
pub use read::{Found, Line, read_line};

use crate::json::Number;

/// A string of the line, borrowed unless it holds an escape.
pub type Text<'a> = Cow<'a, str>;

/// A contracting process: a compiled release.
#[derive(Debug, Default, Clone)]
pub struct Process<'a> {
    /// `ocid`
    pub ocid: Text<'a>,
    /// `date`
    pub date: Option<Text<'a>>,
    /// `buyer`
    pub buyer: Party<'a>,
    /// `tender`, if it is an object
    pub tender: Option<Tender<'a>>,
    /// `bids.details`, if it is an array
    pub bids: Option<Vec<Bid<'a>>>,
    /// `awards`, if it is an array
    pub awards: Option<Vec<Award<'a>>>,
    /// `contracts`, if it is an array; needs [`Needs::CONTRACTS`]
    pub contracts: Vec<Contract<'a>>,
    /// `parties`; needs [`Needs::PARTIES`]
    pub parties: Vec<Party<'a>>,
    /// `planning.budget.amount`; needs [`Needs::PLANNING`]
    pub budget: Value<'a>,
    /// `planning.budget.id`, in Indonesia the code of the package in the procurement plan (kd_rup); needs
    /// [`Needs::PLANNING`]
    pub budget_id: Option<Text<'a>>,
}

/// An organisation, or a reference to one.
#[derive(Debug, Default, Clone)]
pub struct Party<'a> {
    /// `id`
    pub id: Option<Text<'a>>,
    /// `name`
    pub name: Option<Text<'a>>,
    /// `address.streetAddress`; in `parties` only
    pub street: Option<Text<'a>>,
    /// `address.locality`; in `parties` only
    pub locality: Option<Text<'a>>,
    /// `contactPoint.telephone`; in `parties` only
    pub telephone: Option<Text<'a>>,
    /// `contactPoint.email`; in `parties` only
    pub email: Option<Text<'a>>,
}

/// An amount of money.
#[derive(Debug, Default, Clone)]
pub struct Value<'a> {
    /// `amount`, if it is a number
    pub amount: Option<Number<'a>>,
    /// `currency`
    pub currency: Option<Text<'a>>,
}

impl Value<'_> {
    /// Amount and currency, when both are there and the amount is within a double's range.
    #[must_use]
    pub fn comparable(&self) -> Option<(f64, &str)> {
        Some((self.amount?.to_f64()?, self.currency.as_deref()?))
    }
}

/// From when to when.
#[derive(Debug, Default, Clone)]
pub struct Period<'a> {
    /// `startDate`
    pub start: Option<Text<'a>>,
    /// `endDate`
    pub end: Option<Text<'a>>,
}

/// `tender`
#[derive(Debug, Default, Clone)]
pub struct Tender<'a> {
    /// `id`
    pub id: Option<Text<'a>>,
    /// `title`; needs [`Needs::TENDER_DETAILS`]
    pub title: Option<Text<'a>>,
    /// `status`
    pub status: Option<Text<'a>>,
    /// `procurementMethod`
    pub method: Option<Text<'a>>,
    /// `procurementMethodDetails`
    pub method_details: Option<Text<'a>>,
    /// `mainProcurementCategory`
    pub category: Option<Text<'a>>,
    /// `numberOfTenderers`, if it is a number
    pub number_of_tenderers: Option<Number<'a>>,
    /// `procuringEntity`
    pub procuring_entity: Party<'a>,
    /// `tenderPeriod`, if it is an object
    pub period: Option<Period<'a>>,
    /// `value`: in Indonesia the owner's estimate (HPS); needs [`Needs::TENDER_DETAILS`]
    pub value: Value<'a>,
    /// `items[].classification.id`; needs [`Needs::TENDER_DETAILS`]
    pub item_classes: Vec<Text<'a>>,
}

/// One of `bids.details`
#[derive(Debug, Default, Clone)]
pub struct Bid<'a> {
    /// `status`
    pub status: Option<Text<'a>>,
    /// `date`
    pub date: Option<Text<'a>>,
    /// `value`
    pub value: Value<'a>,
    /// `tenderers`
    pub tenderers: Organisations<'a>,
}

/// One of `awards`
#[derive(Debug, Default, Clone)]
pub struct Award<'a> {
    /// `id`
    pub id: Option<Text<'a>>,
    /// `status`
    pub status: Option<Text<'a>>,
    /// `date`
    pub date: Option<Text<'a>>,
    /// `value`
    pub value: Value<'a>,
    /// `suppliers`
    pub suppliers: Organisations<'a>,
    /// `items[].classification.id`; needs [`Needs::AWARD_ITEMS`]
    pub item_classes: Vec<Text<'a>>,
}

/// One of `contracts`
#[derive(Debug, Default, Clone)]
pub struct Contract<'a> {
    /// `id`
    pub id: Option<Text<'a>>,
    /// `awardID`
    pub award_id: Option<Text<'a>>,
    /// `status`
    pub status: Option<Text<'a>>,
    /// `dateSigned`
    pub signed: Option<Text<'a>>,
    /// `period`
    pub period: Period<'a>,
    /// `value`
    pub value: Value<'a>,
    /// `amendments`
    pub amendments: Vec<Amendment<'a>>,
}

/// One of `contracts.amendments`
#[derive(Debug, Default, Clone)]
pub struct Amendment<'a> {
    /// `id`
    pub id: Option<Text<'a>>,
    /// `date`
    pub date: Option<Text<'a>>,
    /// `description` or `rationale`
    pub text: Option<Text<'a>>,
    /// `value`, or `unstructuredChanges`' and other forms that hold none: an extension's field
    pub value: Value<'a>,
}

/// A list of references to organisations: `tenderers`, `suppliers`. Nearly all hold one.
#[derive(Debug, Default, Clone)]
pub struct Organisations<'a> {
    listed: bool,
    count: usize,
    first: Option<Text<'a>>,
    others: Vec<Option<Text<'a>>>,
}

impl<'a> Organisations<'a> {
    /// Adds one; `None` is one whose id is not a string.
    pub(crate) fn push(&mut self, id: Option<Text<'a>>) {
        if self.count == 0 {
            self.first = id;
        } else {
            self.others.push(id);
        }
        self.count += 1;
    }

    /// The field is there and is an array.
    pub(crate) fn listed() -> Self {
        Self {
            listed: true,
            ..Self::default()
        }
    }

    /// Whether the field is an array, be it an empty one.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.listed
    }

    /// The id of the only one, if there is exactly one and it has an id.
    #[must_use]
    pub fn only(&self) -> Option<&str> {
        if self.count == 1 {
            self.first.as_deref()
        } else {
            None
        }
    }

    /// The ids that there are.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().filter_map(Option::as_deref);
        self.first.as_deref().into_iter().chain(others)
    }
}

impl<'a> Process<'a> {
    /// Whether the tender is said to be cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.tender
            .as_ref()
            .is_some_and(|tender| tender.status.as_deref() == Some("cancelled"))
    }

    /// The bids whose status says that they were submitted: not merely invited, not withdrawn.
    pub fn submitted_bids(&self) -> impl Iterator<Item = &Bid<'a>> {
        let bids = self.bids.as_deref().unwrap_or_default().iter();
        bids.filter(|bid| {
            bid.status
                .as_deref()
                .is_some_and(|status| status != "invited" && status != "withdrawn")
        })
    }

    /// The active awards and all bids, if no award is undecided.
    ///
    /// Results that rest on who won are stable only when every award that has a status is final. An award without a
    /// status says nothing either way.
    #[must_use]
    pub fn final_awards(&self) -> Option<(Vec<&Award<'a>>, &[Bid<'a>])> {
        let (awards, bids) = (self.awards.as_deref()?, self.bids.as_deref()?);
        let mut active = Vec::new();
        for award in awards {
            match award.status.as_deref() {
                Some("active") => active.push(award),
                None | Some("cancelled" | "unsuccessful") => {}
                Some(_) => return None,
            }
        }
        Some((active, bids))
    }

    /// The one supplier of the one active award, with all bids.
    ///
    /// One active award is taken to be for all that was tendered. With several the data would have to describe lots.
    #[must_use]
    pub fn sole_winner(&self) -> Option<(&str, &[Bid<'a>])> {
        let (active, bids) = self.final_awards()?;
        let [award] = active[..] else {
            return None;
        };
        Some((award.suppliers.only()?, bids))
    }
}
