//! Stories of the record: what it takes, keeps, hides, shows and survives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail where it stands"
)]

mod common;
mod damage;
mod disclosure;
mod founding;
mod full_disk;
mod history;
mod kill;
mod opening;
mod recording;
mod status;
