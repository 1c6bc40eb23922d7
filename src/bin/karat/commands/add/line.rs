//! What the command line says a label is, with the place of every word in the line as it can be typed again.

use clap::{ArgMatches, FromArgMatches};
use karat::label::draft::{COMMAND_LINE, Draft, Field, LabelKind, Part, Typed};
use karat::report::words::shell_word;

/// What problems call the command line.
pub(crate) const SOURCE: &str = COMMAND_LINE;

/// How the line begins.
const COMMAND: &str = "karat add";

/// The options that fill parts of a label, in the order typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) typed: Vec<(Field, String)>,
}

#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Parts of the label")]
struct OptionArgs {
    /// Words of the article that state it; several quotes for several passages
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    quote: Vec<String>,
    /// Which place of the quote before it is meant, from 1; or all
    #[arg(long, value_name = "N")]
    occurrence: Vec<String>,
    /// What stands before the quote before it, in its sentence or the one next to it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    before: Vec<String>,
    /// What stands after the quote before it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    after: Vec<String>,
    /// Who said it: an id or a name; origin>relay, a+b together, or unnamed [default: the article itself]
    #[arg(long, value_name = "WHO")]
    said_by: Vec<String>,
    /// asserted, conditional or denied
    #[arg(long, value_name = "WORD")]
    polarity: Vec<String>,
    /// The day of the saying
    #[arg(long, value_name = "DATE")]
    said_on: Vec<String>,
    /// Why an extractor may lose it
    #[arg(long, value_name = "WORD,…")]
    needs: Vec<String>,
    /// Free marks
    #[arg(long, value_name = "WORD,…")]
    tag: Vec<String>,
    /// For people
    #[arg(long, value_name = "TEXT")]
    note: Vec<String>,
    /// The id [default: made of type and values, such as casualties-49-killed]
    #[arg(long, value_name = "ID")]
    id: Vec<String>,
    /// The same event in another voice: slots and type of that fact hold, but for those given here
    #[arg(long, value_name = "ID")]
    same_as: Vec<String>,
    /// How grave its loss is for the gate, from 1 to 1000
    #[arg(long, value_name = "N")]
    weight: Vec<String>,
    /// Leaving it out costs an extractor nothing
    #[arg(long)]
    optional: bool,
    /// It is not scored yet
    #[arg(long)]
    draft: bool,
    /// Why somebody could fall for a distractor, or what an ignored passage is
    #[arg(long, value_name = "TEXT")]
    reason: Vec<String>,
}

/// The options by their names, with the field that each fills.
const TEXTS: [(&str, Field); 14] = [
    ("quote", Field::Quote),
    ("occurrence", Field::Occurrence),
    ("before", Field::Before),
    ("after", Field::After),
    ("said_by", Field::SaidBy),
    ("polarity", Field::Polarity),
    ("said_on", Field::SaidOn),
    ("needs", Field::Needs),
    ("tag", Field::Tags),
    ("note", Field::Note),
    ("id", Field::Id),
    ("same_as", Field::SameAs),
    ("weight", Field::Weight),
    ("reason", Field::Reason),
];

const FLAGS: [(&str, Field); 2] = [("optional", Field::Optional), ("draft", Field::Draft)];

