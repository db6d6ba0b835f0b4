//! What two answers are compared by: words in lower case without punctuation, honorifics, degrees and filler.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Honorifics before a name.
const HONORIFICS: &[&str] = &[
    "bapak", "bpk", "pak", "ibu", "bu", "h", "hj", "kh", "drs", "dra", "ir", "dr", "prof", "ust",
    "ustadz", "apt", "brigjen", "irjen", "komjen", "kombes", "akbp", "jenderal", "letjen",
    "mayjen", "kolonel", "purn", "pol", "tni",
];

/// Degrees that stand behind a name without a comma. With a comma, whatever follows it is left out.
const DEGREES: &[&str] = &[
    "se", "sh", "st", "sp", "si", "sip", "sos", "ssos", "spd", "ssi", "stp", "sst", "sstp", "skm",
    "skep", "mm", "msi", "mt", "mh", "map", "mpd", "mip", "mkes", "mba", "msc", "phd", "ma", "ak",
    "ca",
];

/// What newspapers write in many ways, and the one way that counts here.
const SPELLINGS: &[(&str, &str)] = &[
    ("walikota", "wali kota"),
    ("kerjasama", "kerja sama"),
    ("pemprov", "pemerintah provinsi"),
    ("pemkab", "pemerintah kabupaten"),
    ("pemkot", "pemerintah kota"),
    ("pemda", "pemerintah daerah"),
    ("kab", "kabupaten"),
    ("prov", "provinsi"),
    ("sekda", "sekretaris daerah"),
    ("wagub", "wakil gubernur"),
    ("wabup", "wakil bupati"),
    ("wawali", "wakil wali kota"),
    ("sekdaprov", "sekretaris daerah"),
    ("sekprov", "sekretaris daerah"),
    ("sekdakab", "sekretaris daerah"),
    ("sekdako", "sekretaris daerah"),
    ("asda", "asisten daerah"),
    ("kadis", "kepala dinas"),
    ("kabid", "kepala bidang"),
    ("kabag", "kepala bagian"),
    ("kasi", "kepala seksi"),
    ("intel", "intelijen"),
    ("pabung", "perwira penghubung"),
    ("kades", "kepala desa"),
    ("kasi", "kepala seksi"),
    ("kasat", "kepala satuan"),
    ("sekcam", "sekretaris camat"),
    ("dirut", "direktur utama"),
    ("kapolda", "kepala kepolisian daerah"),
    ("kapolres", "kepala kepolisian resor"),
    ("kapolsek", "kepala kepolisian sektor"),
    ("kajati", "kepala kejaksaan tinggi"),
    ("kajari", "kepala kejaksaan negeri"),
    ("dandim", "komandan kodim"),
    ("danramil", "komandan koramil"),
    ("danrem", "komandan korem"),
    ("danyonif", "komandan batalyon infanteri"),
    ("yonif", "batalyon infanteri"),
    ("kasdim", "kepala staf kodim"),
    ("ops", "operasi"),
    ("datun", "perdata dan tata usaha negara"),
    ("kejari", "kejaksaan negeri"),
    ("kejati", "kejaksaan tinggi"),
    ("km", "kilometer"),
    ("ha", "hektare"),
    ("hektar", "hektare"),
    ("kg", "kilogram"),
    ("dishub", "dinas perhubungan"),
    ("dinkes", "dinas kesehatan"),
    ("disdik", "dinas pendidikan"),
    ("dinsos", "dinas sosial"),
    ("disdukcapil", "dinas kependudukan dan pencatatan sipil"),
    ("kemenag", "kementerian agama"),
    ("kesra", "kesejahteraan rakyat"),
    ("bappeda", "badan perencanaan pembangunan daerah"),
    (
        "bkpsdm",
        "badan kepegawaian dan pengembangan sumber daya manusia",
    ),
    ("sdm", "sumber daya manusia"),
    ("dlh", "dinas lingkungan hidup"),
    ("pupr", "pekerjaan umum dan penataan ruang"),
    ("bpbd", "badan penanggulangan bencana daerah"),
    ("dispar", "dinas pariwisata"),
    ("bpkad", "badan pengelolaan keuangan dan aset daerah"),
    ("bi", "bank indonesia"),
    ("plt", "pelaksana tugas"),
    ("pj", "penjabat"),
    ("mou", "nota kesepahaman"),
    ("pks", "perjanjian kerja sama"),
    ("ri", "republik indonesia"),
    ("sumut", "sumatera utara"),
    ("sumbar", "sumatera barat"),
    ("sumsel", "sumatera selatan"),
    ("babel", "kepulauan bangka belitung"),
    ("kepri", "kepulauan riau"),
    ("jabar", "jawa barat"),
    ("jateng", "jawa tengah"),
    ("jatim", "jawa timur"),
    ("diy", "daerah istimewa yogyakarta"),
    ("ntb", "nusa tenggara barat"),
    ("ntt", "nusa tenggara timur"),
    ("kalbar", "kalimantan barat"),
    ("kalteng", "kalimantan tengah"),
    ("kalsel", "kalimantan selatan"),
    ("kaltim", "kalimantan timur"),
    ("kaltara", "kalimantan utara"),
    ("sulut", "sulawesi utara"),
    ("sulteng", "sulawesi tengah"),
    ("sulsel", "sulawesi selatan"),
    ("sultra", "sulawesi tenggara"),
    ("sulbar", "sulawesi barat"),
    ("malut", "maluku utara"),
    ("tangsel", "tangerang selatan"),
    ("ppu", "penajam paser utara"),
    ("palangkaraya", "palangka raya"),
    ("kukar", "kutai kartanegara"),
    ("kutim", "kutai timur"),
    ("kobar", "kotawaringin barat"),
    ("kotim", "kotawaringin timur"),
    ("muba", "musi banyuasin"),
    ("tubaba", "tulang bawang barat"),
    ("lutim", "luwu timur"),
    ("lotim", "lombok timur"),
    ("loteng", "lombok tengah"),
    ("lobar", "lombok barat"),
    ("tapsel", "tapanuli selatan"),
    ("madina", "mandailing natal"),
];

