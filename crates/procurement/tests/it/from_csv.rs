//! Tables of SiRUP and SPSE become OCDS: what a clerk exports, what comes out, what is said, what never comes out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use procurement::engine::{Engine, Options as EngineOptions};
use procurement::from_csv::findings::Finding;
use procurement::from_csv::map::{Map, READY};
use procurement::from_csv::personal::{Kind, Names};
use procurement::from_csv::{ConvertError, Converted, Options, place, report, run};
use procurement::output::evidence;
use procurement::settings::Settings;
use procurement::shard::Group;
use serde_json::Value;

pub(crate) fn map(more: &[&str]) -> Map {
    let ready = READY.iter().map(|(_, text)| *text);
    let texts: Vec<&str> = ready.chain(more.iter().copied()).collect();
    Map::parse(&texts, &Names::carried().unwrap()).unwrap()
}

pub(crate) fn options() -> Options {
    Options {
        prefix: "ocds-abc123".into(),
        date: "2025-12-31T00:00:00+07:00".into(),
        key: b"a key for tests only".to_vec(),
        strict: false,
    }
}

/// Files in a folder of their own, converted.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn convert(
        &self,
        files: &[PathBuf],
        map: &Map,
        options: &Options,
    ) -> (Converted, PathBuf) {
        let mut output = Vec::new();
        let converted = run(files, map, options, &mut output, &|_| {}).unwrap();
        (converted, self.file("hasil.jsonl", output))
    }
}

