//! Whatever is wrong with a line is counted with its place and reason, and the rest goes on.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use procurement::engine::{Engine, Options, RunError};
use procurement::outcome::Outcome;
use procurement::problems::Problem;
use procurement::settings::Settings;

const ALL: &str = "[R003]\n[R018]\n[R024]\n[R028]\n[R036]\n";

/// A release that R018 flags.
fn good(ocid: &str) -> String {
    format!(
        "{{\"ocid\":\"{ocid}\",\"tender\":{{\"procurementMethod\":\"open\",\"numberOfTenderers\":1}}}}"
    )
}

fn run(text: &[u8], change: impl FnOnce(&mut Options)) -> Result<(Outcome, Vec<String>), RunError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.jsonl");
    fs::write(&path, text).unwrap();
    run_files(&[path], change)
}

/// The outcome, and each problem as `kind place`.
fn run_files(
    paths: &[PathBuf],
    change: impl FnOnce(&mut Options),
) -> Result<(Outcome, Vec<String>), RunError> {
    let mut options = Options::default();
    options.limits.block = 200;
    change(&mut options);
    let engine = Engine::new(&Settings::parse(ALL).unwrap()).unwrap();
    let (outcome, places) = engine.run(paths, &options, &|_| {})?;
    let mut problems = Vec::new();
    for (problem, _, noted) in outcome.shard.problems.iter() {
        for noted in noted {
            problems.push(format!("{problem:?} {}", places.words(noted.place).1));
        }
    }
    Ok((outcome, problems))
}

fn flagged(outcome: &Outcome) -> Vec<&str> {
    let flags = outcome.flags.iter();
    flags.map(|flag| outcome.subject(flag)).collect()
}

/// A bad line between good ones: the good ones count, and the bad one is named.
fn check(bad: &str, expected: &[&str]) {
    let text = format!("{}\n{bad}\n{}\n", good("a"), good("z"));
    let (outcome, problems) = run(text.as_bytes(), |_| {}).unwrap();
    let shown: String = bad.chars().take(70).collect();
    assert_eq!(problems, expected, "{shown}");
    let flags = flagged(&outcome);
    assert!(
        flags.contains(&"a") && flags.contains(&"z"),
        "{shown}: {flags:?}"
    );
}

#[test]
fn each_kind_of_bad_line_is_counted_with_its_line_and_the_rest_goes_on() {
    check(
        "{\"ocid\":\"b\",\"tender\":{\"id\":\"cut o",
        &["Truncated line 2"],
    );
    check("{\"ocid\":\"b\",\"tender\":{,}}", &["NotJson line 2"]);
    check("sampah", &["NotJson line 2"]);
    check("[1,2]", &["NotAnObject line 2"]);
    check("{\"id\":\"b\"}", &["NoOcid line 2"]);
    check("{\"ocid\":7}", &["NoOcid line 2"]);
    check(
        "{\"ocid\":\"b\",\"releases\":[]}",
        &["NothingToCompile line 2"],
    );
    check("{\"uri\":\"b\",\"releases\":[]}", &["EmptyPackage line 2"]);
    let brackets = "[".repeat(100_000);
    check(
        &format!("{{\"ocid\":\"b\",\"x\":{brackets}"),
        &["TooDeep line 2"],
    );
    let (open, close) = ("{\"a\":".repeat(50_000), "}".repeat(50_000));
    check(
        &format!("{{\"ocid\":\"b\",\"x\":{open}1{close}}}"),
        &["TooDeep line 2"],
    );
    check(&good("a"), &["DuplicateOcid line 2"]);
    check("{\"ocid\":\"b\",\"tender\":[]}", &["WrongType line 2"]);
    check("{\"ocid\":\"b\",\"tender\":null,\"buyer\":null}", &[]);
    check("", &[]);
}

#[test]
fn fields_of_the_wrong_type_are_named_and_the_others_of_the_line_still_count() {
    let bid = |amount: &str| {
        format!(
            "{{\"status\":\"valid\",\"value\":{{\"amount\":{amount},\"currency\":\"IDR\"}},\"tenderers\":[{{\"id\":\"A\"}}]}}"
        )
    };
    let period = "{\"startDate\":\"2025-01-01\",\"endDate\":\"2025-01-02T00:00:00Z\"}";
    let line = format!(
        "{{\"ocid\":\"b\",\"tender\":{{\"procurementMethod\":\"open\",\"numberOfTenderers\":1,\"tenderPeriod\":{period}}},\"bids\":{{\"details\":[{},{}]}}}}\n",
        bid("\"1.250.000,00\""),
        bid("{}")
    );
    let (outcome, problems) =
        run(line.as_bytes(), |options| options.limits.block = 1 << 20).unwrap();
    assert_eq!(flagged(&outcome), ["b"]);
    let expected = [
        "AmountIsText line 1",
        "WrongType line 1",
        "DateWithoutZone line 1",
    ];
    assert_eq!(problems, expected);
}

