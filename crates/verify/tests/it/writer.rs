//! A log written for tests, from the published formats and the pure rules alone.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use domain::any::AnyState;
use domain::disclosure::{self, Act};
use domain::entry::{Body, By, Entry, Micros, body_hash};
use domain::id::OrganizationId;
use domain::public::PublicRecord;
use domain::subject::{Event, Stamp, Subject};
use domain::{Reference, SubjectKind, Text, When};
use domain::{commitment, organization};
use jiff::civil::{Date, date};
use tlog::{Checkpoint, Hash, SigningKey, TILE_WIDTH, leaf_hash, root_of};

pub(crate) const ORIGIN: &str = "log.contoh.id";
pub(crate) const TODAY: Date = date(2026, 11, 22);

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) struct Recorded {
    pub(crate) at: Micros,
    pub(crate) open: bool,
    pub(crate) body: Body,
    /// Whether the body is public now.
    pub(crate) served: bool,
}

pub(crate) struct Log {
    pub(crate) key: SigningKey,
    pub(crate) entries: Vec<Recorded>,
    /// How many entries each subject has.
    seqs: HashMap<Reference, u64>,
}

impl Log {
    pub(crate) fn new() -> Self {
        Self {
            key: SigningKey::from_seed(ORIGIN, &[7; 32]).unwrap(),
            entries: Vec::new(),
            seqs: HashMap::new(),
        }
    }

    /// Some of everything: corrections, facts, a sealed entry, one opened later, one withheld, one erased.
    pub(crate) fn sample() -> Self {
        let mut log = Self::new();
        log.organization("36", "Provinsi Banten");
        log.commitment("sekolah", "Sekolah gratis");
        log.commitment("pasar", "Pasar murah");
        let withheld = log.organization("dinas", "Dinas yang ditahan");
        log.organization("36", "Provinsi Banten, dibetulkan");
        log.promise_kept("sekolah");
        let sealed = log.organization("rancangan", "Rancangan");
        log.seal(sealed);
        let opened = log.commitment("terbuka", "Dibuka kemudian");
        log.seal(opened);
        log.disclose(opened, Act::Open);
        log.disclose(withheld, Act::Withhold);
        let erased = log.organization("warga", "Data pribadi");
        log.disclose(erased, Act::Erase);
        log
    }

    /// Many entries about a few subjects, so that there are several tiles and levels.
    pub(crate) fn long(entries: usize) -> Self {
        let mut log = Self::sample();
        while log.entries.len() < entries {
            let n = log.entries.len();
            log.organization(&format!("org-{}", n % 40), &format!("Badan {n}"));
        }
        log
    }

    pub(crate) fn organization(&mut self, key: &str, name: &str) -> u64 {
        let kind = if key == "36" {
            organization::OrganizationKind::Province
        } else {
            organization::OrganizationKind::Agency
        };
        let description = organization::Description {
            name: Text::id(name),
            kind,
            region: (key == "36").then(|| "36".to_owned()),
            also_known_as: vec![],
            parent: None,
            successor: None,
            seat: None,
            sources: vec![],
            differences: vec![],
        };
        let event = Event::<organization::Organization>::Described {
            key: Some(key.to_owned()),
            description,
            reason: None,
        };
        self.record(
            Reference::from_key(SubjectKind::Organization, key),
            event,
            None,
        )
    }

    pub(crate) fn commitment(&mut self, key: &str, promise: &str) -> u64 {
        let description = commitment::Description {
            promise: Text::both(promise, "A promise"),
            quote: None,
            made_by: None,
            post: None,
            owners: vec![OrganizationId::from_key("36")],
            beneficiaries: vec![],
            due: Some(When::Year(2027)),
            indicator: None,
            rhythm_days: None,
            gathering: None,
            agreement: None,
            programme: None,
            sources: vec![],
            differences: vec![],
        };
        let event = Event::<commitment::Commitment>::Described {
            key: Some(key.to_owned()),
            description,
            reason: None,
        };
        self.record(
            Reference::from_key(SubjectKind::Commitment, key),
            event,
            Some(When::Day(date(2025, 10, 24))),
        )
    }

    fn promise_kept(&mut self, key: &str) -> u64 {
        let data = serde_json::json!({"key": "anggaran", "fact": {
            "stage": "budgeting", "standing": "evidenced", "what": {"id": "APBD 2026"}, "amount": 500_000_000_000_i64, "sources": []
        }});
        let about = Reference::from_key(SubjectKind::Commitment, key);
        self.push(
            about,
            "chain".to_owned(),
            data,
            Some(When::Day(date(2025, 12, 1))),
        )
    }

    pub(crate) fn disclose(&mut self, entry: u64, act: Act) -> u64 {
        let description = disclosure::Description {
            entry,
            act,
            ground: Text::id("UU 27/2022"),
            decided_by: "PPID".to_owned(),
        };
        let event = Event::<disclosure::Disclosure>::Described {
            key: None,
            description,
            reason: None,
        };
        self.entries[entry as usize].served = act == Act::Open;
        self.record(Reference::of_entry(entry), event, None)
    }

