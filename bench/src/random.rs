//! Numbers that look random and are the same in every run.

/// A xorshift64* generator: small, fast, and good enough to spread words and dates.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// A stream of its own for item `index` of `stream`, the same in every run.
    pub(crate) fn of(stream: u64, index: u64) -> Self {
        // Two rounds of mixing, so that neighbouring items share nothing.
        let mixed =
            mix(mix(stream.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                ^ index.wrapping_add(0x5851_f42d_4c95_7f2d)));
        Self(mixed | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number from 0 to `end - 1`; 0 if there is none.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        // The high bits of a product: no division, and the bias is far below what a benchmark could see.
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `first` to `last`.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + self.below((last - first).max(0).unsigned_abs() + 1) as i64
    }

    /// True `percent` times of a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// The numbers from 0 to `end - 1`, in another order.
    pub(crate) fn shuffled(&mut self, end: u64) -> Vec<u64> {
        let mut items: Vec<u64> = (0..end).collect();
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at as u64 + 1) as usize);
        }
        items
    }
}

const fn mix(mut n: u64) -> u64 {
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_item_gives_the_same_numbers_and_another_gives_others() {
        let draw = |stream, index| {
            let mut random = Random::of(stream, index);
            [random.next(), random.next(), random.next()]
        };
        assert_eq!(draw(1, 7), draw(1, 7));
        assert_ne!(draw(1, 7), draw(1, 8));
        assert_ne!(draw(1, 7), draw(2, 7));
    }

    #[test]
    fn numbers_stay_in_their_range_and_reach_its_ends() {
        let mut random = Random::of(3, 3);
        let drawn: Vec<i64> = (0..2_000).map(|_| random.between(-3, 4)).collect();
        assert_eq!(
            (drawn.iter().min(), drawn.iter().max()),
            (Some(&-3), Some(&4))
        );
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn a_shuffle_loses_nothing() {
        let mut shuffled = Random::of(4, 4).shuffled(1_000);
        assert!(shuffled.windows(2).any(|pair| pair[0] > pair[1]));
        shuffled.sort_unstable();
        assert!(shuffled.into_iter().eq(0..1_000));
    }
}
