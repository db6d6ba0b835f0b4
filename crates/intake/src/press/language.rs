//! Which language a text is in, by its frequent words.

use super::class::Class;
use super::doc::Doc;
use super::reading::Language;

/// How many words decide.
const SAMPLE: usize = 3000;

/// The verdict. Indonesian wins a tie: a report may quote another language at length.
pub(super) fn language(doc: &Doc<'_>) -> Language {
    let words = (0..doc.len()).filter(|at| doc.word(*at)).take(SAMPLE);
    let (mut total, mut counts) = (0usize, [0usize; 6]);
    const CLASSES: [Class; 6] = [
        Class::Indonesian,
        Class::English,
        Class::Malay,
        Class::MalayOnly,
        Class::Javanese,
        Class::Sundanese,
    ];
    for at in words {
        total += 1;
        for (count, class) in counts.iter_mut().zip(CLASSES) {
            *count += usize::from(doc.is(at, class));
        }
    }
    let [indonesian, english, _, malay_only, javanese, sundanese] = counts;
    let per_mille = |count: usize| count * 1000 / total.max(1);
    if total == 0 {
        return Language::Empty;
    }
    if malay_only * 6 > indonesian && malay_only >= 4 {
        return Language::Malay;
    }
    if english > 2 * indonesian && per_mille(english) >= 80 {
        return Language::English;
    }
    if javanese > indonesian && per_mille(javanese) >= 60 {
        return Language::Javanese;
    }
    if sundanese > indonesian && per_mille(sundanese) >= 60 {
        return Language::Sundanese;
    }
    if per_mille(indonesian) >= 60 || (total < 12 && indonesian > 0) {
        return Language::Indonesian;
    }
    Language::Unknown
}