/// A line with a bid in each of these currencies.
fn bids(ocid: &str, currencies: &[&str]) -> String {
    let bids: Vec<String> = currencies
        .iter()
        .map(|currency| {
            format!(
                "{{\"status\":\"valid\",\"value\":{{\"amount\":5,\"currency\":\"{currency}\"}},\"tenderers\":[{{\"id\":\"A\"}}]}}"
            )
        })
        .collect();
    format!(
        "{{\"ocid\":\"{ocid}\",\"awards\":[{{\"status\":\"active\"}}],\"bids\":{{\"details\":[{}]}}}}\n",
        bids.join(",")
    )
}

#[test]
fn bids_in_another_currency_are_counted_with_their_lines() {
    let text = [
        bids("a", &["IDR", "IDR"]),
        bids("b", &["IDR", "USD", "SGD", "USD"]),
        bids("c", &["IDR"]),
        bids("d", &["USD"]),
    ]
    .concat();
    for block in [1, 1 << 20] {
        let change = |options: &mut Options| options.limits.block = block;
        let (outcome, problems) = run(text.as_bytes(), change).unwrap();
        assert_eq!(outcome.shard.problems.count(Problem::OtherCurrency), 4);
        let lines = ["line 2", "line 2", "line 2", "line 4"];
        let expected = lines.map(|line| format!("OtherCurrency {line}"));
        assert_eq!(problems, expected);
        let (_, _, noted) = outcome.shard.problems.iter().next().unwrap();
        let named: Vec<&str> = noted.iter().map(|noted| noted.detail.as_str()).collect();
        assert_eq!(named, ["SGD", "USD", "USD", "USD"]);
    }
}

