//! Adds the labels of a table: all of its rows or none, or the good ones where that is asked for.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use karat::corpus::shown;
use karat::label::draft::Draft;
use karat::label::table::columns::{Columns, Planned, plan};
use karat::label::table::{TableFormat, read_table};
use karat::problem::{Problem, sort_problems};
use karat::report::words::counted;
use karat::store::{Bounds, GOLD_BYTES_MAX, read_file};

use crate::commands::add::ground::{Ground, refuse};
use crate::commands::add::line::{Line, SOURCE};
use crate::commands::add::once::{Done, Writing, show, strangers};
use crate::commands::add::put::{Outcome, Target, put};
use crate::commands::add::write::{Change, change};
use crate::exit::Exit;
use crate::output::complain;
use crate::problems::problems_text;

/// Where labels come from, and what is said of them.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Tables")]
pub(crate) struct From {
    /// Add a label for each row of a table: .csv, .tsv, .json (an array of objects) or .jsonl; - for standard input
    ///
    /// Columns are article, type, quote, said_by, polarity, id, needs, note, tags, same_as, reason, distractor, … and
    /// the slots; two columns quote, or quote and evidence, quote two passages. What the command line says holds for rows that do not say it themselves.
    #[arg(long, value_name = "TABLE")]
    pub(crate) from: Option<PathBuf>,
    /// How the table is written [default: what its name ends in]
    #[arg(long, value_name = "FORMAT", value_enum, requires = "from")]
    table_format: Option<FormatName>,
    /// What a column is called in karat: article, type, quote, said_by, polarity, … or a slot, as in Citation=quote
    #[arg(long, value_name = "COLUMN=NAME", requires = "from", value_parser = pair)]
    map: Vec<(String, String)>,
    /// What holds for every row that does not say it itself
    #[arg(long, value_name = "NAME=TEXT", requires = "from", value_parser = pair)]
    set: Vec<(String, String)>,
    /// Leave out columns that mean nothing to karat
    #[arg(long, requires = "from")]
    ignore_unknown: bool,
    /// Add the rows that are right, and tell the rest
    #[arg(long, requires = "from")]
    keep_going: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    Csv,
    Tsv,
    Json,
    Jsonl,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.trim().is_empty());
    pair.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .ok_or_else(|| "expected NAME=VALUE".to_owned())
}

/// The rows of one article.
struct Share<'p> {
    target: Target,
    drafts: Vec<(usize, &'p Draft)>,
}

/// Adds the labels of a table.
///
/// # Errors
/// If the table cannot be read, or a row is wrong and only whole tables are wanted: nothing was written.
pub(crate) fn add(ground: &Ground, line: &Line, from: &From, writing: &Writing) -> Result<Exit, Exit> {
    let path = from.from.as_deref().expect("a table is named");
    let (source, text, format) = table(path, from.table_format).map_err(|message| {
        complain(&format!("karat: {message}\n"));
        Exit::Invalid
    })?;
    let mut sources = ground.corpus.sources.clone();
    sources.insert(source.clone(), text.clone());
    sources.insert(SOURCE.to_owned(), line.text.clone());
    let (rows, mut problems) = read_table(&source, &text, format);
    problems.extend(strangers(line));
    let mut columns =
        Columns { map: from.map.clone(), constants: from.set.clone(), ignores_unknown: from.ignore_unknown };
    columns.constants.extend(line.article.iter().map(|article| ("article".to_owned(), article.text.clone())));
    let planned = plan(&source, &rows, &columns, &ground.corpus.schema, &line.draft);
    let (planned, more) = planned.map_err(|more| {
        problems.extend(more);
        refuse(&problems, &sources)
    })?;
    problems.extend(more);
    let shares = shares(ground, &source, &planned, &mut problems);
    let targets: Vec<&Target> = shares.iter().map(|share| &share.target).collect();
    problems.extend(writing.new_file.unused(ground, &targets));
    let mut ready = Vec::new();
    for share in &shares {
        match first_look(ground, share, writing) {
            Ok((outcome, before)) => {
                problems.extend(outcome.wrong.iter().flat_map(|(_, problems)| problems.clone()));
                sources.insert(share.target.gold_file.clone(), before);
                ready.push(share);
            }
            Err(more) => problems.extend(more),
        }
    }
    sort_problems(&mut problems);
    if !problems.is_empty() && !from.keep_going {
        return Err(refuse(&problems, &sources));
    }
    let mut sum = Sum::default();
    let write_all = || {
        for share in ready {
            match write(ground, share, from.keep_going, writing) {
                Ok(done) => {
                    sum.add(&done);
                    show(&share.target, &done, writing.is_dry);
                }
                Err(more) => problems.extend(more),
            }
        }
        Ok(())
    };
    let written =
        if writing.is_dry { write_all() } else { ground.new_entities.around(&ground.corpus, write_all) };
    problems.extend(written.err().into_iter().flatten());
    sum.n_wrong = problems.len();
    complain(&problems_text(&problems, &sources));
    complain(&sum.text(writing.is_dry));
    Ok(if sum.n_wrong > 0 {
        Exit::Failed
    } else if rows.is_empty() {
        Exit::NothingSelected
    } else {
        Exit::Success
    })
}

