//! Who is to act, by the words of force: who commits, and of whom something is wished, asked or proposed.

use super::super::actor::{Actor, Context};
use super::super::agent::is_agent;
use super::super::class::Class;
use super::super::cue::Cue;
use super::super::doc::{Doc, Sentence};
use super::super::reading::Force;
use super::super::token::Kind as TokenKind;
use super::act::{is_act_verb, is_passive_verb, skip_so_that};
use super::asked::{asked_by_name, asked_for_help, asked_so_that, asked_with_bare_verb};
use super::force::{Kind, Trigger, another};

/// How far the subject before a verb is followed, in tokens.
const LONG_SUBJECT: usize = 10;

/// Who commits, and where the act begins.
pub(super) fn committed(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let at = trigger.first;
    let start = match trigger.kind {
        Kind::Part => at,
        _ => skip_so_that(doc, trigger.end, sentence.end),
    };
    match trigger.kind {
        Kind::Own => {
            return (
                own_side(context, number, at),
                subject_first(doc, sentence, at),
            );
        }
        // `ini akan kami tindak lanjuti`
        Kind::Future if doc.is_any(trigger.end, Class::any(&[Class::OurSide, Class::Myself])) => {
            return (
                own_side(context, number, trigger.end),
                subject_first(doc, sentence, at),
            );
        }
        Kind::Stated => {
            let clause = start..sentence.end.min(start + 4);
            let verb = clause
                .clone()
                .find(|at| is_act_verb(doc, *at) && !is_passive_verb(doc, *at));
            // `memastikan pihaknya akan mengirim surat`
            if doc.is_any(start, Class::any(&[Class::OurSide, Class::Myself])) {
                let side = context
                    .before(number, sentence, at)
                    .and_then(|actor| context.side_of(Some(&actor)))
                    .map(|side| context.actor(side, start, start + 1));
                return (side.or_else(|| own_side(context, number, start)), start + 1);
            }
            return match (context.named_from(start), verb) {
                (Some((actor, verb)), _) => (Some(actor), verb),
                (None, Some(verb)) if verb > start && is_agent(doc, start, verb) => {
                    (Some(context.agent(start, verb)), verb)
                }
                _ => (context.before(number, sentence, at), start),
            };
        }
        // `Kami berkomitmen untuk memberikan beasiswa`
        Kind::Words if doc.is_any(at, Class::any(&[Class::OurSide, Class::Myself])) => {
            return (own_side(context, number, at), start);
        }
        Kind::Words if doc.says_any(trigger.end - 1, &["komitmen", "komitmennya"]) => {
            if let Some(found) = of_whom(context, sentence, trigger.end) {
                return found;
            }
        }
        _ => {}
    }
    // `nelayan akan menerima subsidi`: they do nothing, something is done for them.
    let given = trigger.kind == Kind::Future && doc.cue(trigger.end, Cue::Receives);
    // `24 bus akan dioperasikan`: by somebody else.
    let passive = is_passive_verb(doc, trigger.end) && doc.str(trigger.end).starts_with("di");
    if let Some(actor) = context
        .relative(sentence, at)
        .filter(|_| trigger.kind == Kind::Words)
    {
        return (Some(actor), start);
    }
    let actor = match trigger.kind {
        Kind::Future if given || passive => None,
        Kind::Future if at > sentence.first && doc.says(at - 1, "mereka") => {
            return (own_side(context, number, at), start);
        }
        Kind::Future => context
            .right_before(number, sentence, at)
            .or_else(|| context.opening(sentence, at))
            .or_else(|| {
                // `akan membagikan kajian dan akan mengirim tenaga`: the same subject.
                let joined = at > sentence.first && doc.says_any(at - 1, &["dan", "serta"]);
                let first = (sentence.first..at)
                    .rev()
                    .take(40)
                    .find(|before| doc.says_any(*before, &["akan", "bakal", "siap", "berjanji"]));
                let same = first.filter(|_| joined);
                same.and_then(|first| context.right_before(number, sentence, first))
            })
            .or_else(|| {
                // `mengatakan akan`: whoever says it.
                let says = at > sentence.first
                    && (doc.is(at - 1, Class::Says) || doc.says_any(at - 1, &["dan", "serta"]));
                says.then(|| context.before(number, sentence, at)).flatten()
            }),
        Kind::Part => context.right_before(number, sentence, at),
        Kind::Plan => None,
        _ => context.who_before(number, sentence, at),
    };
    if actor.is_some() {
        return (actor, start);
    }
    // `18 TPS 3R akan dioperasikan`: the thing belongs to the act, and the speaker's side does it.
    // A subject of many words says little of the act.
    let first = match subject_first(doc, sentence, at) {
        first if first + LONG_SUBJECT <= at && !passive => start,
        first => first,
    };
    let actor = context
        .side_of_focus(number, at)
        .or_else(|| context.addressed(None, at))
        .or_else(|| context.before(number, sentence, at));
    (actor, first)
}

