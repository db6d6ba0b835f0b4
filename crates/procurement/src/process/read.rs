//! From a line's text to a [`Process`].

use super::{
    Amendment, Award, Bid, Contract, Needs, Organisations, Party, Period, Process, Tender, Text,
    Value,
};
use crate::json::{Fault, Kind, Number, Reader};
use crate::problems::Problem;

type Result<T> = std::result::Result<T, Fault>;

/// A field that was not as it should be: what, and where in the release.
pub type Found = (Problem, &'static str);

/// What a line turned out to be.
#[derive(Debug)]
pub enum Line<'a> {
    /// A release, compiled or not.
    Release {
        /// What the rules ask about.
        process: Box<Process<'a>>,
        /// Whether `tag` is there and does not say `compiled`: one of several releases of its process.
        partial: bool,
    },
    /// A record or a package: an object that holds releases. They are few, and read as a tree.
    Container,
    /// An array of objects: releases or records side by side.
    List,
    /// JSON, and neither an object nor a list of them.
    NotAnObject,
    /// No `ocid`, and nothing that makes it a record or a package.
    NoOcid,
}

/// Reads a line. `found` gets the fields of the wrong type.
///
/// # Errors
/// When the line is not JSON.
pub fn read_line<'a>(text: &'a str, needs: Needs, found: &mut Vec<Found>) -> Result<Line<'a>> {
    let mut reader = Reader::new(text);
    let kind = reader.kind()?;
    if kind != Kind::Object {
        reader.skip()?;
        reader.end()?;
        let list = kind == Kind::Array && text.trim_start()[1..].trim_start().starts_with('{');
        return Ok(match list {
            true => Line::List,
            false => Line::NotAnObject,
        });
    }
    let mut fields = Fields { needs, found };
    let line = fields.release(&mut reader)?;
    reader.end()?;
    Ok(line)
}

/// Reads fields and notes those of the wrong type.
struct Fields<'n> {
    needs: Needs,
    found: &'n mut Vec<Found>,
}

