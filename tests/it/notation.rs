//! A notation for small corpora, so that a test fits a few lines.
//!
//! One line each: `= id: type; slot=value; by=speaker; denied; optional; "quote"` is a gold fact, `! id: …` a
//! distractor, `> …` an answer, `~ "quote"` an ignored passage, `exhaustive a, b` and `views a, b` say what is labelled
//! wholly. Values are spelt as in `karat::semantics`; `slot=?text` cannot be read.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use karat::article::Article;
use karat::corpus::{Corpus, Entry, Folders};
use karat::credit::Credit;
use karat::evaluate::rows::FactRow;
use karat::evaluate::{ArticleReport, Evaluation, Selection};
use karat::extract::Outcome;
use karat::fact::{Evidence, Fact, Polarity, Prediction, TypeRef};
use karat::gold::{ArticleNotes, Coverage, Distractor, FactPlaces, Gold, GoldFact, Ignored, Status};
use karat::schema::Schema;
use karat::schema::entities::Entities;
use karat::score::Settings;
use karat::score::losses::{Preset, Side};
use karat::semantics::{read_slot, read_voice};
use karat::text::quote::Quote;
use karat::value::{Choice, Slot};

pub(crate) const ARTICLE: &str = "49 soldats avaient trouvé la mort, dit Bakou. Reuters compte au moins 6 500 tués en \
2020. La trêve tient depuis 9h00, heure de Moscou. Erevan a nié les tirs. 158 partages. On parle à Lachin.";

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  loss:
    evidence: report
    slots:
      n: {kind: count, weight: 4, key: true}
      effect: {kind: enum, values: [killed, wounded, lost], partial: {lost: {killed: 0.5}}}
      side: {kind: entity}
      when: {kind: date, weight: 2, key: true}
      note: {kind: text}
  talks:
    evidence: required
    closed: [lasts]
    slots:
      who: {kind: set, of: entity, key: true}
      place: {kind: entity}
      starts: {kind: instant, key: true}
      lasts: {kind: duration}
  claim:
    evidence: off
    slots:
      act: {kind: enum, values: [threat, promise, demand], partial: {demand: {threat: 0.5, promise: 0.25}}, key: true}
      side: {kind: entity, key: true}
views: {dates: [date, instant], counts: [count], places: {entity: place}, speakers: said_by}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie]}, kind: country}
  azerbaijan: {names: {fr: [Azerbaïdjan]}, kind: country}
  lachin: {part_of: azerbaijan, kind: place}
  russia: {names: {fr: [Russie]}, kind: country}
  russia-mfa: {part_of: russia}
  russia-mod: {part_of: russia}
  interfax: {}
  reuters: {}
";

/// One article with its gold, and an answer.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) corpus: Corpus,
    pub(crate) answer: Vec<Prediction>,
}

impl World {
    pub(crate) fn new(text: &str) -> Self {
        Self::of_lines(text.lines().map(str::trim).filter(|line| !line.is_empty()))
    }

    pub(crate) fn of_lines<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {
        let (schema, problems) = Schema::decode("schema.yaml", SCHEMA);
        assert_eq!(problems, []);
        let (entities, problems) = Entities::decode("entities.yaml", ENTITIES);
        assert_eq!(problems, []);
        let (schema, entities) = (schema.unwrap(), entities.unwrap());
        let mut reader = Reader { schema: &schema, entities: &entities };
        let mut gold = empty_gold(&schema);
        let mut answer = Vec::new();
        for line in lines {
            reader.line(line, &mut gold, &mut answer);
        }
        let (article, findings) = Article::new("a", "seeds/a.txt", ARTICLE.into()).unwrap();
        let folders = Folders { articles: PathBuf::new(), gold: PathBuf::new(), is_other_edition: false };
        let corpus = Corpus {
            folders,
            schema,
            entities,
            entries: vec![Entry { article, findings, gold }],
            rulings: Vec::new(),
            unlabelled: Vec::new(),
            problems: Vec::new(),
            sources: BTreeMap::new(),
        };
        Self { corpus, answer }
    }

    pub(crate) fn report(&self, preset: Preset) -> ArticleReport {
        let selection = Selection { with_drafts: true, ..Selection::default() };
        let settings = Settings { preset, ..Settings::default() };
        let evaluation = Evaluation::new(&self.corpus, &selection, settings);
        evaluation.article(&self.corpus.entries[0], Outcome::Answered(self.answer.clone()))
    }
}

fn empty_gold(schema: &Schema) -> Gold {
    Gold {
        article_id: "a".to_owned(),
        path: "gold/a.yaml".to_owned(),
        article: ArticleNotes::default(),
        cluster: None,
        coverage: Coverage {
            types: vec![true; schema.types.len()],
            views: vec![false; schema.views.len()],
            place: 0..0,
        },
        status: Status::Labelled,
        annotators: Vec::new(),
        split: None,
        facts: Vec::new(),
        distractors: Vec::new(),
        ignore: Vec::new(),
    }
}

