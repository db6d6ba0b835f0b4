//! The founding format as data: which fields each kind and each fact has, and of what type.
//!
//! The names are those of `domain`'s types in JSON; a test below compares every table with its type,
//! so that neither can change alone.

use domain::SubjectKind;
use domain::number::MAX_INTEGER;

/// What a field holds and how it is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Type {
    /// `"…"`
    Words,
    /// `["…", "…"]`
    WordsList,
    /// `x = "…"` and beside it `x_en = "…"`.
    Text,
    /// `["…", { id = "…", en = "…" }]`
    Texts,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// `true` or `false`.
    Switch,
    /// `"2025-10-24"`, `"2025-10"` or `"2025"`.
    When,
    /// `"73.22"`
    Decimal,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Some of these words.
    Choices(&'static [&'static str]),
    /// The key of a record of this kind.
    Key(SubjectKind),
    /// Keys of records of this kind.
    Keys(SubjectKind),
    /// `"agreement:key"`
    Reference,
    /// `["source#3", { source = "…", paragraph = 3, how = "quoted_from" }]`
    Citations,
    /// One sub-table.
    Table(&'static [Field]),
    /// Sub-tables, as many as there are.
    Tables(&'static [Field]),
}

/// One field of a table.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in `domain`'s JSON.
    pub(super) name: &'static str,
    /// Its name in the file: the same, but singular for sub-tables that repeat.
    pub(super) written: &'static str,
    /// What it holds.
    pub(super) ty: Type,
    /// Whether a table without it is a problem. Sub-tables that repeat may always be none.
    pub(super) required: bool,
}

/// One kind of record.
#[derive(Debug)]
pub(super) struct Kind {
    /// Which.
    pub(super) kind: SubjectKind,
    /// The fields of its description.
    pub(super) description: &'static [Field],
    /// The kinds of its facts and the fields of each.
    pub(super) facts: &'static [(&'static str, &'static [Field])],
}

/// The fields that every record has beside its description.
pub(super) const RECORD_FIELDS: &[&str] = &["key", "on", "reason", "reason_en", "fact"];

/// The fields that every fact has beside its data.
pub(super) const FACT_FIELDS: &[&str] = &["key", "kind", "on"];

/// Every kind, in the order of [`SubjectKind::PUBLIC`].
pub(super) static KINDS: [Kind; 9] = [
    Kind {
        kind: SubjectKind::Source,
        description: SOURCE,
        facts: &[],
    },
    Kind {
        kind: SubjectKind::Organization,
        description: ORGANIZATION,
        facts: &[("figure", FIGURE)],
    },
    Kind {
        kind: SubjectKind::Person,
        description: PERSON,
        facts: &[],
    },
    Kind {
        kind: SubjectKind::Post,
        description: POST,
        facts: &[("held", MEMBERSHIP)],
    },
    Kind {
        kind: SubjectKind::Gathering,
        description: GATHERING,
        facts: &[("outcome", OUTCOME)],
    },
    Kind {
        kind: SubjectKind::Agreement,
        description: AGREEMENT,
        facts: AGREEMENT_FACTS,
    },
    Kind {
        kind: SubjectKind::Programme,
        description: PROGRAMME,
        facts: &[("figure", FIGURE)],
    },
    Kind {
        kind: SubjectKind::Statement,
        description: STATEMENT,
        facts: &[],
    },
    Kind {
        kind: SubjectKind::Commitment,
        description: COMMITMENT,
        facts: COMMITMENT_FACTS,
    },
];

/// The table of a kind.
pub(super) fn of(kind: SubjectKind) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.kind == kind)
}

const fn must(name: &'static str, ty: Type) -> Field {
    Field {
        name,
        written: name,
        ty,
        required: true,
    }
}

const fn may(name: &'static str, ty: Type) -> Field {
    Field {
        name,
        written: name,
        ty,
        required: false,
    }
}

const fn each(name: &'static str, written: &'static str, fields: &'static [Field]) -> Field {
    Field {
        name,
        written,
        ty: Type::Tables(fields),
        required: false,
    }
}

