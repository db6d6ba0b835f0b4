//! What was read in a press release: values, each with the places in the text that it came from.
//!
//! A [`Reading`] is a set of drafts and no record. Under each field stands the name of the field that carries it in the
//! JSON of `sinergi read --json`, in the shape of the founding articles' annotation ("JSON: ...").

use super::doc::plain_words;
use domain::gathering::GatheringKind;
use domain::number::Decimal;
use domain::region::Code;
use jiff::civil::Date;
use serde::Serialize;

/// A byte range of the text that was read. Both ends lie on character boundaries, and `start <= end <= text.len()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words themselves. Empty when `text` is not the text that was read.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `at` lies inside.
    pub const fn holds(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share a byte.
    pub const fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A value and the words that it was read from. `value` is in normal form (spaces joined, kind words written out) and so
/// may differ from the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// Where: never empty, in order of the text.
    pub spans: Vec<Span>,
}

impl<T> Found<T> {
    /// A value read at one place.
    pub fn at(value: T, span: Span) -> Self {
        Self {
            value,
            spans: vec![span],
        }
    }
}

/// All that was read in one text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Which language the text is in. When it is not Indonesian, the fields below are empty.
    pub language: Language,
    /// Where the text was published. JSON: `source`; its `file` is the caller's.
    pub source: Source,
    /// When the event was. JSON: `date_of_event` and `date_basis`.
    pub date: EventDate,
    /// Where the event was, as written and shortened. JSON: `place`, null for None.
    pub place: Option<Found<String>>,
    /// What kind of event it was; spans: the words that decided it, none for `Other`. JSON: `event_type`.
    pub event: Event,
    /// The headline, or the first sentence's core where the text has none. JSON: `title`.
    pub title: Option<Title>,
    /// Governments and bodies that took part. JSON: `parties`.
    pub parties: Vec<Party>,
    /// Regions that are named and were no party. JSON: `regions_mentioned`, left out when empty.
    pub regions_mentioned: Vec<Party>,
    /// People, and offices whose holder is not named. JSON: `people`.
    pub people: Vec<Person>,
    /// What was agreed. JSON: `agreement`, null for None.
    pub agreement: Option<Agreement>,
    /// Promises, hopes, requests and proposals. JSON: `commitments`.
    pub promises: Vec<Promise>,
    /// Programmes by their names. JSON: `programmes`.
    pub programmes: Vec<Found<String>>,
    /// Money, percentages and counts with a unit, written in digits. JSON: `numbers`.
    pub numbers: Vec<Number>,
    /// Direct speech. JSON: `quotes`.
    pub quotes: Vec<Quote>,
    /// What the text is about. JSON: `topics`.
    pub topics: Vec<Found<String>>,
    /// Spans that are no part of the report: links to other articles, captions, credits, share buttons, tags. Nothing but
    /// [`Reading::source`] and a caption's date is read from them. Not in the JSON.
    pub boilerplate: Vec<Span>,
    /// What a person should know before trusting the drafts. Not in the JSON.
    pub warnings: Vec<Warning>,
}

/// Which language a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Indonesian: read.
    Indonesian,
    /// No words at all: nothing to read.
    Empty,
    /// English: not read.
    English,
    /// Malay of Malaysia, Brunei or Singapore: not read.
    Malay,
    /// Javanese: not read.
    Javanese,
    /// Sundanese: not read.
    Sundanese,
    /// Too few known words to tell: not read.
    Unknown,
}

/// Where the text was published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Source {
    /// The outlet's name. JSON: `outlet`.
    pub outlet: Option<Found<String>>,
    /// The day of publication as the text itself states it; the caller's own knowledge goes before it. JSON: `published`.
    pub published: Option<Found<Date>>,
    /// An address of the article that stands in the text. JSON: `address`.
    pub address: Option<Found<String>>,
}

/// When the event was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventDate {
    /// The first day; None when it is not known. JSON: `date_of_event`, or its `start` when `to` is given.
    pub from: Option<Date>,
    /// The last day of several. JSON: `end`.
    pub to: Option<Date>,
    /// How the day is known.
    pub basis: DateBasis,
    /// Where it is written; empty for [`DateBasis::Unknown`].
    pub spans: Vec<Span>,
}

