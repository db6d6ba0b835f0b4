//! What `verify` says of logs that are as they should be, and of logs that are not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail where it stands"
)]

mod agreement;
mod faults;
mod flips;
mod http;
mod kept_head;
mod served;
mod writer;
