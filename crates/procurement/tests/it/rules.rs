//! One rule, one fixture pair: `fixtures/rules/X01.jsonl` (settings, if any, in `X01.ini`) gives `X01.expected.jsonl`.
//!
//! The eleven of Cardinal have Cardinal's fixtures. `SINERGI_KEEP_EXPECTED=1` writes what is expected anew; read it
//! before it is kept.

use std::fs;

use procurement::engine::{Engine, Options};
use procurement::output::evidence;
use procurement::rules::TABLE;
use procurement::settings::Settings;

use crate::fixtures;

/// Every rule alone on its fixture, with what its flags rest on.
#[test]
fn rules_beyond_the_eleven_give_what_their_fixtures_expect() {
    let folder = fixtures().join("rules");
    for entry in TABLE
        .iter()
        .filter(|entry| !entry.about.id.starts_with('R'))
    {
        let id = entry.about.id;
        let text = fs::read_to_string(folder.join(format!("{id}.ini"))).unwrap_or_default();
        let mut settings = Settings::parse(&text).unwrap();
        settings.choose(id);
        let options = Options {
            evidence: true,
            links: true,
            ..Options::default()
        };
        let data = folder.join(format!("{id}.jsonl"));
        assert!(data.exists(), "{id} has no fixture");
        let engine = Engine::new(&settings).unwrap();
        let (outcome, _) = engine.run(&[data], &options, &|_| {}).unwrap();
        let mut got = Vec::new();
        evidence::write(&outcome, &mut got).unwrap();
        let expected = folder.join(format!("{id}.expected.jsonl"));
        if std::env::var_os("SINERGI_KEEP_EXPECTED").is_some() {
            fs::write(&expected, &got).unwrap();
        }
        let expected = fs::read_to_string(expected).unwrap_or_default();
        assert_eq!(String::from_utf8(got).unwrap(), expected, "{id}");
        assert!(!expected.is_empty(), "{id}: its fixture flags nothing");
        assert!(
            outcome.shard.looked_at > outcome.flags.len() as u64,
            "{id}: its fixture leaves nothing unflagged"
        );
    }
}

#[test]
fn codes_are_unique_and_words_exist_in_both_languages() {
    for (number, entry) in TABLE.iter().enumerate() {
        let about = entry.about;
        let before = &TABLE[..number];
        assert!(
            before.iter().all(|other| other.about.id != about.id),
            "{}",
            about.id
        );
        for both in [
            about.title,
            about.question,
            about.ordinary,
            about.leaves_out,
        ] {
            assert!(
                both.id.len() > 10 && both.en.len() > 10 && both.id != both.en,
                "{}",
                about.id
            );
        }
        assert!(
            !about.fields.is_empty() && !about.source.is_empty(),
            "{}",
            about.id
        );
    }
}
