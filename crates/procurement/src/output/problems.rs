//! What was wrong with the input, as JSON lines.

use std::io::{self, Write};

use crate::input::Places;
use crate::json::push_text;
use crate::problems::Problems;

/// Writes one line for each problem that was kept with its place.
///
/// # Errors
/// When the output does not take it.
pub fn write(problems: &Problems, places: &Places, output: &mut dyn Write) -> io::Result<()> {
    for (problem, count, noted) in problems.iter() {
        for noted in noted {
            let (source, place) = places.words(noted.place);
            let mut line = String::from("{\"problem\":");
            push_text(&mut line, &format!("{problem:?}"));
            line.push_str(&format!(",\"of\":{count}"));
            for (key, value) in [
                ("file", source.as_str()),
                ("place", &place),
                ("detail", &noted.detail),
                ("meaning", problem.words()),
            ] {
                line.push(',');
                push_text(&mut line, key);
                line.push(':');
                push_text(&mut line, value);
            }
            line.push_str("}\n");
            output.write_all(line.as_bytes())?;
        }
    }
    Ok(())
}