/// Reads a table: its name, its text and how it is written.
fn table(path: &Path, format: Option<FormatName>) -> Result<(String, String, TableFormat), String> {
    let is_stdin = path == Path::new("-");
    let source = if is_stdin { "standard input".to_owned() } else { shown(path) };
    let named = format.map(|format| match format {
        FormatName::Csv => TableFormat::Csv,
        FormatName::Tsv => TableFormat::Tsv,
        FormatName::Json => TableFormat::Json,
        FormatName::Jsonl => TableFormat::JsonLines,
    });
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let format = named.or_else(|| TableFormat::from_extension(extension)).ok_or_else(|| {
        format!("nothing tells how {source} is written\nhelp: add --table-format csv, tsv, json or jsonl")
    })?;
    let bytes = if is_stdin {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(GOLD_BYTES_MAX).read_to_end(&mut bytes);
        read.map_err(|error| format!("cannot read standard input: {error}"))?;
        bytes
    } else {
        read_file(path, Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX })
            .map_err(|error| error.to_string())?
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{source} is not UTF-8 (byte {at})\nhelp: save the table as UTF-8")
    })?;
    // Spreadsheets begin with a mark that nobody sees: it is no part of the first name.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok((source, text, format))
}

/// Puts the rows of each article together, in the order of the articles' ids.
fn shares<'p>(
    ground: &Ground,
    source: &str,
    planned: &'p [Planned],
    problems: &mut Vec<Problem>,
) -> Vec<Share<'p>> {
    let mut shares: BTreeMap<String, Share<'p>> = BTreeMap::new();
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    for (index, Planned { article, draft }) in planned.iter().enumerate() {
        if article.text.trim().is_empty() {
            let problem =
                Problem::error("A1", source, Some(article.place.clone()), "the row names no article");
            problems.push(problem.with_help("add a column article, or name one behind add"));
            continue;
        }
        let prefix = article.text.trim();
        if !known.contains_key(prefix) {
            match ground.target(source, article) {
                Ok(target) => {
                    let id = target.article.id().to_owned();
                    shares.entry(id.clone()).or_insert(Share { target, drafts: Vec::new() });
                    known.insert(prefix, id);
                }
                Err(more) => {
                    problems.extend(more);
                    continue;
                }
            }
        }
        let share = known.get(prefix).and_then(|id| shares.get_mut(id));
        share.expect("the article was read").drafts.push((index, draft));
    }
    shares.into_values().collect()
}

/// Tries the rows of an article without writing; returns what comes out, and the gold file as it is.
fn first_look(
    ground: &Ground,
    share: &Share<'_>,
    writing: &Writing,
) -> Result<(Outcome, String), Vec<Problem>> {
    let target = &share.target;
    let id = target.article.id();
    let is_there = crate::settings::is_there(&ground.folders().gold_file(id));
    let old = if is_there { Some(ground.folders().gold_text(id)?) } else { None };
    let before = ground.before(target, old.as_deref(), &writing.new_file)?;
    let outcome = put(ground, target, &before, &share.drafts)?;
    Ok((outcome, before))
}

fn write(
    ground: &Ground,
    share: &Share<'_>,
    keeps_going: bool,
    writing: &Writing,
) -> Result<Done, Vec<Problem>> {
    let target = &share.target;
    change(target, ground.folders(), writing.is_dry, |old| {
        let before = ground.before(target, old, &writing.new_file)?;
        let outcome = put(ground, target, &before, &share.drafts)?;
        if !keeps_going && !outcome.wrong.is_empty() {
            return Err(outcome.wrong.into_iter().flat_map(|(_, problems)| problems).collect());
        }
        let text = (!outcome.placed.is_empty()).then(|| outcome.text.clone());
        Ok(Change { text, result: Done { outcome, is_new: old.is_none() } })
    })
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    n_added: usize,
    n_files: usize,
    n_twins: usize,
    n_wrong: usize,
}

impl Sum {
    fn add(&mut self, done: &Done) {
        self.n_added += done.outcome.placed.len();
        self.n_files += usize::from(!done.outcome.placed.is_empty());
        self.n_twins += done.outcome.twins.len();
    }

    fn text(&self, is_dry: bool) -> String {
        let verb = if is_dry { "would add" } else { "added" };
        let labels = counted(self.n_added as u64, "label", "labels");
        let files = counted(self.n_files as u64, "file", "files");
        let twins =
            if self.n_twins > 0 { format!(", {} there already", self.n_twins) } else { String::new() };
        let wrong = counted(self.n_wrong as u64, "problem", "problems");
        let wrong = if self.n_wrong > 0 { format!(", {wrong}") } else { String::new() };
        format!("{verb} {labels} to {files}{twins}{wrong}\n")
    }
}