/// The speaker, or whom the speaker stands for.
fn own_side(context: &Context<'_, '_>, number: usize, at: usize) -> Option<Actor> {
    context.side_of_focus(number, at)
}

/// `komitmen Pemerintah Provinsi (Pemprov) Banten dalam mewujudkan ...`: whose commitment it is, and where the act begins.
fn of_whom(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    const LONGEST: usize = 14;
    let doc = context.doc;
    let limit = sentence.end.min(start + LONGEST);
    let to = (start..limit)
        .find(|at| doc.says_any(*at, &["dalam", "untuk", "guna"]) && is_act_verb(doc, at + 1))?;
    if to == start {
        return None;
    }
    let named = context.named_from(start).map(|(actor, _)| actor);
    // `komitmen pemerintah daerah untuk melakukan perbaikan`
    let meant = || (to <= start + 4 && is_agent(doc, start, to)).then(|| context.agent(start, to));
    let actor = named
        .or_else(|| context.named_ending_at(to))
        .or_else(meant)?;
    Some((Some(actor), to + 1))
}

/// `warga jangan membuang sampah`: whoever stands before, or whom the report is about.
pub(super) fn pleaded(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let at = trigger.first;
    if trigger.end > at {
        // `Pak Rizal, tolong, alat berat masuk pekan ini`
        let called = at.checked_sub(1).filter(|at| doc.mark(*at, ','));
        if let Some(actor) = called.and_then(|comma| context.named_ending_at(comma)) {
            return (Some(actor), trigger.end);
        }
        // `BPKAD tolong buat suratnya`
        if let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.first)
            && doc.cap(before)
            && is_agent(doc, before, at)
        {
            return (Some(context.agent(before, at)), trigger.end);
        }
        if let Some((actor, _)) = context.named_from(trigger.end) {
            return (Some(actor), trigger.end);
        }
        // `mohon kami dikasih masukan`: by the others.
        if doc.is(trigger.end, Class::OurSide) && is_passive_verb(doc, trigger.end + 1) {
            return (meant(context, number, sentence, trigger), trigger.end);
        }
        // `tolong kepala desa umumkan secara terbuka`
        let to = sentence.end.min(trigger.end + 5);
        let verb = (trigger.end + 1..to).find(|at| is_act_verb(doc, *at));
        if let Some(verb) = verb.filter(|verb| is_agent(doc, trigger.end, *verb)) {
            return (Some(context.agent(trigger.end, verb)), verb);
        }
        return (meant(context, number, sentence, trigger), trigger.end);
    }
    let mut first = subject_first(doc, sentence, at);
    // `Jadi Bapak Ibu OPD jangan sungkan`: words that call come before those who are called.
    while first + 1 < at
        && !is_agent(doc, first, at)
        && (doc.cue(first, Cue::AddressWord)
            || doc.is(first, Class::Indonesian)
            || doc.says(first, "jadi"))
    {
        first += 1;
    }
    match is_agent(doc, first, at) || context.named_ending_at(at).is_some() {
        true => (Some(context.agent(first, at)), first),
        false => (meant(context, number, sentence, trigger), first),
    }
}

