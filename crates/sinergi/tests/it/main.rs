//! Stories of the whole program: its commands as a shell runs them, its pages as a browser asks for them, its faults.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail where it stands"
)]

mod commands;
mod common;
mod faults;
mod portal;
mod reading;
mod review_page;