/// Regions of two words as they are written in one: `pangkalpinang`.
static JOINED: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let regions = domain::region::provinces().iter();
    let names = regions.chain(domain::region::regencies());
    let lower = names.map(|region| region.bare_name().to_lowercase());
    let two = lower.filter(|name| name.split(' ').count() == 2);
    two.map(|name| (name.replace(' ', ""), name)).collect()
});

/// Words of the names of bodies that tell nothing apart.
const FILLER: &[&str] = &[
    "pemerintah",
    "provinsi",
    "daerah",
    "republik",
    "indonesia",
    "dan",
    "di",
    "se",
    "pihak",
    "setda",
    "setkab",
    "setko",
    "setkot",
    "setdakab",
    "setdako",
    "setdaprov",
];

/// Words of a sentence that tell nothing apart.
const STOP: &[&str] = &[
    "yang", "dan", "di", "ke", "dari", "untuk", "pada", "dalam", "dengan", "akan", "ini", "itu",
    "para", "serta", "agar", "oleh", "sebagai", "bagi", "atau", "juga", "telah", "sudah", "dapat",
    "bisa", "kita", "kami", "nya", "secara", "melalui", "terhadap", "antara", "tersebut", "adalah",
    "tentang", "segera", "terus",
];

/// The words in lower case, without punctuation, in one spelling.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    // A point inside of an abbreviation joins its letters: S.ST. is SST.
    let joined = lower.replace(['.', '\'', '’', '‘'], "");
    let mut words = Vec::new();
    for word in joined
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let spelt = SPELLINGS.iter().find(|(written, _)| *written == word);
        let meant = spelt
            .map(|(_, meant)| *meant)
            .or_else(|| JOINED.get(word).map(String::as_str))
            .unwrap_or(word);
        words.extend(meant.split(' ').map(str::to_owned));
    }
    words
}

