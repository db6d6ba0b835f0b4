//! Running the program in a folder of its own.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    /// Ended with this code; what it said otherwise.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }
}

/// The program, ready to be given arguments. It inherits no settings.
pub(crate) fn sinergi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sinergi"));
    for name in ["SINERGI_DATA", "SINERGI_LISTEN", "SINERGI_LOG"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// A folder with a data folder in it.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A place where the small record is recorded.
    pub(crate) fn recorded() -> Self {
        let place = Self::new();
        place.write("catatan.toml", SMALL);
        place.run(&["import", &place.path("catatan.toml")]).ends(0);
        place
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.data().join("sinergi.db")
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Runs a command that works on this place's data.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let mut command = sinergi();
        command.args(arguments);
        if !matches!(arguments[0], "verify") {
            command.arg("--data").arg(self.data());
        }
        command.output().unwrap().into()
    }

    /// Exports the log and gives the folder.
    pub(crate) fn export(&self, name: &str) -> String {
        let folder = self.path(name);
        self.run(&["export-log", &folder]).ends(0);
        folder
    }

    pub(crate) fn by_hand(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.database()).unwrap()
    }
}

/// Five records in the founding format.
pub(crate) const SMALL: &str = r#"
[[source]]
key = "kabar"
outlet = "Kabar Contoh"
medium = "news"
title = "Jalan desa akan diperbaiki"
published = "2025-08-13"

[[organization]]
key = "36"
name = "Provinsi Banten"
kind = "province"
region = "36"
sources = ["kabar#1"]

[[organization]]
key = "inspektorat"
name = "Inspektorat Contoh"
kind = "supervisor"
sources = ["kabar"]

[[commitment]]
key = "jalan"
on = "2025-08-12"
promise = "Memperbaiki 42 ruas jalan desa"
promise_en = "To repair 42 village roads"
owners = ["36"]
due = "2026-12"
sources = ["kabar#2"]

[[commitment.fact]]
key = "klaim"
kind = "claimed"
on = "2025-11-30"
by = "36"
what = "Empat puluh ruas selesai"
sources = ["kabar#3"]

[[statement]]
key = "harapan"
on = "2025-08-12"
says = "Jalan yang baik diharapkan menghidupkan pasar"
force = "hoped"
organization = "36"
sources = ["kabar#4"]
"#;

/// A program that serves until it is stopped. Killed, by its own number, if the test ends before.
pub(crate) struct Serving {
    pub(crate) child: Child,
    pub(crate) address: String,
    pub(crate) said: String,
}

impl Serving {
    /// Starts `serve` or `demo` on a free port and waits until it says where it is.
    pub(crate) fn start(command: &str, data: &Path) -> Self {
        let mut child = sinergi()
            .args([command, "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        // The key is the last thing it says of itself.
        while !said.contains("\nKunci:") {
            if lines.read_line(&mut said).unwrap() == 0 {
                let mut error = String::new();
                child
                    .stderr
                    .take()
                    .unwrap()
                    .read_to_string(&mut error)
                    .unwrap();
                panic!("it ended before it served: {said}{error}");
            }
        }
        let portal = said.split("Portal:").nth(1).unwrap();
        let address = portal.split('/').nth(2).unwrap().to_owned();
        // What it says later must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Self {
            child,
            address,
            said,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let mut response = agent.get(self.url(path)).call().unwrap();
        (
            response.status().as_u16(),
            response.body_mut().read_to_string().unwrap(),
        )
    }

    /// Asks it to stop, as a service manager does, and waits for its end.
    pub(crate) fn stop(mut self) -> Option<i32> {
        // It listens for the signal once it answers.
        self.get("/log/key");
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap().code()
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
