//! The commands as a shell runs them: what they print, and the code they end with.

use std::fs;

use crate::common::{Place, SMALL, Serving};

#[test]
fn a_dry_run_says_what_would_be_recorded_and_records_nothing() {
    let place = Place::new();
    place.write("catatan.toml", SMALL);
    let file = place.path("catatan.toml");
    let said = place.run(&["import", "--dry-run", &file]).ends(0);
    assert!(
        said.out.contains("6 entries would be recorded"),
        "{}",
        said.out
    );
    let said = place.run(&["import", &file]).ends(0);
    assert!(
        said.out.contains("6 entries recorded. Log: 6"),
        "{}",
        said.out
    );
    let said = place.run(&["import", &file]).ends(0);
    assert!(
        said.out.contains("all of it is recorded already. Log: 6"),
        "{}",
        said.out
    );
}

/// The line of the first place where `words` stands in a text, from 1.
fn line_of(text: &str, words: &str) -> usize {
    text[..text.find(words).unwrap()].lines().count()
}

#[test]
fn every_problem_of_an_import_is_listed_with_its_file_and_line_and_nothing_is_recorded() {
    let place = Place::new();
    let second = r#"
[[commitment]]
key = "pasar"
on = "2025-13-40"
promise = "Membuka pasar murah"
owners = ["37"]
sources = ["kabar"]
beneficiary = ["warga"]
"#;
    place.write("impor/catatan.toml", SMALL);
    place.write("impor/pasar.toml", second);
    for (lang, words) in [("id", "tidak"), ("en", "not")] {
        let said = place
            .run(&["import", &place.path("impor"), "--lang", lang])
            .ends(1);
        for (value, line) in [
            ("2025-13-40", line_of(second, "\non =") + 1),
            ("37", line_of(second, "\nowners =") + 1),
            ("beneficiary", line_of(second, "\nbeneficiary =") + 1),
        ] {
            let place = format!("pasar.toml:{line}: ");
            let named = said
                .err
                .lines()
                .any(|told| told.starts_with(&place) && told.contains(value));
            assert!(named, "{place}{value}\n{}", said.err);
        }
        assert_eq!(
            said.err
                .lines()
                .filter(|told| told.starts_with("pasar.toml:"))
                .count(),
            3,
            "{}",
            said.err
        );
        assert!(!said.err.contains("catatan.toml:"), "{}", said.err);
        assert!(
            said.err.contains(words) && said.err.contains("3 problems; nothing was recorded"),
            "{}",
            said.err
        );
    }
    // What the rules refuse is placed too, and also all of it at once.
    let refused = second
        .replace("2025-13-40", "2099-01-01")
        .replace("37", "36")
        .replace(
            "beneficiary = [\"warga\"]",
            "rhythm_days = 900\nquote = \"satu dua tiga empat lima enam tujuh delapan sembilan\"",
        );
    place.write("impor/pasar.toml", &refused);
    let said = place
        .run(&["import", &place.path("impor"), "--lang", "en"])
        .ends(1);
    let told: Vec<_> = said
        .err
        .lines()
        .filter(|told| told.starts_with("pasar.toml:"))
        .collect();
    assert!(
        told.iter().any(|told| told.contains("2099-01-01")),
        "{}",
        said.err
    );
    assert!(
        told.iter().any(|told| told.contains("9 words")),
        "{}",
        said.err
    );
    assert!(told.iter().any(|told| told.contains("900")), "{}", said.err);
    let said = place
        .run(&["import", &place.path("impor/catatan.toml")])
        .ends(0);
    assert!(
        said.out.contains("6 entries recorded. Log: 6"),
        "nothing had been recorded: {}",
        said.out
    );
}