const ORGANIZATIONS: Type = Type::Keys(SubjectKind::Organization);
const AN_ORGANIZATION: Type = Type::Key(SubjectKind::Organization);
const A_PERSON: Type = Type::Key(SubjectKind::Person);
const A_POST: Type = Type::Key(SubjectKind::Post);
const A_GATHERING: Type = Type::Key(SubjectKind::Gathering);
const AN_AGREEMENT: Type = Type::Key(SubjectKind::Agreement);
const A_PROGRAMME: Type = Type::Key(SubjectKind::Programme);
const RUPIAH: Type = Type::Whole(-MAX_INTEGER, MAX_INTEGER);

/// Never empty, by `domain`'s rules.
const CITED: Field = must("sources", Type::Citations);
/// May be left out, by `domain`'s rules.
const MAY_CITE: Field = may("sources", Type::Citations);
const DIFFERS: Field = each("differences", "difference", DIFFERENCE);

pub(super) const DIFFERENCE: &[Field] = &[
    must("about", Type::Text),
    each("versions", "version", VERSION),
];
pub(super) const VERSION: &[Field] = &[must("says", Type::Text), CITED];

/// A citation written as a table.
pub(super) const CITATION: &[Field] = &[
    must("source", Type::Key(SubjectKind::Source)),
    may("paragraph", Type::Whole(1, u32::MAX as i64)),
    may("how", Type::Choice(&["paraphrased_from", "quoted_from"])),
];

/// `[governments]`
pub(super) const GOVERNMENTS: &[Field] = &[
    must("all", Type::Switch),
    must("source", Type::Key(SubjectKind::Source)),
];

/// `[[government]]`, beside `code` and what every record has.
pub(super) const GOVERNMENT: &[Field] = &[
    may("also_known_as", Type::WordsList),
    may("successor", AN_ORGANIZATION),
    may("seat", Type::Words),
    MAY_CITE,
    DIFFERS,
];

pub(super) const SOURCE: &[Field] = &[
    must("outlet", Type::Words),
    must(
        "medium",
        Type::Choice(&["news", "release", "document", "dataset"]),
    ),
    may("title", Type::Words),
    may("address", Type::Words),
    may("published", Type::When),
    may("retrieved", Type::When),
    may("sha256", Type::Words),
    may("note", Type::Text),
];

const ORGANIZATION_KINDS: &[&str] = &[
    "province",
    "regency",
    "city",
    "agency",
    "council",
    "supervisor",
    "central",
    "forum",
    "third_party",
];

pub(super) const ORGANIZATION: &[Field] = &[
    must("name", Type::Text),
    must("kind", Type::Choice(ORGANIZATION_KINDS)),
    may("region", Type::Words),
    may("also_known_as", Type::WordsList),
    may("parent", AN_ORGANIZATION),
    may("successor", AN_ORGANIZATION),
    may("seat", Type::Words),
    MAY_CITE,
    DIFFERS,
];

pub(super) const FIGURE: &[Field] = &[
    must("measure", Type::Text),
    must("value", Type::Decimal),
    must("unit", Type::Words),
    may("period", Type::When),
    may(
        "standing",
        Type::Choice(&["reported", "target", "budgeted"]),
    ),
    may("note", Type::Text),
    CITED,
];

pub(super) const PERSON: &[Field] = &[
    must("name", Type::Words),
    may("also_known_as", Type::WordsList),
    may("titles", Type::Words),
    CITED,
    DIFFERS,
];

const ROLES: &[&str] = &[
    "head",
    "deputy",
    "secretary",
    "inspector",
    "chair",
    "agency_head",
    "other",
];

pub(super) const POST: &[Field] = &[
    must("title", Type::Text),
    must("organization", AN_ORGANIZATION),
    must("role", Type::Choice(ROLES)),
    MAY_CITE,
    DIFFERS,
];

pub(super) const MEMBERSHIP: &[Field] = &[
    must("person", A_PERSON),
    may("from", Type::When),
    may("to", Type::When),
    may("acting", Type::Switch),
    may("seen", Type::When),
    CITED,
];

const GATHERING_KINDS: &[&str] = &[
    "signing",
    "coordination",
    "visit",
    "retreat",
    "launch",
    "deliberation",
    "other",
];

