//! Headless Chromium, driven over WebDriver: plain JSON to `chromedriver` on this machine.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// A browser window of one width. It ends when this is dropped.
pub(crate) struct Browser {
    agent: ureq::Agent,
    driver: Child,
    address: String,
    session: String,
}

impl Browser {
    /// Starts a window as wide as this in CSS pixels; below 700 it takes itself for a phone.
    pub(crate) fn start(width: u32, language: &str) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .arg("--silent")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start chromedriver")?;
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .new_agent();
        let mut browser = Self {
            agent,
            driver,
            address: format!("http://127.0.0.1:{port}"),
            session: String::new(),
        };
        browser.wait()?;
        let answer = browser.post("/session", &capabilities(width, language))?;
        let id = answer["sessionId"]
            .as_str()
            .context("chromedriver gave no session")?;
        browser.session = format!("/session/{id}");
        Ok(browser)
    }

    /// Loads a page and returns when its load event has fired.
    pub(crate) fn open(&self, url: &str) -> Result<()> {
        self.in_session("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs a script's body in the page and returns what it returns. WebDriver's scripts are not under the page's
    /// Content-Security-Policy.
    pub(crate) fn run(&self, script: &str) -> Result<Value> {
        self.in_session("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// The same for a script that calls its last argument when it is done.
    pub(crate) fn run_async(&self, script: &str) -> Result<Value> {
        self.in_session("/execute/async", &json!({ "script": script, "args": [] }))
    }

    /// The console's messages since the last call.
    pub(crate) fn console(&self) -> Result<Vec<String>> {
        let log = self.in_session("/se/log", &json!({ "type": "browser" }))?;
        Ok(log
            .as_array()
            .into_iter()
            .flatten()
            .map(|entry| {
                let field = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
                format!("{}: {}", field("level"), field("message"))
            })
            .collect())
    }

    fn wait(&self) -> Result<()> {
        for _ in 0..200 {
            if self
                .agent
                .get(format!("{}/status", self.address))
                .call()
                .is_ok()
            {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("chromedriver did not answer within 10 s")
    }

    fn in_session(&self, path: &str, body: &Value) -> Result<Value> {
        self.post(&format!("{}{path}", self.session), body)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("content-type", "application/json")
            .send(&body.to_string())
            .with_context(|| format!("chromedriver did not answer {path}"))?;
        let text = answer
            .into_body()
            .into_with_config()
            .limit(64 << 20)
            .read_to_string()?;
        let mut answer: Value = serde_json::from_str(&text)
            .with_context(|| format!("chromedriver's answer to {path} is no JSON"))?;
        let value = answer["value"].take();
        if let Some(error) = value["error"].as_str() {
            bail!(
                "{path}: {error}: {}",
                value["message"].as_str().unwrap_or_default()
            );
        }
        Ok(value)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session's end closes Chromium; the driver would leave it running. Failures here harm nobody.
        if !self.session.is_empty() {
            let _ = self
                .agent
                .delete(format!("{}{}", self.address, self.session))
                .call();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn capabilities(width: u32, language: &str) -> Value {
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "args": [
                "--headless=new",
                // Chromium refuses to run as root inside its sandbox; it visits only our own pages.
                "--no-sandbox",
                "--disable-dev-shm-usage", // small in containers
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--hide-scrollbars",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                format!("--accept-lang={language}"),
            ],
            "mobileEmulation": { "deviceMetrics": {
                "width": width, "height": 900, "pixelRatio": 1.0, "mobile": width < 700, "touch": false,
            } },
        },
    } } })
}
