//! `tlog` against the specifications' own vectors, a naive implementation and foreign crates.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should fail where it stands"
)]

mod decoders;
mod growth;
mod naive;
mod notes;
mod oracles;
mod proofs;
mod vectors;