#[test]
fn what_cannot_be_imported_is_named() {
    let place = Place::new();
    let said = place.run(&["import", &place.path("tidak-ada")]).ends(1);
    assert!(said.err.contains("tidak-ada"), "{}", said.err);
    fs::create_dir(place.path("kosong")).unwrap();
    let said = place.run(&["import", &place.path("kosong")]).ends(1);
    assert!(
        said.err.contains("kosong") && said.err.contains(".toml"),
        "{}",
        said.err
    );
}

#[test]
fn verify_ends_with_0_when_all_agrees_1_when_something_does_not_and_2_when_nothing_can_be_said() {
    let place = Place::recorded();
    let folder = place.export("log");
    let key = fs::read_to_string(place.path("log/log/key")).unwrap();
    let said = place
        .run(&["verify", &folder, "--key", key.trim(), "--lang", "en"])
        .ends(0);
    assert!(
        said.out.contains("Everything agrees") && said.out.contains("You gave this key"),
        "{}",
        said.out
    );
    let said = place.run(&["verify", &folder, "--lang", "en"]).ends(0);
    assert!(said.out.contains("came from the server"), "{}", said.out);
    assert!(
        place
            .run(&["verify", &folder])
            .ends(0)
            .out
            .contains("Semuanya cocok")
    );

    let bodies = place.path("log/log/bodies/000.p/6");
    let mut bytes = fs::read(&bodies).unwrap();
    let at = bytes
        .windows(7)
        .position(|window| window == b"42 ruas")
        .unwrap();
    bytes[at] = b'2';
    fs::write(&bodies, &bytes).unwrap();
    let said = place
        .run(&["verify", &folder, "--key", key.trim(), "--lang", "en"])
        .ends(1);
    assert!(
        said.out.contains("entry 4") && said.out.contains("log/bodies/000.p/6"),
        "{}",
        said.out
    );

    for target in [place.path("tidak-ada"), "http://127.0.0.1:9".to_owned()] {
        let said = place.run(&["verify", &target]).ends(2);
        assert!(
            said.err.contains(&target) && said.out.is_empty(),
            "{} {}",
            said.out,
            said.err
        );
    }
    let said = place
        .run(&["verify", &folder, "--key", "bukan-kunci"])
        .ends(2);
    assert!(said.err.contains("bukan-kunci"), "{}", said.err);
}

#[test]
fn a_kept_head_notices_a_log_that_lost_an_entry() {
    let place = Place::recorded();
    let state = place.path("kepala");
    place
        .run(&["verify", &place.export("satu"), "--state", &state])
        .ends(0);
    let other = Place::new();
    fs::create_dir_all(other.data()).unwrap();
    fs::copy(
        place.data().join("signing.key"),
        other.data().join("signing.key"),
    )
    .unwrap();
    // A database in which nothing was recorded yet.
    other
        .by_hand()
        .execute_batch("PRAGMA journal_mode = WAL")
        .unwrap();
    let shorter = &SMALL[..SMALL.find("[[statement]]").unwrap()];
    other.write("catatan.toml", shorter);
    other.run(&["import", &other.path("catatan.toml")]).ends(0);
    let said = place
        .run(&[
            "verify",
            &other.export("log"),
            "--state",
            &state,
            "--lang",
            "en",
        ])
        .ends(1);
    assert!(
        said.out
            .contains("the log shrank: it had 6 entries and now has 5"),
        "{}",
        said.out
    );
}

#[test]
fn export_does_not_mix_with_older_files() {
    let place = Place::recorded();
    let folder = place.export("log");
    let said = place.run(&["export-log", &folder]).ends(1);
    assert!(
        said.err.contains("not empty") && said.err.contains(&folder),
        "{}",
        said.err
    );
}

