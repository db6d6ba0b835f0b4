//! The pull reader: one pass, no allocation for what is plain or skipped.

use std::borrow::Cow;

use super::{Fault, MAX_DEPTH, Reason};

/// Eight bytes of `"`, and so on: strings are searched eight bytes at a time.
const QUOTES: u64 = 0x2222_2222_2222_2222;
const BACKSLASHES: u64 = 0x5c5c_5c5c_5c5c_5c5c;
const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

type Result<T> = std::result::Result<T, Fault>;

/// What the next value is, told by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    Text,
    /// `-` or a digit
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
}

/// A number as it is written; nothing is lost until somebody asks for a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number<'a>(pub &'a str);

impl Number<'_> {
    /// The nearest double, `None` beyond its range.
    #[must_use]
    pub fn to_f64(self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

/// Reads one JSON text from its start.
///
/// The caller asks [`Reader::kind`] what comes and then takes it with the method of that kind, or passes over it with
/// [`Reader::skip`]. Every method leaves the reader behind the value.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Bytes read so far.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// The kind of the next value.
    ///
    /// # Errors
    /// When the text ends here or no value starts with what follows.
    #[inline]
    pub fn kind(&mut self) -> Result<Kind> {
        match self.peek()? {
            b'"' => Ok(Kind::Text),
            b'{' => Ok(Kind::Object),
            b'[' => Ok(Kind::Array),
            b'-' | b'0'..=b'9' => Ok(Kind::Number),
            b't' | b'f' => Ok(Kind::Bool),
            b'n' => Ok(Kind::Null),
            _ => Err(self.fault(Reason::Unexpected)),
        }
    }

    /// Calls `field` with each key of an object; `field` must take or skip the value.
    ///
    /// A key that is given twice is given twice: who keeps the later one does as `serde_json` does.
    ///
    /// # Errors
    /// When the object is not well formed, or `field` says so.
    #[inline]
    pub fn object(&mut self, mut field: impl FnMut(&mut Self, &str) -> Result<()>) -> Result<()> {
        self.enter(b'{')?;
        if self.peek()? == b'}' {
            return self.leave();
        }
        loop {
            if self.peek()? != b'"' {
                return Err(self.fault(Reason::Unexpected));
            }
            let key = self.text()?;
            self.colon()?;
            field(self, &key)?;
            match self.peek()? {
                b',' => {
                    self.at += 1;
                }
                b'}' => return self.leave(),
                _ => return Err(self.fault(Reason::Unexpected)),
            }
        }
    }

    /// Calls `element` before each element of an array; `element` must take or skip it.
    ///
    /// # Errors
    /// When the array is not well formed, or `element` says so.
    #[inline]
    pub fn array(&mut self, mut element: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        self.enter(b'[')?;
        if self.peek()? == b']' {
            return self.leave();
        }
        loop {
            element(self)?;
            match self.peek()? {
                b',' => self.at += 1,
                b']' => return self.leave(),
                _ => return Err(self.fault(Reason::Unexpected)),
            }
        }
    }

    /// A string, borrowed unless it holds an escape.
    ///
    /// # Errors
    /// When it is not well formed.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        let start = self.at + 1;
        if self.plain_string()? {
            return Ok(Cow::Borrowed(&self.text[start..self.at - 1]));
        }
        self.escaped_text(start).map(Cow::Owned)
    }

    /// A number, as it is written.
    ///
    /// # Errors
    /// When it is not well formed.
    #[inline]
    pub fn number(&mut self) -> Result<Number<'a>> {
        let start = self.at;
        self.skip_number()?;
        Ok(Number(&self.text[start..self.at]))
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn boolean(&mut self) -> Result<bool> {
        if self.peek()? == b't' {
            self.word(b"true")?;
            return Ok(true);
        }
        self.word(b"false")?;
        Ok(false)
    }

    /// `null`.
    ///
    /// # Errors
    /// When it is not.
    pub fn null(&mut self) -> Result<()> {
        self.word(b"null")
    }

    /// Passes over a value of any kind and checks it on the way.
    ///
    /// # Errors
    /// When it is not well formed.
    #[inline]
    pub fn skip(&mut self) -> Result<()> {
        match self.peek()? {
            b'"' => self.skip_string(),
            b'{' | b'[' => self.skip_nested(),
            _ => self.skip_scalar(),
        }
    }

    /// Passes over a value and gives its text.
    ///
    /// # Errors
    /// When it is not well formed.
    pub fn raw(&mut self) -> Result<&'a str> {
        self.peek()?;
        let start = self.at;
        self.skip()?;
        Ok(&self.text[start..self.at])
    }

    /// Fails unless only white space is left.
    ///
    /// # Errors
    /// When anything else follows.
    pub fn end(&mut self) -> Result<()> {
        match self.peek() {
            Err(_) => Ok(()),
            Ok(_) => Err(self.fault(Reason::Trailing)),
        }
    }

    /// Containers opened and not closed: a reader over the text of an inner value counts from there.
    #[must_use]
    pub fn at_depth(mut self, depth: u32) -> Self {
        self.depth = depth;
        self
    }

    /// How deep the reader is now.
    #[must_use]
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// Walks a nested value with a stack of bits, one per level: 1 for an object, 0 for an array.
    fn skip_nested(&mut self) -> Result<()> {
        let floor = self.depth;
        let mut objects: u128 = 0;
        loop {
            // A value starts here.
            match self.peek()? {
                b'{' => {
                    self.enter(b'{')?;
                    objects = objects << 1 | 1;
                    if self.peek()? != b'}' {
                        self.skip_key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.enter(b'[')?;
                    objects <<= 1;
                    if self.peek()? != b']' {
                        continue;
                    }
                }
                b'"' => self.skip_string()?,
                _ => self.skip_scalar()?,
            }
            // A value ended, or an empty container is about to.
            loop {
                let in_object = objects & 1 == 1;
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        if in_object {
                            self.peek()?;
                            self.skip_key()?;
                        }
                        break;
                    }
                    b'}' if in_object => {}
                    b']' if !in_object => {}
                    _ => return Err(self.fault(Reason::Unexpected)),
                }
                self.leave()?;
                objects >>= 1;
                if self.depth == floor {
                    return Ok(());
                }
            }
        }
    }

    #[inline]
    fn skip_key(&mut self) -> Result<()> {
        if self.byte() != Some(b'"') {
            return Err(self.fault(Reason::Unexpected));
        }
        self.skip_string()?;
        self.colon()
    }

    #[inline]
    fn colon(&mut self) -> Result<()> {
        if self.peek()? != b':' {
            return Err(self.fault(Reason::Unexpected));
        }
        self.at += 1;
        Ok(())
    }

    fn skip_scalar(&mut self) -> Result<()> {
        match self.byte() {
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => Err(self.fault(Reason::Unexpected)),
        }
    }

    #[inline]
    fn skip_string(&mut self) -> Result<()> {
        if !self.plain_string()? {
            self.skip_escaped()?;
        }
        Ok(())
    }

    /// From the opening quote: true and behind the string if it holds no escape, false and at the first backslash if it
    /// does.
    #[inline]
    fn plain_string(&mut self) -> Result<bool> {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) else {
                return self.plain_tail(at);
            };
            let word = u64::from_le_bytes(*chunk);
            let found =
                (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | below_space(word)) & HIGH;
            if found == 0 {
                at += 8;
                continue;
            }
            at += (found.trailing_zeros() / 8) as usize;
            return self.stop_at(at);
        }
    }

    /// The last bytes of a text, where no eight are left.
    #[cold]
    fn plain_tail(&mut self, mut at: usize) -> Result<bool> {
        while let Some(&byte) = self.text.as_bytes().get(at) {
            if byte == b'"' || byte == b'\\' || byte < b' ' {
                return self.stop_at(at);
            }
            at += 1;
        }
        self.at = at;
        Err(self.fault(Reason::Truncated))
    }

    #[inline]
    fn stop_at(&mut self, at: usize) -> Result<bool> {
        self.at = at;
        match self.text.as_bytes().get(at) {
            Some(b'"') => {
                self.at += 1;
                Ok(true)
            }
            Some(b'\\') => Ok(false),
            _ => Err(self.fault(Reason::ControlCharacter)),
        }
    }

    /// From a backslash to behind the closing quote, checking each escape.
    #[cold]
    fn skip_escaped(&mut self) -> Result<()> {
        loop {
            self.escape()?;
            // `plain_string` starts one behind where it stands.
            self.at -= 1;
            if self.plain_string()? {
                return Ok(());
            }
        }
    }

    /// The text from `start`, where the reader stands at its first backslash.
    #[cold]
    fn escaped_text(&mut self, start: usize) -> Result<String> {
        let mut text = String::from(&self.text[start..self.at]);
        loop {
            text.push(self.escape()?);
            let from = self.at;
            self.at -= 1;
            if self.plain_string()? {
                text.push_str(&self.text[from..self.at - 1]);
                return Ok(text);
            }
            text.push_str(&self.text[from..self.at]);
        }
    }

    /// One escape, from its backslash to behind it.
    fn escape(&mut self) -> Result<char> {
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let plain = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            Some(_) => return Err(self.fault(Reason::Escape)),
            None => return Err(self.fault(Reason::Truncated)),
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char> {
        let first = self.hex(self.at)?;
        let mut length = 6;
        let code = if (0xd800..0xdc00).contains(&first) {
            let second = self.hex(self.at + 6)?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.fault(Reason::Escape));
            }
            length = 12;
            0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        let letter = char::from_u32(code).ok_or(self.fault(Reason::Escape))?;
        self.at += length;
        Ok(letter)
    }

    /// The four digits of the `\uXXXX` that starts at `at`.
    fn hex(&self, at: usize) -> Result<u32> {
        let bytes = self.text.as_bytes();
        let Some(escape) = bytes.get(at..).and_then(|rest| rest.first_chunk::<6>()) else {
            return Err(self.fault(Reason::Truncated));
        };
        let mut code = 0;
        if &escape[..2] != b"\\u" {
            return Err(self.fault(Reason::Escape));
        }
        for digit in &escape[2..] {
            let value = char::from(*digit).to_digit(16);
            code = code << 4 | value.ok_or(self.fault(Reason::Escape))?;
        }
        Ok(code)
    }

    /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
    fn skip_number(&mut self) -> Result<()> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => {
                self.at += 1;
                if self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                    return Err(self.fault(Reason::Number));
                }
            }
            _ => self.digits()?,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    #[inline]
    fn digits(&mut self) -> Result<()> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start {
            return Ok(());
        }
        Err(match self.byte() {
            None => self.fault(Reason::Truncated),
            Some(_) => self.fault(Reason::Number),
        })
    }

    fn word(&mut self, word: &[u8]) -> Result<()> {
        let rest = &self.text.as_bytes()[self.at..];
        if rest.starts_with(word) {
            self.at += word.len();
            return Ok(());
        }
        let reason = if word.starts_with(rest) {
            Reason::Truncated
        } else {
            Reason::Unexpected
        };
        Err(self.fault(reason))
    }

    #[inline]
    fn enter(&mut self, open: u8) -> Result<()> {
        debug_assert_eq!(self.byte(), Some(open), "the caller saw the bracket");
        if self.depth == MAX_DEPTH {
            return Err(self.fault(Reason::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) -> Result<()> {
        self.depth -= 1;
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space.
    #[inline]
    fn peek(&mut self) -> Result<u8> {
        match self.byte() {
            Some(byte) if byte > b' ' => Ok(byte),
            _ => self.peek_behind_space(),
        }
    }

    fn peek_behind_space(&mut self) -> Result<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(byte) => return Ok(byte),
                None => return Err(self.fault(Reason::Truncated)),
            }
        }
    }

    #[cold]
    fn fault(&self, reason: Reason) -> Fault {
        Fault {
            at: self.at,
            reason,
        }
    }
}

