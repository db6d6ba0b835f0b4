//! Requests to the portal as a browser makes them: gzip accepted, redirects shown and not followed, sizes as sent.

use std::io::Read;
use std::time::Duration;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;

/// Larger than any answer of a portal should be; what exceeds it is an error, not a full memory.
const MAX_BYTES: u64 = 256 << 20;

/// A client that keeps its connections.
pub(crate) struct Client {
    agent: ureq::Agent,
}

/// One answer, its body already unpacked.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: Vec<u8>,
    /// Bytes of the status line, the headers and the body as they were sent, chunk marks aside.
    pub(crate) wire: usize,
}

impl Answer {
    /// A header's value, or nothing where it is absent or no text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub(crate) fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }
}

impl Client {
    pub(crate) fn new() -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None) // the portal is on this machine
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        Self { agent }
    }

    /// Fetches a path of the site at `address` (no slash at its end).
    pub(crate) fn fetch(&self, address: &str, path: &str) -> Result<Answer> {
        let url = format!("{address}{path}");
        let answer = self
            .agent
            .get(&url)
            .header("accept-encoding", "gzip")
            .header(
                "accept",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            )
            .call()
            .with_context(|| format!("no answer from {url}"))?;
        let (head, body) = answer.into_parts();
        let sent = body
            .into_with_config()
            .limit(MAX_BYTES)
            .read_to_vec()
            .with_context(|| format!("the answer from {url} broke off"))?;
        let wire = sent.len() + head_bytes(&head.headers);
        let zipped = head
            .headers
            .get("content-encoding")
            .is_some_and(|coding| coding == "gzip");
        let body = if zipped { unzip(&sent)? } else { sent };
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
            wire,
        })
    }
}

/// `HTTP/1.1 200 OK` and its line end, each header with `: ` and a line end, and the empty line.
fn head_bytes(headers: &ureq::http::HeaderMap) -> usize {
    let lines: usize = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    17 + lines + 2
}

fn unzip(sent: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    GzDecoder::new(sent)
        .take(MAX_BYTES)
        .read_to_end(&mut body)
        .context("an answer marked gzip is none")?;
    Ok(body)
}
