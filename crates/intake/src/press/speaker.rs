//! Who speaks: the speaker of each passage, and of whom a sentence is about.

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::people::{Mention, People, is_saying};
use super::quote::{Passage, is_said_form};

/// How many tokens around a passage are searched for the words that name its speaker.
const WINDOW: usize = 16;

/// Who is spoken of, sentence by sentence, and who speaks.
pub(super) struct Speakers {
    /// By passage: who speaks.
    pub(super) of_passage: Vec<Option<usize>>,
    /// By sentence: whom `ia` and `-nya` mean behind it.
    pub(super) focus: Vec<Option<usize>>,
    /// By person: speaks or is said to have said something.
    pub(super) has_spoken: Vec<bool>,
}

/// Goes through sentences and passages in order of the text.
pub(super) fn speakers(doc: &Doc<'_>, people: &People, passages: &[Passage]) -> Speakers {
    let mut speakers = Speakers {
        of_passage: Vec::with_capacity(passages.len()),
        focus: Vec::with_capacity(doc.sentences.len()),
        has_spoken: vec![false; people.all.len()],
    };
    let mut focus: Option<usize> = None;
    let mut mentions = people.mentions.as_slice();
    let mut next = 0;
    let mut last_block: Option<(usize, usize)> = None; // the block and speaker of the last passage
    for sentence in &doc.sentences {
        let here;
        (here, mentions) = split_before(mentions, sentence.end);
        let about = subject(doc, here, sentence.first, sentence.end);
        // Words before the first passage of the sentence introduce it.
        let first_open = passages
            .get(next)
            .filter(|passage| passage.open < sentence.end)
            .map(|passage| passage.open);
        if let Some((who, at, said)) = about
            && first_open.is_none_or(|open| at < open)
        {
            focus = Some(who);
            speakers.has_spoken[who] |= said;
        }
        while let Some(passage) = passages
            .get(next)
            .filter(|passage| passage.open < sentence.end)
        {
            let before = last_block
                .filter(|(block, _)| *block == passage.block)
                .map(|(_, who)| who);
            let who = speaker(doc, people, passage, focus, before);
            speakers.of_passage.push(who);
            if let Some(who) = who {
                focus = Some(who);
                last_block = Some((passage.block, who));
                speakers.has_spoken[who] = true;
            } else {
                last_block = None;
            }
            next += 1;
        }
        if let Some((who, at, said)) = about
            && first_open.is_some_and(|open| at >= open)
            && said
        {
            focus = Some(who);
            speakers.has_spoken[who] = true;
        }
        speakers.focus.push(focus);
    }
    speakers.of_passage.resize(passages.len(), None);
    speakers
}

fn split_before(mentions: &[Mention], end: usize) -> (&[Mention], &[Mention]) {
    mentions.split_at(mentions.partition_point(|mention| mention.first < end))
}

/// Whom a sentence is about, where the words say so, and whether it is said that they say something.
fn subject(
    doc: &Doc<'_>,
    here: &[Mention],
    first: usize,
    end: usize,
) -> Option<(usize, usize, bool)> {
    let told = |mention: &&Mention| !doc.quoted[mention.first];
    let end = end.min(first + 400);
    for at in first..end {
        if doc.quoted[at] {
            continue;
        }
        if doc.is(at, Class::According) && !after_by(doc, at) {
            let who = here
                .iter()
                .filter(told)
                .find(|mention| mention.first > at && mention.first <= at + 2);
            if let Some(mention) = who {
                return Some((mention.who, mention.first, true));
            }
        }
        if doc.is(at, Class::SaidBy) {
            let who = here
                .iter()
                .filter(told)
                .find(|mention| mention.first > at && mention.first <= at + 4);
            if let Some(mention) = who {
                return Some((mention.who, mention.first, true));
            }
        }
        if doc.is(at, Class::Says) {
            let who = here.iter().filter(told).rfind(|mention| {
                mention.end <= at && at - mention.end <= 24 && !is_object(doc, mention)
            });
            // `Khuzaeni yang mewakili Ketua DPRD ini mengatakan`: who opens the sentence speaks.
            let opens = here.iter().filter(told).find(|mention| {
                mention.first <= first + 4 && doc.says(mention.end, "yang") && mention.end < at
            });
            if let Some(mention) = opens.or(who)
                && !pronoun_between(doc, mention.end, at)
            {
                return Some((mention.who, mention.first, true));
            }
            break;
        }
        // `lanjut Andra`, `kata dia`: in the middle of reported speech.
        if doc.is(at, Class::Said) && !doc.cap(at) && at > first && doc.mark(at - 1, ',') {
            let who = here
                .iter()
                .filter(told)
                .find(|mention| mention.first == at + 1);
            if let Some(mention) = who {
                return Some((mention.who, mention.first, true));
            }
        }
    }
    let opening = here
        .iter()
        .filter(told)
        .find(|mention| mention.first <= first + 6 && !is_object(doc, mention));
    opening.map(|mention| (mention.who, mention.first, false))
}