/// Where the subject before a verb begins: behind `bahwa`, a comma, a verb of saying.
fn subject_first(doc: &Doc<'_>, sentence: Sentence, verb: usize) -> usize {
    let from = sentence.first.max(verb.saturating_sub(LONG_SUBJECT));
    let stops = |at: usize| {
        !doc.word(at)
            && doc.tokens[at].kind != TokenKind::Number
            && !matches!(doc.str(at), "(" | ")")
            || doc.is(at, Class::Says)
            || doc.says_any(at, &["bahwa", "dan"])
    };
    (from..verb)
        .rev()
        .take_while(|at| !stops(*at))
        .last()
        .unwrap_or(verb)
}

/// `diinput ke SIPD-RI oleh operator kecamatan`: who is told behind what is to be done.
fn doer_behind(context: &Context<'_, '_>, sentence: Sentence, start: usize) -> Option<Actor> {
    const NEAR: usize = 20;
    let doc = context.doc;
    let by = (start..sentence.end.min(start + NEAR)).find(|at| doc.says(*at, "oleh"))? + 1;
    if let Some((actor, _)) = context.named_from(by) {
        return Some(actor);
    }
    let end = (by..sentence.end.min(by + 4))
        .take_while(|at| doc.word(*at))
        .last()?
        + 1;
    is_agent(doc, by, end).then(|| context.agent(by, end))
}

