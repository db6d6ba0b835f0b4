//! What the machine is, and what a process of it uses, as Linux tells it.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

/// Anonymous memory of a process in kB: what it holds that no file does.
pub(crate) fn rss_anon_kb(pid: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    field(&status, "RssAnon:")
        .and_then(|kb| kb.trim_end_matches(" kB").trim().parse().ok())
        .context("the kernel tells no RssAnon")
}

fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.lines()
        .find_map(|line| line.strip_prefix(name))
        .map(str::trim)
}

/// Processor seconds, user's and system's, of all children that have ended.
pub(crate) fn children_cpu_seconds() -> Result<f64> {
    /// Linux counts in hundredths of a second on every architecture (`USER_HZ`).
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in brackets, may hold anything; `cutime` and `cstime` are the 14th and 15th field behind it.
    let fields = stat.rsplit_once(')').map(|(_, fields)| fields);
    let mut ticks = fields
        .into_iter()
        .flat_map(str::split_whitespace)
        .skip(13)
        .map(str::parse::<f64>);
    match (ticks.next(), ticks.next()) {
        (Some(Ok(user)), Some(Ok(system))) => Ok((user + system) / TICKS),
        _ => anyhow::bail!("the kernel tells no times of children"),
    }
}

/// The machine in one line, without anything that names it.
pub(crate) fn described(data: &Path) -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown CPU", |rest| {
            rest.trim_start_matches(['\t', ' ', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kb: u64 = field(&read("/proc/meminfo"), "MemTotal:")
        .and_then(|kb| kb.trim_end_matches(" kB").trim().parse().ok())
        .unwrap_or(0);
    let kernel = read("/proc/sys/kernel/osrelease");
    let release = kernel.trim().split('-').next().unwrap_or_default();
    let flags = field(&cpu, "flags").unwrap_or_default();
    let sha = if flags.contains("sha_ni") {
        ", SHA-NI"
    } else {
        ""
    };
    format!(
        "{model}, {cores} cores{sha}; {:.0} GB of memory; Linux {release}; {}",
        kb as f64 / 1e6,
        disk(data)
    )
}

/// The file system that holds a folder, and what it stands on.
fn disk(folder: &Path) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_default();
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (device, place, kind) = (words.next()?, words.next()?, words.next()?);
        folder
            .starts_with(place)
            .then_some((place.len(), device, kind))
    });
    let Some((_, device, kind)) = mounted.max() else {
        return "unknown disk".to_owned();
    };
    let name = device.rsplit('/').next().unwrap_or_default();
    let what = match name {
        _ if name.starts_with("vd") => "a virtual disk",
        _ if name.starts_with("nvme") => "an NVMe disk",
        _ if name.starts_with("sd") => "a SCSI or SATA disk",
        _ => "a disk of another kind",
    };
    format!("{kind} on {what}")
}

/// How many processes wanted a core in the last minute, on average.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

/// The median and the 99th percentile of `fdatasync` after a 4 KiB overwrite, in microseconds.
pub(crate) fn flush_micros(folder: &Path) -> Result<(f64, f64)> {
    fs::create_dir_all(folder)?;
    let path = folder.join("flush.tmp");
    let file = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .open(&path)?;
    let page = [7; 4096];
    for at in 0..64 {
        file.write_at(&page, at * 4096)?;
    }
    file.sync_all()?;
    let mut took = Vec::new();
    for at in 0..1_000u64 {
        file.write_at(&page, at % 64 * 4096)?;
        let begun = Instant::now();
        file.sync_data()?;
        took.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    fs::remove_file(&path)?;
    Ok((percentile(&mut took, 50.0), percentile(&mut took, 99.0)))
}

/// A percentile by the nearest rank; sorts the values.
pub(crate) fn percentile(values: &mut [f64], percent: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * values.len() as f64).ceil() as usize;
    values
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

/// The middle of some runs.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 0 => f64::midpoint(sorted[half - 1], sorted[half]),
        _ => sorted[half],
    }
}

/// Copies a folder with everything in it, down to the disk: what is still to be written would disturb what is measured.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)
                .and_then(|_| File::open(&target)?.sync_all())
                .with_context(|| format!("copying to {}", target.display()))?;
        }
    }
    Ok(())
}

/// Removes a folder that this program made, if it is there.
pub(crate) fn remove_folder(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let mut values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!(
            (
                percentile(&mut values, 50.0),
                percentile(&mut values, 99.0),
                percentile(&mut values, 100.0)
            ),
            (100.0, 198.0, 200.0)
        );
        assert_eq!(
            (median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0, 2.0, 3.0])),
            (2.0, 2.5)
        );
        assert!(median(&[]).is_nan() && percentile(&mut [], 99.0).is_nan());
    }

    #[test]
    fn a_process_has_some_memory_of_its_own() {
        assert!(rss_anon_kb(std::process::id()).unwrap() > 100);
    }
}