fn after_by(doc: &Doc<'_>, at: usize) -> bool {
    at > 0 && doc.says(at, "bagi") && !doc.cap(at)
}

/// `dengan Gubernur`, `kepada Andra`: not the subject.
fn is_object(doc: &Doc<'_>, mention: &Mention) -> bool {
    let Some(before) = mention.first.checked_sub(1) else {
        return false;
    };
    doc.same_sentence(before, mention.first) && doc.cue(before, Cue::NotSpeaker)
}

fn pronoun_between(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| doc.is(at, Class::Pronoun) && !doc.quoted[at])
}

fn speaker(
    doc: &Doc<'_>,
    people: &People,
    passage: &Passage,
    focus: Option<usize>,
    before: Option<usize>,
) -> Option<usize> {
    match attribution(doc, people, passage) {
        Attribution::To(who) => return Some(who),
        Attribution::Pronoun => return focus.or(before),
        Attribution::Somebody => return None,
        Attribution::None => {}
    }
    introduced(doc, people, passage).or(before).or(focus)
}

enum Attribution {
    To(usize),
    Pronoun,
    /// Somebody who is no known person: `kata seorang warga`.
    Somebody,
    None,
}

/// The words behind the closing mark: `kata X`, `ujarnya`, `X menambahkan`.
fn attribution(doc: &Doc<'_>, people: &People, passage: &Passage) -> Attribution {
    let mut at = passage.close;
    while at < passage.close + 3 && matches!(doc.str(at), "," | "." | "–" | "-" | "”") {
        at += 1;
    }
    let same_block = |at: usize| {
        doc.tokens.get(at).is_some_and(|token| token.breaks < 2)
            && !doc.quoted.get(at).copied().unwrap_or(true)
    };
    if !same_block(at) || (doc.cap(at) && !doc.is(at, Class::Said)) {
        return Attribution::None;
    }
    let said = (at..at + 3).find(|at| is_saying(doc, *at) && same_block(*at));
    let Some(said) = said else {
        // Any word with -nya behind the passage, or a small word with a name behind it, is a verb of saying.
        let nya = doc.str(at).ends_with("nya") && !doc.cap(at);
        return match mention_from(people, at + 1, 0) {
            Some(mention) if doc.word(at) && !doc.cap(at) => Attribution::To(mention.who),
            _ if nya => Attribution::Pronoun,
            _ => Attribution::None,
        };
    };
    let mut next = said + 1;
    while doc.cue(next, Cue::SaidFore) {
        next += 1;
    }
    if doc.is(next, Class::Pronoun) {
        return Attribution::Pronoun;
    }
    let near = mention_from(people, next, 3)
        .filter(|mention| doc.same_sentence(mention.first, said) && same_block(mention.first));
    if let Some(mention) = near.filter(|mention| mention.first == next || !is_said_form(doc, said))
    {
        return Attribution::To(mention.who);
    }
    if is_said_form(doc, said)
        || !doc.word(next)
        || doc.is(next, Class::Epithet)
        || doc.is(next, Class::Indonesian)
    {
        return Attribution::Pronoun;
    }
    if doc.is_any(next, super::class::POSTS) {
        return Attribution::Pronoun;
    }
    Attribution::Somebody
}

/// The first mention that begins at a token or at most `slack` tokens behind it.
fn mention_from(people: &People, at: usize, slack: usize) -> Option<Mention> {
    let index = people
        .mentions
        .partition_point(|mention| mention.first < at);
    people
        .mentions
        .get(index)
        .copied()
        .filter(|mention| mention.first <= at + slack)
}

/// The words before the opening mark: `X mengatakan, "`, `menurut X, "`.
fn introduced(doc: &Doc<'_>, people: &People, passage: &Passage) -> Option<usize> {
    let from = passage.open.saturating_sub(WINDOW * 2);
    let said = (from..passage.open).rev().find(|at| {
        !doc.quoted[*at]
            && doc.same_sentence(*at, passage.open)
            && (doc.is(*at, Class::Says)
                || doc.is(*at, Class::According)
                || doc.is(*at, Class::SaidBy))
    })?;
    let index = people
        .mentions
        .partition_point(|mention| mention.first < passage.open);
    let near = people.mentions[..index]
        .iter()
        .rev()
        .take(3)
        .filter(|mention| doc.same_sentence(mention.first, said));
    let mut near = near.filter(|mention| !doc.quoted[mention.first] && !is_object(doc, mention));
    near.next().map(|mention| mention.who)
}