/// Of whom something is wished, asked or proposed, and where the act begins.
pub(super) fn wished(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let start = skip_so_that(doc, trigger.end, sentence.end);
    if trigger.kind == Kind::Plan {
        return hoped_of(context, number, sentence, trigger, start);
    }
    // `memberi tenggat 30 hari kepada camat untuk ...`
    let giver = ["memberi", "beri", "kasih"]
        .iter()
        .any(|giving| doc.str(trigger.first).starts_with(giving));
    let to = giver
        .then(|| {
            (start..sentence.end.min(start + 10)).find(|at| doc.says_any(*at, &["kepada", "bagi"]))
        })
        .flatten();
    if let Some(asked) = to.and_then(|to| asked_so_that(context, sentence, to + 1)) {
        return asked;
    }
    // `Pemkab diberi waktu 30 hari untuk menyampaikan laporan`
    let given_time = doc
        .says_any(trigger.first, &["diberi", "diberikan"])
        .then(|| (start..sentence.end.min(start + 10)).find(|at| doc.says(*at, "untuk")))
        .flatten();
    if let Some(to) = given_time {
        let asked = context.right_before(number, sentence, trigger.first);
        return (asked, skip_so_that(doc, to, sentence.end));
    }
    if doc.str(trigger.first).starts_with("di") || doc.says(trigger.first, "wajib") {
        if let Some(several) = context.several_before(sentence, trigger.first) {
            return (Some(several), start);
        }
        let asked = context.right_before(number, sentence, trigger.first);
        // `semua usulan wajib diinput oleh operator kecamatan`
        if is_passive_verb(doc, start)
            && let Some(doer) = doer_behind(context, sentence, start)
        {
            return (Some(doer), subject_first(doc, sentence, trigger.first));
        }
        // `Camat Ardiansyah diminta Komisi B memfasilitasi rapat`: who asks stands between.
        let asker = context.named_from(start).map(|(_, end)| end);
        let start = asker
            .filter(|end| is_act_verb(doc, *end) && !is_passive_verb(doc, *end))
            .unwrap_or(start);
        // `rekomendasi wajib ditindaklanjuti`: by those who are told so.
        if asked.is_none() && is_passive_verb(doc, start) {
            let first = subject_first(doc, sentence, trigger.first);
            return (meant(context, number, sentence, trigger), first);
        }
        return (asked, start);
    }
    // `BPBD saya perintahkan jaga 24 jam`, `Dirjen Laut saya minta turunkan tim`: who is asked stands before.
    let own = doc.is_any(trigger.first, Class::any(&[Class::OurSide, Class::Myself]));
    if own && trigger.end > trigger.first + 1 {
        let first = subject_first(doc, sentence, trigger.first);
        let asked = context.named_ending_at(trigger.first).or_else(|| {
            is_agent(doc, first, trigger.first).then(|| context.agent(first, trigger.first))
        });
        if asked.is_some() {
            return (asked, start);
        }
    }
    if let Some(helper) = asked_for_help(context, sentence, start) {
        return helper;
    }
    if let Some(named) = asked_by_name(context, sentence, start) {
        return named;
    }
    if let Some(addressed) = asked_so_that(context, sentence, start) {
        return addressed;
    }
    if let Some(bare) = asked_with_bare_verb(context, sentence, start) {
        return bare;
    }
    // `mohon kepada Bappeda, usulan kami jangan dicoret`
    let to = start + usize::from(doc.says(start, "kepada"));
    let comma = (to + 1..sentence.end.min(to + 7)).find(|at| !doc.word(*at));
    let addressed = comma.filter(|comma| {
        doc.says(to - 1, "kepada") && doc.mark(*comma, ',') && is_agent(doc, to, *comma)
    });
    if let Some(comma) = addressed {
        return (Some(context.agent(to, comma)), comma + 1);
    }
    // `meminta nelayan yang belum terdaftar segera melapor`
    let relative = (start..sentence.end.min(start + 4))
        .take_while(|at| doc.word(*at))
        .find(|at| doc.says(*at, "yang"));
    if let Some(yang) = relative.filter(|yang| is_agent(doc, start, *yang)) {
        return (Some(context.agent(start, yang)), start);
    }
    let limit = sentence.end.min(start + 16);
    let verb = (start..limit)
        .take_while(|at| *at == start || !another(doc, *at))
        .find(|at| is_act_verb(doc, *at));
    let mut named_end = verb.unwrap_or(start);
    // `berharap warga tidak membuang sampah`
    while named_end > start
        && (doc.is(named_end - 1, Class::SoThat)
            || doc.mark(named_end - 1, ',')
            || doc.says(named_end - 1, "tidak")
                && verb.is_some_and(|verb| doc.str(verb).starts_with("me")))
    {
        named_end -= 1;
    }
    // `berharap hotel dan pelaku wisata di tiga pulau ikut mengambil bagian`: who joins in is somebody.
    let joins = verb.filter(|verb| {
        doc.says_any(*verb, &["ikut", "turut", "bersedia"])
            && *verb > start
            && *verb <= start + LONG_SUBJECT
            && !is_passive_verb(doc, verb + 1)
            && (start..*verb).all(|at| doc.word(at) || doc.tokens[at].kind == TokenKind::Number)
            && !doc.is_any(
                start,
                Class::any(&[Class::OurSide, Class::Myself, Class::Pronoun]),
            )
            && !doc.says_any(start, &["agar", "supaya", "semua", "di", "dengan", "ke"])
    });
    if let Some(verb) = joins {
        return (Some(context.agent(start, verb)), verb);
    }
    let clause = (start..named_end)
        .any(|at| matches!(doc.str(at), "." | ":" | ";") || doc.says_any(at, &["jangan", "tidak"]));
    let aside = doc.says_any(start, &["di", "pada", "dengan", "ke", "dalam"]);
    // `meminta dewan dilibatkan`: whoever is to be done something to has nothing to do.
    let done_to = verb.is_some_and(|verb| is_passive_verb(doc, verb));
    // `warga tidak perlu lagi jauh-jauh`: it is done for them; `warga tidak membuang sampah`: they do it.
    let deed = |at: usize| {
        doc.str(at).starts_with("me") && is_act_verb(doc, at) && !doc.cue(at, Cue::DoneForThem)
    };
    let for_them = trigger.force == Force::Hoped
        && doc.cue(start, Cue::People)
        && verb.is_some_and(|verb| {
            doc.cue(verb, Cue::DoneForThem) && !(doc.says(verb, "tidak") && deed(verb + 1))
        });
    if named_end > start
        && !for_them
        && !aside
        && !clause
        && !done_to
        && (is_agent(doc, start, named_end) || context.named_ending_at(named_end).is_some())
    {
        return (
            Some(context.agent(start, named_end)),
            skip_so_that(doc, named_end, sentence.end),
        );
    }
    (meant(context, number, sentence, trigger), start)
}

