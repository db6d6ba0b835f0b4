//! Stories of the record: what it takes, keeps, hides, shows and survives.

mod common;
mod damage;
mod disclosure;
mod founding;
mod history;
mod opening;
mod recording;
mod status;
