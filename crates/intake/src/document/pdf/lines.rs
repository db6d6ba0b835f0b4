//! From runs of letters to lines, and from lines to paragraphs.
#![expect(
    clippy::float_arithmetic,
    reason = "places on a page are no money and no score"
)]

/// How many states of the page may be kept at once (`q`); pages keep some ten.
const MAX_STATES: usize = 512;

/// A transformation: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [na, nb, nc, nd, ne, nf]) = (self.0, next.0);
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    fn of(numbers: &[f64]) -> Option<Self> {
        Some(Self(<[f64; 6]>::try_from(numbers).ok()?))
    }
}

/// One line of text on a page.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

/// A page while its instructions are followed.
#[derive(Debug)]
pub(super) struct Page {
    lines: Vec<Line>,
    page: Matrix,
    kept: Vec<Matrix>,
    text: Matrix,
    line: Matrix,
    leading: f64,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            page: Matrix::SAME,
            kept: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            leading: 0.0,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
        }
    }
}

impl Page {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.text.trim().is_empty())
    }

    pub(super) fn set_size(&mut self, size: f64) {
        self.size = size;
    }

    pub(super) fn next_line(&mut self) {
        self.shift(0.0, -self.leading);
    }

    /// Follows an instruction that moves or scales; others are nothing to it.
    pub(super) fn place(&mut self, operator: &str, n: &[f64]) {
        let first = n.first().copied().unwrap_or_default();
        match (operator, n) {
            ("q", _) if self.kept.len() < MAX_STATES => self.kept.push(self.page),
            ("Q", _) => self.page = self.kept.pop().unwrap_or(self.page),
            ("cm", n) => {
                self.page = Matrix::of(n).map_or(self.page, |matrix| matrix.then(self.page))
            }
            ("BT", _) => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            ("Tm", n) => {
                if let Some(matrix) = Matrix::of(n) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            ("Td", [x, y]) => self.shift(*x, *y),
            ("TD", [x, y]) => {
                self.leading = -y;
                self.shift(*x, *y);
            }
            ("T*", _) => self.next_line(),
            ("TL", _) => self.leading = first,
            ("Tc", _) => self.letter_space = first,
            ("Tw", _) => self.word_space = first,
            ("Tz", _) => self.stretch = first / 100.0,
            _ => {}
        }
    }

    fn shift(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    /// A number in `TJ`: moves back by so many thousandths of the size.
    pub(super) fn kern(&mut self, thousandths: f64) {
        self.advance(-thousandths / 1000.0 * self.size * self.stretch);
    }

    fn advance(&mut self, by: f64) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, by, 0.0]).then(self.text);
    }

    /// Shows letters that are together `width` thousandths of the size wide.
    pub(super) fn show(&mut self, text: &str, width: f64) {
        let here = self.text.then(self.page).0;
        let size = (here[2].hypot(here[3]) * self.size).abs().max(0.1);
        let spaces = text.matches(' ').count() as f64;
        let letters = text.chars().count() as f64;
        self.advance(
            (width / 1000.0 * self.size + letters * self.letter_space + spaces * self.word_space)
                * self.stretch,
        );
        let right = self.text.then(self.page).0[4];
        let run = Line {
            text: text.to_owned(),
            left: here[4],
            right,
            base: here[5],
            size,
        };
        match self.lines.last_mut() {
            Some(line) if line.goes_on(&run) => line.add(&run),
            _ => self.lines.push(run),
        }
    }
}

impl Line {
    /// Whether a run stands on the same line, behind what is there.
    fn goes_on(&self, run: &Line) -> bool {
        let same_height = (self.base - run.base).abs() < 0.4 * self.size.max(run.size);
        same_height && run.left > self.left - self.size && run.left > self.right - 3.0 * self.size
    }

    fn add(&mut self, run: &Line) {
        let gap = run.left - self.right;
        let spaced =
            self.text.ends_with(char::is_whitespace) || run.text.starts_with(char::is_whitespace);
        // Narrow spaces are a quarter of the size, kerning at most a tenth.
        if gap > 0.15 * self.size && !spaced && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(&run.text);
        self.right = self.right.max(run.right);
        self.size = self.size.max(run.size);
    }
}

/// The paragraphs of all pages, each on a line, an empty line between them.
pub(super) fn paragraphs(pages: &[Page]) -> String {
    let mut out = String::new();
    let mut previous: Option<Line> = None;
    for page in pages {
        let lines: Vec<&Line> = page
            .lines
            .iter()
            .filter(|line| !line.text.trim().is_empty())
            .collect();
        let usual_gap = usual(
            lines
                .windows(2)
                .map(|pair| pair[0].base - pair[1].base)
                .filter(|gap| *gap > 0.5),
        );
        let edge = lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
        let margin = usual(lines.iter().map(|line| line.left));
        for (at, line) in lines.iter().enumerate() {
            let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(previous) = &previous {
                let joined = if at == 0 {
                    // Over the end of a page only a sentence goes on that has not ended.
                    !previous
                        .text
                        .trim_end()
                        .ends_with(['.', '!', '?', '”', '"', ':'])
                        && line
                            .text
                            .trim_start()
                            .starts_with(|c: char| c.is_lowercase())
                } else {
                    goes_on(previous, line, usual_gap, edge, margin)
                };
                match (joined, previous.text.trim_end().ends_with('-')) {
                    (true, true) => {}
                    (true, false) => out.push(' '),
                    (false, _) => out.push_str("\n\n"),
                }
            }
            out.push_str(&words);
            previous = Some((*line).clone());
        }
    }
    out
}

/// Whether a line belongs to the paragraph of the one before it.
fn goes_on(previous: &Line, line: &Line, usual_gap: f64, edge: f64, margin: f64) -> bool {
    let gap = previous.base - line.base;
    let near = gap > 0.0 && gap < 1.35 * usual_gap.max(previous.size);
    let same_size = (previous.size - line.size).abs() < 0.15 * previous.size;
    // A line that ends early ends its paragraph; 12 letters fit in the rest of one that does not.
    let full = previous.right > edge - 6.0 * previous.size;
    let indented = line.left > margin + line.size && line.left > previous.left + line.size;
    near && same_size && full && !indented
}

/// The middle of some values, 0 of none.
fn usual(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