pub(crate) fn releases(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn said(converted: &Converted, map: &Map) -> String {
    let mut said = Vec::new();
    report::write(converted, map, &mut said).unwrap();
    String::from_utf8(said).unwrap()
}

/// What these rules flag: rule and subject.
pub(crate) fn flags(
    data: &Path,
    settings: &Settings,
) -> (BTreeMap<String, BTreeSet<String>>, String) {
    let engine = Engine::new(settings).unwrap();
    let options = EngineOptions {
        evidence: true,
        links: true,
        ..EngineOptions::default()
    };
    let (outcome, _) = engine.run(&[data.to_owned()], &options, &|_| {}).unwrap();
    let mut flags: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for flag in &outcome.flags {
        let rule = outcome.rules[flag.rule as usize].id;
        let kind = if flag.group == Group::Ocid {
            rule.to_owned()
        } else {
            format!("{rule} {}", flag.group.key())
        };
        flags
            .entry(kind)
            .or_default()
            .insert(outcome.subject(flag).to_owned());
    }
    let mut lines = Vec::new();
    evidence::write(&outcome, &mut lines).unwrap();
    (flags, String::from_utf8(lines).unwrap())
}

fn all_rules() -> Settings {
    let mut settings = Settings::default();
    for entry in procurement::rules::TABLE {
        settings.choose(entry.about.id);
    }
    settings
}

const RUP: &str = "kd_rup;kd_satker;nama_satker;nama_paket;pagu;metode_pengadaan;jenis_pengadaan;nip_ppk;nama_ppk;tgl_pengumuman_paket\n\
    51000001;101;Dinas Contoh;Jembatan Cidurian;Rp 950.000.000,00;Tender;Pekerjaan Konstruksi;198001012005011001;Budi Contoh;2025-01-15\n\
    51000002;101;Dinas Contoh;Alat tulis A;Rp 199.000.000;Pengadaan Langsung;Barang;198001012005011001;Budi Contoh;2025-01-15\n\
    51000009;101;Dinas Contoh;Kendaraan listrik;1.234;E-Purchasing;Barang;198001012005011001;Budi Contoh;2025-01-15\n";

const TENDER: &str = "kd_tender,kd_rup,kd_satker,nama_satker,nama_paket,hps,mtd_pemilihan,jenis_pengadaan,status_tender\n\
    10080116000,51000001,101,Dinas Contoh,Jembatan Cidurian,940000000,Tender,Pekerjaan Konstruksi,Selesai\n\
    10080117000,51000003,101,Dinas Contoh,Gedung serbaguna,880000000,Tender,Pekerjaan Konstruksi,Selesai\n";

const PESERTA: &str = "kd_tender,kd_peserta,kd_penyedia,nama_penyedia,npwp_penyedia,nilai_penawaran,nilai_terkoreksi,pemenang,alasan\n\
    10080116000,1,701,CV Satu,01.234.567.8-401.000,930000000,930000000,1,\n\
    10080116000,2,702,CV Dua,02.234.567.8-401.000,0,0,0,\n\
    10080117000,1,703,CV Tiga,03.234.567.8-401.000,870000000,870000000,1,\n\
    10080117000,2,704,CV Empat,04.234.567.8-401.000,879000000,879000000,0,\n";

const NONTENDER: &str = "kd_nontender,kd_rup,kd_satker,nama_satker,nama_paket,hps,mtd_pemilihan,jenis_pengadaan,status_nontender,tgl_pengumuman_nontender,kd_penyedia,nama_penyedia,nilai_negosiasi,Kode Kelas\n\
    20080001000,51000002,101,Dinas Contoh,Alat tulis A,199000000,Pengadaan Langsung,Barang,Selesai,2025-03-01,710,UD Sepuluh,198000000,44121600\n\
    20080002000,51000004,101,Dinas Contoh,Alat tulis B,199500000,Pengadaan Langsung,Barang,Selesai,2025-03-08,710,UD Sepuluh,198000000,44121600\n\
    20080003000,51000005,101,Dinas Contoh,Alat tulis C hub. 0812-3456-7890,198500000,Pengadaan Langsung,Barang,Selesai,2025-03-15,710,UD Sepuluh,198000000,44121600\n\
    20080004000,51000006,101,Dinas Contoh,Servis AC,20000000,Pengadaan Langsung,Jasa Lainnya,Selesai,2025-03-15,711,UD Sebelas,19000000,72101500\n";

const PENYEDIA: &str = "kd_penyedia,nama_penyedia,alamat_penyedia,no_telp_penyedia,email_penyedia,npwp_penyedia,no_rek_bank\n\
    9001,CV Tiga,Jl. Contoh Raya No. 7 Serang,(0254) 200123,tiga@contoh.id,03.234.567.8-401.000,0012003400\n\
    9002,CV Empat,\"Jalan Contoh Raya 8, Serang\",+62 254 200123,empat@contoh.id,04.234.567.8-401.000,0012003401\n\
    9003,CV Satu,Jl. Lain No. 1,0254-300999,satu@contoh.id,01.234.567.8-401.000,0012003402\n";

const KONTRAK: &str = "kd_tender,no_kontrak,tgl_kontrak,nilai_kontrak,nama_penyedia,npwp_penyedia,no_rek_bank,apakah_addendum,versi_addendum,alasan_addendum\n\
    10080116000,027/01/SPK/2025,2025-05-02,930000000,CV Satu,01.234.567.8-401.000,0012003402,Tidak,0,\n\
    10080116000,027/01/SPK/2025,2025-08-02,1100000000,CV Satu,01.234.567.8-401.000,0012003402,Ya,1,Tambah volume\n";

const BAST: &str = "no_kontrak,no_bast,tgl_bast,nip_ppk\n027/01/SPK/2025,600/BAST/2025,2025-12-01,198001012005011001\n\
    999/SPK/2025,601/BAST/2025,2025-12-02,198001012005011001\n";

/// An office's own column beside the ready map: a class of goods, without which packages are not compared.
const KELAS: &str = "schema = 1\nname = \"kelas\"\n[[table]]\nname = \"nontender\"\n[[table.column]]\nname = \"Kode Kelas\"\n\
    to = \"/tender/items[]/classification/id\"\neach = true\n";

fn office(desk: &Desk) -> Vec<PathBuf> {
    [
        ("rup.csv", RUP),
        ("tender.csv", TENDER),
        ("peserta.csv", PESERTA),
        ("nontender.csv", NONTENDER),
        ("penyedia.csv", PENYEDIA),
        ("kontrak.csv", KONTRAK),
        ("bast.csv", BAST),
    ]
    .iter()
    .map(|(name, text)| desk.file(name, text))
    .collect()
}

#[test]
fn a_clerk_exports_tables_and_finds_the_single_bid_the_split_packages_and_the_shared_telephone() {
    let desk = Desk::new();
    let map = map(&[KELAS]);
    let (converted, data) = desk.convert(&office(&desk), &map, &options());
    let (flags, evidence) = flags(&data, &all_rules());
    let ocids = |rule: &str| flags.get(rule).cloned().unwrap_or_default();
    let named = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("ocds-abc123-{name}"))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(ocids("R018"), named(&["tender-10080116000"]));
    assert_eq!(
        ocids("X01"),
        named(&[
            "nontender-20080001000",
            "nontender-20080002000",
            "nontender-20080003000"
        ])
    );
    assert_eq!(ocids("X05"), named(&["tender-10080117000"]));
    assert!(
        ocids("X05 tenderer").is_empty() || !evidence.contains("hash:"),
        "{evidence}"
    );
    assert_eq!(ocids("X04"), named(&["tender-10080116000"]));
    // Two of the plan, two tenders, four without, and a handover that belongs to no contract.
    assert_eq!(converted.releases, 8);
    assert_eq!(converted.planned_only, 1);
    // The amount that could be two is reported with its line.
    let (_, count, found) = converted
        .findings
        .iter()
        .find(|(finding, ..)| *finding == Finding::Amount)
        .unwrap();
    assert_eq!(count, 1);
    let words = place(&converted.files, &found[0]);
    assert!(words.ends_with("rup.csv, baris/line 4, pagu"), "{words}");
    assert!(
        found[0].detail.starts_with("\"1.234\": "),
        "{}",
        found[0].detail
    );
    // So is what has no partner: two plans that no table lists, and the handover's contract.
    assert_eq!(converted.findings.count(Finding::NotJoined), 5);
    let said = said(&converted, &map);
    for words in [
        "rup.csv, baris/line 4, pagu",
        "999/SPK/2025",
        "R003  0 / 8 (0 %)",
        "tabel / table peserta, 4 baris",
        "nilai_terkoreksi",
    ] {
        assert!(said.contains(words), "{words} is not in\n{said}");
    }
}