#[test]
fn rebuild_check_names_the_row_that_differs_and_rebuild_mends_it() {
    let place = Place::recorded();
    let said = place.run(&["rebuild", "--check"]).ends(0);
    assert!(
        said.out.contains("6 entries") && said.out.contains("0 differing rows"),
        "{}",
        said.out
    );
    let edit = "UPDATE commitment SET due_day = due_day + 365, due_text = '2027-12'";
    assert_eq!(place.by_hand().execute(edit, []).unwrap(), 1);
    let said = place.run(&["rebuild", "--check"]).ends(1);
    let row = said
        .out
        .lines()
        .find(|line| line.starts_with("commitment "))
        .unwrap();
    assert!(
        row.contains("due_day") && row.contains("due_text") && !row.contains("late_from"),
        "{row}"
    );
    assert!(said.out.contains("1 differing rows"), "{}", said.out);
    place.run(&["rebuild", "--check"]).ends(1);
    let said = place.run(&["rebuild"]).ends(0);
    assert!(said.out.contains("replaced"), "{}", said.out);
    place.run(&["rebuild", "--check"]).ends(0);
}

#[test]
fn an_operator_withholds_and_erases_on_a_public_ground_and_is_told_what_cannot_be() {
    let place = Place::recorded();
    let ground = [
        "--ground",
        "UU 27/2022 Pasal 8",
        "--decided-by",
        "Biro Hukum",
    ];
    let disclose =
        |entry: &str, act: &str| place.run(&[&["disclose", entry, act], &ground[..]].concat());
    assert!(disclose("4", "withhold").ends(0).out.contains("Log: 7"));
    assert!(
        disclose("4", "withhold")
            .ends(1)
            .err
            .contains("in that state already")
    );
    assert!(
        disclose("6", "withhold")
            .ends(1)
            .err
            .contains("never hidden")
    );
    assert!(
        disclose("77", "erase")
            .ends(1)
            .err
            .contains("not in the log")
    );
    disclose("4", "erase").ends(0);
    assert!(
        disclose("4", "open")
            .ends(1)
            .err
            .contains("erased for good")
    );
    let said = place
        .run(&["verify", &place.export("log"), "--lang", "en"])
        .ends(0);
    assert!(said.out.contains("1 erased"), "{}", said.out);
    // Without a ground nothing is hidden: the shell is told how to ask.
    assert!(
        place
            .run(&["disclose", "3", "withhold", "--decided-by", "Biro Hukum"])
            .ends(2)
            .err
            .contains("--ground")
    );
}

#[test]
fn a_record_is_served_until_it_is_asked_to_stop_and_keeps_its_key() {
    let place = Place::recorded();
    let serving = Serving::start("serve", &place.data());
    let (status, home) = serving.get("/");
    assert_eq!(status, 200);
    assert!(home.contains("<html lang=\"id\""));
    let (_, key) = serving.get("/log/key");
    assert!(
        serving.said.contains(&place.data().display().to_string()),
        "{}",
        serving.said
    );
    let said = place
        .run(&[
            "verify",
            &serving.url(""),
            "--key",
            key.trim(),
            "--lang",
            "en",
        ])
        .ends(0);
    assert!(said.out.contains("Everything agrees"), "{}", said.out);
    assert_eq!(serving.stop(), Some(0));
    let again = Serving::start("serve", &place.data());
    assert_eq!(
        again.get("/log/key").1,
        key,
        "another address, the same key"
    );
    again.kill();
    let after_kill = Serving::start("serve", &place.data());
    assert_eq!(after_kill.get("/log/key").1, key);
    assert_eq!(after_kill.stop(), Some(0));
}

#[test]
fn demo_records_once_says_where_it_is_and_what_to_try() {
    let place = Place::new();
    let first = Serving::start("demo", &place.data());
    assert!(first.said.contains("entries in"), "{}", first.said);
    assert_eq!(first.get("/pemda/36").0, 200);
    assert_eq!(first.get("/en/perjanjian").0, 200);
    let key = first.get("/log/key").1;
    assert_eq!(first.stop(), Some(0));
    let second = Serving::start("demo", &place.data());
    assert!(second.said.contains("already recorded"), "{}", second.said);
    assert_eq!(second.get("/log/key").1, key);
    assert_eq!(second.stop(), Some(0));
}