pub(super) const GATHERING: &[Field] = &[
    must("title", Type::Text),
    must("kind", Type::Choice(GATHERING_KINDS)),
    may("from", Type::When),
    may("to", Type::When),
    may("date_basis", Type::Text),
    may("place", Type::Text),
    may("hosts", ORGANIZATIONS),
    each("participants", "participant", PARTICIPANT),
    may("topics", Type::Texts),
    CITED,
    DIFFERS,
];

pub(super) const PARTICIPANT: &[Field] = &[
    may("organization", AN_ORGANIZATION),
    may("post", A_POST),
    may("person", A_PERSON),
    may("described", Type::Text),
    must(
        "attendance",
        Type::Choice(&["present", "represented", "absent", "not_stated"]),
    ),
    may("represented_by", A_PERSON),
    may("reason", Type::Text),
];

pub(super) const OUTCOME: &[Field] = &[
    must("what", Type::Text),
    may("subject", Type::Reference),
    CITED,
];

const INSTRUMENTS: &[&str] = &[
    "kesepakatan_bersama",
    "perjanjian_kerja_sama",
    "nota_kesepakatan",
    "letter_of_intent",
    "naskah_kerja_sama",
    "komitmen",
];

const SCHEMES: &[&str] = &[
    "ksdd_wajib",
    "ksdd_sukarela",
    "ksdpk",
    "ksdpl",
    "ksdll",
    "sinergi",
    "komitmen",
];

pub(super) const AGREEMENT: &[Field] = &[
    must("title", Type::Text),
    must("instrument", Type::Choice(INSTRUMENTS)),
    must("scheme", Type::Choice(SCHEMES)),
    must("parties", ORGANIZATIONS),
    must("subjects", Type::Texts),
    may("parent", AN_AGREEMENT),
    may("unknown", Type::Text),
    CITED,
    DIFFERS,
];

const AGREEMENT_FACTS: &[(&str, &[Field])] = &[
    ("stage", STAGE_PASSED),
    ("signed", SIGNING),
    ("confirmed", PARTY_ACT),
    ("disputed", PARTY_ACT),
    ("settled", PARTY_ACT),
    ("amended", AMENDMENT),
    ("ended", ENDING),
];

pub(super) const STAGE_PASSED: &[Field] = &[
    must("stage", Type::Words),
    must("standing", Type::Choice(&["begun", "done", "not_required"])),
    may("note", Type::Text),
    CITED,
];

pub(super) const SIGNING: &[Field] = &[
    each("numbers", "number", PARTY_NUMBER),
    each("signatories", "signatory", SIGNATORY),
    may("from", Type::When),
    may("to", Type::When),
    may("term", Type::Text),
    may("terms", Type::Texts),
    may("gathering", A_GATHERING),
    CITED,
];

pub(super) const PARTY_NUMBER: &[Field] =
    &[must("party", AN_ORGANIZATION), must("number", Type::Words)];

pub(super) const SIGNATORY: &[Field] = &[
    must("party", AN_ORGANIZATION),
    may("person", A_PERSON),
    may("post", A_POST),
];

pub(super) const PARTY_ACT: &[Field] = &[
    must("party", AN_ORGANIZATION),
    may("ground", Type::Text),
    MAY_CITE,
];

pub(super) const AMENDMENT: &[Field] = &[
    must("term", Type::Text),
    must("before", Type::Text),
    must("after", Type::Text),
    CITED,
];

pub(super) const ENDING: &[Field] = &[
    must("ground", Type::Words),
    may("by", ORGANIZATIONS),
    must(
        "others",
        Type::Choice(&["agreed", "awaited", "refused", "not_stated"]),
    ),
    may("note", Type::Text),
    CITED,
];

const FUNDING: Type = Type::Choices(&["apbd", "apbn", "village", "donors", "csr", "users"]);

