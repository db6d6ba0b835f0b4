//! The rules held to what they promise, over facts that nobody picked.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail where it stands"
)]

mod fold;
mod status;
