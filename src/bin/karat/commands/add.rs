//! `karat add`: makes a label of one line, a template or a table, and puts it into the gold file.

use karat::label::draft::LabelKind;

use crate::args::Files;
use crate::commands::add::ground::{Ground, NewFile};
use crate::commands::add::line::{Line, Options};
use crate::commands::add::once::Writing;
use crate::exit::Exit;

mod edit;
mod entities;
mod ground;
mod line;
mod once;
mod put;
mod table;
mod write;

const EXAMPLES: &str = "\
A value is typed as the article has it: 'au moins 6 500', 13/09/2022, mardi, the name of an entity. \
A comma separates the values of a list, a bar those that are all right: starts='2022-09-13 | 2022-09 (0.5)'. \
unspecified: the article does not say; none: nothing may stand there.

Examples:
  karat add 002 casualties count='au moins 6 500' \\
    effect=killed during=2020 --said-by reuters --quote '…'
  karat add 002 --same-as shots-at-novoivanovka \\
    --polarity denied --said-by armenia --quote 'a nié'
  karat add 002 --ignore --reason counter --quote 158
  karat add 002 casualties --edit
  karat add --from facts.csv --map Nombre=count --dry-run";

/// Adds a fact to the gold of an article.
///
/// Quote, type, slots and speaker stand on one line, in a template, or in the rows of a table.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Add {
    /// The article: its name or any unique start of it
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,
    /// The type of fact, then its slots
    #[arg(value_name = "TYPE SLOT=VALUE")]
    words: Vec<String>,
    #[command(flatten)]
    options: Options,
    /// A fact that must not be returned
    #[arg(long, conflicts_with = "ignore")]
    distractor: bool,
    /// A passage that states nothing
    #[arg(long)]
    ignore: bool,
    /// Declare an entity that the label names; a comma separates several names of it, and PART_OF is the entity that it
    /// is part of
    #[arg(long, value_name = "ID=NAME[,NAME…][:PART_OF]")]
    new_entity: Vec<String>,
    /// The language of an article without labels [default: French or English where its words tell]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// The day of publication of an article without labels: what weekdays count from
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Fill in a form with $VISUAL or $EDITOR; it comes back until it is right, or is left as it is
    #[arg(long, conflicts_with = "from")]
    edit: bool,
    #[command(flatten)]
    from: table::From,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    files: Files,
}

/// Runs the command.
pub(crate) fn run(args: &Add) -> Exit {
    match add(args) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn add(args: &Add) -> Result<Exit, Exit> {
    let kind = match (args.ignore, args.distractor) {
        (true, _) => LabelKind::Ignored,
        (false, true) => LabelKind::Distractor,
        (false, false) => LabelKind::Fact,
    };
    // A first word that fills a slot names no article: the rows of a table name their own.
    let article = args.article.as_deref().filter(|word| !word.contains('='));
    let words: Vec<String> =
        args.article.iter().filter(|word| word.contains('=')).chain(&args.words).cloned().collect();
    let mut line = Line::new(kind, article, &words, &args.options);
    line.declare(&args.new_entity);
    let mut ground = Ground::load(&args.files)?;
    ground.declare(&line, args.language.as_deref())?;
    let new_file = NewFile { language: args.language.clone(), published: args.published.clone() };
    let writing = Writing { new_file, is_dry: args.dry_run };
    if args.from.from.is_some() {
        return table::add(&ground, &line, &args.from, &writing);
    }
    if args.edit { edit::add(&ground, &line, &writing) } else { once::add(&ground, &line, &writing) }
}
