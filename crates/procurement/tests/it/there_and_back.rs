//! OCDS taken apart into the tables of SPSE and put together again raises the same questions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use procurement::from_csv::join::slug;
use procurement::rules::TABLE;
use procurement::settings::Settings;
use serde_json::Value;

use crate::fixtures;
use crate::from_csv::{Desk, flags, map, options};

/// What an office has in columns of its own: class of goods, day of a bid, who runs the procedure, who firms are.
const OWN: &str = r#"
schema = 1
name = "sendiri"
[[table]]
name = "tender"
column = [
  { name = "kelas", to = "/tender/items[]/classification/id", each = true },
  { name = "kd_ukpbj", party = "procuringEntity", field = "id" },
]
[[table]]
name = "hasil"
column = [ { name = "kelas", to = "/awards[]/items[]/classification/id", each = true } ]
[[table]]
name = "peserta"
column = [
  { name = "tgl_penawaran", to = "/bids/details[]/date", kind = "date" },
  { name = "kota", party = "firm", field = "locality" },
]
[[table]]
name = "nontender"
column = [
  { name = "kelas", to = "/tender/items[]/classification/id", each = true },
  { name = "kelas", to = "/awards[]/items[]/classification/id", each = true },
  { name = "kd_ukpbj", party = "procuringEntity", field = "id" },
  { name = "alamat", party = "firm", field = "address" },
  { name = "kota", party = "firm", field = "locality" },
  { name = "telepon", party = "firm", field = "telephone" },
]
"#;

/// A table that is being written.
struct Table {
    name: &'static str,
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    fn new(name: &'static str, header: &[&str]) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(header).unwrap();
        Self { name, writer }
    }

