//! The rules held to what they promise, over facts that nobody picked.

mod fold;
mod status;