#[test]
fn personal_numbers_are_nowhere_in_what_is_written_and_their_count_is_said() {
    let desk = Desk::new();
    let map = map(&[KELAS]);
    let (converted, data) = desk.convert(&office(&desk), &map, &options());
    let (_, evidence) = flags(&data, &all_rules());
    let written = fs::read_to_string(&data).unwrap();
    for text in [written, said(&converted, &map), evidence] {
        for personal in [
            "198001012005011001",
            "Budi Contoh",
            "01.234.567",
            "01234567",
            "200123",
            "0254",
            "3456-7890",
            "0812",
            "tiga@contoh.id",
            "0012003400",
            "Contoh Raya",
        ] {
            assert!(!text.contains(personal), "{personal} is in\n{text}");
        }
    }
    let count = |kind| converted.personal.get(&kind).copied().unwrap_or_default();
    assert_eq!(count(Kind::Nip), 5);
    assert_eq!(count(Kind::Npwp), 4 + 3 + 2);
    assert_eq!(count(Kind::Bank), 3 + 2);
    assert_eq!(count(Kind::Email), 3);
    // Three in their column, one in a title.
    assert_eq!(count(Kind::Telephone), 4);
    assert_eq!(count(Kind::Person), 3);
}

#[test]
fn rows_of_one_process_become_one_release_and_a_firm_is_one_by_its_taxpayers_number() {
    let desk = Desk::new();
    let (_, data) = desk.convert(&office(&desk), &map(&[KELAS]), &options());
    let releases = releases(&data);
    let release = releases
        .iter()
        .find(|one| one["ocid"] == "ocds-abc123-tender-10080116000")
        .unwrap();
    assert_eq!(release["planning"]["budget"]["id"], "51000001");
    assert_eq!(
        release["planning"]["budget"]["amount"]["amount"],
        950_000_000
    );
    assert_eq!(
        release["relatedProcesses"][0]["identifier"],
        "ocds-abc123-rup-51000001"
    );
    assert_eq!(release["tender"]["procurementMethod"], "open");
    assert_eq!(release["tender"]["id"], "10080116000");
    // What was done is told before what was planned.
    assert_eq!(release["tender"]["status"], "complete");
    assert_eq!(release["tender"]["numberOfTenderers"], 1);
    assert_eq!(release["awards"].as_array().unwrap().len(), 1);
    assert_eq!(release["awards"][0]["suppliers"][0]["id"], "penyedia-701");
    let contract = &release["contracts"][0];
    assert_eq!(release["contracts"].as_array().unwrap().len(), 1);
    assert_eq!(contract["id"], "027/01/SPK/2025");
    assert_eq!(contract["awardID"], release["awards"][0]["id"]);
    assert_eq!(contract["dateSigned"], "2025-05-02T00:00:00+07:00");
    assert_eq!(contract["value"]["amount"], 1_100_000_000);
    assert_eq!(contract["amendments"][0]["rationale"], "Tambah volume");
    assert_eq!(
        contract["implementation"]["milestones"][0]["dateMet"],
        "2025-12-01T00:00:00+07:00"
    );
    let party = release["parties"]
        .as_array()
        .unwrap()
        .iter()
        .find(|party| party["id"] == "penyedia-701")
        .unwrap();
    // From the directory of the e-catalogue, which numbers firms otherwise: the NPWP says that they are one.
    let telephone = party["contactPoint"]["telephone"].as_str().unwrap();
    assert!(
        telephone.starts_with("hash:") && telephone.len() == 37,
        "{telephone}"
    );
    assert_eq!(party["roles"], serde_json::json!(["supplier", "tenderer"]));
    let lonely = releases
        .iter()
        .find(|one| one["ocid"].as_str().unwrap().contains("kontrak-999"))
        .unwrap();
    assert_eq!(lonely["contracts"][0]["id"], "999/SPK/2025");
}