/// The words of a person's name, without honorifics and degrees.
pub(crate) fn name(text: &str) -> Vec<String> {
    let before_comma = text.split(',').next().unwrap_or(text);
    let mut all = words(&before_comma.replace('.', " "));
    while all.len() > 1 && HONORIFICS.contains(&all[0].as_str()) {
        all.remove(0);
    }
    while all.len() > 1
        && all
            .last()
            .is_some_and(|word| DEGREES.contains(&word.as_str()))
    {
        all.pop();
    }
    all
}

/// The words of a body's name that tell it apart; all of them if none would be left.
pub(crate) fn body(text: &str) -> BTreeSet<String> {
    let all = words(text);
    let kept: BTreeSet<String> = all
        .iter()
        .filter(|word| !FILLER.contains(&word.as_str()))
        .cloned()
        .collect();
    match kept.is_empty() {
        true => all.into_iter().collect(),
        false => kept,
    }
}

/// A text as it stands, without the short name in brackets, and with the short name alone where its letters begin the
/// words before it, `Dewan Pimpinan Wilayah (DPW)` is `Dewan Pimpinan Wilayah` and `DPW`, or where it is made of their
/// syllables: `Dinas Pemberdayaan Masyarakat dan Desa (Dinpermades)`.
pub(crate) fn forms(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    let bracket = text.split_once(" (").and_then(|(long, rest)| {
        let (short, behind) = rest.split_once(')')?;
        Some((long, short, behind))
    });
    let Some((long, short, behind)) = bracket else {
        return forms;
    };
    let letters: Vec<char> = short.to_lowercase().chars().collect();
    let all: Vec<&str> = long.split(' ').collect();
    // As many words as the short name has letters, `dan` aside, must begin with them.
    for first in (0..all.len()).rev() {
        let named = all[first..]
            .iter()
            .filter(|word| !matches!(**word, "dan" | "&"));
        let initials: Vec<char> = named
            .filter_map(|word| word.to_lowercase().chars().next())
            .collect();
        if initials == letters || is_made_of(&all[first..].join(" "), short) {
            forms.push(format!("{long}{behind}"));
            let before = all[..first].join(" ");
            forms.push(format!("{before} {short}{behind}").trim().to_owned());
            break;
        }
    }
    forms
}

/// Whether a short name of one word has its letters, in this order, from a name of three words or more that begins with the
/// same two: `Badan Perencanaan, Penelitian dan Pengembangan (Bapelitbang)`.
fn is_made_of(long: &str, short: &str) -> bool {
    const LEAST: usize = 4;
    let (long, short) = (long.to_lowercase(), short.to_lowercase());
    let head = |text: &str| text.chars().take(2).collect::<String>();
    let mut left = long.chars();
    head(&long) == head(&short)
        && short.chars().count() >= LEAST
        && !short.contains(' ')
        && long.split(' ').count() >= 3
        && short
            .chars()
            .all(|letter| left.any(|other| other == letter))
}

/// The roots of the words of a sentence, without those that tell nothing apart.
pub(crate) fn roots(text: &str) -> BTreeSet<String> {
    let kept = words(text)
        .into_iter()
        .filter(|word| !STOP.contains(&word.as_str()));
    kept.map(|word| root(&word)).collect()
}

/// A word without the usual prefixes and suffixes, and without a first letter that a prefix may have swallowed:
/// `menindaklanjuti` and `ditindaklanjuti` meet in `indaklanjut`. Two words may meet that have nothing in common; with
/// several words to compare that does no harm.
fn root(word: &str) -> String {
    const PREFIXES: &[&str] = &[
        "memper", "diper", "meng", "meny", "men", "mem", "me", "peng", "peny", "pen", "pem", "per",
        "ber", "ter", "di", "pe", "ke", "se",
    ];
    const SUFFIXES: &[&str] = &["kan", "an", "i"];
    // `berkasnya` is `berkas`, before its first letters are taken for a prefix.
    let mut root = word
        .strip_suffix("nya")
        .filter(|rest| rest.len() >= 4)
        .unwrap_or(word);
    // Short words are rarely derived: four letters must be left.
    if let Some(rest) = PREFIXES
        .iter()
        .filter_map(|prefix| root.strip_prefix(prefix))
        .find(|rest| rest.len() >= 4)
    {
        root = rest;
    }
    for suffix in SUFFIXES {
        root = root
            .strip_suffix(suffix)
            .filter(|rest| rest.len() >= 4)
            .unwrap_or(root);
    }
    let swallowed = root
        .strip_prefix(['k', 'p', 't', 's'])
        .filter(|rest| rest.len() >= 3);
    swallowed.unwrap_or(root).to_owned()
}

