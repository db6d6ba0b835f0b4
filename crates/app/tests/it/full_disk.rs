//! A full disk: writing is refused in words, reading goes on, and with some room all is as before.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use app::{App, BodyAnswer, Clock, Config, ExecuteError, Filter, Moment, SearchQuery};
use domain::{Reference, SubjectKind};

use crate::common::{by, province, source, statement, verified};

/// A file system of its own, small enough to be filled; gone with the test.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where this user may not mount.
    fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={megabytes}m"),
                "sinergi-test",
            ])
            .arg(folder.path())
            .output()
            .is_ok_and(|said| said.status.success());
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file until nothing more fits.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("penuh");
        let mut file = File::create(&path).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

fn open(disk: &SmallDisk) -> App {
    let clock = Clock::at("2026-11-22T09:00:00+07:00".parse().unwrap());
    App::open(Config {
        folder: disk.path().join("data"),
        origin: None,
        clock,
    })
    .unwrap()
}

fn long(n: usize) -> app::Request {
    statement(
        &format!("panjang-{n}"),
        &format!("Pernyataan {n} {}", "panjang ".repeat(400).trim()),
    )
}

#[test]
fn a_full_disk_refuses_writing_and_goes_on_reading() {
    let Some(disk) = SmallDisk::mount(24) else {
        println!("skipped: this user may not mount a small file system");
        return;
    };
    let app = open(&disk);
    app.execute_blocking(by(), vec![source("kabar"), province()])
        .unwrap();
    app.execute_blocking(by(), (0..20).map(long).collect())
        .unwrap();
    assert!(app.wait_for_search());
    let filler = disk.fill();

    // The write-ahead file may still have room from before; then it has none.
    let mut written = 20;
    let refused = loop {
        match app.execute_blocking(by(), vec![long(written)]) {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 5_000, "the disk does not get full");
    };
    assert_eq!(refused, ExecuteError::DiskFull);
    let words = refused.to_string();
    assert!(
        words.contains("disk is full") && words.contains("Free some space"),
        "{words}"
    );
    let (size, head) = (app.log_size(), app.checkpoint());
    for _ in 0..3 {
        assert_eq!(
            app.execute_blocking(by(), vec![long(written)]),
            Err(ExecuteError::DiskFull)
        );
    }
    assert_eq!((app.log_size(), app.checkpoint()), (size, head));
    assert_eq!(size, 2 + written as u64);

    // Everything is read as before.
    let subject = Reference::from_key(SubjectKind::Statement, "panjang-3");
    assert!(app.view(subject, Moment::Now).unwrap().is_some());
    assert_eq!(app.history(subject).unwrap().len(), 1);
    assert!(matches!(app.body(size - 1).unwrap(), BodyAnswer::Public(_)));
    assert_eq!(app.body(size).unwrap(), BodyAnswer::NoSuchEntry);
    let filter = Filter {
        kind: SubjectKind::Statement,
        organization: None,
        family: None,
        year: None,
        page: 1,
    };
    assert_eq!(app.list(&filter).unwrap().total, written as u64);
    let query = SearchQuery {
        text: "pernyataan".to_owned(),
        ..SearchQuery::default()
    };
    assert!(app.search(&query).unwrap().total >= 20);
    let export = tempfile::tempdir().unwrap();
    app.export_log(export.path(), &mut |_, _| {}).unwrap();
    assert_eq!(
        verified(export.path(), Some(app.verifier_key()), None).findings,
        []
    );

    // With some room it writes again, and search catches up.
    fs::remove_file(filler).unwrap();
    app.execute_blocking(by(), vec![long(written)]).unwrap();
    assert!(app.wait_for_search());
    assert_eq!(app.search(&query).unwrap().total, written as u64 + 1);
    assert_eq!(app.rebuild(false, &mut |_, _| {}).unwrap().differences, []);
    let key = app.verifier_key().to_owned();
    drop(app);
    let app = open(&disk);
    assert_eq!(
        (app.log_size(), app.verifier_key()),
        (size + 1, key.as_str())
    );
}
