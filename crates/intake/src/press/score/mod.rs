//! How well readings agree with gold answers: precision, recall and F1 by field, with every miss and every invention.
//!
//! What counts as the same is told in `docs/howto/score-reader.md`, field by field.

pub(super) mod matching;

use super::annotation::{Annotation, Person};
use crate::founding::Correction;

/// A field that is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the how-to")]
pub enum Field {
    Date,
    Place,
    EventType,
    Parties,
    People,
    Posts,
    Attendance,
    Numbers,
    Quotes,
    AgreementKind,
    AgreementSubjects,
    Promises,
    Programmes,
}

impl Field {
    /// All, in the order of the table.
    pub const ALL: [Self; 13] = [
        Self::Date,
        Self::Place,
        Self::EventType,
        Self::Parties,
        Self::People,
        Self::Posts,
        Self::Attendance,
        Self::Numbers,
        Self::Quotes,
        Self::AgreementKind,
        Self::AgreementSubjects,
        Self::Promises,
        Self::Programmes,
    ];

    /// The field under which a correction of this path counts; none for what is not scored (the source, a title, what a
    /// figure measures).
    pub fn of_path(path: &str) -> Option<Self> {
        let mut parts = path.split('.');
        let list = parts.next()?;
        let within = parts.find(|part| part.parse::<usize>().is_err());
        Some(match (list, within) {
            ("date_of_event" | "date_end", None) => Self::Date,
            ("place", None) => Self::Place,
            ("event_type", None) => Self::EventType,
            ("parties", _) => Self::Parties,
            ("people", None | Some("name")) => Self::People,
            ("people", Some("role" | "institution")) => Self::Posts,
            ("people", Some("attendance")) => Self::Attendance,
            ("agreement", None | Some("kind")) => Self::AgreementKind,
            ("agreement", Some("subjects")) => Self::AgreementSubjects,
            ("commitments", _) => Self::Promises,
            ("programmes", _) => Self::Programmes,
            ("numbers", None | Some("value" | "unit")) => Self::Numbers,
            ("quotes", _) => Self::Quotes,
            _ => return None,
        })
    }

    /// What the table calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Place => "place",
            Self::EventType => "event type",
            Self::Parties => "parties",
            Self::People => "people, names",
            Self::Posts => "people with post",
            Self::Attendance => "people with attendance",
            Self::Numbers => "numbers",
            Self::Quotes => "quotes with speaker",
            Self::AgreementKind => "agreement kind",
            Self::AgreementSubjects => "agreement subjects",
            Self::Promises => "promises",
            Self::Programmes => "programmes",
        }
    }
}

/// How often a field was right and wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// In both.
    pub hits: u32,
    /// In the gold answer alone.
    pub misses: u32,
    /// In the reading alone.
    pub inventions: u32,
}

impl Tally {
    /// Of what was read, how much is right, in thousandths; none where nothing was read.
    pub fn precision(self) -> Option<u32> {
        thousandths(self.hits, self.hits + self.inventions)
    }

    /// Of what is right, how much was read, in thousandths; none where there was nothing.
    pub fn recall(self) -> Option<u32> {
        thousandths(self.hits, self.hits + self.misses)
    }

    /// The harmonic mean of both, in thousandths; none where there was nothing to read and nothing was.
    pub fn f1(self) -> Option<u32> {
        thousandths(2 * self.hits, 2 * self.hits + self.misses + self.inventions)
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.misses += other.misses;
        self.inventions += other.inventions;
    }
}

/// Rounded half up.
fn thousandths(part: u32, of: u32) -> Option<u32> {
    (of > 0).then(|| (part * 2000 + of) / (2 * of))
}

/// Something that a reading has wrong. A value that differs is a miss and an invention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// In which field.
    pub field: Field,
    /// Whether the gold answer has it; otherwise the reading alone does.
    pub missed: bool,
    /// What.
    pub value: String,
}

/// The score of one text, or of several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// In the order of [`Field::ALL`].
    tallies: [Tally; Field::ALL.len()],
    /// Every miss and invention, by field.
    pub slips: Vec<Slip>,
}