impl FromArgMatches for Options {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut placed: Vec<(usize, (Field, String))> = Vec::new();
        for (id, field) in TEXTS {
            let indices = matches.indices_of(id).into_iter().flatten();
            let texts = matches.get_many::<String>(id).into_iter().flatten();
            placed.extend(indices.zip(texts.map(|text| (field.clone(), text.clone()))));
        }
        for (id, field) in FLAGS {
            if matches.get_flag(id) {
                placed.extend(matches.index_of(id).map(|index| (index, (field, "true".to_owned()))));
            }
        }
        placed.sort_by_key(|(index, _)| *index);
        Ok(Self { typed: placed.into_iter().map(|(_, typed)| typed).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Options {
    fn augment_args(command: clap::Command) -> clap::Command {
        OptionArgs::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        OptionArgs::augment_args_for_update(command)
    }
}

/// A command line as it can be typed again, and the label that it asks for.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// `karat add 002 casualties count=49 --quote '…'`.
    pub(crate) text: String,
    /// The label, with places in the text.
    pub(crate) draft: Draft,
    /// The article that was named.
    pub(crate) article: Option<Typed>,
    /// The entities that are to be declared.
    pub(crate) new_entities: Vec<Typed>,
    /// Words that are neither article, type nor slot, each with what to write instead where that is clear.
    pub(crate) strangers: Vec<(Typed, Option<String>)>,
}

impl Line {
    /// Puts the words and options behind the article into a draft.
    pub(crate) fn new(kind: LabelKind, article: Option<&str>, words: &[String], options: &Options) -> Self {
        let mut line = Self {
            text: COMMAND.to_owned(),
            draft: Draft { source: SOURCE.to_owned(), place: 0..0, kind, parts: Vec::new() },
            article: None,
            new_entities: Vec::new(),
            strangers: Vec::new(),
        };
        line.article = article.map(|article| line.word(article));
        let mut rest = words;
        while let Some((word, others)) = rest.split_first() {
            let n_words = n_spaced(rest);
            if let Some((spaced, others)) = rest.split_at_checked(n_words).filter(|_| n_words > 1) {
                let typed = line.word(&spaced.join(" "));
                line.strangers.push((typed, Some(spaced.concat())));
                rest = others;
                continue;
            }
            line.positional(word);
            rest = others;
        }
        line.text.push_str(match kind {
            LabelKind::Fact => "",
            LabelKind::Distractor => " --distractor",
            LabelKind::Ignored => " --ignore",
        });
        for (field, text) in &options.typed {
            line.option(field, text);
        }
        let fact_type = line.draft.all(&Field::Type).next().map(|typed| typed.place.clone());
        line.draft.place = fact_type.unwrap_or(0..COMMAND.len());
        line
    }

    /// Adds the entities that are to be declared.
    pub(crate) fn declare(&mut self, entities: &[String]) {
        for entity in entities {
            self.text.push_str(" --new-entity");
            let typed = self.word(entity);
            self.new_entities.push(typed);
        }
    }

    fn positional(&mut self, word: &str) {
        if let Some((name, value)) = word.split_once('=') {
            self.text.push(' ');
            let name = self.put(name, name);
            self.text.push('=');
            let value = self.put(value, &shell_word(value));
            self.draft.parts.push(Part { field: Field::Slot(name), value });
            return;
        }
        let value = self.word(word);
        let has_type = self.draft.parts.iter().any(|part| part.field == Field::Type);
        if has_type {
            self.strangers.push((value, None));
        } else {
            self.draft.parts.push(Part { field: Field::Type, value });
        }
    }

    fn option(&mut self, field: &Field, text: &str) {
        let name = if *field == Field::Tags { "tag".to_owned() } else { field.word().replace('_', "-") };
        self.text.push_str(" --");
        let is_flag = FLAGS.iter().any(|(_, flag)| flag == field);
        let start = self.text.len();
        self.text.push_str(&name);
        let value = if is_flag { Typed::new(text, start..self.text.len()) } else { self.word(text) };
        self.draft.parts.push(Part { field: field.clone(), value });
    }

    fn word(&mut self, word: &str) -> Typed {
        self.text.push(' ');
        self.put(word, &shell_word(word))
    }

    /// Adds a text as the shell wants it; the place is that of the text inside its quotation marks.
    fn put(&mut self, text: &str, written: &str) -> Typed {
        let start = self.text.len();
        self.text.push_str(written);
        let inner = written.find(text).filter(|_| !text.is_empty());
        let place = match inner {
            Some(offset) => start + offset..start + offset + text.len(),
            None => start..self.text.len(),
        };
        Typed::new(text, place)
    }
}

/// Returns how many words from the first make one `SLOT=VALUE` with spaces around its sign; 0 where they make none.
fn n_spaced(words: &[String]) -> usize {
    match words {
        [name, sign, _, ..] if sign == "=" && !name.contains('=') => 3,
        [name, value, ..] if value.len() > 1 && value.starts_with('=') && !name.contains('=') => 2,
        [name, value, ..]
            if name.len() > 1 && name.find('=') == Some(name.len() - 1) && !value.contains('=') =>
        {
            2
        }
        [] | [_, ..] => 0,
    }
}
