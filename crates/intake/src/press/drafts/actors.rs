//! Bodies, people and posts: those that the record knows, and drafts of the others.

use domain::citation::Citation;
use domain::id::{OrganizationId, PersonId, PostId};
use domain::organization::OrganizationKind;
use domain::post::{Membership, Role};
use domain::text::Text;
use domain::{Reference, SubjectKind, When, organization, person, post, region};

use super::super::normal;
use super::super::reading::Person;
use super::{Builder, Member, Reason};
use crate::founding;

/// What a person is in the record.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Actor {
    pub(super) person: Option<PersonId>,
    pub(super) post: Option<PostId>,
    pub(super) body: Option<OrganizationId>,
}

impl Builder<'_> {
    /// The government of a region.
    pub(super) fn government(&mut self, code: &str) -> Option<OrganizationId> {
        let region = region::find(code)?;
        let id = OrganizationId::from_key(code);
        let known = self.register.has(id.into())
            || !self.found_now(SubjectKind::Organization, code, id.into());
        if !known {
            // A record without the 552 governments gets those that it needs, from the compiled-in table.
            let mut description = founding::government(&region);
            description.parent = None;
            self.describe::<organization::Organization>(code, description, None);
        }
        Some(id)
    }

    /// Whether something is met for the first time.
    fn found_now(&mut self, kind: SubjectKind, by: &str, subject: Reference) -> bool {
        self.found.insert((kind, by.to_owned()), subject).is_none()
    }

    /// The body with this name: recorded, a government, or a draft if its name tells its kind.
    pub(super) fn body(
        &mut self,
        name: &str,
        within: Option<&str>,
        cited: &Citation,
    ) -> Option<OrganizationId> {
        for name in readings_of(name) {
            if let Some(known) = self.register.find_body(&name) {
                return Some(known);
            }
        }
        if let Some(code) = government_named(name) {
            return self.government(code);
        }
        let by: Vec<String> = normal::body(name).into_iter().collect();
        let by = by.join(" ");
        if let Some(known) = self.found.get(&(SubjectKind::Organization, by.clone())) {
            return Some(OrganizationId(known.id));
        }
        let kind = kind_of(name).filter(|_| is_one_body(name))?;
        let parent = within
            .filter(|_| kind == OrganizationKind::Agency)
            .and_then(|code| self.government(code));
        let key = self.free_key(SubjectKind::Organization, name);
        let description = organization::Description {
            name: Text::id(name),
            kind,
            region: within
                .filter(|_| kind != OrganizationKind::Central)
                .map(str::to_owned),
            also_known_as: Vec::new(),
            parent,
            successor: None,
            seat: None,
            sources: vec![cited.clone()],
            differences: Vec::new(),
        };
        let subject = self.describe::<organization::Organization>(&key, description, None);
        self.found.insert((SubjectKind::Organization, by), subject);
        Some(OrganizationId(subject.id))
    }

    /// A person of a reading with post and body, as far as they are known or can be drafted.
    pub(super) fn actor(
        &mut self,
        person: &Person,
        name: Option<&str>,
        member: &Member<'_>,
    ) -> Actor {
        let spans = person
            .role
            .as_ref()
            .map_or(&person.spans, |role| &role.spans);
        let cited = member.cite(spans);
        let code = person.region.map(|code| code.to_string());
        let institution = person
            .institution
            .as_ref()
            .map(|found| found.value.as_str());
        let body = match (institution, &code) {
            // The reader gives the region of a government's own posts; a council or an agency has its own name.
            (Some(name), Some(code))
                if government_named(name).is_some() || kind_of(name).is_none() =>
            {
                self.government(code)
            }
            (Some(name), code) => self.body(name, code.as_deref(), &cited),
            (None, Some(code)) => self.government(code),
            (None, None) => None,
        };
        let role = person.role.as_ref().map(|role| role.value.as_str());
        let known_post = body
            .zip(role)
            .and_then(|(body, role)| self.known_post(body, role));
        let post = match (known_post, body, role) {
            (Some(post), ..) => Some(post),
            (None, Some(body), Some(role)) => {
                Some(self.draft_post(role, body, code.as_deref(), institution, &cited))
            }
            _ => None,
        };
        // The record names people in a public role only: who holds no post in a body is a citizen, and stays out of the log.
        let holder = name.and_then(|name| match post {
            Some(_) => Some(self.person(name, known_post, member, person)),
            None => self.register.find_person(&normal::name(name)),
        });
        if let (Some(name), None) = (name, holder) {
            self.gap(member, &person.spans, name, Reason::NoPublicRole);
        }
        if let (Some(post), Some(holder)) = (post, holder) {
            self.hold(post, holder, member, &cited);
        }
        Actor {
            person: holder,
            post,
            body,
        }
    }

    /// A recorded post of a body: the same title once the body's name is taken out of both.
    fn known_post(&self, body: OrganizationId, role: &str) -> Option<PostId> {
        let body_name = self.register.name(body.into()).unwrap_or_default();
        let place = normal::body(&body_name);
        let core = |title: &str| -> Vec<String> {
            normal::words(title)
                .into_iter()
                .filter(|word| !place.contains(word) && !FILLER.contains(&word.as_str()))
                .collect()
        };
        let role = core(role);
        let mut fitting = self
            .register
            .posts_of(body)
            .filter(|post| core(&post.title) == role);
        fitting.next().map(|post| post.id)
    }

    /// A person by name, or as the one who holds a recorded post under a name that holds all of this one's words.
    fn person(
        &mut self,
        name: &str,
        post: Option<PostId>,
        member: &Member<'_>,
        read: &Person,
    ) -> PersonId {
        let words = normal::name(name);
        if let Some(known) = self.register.find_person(&words) {
            return known;
        }
        let holders = post
            .map(|post| self.register.holders(post))
            .unwrap_or_default();
        let holds = |known: &Vec<String>| words.iter().all(|word| known.contains(word));
        let is_called = |id: &PersonId| self.register.names_of(*id).iter().any(holds);
        if let Some(known) = holders.into_iter().find(is_called) {
            return known;
        }
        let by = words.join(" ");
        if let Some(known) = self.found.get(&(SubjectKind::Person, by.clone())) {
            return PersonId(known.id);
        }
        let key = self.free_key(SubjectKind::Person, name);
        let description = person::Description {
            name: name.to_owned(),
            also_known_as: Vec::new(),
            titles: None,
            sources: vec![member.cite(&read.spans)],
            differences: Vec::new(),
        };
        let subject = self.describe::<person::Person>(&key, description, None);
        self.found.insert((SubjectKind::Person, by), subject);
        PersonId(subject.id)
    }

    fn draft_post(
        &mut self,
        role: &str,
        body: OrganizationId,
        code: Option<&str>,
        institution: Option<&str>,
        cited: &Citation,
    ) -> PostId {
        let title = title_of(role, code, institution);
        let by = format!("{} {title}", body.0);
        if let Some(known) = self.found.get(&(SubjectKind::Post, by.clone())) {
            return PostId(known.id);
        }
        let key = self.free_key(SubjectKind::Post, &title);
        let description = post::Description {
            title: Text::id(title),
            organization: body,
            role: role_of(role),
            sources: vec![cited.clone()],
            differences: Vec::new(),
        };
        let subject = self.describe::<post::Post>(&key, description, None);
        self.found.insert((SubjectKind::Post, by), subject);
        PostId(subject.id)
    }

    /// Notes that a source names somebody in a post, unless the record has it.
    fn hold(&mut self, post: PostId, holder: PersonId, member: &Member<'_>, cited: &Citation) {
        let by = format!("{} {}", post.0, holder.0);
        let recorded = self.register.holders(post).contains(&holder);
        if recorded || !self.found_now(SubjectKind::Post, &by, holder.into()) {
            return;
        }
        let day = member.report.reading.date.from.or(member.published());
        let membership = Membership {
            person: holder,
            from: None,
            to: None,
            acting: false,
            seen: day.map(When::Day),
            sources: vec![cited.clone()],
        };
        let key = format!("terlihat-{}", &holder.0.simple().to_string()[..12]);
        self.note::<post::Post>(post.into(), &key, post::Fact::Held(membership), None);
    }
}

