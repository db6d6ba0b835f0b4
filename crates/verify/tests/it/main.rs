//! What `verify` says of logs that are as they should be, and of logs that are not.

mod agreement;
mod faults;
mod flips;
mod http;
mod kept_head;
mod writer;
