//! The nearest of some words to a misspelt one.

/// Longer words get no suggestion: nobody mistypes them by a letter, and comparing costs their square.
const MAX_CHARS: usize = 100;

/// The candidate with the fewest typing slips from `word`, if it is close enough to be meant: one slip in three letters,
/// four at most. A slip is a letter added, left out, replaced or swapped with its neighbour.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(MAX_CHARS + 1).collect();
    if word.len() > MAX_CHARS {
        return None;
    }
    let mut limit = (word.len() / 3).clamp(1, 4);
    let mut best = None;
    for candidate in candidates {
        let near = slips(&word, candidate, limit);
        if let Some(slips) = near.filter(|slips| best.is_none() || *slips < limit) {
            (best, limit) = (Some(candidate), slips);
        }
    }
    best
}

/// How many slips lie between two words (optimal string alignment); none if more than `limit`.
fn slips(word: &[char], other: &str, limit: usize) -> Option<usize> {
    // A character has at most four bytes, so that most candidates go without being counted.
    if other.len() + limit < word.len() || other.len() > 4 * (word.len() + limit) {
        return None;
    }
    let other: Vec<char> = other.chars().collect();
    if other.len().abs_diff(word.len()) > limit {
        return None;
    }
    let mut two_above = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in word.iter().enumerate() {
        let mut here = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let mut least = (above[column] + usize::from(a != b))
                .min(above[column + 1] + 1)
                .min(here[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && word[row - 1] == *b {
                least = least.min(two_above[column - 1] + 1);
            }
            here.push(least);
        }
        if here.iter().min() > Some(&limit) {
            return None;
        }
        two_above = std::mem::replace(&mut above, here);
    }
    above.last().copied().filter(|slips| *slips <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn one_slip_finds_the_word_that_was_meant_and_two_far_words_find_none() {
        let keys = [
            "andra-soni",
            "achmad-dimyati",
            "36.73",
            "36.74",
            "helmi-hasan",
        ];
        for (word, meant) in [
            ("andra-sonni", Some("andra-soni")),
            ("andar-soni", Some("andra-soni")),
            ("hlemi-hasn", Some("helmi-hasan")),
            ("36.7", Some("36.73")),
            ("36.74", Some("36.74")),
            ("budi", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(5000), keys), None);
    }
}
