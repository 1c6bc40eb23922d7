//! `karat cache`: tells what is kept of earlier runs, and removes what can go.

use std::time::Duration;

use karat::report::words::{counted, printable};
use karat::run::cache::upkeep::{ExtractorStats, Prune, Stats, prune, stats, stats_json};

use crate::args::Format;
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings::LoadedProject;

/// Shows what is kept of earlier runs, or removes what can go.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat cache --stats\n  karat cache --prune --older-than 30d")]
pub(crate) struct Cache {
    /// Show how many answers are kept, and of which extractors; what happens if nothing else is said
    #[arg(long)]
    stats: bool,
    /// Remove what no run can use: corrupt files, those of another format, and what killed runs left
    #[arg(long)]
    prune: bool,
    /// Remove answers too that were kept so long ago: 12h, 30d, 4w
    #[arg(long, value_name = "AGE", value_parser = age)]
    older_than: Option<Duration>,
    /// Remove all answers
    #[arg(long, conflicts_with = "older_than")]
    all: bool,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the command.
pub(crate) fn run(args: &Cache) -> Exit {
    // What karat.yaml says is of no matter here: a broken one keeps nobody from making room.
    let folder = LoadedProject::find().root.join(".karat").join("cache");
    let mut exit = Exit::Success;
    let prunes = args.prune || args.all || args.older_than.is_some();
    if prunes {
        let what = match args.older_than {
            Some(age) => Prune::OlderThan(age),
            None if args.all => Prune::All,
            None => Prune::Useless,
        };
        match prune(&folder, what) {
            Ok(pruned) => {
                let removed = counted(pruned.n_removed as u64, "file", "files");
                let stay = counted(pruned.n_entries as u64, "answer", "answers");
                complain(&format!("removed {removed} ({}); {stay} kept\n", size(pruned.n_removed_bytes)));
                for trouble in &pruned.troubles {
                    complain(&format!("karat: {trouble}\n"));
                    exit = Exit::Invalid;
                }
            }
            Err(error) => return refuse(&error),
        }
    }
    if args.stats || !prunes || args.format == Format::Json {
        match stats(&folder) {
            Ok(stats) if args.format == Format::Json => print(&stats_json(&stats)),
            Ok(stats) => print(&stats_text(&stats, &folder.display().to_string())),
            Err(error) => return refuse(&error),
        }
    }
    exit
}

fn refuse(error: &karat::store::StoreError) -> Exit {
    complain(&format!("karat: {error}\nhelp: remove it, or make it readable: karat makes it again\n"));
    Exit::Invalid
}

fn stats_text(stats: &Stats, folder: &str) -> String {
    let n_entries: usize = stats.extractors.iter().map(|extractor| extractor.n_entries).sum();
    let n_bytes: u64 = stats.extractors.iter().map(|extractor| extractor.n_bytes).sum();
    let answers = counted(n_entries as u64, "answer", "answers");
    let mut text = format!("{folder}: {answers}, {}\n", size(n_bytes));
    for extractor in &stats.extractors {
        text.push_str(&format!("  {}\n", extractor_text(extractor)));
    }
    if stats.n_useless > 0 {
        let files = counted(stats.n_useless as u64, "file", "files");
        let size = size(stats.n_useless_bytes);
        text.push_str(&format!("{files} of no use, {size}: karat cache --prune removes them\n"));
    }
    if stats.n_unfinished > 0 {
        let files = counted(stats.n_unfinished as u64, "file", "files");
        text.push_str(&format!("{files} being written, or left by killed runs\n"));
    }
    text
}

fn extractor_text(extractor: &ExtractorStats) -> String {
    let version = extractor.fingerprint.get(..12).unwrap_or(&extractor.fingerprint);
    let answers = counted(extractor.n_entries as u64, "answer", "answers");
    let mut text =
        format!("{} {version}: {answers}, {}", printable(&extractor.extractor), size(extractor.n_bytes));
    if let (Some(oldest), Some(newest)) = (extractor.oldest, extractor.newest) {
        text.push_str(&format!(", kept {} to {} ago", shown_age(oldest), shown_age(newest)));
    }
    text
}

/// Reads an age such as `30d`.
fn age(text: &str) -> Result<Duration, String> {
    let refused = || format!("{text} is no age: write a number and s, m, h, d or w, such as 30d");
    let unit = text.chars().last().ok_or_else(refused)?;
    let number: u64 = text.strip_suffix(unit).and_then(|number| number.parse().ok()).ok_or_else(refused)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return Err(refused()),
    };
    Ok(Duration::from_secs(number.saturating_mul(seconds)))
}

fn shown_age(age: Duration) -> String {
    match age.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds @ 7200..172_800 => format!("{} h", seconds / 3600),
        seconds => format!("{} d", seconds / 86_400),
    }
}

/// Returns a length in the unit that people would use, with one place.
fn size(n_bytes: u64) -> String {
    let (unit, name) = match n_bytes {
        0..1000 => return format!("{n_bytes} B"),
        1000..1_000_000 => (1000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    format!("{}.{} {name}", n_bytes / unit, n_bytes % unit * 10 / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_a_number_and_a_unit() {
        let seconds = |text| age(text).map(|age| age.as_secs());
        assert_eq!(seconds("30d"), Ok(2_592_000));
        assert_eq!(seconds("0s"), Ok(0));
        for wrong in ["", "d", "30", "-1d", "1.5d", "30 d", "30y", "3é"] {
            let expected = format!("{wrong} is no age: write a number and s, m, h, d or w, such as 30d");
            assert_eq!(seconds(wrong), Err(expected));
        }
    }

    #[test]
    fn lengths_and_ages_are_told_as_people_would() {
        assert_eq!(
            [0, 999, 1000, 1_250_000, u64::MAX].map(size),
            ["0 B", "999 B", "1.0 kB", "1.2 MB", "18446744073.7 GB"]
        );
        let ages = [0, 119, 120, 7200, 172_800].map(|seconds| shown_age(Duration::from_secs(seconds)));
        assert_eq!(ages, ["0 s", "119 s", "2 min", "2 h", "2 d"]);
    }
}