/// Whether all of one set is in the other, and neither is empty.
pub(crate) fn contains(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && (a.is_subset(b) || b.is_subset(a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_honorifics_and_degrees_and_keep_the_rest() {
        for (written, meant) in [
            ("H. Erwin", "erwin"),
            ("Dr. Ir. Ayu Contoh, S.ST., M.T.", "ayu contoh"),
            ("Budi Contoh SE", "budi contoh"),
            ("A Dimyati Natakusumah", "a dimyati natakusumah"),
            ("Ibu Ratu", "ratu"),
            ("Se", "se"),
        ] {
            assert_eq!(name(written).join(" "), meant, "{written}");
        }
    }

    #[test]
    fn forms_of_one_verb_meet_and_other_words_do_not() {
        for (a, b) in [
            ("menindaklanjuti", "ditindaklanjuti"),
            ("memperkuat", "perkuat"),
            ("meningkatkan", "peningkatan"),
            ("menyelamatkan", "diselamatkan"),
            ("mengelola", "dikelola"),
            ("dipercepat", "mempercepat"),
            ("berkasnya", "berkas"),
        ] {
            assert_eq!(root(a), root(b), "{a} {b}");
        }
        for (a, b) in [
            ("jalan", "sekolah"),
            ("membangun", "mengurangi"),
            ("anggaran", "korupsi"),
        ] {
            assert_ne!(root(a), root(b), "{a} {b}");
        }
    }

    #[test]
    fn a_short_name_may_be_made_of_syllables() {
        let village = "Kepala Dinas Pemberdayaan Masyarakat dan Desa (Dinpermades)";
        assert_eq!(forms(village)[2], "Kepala Dinpermades");
        let planning = "Kepala Badan Perencanaan Pembangunan, Penelitian, dan Pengembangan Daerah (Bapelitbang)";
        assert_eq!(forms(planning)[2], "Kepala Bapelitbang");
        // `Kota` has all its letters from these words and tells the city from the regency.
        for other in [
            "Kepala Dinas Sosial Tangerang (Kota)",
            "Sekretaris Daerah Temanggung (Ketua TAPD)",
        ] {
            assert_eq!(forms(other), [other]);
        }
    }

    #[test]
    fn a_short_name_in_brackets_stands_for_the_words_that_it_begins() {
        assert_eq!(
            forms("Ketua Dewan Pimpinan Wilayah (DPW) Banten"),
            [
                "Ketua Dewan Pimpinan Wilayah (DPW) Banten",
                "Ketua Dewan Pimpinan Wilayah Banten",
                "Ketua DPW Banten"
            ]
        );
        let energy = "Kepala Dinas Energi dan Sumber Daya Mineral (ESDM)";
        assert_eq!(forms(energy)[2], "Kepala Dinas ESDM");
        // `(Kota)`, `(II)` and foreign letters name nothing that stands before them.
        for other in [
            "Kepala Dinas Sosial (Kota)",
            "Ketua Komisi (II)",
            "Dinas Kesehatan (DPW)",
        ] {
            assert_eq!(forms(other), [other]);
        }
    }

    #[test]
    fn a_province_in_short_makes_no_other_body() {
        let same = |a: &str, b: &str| assert_eq!(body(a), body(b), "{a}");
        same("DPRD Provinsi Kalteng", "DPRD Kalimantan Tengah");
        same("Asisten I Setda", "Asisten I");
        same("Kapolres Sikka", "Kepala Kepolisian Resor Sikka");
        same("Dandim 1603/Sikka", "Komandan Kodim 1603/Sikka");
        assert_ne!(body("Kapolres Sikka"), body("Kapolsek Sikka"));
        assert_ne!(body("DPRD Jabar"), body("DPRD Jateng"));
    }
}