pub(super) const PROGRAMME: &[Field] = &[
    must("name", Type::Text),
    must("problem", Type::Text),
    must("target_group", Type::Text),
    must("how", Type::Text),
    must("run_by", ORGANIZATIONS),
    may("runs_in", ORGANIZATIONS),
    may("since", Type::When),
    may("until", Type::When),
    may("legal_basis", Type::Text),
    each("unit_costs", "unit_cost", UNIT_COST),
    may("funded_by", FUNDING),
    may("not_funded_by", FUNDING),
    may("copied_from", A_PROGRAMME),
    CITED,
    DIFFERS,
];

pub(super) const UNIT_COST: &[Field] = &[
    must("unit", Type::Text),
    may("paid", RUPIAH),
    may("true_cost", RUPIAH),
    CITED,
];

pub(super) const STATEMENT: &[Field] = &[
    must("says", Type::Text),
    must("force", Type::Choice(&["hoped", "instructed", "reported"])),
    may("quote", Type::Words),
    may("speaker", A_PERSON),
    may("post", A_POST),
    may("organization", AN_ORGANIZATION),
    may("addressed_to", ORGANIZATIONS),
    may("gathering", A_GATHERING),
    may("agreement", AN_AGREEMENT),
    may("programme", A_PROGRAMME),
    CITED,
    DIFFERS,
];

pub(super) const COMMITMENT: &[Field] = &[
    must("promise", Type::Text),
    may("quote", Type::Words),
    may("made_by", A_PERSON),
    may("post", A_POST),
    must("owners", ORGANIZATIONS),
    may("beneficiaries", Type::Texts),
    may("due", Type::When),
    may("indicator", Type::Table(INDICATOR)),
    may("rhythm_days", Type::Whole(0, u16::MAX as i64)),
    may("gathering", A_GATHERING),
    may("agreement", AN_AGREEMENT),
    may("programme", A_PROGRAMME),
    CITED,
    DIFFERS,
];

pub(super) const INDICATOR: &[Field] = &[
    must("name", Type::Text),
    must("unit", Type::Words),
    may("baseline", Type::Decimal),
    may("target", Type::Decimal),
];

const COMMITMENT_FACTS: &[(&str, &[Field])] = &[
    ("chain", CHAIN_FACT),
    ("measured", MEASURED),
    ("moved", MOVED),
    ("claimed", CLAIMED),
    ("accepted", CLAIMED),
    ("closed", CLOSED),
    ("disputed", DISPUTE),
    ("settled", DISPUTE),
    ("verdict", VERDICT),
];

const CHAIN_STAGES: &[&str] = &[
    "planning",
    "budgeting",
    "procurement",
    "delivery",
    "supervision",
    "audit",
    "enforcement",
];

pub(super) const CHAIN_FACT: &[Field] = &[
    must("stage", Type::Choice(CHAIN_STAGES)),
    must(
        "standing",
        Type::Choice(&["evidenced", "not_found", "not_needed"]),
    ),
    must("what", Type::Text),
    may("document", Type::Text),
    may("identifier", Type::Words),
    may("ties_to", Type::Words),
    may("amount", RUPIAH),
    may("organization", AN_ORGANIZATION),
    CITED,
];

pub(super) const MEASURED: &[Field] =
    &[must("value", Type::Decimal), may("note", Type::Text), CITED];

pub(super) const MOVED: &[Field] = &[
    may("due", Type::When),
    may("target", Type::Decimal),
    may("asked_by", AN_ORGANIZATION),
    must("reason", Type::Text),
    CITED,
];

pub(super) const CLAIMED: &[Field] =
    &[must("by", AN_ORGANIZATION), must("what", Type::Text), CITED];

pub(super) const CLOSED: &[Field] = &[
    must("how", Type::Choice(&["withdrawn", "expired", "ended"])),
    may("by", AN_ORGANIZATION),
    must("ground", Type::Text),
    CITED,
];

pub(super) const DISPUTE: &[Field] = &[
    must("by", AN_ORGANIZATION),
    must("ground", Type::Text),
    MAY_CITE,
];

const COMPLETIONS: &[&str] = &[
    "no_evidence_available",
    "not_started",
    "limited",
    "substantial",
    "complete",
];

pub(super) const VERDICT: &[Field] = &[
    must("by", AN_ORGANIZATION),
    must("completion", Type::Choice(COMPLETIONS)),
    must("reason", Type::Text),
    CITED,
];
