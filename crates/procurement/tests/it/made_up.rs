//! Data that is wrong in every way a release can be, and the comparison of results.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

/// What differs between two results; empty when they are equal as JSON: the order of keys is free, lists in maps are
/// sets, numbers may differ by one part in 10^9.
pub(crate) fn differences(left: &Value, right: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(left, right, "", &mut found);
    found
}

fn compare(left: &Value, right: &Value, path: &str, found: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let (a, b) = (a.get(key), b.get(key));
                let path = format!("{path}/{key}");
                match (a, b) {
                    (Some(a), Some(b)) => compare(a, b, &path, found),
                    _ => found.push(format!("{path}: {a:?} against {b:?}")),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            let set = |list: &[Value]| list.iter().map(Value::to_string).collect::<BTreeSet<_>>();
            if set(a) != set(b) {
                found.push(format!("{path}: {a:?} against {b:?}"));
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            if (a - b).abs() > 1e-9 * a.abs().max(1.0) {
                found.push(format!("{path}: {a} against {b}"));
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{path}: {a} against {b}")),
    }
}

/// A small generator of numbers, so that the same seed makes the same lines on any machine.
pub(crate) struct Dice {
    state: u64,
    mixed: bool,
}

impl Dice {
    fn new(seed: u64, mixed: bool) -> Self {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Self { state, mixed }
    }

    fn next(&mut self) -> u64 {
        // xorshift64*
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Lines of releases, in several currencies if `mixed`. With `odd`, one field in twenty is of a wrong type, repeated, escaped or missing, and some lines
/// are no releases at all.
pub(crate) fn lines(seed: u64, count: usize, odd: bool, mixed: bool) -> String {
    let mut dice = Dice::new(seed, mixed);
    let mut text = String::new();
    for number in 0..count {
        if odd && dice.chance(4) {
            text.push_str(dice.one(&[
                "{\"ocid\":\"cut\",\"tender\":{\"status\":\"acti",
                "[1,2]",
                "null",
                "{\"no\":\"ocid\"}",
                "{\"ocid\":12}",
                "not json",
                "",
                "   ",
                "{\"ocid\":\"x\\ud83d\"}",
                "{\"ocid\":\"t\"} {}",
                "{\"ocid\":\"t\",\"a\":01}",
            ]));
        } else {
            release(&mut dice, seed, number, odd, &mut text);
        }
        text.push('\n');
    }
    text
}

fn release(dice: &mut Dice, seed: u64, number: usize, odd: bool, text: &mut String) {
    let mut parts = vec![format!("\"ocid\":\"ocds-{seed}-{number}\"")];
    let buyer = dice.below(8);
    parts.push(format!(
        "\"buyer\":{}",
        field(
            dice,
            odd,
            &format!("{{\"id\":\"B{buyer}\",\"name\":\"x\"}}")
        )
    ));
    parts.push(format!("\"tender\":{}", tender(dice, odd)));
    if dice.chance(50) {
        let (bids, awards) = decided(dice, odd);
        parts.push(format!("\"bids\":{{\"details\":{bids}}}"));
        parts.push(format!("\"awards\":{awards}"));
    }
    if parts.len() < 5 && dice.chance(92) {
        let bids = list(dice, 6, |dice| bid(dice, odd));
        let details = field(dice, odd, &bids);
        let bids = format!("{{\"details\":{details},\"statistics\":[{{\"v\":1e3}}]}}");
        parts.push(format!("\"bids\":{}", field(dice, odd, &bids)));
    }
    if parts.len() < 5 && dice.chance(92) {
        let awards = list(dice, 3, |dice| award(dice, odd));
        parts.push(format!("\"awards\":{}", field(dice, odd, &awards)));
    }
    if odd && dice.chance(5) {
        // Given twice: the later counts.
        parts.push(format!("\"tender\":{}", tender(dice, odd)));
    }
    let shift = dice.below(parts.len() as u64) as usize;
    parts.rotate_left(shift);
    let space = if dice.chance(10) { " " } else { "" };
    write!(
        text,
        "{{{space}{}{space}}}",
        parts.join(&format!("{space},{space}"))
    )
    .unwrap();
}

/// Bids of different firms and an award to one of them: what most rules wait for.
fn decided(dice: &mut Dice, odd: bool) -> (String, String) {
    let first = dice.below(12);
    let disqualified = if dice.chance(20) { 100 } else { dice.below(60) };
    let mut winner = first;
    let bids: Vec<String> = (0..dice.below(5) + 1)
        .map(|number| {
            let firm = (first + number) % 12;
            let out = number > 0 && dice.chance(disqualified);
            let status = if out { "disqualified" } else { "valid" };
            if !out && dice.chance(10) {
                winner = firm;
            }
            let amount = 900 + 7 * number + dice.below(60) - 20 * u64::from(out);
            let value = format!("{{\"amount\":{amount},\"currency\":\"IDR\"}}");
            let value = field(dice, odd, &value);
            let date = date(dice);
            format!("{{\"date\":{date},\"status\":\"{status}\",\"value\":{value},\"tenderers\":[{{\"id\":\"T{firm}\"}}]}}")
        })
        .collect();
    let award = format!("[{{\"status\":\"active\",\"suppliers\":[{{\"id\":\"T{winner}\"}}]}}]");
    (format!("[{}]", bids.join(",")), award)
}

/// The field as it should be, or now and then not.
fn field(dice: &mut Dice, odd: bool, good: &str) -> String {
    if odd && dice.chance(4) {
        return dice
            .one(&[
                "null",
                "[]",
                "{}",
                "\"\"",
                "\"1000\"",
                "7",
                "true",
                "[null]",
                "[[1],{\"id\":{}}]",
                "-0.5e-3",
                "{\"id\":3}",
            ])
            .to_owned();
    }
    good.to_owned()
}

fn text(dice: &mut Dice, odd: bool, of: &[&str]) -> String {
    let good = format!("\"{}\"", dice.one(of));
    field(dice, odd, &good)
}

fn list(dice: &mut Dice, up_to: u64, mut element: impl FnMut(&mut Dice) -> String) -> String {
    let count = dice.below(up_to + 1);
    let elements: Vec<String> = (0..count).map(|_| element(dice)).collect();
    format!("[{}]", elements.join(","))
}

fn tender(dice: &mut Dice, odd: bool) -> String {
    let start = date(dice);
    let end = date(dice);
    let fields = [
        (
            "status",
            text(
                dice,
                odd,
                &[
                    "active",
                    "complete",
                    "complete",
                    "cancelled",
                    "unsuccessful",
                ],
            ),
        ),
        (
            "procurementMethod",
            text(dice, odd, &["open", "selective", "limited", "direct"]),
        ),
        (
            "procurementMethodDetails",
            text(
                dice,
                odd,
                &[
                    "Tender",
                    "Tender Cepat",
                    "Seleksi",
                    "NPC",
                    "PC",
                    "EXC",
                    "T\\u0065nder",
                ],
            ),
        ),
        ("numberOfTenderers", {
            let good = dice
                .one(&["0", "1", "1", "2", "1.0", "1e0", "-1"])
                .to_owned();
            field(dice, odd, &good)
        }),
        ("procuringEntity", {
            let good = format!("{{\"id\":\"P{}\"}}", dice.below(5));
            field(dice, odd, &good)
        }),
        ("tenderPeriod", {
            let good = format!("{{\"startDate\":{start},\"endDate\":{end}}}");
            field(dice, odd, &good)
        }),
        ("items", "[{\"a\":{\"b\":[1.5,\"\\\\\"]}}]".to_owned()),
    ];
    object(dice, &fields)
}

fn date(dice: &mut Dice) -> String {
    let day = dice.below(28) + 1;
    let hour = dice.below(24);
    match dice.below(12) {
        0 => format!("\"2025-03-{day:02}\""),
        1 => format!("\"2025-03-{day:02}T{hour:02}:00:00\""),
        2 => format!("\"2025-03-{day:02} {hour:02}:30:00.125Z\""),
        3 => format!("\"2025-02-{:02}T00:00:00Z\"", day + 2),
        4 => format!("\"2025-03-{day:02}T{hour:02}:00:00-05:00\""),
        _ => format!("\"2025-03-{day:02}T{hour:02}:00:00+07:00\""),
    }
}

fn object(dice: &mut Dice, fields: &[(&str, String)]) -> String {
    let kept: Vec<String> = fields
        .iter()
        .filter(|_| !dice.chance(3))
        .map(|(key, value)| format!("\"{key}\":{value}"))
        .collect();
    format!("{{{}}}", kept.join(","))
}

fn bid(dice: &mut Dice, odd: bool) -> String {
    let amount = match dice.below(10) {
        0 => format!("{}.5", dice.below(9)),
        1 => format!("{}e2", dice.below(30)),
        // Not 0: two bids of nothing differ by 0/0, and Cardinal's quartiles then vary from run to run.
        2 => "1".to_owned(),
        3 if odd => "1e999".to_owned(),
        _ => format!("{}", 900 + 10 * dice.below(20)),
    };
    let value = [
        ("amount", field(dice, odd, &amount)),
        ("currency", currency(dice, odd)),
    ];
    let value = object(dice, &value);
    let tenderers = firms(dice, odd, "T");
    let fields = [
        (
            "status",
            text(
                dice,
                odd,
                &[
                    "valid",
                    "valid",
                    "valid",
                    "disqualified",
                    "invited",
                    "withdrawn",
                    "pending",
                ],
            ),
        ),
        ("date", {
            let good = date(dice);
            field(dice, odd, &good)
        }),
        ("value", field(dice, odd, &value)),
        ("tenderers", field(dice, odd, &tenderers)),
    ];
    object(dice, &fields)
}

fn currency(dice: &mut Dice, odd: bool) -> String {
    let other = dice.mixed && dice.chance(15);
    if odd && dice.chance(4) {
        return dice.one(&["null", "7", "[]", "{}"]).to_owned();
    }
    let currency = if other { "\"USD\"" } else { "\"IDR\"" };
    currency.to_owned()
}

fn award(dice: &mut Dice, odd: bool) -> String {
    let suppliers = firms(dice, odd, "T");
    let items = list(dice, 3, |dice| {
        let code = dice.below(60) * 1_000_003;
        let class = format!("{{\"scheme\":\"UNSPSC\",\"id\":\"{code}é\"}}");
        format!(
            "{{\"id\":1,\"classification\":{}}}",
            field(dice, odd, &class)
        )
    });
    let fields = [
        (
            "status",
            text(
                dice,
                odd,
                &[
                    "active",
                    "active",
                    "active",
                    "cancelled",
                    "unsuccessful",
                    "pending",
                ],
            ),
        ),
        ("suppliers", field(dice, odd, &suppliers)),
        ("items", field(dice, odd, &items)),
    ];
    object(dice, &fields)
}

fn firms(dice: &mut Dice, odd: bool, letter: &str) -> String {
    let count = if dice.chance(85) { 1 } else { dice.below(4) };
    let firms: Vec<String> = (0..count)
        .map(|_| {
            let id = format!("\"{letter}{}\"", dice.below(12));
            format!(
                "{{\"name\":\"CV \\\"A\\\"\",\"id\":{}}}",
                field(dice, odd, &id)
            )
        })
        .collect();
    format!("[{}]", firms.join(","))
}
