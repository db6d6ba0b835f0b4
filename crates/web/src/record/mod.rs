//! The pages of single records, one module per kind.

pub(crate) mod agreement;
pub(crate) mod chain;
pub(crate) mod charts;
pub(crate) mod commitment;
pub(crate) mod figures;
pub(crate) mod gathering;
pub(crate) mod organization;
pub(crate) mod person;
pub(crate) mod post;
pub(crate) mod programme;
pub(crate) mod rail;
pub(crate) mod sheet;
pub(crate) mod source;
pub(crate) mod statement;
