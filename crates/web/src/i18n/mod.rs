//! Every sentence that pages say, whole, in Indonesian and English side by side.

pub(crate) mod about_words;
pub(crate) mod chart_words;
pub(crate) mod home_words;
pub(crate) mod list_words;
pub(crate) mod method_words;
pub(crate) mod press_words;
pub(crate) mod record_words;
pub(crate) mod words;

/// A count with its English noun: "1 promise", "2 promises".
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        crate::format::number(n, domain::Lang::En),
        if n == 1 { one } else { many }
    )
}
