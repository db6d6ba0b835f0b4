//! Servers to measure: the program itself, and a bare greeting beside it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::client::Client;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server of ours on loopback; it is stopped when this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From starting the process to the first page answered.
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts `sinergi serve` on a record.
    pub(crate) fn sinergi(record: &Path) -> Result<Self> {
        let mut command = Command::new(program()?);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(record);
        Self::start(&mut command, "/")
    }

    /// Starts the bare greeting.
    pub(crate) fn hello() -> Result<Self> {
        Self::start(
            Command::new(std::env::current_exe()?).args(["hello", "127.0.0.1:0"]),
            "/",
        )
    }

    fn start(command: &mut Command, first: &str) -> Result<Self> {
        let begun = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let address = match listening(&mut child) {
            Ok(address) => address,
            Err(error) => {
                let _ = child.kill();
                return Err(error);
            }
        };
        let mut server = Self {
            child,
            address,
            started_in: Duration::ZERO,
        };
        while begun.elapsed() < PATIENCE {
            if let Ok((200, _)) =
                Client::connect(address).and_then(|mut client| Ok((client.get(first)?.0, ())))
            {
                server.started_in = begun.elapsed();
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        bail!("{command:?} did not answer {first} with 200 within {PATIENCE:?}")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }
}

/// The address that the server says it listens on.
fn listening(child: &mut Child) -> Result<SocketAddr> {
    let stdout = child.stdout.take().context("no output")?;
    let mut lines = BufReader::new(stdout).lines();
    for line in lines.by_ref() {
        let line = line?;
        if let Some(rest) = line.split_once("http://").map(|(_, rest)| rest) {
            let address = rest.split(['/', ' ']).next().unwrap_or_default();
            let address = address
                .parse()
                .with_context(|| format!("no address in {line:?}"))?;
            // Whatever else it says is read, so that it never waits for a reader.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(address);
        }
    }
    bail!("the server ended without saying where it listens")
}

impl Drop for Server {
    fn drop(&mut self) {
        // The polite signal lets the database close; a server that does not heed it is ended.
        let _ = Command::new("kill")
            .arg("-TERM")
            .arg(self.child.id().to_string())
            .status();
        for _ in 0..500 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The release build of the program, beside this one.
fn program() -> Result<PathBuf> {
    let program = std::env::current_exe()?.with_file_name("sinergi");
    if !program.exists() {
        bail!(
            "{} is missing: build it with `cargo build --release -p sinergi`, or run `cargo xtask bench`",
            program.display()
        );
    }
    Ok(program)
}

/// Answers every request with a greeting, as little as axum can do.
pub(crate) fn hello(listen: SocketAddr) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await?;
        println!("http://{}/", listener.local_addr()?);
        let router = axum::Router::new().route("/", axum::routing::get(|| async { "hello" }));
        Ok(axum::serve(listener, router).await?)
    })
}