impl Score {
    /// The tally of a field.
    pub fn tally(&self, field: Field) -> Tally {
        self.tallies[field as usize]
    }

    /// Counts another text in.
    pub fn add(&mut self, other: &Self) {
        for (tally, more) in self.tallies.iter_mut().zip(&other.tallies) {
            tally.add(*more);
        }
        self.slips.extend(other.slips.iter().cloned());
    }

    fn single<T: std::fmt::Display>(
        &mut self,
        field: Field,
        gold: Option<T>,
        read: Option<T>,
        same: impl Fn(&T, &T) -> bool,
    ) {
        match (gold, read) {
            // That nothing is stated is an answer too.
            (None, None) => self.tallies[field as usize].hits += 1,
            (Some(gold), Some(read)) if same(&gold, &read) => {
                self.tallies[field as usize].hits += 1
            }
            (gold, read) => {
                gold.into_iter()
                    .for_each(|gold| self.slip(field, true, gold.to_string()));
                read.into_iter()
                    .for_each(|read| self.slip(field, false, read.to_string()));
            }
        }
    }

    fn list<T>(
        &mut self,
        field: Field,
        gold: &[T],
        read: &[T],
        same: impl Fn(&T, &T) -> bool,
        show: impl Fn(&T) -> String,
    ) {
        let pairs = pair(gold.len(), read.len(), |g, r| same(&gold[g], &read[r]));
        self.tallies[field as usize].hits += pairs.len() as u32;
        let missed = (0..gold.len()).filter(|g| !pairs.iter().any(|(pair, _)| pair == g));
        let invented = (0..read.len()).filter(|r| !pairs.iter().any(|(_, pair)| pair == r));
        let missed: Vec<String> = missed.map(|at| show(&gold[at])).collect();
        let invented: Vec<String> = invented.map(|at| show(&read[at])).collect();
        missed
            .into_iter()
            .for_each(|value| self.slip(field, true, value));
        invented
            .into_iter()
            .for_each(|value| self.slip(field, false, value));
    }

    fn slip(&mut self, field: Field, missed: bool, value: String) {
        let tally = &mut self.tallies[field as usize];
        match missed {
            true => tally.misses += 1,
            false => tally.inventions += 1,
        }
        self.slips.push(Slip {
            field,
            missed,
            value,
        });
    }
}

/// Pairs as many of one list with those of another as can be, each once.
///
/// Where one gold answer fits two readings and the other only one of them, first come would waste a pair: an augmenting
/// path gives it back.
fn pair(gold: usize, read: usize, same: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    fn place(
        g: usize,
        fits: &[Vec<usize>],
        seen: &mut [bool],
        taken: &mut [Option<usize>],
    ) -> bool {
        for &r in &fits[g] {
            if !std::mem::replace(&mut seen[r], true)
                && taken[r].is_none_or(|other| place(other, fits, seen, taken))
            {
                taken[r] = Some(g);
                return true;
            }
        }
        false
    }
    let fits: Vec<Vec<usize>> = (0..gold)
        .map(|g| (0..read).filter(|r| same(g, *r)).collect())
        .collect();
    let mut taken = vec![None; read];
    for g in 0..gold {
        place(g, &fits, &mut vec![false; read], &mut taken);
    }
    taken
        .iter()
        .enumerate()
        .filter_map(|(r, g)| g.map(|g| (g, r)))
        .collect()
}

