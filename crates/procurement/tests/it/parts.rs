//! Parts of an archive, folded apart and merged, give what one run over all of it gives.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use procurement::engine::{Engine, Options};
use procurement::outcome::Outcome;
use procurement::output::cardinal;
use procurement::part;
use procurement::rules::TABLE;
use procurement::settings::Settings;
use proptest::prelude::*;

use crate::fixtures;
use crate::made_up::lines;

/// Every rule there is, with the values it has anyway.
fn every_rule() -> Settings {
    let mut settings = Settings::default();
    for entry in TABLE {
        settings.choose(entry.about.id);
    }
    // Low, so that a few hundred releases are enough for something to be flagged.
    settings.set("R048", "minimum_contracting_processes", "3");
    settings
}

fn options(workers: usize, block: usize) -> Options {
    let mut options = Options {
        workers,
        links: true,
        evidence: true,
        ..Options::default()
    };
    options.limits.block = block;
    options
}

/// Everything that a run says, as text.
fn said(outcome: &Outcome) -> String {
    let mut text = Vec::new();
    cardinal::write(outcome, true, true, &mut text).unwrap();
    let mut text = String::from_utf8(text).unwrap();
    for flag in &outcome.flags {
        let evidence = flag
            .evidence
            .as_ref()
            .map_or("", |evidence| evidence.json());
        text.push_str(&format!(
            "{} {} {evidence}\n",
            flag.rule,
            outcome.subject(flag)
        ));
    }
    for (problem, count, noted) in outcome.shard.problems.iter() {
        text.push_str(&format!("{problem:?} {count}"));
        // Lines and no places: blocks are cut differently.
        for noted in noted {
            text.push_str(&format!(" {}", noted.detail));
        }
        text.push('\n');
    }
    text
}

fn whole(settings: &Settings, data: &Path, options: &Options) -> String {
    let engine = Engine::new(settings).unwrap();
    let (outcome, _) = engine.run(&[data.to_owned()], options, &|_| {}).unwrap();
    said(&outcome)
}

fn in_parts(settings: &Settings, data: &[PathBuf], options: &Options) -> String {
    let parts: Vec<PathBuf> = data
        .iter()
        .map(|path| path.with_extension("part"))
        .collect();
    for (data, part) in data.iter().zip(&parts) {
        let engine = Engine::new(settings).unwrap();
        let (folded, places) = engine.fold(&[data.to_owned()], options, &|_| {}).unwrap();
        let mut file = fs::File::create(part).unwrap();
        part::write(&engine, settings, folded, places, &mut file).unwrap();
    }
    let (engine, folded, _) = part::merge(&parts).unwrap();
    said(&engine.finish(folded))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn merged_parts_say_what_one_run_says(
        seed in 0_u64..1_000_000,
        cuts in proptest::collection::vec(0_usize..200, 0..5),
        workers in 1_usize..4,
        block in 1_usize..20_000,
        mixed: bool,
        repeats: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut text = lines(seed, 200, seed % 3 != 0, mixed);
        if repeats {
            // The same ocids again, with other contents.
            text.push_str(&lines(seed + 1, 50, false, mixed).replace(&format!("ocds-{}", seed + 1), &format!("ocds-{seed}")));
        }
        let all: Vec<&str> = text.split_inclusive('\n').collect();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(all.len())).collect();
        cuts.extend([0, all.len()]);
        cuts.sort_unstable();
        let data: Vec<PathBuf> = cuts
            .windows(2)
            .enumerate()
            .map(|(number, cut)| {
                let path = folder.path().join(format!("{number}.jsonl"));
                fs::write(&path, all[cut[0]..cut[1]].concat()).unwrap();
                path
            })
            .collect();
        let one = folder.path().join("all.jsonl");
        fs::write(&one, &text).unwrap();
        let settings = every_rule();
        let expected = whole(&settings, &one, &options(1, 1 << 20));
        prop_assert_eq!(&whole(&settings, &one, &options(workers, block)), &expected);
        prop_assert_eq!(&in_parts(&settings, &data, &options(workers, block)), &expected);
    }
}

#[test]
fn parts_made_with_other_settings_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, settings: &Settings| {
        let data = folder.path().join(format!("{name}.jsonl"));
        fs::write(&data, lines(1, 20, false, false)).unwrap();
        in_parts(settings, &[data], &options(1, 1000));
        folder.path().join(format!("{name}.part"))
    };
    let mut other = every_rule();
    other.set("R003", "threshold", "30");
    let parts = [make("a", &every_rule()), make("b", &other)];
    let refusal = part::merge(&parts).err().unwrap().to_string();
    assert!(
        refusal.contains("b.part") && refusal.contains("settings"),
        "{refusal}"
    );
    let none = folder.path().join("none.part");
    fs::write(&none, "no part").unwrap();
    let refusal = part::merge(&[none]).err().unwrap().to_string();
    assert!(refusal.contains("not a part file"), "{refusal}");
    let whole = fs::read(&parts[0]).unwrap();
    for length in [0, 10, 30, whole.len() / 2, whole.len() - 9] {
        fs::write(&parts[0], &whole[..length]).unwrap();
        assert!(part::merge(&parts[..1]).is_err(), "{length} bytes");
    }
}

/// Found by fuzzing: a part that names what it does not hold, with a checksum that says nothing of it.
#[test]
fn a_part_that_is_damaged_within_finishes_or_is_refused() {
    for name in ["damaged-part", "damaged-part-2"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("damaged.part");
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(b"SINERGI FLAGS PART 2\n").unwrap();
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::none());
        let inside = fs::read(fixtures().join(name)).unwrap();
        packed.write_all(&inside).unwrap();
        packed.finish().unwrap();
        if let Ok((engine, folded, _)) = part::merge(&[path.clone(), path]) {
            said(&engine.finish(folded));
        }
    }
}