/// `Kerja sama ini diharapkan mempererat hubungan`, `diharapkan terjalin sinergi antara kedua daerah`.
fn hoped_of(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
    start: usize,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let at = trigger.first;
    if let Some(actor) = context.right_before(number, sentence, at) {
        return (Some(actor), start);
    }
    // `sehingga diharapkan usulan benar-benar kebutuhan`: what is hoped stands behind.
    let joint =
        |at: usize| doc.says_any(at, &["sehingga", "maka", "yang", "dan", "juga", "kemudian"]);
    let first = match subject_first(doc, sentence, at) {
        first if first < at && doc.word(at - 1) && !(first..at).all(joint) => first,
        _ => start,
    };
    (context.addressed(None, at), first)
}

/// Who is meant by a wish that names a thing: whoever wishes speaks for one of those who met, and hopes for their own side;
/// councillors ask the government of their region; all others ask those whom the report is about.
fn meant(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> Option<Actor> {
    let at = trigger.first;
    // `KPK berharap`: the body itself wishes, whoever spoke last.
    let wisher = context
        .named_ending_at(at)
        .or_else(|| context.side_of_focus(number, at))
        .or_else(|| context.before(number, sentence, at));
    let side = context.side_of(wisher.as_ref());
    let takes_part = side.as_deref().is_some_and(|side| context.takes_part(side));
    // `menawarkan tenaga prajurit`: the one who offers gives.
    if context.doc.says_any(at, &["menawarkan", "menawari"]) {
        return wisher;
    }
    // What is proposed where a ministry is, is proposed to the ministry.
    if trigger.force == Force::Proposed
        && let Some(ministry) = context
            .ministry(at)
            .filter(|ministry| Some(&ministry.name) != side.as_ref())
    {
        return Some(ministry);
    }
    let host = context.addressed(None, at).map(|host| host.name);
    let hosts = side.is_some() && side == host;
    let watches = side.as_ref().is_some_and(|side| {
        context
            .doc
            .gazetteer
            .begins(side, Class::Oversight)
            .is_some()
    });
    let council = side.as_ref().is_some_and(|side| side.starts_with("DPR"));
    match trigger.force {
        Force::Hoped if takes_part && !watches => side.map(|side| context.actor(side, at, at + 1)),
        // Those who watch hope of the government of their region, or of the first that is there.
        Force::Hoped if watches => {
            let own = context.government_of_focus(number, at);
            own.filter(|_| council)
                .or_else(|| context.first_government(at))
                .or_else(|| context.addressed(side.as_deref(), at))
        }
        Force::Hoped => context.addressed(side.as_deref(), at),
        _ => {
            let own = context.government_of_focus(number, at);
            // A guest's head of government asks those who receive them; councillors ask their own government.
            let asks_itself = own
                .as_ref()
                .is_some_and(|own| Some(&own.name) == side.as_ref());
            // Those who watch ask whom the report is about, a council its own government.
            let watched = || watches.then(|| context.first_government(at)).flatten();
            own.filter(|_| (!asks_itself || hosts) && (!watches || council))
                .filter(|own| council || context.takes_part(&own.name))
                .or_else(watched)
                .or_else(|| context.addressed(side.as_deref(), at))
        }
    }
}
