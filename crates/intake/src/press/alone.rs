//! Posts without names: whoever was named in that post, and else an office whose holder is not named.

use std::collections::{HashMap, HashSet};

use super::class::Class;
use super::doc::Doc;
use super::find::Find;
use super::people::{MAX_PEOPLE, Mention, People, Somebody, region_of};
use super::post::Post;

/// "Gubernur", "Wali Kota": the last person named in that post, and else an office whose holder is not named.
pub(super) fn posts_alone(doc: &Doc<'_>, people: &mut People, finds: &[Find]) {
    let bearers = Bearers::of(doc, people);
    let mut named: Vec<Mention> = people.mentions.clone();
    named.sort_by_key(|mention| mention.end);
    let mut offices: HashMap<(String, Option<&'static str>), usize> = HashMap::new();
    for find in finds.iter().filter(|find| find.name.is_none()) {
        let Some(post) = &find.post else { continue };
        // `kepala OPD`: of which, nobody says.
        let of_any = post.lower && post.role == "Kepala" && doc.cap(post.end);
        if post.group || post.former || of_any {
            continue;
        }
        let of_deputy = sent_by(doc, people, &named, post);
        let post = of_deputy.as_ref().unwrap_or(post);
        let who = match bearers.bearer(doc, people, post, find.first) {
            Some(who) => who,
            None if !stands_alone(doc, post) => continue,
            None => {
                let key = (post.role.clone(), post.region.map(|region| region.name));
                match offices.get(&key) {
                    Some(who) => *who,
                    None if people.all.len() >= MAX_PEOPLE => {
                        people.too_many = true;
                        continue;
                    }
                    None => {
                        people.all.push(Somebody {
                            name: None,
                            keys: Vec::new(),
                            titles: Vec::new(),
                            post: Some(post.clone()),
                            mentions: Vec::new(),
                        });
                        offices.insert(key, people.all.len() - 1);
                        people.all.len() - 1
                    }
                }
            }
        };
        people.mentions.push(Mention {
            first: find.first,
            end: find.end,
            who,
        });
    }
}

/// `Sekretaris Daerah Manokwari Selatan Soleman Ahoren yang mewakili bupati`: the head of the deputy's own region.
fn sent_by(doc: &Doc<'_>, people: &People, named: &[Mention], post: &Post) -> Option<Post> {
    const NEAR: usize = 6;
    let at = post.first;
    let head = matches!(
        post.class,
        Class::PostProvince | Class::PostRegency | Class::PostCity
    );
    let command = super::body::command_level(doc, &post.role).is_some();
    let office = matches!(post.role.as_str(), "Kepala Dinas" | "Kepala Badan");
    let meant = head || command || office;
    if !meant || post.region.is_some() || at == 0 || !doc.says(at - 1, "mewakili") {
        return None;
    }
    let before = named.partition_point(|mention| mention.end < at);
    let deputy = named[..before]
        .last()
        .filter(|mention| mention.end + NEAR >= at && doc.same_sentence(mention.first, at))?;
    let region = region_of(&people.all[deputy.who])?;
    // `Sekretaris Dinas Kesehatan ... yang mewakili kepala dinas`: of the same office.
    let held = people.all[deputy.who].post.as_ref();
    let of_office = held.and_then(|held| {
        held.role
            .split_once("Dinas ")
            .or(held.role.split_once("Badan "))
    });
    let role = match of_office {
        Some((_, field)) if office => format!("{} {field}", post.role),
        None if office => return None,
        _ => post.role.clone(),
    };
    Some(Post {
        role,
        region: Some(region),
        lower: false,
        ..post.clone()
    })
}

/// Mentions of those who bear a post: their first tokens, and who they are; in order of the text.
type Held = HashMap<String, Vec<(usize, usize)>>;

/// Named mentions by the post that they name, and by the first words of longer posts.
struct Bearers(Held, Held);

impl Bearers {
    fn of(doc: &Doc<'_>, people: &People) -> Self {
        let mut bearers = Held::new();
        let mut begun = Held::new();
        let mut told = HashSet::new();
        for mention in &people.mentions {
            let somebody = &people.all[mention.who];
            if let Some(post) = &somebody.post {
                let held = bearers.entry(role_core(&post.role).to_owned()).or_default();
                held.push((mention.first, mention.who));
                // `Kepala Biro Pemerintahan dan Otonomi Daerah Setda` is `Kepala Biro Pemerintahan` later.
                if post.class == Class::PostOffice && told.insert(mention.who) {
                    let role = role_core(&post.role);
                    for (end, _) in role.match_indices(' ').skip(2) {
                        let held = begun.entry(role[..end].to_owned()).or_default();
                        held.push((mention.first, mention.who));
                    }
                }
                // `Menteri` is the minister who was named.
                if post.class == Class::PostNation && post.role.starts_with("Menteri ") {
                    let held = bearers.entry("Menteri".to_owned()).or_default();
                    held.push((mention.first, mention.who));
                }
                if post.unit && post.body.is_some() {
                    let head = role_core(&post.role).split(' ').next().unwrap_or_default();
                    bearers
                        .entry(head.to_owned())
                        .or_default()
                        .push((mention.first, mention.who));
                }
                // `Kepala Dinas Komunikasi dan Informatika (Kominfo)` is `Kepala Dinas Kominfo` later.
                let short = (post.first..post.end)
                    .find(|at| doc.mark(*at, '(') && doc.cap(at + 1) && doc.mark(at + 2, ')'));
                if let Some(at) = short {
                    let short = doc.str(at + 1);
                    let words: Vec<&str> = post.role.split(' ').take(2).collect();
                    for head in [words[0].to_owned(), words.join(" ")] {
                        bearers
                            .entry(format!("{head} {short}"))
                            .or_default()
                            .push((mention.first, mention.who));
                    }
                }
                // `Dandim 1605/Belu` is `Dandim` later.
                let numbered = post.role.bytes().any(|byte| byte.is_ascii_digit());
                if numbered && doc.gazetteer.begins(&post.role, Class::CommandOf).is_some() {
                    let head = role_core(&post.role).split(' ').next().unwrap_or_default();
                    bearers
                        .entry(head.to_owned())
                        .or_default()
                        .push((mention.first, mention.who));
                }
                // `Kepala Dinas` later means the head of the office that was named.
                if post.unit && post.class == Class::PostOffice {
                    let head: Vec<&str> = post.role.split(' ').take(2).collect();
                    bearers
                        .entry(head.join(" "))
                        .or_default()
                        .push((mention.first, mention.who));
                }
            }
        }
        for held in bearers.values_mut().chain(begun.values_mut()) {
            held.sort_unstable();
        }
        Self(bearers, begun)
    }

    /// Who holds a post that is named without a name: the last bearer before this place, else the first after it.
    fn bearer(&self, doc: &Doc<'_>, people: &People, post: &Post, at: usize) -> Option<usize> {
        let role = role_core(&post.role);
        let held = self.0.get(role).or_else(|| self.1.get(role))?;
        let middle = held.partition_point(|(first, _)| *first <= at);
        let fits = |(_, who): &&(usize, usize)| {
            let region = region_of(&people.all[*who]);
            post.region
                .is_none_or(|wanted| region.is_some_and(|held| held.code == wanted.code))
        };
        // The nearest hundred on each side: a text that names more bearers of one post is a list, not a report.
        let before = held[..middle].iter().rev().take(100).find(fits);
        // Nobody is named by the post alone and again, with a name, in one sentence: those are two.
        let later = |held: &&(usize, usize)| fits(held) && !doc.same_sentence(held.0, at);
        // `Rombongan Pemkot Cilegon dipimpin Wali Kota Helldy`, later `Wali Kota Cilegon`: of the region named right before.
        let told = |(first, who): &&(usize, usize)| {
            let range = doc.sentences.get(doc.sentence_of[*first]);
            let wanted = post.region.map(|region| region.code);
            let near = range.and_then(|range| {
                let mut back = (range.first.max(first.saturating_sub(40))..*first).rev();
                back.find_map(|at| doc.hit(at, Class::Region).filter(|_| doc.cap(at)))
            });
            region_of(&people.all[*who]).is_none()
                && near.zip(wanted).is_some_and(|(hit, wanted)| {
                    doc.value(hit)
                        .split(' ')
                        .any(|code| code == wanted.as_str())
                })
        };
        before
            .or_else(|| held[middle..].iter().take(100).find(later))
            .or_else(|| held[..middle].iter().rev().take(20).find(told))
            .map(|(_, who)| *who)
    }
}

/// The role without its acting word.
pub(super) fn role_core(role: &str) -> &str {
    const ACTING: [&str; 8] = [
        "Plt ",
        "Plh ",
        "Pjs ",
        "Pj ",
        "Penjabat Sementara ",
        "Penjabat ",
        "Pelaksana Tugas ",
        "Pelaksana Harian ",
    ];
    ACTING
        .iter()
        .find_map(|acting| role.strip_prefix(acting))
        .unwrap_or(role)
}

/// Posts of the army and the police in a district or village, of which the text may say no more than that.
pub(super) fn is_guard(role: &str) -> bool {
    matches!(
        role,
        "Danramil" | "Babinsa" | "Bhabinkamtibmas" | "Danposramil" | "Danpos Ramil"
    )
}

/// `unsur Forkopimcam (Camat, Kapolsek, Danramil)`: only who belongs to it.
fn in_brackets(doc: &Doc<'_>, at: usize) -> bool {
    const NEAR: usize = 12;
    let before = (at.saturating_sub(NEAR)..at)
        .rev()
        .find(|at| matches!(doc.str(*at), "(" | ")"));
    before.is_some_and(|at| doc.mark(at, '('))
}

/// Whether an office without a name is somebody in particular: it has its region or body, or there is but one.
fn stands_alone(doc: &Doc<'_>, post: &Post) -> bool {
    if post.lower {
        return false;
    }
    let head = matches!(
        post.class,
        Class::PostProvince | Class::PostRegency | Class::PostCity
    );
    let represented = post.first > 0 && doc.says(post.first - 1, "mewakili");
    let of_deputy = post.region.is_some() && post.class != Class::Folk;
    if represented && (head || of_deputy) {
        return true;
    }
    let one = post.class == Class::PostNation;
    let many = [
        "Pimpinan ",
        "Pejabat ",
        "Kepala Perangkat",
        "Kepala OPD",
        "Kepala Organisasi",
        "Kepala SKPD",
        "Kepala SOPD",
    ]
    .iter()
    .any(|head| post.role.starts_with(head));
    let body_post = many
        || matches!(
            post.role.as_str(),
            "Anggota"
                | "Anggota DPRD"
                | "Pengurus"
                | "Perwakilan"
                | "Peneliti"
                | "Pimpinan"
                | "Kepala"
                | "Camat"
                | "Lurah"
                | "Kepala Desa"
                | "Kepala Sekolah"
                | "Anggota DPR"
                | "Anggota DPR RI"
                | "Anggota Komisi"
        );
    let listed = doc.mark(post.end, '-') || doc.says(post.end, "se");
    // `Kapolsek, Danramil, Babinsa`: each village and district has one.
    let local = is_guard(&post.role) && !in_brackets(doc, post.first);
    (one || local || post.region.is_some() || post.body.is_some() || post.unit)
        && !body_post
        && !listed
}