/// How the day of an event is known. JSON: `date_basis`, by [`DateBasis::id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// Day, month and year are written.
    Explicit,
    /// A first and a last day are written.
    Range,
    /// Only a weekday is written. The day is given when the day of publication is known: the last such weekday up to it.
    WeekdayOnly,
    /// Day and month are written and no year. The day is given when the weekday or the day of publication tells the year.
    DayAndMonth,
    /// `kemarin`, `hari ini`, `besok`; the day is given when the day of publication is known.
    Relative,
    /// Nothing is written.
    Unknown,
}

impl DateBasis {
    /// The word that the annotation uses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Range => "range",
            Self::WeekdayOnly => "weekday only",
            Self::DayAndMonth => "day and month, no year",
            Self::Relative => "relative",
            Self::Unknown => "unknown",
        }
    }
}

/// What kind of event the text reports. JSON: `event_type`, by [`Event::id`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The kind, in the record's own words. `Deliberation` is read too; the annotation counts it as coordination.
    pub kind: GatheringKind,
    /// The words that decided it.
    pub spans: Vec<Span>,
}

impl Event {
    /// The word that the annotation uses: signing, coordination, visit, retreat, launch or other.
    pub const fn id(&self) -> &'static str {
        match self.kind {
            GatheringKind::Signing => "signing",
            GatheringKind::Coordination | GatheringKind::Deliberation => "coordination",
            GatheringKind::Visit => "visit",
            GatheringKind::Retreat => "retreat",
            GatheringKind::Launch => "launch",
            GatheringKind::Other => "other",
        }
    }
}

/// A title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Title {
    /// The words, spaces joined.
    pub text: String,
    /// Whether the text has a headline of its own; otherwise the first sentence serves.
    pub own: bool,
    /// Where it stands.
    pub span: Span,
}

/// A government or a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// The ministry's code of the region whose government it is; None for other bodies. JSON: `code`.
    pub code: Option<Code>,
    /// "Banten" for a province, "Kota Serang" for a city or regency, a body's name as written. JSON: `name`.
    pub name: String,
    /// Where it is named; for the members of "seluruh kepala daerah se-Provinsi Banten", that phrase.
    pub spans: Vec<Span>,
    /// Whether it is only implied by such a phrase. Not in the JSON.
    pub implied: bool,
}

/// A person, or an office whose holder is not named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The longest form of the name in the text, without honorifics and degrees; None when only the office is named.
    /// JSON: `name`.
    pub name: Option<String>,
    /// The post, e.g. "Wakil Wali Kota"; None when the text gives none. JSON: `role`, null for None.
    pub role: Option<Found<String>>,
    /// The body, e.g. "Pemerintah Provinsi Banten", "Kota Serang". JSON: `institution`, null for None.
    pub institution: Option<Found<String>>,
    /// The code of the region that the post belongs to. Not in the JSON.
    pub region: Option<Code>,
    /// Whether the person came. JSON: `attendance`, by [`Attendance::id`].
    pub attendance: Attendance,
    /// Who came in this one's place: a place in [`Reading::people`]. Not in the JSON.
    pub represented_by: Option<usize>,
    /// Titles and degrees as written around the name, e.g. "H.", "S.ST., M.T.". Not in the JSON.
    pub titles: Vec<String>,
    /// Every mention, the naming one first in order of the text; pronouns are not among them.
    pub spans: Vec<Span>,
}

/// Whether somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// Took part, or spoke there.
    Present,
    /// Did not come, whether or not somebody came instead.
    Absent,
    /// Came in another's place.
    Representing,
    /// Is only named.
    Mentioned,
}

impl Attendance {
    /// The word that the annotation uses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Representing => "representing",
            Self::Mentioned => "mentioned",
        }
    }
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// The kind of document as named, lower case: "kesepakatan bersama", "nota kesepahaman". JSON: `kind`.
    pub kind: Found<String>,
    /// What it is about, one subject an entry. JSON: `subjects`.
    pub subjects: Vec<Found<String>>,
}

