//! What the review page sends: a text or a file, and what a person said of its fields.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use domain::Lang;
use intake::document::{self, Document, Hints, MAX_FILE_BYTES};
use intake::press::review::Answers;
use jiff::civil::Date;

use crate::i18n::press_words as words;

/// The most bytes of a form: a text of full length and the answers to its fields.
pub(crate) const MAX_FORM_BYTES: usize = MAX_FILE_BYTES + 2 * 1024 * 1024;

/// The most answers of a form: a text with some thousand names has fewer.
const MAX_FIELDS: usize = 50_000;

/// A form that was sent.
pub(crate) struct Sent {
    /// The text to read, and what its file says of itself.
    pub(crate) document: Document,
    /// The day of publication as the person gives it.
    pub(crate) published: Option<Date>,
    /// What was said of the fields; nothing when a text is sent for the first time.
    pub(crate) answers: Answers,
}

/// Why a form cannot be used, in the words of its language, and what was written into it.
pub(crate) struct Unusable {
    pub(crate) why: String,
    pub(crate) given: Given,
}

impl From<String> for Unusable {
    fn from(why: String) -> Self {
        Self {
            why,
            given: Given::default(),
        }
    }
}

impl Sent {
    /// A text that was made up, as if somebody had pasted it.
    pub(crate) fn example() -> Self {
        Self {
            document: Document {
                text: include_str!("example.txt").to_owned(),
                format: document::Format::Text,
                notes: Vec::new(),
                hints: Hints::default(),
            },
            published: None,
            answers: Answers::default(),
        }
    }
}

impl Parts {
    /// Makes text of what was sent. Takes a processor for itself: a file may be large, or made to be slow.
    pub(crate) fn open(self, lang: Lang) -> Result<Sent, Unusable> {
        let given = Given {
            text: self.text,
            published: self.published,
        };
        let unusable = |why: String, given: Given| Unusable { why, given };
        let published = match given.published.trim() {
            "" => None,
            day => match day.parse() {
                Ok(day) => Some(day),
                Err(_) => return Err(unusable(words::bad_day(lang, day), given)),
            },
        };
        let read = match self.file {
            Some((name, kind, bytes)) => document::read(&bytes, name.as_deref(), kind.as_deref()),
            None if given.text.trim().is_empty() => {
                return Err(unusable(words::nothing_sent(lang).to_owned(), given));
            }
            None => {
                let kind = Some("text/plain; charset=utf-8");
                document::read(given.text.as_bytes(), None, kind).map(|mut document| {
                    // A form that comes back carries along what the file said the first time.
                    if document.hints == Hints::default() {
                        document.hints = self.hints;
                    }
                    document
                })
            }
        };
        match read {
            Ok(document) => Ok(Sent {
                document,
                published,
                answers: Answers::new(self.answers),
            }),
            Err(problem) => Err(unusable(problem.explain(lang), given)),
        }
    }
}

/// What was written into the first form, to be drawn again beside what is wrong with it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Given {
    pub(crate) text: String,
    pub(crate) published: String,
}

/// The parts of a form as they came.
#[derive(Default)]
pub(crate) struct Parts {
    text: String,
    file: Option<(Option<String>, Option<String>, Vec<u8>)>,
    published: String,
    hints: Hints,
    answers: Vec<(String, String)>,
}

impl Parts {
    /// Takes a form in, byte by byte as it comes.
    pub(crate) async fn receive(lang: Lang, mut form: Multipart) -> Result<Self, Unusable> {
        let broken = |error: MultipartError| words::broken_form(lang, &error.body_text());
        let mut parts = Self::default();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "berkas" {
                let file = file(field).await.map_err(broken)?;
                parts.file = file.filter(|(.., bytes)| !bytes.is_empty());
                continue;
            }
            let value = field.text().await.map_err(broken)?;
            let some = |value: String| Some(value).filter(|value| !value.trim().is_empty());
            match name.as_str() {
                "teks" => parts.text = value.replace("\r\n", "\n"),
                "terbit" => parts.published = value,
                "judul" => parts.hints.title = some(value),
                "media" => parts.hints.outlet = some(value),
                "alamat" => parts.hints.address = some(value),
                "tanggal" => parts.hints.published = value.trim().parse().ok(),
                _ => {
                    if parts.answers.len() == MAX_FIELDS {
                        return Err(words::too_many_fields(lang, MAX_FIELDS).into());
                    }
                    parts.answers.push((name, value));
                }
            }
        }
        Ok(parts)
    }
}

type File = (Option<String>, Option<String>, Vec<u8>);

async fn file(field: Field<'_>) -> Result<Option<File>, MultipartError> {
    let name = field.file_name().map(str::to_owned);
    let kind = field.content_type().map(str::to_owned);
    let bytes = field.bytes().await?;
    Ok(Some((name, kind, bytes.to_vec())))
}
