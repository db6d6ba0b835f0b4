//! What goes wrong around the program, and what it says and keeps then.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::common::{Place, SMALL, Serving, sinergi};

#[test]
fn a_second_server_on_the_same_folder_refuses_and_names_the_folder_and_the_process() {
    let place = Place::recorded();
    let first = Serving::start("serve", &place.data());
    for command in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["rebuild"],
        &["import", &place.path("catatan.toml")],
    ] {
        let said = place.run(command).ends(1);
        let process = format!("process {}", first.child.id());
        assert!(
            said.err.contains(&place.data().display().to_string()),
            "{}",
            said.err
        );
        assert!(
            said.err.contains(&process) && said.err.contains("--data"),
            "{}",
            said.err
        );
    }
    assert_eq!(first.get("/").0, 200, "the first goes on");
    assert_eq!(first.stop(), Some(0));
    assert_eq!(Serving::start("serve", &place.data()).stop(), Some(0));
}

#[test]
fn without_its_key_with_anothers_or_with_one_that_others_can_read_it_does_not_start() {
    let place = Place::recorded();
    let key = place.data().join("signing.key");
    let good = fs::read_to_string(&key).unwrap();
    let refused = || place.run(&["serve", "--listen", "127.0.0.1:0"]).ends(1).err;

    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(refused().contains("chmod 600"));
    fs::remove_file(&key).unwrap();
    let words = refused();
    assert!(
        words.contains("is missing") && words.contains("fork"),
        "{words}"
    );
    assert!(!key.exists());
    fs::copy(Place::recorded().data().join("signing.key"), &key).unwrap();
    let words = refused();
    assert!(words.contains("Put the log's own key back"), "{words}");
    fs::write(&key, &good).unwrap();
    assert_eq!(Serving::start("serve", &place.data()).stop(), Some(0));
}

#[test]
fn an_address_in_use_is_named_with_the_remedy() {
    let place = Place::recorded();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = place.run(&["serve", "--listen", &address]).ends(1);
    assert!(
        said.err.contains(&address) && said.err.contains("--listen"),
        "{}",
        said.err
    );
}

#[test]
fn a_database_edited_by_hand_so_that_head_and_tree_differ_is_not_served() {
    let place = Place::recorded();
    assert_eq!(
        place
            .by_hand()
            .execute("UPDATE head SET size = 5", [])
            .unwrap(),
        1
    );
    let said = place.run(&["serve", "--listen", "127.0.0.1:0"]).ends(1);
    assert!(
        said.err.contains('5') && said.err.contains('6'),
        "{}",
        said.err
    );
}

/// Far more entries than one batch of a clerk.
fn many(statements: usize) -> String {
    let mut text = SMALL.to_owned();
    for n in 0..statements {
        text.push_str(&format!(
            "\n[[statement]]\nkey = \"s{n}\"\non = \"2025-08-12\"\nsays = \"Pernyataan nomor {n}\"\nforce = \"reported\"\norganization = \"36\"\nsources = [\"kabar\"]\n"
        ));
    }
    text
}

#[test]
fn an_import_that_is_killed_is_there_whole_or_not_at_all() {
    let place = Place::new();
    place.write("banyak.toml", &many(600));
    let whole = 606;
    // How long it takes undisturbed; the kills are spread over that.
    let begun = std::time::Instant::now();
    let aside = Place::new();
    aside.run(&["import", &place.path("banyak.toml")]).ends(0);
    let takes = begun.elapsed();

    const KILLS: u32 = 10;
    let (mut none, mut all) = (0, 0);
    for n in 1..=KILLS {
        let _ = fs::remove_dir_all(place.data());
        let mut child = sinergi()
            .args(["import", &place.path("banyak.toml"), "--data"])
            .arg(place.data())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(takes * n / KILLS - Duration::from_millis(1));
        child.kill().unwrap();
        child.wait().unwrap();
        // It opens by itself, also after a first start that was cut short.
        let said = place.run(&["rebuild", "--check"]).ends(0);
        assert!(said.out.contains("0 differing rows"), "{}", said.out);
        let size = if said.out.contains(&format!("{whole} entries")) {
            whole
        } else {
            0
        };
        match size {
            0 => {
                assert!(said.out.contains("0 entri, 0 subjek"), "{}", said.out);
                none += 1;
            }
            _ => all += 1,
        }
    }
    assert_eq!(none + all, KILLS);
    assert!(none > 0, "no kill came before the end");
    // What was cut short is imported again as if nothing had been.
    let said = place.run(&["import", &place.path("banyak.toml")]).ends(0);
    assert!(said.out.contains(&format!("Log: {whole}")), "{}", said.out);
    place.run(&["verify", &place.export("log")]).ends(0);
}

#[test]
fn a_server_that_was_killed_starts_again_by_itself() {
    let place = Place::recorded();
    for _ in 0..3 {
        Serving::start("serve", &place.data()).kill();
    }
    let serving = Serving::start("serve", &place.data());
    place.run(&["verify", &serving.url("")]).ends(0);
    assert_eq!(serving.stop(), Some(0));
}