/// Words of a post's title that tell nothing apart.
const FILLER: &[&str] = &["pemerintah", "provinsi", "kabupaten", "daerah", "ri"];

/// A name as it stands, and without or only with what stands in brackets: "Komisi Pemberantasan Korupsi (KPK)".
fn readings_of(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    if let Some((before, rest)) = name.split_once('(') {
        all.push(before.to_owned());
        all.extend(rest.split_once(')').map(|(inside, _)| inside.to_owned()));
    }
    all.extend(name.strip_suffix(" RI").map(str::to_owned));
    all
}

/// The code of the government with this name, with or without "Pemerintah".
fn government_named(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let bare = lower
        .strip_prefix("pemerintah ")
        .unwrap_or(&lower)
        .replace("pemprov ", "provinsi ");
    let bare = bare
        .replace("pemkab ", "kabupaten ")
        .replace("pemkot ", "kota ");
    let all = region::provinces().iter().chain(region::regencies());
    let mut fitting = all.filter(|region| {
        let full = region.full_name().to_lowercase();
        full == bare || full.strip_prefix("provinsi ") == Some(&bare)
    });
    fitting.next().map(|region| region.code.as_str())
}

/// Whether a name is that of one body: "Dinas PUPR", not "berbagai dinas terkait".
fn is_one_body(name: &str) -> bool {
    const MANY: &[&str] = &[
        "berbagai", "masing", "para", "semua", "seluruh", "sejumlah", "terkait", "kedua", "se",
        "dan",
    ];
    name.starts_with(char::is_uppercase)
        && !normal::words(name)
            .iter()
            .any(|word| MANY.contains(&word.as_str()))
}

