//! A label as a form that a person fills in with an editor: a line for each part, `name: value`, slots indented.

use crate::label::Context;
use crate::label::draft::{Draft, Field, LabelKind, Part, Typed};
use crate::label::read::type_of;
use crate::label::slot::slot_index;
use crate::label::value::fold_word;
use crate::problem::Problem;
use crate::schema::{FactType, SlotSpec};
use crate::text::likeness::suggest;
use crate::text::lines::LineIndex;
use crate::text::quote::{Quote, find_name, locate};
use crate::value::Kind;

/// What begins a line that tells a problem.
const PROBLEM: &str = "#! ";
/// The most entities that are named.
const ENTITIES_MAX: usize = 40;

/// Returns the form of a label, with what is known already filled in.
///
/// # Errors
/// If the type is not known, or missing where the label has one.
pub fn template(context: &Context<'_>, draft: &Draft) -> Result<String, Vec<Problem>> {
    let fact_type = match draft.kind {
        LabelKind::Ignored => None,
        LabelKind::Fact | LabelKind::Distractor => Some(type_of(draft, *context)?),
    };
    let mut form = Form { text: String::new(), draft };
    let noun = match draft.kind {
        LabelKind::Fact => "A fact that the article states",
        LabelKind::Distractor => "A fact that must not be returned",
        LabelKind::Ignored => "A passage that states nothing",
    };
    form.comment(&format!("{noun}: {}", context.article.path()));
    form.comment("Fill in what the article says, save and close; what is left empty is left out.");
    form.comment("An empty file, or one left as it is, adds nothing.");
    if let Some(fact_type) = fact_type {
        form.slots(context, fact_type);
    }
    form.evidence(context);
    form.marks();
    Ok(form.text)
}

/// A form that is being written.
struct Form<'d> {
    text: String,
    draft: &'d Draft,
}

impl Form<'_> {
    fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.text.push_str(&format!("# {line}\n"));
        }
    }

    fn line(&mut self, indent: &str, name: &str, value: &str) {
        let value = value.replace(['\n', '\r'], " ");
        let space = if value.is_empty() { "" } else { " " };
        self.text.push_str(&format!("{indent}{name}:{space}{value}\n"));
    }

    /// Writes the lines of a field: what is known, or one that is empty.
    fn field(&mut self, field: &Field) {
        let known: Vec<&Typed> = self.draft.all(field).collect();
        for typed in &known {
            self.line("", field.word(), &typed.text);
        }
        if known.is_empty() {
            self.line("", field.word(), "");
        }
    }

    fn slots(&mut self, context: &Context<'_>, fact_type: &FactType) {
        self.text.push('\n');
        self.comment("Slots: \"a | b\" if either is right, \"a, b\" in a list, unspecified if the article does not say, none if");
        self.comment("nothing may stand there.");
        let language = context.gold.article.language.as_str();
        let question = fact_type.questions.get(language).or_else(|| fact_type.questions.values().next());
        if let Some(question) = question {
            self.comment(question);
        }
        if self.draft.all(&Field::SameAs).next().is_some() {
            self.field(&Field::SameAs);
        }
        self.line("", "type", &fact_type.name);
        for (index, spec) in fact_type.slots.iter().enumerate() {
            self.comment(&format!("  {}", about(spec, language)));
            let parts = self.draft.parts.iter();
            let known = parts.filter(|part| {
                part.field.slot_name().is_some_and(|name| slot_index(fact_type, &name.text) == Some(index))
            });
            let known: Vec<&str> = known.map(|part| part.value.text.as_str()).collect();
            self.line("  ", &spec.name, &known.join(", "));
        }
        self.text.push('\n');
        self.comment("Who said it: an id or a name; origin>relay, a+b together, unnamed; empty for the article itself.");
        let names = named_here(context);
        if !names.is_empty() {
            self.comment(&format!("The article names: {}", names.join(", ")));
        }
        self.field(&Field::SaidBy);
        self.comment("asserted, conditional or denied");
        self.field(&Field::Polarity);
    }

    fn evidence(&mut self, context: &Context<'_>) {
        self.text.push('\n');
        self.comment("Words of the article, a line for each passage; occurrence: 2 below a quote means its second place.");
        let text = context.article.text();
        let mut is_any = false;
        for part in &self.draft.parts {
            if !matches!(part.field, Field::Quote | Field::Occurrence | Field::Before | Field::After) {
                continue;
            }
            let located = locate(text, &Quote::new(part.value.text.as_str()));
            if part.field == Field::Quote
                && let Some(around) = located.spans.first().and_then(|span| text.sentences_around(span))
            {
                self.comment(text.as_str().get(around).unwrap_or_default().trim());
            }
            self.line("", part.field.word(), &part.value.text);
            is_any = true;
        }
        if !is_any {
            self.line("", "quote", "");
        }
    }

    fn marks(&mut self) {
        self.text.push('\n');
        if self.draft.kind != LabelKind::Fact {
            self.field(&Field::Reason);
        }
        if self.draft.kind == LabelKind::Ignored {
            return;
        }
        if self.draft.kind == LabelKind::Fact {
            self.comment("Why an extractor may lose it, and a word to people");
            self.field(&Field::Needs);
        }
        self.field(&Field::Note);
        for field in [Field::SaidOn, Field::Tags, Field::By, Field::Optional, Field::Weight, Field::Draft] {
            if self.draft.all(&field).next().is_some() {
                self.field(&field);
            }
        }
        self.comment("Left empty, the id is made of type and values");
        self.field(&Field::Id);
    }
}