#[test]
fn the_same_key_file_gives_the_same_hashes_and_another_key_gives_others() {
    let desk = Desk::new();
    let map = map(&[]);
    let telephones = |key: &[u8]| {
        let options = Options {
            key: key.to_vec(),
            ..options()
        };
        let (_, data) = desk.convert(&office(&desk), &map, &options);
        let text = fs::read_to_string(data).unwrap();
        text.split("hash:")
            .skip(1)
            .map(|rest| rest[..32].to_owned())
            .collect::<Vec<_>>()
    };
    let one = telephones(b"one");
    assert!(one.len() > 4);
    assert_eq!(one, telephones(b"one"));
    assert!(telephones(b"two").iter().all(|hash| !one.contains(hash)));
}

#[test]
fn a_contract_that_names_its_firm_by_taxpayers_number_only_has_a_hash_for_it() {
    let desk = Desk::new();
    let kontrak = desk.file("kontrak.csv", KONTRAK.replace("CV Satu", "CV Satu Saja"));
    let (_, data) = desk.convert(&[kontrak], &map(&[]), &options());
    let release = &releases(&data)[0];
    let supplier = release["awards"][0]["suppliers"][0]["id"].as_str().unwrap();
    assert!(
        supplier.starts_with("npwp-") && supplier.len() == 37,
        "{supplier}"
    );
    assert_eq!(
        release["contracts"][0]["awardID"],
        format!("award-{supplier}")
    );
}