/// Scores one reading against its gold answer.
pub fn score(gold: &Annotation, read: &Annotation) -> Score {
    use matching as m;
    let mut score = Score::default();
    score.single(
        Field::Date,
        gold.date_of_event,
        read.date_of_event,
        |a, b| a == b,
    );
    score.single(
        Field::Place,
        gold.place.as_deref(),
        read.place.as_deref(),
        |a, b| m::same_place(a, b),
    );
    score.single(
        Field::EventType,
        gold.event_type.as_deref(),
        read.event_type.as_deref(),
        |a, b| a == b,
    );
    score.list(
        Field::Parties,
        &gold.parties,
        &read.parties,
        m::same_party,
        |party| party.name.clone(),
    );
    people(&mut score, gold, read);
    let (gold_numbers, read_numbers) = (distinct(gold), distinct(read));
    score.list(
        Field::Numbers,
        &gold_numbers,
        &read_numbers,
        |a, b| m::same_number(a, b),
        |number| format!("{} {}", number.value, number.unit),
    );
    let show = |quote: &super::annotation::Quote| {
        format!(
            "{}: {}",
            quote.speaker.as_deref().unwrap_or("-"),
            quote.first_words
        )
    };
    score.list(
        Field::Quotes,
        &gold.quotes,
        &read.quotes,
        m::same_quote,
        show,
    );
    let kind = |annotation: &'_ Annotation| {
        annotation
            .agreement
            .as_ref()
            .and_then(|agreement| agreement.kind.clone())
    };
    score.single(Field::AgreementKind, kind(gold), kind(read), |a, b| {
        m::same_kind(a, b)
    });
    let subjects = |annotation: &Annotation| {
        annotation
            .agreement
            .as_ref()
            .map(|a| a.subjects.clone())
            .unwrap_or_default()
    };
    score.list(
        Field::AgreementSubjects,
        &subjects(gold),
        &subjects(read),
        |a, b| m::same_words_roughly(a, b),
        String::clone,
    );
    let show = |promise: &super::annotation::Commitment| {
        format!(
            "{}: {}",
            promise.owner.as_deref().unwrap_or("-"),
            promise.what
        )
    };
    let same = |a: &_, b: &_| m::same_promise(a, b, gold, read);
    score.list(
        Field::Promises,
        &gold.commitments,
        &read.commitments,
        same,
        show,
    );
    score.list(
        Field::Programmes,
        &gold.programmes,
        &read.programmes,
        |a, b| m::same_programme(a, b),
        String::clone,
    );
    score
}

/// Every scored value of a reading in words, for a page on which a person corrects them one by one.
///
/// The words are those that a report of misses shows; [`Correction::read`] takes them as they stand.
pub fn values(read: &Annotation) -> Vec<(Field, String)> {
    // Against an answer that holds nothing, every value is one that the answer lacks.
    let lacking = score(read, &Annotation::default()).slips;
    lacking
        .into_iter()
        .map(|slip| (slip.field, slip.value))
        .collect()
}

/// Scores what a person made of a reading. A field that was left alone is right, and so is nothing where nothing belongs.
pub fn score_corrections(corrections: &[Correction]) -> Score {
    let mut score = Score::default();
    for correction in corrections {
        if let Some(field) = Field::of_path(&correction.field) {
            score.single(
                field,
                correction.right.as_deref(),
                correction.read.as_deref(),
                |a, b| a == b,
            );
        }
    }
    score
}

/// The three fields of people: names alone; post; attendance.
fn people(score: &mut Score, gold: &Annotation, read: &Annotation) {
    use matching as m;
    let named = |annotation: &Annotation| -> Vec<Person> {
        annotation
            .people
            .iter()
            .filter(|person| person.name.is_some())
            .cloned()
            .collect()
    };
    let show = |person: &Person| {
        let words = [&person.name, &person.role, &person.institution];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        words.join(", ")
    };
    score.list(
        Field::People,
        &named(gold),
        &named(read),
        m::same_person,
        show,
    );
    let with_post = |a: &Person, b: &Person| m::same_person(a, b) && m::same_post(a, b);
    score.list(Field::Posts, &gold.people, &read.people, with_post, show);
    let came = |person: &Person| format!("{}: {}", show(person), person.attendance.id());
    let with_attendance =
        |a: &Person, b: &Person| m::same_person(a, b) && a.attendance == b.attendance;
    score.list(
        Field::Attendance,
        &gold.people,
        &read.people,
        with_attendance,
        came,
    );
}

/// Each figure once: a text may name it twice.
fn distinct(annotation: &Annotation) -> Vec<&super::annotation::Number> {
    let mut kept: Vec<&super::annotation::Number> = Vec::new();
    for number in &annotation.numbers {
        let same = |other: &&super::annotation::Number| {
            other.value.compare(number.value).is_eq()
                && matching::unit(&other.unit) == matching::unit(&number.unit)
        };
        if !kept.iter().any(same) {
            kept.push(number);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