/// Returns what a slot asks and which values it takes.
fn about(spec: &SlotSpec, language: &str) -> String {
    let value = match spec.kind {
        Kind::Enum => spec.words.join(", "),
        Kind::Date => "a date: 2022-09-13, 13/09/2022, mardi, early 2020-11".to_owned(),
        Kind::Instant => "a moment: 2022-09-13T09:00+03:00[Europe/Moscow]".to_owned(),
        Kind::Duration => "a length of time: P2M, deux mois, at least P20Y".to_owned(),
        Kind::Count => "a number: 49, at least 6500, about 100, dozens".to_owned(),
        Kind::Entity => "an id or a name".to_owned(),
        Kind::Text => "a text".to_owned(),
    };
    let several = if spec.is_set { "; several between commas" } else { "" };
    let question = spec.questions.get(language).or_else(|| spec.questions.values().next());
    question.map_or_else(|| format!("{value}{several}"), |question| format!("{question} ({value}{several})"))
}

/// Returns the entities that the article names, in the order of entities.yaml.
fn named_here<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let entities = context.basis.entities.list.iter();
    let is_named = |name: &str| !find_name(context.article.text(), name).is_empty();
    let named = entities.filter(|entry| entry.names.iter().any(|(_, name)| is_named(name)));
    named.take(ENTITIES_MAX).map(|entry| &*entry.id).collect()
}

/// Reads a form: the draft, and lines that are none of a form.
#[must_use]
pub fn parse(source: &str, text: &str, kind: LabelKind) -> (Draft, Vec<Problem>) {
    let mut draft = Draft { source: source.to_owned(), place: 0..0, kind, parts: Vec::new() };
    let mut problems = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let place = start..start + line.len();
        start += whole.len();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let is_slot = line.starts_with([' ', '\t']);
        let Some((name, value)) = line.split_once(':') else {
            let problem = Problem::error("Y2", source, Some(place), "this line is no \"name: value\"");
            problems.push(problem.with_help("join it with the line above, or begin it with #"));
            continue;
        };
        let whole = Typed::new(line, place.clone());
        let start = name.len() + 1;
        let name = whole.piece(0..name.len());
        let field = if is_slot { Some(Field::Slot(name.clone())) } else { field(&name.text) };
        let n_bytes = if field.as_ref().is_some_and(is_free) { value.len() } else { before_comment(value) };
        let value = whole.piece(start..start + n_bytes);
        match field {
            None => problems.push(unknown(source, &name)),
            Some(_) if value.text.is_empty() => {}
            Some(field) => {
                if field == Field::Type {
                    draft.place = name.place.clone();
                }
                draft.parts.push(Part { field, value });
            }
        }
    }
    (draft, problems)
}

/// Says whether a field holds words as the article or the labeller has them: a # is one of them.
fn is_free(field: &Field) -> bool {
    matches!(field, Field::Quote | Field::Before | Field::After | Field::Note | Field::Reason)
}

/// Returns the bytes of a value before the comment behind it.
fn before_comment(value: &str) -> usize {
    if value.trim_start().starts_with('#') { 0 } else { value.find(" #").unwrap_or(value.len()) }
}

fn field(name: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| fold_word(field.word()) == fold_word(name))
}

fn unknown(source: &str, name: &Typed) -> Problem {
    let known = Field::ALL.map(|field| field.word().to_owned());
    let message = format!("unknown field \"{}\"", name.text);
    let problem = Problem::error("Y2", source, Some(name.place.clone()), message);
    problem.with_help(match suggest(&name.text, known.iter().map(String::as_str)) {
        Some(similar) => format!("did you mean \"{similar}\"?"),
        None => "slots stand indented below type".to_owned(),
    })
}

/// Returns a form with each problem as a comment above its line, without those that it had before.
#[must_use]
pub fn with_problems(text: &str, problems: &[Problem]) -> String {
    let index = LineIndex::new(text);
    let line_of = |problem: &Problem| problem.span.as_ref().map_or(1, |span| index.line_column(span.start).0);
    let mut told = String::new();
    let mut n_lines = 0;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with(PROBLEM) {
            continue;
        }
        let here: Vec<&Problem> = problems.iter().filter(|problem| line_of(problem) == number).collect();
        let comments: Vec<String> = here.into_iter().flat_map(words).collect();
        n_lines += comments.len() + 1;
        for comment in comments {
            told.push_str(&format!("{PROBLEM}line {n_lines}: {comment}\n"));
        }
        told.push_str(line);
        told.push('\n');
    }
    told
}

fn words(problem: &Problem) -> Vec<String> {
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let help = problem.help.as_deref().map(|help| format!("  help: {}", one_line(help)));
    std::iter::once(one_line(&problem.message)).chain(help).collect()
}

/// Says whether a form holds nothing but comments.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}
