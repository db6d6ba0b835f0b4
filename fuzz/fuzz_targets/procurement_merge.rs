//! Any releases merge: what comes out is JSON, says the same when it is merged again, and can be corrected.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use procurement::input::Limits;
use procurement::json::Json;
use procurement::merge::Merged;
use procurement::prepare::{self, Corrections};
use procurement::settings::Settings;
use serde_json::Value;

const CORRECTIONS: &str = "[defaults]\ncurrency = IDR\nbid_status = valid\naward_status = active\nitem_classification_scheme = UNSPSC\n\
    party_roles = true\n[redactions]\namount = 0|1\norganization_id = A\n[modifications]\nmove_auctions = true\n\
    prefix_buyer_or_procuring_entity_id = B-\nprefix_tenderer_or_supplier_id = T-\nsplit_procurement_method_details = -\n\
    [corrections]\naward_status_by_contract_status = true\n[codelists.bid_status]\nx = valid\n";

fuzz_target!(|text: &str| {
    let lines = text.lines().filter_map(|line| Json::parse(line).ok());
    let releases: Vec<Json<'static>> = lines.map(Json::into_owned).collect();
    let merged = Merged::of(releases);
    let compiled = merged.compiled();
    let written = compiled.to_string();
    serde_json::from_str::<serde_json::Value>(&written).unwrap();
    serde_json::from_str::<serde_json::Value>(&merged.versioned().to_string()).unwrap();
    let mut again = Merged::of(vec![compiled.clone()]).compiled();
    // Its id is made of its ocid and date, and those of what was merged need not be text.
    again.set("id", compiled.get("id").cloned().unwrap());
    assert_eq!(told(&again), told(&compiled));

    let path = std::env::temp_dir().join(format!("fuzz-merge-{}.jsonl", std::process::id()));
    fs::write(&path, text).unwrap();
    let corrections = Corrections::new(&Settings::parse(CORRECTIONS).unwrap()).unwrap();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    prepare::run(&[path.clone()], &Limits::default(), &corrections, &mut output, &mut errors).unwrap();
    for line in output.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<serde_json::Value>(line).unwrap();
    }
    fs::remove_file(path).unwrap();
});

/// The value whatever the order of its keys, without empty lists and objects: where all values were removed they are left, and
/// merging takes them for nothing.
fn told(value: &Json<'_>) -> Value {
    let mut value = serde_json::from_str(&value.to_string()).unwrap();
    drop_empty(&mut value);
    value
}

fn drop_empty(value: &mut Value) {
    let is_empty = |value: &Value| match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    };
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(drop_empty);
            fields.retain(|_, value| !is_empty(value));
        }
        Value::Array(elements) => {
            elements.iter_mut().for_each(drop_empty);
            elements.retain(|value| !is_empty(value));
        }
        _ => {}
    }
}