/// What kind of body a name tells, if it does.
fn kind_of(name: &str) -> Option<OrganizationKind> {
    let words = normal::words(name);
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    if has(&["dprd", "dpd"]) || words.iter().take(2).eq(["dewan", "perwakilan"]) {
        Some(OrganizationKind::Council)
    } else if has(&["kpk", "bpkp", "bpk", "ombudsman", "inspektorat"]) || has(&["pemberantasan"]) {
        Some(OrganizationKind::Supervisor)
    } else if has(&[
        "kementerian",
        "kemendagri",
        "kemenkes",
        "kemenkeu",
        "polri",
        "tni",
    ]) {
        Some(OrganizationKind::Central)
    } else if has(&[
        "dinas",
        "badan",
        "bappeda",
        "sekretariat",
        "biro",
        "rsud",
        "bpbd",
        "bapenda",
        "kecamatan",
    ]) {
        Some(OrganizationKind::Agency)
    } else if has(&[
        "pt",
        "cv",
        "bank",
        "yayasan",
        "universitas",
        "perumda",
        "koperasi",
    ]) {
        Some(OrganizationKind::ThirdParty)
    } else if has(&["asosiasi", "forum", "apkasi", "apeksi", "appsi"]) {
        Some(OrganizationKind::Forum)
    } else {
        None
    }
}

/// A post's title with its place.
fn title_of(role: &str, code: Option<&str>, institution: Option<&str>) -> String {
    let region = code.and_then(region::find);
    let place = match (role_of(role), region, institution) {
        (Role::Head | Role::Deputy, Some(region), _) => region.bare_name().to_owned(),
        (_, Some(region), Some(name)) if government_named(name).is_some() => {
            region.full_name().into_owned()
        }
        (_, _, Some(name)) => name.to_owned(),
        (_, Some(region), None) => region.full_name().into_owned(),
        (_, None, None) => String::new(),
    };
    // "Ketua DPRD" of "DPRD Kota Bandung" is "Ketua DPRD Kota Bandung".
    let said = normal::words(role);
    let more: Vec<&str> = place
        .split_whitespace()
        .filter(|word| !normal::words(word).iter().all(|w| said.contains(w)))
        .collect();
    format!("{role} {}", more.join(" ")).trim_end().to_owned()
}

/// What a title makes of its holder.
fn role_of(title: &str) -> Role {
    let words = normal::words(title);
    let begins = |start: &[&str]| {
        words
            .iter()
            .map(String::as_str)
            .take(start.len())
            .eq(start.iter().copied())
    };
    let head = |words: &[String]| {
        matches!(
            words.first().map(String::as_str),
            Some("gubernur" | "bupati" | "wali")
        )
    };
    let acting = words
        .iter()
        .position(|word| head(std::slice::from_ref(word)))
        .unwrap_or_default();
    if begins(&["wakil"]) && head(&words[1..]) {
        Role::Deputy
    } else if head(&words)
        || (begins(&["penjabat"]) || begins(&["pelaksana", "tugas"])) && acting > 0
    {
        Role::Head
    } else if begins(&["sekretaris", "daerah"]) {
        Role::Secretary
    } else if begins(&["inspektur"]) {
        Role::Inspector
    } else if begins(&["ketua"]) {
        Role::Chair
    } else if begins(&["kepala"]) {
        Role::AgencyHead
    } else {
        Role::Other
    }
}
