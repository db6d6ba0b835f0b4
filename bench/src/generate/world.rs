//! What a generated record consists of: how many subjects of each kind, on which day each begins, and who is large.
//!
//! Every subject follows from its number alone, so that the record is the same in every run and none of it has to be
//! kept in memory.

use std::collections::BTreeMap;

use domain::Text;
use domain::citation::{Citation, How};
use domain::id::{OrganizationId, SourceId};
use domain::region;
use domain::when::When;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::random::Random;

/// The first day of the record.
pub(crate) const FIRST: Date = Date::constant(2020, 1, 6);

/// The last day of the record.
pub(crate) const LAST: Date = Date::constant(2026, 11, 20);

/// Supervisors: one inspectorate a province, and four of the state.
pub(crate) const SUPERVISORS: u64 = 42;

/// Days from the first to the last.
pub(crate) fn span() -> i64 {
    i64::from((LAST - FIRST).get_days())
}

/// The day after so many days.
pub(crate) fn day(offset: i64) -> Date {
    FIRST.checked_add(offset.days()).unwrap_or(LAST)
}

/// How many subjects of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) sources: u64,
    pub(crate) agencies: u64,
    pub(crate) people: u64,
    pub(crate) gatherings: u64,
    pub(crate) agreements: u64,
    pub(crate) programmes: u64,
    pub(crate) statements: u64,
    pub(crate) commitments: u64,
}

impl Counts {
    /// So many that 200,000 commitments stand among some thousand of everything else.
    pub(crate) fn of(commitments: u64) -> Self {
        let share = |of: u64, least: u64| (commitments / of).max(least);
        Self {
            sources: share(10, 20),
            agencies: share(40, 12),
            people: share(50, 12),
            gatherings: share(66, 6),
            agreements: share(50, 10),
            programmes: share(400, 3),
            statements: share(40, 6),
            commitments,
        }
    }
}

/// A government, and places inside it.
pub(crate) struct Government {
    pub(crate) id: OrganizationId,
    pub(crate) name: String,
    pub(crate) places: Vec<String>,
}

/// The frame that all generated subjects stand in.
pub(crate) struct World {
    pub(crate) counts: Counts,
    /// Governments, the one with most promises first.
    pub(crate) governments: Vec<Government>,
    /// For each government, the weight of it and all before it.
    cumulative: Vec<u64>,
}

impl World {
    pub(crate) fn new(commitments: u64) -> Self {
        let mut governments = governments();
        let order = Random::of(1, 0).shuffled(governments.len() as u64);
        governments.sort_by_cached_key(|g| g.name.clone());
        let mut places: Vec<Option<Government>> = governments.into_iter().map(Some).collect();
        let governments: Vec<Government> = order
            .into_iter()
            .filter_map(|at| places[at as usize].take())
            .collect();
        // Zipf's law with exponent one: the second largest has half as much as the largest.
        let mut sum = 0;
        let cumulative = (1..=governments.len() as u64)
            .map(|rank| {
                sum += 1_000_000 / rank;
                sum
            })
            .collect();
        Self {
            counts: Counts::of(commitments),
            governments,
            cumulative,
        }
    }

    /// A government, large ones more often.
    pub(crate) fn government(&self, random: &mut Random) -> usize {
        let total = self.cumulative.last().copied().unwrap_or(1);
        let drawn = random.below(total);
        self.cumulative
            .partition_point(|sum| *sum <= drawn)
            .min(self.governments.len() - 1)
    }

    /// An agency of a government, if the record has one.
    pub(crate) fn agency_of(&self, government: usize, random: &mut Random) -> Option<u64> {
        let rounds = self.counts.agencies / self.governments.len() as u64;
        let index = random.below(rounds + 1) * self.governments.len() as u64 + government as u64;
        (index < self.counts.agencies).then_some(index)
    }

    /// One of `count` subjects spread evenly over the years that has begun by `day`, a late one.
    pub(crate) fn begun_by(&self, random: &mut Random, count: u64, day: i64) -> u64 {
        let latest = (day.max(0).unsigned_abs() * count / span().unsigned_abs()).min(count - 1);
        latest.saturating_sub(random.below(60))
    }

    /// The day on which one of `count` subjects spread evenly over the years begins.
    pub(crate) fn begins(&self, index: u64, count: u64) -> i64 {
        (index * span().unsigned_abs() / count) as i64
    }

    /// A citation of something published by a day.
    pub(crate) fn cites(&self, random: &mut Random, day: i64) -> Vec<Citation> {
        let source = SourceId::from_key(&key(
            "sumber",
            self.begun_by(random, self.counts.sources, day),
        ));
        let paragraph = random.chance(70).then(|| random.between(1, 14) as u32);
        vec![Citation {
            source,
            paragraph,
            how: How::ParaphrasedFrom,
        }]
    }
}

/// The key of a generated record.
pub(crate) fn key(kind: &str, index: u64) -> String {
    format!("{kind}-{index:06}")
}

/// A day, or now and then only its month.
pub(crate) fn said(random: &mut Random, offset: i64) -> When {
    let date = day(offset);
    if random.chance(90) {
        When::Day(date)
    } else {
        When::Month(date.year(), date.month())
    }
}

/// Words in Indonesian, and in English for every third record.
pub(crate) fn text(bilingual: bool, id: String, en: impl FnOnce() -> String) -> Text {
    if bilingual {
        Text::both(id, en())
    } else {
        Text::id(id)
    }
}

fn governments() -> Vec<Government> {
    let mut districts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for district in region::districts() {
        if let Some(parent) = district.code.parent() {
            districts
                .entry(parent.to_owned())
                .or_default()
                .push(district.full_name().into_owned());
        }
    }
    for regency in region::regencies() {
        if let Some(parent) = regency.code.parent() {
            districts
                .entry(parent.to_owned())
                .or_default()
                .push(regency.full_name().into_owned());
        }
    }
    region::provinces()
        .iter()
        .chain(region::regencies())
        .map(|region| Government {
            id: OrganizationId::from_key(region.code.as_str()),
            name: region.full_name().into_owned(),
            places: districts.remove(region.code.as_str()).unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_government_has_about_twice_the_second() {
        let world = World::new(200_000);
        assert_eq!(world.governments.len(), 552);
        let mut random = Random::of(9, 9);
        let mut drawn = vec![0u64; 552];
        for _ in 0..100_000 {
            drawn[world.government(&mut random)] += 1;
        }
        assert!(
            (17..23).contains(&(drawn[0] * 10 / drawn[1])),
            "{} and {}",
            drawn[0],
            drawn[1]
        );
        assert!(drawn.iter().all(|n| *n > 0));
    }

    #[test]
    fn nothing_is_pointed_at_before_it_begins() {
        let world = World::new(2_000);
        let mut random = Random::of(9, 10);
        for day in 0..=span() {
            let index = world.begun_by(&mut random, world.counts.sources, day);
            assert!(world.begins(index, world.counts.sources) <= day);
        }
    }
}
