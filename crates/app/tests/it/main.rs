//! Stories of the record: what it takes, keeps, hides, shows and survives.

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