    fn row(&mut self, cells: &[&Value]) {
        let texts = cells.iter().map(|cell| match cell {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        self.writer.write_record(texts).unwrap();
    }

    fn save(self, desk: &Desk) -> PathBuf {
        desk.file(self.name, self.writer.into_inner().unwrap())
    }
}

fn sample() -> Vec<Value> {
    let packed = fs::File::open(fixtures().join("sample-600.jsonl.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut text)
        .unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn is_tender(release: &Value) -> bool {
    matches!(
        release["tender"]["procurementMethodDetails"].as_str(),
        Some("Tender" | "Seleksi" | "Tender Cepat")
    )
}

/// The end of the ocid that the release comes back with.
fn process(release: &Value) -> String {
    let kind = if is_tender(release) {
        "tender"
    } else {
        "nontender"
    };
    format!("{kind}-{}", release["tender"]["id"].as_str().unwrap())
}

fn party<'r>(release: &'r Value, id: &Value) -> &'r Value {
    let mut parties = release["parties"].as_array().unwrap().iter();
    parties.find(|party| party["id"] == *id).unwrap()
}

fn status(release: &Value) -> Value {
    match release["tender"]["status"].as_str().unwrap() {
        "complete" => "Selesai",
        "cancelled" => "Batal",
        _ => "Gagal",
    }
    .into()
}

fn category(release: &Value) -> Value {
    match release["tender"]["mainProcurementCategory"]
        .as_str()
        .unwrap()
    {
        "goods" => "Barang",
        "works" => "Pekerjaan Konstruksi",
        _ => "Jasa Lainnya",
    }
    .into()
}

/// Exports as an office would have them.
fn tables(desk: &Desk, releases: &[Value]) -> Vec<PathBuf> {
    let mut rup = Table::new(
        "rup.csv",
        &[
            "kd_rup",
            "kd_satker",
            "nama_satker",
            "nama_paket",
            "pagu",
            "sumber_dana",
        ],
    );
    let mut tender = Table::new(
        "tender.csv",
        &[
            "kd_tender",
            "kd_rup",
            "kd_satker",
            "nama_satker",
            "nama_paket",
            "hps",
            "mtd_pemilihan",
            "jenis_pengadaan",
            "status_tender",
            "kelas",
            "kd_ukpbj",
        ],
    );
    let mut hasil = Table::new(
        "hasil.csv",
        &[
            "kd_tender",
            "kd_penyedia",
            "nama_penyedia",
            "nilai_penawaran",
            "tgl_penetapan_pemenang",
            "kelas",
        ],
    );
    let mut peserta = Table::new(
        "peserta.csv",
        &[
            "kd_tender",
            "kd_peserta",
            "kd_penyedia",
            "nama_penyedia",
            "nilai_penawaran",
            "pemenang",
            "alasan",
            "tgl_penawaran",
            "alamat_penyedia",
            "kota",
            "no_telp_penyedia",
        ],
    );
    let mut jadwal = Table::new(
        "jadwal.csv",
        &[
            "kd_tender",
            "kd_nontender",
            "nama_tahapan",
            "tgl_awal",
            "tgl_akhir",
        ],
    );
    let mut nontender = Table::new(
        "nontender.csv",
        &[
            "kd_nontender",
            "kd_rup",
            "kd_satker",
            "nama_satker",
            "nama_paket",
            "hps",
            "mtd_pemilihan",
            "jenis_pengadaan",
            "status_nontender",
            "kd_penyedia",
            "nama_penyedia",
            "nilai_negosiasi",
            "tgl_penetapan_pemenang",
            "kelas",
            "kd_ukpbj",
            "alamat",
            "kota",
            "telepon",
        ],
    );
    let mut kontrak = Table::new(
        "kontrak.csv",
        &[
            "kd_tender",
            "kd_nontender",
            "no_kontrak",
            "kd_penyedia",
            "nama_penyedia",
            "nilai_kontrak",
            "tgl_kontrak",
            "tgl_kontrak_akhir",
            "apakah_addendum",
            "versi_addendum",
        ],
    );
    let none = Value::Null;
    for release in releases {
        let (of, buyer, budget) = (
            &release["tender"],
            &release["buyer"],
            &release["planning"]["budget"],
        );
        let (award, contract) = (&release["awards"][0], &release["contracts"][0]);
        let won = if award["status"] == "active" {
            &award["suppliers"][0]
        } else {
            &none
        };
        rup.row(&[
            &budget["id"],
            &buyer["id"],
            &buyer["name"],
            &of["title"],
            &budget["amount"]["amount"],
            &budget["description"],
        ]);
        let (class, entity) = (
            &of["items"][0]["classification"]["id"],
            &of["procuringEntity"]["id"],
        );
        let (kd_tender, kd_nontender) = if is_tender(release) {
            (&of["id"], &none)
        } else {
            (&none, &of["id"])
        };
        if is_tender(release) {
            tender.row(&[
                &of["id"],
                &budget["id"],
                &buyer["id"],
                &buyer["name"],
                &of["title"],
                &of["value"]["amount"],
                &of["procurementMethodDetails"],
                &category(release),
                &status(release),
                class,
                entity,
            ]);
            if !won.is_null() {
                hasil.row(&[
                    &of["id"],
                    &won["id"],
                    &won["name"],
                    &award["value"]["amount"],
                    &award["date"],
                    &award["items"][0]["classification"]["id"],
                ]);
            }
            for (number, bid) in release["bids"]["details"]
                .as_array()
                .unwrap_or(&Vec::new())
                .iter()
                .enumerate()
            {
                let firm = &bid["tenderers"][0];
                let of_firm = party(release, &firm["id"]);
                let winner = Value::from(u8::from(firm["id"] == won["id"]));
                let reason = if bid["status"] == "disqualified" {
                    "Tidak memenuhi syarat"
                } else {
                    ""
                }
                .into();
                peserta.row(&[
                    &of["id"],
                    &(number + 1).into(),
                    &firm["id"],
                    &firm["name"],
                    &bid["value"]["amount"],
                    &winner,
                    &reason,
                    &bid["date"],
                    &of_firm["address"]["streetAddress"],
                    &of_firm["address"]["locality"],
                    &of_firm["contactPoint"]["telephone"],
                ]);
            }
        } else {
            let of_firm = if won.is_null() {
                &none
            } else {
                party(release, &won["id"])
            };
            nontender.row(&[
                &of["id"],
                &budget["id"],
                &buyer["id"],
                &buyer["name"],
                &of["title"],
                &of["value"]["amount"],
                &of["procurementMethodDetails"],
                &category(release),
                &status(release),
                &won["id"],
                &won["name"],
                &award["value"]["amount"],
                &award["date"],
                class,
                entity,
                &of_firm["address"]["streetAddress"],
                &of_firm["address"]["locality"],
                &of_firm["contactPoint"]["telephone"],
            ]);
        }
        if let Some(period) = of.get("tenderPeriod") {
            jadwal.row(&[
                kd_tender,
                kd_nontender,
                &"Pengumuman".into(),
                &period["startDate"],
                &period["startDate"],
            ]);
            jadwal.row(&[
                kd_tender,
                kd_nontender,
                &"Upload Dokumen Penawaran".into(),
                &period["startDate"],
                &period["endDate"],
            ]);
        }
        if contract.is_object() {
            let mut row = |value: &Value, amended: &str, version: u64| {
                kontrak.row(&[
                    kd_tender,
                    kd_nontender,
                    &contract["id"],
                    &won["id"],
                    &won["name"],
                    value,
                    &contract["dateSigned"],
                    &contract["period"]["endDate"],
                    &amended.into(),
                    &version.into(),
                ]);
            };
            let amendments = contract["amendments"].as_array().map_or(0, Vec::len) as u64;
            row(
                if amendments == 0 {
                    &contract["value"]["amount"]
                } else {
                    &award["value"]["amount"]
                },
                "Tidak",
                0,
            );
            (1..=amendments).for_each(|version| row(&contract["value"]["amount"], "Ya", version));
        }
    }
    [rup, tender, hasil, peserta, jadwal, nontender, kontrak]
        .into_iter()
        .map(|table| table.save(desk))
        .collect()
}

/// Flags with the names that things come back with.
fn renamed(
    flags: BTreeMap<String, BTreeSet<String>>,
    releases: &[Value],
) -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for release in releases {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        names.insert(
            text(&release["ocid"]),
            format!("ocds-abc123-{}", process(release)),
        );
        for party in release["parties"].as_array().unwrap() {
            let id = text(&party["id"]);
            let office = party["roles"]
                .as_array()
                .unwrap()
                .iter()
                .any(|role| role == "buyer" || role == "procuringEntity");
            let kind = if office { "satker" } else { "penyedia" };
            names.insert(id.clone(), format!("{kind}-{}", slug(&id)));
        }
    }
    let rename = |name: String| names.get(&name).cloned().unwrap_or(name);
    flags
        .into_iter()
        .map(|(rule, subjects)| (rule, subjects.into_iter().map(rename).collect()))
        .collect()
}

fn settings() -> Settings {
    let mut settings =
        Settings::parse(&fs::read_to_string(fixtures().join("settings.ini")).unwrap()).unwrap();
    TABLE
        .iter()
        .for_each(|entry| settings.choose(entry.about.id));
    settings
}

#[test]
fn with_an_offices_own_columns_every_rule_asks_the_same_of_the_tables() {
    let (desk, releases) = (Desk::new(), sample());
    let (converted, data) = desk.convert(&tables(&desk, &releases), &map(&[OWN]), &options());
    assert_eq!(converted.releases, 600);
    assert_eq!(
        converted
            .findings
            .iter()
            .map(|(finding, ..)| finding)
            .collect::<Vec<_>>(),
        []
    );
    let (expected, _) = flags(&fixtures().join("sample-600.jsonl.gz"), &settings());
    let expected = renamed(expected, &releases);
    let (got, _) = flags(&data, &settings());
    assert_eq!(got, expected);
    assert!(got.len() > 20, "{:?}", got.keys());
}

/// Rules that need what no column of the ready maps has.
const NOT_WITH_READY_MAPS: [&str; 4] = ["R030", "R048", "X01", "X14"];

#[test]
fn the_ready_maps_alone_carry_all_rules_but_four() {
    let (desk, releases) = (Desk::new(), sample());
    let (converted, data) = desk.convert(&tables(&desk, &releases), &map(&[]), &options());
    let (expected, _) = flags(&fixtures().join("sample-600.jsonl.gz"), &settings());
    let mut expected = renamed(expected, &releases);
    // Nobody says who runs a procedure, so nothing is said of those who do.
    expected.retain(|rule, _| {
        !NOT_WITH_READY_MAPS
            .iter()
            .any(|id| rule.split(' ').next() == Some(*id))
            && !rule.ends_with("ProcuringEntity")
    });
    let (got, _) = flags(&data, &settings());
    assert_eq!(got, expected);
    let lacking = converted
        .needed
        .rules()
        .into_iter()
        .filter(|rule| rule.complete == 0)
        .map(|rule| rule.about.id);
    // R038 looks at buyers and tenderers without the procuring entity.
    let known: BTreeSet<&str> = NOT_WITH_READY_MAPS.into_iter().chain(["R038"]).collect();
    assert_eq!(
        lacking.filter(|id| *id != "X14").collect::<BTreeSet<_>>(),
        known.into_iter().filter(|id| *id != "X14").collect()
    );
}
