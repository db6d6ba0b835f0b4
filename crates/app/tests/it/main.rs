//! Stories of the record: what it takes, keeps, hides, shows and survives.

mod common;
mod disclosure;
mod founding;
mod history;
mod recording;
