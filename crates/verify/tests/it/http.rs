//! The same check over HTTP, from a small server on the own machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use verify::{Options, Target, Unreachable, verify};

use crate::writer::{Files, Log};

/// What the server answers to a path: a status and a body.
type Answer = Arc<Mutex<dyn FnMut(&str) -> (u16, Vec<u8>) + Send>>;

/// Serves until the test process ends. One connection, one request, one answer.
fn serve(answer: impl FnMut(&str) -> (u16, Vec<u8>) + Send + 'static) -> Target {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer: Answer = Arc::new(Mutex::new(answer));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), answer.clone());
            thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let request = lines.next().unwrap().unwrap();
                while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
                let path = request
                    .split(' ')
                    .nth(1)
                    .unwrap()
                    .trim_start_matches('/')
                    .to_owned();
                let (status, body) = (answer.lock().unwrap())(&path);
                let head = format!(
                    "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\nLocation: /elsewhere\r\n\r\n",
                    body.len()
                );
                // The client may have given up; that is its right.
                let _ = stream
                    .write_all(head.as_bytes())
                    .and_then(|()| stream.write_all(&body));
            });
        }
    });
    Target::parse(&format!("http://{address}/"))
}

fn of(files: &Files, path: &str) -> (u16, Vec<u8>) {
    files
        .get(path)
        .map_or((404, b"no".to_vec()), |bytes| (200, bytes.clone()))
}

#[test]
fn a_log_is_checked_by_its_address_and_a_fault_is_found() {
    let mut files = Log::long(600).files();
    let good = files.clone();
    let target = serve(move |path| of(&good, path));
    let report = verify(&target, &Options::default(), &|_| {}).unwrap();
    assert_eq!((report.findings, report.size), (vec![], 600));
    files.get_mut("log/bodies/001").unwrap()[300] ^= 1;
    files.remove("log/tile/0/000").unwrap();
    let target = serve(move |path| of(&files, path));
    let report = verify(&target, &Options::default(), &|_| {}).unwrap();
    for place in ["log/bodies/001", "log/tile/0/000"] {
        assert!(
            report.findings.iter().any(|finding| finding.place == place),
            "{report:?}"
        );
    }
}

#[test]
fn no_answer_and_no_log_are_told_from_a_log_that_does_not_agree() {
    let verify = |target: &Target| verify(target, &Options::default(), &|_| {});
    // Nobody listens there: the port was free a moment ago and the system does not give it out again at once.
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    assert!(matches!(
        verify(&Target::Url(format!("http://{nobody}"))),
        Err(Unreachable::Read { .. })
    ));
    assert!(matches!(
        verify(&serve(|_| (404, vec![]))),
        Err(Unreachable::Read { .. })
    ));
    assert!(matches!(
        verify(&serve(|_| (503, vec![]))),
        Err(Unreachable::Status { status: 503, .. })
    ));
    let files = Log::sample().files();
    let failing = serve(move |path| {
        if path.contains("tile") {
            (500, vec![])
        } else {
            of(&files, path)
        }
    });
    assert!(matches!(
        verify(&failing),
        Err(Unreachable::Status { status: 500, .. })
    ));
}

#[test]
fn a_redirect_is_not_followed() {
    let files = Log::sample().files();
    // Every answer of the small server names /elsewhere, which would do.
    let pointing = serve(move |path| match path {
        "elsewhere" => of(&files, "log/checkpoint"),
        _ => (302, vec![]),
    });
    assert!(matches!(
        verify(&pointing, &Options::default(), &|_| {}),
        Err(Unreachable::Status { status: 302, .. })
    ));
}

#[test]
fn a_log_that_grows_during_the_check_agrees() {
    let mut log = Log::long(300);
    let before = log.files();
    log.organization("36", "Nama yang lebih baru");
    log.organization("baru", "Badan baru");
    log.commitment("sekolah", "Sekolah gratis, dibetulkan");
    // Files of the older head stay: a Sinergi serves partial ones of any earlier size.
    let mut after = before.clone();
    after.extend(log.files());
    // The new entries arrive after the given number of answers.
    for grows_after in 0..15 {
        let (before, after, mut answers) = (before.clone(), after.clone(), 0);
        let target = serve(move |path| {
            answers += 1;
            of(
                if answers > grows_after {
                    &after
                } else {
                    &before
                },
                path,
            )
        });
        let report = verify(&target, &Options::default(), &|_| {}).unwrap();
        assert_eq!(report.findings, [], "{grows_after}");
    }
}