impl Fields<'_> {
    fn release<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Line<'a>> {
        let mut process = Process::default();
        let (mut ocid, mut container, mut partial) = (None, false, false);
        let needs = self.needs;
        reader.object(|reader, key| {
            match key {
                "ocid" => ocid = self.text(reader, "/ocid")?,
                "date" => process.date = self.text(reader, "/date")?,
                "tag" => partial = is_partial(reader)?,
                "buyer" => process.buyer = self.reference(reader, "/buyer")?,
                "tender" => process.tender = self.tender(reader)?,
                "bids" if needs.contains(Needs::BIDS) => process.bids = self.bids(reader)?,
                "awards" if needs.contains(Needs::AWARDS) => {
                    process.awards = self.awards(reader)?
                }
                "contracts" if needs.contains(Needs::CONTRACTS) => {
                    process.contracts = self
                        .list(reader, "/contracts", Self::contract)?
                        .unwrap_or_default();
                }
                "parties" if needs.contains(Needs::PARTIES) => {
                    process.parties = self
                        .list(reader, "/parties", Self::party)?
                        .unwrap_or_default();
                }
                "planning" if needs.contains(Needs::PLANNING) => {
                    self.planning(reader, &mut process)?;
                }
                "releases" | "records" | "compiledRelease" => {
                    container = true;
                    reader.skip()?;
                }
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        if container {
            self.found.clear();
            return Ok(Line::Container);
        }
        let Some(ocid) = ocid else {
            self.found.clear();
            return Ok(Line::NoOcid);
        };
        process.ocid = ocid;
        Ok(Line::Release {
            process: Box::new(process),
            partial,
        })
    }

    fn tender<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Option<Tender<'a>>> {
        let mut tender = Tender::default();
        let details = self.needs.contains(Needs::TENDER_DETAILS);
        let there = self.object(reader, "/tender", |fields, reader, key| {
            match key {
                "status" => tender.status = fields.text(reader, "/tender/status")?,
                "procurementMethod" => {
                    tender.method = fields.text(reader, "/tender/procurementMethod")?;
                }
                "procurementMethodDetails" => {
                    tender.method_details =
                        fields.text(reader, "/tender/procurementMethodDetails")?;
                }
                "mainProcurementCategory" => {
                    tender.category = fields.text(reader, "/tender/mainProcurementCategory")?;
                }
                "numberOfTenderers" => {
                    tender.number_of_tenderers =
                        fields.number(reader, "/tender/numberOfTenderers", Problem::WrongType)?;
                }
                "procuringEntity" => {
                    tender.procuring_entity =
                        fields.reference(reader, "/tender/procuringEntity")?;
                }
                "tenderPeriod" => tender.period = fields.period(reader, "/tender/tenderPeriod")?,
                "id" if details => tender.id = fields.text(reader, "/tender/id")?,
                "title" if details => tender.title = fields.text(reader, "/tender/title")?,
                "value" if details => tender.value = fields.value(reader, "/tender/value")?,
                "items" if details => {
                    tender.item_classes = fields.item_classes(reader, "/tender/items")?;
                }
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(there.then_some(tender))
    }

    fn bids<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Option<Vec<Bid<'a>>>> {
        let mut bids = None;
        let there = self.object(reader, "/bids", |fields, reader, key| {
            if key == "details" {
                bids = fields.list(reader, "/bids/details", Self::bid)?;
                return Ok(());
            }
            reader.skip()
        })?;
        Ok(bids.filter(|_| there))
    }

    fn bid<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Bid<'a>> {
        let mut bid = Bid::default();
        self.object(reader, "/bids/details", |fields, reader, key| {
            match key {
                "status" => bid.status = fields.text(reader, "/bids/details/status")?,
                "date" => bid.date = fields.text(reader, "/bids/details/date")?,
                "value" => bid.value = fields.value(reader, "/bids/details/value")?,
                "tenderers" => {
                    bid.tenderers = fields.organisations(reader, "/bids/details/tenderers")?;
                }
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(bid)
    }

    fn awards<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Option<Vec<Award<'a>>>> {
        self.list(reader, "/awards", Self::award)
    }

    fn award<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Award<'a>> {
        let mut award = Award::default();
        let items = self.needs.contains(Needs::AWARD_ITEMS);
        self.object(reader, "/awards", |fields, reader, key| {
            match key {
                "id" => award.id = fields.text(reader, "/awards/id")?,
                "status" => award.status = fields.text(reader, "/awards/status")?,
                "date" => award.date = fields.text(reader, "/awards/date")?,
                "value" => award.value = fields.value(reader, "/awards/value")?,
                "suppliers" => {
                    award.suppliers = fields.organisations(reader, "/awards/suppliers")?;
                }
                "items" if items => {
                    award.item_classes = fields.item_classes(reader, "/awards/items")?;
                }
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(award)
    }

    fn contract<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Contract<'a>> {
        let mut contract = Contract::default();
        self.object(reader, "/contracts", |fields, reader, key| {
            match key {
                "id" => contract.id = fields.text(reader, "/contracts/id")?,
                "awardID" => contract.award_id = fields.text(reader, "/contracts/awardID")?,
                "status" => contract.status = fields.text(reader, "/contracts/status")?,
                "dateSigned" => contract.signed = fields.text(reader, "/contracts/dateSigned")?,
                "period" => {
                    contract.period = fields
                        .period(reader, "/contracts/period")?
                        .unwrap_or_default();
                }
                "value" => contract.value = fields.value(reader, "/contracts/value")?,
                "amendments" => {
                    contract.amendments = fields
                        .list(reader, "/contracts/amendments", Self::amendment)?
                        .unwrap_or_default();
                }
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(contract)
    }

    fn amendment<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Amendment<'a>> {
        let mut amendment = Amendment::default();
        self.object(reader, "/contracts/amendments", |fields, reader, key| {
            match key {
                "id" => amendment.id = fields.text(reader, "/contracts/amendments/id")?,
                "date" => amendment.date = fields.text(reader, "/contracts/amendments/date")?,
                "description" | "rationale" => {
                    amendment.text = fields.text(reader, "/contracts/amendments/description")?;
                }
                "value" => amendment.value = fields.value(reader, "/contracts/amendments/value")?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(amendment)
    }

    fn party<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Party<'a>> {
        let mut party = Party::default();
        self.object(reader, "/parties", |fields, reader, key| {
            match key {
                "id" => party.id = fields.text(reader, "/parties/id")?,
                "name" => party.name = fields.text(reader, "/parties/name")?,
                "address" => {
                    fields.object(reader, "/parties/address", |fields, reader, key| {
                        match key {
                            "streetAddress" => {
                                party.street =
                                    fields.text(reader, "/parties/address/streetAddress")?;
                            }
                            "locality" => {
                                party.locality =
                                    fields.text(reader, "/parties/address/locality")?;
                            }
                            _ => reader.skip()?,
                        }
                        Ok(())
                    })?;
                }
                "contactPoint" => {
                    fields.object(reader, "/parties/contactPoint", |fields, reader, key| {
                        match key {
                            "telephone" => {
                                party.telephone =
                                    fields.text(reader, "/parties/contactPoint/telephone")?;
                            }
                            "email" => {
                                party.email = fields.text(reader, "/parties/contactPoint/email")?;
                            }
                            _ => reader.skip()?,
                        }
                        Ok(())
                    })?;
                }
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(party)
    }

    fn planning<'a>(&mut self, reader: &mut Reader<'a>, process: &mut Process<'a>) -> Result<()> {
        process.budget = Value::default();
        process.budget_id = None;
        self.object(reader, "/planning", |fields, reader, key| {
            if key != "budget" {
                return reader.skip();
            }
            fields.object(reader, "/planning/budget", |fields, reader, key| {
                match key {
                    "id" => process.budget_id = fields.text(reader, "/planning/budget/id")?,
                    "amount" => process.budget = fields.value(reader, "/planning/budget/amount")?,
                    _ => reader.skip()?,
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    }

    fn reference<'a>(&mut self, reader: &mut Reader<'a>, path: &'static str) -> Result<Party<'a>> {
        let mut party = Party::default();
        let names = self.needs.contains(Needs::NAMES);
        self.object(reader, path, |fields, reader, key| {
            match key {
                "id" => party.id = fields.text(reader, path)?,
                "name" if names => party.name = fields.text(reader, path)?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(party)
    }

    fn period<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
    ) -> Result<Option<Period<'a>>> {
        let mut period = Period::default();
        let there = self.object(reader, path, |fields, reader, key| {
            match key {
                "startDate" => period.start = fields.text(reader, path)?,
                "endDate" => period.end = fields.text(reader, path)?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(there.then_some(period))
    }

    fn value<'a>(&mut self, reader: &mut Reader<'a>, path: &'static str) -> Result<Value<'a>> {
        let mut value = Value::default();
        self.object(reader, path, |fields, reader, key| {
            match key {
                "amount" => value.amount = fields.number(reader, path, Problem::AmountIsText)?,
                "currency" => value.currency = fields.text(reader, path)?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        Ok(value)
    }

    fn organisations<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
    ) -> Result<Organisations<'a>> {
        if reader.kind()? != Kind::Array {
            self.wrong(reader, path, Problem::WrongType)?;
            return Ok(Organisations::default());
        }
        let mut listed = Organisations::listed();
        reader.array(|reader| {
            let mut id = None;
            self.object(reader, path, |fields, reader, key| {
                if key == "id" {
                    id = fields.text(reader, path)?;
                    return Ok(());
                }
                reader.skip()
            })?;
            listed.push(id);
            Ok(())
        })?;
        Ok(listed)
    }

    fn item_classes<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
    ) -> Result<Vec<Text<'a>>> {
        let mut classes = Vec::new();
        if reader.kind()? != Kind::Array {
            self.wrong(reader, path, Problem::WrongType)?;
            return Ok(classes);
        }
        reader.array(|reader| {
            let mut class = None;
            self.object(reader, path, |fields, reader, key| {
                if key != "classification" {
                    return reader.skip();
                }
                class = None;
                fields.object(reader, path, |fields, reader, key| {
                    if key == "id" {
                        class = fields.text(reader, path)?;
                        return Ok(());
                    }
                    reader.skip()
                })?;
                Ok(())
            })?;
            classes.extend(class);
            Ok(())
        })?;
        Ok(classes)
    }

    /// The elements of an array; `None` when it is none.
    #[inline]
    fn list<'a, T>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
        element: impl Fn(&mut Self, &mut Reader<'a>) -> Result<T>,
    ) -> Result<Option<Vec<T>>> {
        if reader.kind()? != Kind::Array {
            self.wrong(reader, path, Problem::WrongType)?;
            return Ok(None);
        }
        let mut elements = Vec::new();
        reader.array(|reader| {
            elements.push(element(self, reader)?);
            Ok(())
        })?;
        Ok(Some(elements))
    }

    /// Gives each key of an object to `field`; false when it is no object.
    #[inline]
    fn object<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
        mut field: impl FnMut(&mut Self, &mut Reader<'a>, &str) -> Result<()>,
    ) -> Result<bool> {
        if reader.kind()? != Kind::Object {
            self.wrong(reader, path, Problem::WrongType)?;
            return Ok(false);
        }
        reader.object(|reader, key| field(self, reader, key))?;
        Ok(true)
    }

    #[inline]
    fn text<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
    ) -> Result<Option<Text<'a>>> {
        if reader.kind()? == Kind::Text {
            return Ok(Some(reader.text()?));
        }
        self.wrong(reader, path, Problem::WrongType)?;
        Ok(None)
    }

    /// A number; `text` is the problem when it is a string.
    #[inline]
    fn number<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        path: &'static str,
        text: Problem,
    ) -> Result<Option<Number<'a>>> {
        match reader.kind()? {
            Kind::Number => return Ok(Some(reader.number()?)),
            Kind::Text => self.wrong(reader, path, text)?,
            _ => self.wrong(reader, path, Problem::WrongType)?,
        }
        Ok(None)
    }

    /// Notes and passes over a value of the wrong type. `null` is how OCDS says "removed", not a wrong type.
    #[cold]
    fn wrong(
        &mut self,
        reader: &mut Reader<'_>,
        path: &'static str,
        problem: Problem,
    ) -> Result<()> {
        if reader.kind()? != Kind::Null {
            self.found.push((problem, path));
        }
        reader.skip()
    }
}

/// Whether a `tag` says that this is one of several releases, and not the compiled one.
fn is_partial(reader: &mut Reader<'_>) -> Result<bool> {
    if reader.kind()? != Kind::Array {
        reader.skip()?;
        return Ok(false);
    }
    let (mut any, mut compiled) = (false, false);
    reader.array(|reader| {
        any = true;
        if reader.kind()? == Kind::Text {
            compiled |= reader.text()? == "compiled";
            return Ok(());
        }
        reader.skip()
    })?;
    Ok(any && !compiled)
}