#[test]
fn delimiters_encodings_and_headings_of_spreadsheets_are_read_alike() {
    let desk = Desk::new();
    let map = map(&[]);
    let rows = "KD TENDER,Kd RUP,HPS,Nama Paket\n123,9,1000000,Caf\u{e9}\n";
    let latin: Vec<u8> = rows
        .chars()
        .map(|letter| u8::try_from(letter as u32).unwrap())
        .collect();
    let wide: Vec<u8> = format!("\u{feff}{rows}")
        .replace(',', "\t")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let forms: [(&str, Vec<u8>); 5] = [
        ("a.csv", rows.into()),
        (
            "b.csv",
            format!("\u{feff}{}", rows.replace(',', ";").replace('\n', "\r\n")).into(),
        ),
        ("c.tsv", rows.replace(',', "\t").into()),
        ("d.csv", latin),
        ("e.csv", wide),
    ];
    let mut seen = BTreeSet::new();
    for (name, bytes) in forms {
        let file = desk.file(name, bytes);
        let (converted, data) = desk.convert(&[file], &map, &options());
        seen.insert(fs::read_to_string(data).unwrap());
        assert_eq!(
            converted.files[0].other_rows,
            u64::from(name == "d.csv"),
            "{name}"
        );
        assert_eq!(converted.findings.iter().count(), 0, "{name}");
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
    assert!(seen.first().unwrap().contains("\"Café\""));
}

#[test]
fn what_is_wrong_with_rows_is_counted_with_its_line_and_the_rest_goes_on() {
    let desk = Desk::new();
    let text = "kd_tender,kd_rup,hps,hps,nama_paket,mtd_pemilihan\n\
        1,9,100,,A,Tender\n\
        1,9,100,,A,Tender\n\
        1,9,200,,A,Tender\n\
        2,9,abc,,B,Lelang Umum\n\
        3,9,100\n\
        198001012005011001,9,100,,C,Tender\n\
        ,,100,,D,Tender\n\
        4,9,1.5e9,,E,Tender\n";
    let file = desk.file("tender.csv", text);
    let unknown = desk.file("lain.csv", "a,b\n1,2\n");
    let empty = desk.file("kosong.csv", "");
    let (converted, data) = desk.convert(&[file.clone(), unknown, empty], &map(&[]), &options());
    let count = |finding| converted.findings.count(finding);
    assert_eq!(count(Finding::TwiceInHeader), 1);
    assert_eq!(count(Finding::SameRow), 1);
    assert_eq!(count(Finding::SameKey), 1);
    assert_eq!(count(Finding::Amount), 2);
    assert_eq!(count(Finding::Code), 1);
    assert_eq!(count(Finding::Ragged), 1);
    assert_eq!(count(Finding::Key), 1);
    assert_eq!(count(Finding::NoKey), 1);
    assert_eq!(count(Finding::UnknownTable), 2);
    let releases = releases(&data);
    assert_eq!(
        releases
            .iter()
            .filter(|one| one["ocid"].as_str().unwrap().contains("-tender-"))
            .count(),
        3
    );
    assert!(
        !fs::read_to_string(&data)
            .unwrap()
            .contains("198001012005011001")
    );
    let strict = Options {
        strict: true,
        ..options()
    };
    let error = run(&[file], &map(&[]), &strict, &mut Vec::new(), &|_| {}).unwrap_err();
    assert!(
        matches!(&error, ConvertError::Strict { place, .. } if place.contains("line 1")),
        "{error}"
    );
}

#[test]
fn the_guide_names_every_column_whose_name_is_verified_and_no_other() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/howto/from-csv.md");
    let guide = fs::read_to_string(guide).unwrap();
    let (_, listed) = guide.split_once("checked facts (").unwrap();
    let (listed, _) = listed.split_once(": `verified").unwrap();
    let listed: BTreeSet<&str> = listed
        .split([',', '\n'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let map = map(&[]);
    let columns = map.tables.iter().flat_map(|table| &table.columns);
    let verified: BTreeSet<&str> = columns
        .filter(|column| column.verified)
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(listed, verified);
}

#[test]
fn a_catalogue_package_adds_up_its_products_and_a_consolidated_tender_names_all_its_plans() {
    let desk = Desk::new();
    let paket = desk.file(
        "paket.csv",
        "kd_paket,kd_rup,kd_produk,satker_id,nama_satker,nama_paket,kd_penyedia,total_harga,tanggal_buat_paket\n\
         P1,5,a,101,Dinas,Laptop,77,10.500.000,2025-02-03\nP1,5,b,101,Dinas,Laptop,77,2.000.000,2025-02-03\n",
    );
    let tender = desk.file(
        "tender.csv",
        "kd_tender,kd_rup,hps,nama_paket\n8,5;6,100000000,Gabungan\n",
    );
    let rup = desk.file(
        "rup.csv",
        "kd_rup,pagu,kd_satker\n5,60000000,1\n6,50000000,1\n",
    );
    let (converted, data) = desk.convert(&[paket, tender, rup], &map(&[]), &options());
    let releases = releases(&data);
    let of = |end: &str| {
        releases
            .iter()
            .find(|one| one["ocid"].as_str().unwrap().ends_with(end))
            .unwrap()
            .clone()
    };
    assert_eq!(of("paket-p1")["awards"][0]["value"]["amount"], 12_500_000);
    assert_eq!(
        of("paket-p1")["tender"]["procurementMethodDetails"],
        "E-Purchasing"
    );
    let tender = of("tender-8");
    assert_eq!(tender["relatedProcesses"].as_array().unwrap().len(), 2);
    assert_eq!(tender["planning"]["budget"]["amount"], Value::Null);
    assert_eq!(converted.findings.count(Finding::SeveralPlans), 2);
}

mod any_bytes {
    use super::*;
    use crate::check::checked;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Converts, and holds what comes out against the standard.
    fn convert(files: &[Vec<u8>]) -> String {
        let desk = Desk::new();
        let paths: Vec<PathBuf> = files
            .iter()
            .enumerate()
            .map(|(at, bytes)| desk.file(&format!("{at}.csv"), bytes))
            .collect();
        let map = map(&[KELAS]);
        let (converted, data) = desk.convert(&paths, &map, &options());
        let text = fs::read_to_string(&data).unwrap();
        let (checked, _) = checked(data);
        assert!(checked.is_valid(), "{:?}\n{text}", checked.groups);
        assert_eq!(checked.items, converted.releases);
        said(&converted, &map) + &text
    }

    fn cell() -> impl Strategy<Value = String> {
        let odd = [
            "",
            "-",
            "0",
            "1",
            "Ya",
            "tidak",
            "mungkin",
            "123",
            "123;456",
            "10080116000",
            "1.234",
            "Rp 5.000.000",
            "1,5",
            "-7",
            "2025-01-31",
            "31/12/2025",
            "31 Januari 2025",
            "0001-01-01",
            "Tender",
            "Pengadaan Langsung",
            "Barang",
            "Selesai",
            "CV Satu",
            "cv satu",
            "PT Dua",
            "01.234.567.8-401.000",
            "198001012005011001",
            "0812-3456-7890",
            "a@b.c",
            "Jl. Contoh 5",
            "\"",
            "a\"b",
            "\u{1e}\u{1f}",
            "é",
            "027/1/SPK/2025",
            "upload dokumen penawaran",
            "999999999999999",
            "1e9",
            "[]",
            "/",
            "\u{feff}",
            "ı̇",
        ];
        prop_oneof![4 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
    }

    /// A table of the map with columns in any order, some of them missing or twice.
    fn table() -> impl Strategy<Value = String> {
        let map = map(&[KELAS]);
        let tables: Vec<Vec<String>> = map
            .tables
            .iter()
            .map(|table| {
                let columns = table.columns.iter().map(|column| column.name.clone());
                let others = table.when.values().map(|when| when.column.clone());
                let mut names: Vec<String> = table
                    .header
                    .iter()
                    .cloned()
                    .chain(columns)
                    .chain(others)
                    .collect();
                names.dedup();
                names
            })
            .collect();
        let header = prop::sample::select(tables).prop_flat_map(|names| {
            let least = names.len() / 2;
            let all = names.len();
            prop::sample::subsequence(names, least..=all)
        });
        let header = header.prop_shuffle();
        let rows = vec(vec(cell(), 30), 0..12);
        (header, rows, prop::sample::select(b",;\t".to_vec())).prop_map(
            |(header, rows, delimiter)| {
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(delimiter)
                    .flexible(true)
                    .from_writer(Vec::new());
                writer.write_record(&header).unwrap();
                for row in rows {
                    writer.write_record(&row[..header.len()]).unwrap();
                }
                String::from_utf8(writer.into_inner().unwrap()).unwrap()
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn tables_of_anything_become_valid_ocds_without_personal_numbers(files in vec(table(), 1..4)) {
            let files: Vec<Vec<u8>> = files.into_iter().map(String::into_bytes).collect();
            let text = convert(&files);
            for personal in ["198001012005011001", "01.234.567", "0812-3456", "a@b.c"] {
                prop_assert!(!text.contains(personal), "{} is in\n{}", personal, text);
            }
        }

        #[test]
        fn bytes_of_any_kind_are_no_reason_to_panic(mut bytes in vec(any::<u8>(), 0..600), known in any::<bool>()) {
            if known {
                let mut table = b"kd_tender,kd_rup,hps,nama_paket\n1,2,3,4\n".to_vec();
                table.append(&mut bytes);
                bytes = table;
            }
            convert(&[bytes]);
        }
    }
}