    pub(crate) fn seal(&mut self, entry: u64) {
        let entry = &mut self.entries[entry as usize];
        (entry.open, entry.served) = (false, false);
    }

    fn record<S: Subject>(&mut self, about: Reference, event: Event<S>, on: Option<When>) -> u64 {
        let (kind, data) = event.to_parts().unwrap();
        self.push(about, kind, data, on)
    }

    pub(crate) fn push(
        &mut self,
        about: Reference,
        kind: String,
        data: serde_json::Value,
        on: Option<When>,
    ) -> u64 {
        let number = self.entries.len() as u64;
        let next = self.seqs.entry(about).or_default();
        let seq = *next;
        *next += 1;
        let by = By {
            office: "Biro Kerja Sama".to_owned(),
            role: "import".to_owned(),
            account: None,
        };
        let body = Body {
            about,
            by,
            data,
            kind,
            on,
            salt: format!("{number:032x}"),
            seq,
        };
        let at = Micros(1_763_800_000_000_000 + 1_000 * number as i64);
        self.entries.push(Recorded {
            at,
            open: true,
            body,
            served: true,
        });
        number
    }

    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        self.entries
            .iter()
            .map(|entry| entry.body.encode().unwrap())
            .collect()
    }

    fn leaves(&self, bodies: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let leaf = |(recorded, body): (&Recorded, &Vec<u8>)| {
            Entry {
                at: recorded.at,
                body: body_hash(body),
                open: recorded.open,
            }
            .encode()
        };
        self.entries.iter().zip(bodies).map(leaf).collect()
    }

    /// The files that a Sinergi serves.
    pub(crate) fn files(&self) -> Files {
        let bodies = self.bodies();
        let leaves = self.leaves(&bodies);
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let mut files = Files::new();
        let checkpoint = Checkpoint::new(ORIGIN, leaves.len() as u64, root_of(&hashes));
        files.insert(
            "log/checkpoint".to_owned(),
            checkpoint.sign(&self.key).unwrap().into_bytes(),
        );
        files.insert(
            "log/key".to_owned(),
            format!("{}\n", self.key.verifier()).into_bytes(),
        );
        self.tiles(hashes, &mut files);
        self.bundles(&leaves, &bodies, &mut files);
        self.records(&mut files);
        files
    }

    fn tiles(&self, mut hashes: Vec<Hash>, files: &mut Files) {
        for level in 0.. {
            for (index, tile) in hashes.chunks(TILE_WIDTH as usize).enumerate() {
                let path = tlog::tile_path(level, index as u64, tile.len() as u16);
                files.insert(format!("log/{path}"), tlog::encode_tile(tile));
            }
            hashes = hashes
                .chunks_exact(TILE_WIDTH as usize)
                .map(root_of)
                .collect();
            if hashes.is_empty() {
                return;
            }
        }
    }

    fn bundles(&self, leaves: &[Vec<u8>], bodies: &[Vec<u8>], files: &mut Files) {
        let bodies: Vec<Option<&[u8]>> = self
            .entries
            .iter()
            .zip(bodies)
            .map(|(entry, body)| entry.served.then_some(&body[..]))
            .collect();
        let width = TILE_WIDTH as usize;
        for (index, (leaves, bodies)) in leaves.chunks(width).zip(bodies.chunks(width)).enumerate()
        {
            let (index, width) = (index as u64, leaves.len() as u16);
            let entries = tlog::encode_bundle(leaves.iter().map(|leaf| &leaf[..])).unwrap();
            files.insert(format!("log/{}", tlog::entries_path(index, width)), entries);
            let bodies = tlog::encode_bodies(bodies.iter().copied()).unwrap();
            files.insert(format!("log/{}", tlog::bodies_path(index, width)), bodies);
        }
    }

    fn records(&self, files: &mut Files) {
        let mut states: BTreeMap<Reference, AnyState> = BTreeMap::new();
        for (number, entry) in self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.served)
        {
            let stamp = Stamp {
                entry: number as u64,
                at: entry.at,
                on: entry.body.on,
            };
            let state = states
                .entry(entry.body.about)
                .or_insert_with(|| AnyState::new(entry.body.about.kind));
            state.apply(&entry.body.kind, entry.body.data.clone(), stamp);
        }
        for kind in SubjectKind::PUBLIC {
            let mut lines = String::new();
            for (subject, state) in states.iter().filter(|(subject, _)| subject.kind == kind) {
                lines += &serde_json::to_string(&PublicRecord::of(*subject, state, TODAY).unwrap())
                    .unwrap();
                lines.push('\n');
            }
            files.insert(
                format!("api/v1/{}.jsonl", kind.plural()),
                lines.into_bytes(),
            );
        }
    }
}

pub(crate) fn write(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