#[test]
fn text_that_is_not_utf8_is_said_to_be_and_read_when_its_encoding_is_named() {
    let latin1 =
        b"{\"ocid\":\"s\xe3o\",\"tender\":{\"procurementMethod\":\"open\",\"numberOfTenderers\":1}}\n";
    let mut text = good("a").into_bytes();
    text.push(b'\n');
    text.extend_from_slice(latin1);
    text.extend_from_slice(good("é").as_bytes());
    let (outcome, problems) = run(&text, |_| {}).unwrap();
    assert_eq!(flagged(&outcome), ["a", "é"]);
    assert_eq!(problems, ["NotUtf8 line 2"]);
    let (outcome, problems) = run(latin1, |options| options.limits.latin1 = true).unwrap();
    assert_eq!(flagged(&outcome), ["são"]);
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn a_line_beyond_the_limit_is_passed_over() {
    let long = "x".repeat(3 << 20);
    let text = format!(
        "{}\n{{\"ocid\":\"b\",\"x\":\"{long}\"}}\n{}\n",
        good("a"),
        good("z")
    );
    let limit = |options: &mut Options| options.limits.item = 1 << 20;
    let (outcome, problems) = run(text.as_bytes(), limit).unwrap();
    assert_eq!(flagged(&outcome), ["a", "z"]);
    assert_eq!(problems, ["TooLong line 2"]);
    let (outcome, problems) = run(text.as_bytes(), |_| {}).unwrap();
    assert_eq!(flagged(&outcome), ["a", "z"]);
    assert_eq!(problems, Vec::<String>::new());
}

/// Lines far beyond what any release has are read within the limit and passed over beyond it.
#[test]
fn lines_of_a_hundred_megabytes_are_read_or_passed_over() {
    let long = "x".repeat(100 << 20);
    let text = format!(
        "{}\n{{\"ocid\":\"b\",\"x\":\"{long}\",\"tender\":{{\"procurementMethod\":\"open\",\"numberOfTenderers\":1}}}}\n{}\n",
        good("a"),
        good("z")
    );
    let limited =
        |limit: usize| run(text.as_bytes(), |options| options.limits.item = limit).unwrap();
    let (outcome, problems) = limited(256_000_000);
    assert_eq!(flagged(&outcome), ["a", "b", "z"]);
    assert_eq!(problems, Vec::<String>::new());
    let (outcome, problems) = limited(64 << 20);
    assert_eq!(flagged(&outcome), ["a", "z"]);
    assert_eq!(problems, ["TooLong line 2"]);
}

#[test]
fn a_strict_run_stops_at_the_first_problem_and_says_where() {
    let text = format!("{}\n\nnonsense\n{}\n[]\n", good("a"), good("z"));
    let strict = |options: &mut Options| options.strict = true;
    let said = run(text.as_bytes(), strict).unwrap_err().to_string();
    for part in ["line 3", "not JSON", "data.jsonl"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(run(good("a").as_bytes(), strict).is_ok());
    let twice = format!("{}\n{}\n", good("a"), good("a"));
    let said = run(twice.as_bytes(), strict).unwrap_err().to_string();
    assert!(said.contains("line 2"), "{said}");
}

/// Every kind of bad input stops a strict run with its file, its line and why, and no other line is blamed.
#[test]
fn each_kind_of_bad_input_stops_a_strict_run() {
    let with = |field: &str| format!("{{\"ocid\":\"b\",{field}}}").into_bytes();
    let deep = format!("{{\"ocid\":\"b\",\"x\":{}", "[".repeat(200));
    let long = format!("{{\"ocid\":\"b\",\"x\":\"{}\"}}", "x".repeat(2 << 20));
    let bad: [(Vec<u8>, &str); 9] = [
        (
            b"{\"ocid\":\"b\",\"tender\":{\"id\":\"cut o".to_vec(),
            "cut off",
        ),
        (with("\"tender\":[1]"), "wrong type"),
        (good("a").into_bytes(), "given before"),
        (
            with(
                "\"bids\":{\"details\":[{\"value\":{\"amount\":\"1.250.000\",\"currency\":\"IDR\"}}]}",
            ),
            "quotation marks",
        ),
        (bids("b", &["USD"]).trim_end().into(), "another currency"),
        (
            with(
                "\"tender\":{\"tenderPeriod\":{\"startDate\":\"2025-01-01T00:00:00Z\",\"endDate\":\"2025-01-05\"}}",
            ),
            "without zone",
        ),
        (long.into_bytes(), "longer than the limit"),
        (deep.into_bytes(), "nested too deeply"),
        (b"{\"ocid\":\"s\xe3o\"}".to_vec(), "iso-8859-1"),
    ];
    for (bad, why) in bad {
        // Prices are compared in the currency that is met first.
        let mut text = format!("{}\n", good("a")).into_bytes();
        text.extend_from_slice(bids("c", &["IDR"]).as_bytes());
        text.extend_from_slice(&bad);
        text.extend_from_slice(format!("\n{}\n", good("z")).as_bytes());
        let change = |strict: bool| {
            move |options: &mut Options| {
                options.strict = strict;
                options.limits.item = 1 << 20;
            }
        };
        let (outcome, problems) = run(&text, change(false)).unwrap();
        assert_eq!(problems.len(), 1, "{why}: {problems:?}");
        assert!(problems[0].ends_with("line 3"), "{why}: {problems:?}");
        assert!(flagged(&outcome).contains(&"z"), "{why}");
        let said = run(&text, change(true)).unwrap_err().to_string();
        for part in ["data.jsonl, line 3: ", why] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[test]
fn packages_records_folders_and_packed_files_are_read_alike() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let [a, b, c] = ["a", "b", "c"].map(good);
    let package = format!("{{\n \"uri\":\"x\",\n \"releases\": [\n{a},\n{b}\n]}}");
    write("1.json", package.as_bytes());
    let records = format!("{{\"records\":[{{\"ocid\":\"c\",\"compiledRelease\":{c}}}]}}");
    write("2.json", records.as_bytes());
    write("3.jsonl.gz", &gzipped(good("d").as_bytes()));
    write("4.zip", &zipped());
    let fastest = ruzstd::encoding::CompressionLevel::Fastest;
    let packed = ruzstd::encoding::compress_to_vec(good("g").as_bytes(), fastest);
    write("5.zst", &packed);
    write("6.json", format!("[{}]", good("h")).as_bytes());
    write(
        "7.json",
        b"\xef\xbb\xbf{\"ocid\":\"i\",\n\"tender\":{\"procurementMethod\":\"open\",\r\n\"numberOfTenderers\":1}}",
    );
    write("notes.txt", b"not data");
    let (outcome, problems) = run_files(&[folder.path().to_owned()], |_| {}).unwrap();
    assert_eq!(problems, Vec::<String>::new());
    let expected = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    assert_eq!(flagged(&outcome), expected);
}

fn gzipped(text: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text).unwrap();
    gzip.finish().unwrap()
}

/// One member as it is and one deflated.
fn zipped() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, method) in [
        ("e.json", zip::CompressionMethod::Stored),
        ("f.json", zip::CompressionMethod::Deflated),
    ] {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        archive.start_file(name, options).unwrap();
        archive.write_all(good(&name[..1]).as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_packed_file_that_was_cut_off_gives_what_it_has_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let lines = (0..2000).map(|number| good(&format!("o{}", number * 7919 % 65_537)) + "\n");
    let packed = gzipped(lines.collect::<String>().as_bytes());
    let path = folder.path().join("cut.gz");
    fs::write(&path, &packed[..packed.len() / 2]).unwrap();
    let (outcome, problems) = run_files(&[path], |_| {}).unwrap();
    assert!(outcome.flags.len() > 500, "{}", outcome.flags.len());
    let said = problems
        .iter()
        .any(|problem| problem.starts_with("Unreadable"));
    assert!(said, "{problems:?}");
}