struct Reader<'a> {
    schema: &'a Schema,
    entities: &'a Entities,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, gold: &mut Gold, answer: &mut Vec<Prediction>) {
        let (mark, rest) = line.split_once(' ').unwrap();
        let rest = rest.trim();
        match mark {
            "=" => gold.facts.push(self.gold_fact(rest)),
            "!" => gold.distractors.push(self.distractor(rest)),
            "~" => {
                let quote = Quote::new(rest.trim_matches('"'));
                gold.ignore.push(Ignored { quote, reason: "furniture".to_owned(), place: 0..0 });
            }
            ">" => answer.push(self.prediction(rest)),
            "exhaustive" => {
                let flags = self.schema.types.iter().map(|found| lists(rest, &found.name));
                gold.coverage.types = flags.collect();
            }
            "views" => {
                let flags = self.schema.views.iter().map(|found| lists(rest, &found.name));
                gold.coverage.views = flags.collect();
            }
            _ => panic!("no such line: {line}"),
        }
    }

    fn gold_fact(&self, text: &str) -> GoldFact {
        let (id, text) = text.split_once(": ").unwrap();
        let word = |wanted: &str| text.split("; ").any(|part| part == wanted);
        let all = |name: &'static str| {
            text.split("; ").filter_map(move |part| part.strip_prefix(name)).map(str::to_owned).collect()
        };
        GoldFact {
            id: Arc::from(id),
            fact: self.fact(text),
            is_optional: word("optional"),
            weight: 1,
            needs: all("need:"),
            tags: all("tag:"),
            note: None,
            by: None,
            is_draft: false,
            said_on: None,
            same_as: None,
            places: FactPlaces::default(),
        }
    }

    fn distractor(&self, text: &str) -> Distractor {
        let (id, text) = text.split_once(": ").unwrap();
        Distractor {
            id: Arc::from(id),
            fact: self.fact(text),
            states_polarity: Polarity::ALL.iter().any(|polarity| text.contains(polarity.word())),
            reason: "it looks alike".to_owned(),
            places: FactPlaces::default(),
        }
    }

    fn prediction(&self, text: &str) -> Prediction {
        let confidence = text.split("; ").find_map(|part| part.strip_prefix("confidence:"));
        Prediction {
            fact: self.fact(text),
            confidence: confidence.map(|text| Credit::from_decimal(text).unwrap().thousandths()),
            remarks: Vec::new(),
        }
    }

    fn fact(&self, text: &str) -> Fact {
        let mut parts = text.split("; ");
        let type_name = parts.next().unwrap();
        let mut fact = match self.schema.type_index(type_name) {
            Some(index) => Fact::empty(index, self.schema.types[index].slots.len()),
            None => Fact::empty(0, 0),
        };
        if let Some(unread) = type_name.strip_prefix('?') {
            fact.fact_type = TypeRef::Unreadable(Arc::from(unread));
        } else if self.schema.type_index(type_name).is_none() {
            fact.fact_type = TypeRef::Unknown(Arc::from(type_name));
        }
        for part in parts {
            self.part(part, &mut fact);
        }
        fact
    }

    fn part(&self, part: &str, fact: &mut Fact) {
        if let Some(polarity) = Polarity::ALL.into_iter().find(|polarity| polarity.word() == part) {
            fact.polarity = polarity;
        } else if part.starts_with('"') {
            fact.evidence.push(Evidence::Quote(Quote::new(part.trim_matches('"'))));
        } else if let Some((name, value)) = part.split_once('=') {
            self.slot(name, value, fact);
        }
    }

    fn slot(&self, name: &str, value: &str, fact: &mut Fact) {
        if name == "by" {
            fact.said_by = Some(Choice::plain(read_voice(value, self.entities)));
            return;
        }
        let fact_type = fact.fact_type.index().map(|index| &self.schema.types[index]);
        match fact_type.and_then(|fact_type| Some((fact_type, fact_type.slot_index(name)?))) {
            None => fact.unknown_slots.push((name.to_owned(), value.to_owned())),
            Some((fact_type, index)) => {
                fact.slots[index] = Some(match value.strip_prefix('?') {
                    Some(text) => Slot::Unreadable(Arc::from(text)),
                    None => read_slot(value, &fact_type.slots[index], self.entities).unwrap(),
                });
            }
        }
    }
}

fn lists(text: &str, name: &str) -> bool {
    text == "all" || text.split(", ").any(|listed| listed == name)
}

/// Returns a line for each row: who, verdict, credits on both sides in thousandths, and the losses.
pub(crate) fn show(rows: &[FactRow]) -> Vec<String> {
    rows.iter().map(show_row).collect()
}

fn show_row(row: &FactRow) -> String {
    let name = row.fact_id.clone().unwrap_or_else(|| format!("+{}", row.extra.unwrap_or_default()));
    let credit = |credit: Option<Credit>| {
        credit.map_or_else(|| "–".to_owned(), |credit| credit.thousandths().to_string())
    };
    let mut line = format!("{name} {} {}/{}", row.verdict.word(), credit(row.recall), credit(row.precision));
    for loss in &row.losses {
        let side = match loss.side {
            Side::Recall => "R",
            Side::Precision => "P",
        };
        let slot = loss.slot.as_deref().map(|slot| format!(" {slot}:")).unwrap_or_default();
        line.push_str(&format!(", {side}-{}{slot} {}", loss.points, loss.reason));
    }
    line
}
