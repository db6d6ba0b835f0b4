//! Words, figures and marks of a text.

/// A word, a figure or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with hyphens, apostrophes, digits and inner dots (`Ma'mun`, `KP3B`, `M.Si`).
    Word,
    /// Digits with dots and commas between them (`1.200`, `12,5`).
    Number,
    /// Any other character that is no space.
    Mark(char),
}

/// One token and how it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Begins with a capital letter.
    pub(super) cap: bool,
    /// Two or more letters, all capitals.
    pub(super) upper: bool,
    /// Line breaks between this token and the one before, at most 2.
    pub(super) breaks: u8,
    /// Whether a space or a line break stands before it.
    pub(super) spaced: bool,
}

impl Token {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// Splits a text. Linear; every token lies on character boundaries.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens(Cursor { text, at: 0 })
}

/// The tokens of a text, one after another.
pub(super) struct Tokens<'t>(Cursor<'t>);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let chars = &mut self.0;
        let (mut breaks, mut spaced) = (0u8, chars.at == 0);
        let first = loop {
            let char = chars.peek()?;
            if !char.is_whitespace() && !is_invisible(char) {
                break char;
            }
            if char == '\n' {
                breaks = (breaks + 1).min(2);
            }
            spaced = true;
            chars.bump(char);
        };
        let start = chars.at;
        let kind = if first.is_alphabetic() {
            word(chars);
            Kind::Word
        } else if first.is_ascii_digit() {
            number(chars);
            Kind::Number
        } else {
            chars.bump(first);
            // Two single marks side by side are one double mark.
            let twice = chars.peek() == Some(first);
            match (first, twice) {
                ('\'' | '‘' | '’' | '`', true) => {
                    chars.bump(first);
                    Kind::Mark(match first {
                        '‘' => '“',
                        '’' => '”',
                        _ => '"',
                    })
                }
                _ => Kind::Mark(same_mark(first)),
            }
        };
        let cap = first.is_uppercase();
        Some(Token {
            start,
            end: chars.at,
            kind,
            cap,
            upper: cap && is_upper(&chars.text[start..chars.at]),
            breaks,
            spaced,
        })
    }
}

/// The form under which a word is looked up: lower case, dots and soft hyphens left out, one kind of apostrophe.
pub(super) fn key(written: &str) -> String {
    let mut key = String::with_capacity(written.len());
    key_into(written, &mut key);
    key
}

/// [`key`] into a buffer that is used again.
pub(super) fn key_into(written: &str, key: &mut String) {
    key.clear();
    if written.is_ascii() && !written.bytes().any(|byte| matches!(byte, b'.' | b'`')) {
        key.push_str(written);
        key.make_ascii_lowercase();
        return;
    }
    for char in written.chars() {
        match char {
            '.' => {}
            '’' | '‘' | '`' | 'ʼ' => key.push('\''),
            char if char.is_ascii() => key.push(char.to_ascii_lowercase()),
            char => key.extend(char.to_lowercase()),
        }
    }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        let first = *self.text.as_bytes().get(self.at)?;
        if first.is_ascii() {
            return Some(char::from(first));
        }
        self.text[self.at..].chars().next()
    }

    fn bump(&mut self, char: char) {
        self.at += char.len_utf8();
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }
}

fn word(chars: &mut Cursor<'_>) {
    let start = chars.at;
    let mut part = start; // where the letters since the last inner dot begin
    let bytes = chars.text.as_bytes();
    loop {
        // Most letters are plain ones.
        while bytes.get(chars.at).is_some_and(u8::is_ascii_alphabetic) {
            chars.at += 1;
        }
        let Some(char) = chars.peek() else { break };
        if char.is_alphabetic() {
            chars.bump(char);
        } else if char.is_ascii_digit() {
            let so_far = &chars.text[start..chars.at];
            if is_currency(so_far) {
                break;
            }
            chars.bump(char);
        } else if joins(chars, start, part, char) {
            chars.bump(char);
            if char == '.' {
                part = chars.at;
            }
        } else {
            break;
        }
    }
}

/// Whether a mark inside a word belongs to it.
fn joins(chars: &Cursor<'_>, start: usize, part: usize, mark: char) -> bool {
    let behind = &chars.rest()[mark.len_utf8()..];
    let letter = behind.chars().next().is_some_and(char::is_alphabetic);
    let so_far = &chars.text[start..chars.at];
    match mark {
        '\'' | '’' | '‘' | '`' | 'ʼ' => letter,
        '-' => letter && !splits_off(so_far, behind),
        '.' if letter => {
            let next = behind
                .find(|char: char| !char.is_alphabetic())
                .unwrap_or(behind.len());
            let next = &behind[..next];
            // `M.Si`, `S.ST`, `K.H`; but `H.Erwin` and `Dr.Zaidirina` are two words. `detik.com` is one.
            let short = |part: &str| part.len() <= 4;
            // `Dr.H.Dony`: a title before a name is a word of its own.
            let titled = [
                "Dr", "Ir", "Drs", "Dra", "Prof", "H", "Hj", "KH", "Tb", "Pj", "Plt", "Drg", "Tgk",
            ];
            if titled.contains(&&chars.text[part..chars.at]) {
                return false;
            }
            // `Yakobus Lidi.Ia mencoba`, `soal itu.Dia`: a space is missing between two sentences.
            let part_so_far = &chars.text[part..chars.at];
            let small = |word: &str| word.chars().skip(1).all(char::is_lowercase);
            let sentence = next.starts_with(char::is_uppercase)
                && (part_so_far.starts_with(char::is_lowercase)
                    || part_so_far.len() >= 4 && small(part_so_far));
            if sentence {
                return false;
            }
            let domain = ["com", "co", "id", "net", "org", "go", "news", "tv"].contains(&next);
            let domain = domain || (next.len() <= 3 && is_upper(next) && is_upper(so_far));
            domain || (short(&chars.text[part..chars.at]) && short(next))
        }
        _ => false,
    }
}

/// `se-Banten`, `eks-Bupati`: the prefix is a word of its own before a name.
fn splits_off(so_far: &str, behind: &str) -> bool {
    let capital = behind.chars().next().is_some_and(char::is_uppercase);
    let is = |prefix: &&str| so_far.eq_ignore_ascii_case(prefix);
    capital
        && ["se", "eks", "non", "pra", "antar", "pasca", "ex"]
            .iter()
            .any(is)
}

fn is_currency(word: &str) -> bool {
    ["rp", "idr", "usd"]
        .iter()
        .any(|unit| word.eq_ignore_ascii_case(unit))
}

fn number(chars: &mut Cursor<'_>) {
    while let Some(char) = chars.peek() {
        let behind = || chars.rest()[1..].bytes().next();
        let goes_on = char.is_ascii_digit()
            || ((char == '.' || char == ',') && behind().is_some_and(|b| b.is_ascii_digit()));
        if !goes_on {
            break;
        }
        chars.bump(char);
    }
}

fn is_upper(written: &str) -> bool {
    let mut letters = 0;
    for char in written.chars().filter(|char| char.is_alphabetic()) {
        if !char.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 2
}

fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}'
    ) || char.is_control()
}

/// Marks that mean the same become one.
fn same_mark(mark: char) -> char {
    match mark {
        '„' | '‟' | '«' | '″' => '“',
        '»' => '”',
        '—' | '―' | '‒' | '−' => '–',
        mark => mark,
    }
}