/// The high bit of each byte that is zero; bits above the first such byte may be set wrongly, and nobody looks there.
#[inline]
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word
}

/// The high bit of each byte below 0x20, with the same reservation.
#[inline]
fn below_space(word: u64) -> u64 {
    word.wrapping_sub(LOW * 0x20) & !word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> std::result::Result<(), Reason> {
        let mut reader = Reader::new(text);
        reader
            .skip()
            .and_then(|()| reader.end())
            .map_err(|fault| fault.reason)
    }

    #[test]
    fn what_serde_json_refuses_is_refused_and_what_it_takes_is_taken() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        let mut texts: Vec<String> = [
            "{}",
            "[]",
            "null",
            "tru",
            "nul",
            "0",
            "-0",
            "01",
            "-",
            "1.",
            "1.5",
            "1e5",
            "1e+05",
            "1e",
            ".5",
            "\"a\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ud83dx\"",
            "\"\\udc00\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"abcdefgh\\n\"",
            "\"a\tb\"",
            "\"aaaaaaaaaaaa",
            "{\"a\":1,}",
            "{\"a\" : [1 , 2, {}]}",
            "[1 2]",
            "{\"a\"}",
            "{1:2}",
            "[,]",
            "[1,]",
            "{\"a\":{\"b\":[[],{}]},\"c\":null}x",
            "\"\u{7f}é漢😀\"",
            "[}",
            "{]",
            "",
            "  ",
            "1e999",
            "\u{feff}{}",
            "{\"a\":1}{\"b\":2}",
            "\"\\\"",
            "\"\\\\\"",
            "-x",
            "[tru]",
            "[1,\u{c}2]",
        ]
        .map(String::from)
        .into();
        texts.extend([
            deep(100),
            deep(127),
            deep(128),
            deep(200_000),
            "[".repeat(64),
        ]);
        for text in &texts {
            // The peer refuses a number beyond a double's range; as Cardinal's parser keeps digits, so do we.
            let peer = text == "1e999" || serde_json::from_str::<serde_json::Value>(text).is_ok();
            let shown: String = text.chars().take(60).collect();
            assert_eq!(check(text).is_ok(), peer, "{shown}: {:?}", check(text));
        }
    }

    #[test]
    fn reasons_are_told_apart() {
        let deep = "[".repeat(200);
        for (text, reason) in [
            ("{\"a\":", Reason::Truncated),
            ("{\"a\":\"bc", Reason::Truncated),
            ("[1,2", Reason::Truncated),
            ("tr", Reason::Truncated),
            ("{a:1}", Reason::Unexpected),
            ("{} x", Reason::Trailing),
            ("\"\u{1}\"", Reason::ControlCharacter),
            ("\"\\q\"", Reason::Escape),
            ("01", Reason::Number),
            (deep.as_str(), Reason::TooDeep),
        ] {
            assert_eq!(check(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn strings_are_unescaped_as_serde_json_does() {
        for text in [
            r#""""#,
            r#""plain""#,
            r#""a\nb""#,
            r#""\u0041\\\"\/\b\f\r\t""#,
            r#""\ud83d\ude00 seven bytes and more\u00e9""#,
            r#""aaaaaaa\naaaaaaaa\naaaaaaaaa""#,
            "\"é\\u00e9漢\\n\"",
        ] {
            let peer: String = serde_json::from_str(text).unwrap();
            assert_eq!(Reader::new(text).text().unwrap(), peer, "{text}");
        }
    }

    #[test]
    fn a_value_is_given_as_its_text() {
        let mut reader = Reader::new(r#"{"a": [1, {"b":2}] , "c":3}"#);
        let mut seen = Vec::new();
        reader
            .object(|reader, key| {
                seen.push((key.to_owned(), reader.raw()?.to_owned()));
                Ok(())
            })
            .unwrap();
        let expected = [("a", r#"[1, {"b":2}]"#), ("c", "3")].map(|(k, v)| (k.into(), v.into()));
        assert_eq!(seen, expected);
    }
}