/// Something promised, hoped for, asked for, proposed or reported done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// Who is to act: a person's full name, or a body. None when nobody can be told. JSON: `owner`.
    pub actor: Option<Found<String>>,
    /// The actor's place in [`Reading::people`], when it is a person. Not in the JSON.
    pub person: Option<usize>,
    /// The act, without the verb of promising. JSON: `what`, with [`Force::mark`] behind it.
    pub act: Found<String>,
    /// With what force.
    pub force: Force,
    /// By when. JSON: `due`, left out when None.
    pub due: Option<Found<Due>>,
    /// The figure aimed at: a place in [`Reading::numbers`]. Not in the JSON.
    pub target: Option<usize>,
    /// The sentence or passage that says so.
    pub span: Span,
}

/// By when something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Due {
    /// On or before this day. JSON: `2026-12-31`.
    Day {
        /// The day.
        on: Date,
    },
    /// Before this month ends. JSON: `2026-12`.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// Before this year ends. JSON: `2026`.
    Year {
        /// The year.
        year: i16,
    },
}

impl std::fmt::Display for Due {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day { on } => write!(f, "{on}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year { year } => write!(f, "{year:04}"),
        }
    }
}

/// The force of what was said. Only [`Force::Committed`] proposes a commitment; the rest are statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// Berkomitmen, akan, sepakat, menargetkan.
    Committed,
    /// Berharap, mudah-mudahan.
    Hoped,
    /// Meminta, diminta, menginstruksikan.
    Instructed,
    /// Mengusulkan, menyarankan.
    Proposed,
    /// Sudah dikerjakan, by the speaker's account.
    Done,
}

impl Force {
    /// Its name in a correction.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::Hoped => "hoped",
            Self::Instructed => "instructed",
            Self::Proposed => "proposed",
            Self::Done => "done",
        }
    }

    /// The mark behind `what` in the JSON: `"kunjungan balasan (harapan)"`. None for a promise, and for what is reported
    /// done, which the annotation does not mark: leave those out of the JSON's `commitments`.
    pub const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Committed | Self::Done => None,
            Self::Hoped => Some("harapan"),
            Self::Instructed => Some("permintaan"),
            Self::Proposed => Some("usulan"),
        }
    }
}

/// A figure written in digits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Number {
    /// The value; money in whole rupiah. JSON: `value`, as a JSON number.
    pub value: Decimal,
    /// "IDR" for money, "persen", or the counted thing's word in lower case: "ton", "siswa". JSON: `unit`.
    pub unit: String,
    /// What it measures, in the sentence's own words. JSON: `what`.
    pub what: String,
    /// The figure with its unit.
    pub span: Span,
    /// The words behind `what`.
    pub what_span: Span,
}

/// A passage of direct speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Who speaks: the full name where the text gives one, otherwise the office. JSON: `speaker`, null for None.
    pub speaker: Option<Found<String>>,
    /// The speaker's place in [`Reading::people`]. Not in the JSON.
    pub person: Option<usize>,
    /// The words between the quotation marks. JSON: `first_words`, by [`Quote::first_words`].
    pub span: Span,
    /// Whether a quotation mark is missing. Not in the JSON.
    pub unclosed: bool,
}

impl Quote {
    /// The first eight words, punctuation kept, spaces joined.
    pub fn first_words(&self, text: &str) -> String {
        let words: Vec<&str> = plain_words(self.span.of(text)).take(8).collect();
        words.join(" ")
    }
}

/// What a person should know before trusting the drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Warning {
    /// There is no text.
    Empty,
    /// The text is not in Indonesian, and nothing was read.
    NotIndonesian,
    /// The text is longer than is read; what lies behind this byte was left out.
    TooLong {
        /// Where reading stopped.
        at: usize,
    },
    /// A quotation mark opens and none closes.
    UnclosedQuote {
        /// The passage that was taken instead.
        span: Span,
    },
    /// The weekday and the date written beside it do not agree.
    WeekdayDiffers {
        /// Both.
        span: Span,
    },
    /// The text names more of something than is listed.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are listed at most.
        limit: usize,
    },
}
