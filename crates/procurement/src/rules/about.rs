//! What a rule is, in words.

use crate::process::Needs;

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// Indonesian.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

/// What a rule is, for people and for the table of rules.
#[derive(Debug)]
pub struct About {
    /// Its code: Cardinal's (`R…`), or ours (`X…`).
    pub id: &'static str,
    /// Raised whenever the same data could give another answer.
    pub version: u32,
    /// Names of sections under its own (`[R003.procurement_method_details]`).
    pub parts: &'static [&'static str],
    /// Which parts of a process it looks at.
    pub needs: Needs,
    /// Whether it compares winner and runner-up ([`crate::shard::Gap`]).
    pub uses_gaps: bool,
    /// OCDS paths without which it cannot be computed.
    pub fields: &'static [&'static str],
    /// A title.
    pub title: Both,
    /// The question it asks of a purchase. A flag is a question, not a finding.
    pub question: Both,
    /// Ordinary explanations, that a reader should think of first.
    pub ordinary: Both,
    /// What it leaves out.
    pub leaves_out: Both,
    /// Where the rule and its threshold come from.
    pub source: &'static str,
}
