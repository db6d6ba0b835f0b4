//! What people are called beside their names: `Gubernur yang akrab disapa Yoslak`, `Ulfi, panggilan akrab Camat Dringu`.

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::people::{Mention, People};

/// The most tokens between a person and the words that tell the nickname.
const NEAR: usize = 8;
/// How many nicknames a report may give.
const MOST: usize = 20;

/// Adds the mentions of people by their nicknames.
pub(super) fn add(doc: &Doc<'_>, people: &mut People) {
    let given = given(doc, people);
    if given.is_empty() {
        return;
    }
    // `Gus Zen`, taken for somebody of that name before: all of that one's mentions are the bearer's.
    for (word, who) in &given {
        let alone = people
            .all
            .iter()
            .position(|somebody| somebody.is_only(word));
        for mention in &mut people.mentions {
            if Some(mention.who) == alone {
                mention.who = *who;
            }
        }
    }
    let taken = |people: &People, at: usize| {
        let index = people.mentions.partition_point(|held| held.end <= at);
        people
            .mentions
            .get(index)
            .is_some_and(|held| held.first <= at)
    };
    let mut more = Vec::new();
    for at in 0..doc.len() {
        let called = given.iter().find(|(word, _)| doc.str(at) == *word);
        if let Some((_, who)) = called
            && doc.sentence_of[at] != usize::MAX
            && !taken(people, at)
        {
            more.push(Mention {
                first: at,
                end: at + 1,
                who: *who,
            });
        }
    }
    people.mentions.append(&mut more);
    people.mentions.sort_by_key(|mention| mention.first);
}

/// The nicknames that the report gives, and whose they are. The mentions must be in order.
fn given<'t>(doc: &Doc<'t>, people: &People) -> Vec<(&'t str, usize)> {
    let mut given = Vec::new();
    for at in 0..doc.len() {
        if given.len() >= MOST {
            break;
        }
        if !doc.cue(at, Cue::Calls) || doc.quoted[at] {
            continue;
        }
        let found = behind(doc, people, at).or_else(|| before(doc, people, at));
        given.extend(found.filter(|(word, _)| {
            // A part of somebody's name is known already.
            !people
                .all
                .iter()
                .any(|somebody| somebody.is_called(word) && !somebody.is_only(word))
        }));
    }
    given
}

/// `akrab disapa Yoslak`, `yang biasa dipanggil Bung Karna`: the name behind, its bearer before.
fn behind<'t>(doc: &Doc<'t>, people: &People, at: usize) -> Option<(&'t str, usize)> {
    let mut name = at + 1;
    while doc.says_any(name, &["dengan", "nama", "sebagai"])
        || doc.is(name, Class::Title) && doc.cap(name + 1)
    {
        name += 1;
    }
    let plain = nickname(doc, name)?;
    let index = people.mentions.partition_point(|mention| mention.end <= at);
    let bearer = people.mentions[..index].last()?;
    (bearer.end + NEAR >= at && doc.same_sentence(bearer.first, at)).then_some((plain, bearer.who))
}

/// `Ulfi, panggilan akrab Camat Dringu`, `EB sapaan Kadis Kominfo`: the name before, its bearer behind.
fn before<'t>(doc: &Doc<'t>, people: &People, at: usize) -> Option<(&'t str, usize)> {
    let name = at.checked_sub(1)?;
    let name = name - usize::from(doc.mark(name, ',') && name > 0);
    let plain = nickname(doc, name)?;
    // `panggilan akrabnya`: of the one named last.
    let last = (at..at + 2).any(|at| doc.str(at).ends_with("nya"));
    let index = people
        .mentions
        .partition_point(|mention| mention.first < at);
    let bearer = match last {
        true => people.mentions[..index]
            .iter()
            .rev()
            .find(|mention| mention.end <= name)?,
        false => people
            .mentions
            .get(index)
            .filter(|bearer| bearer.first <= at + 3 && doc.same_sentence(bearer.first, at))?,
    };
    Some((plain, bearer.who))
}

/// One word in capitals that is no word of the language.
fn nickname<'t>(doc: &Doc<'t>, at: usize) -> Option<&'t str> {
    let word = doc.cap(at)
        && doc.str(at).len() >= 2
        && !doc.is_any(
            at,
            Class::any(&[Class::Indonesian, Class::NoName, Class::Region]),
        )
        && doc.hit(at, Class::Body).is_none();
    word.then(|| doc.str(at))
}
