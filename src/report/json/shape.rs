//! The shape of the report files: what is written, in the order in which it is written.

use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
pub(crate) struct LintFile<'a> {
    pub(crate) karat_lint: u32,
    /// What `--fix` mended; absent without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mended: Option<Vec<MendedFile<'a>>>,
    pub(crate) findings: Vec<FindingFile<'a>>,
}

#[derive(Serialize)]
pub(crate) struct MendedFile<'a> {
    pub(crate) place: &'a str,
    pub(crate) rule: &'a str,
    pub(crate) message: &'a str,
}

#[derive(Serialize)]
pub(crate) struct FindingFile<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    pub(crate) end_line: Option<usize>,
    pub(crate) end_column: Option<usize>,
    pub(crate) rule: &'a str,
    pub(crate) level: &'a str,
    pub(crate) message: &'a str,
    pub(crate) help: Option<&'a str>,
    /// `lint --fix` can mend it.
    pub(crate) fixable: bool,
}

/// A number with three decimals.
pub(crate) type Decimal = Box<RawValue>;

#[derive(Serialize)]
pub(crate) struct ReportFile<'a> {
    pub(crate) karat_report: u32,
    pub(crate) karat: &'a str,
    pub(crate) semantics: u32,
    pub(crate) preset: &'a str,
    pub(crate) primary: String,
    pub(crate) extractors: Vec<ExtractorFile<'a>>,
}

#[derive(Serialize)]
pub(crate) struct ExtractorFile<'a> {
    pub(crate) name: &'a str,
    pub(crate) declared_views: &'a [String],
    pub(crate) primary: Option<Decimal>,
    pub(crate) usage: Option<UsageFile<'a>>,
    pub(crate) oddities: Vec<OddityFile<'a>>,
    pub(crate) repeats: Vec<RepeatFile<'a>>,
    pub(crate) flaky: Vec<FlakyFile<'a>>,
    pub(crate) overall: ScopeFile,
    pub(crate) exhaustive: ScopeFile,
    pub(crate) answered: ScopeFile,
    pub(crate) types: Vec<Named<'a, ScopeFile>>,
    pub(crate) slots: Vec<SlotFile<'a>>,
    pub(crate) views: Vec<Named<'a, ScopeFile>>,
    pub(crate) clusters: Vec<Named<'a, ScopeFile>>,
    pub(crate) needs: Vec<Named<'a, TallyFile>>,
    pub(crate) tags: Vec<Named<'a, TallyFile>>,
    pub(crate) losses: LossesFile<'a>,
    pub(crate) anchors: AnchorsFile,
    pub(crate) remarks: Vec<RemarkFile<'a>>,
    pub(crate) failures: Vec<FailureFile<'a>>,
    pub(crate) articles: Vec<ArticleFile<'a>>,
    pub(crate) facts: Vec<FactFile<'a>>,
    pub(crate) view_facts: Vec<ViewFactFile<'a>>,
}

#[derive(Serialize)]
pub(crate) struct UsageFile<'a> {
    pub(crate) input_tokens: u64,
    pub(crate) output_tokens: u64,
    pub(crate) cost_micros: Option<u64>,
    pub(crate) currency: &'a str,
}

#[derive(Serialize)]
pub(crate) struct OddityFile<'a> {
    pub(crate) article: &'a str,
    pub(crate) name: &'a str,
}

#[derive(Serialize)]
pub(crate) struct RepeatFile<'a> {
    pub(crate) primary: Option<Decimal>,
    pub(crate) failures: Vec<FailureFile<'a>>,
}

#[derive(Serialize)]
pub(crate) struct FlakyFile<'a> {
    pub(crate) article: &'a str,
    pub(crate) fact: &'a str,
    pub(crate) found: usize,
    pub(crate) verdicts: Vec<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct Named<'a, T> {
    pub(crate) name: &'a str,
    #[serde(flatten)]
    pub(crate) value: T,
}

#[derive(Serialize)]
pub(crate) struct ScopeFile {
    pub(crate) strict: AveragesFile,
    pub(crate) graded: AveragesFile,
    pub(crate) counts: CountsFile,
    pub(crate) rightly_empty: u64,
}

#[derive(Serialize)]
pub(crate) struct AveragesFile {
    pub(crate) micro: FiguresFile,
    #[serde(rename = "macro")]
    pub(crate) macro_: FiguresFile,
}

#[derive(Serialize)]
pub(crate) struct FiguresFile {
    pub(crate) precision: Option<Decimal>,
    pub(crate) recall: Option<Decimal>,
    pub(crate) f1: Option<Decimal>,
}

#[derive(Serialize)]
pub(crate) struct TallyFile {
    pub(crate) strict: FiguresFile,
    pub(crate) graded: FiguresFile,
    pub(crate) counts: CountsFile,
}

#[derive(Serialize)]
pub(crate) struct CountsFile {
    pub(crate) expected: u64,
    pub(crate) optional: u64,
    pub(crate) returned: u64,
    pub(crate) correct: u64,
    pub(crate) correct_required: u64,
    pub(crate) partial: u64,
    pub(crate) incorrect: u64,
    pub(crate) missing: u64,
    pub(crate) optional_missing: u64,
    pub(crate) distractor: u64,
    pub(crate) spurious: u64,
    pub(crate) near_duplicate: u64,
    pub(crate) unjudged: u64,
    pub(crate) exact_duplicates: u64,
    pub(crate) grounded: RatioFile,
    pub(crate) evidence_agreement: RatioFile,
    pub(crate) attribution: RatioFile,
    pub(crate) polarity: RatioFile,
}

#[derive(Serialize)]
pub(crate) struct RatioFile {
    pub(crate) right: u64,
    pub(crate) judged: u64,
}

#[derive(Serialize)]
pub(crate) struct SlotFile<'a> {
    #[serde(rename = "type")]
    pub(crate) type_name: &'a str,
    pub(crate) slot: &'a str,
    pub(crate) expected: u64,
    pub(crate) returned: u64,
    pub(crate) figures: FiguresFile,
}

#[derive(Serialize)]
pub(crate) struct LossesFile<'a> {
    pub(crate) recall: Vec<LossTotalFile<'a>>,
    pub(crate) precision: Vec<LossTotalFile<'a>>,
}

#[derive(Serialize)]
pub(crate) struct LossTotalFile<'a> {
    #[serde(rename = "type")]
    pub(crate) type_name: &'a str,
    pub(crate) slot: Option<&'a str>,
    pub(crate) reason: &'a str,
    pub(crate) points: Decimal,
    pub(crate) facts: u64,
}

#[derive(Serialize)]
pub(crate) struct AnchorsFile {
    pub(crate) expected: u64,
    pub(crate) found: u64,
}

#[derive(Serialize)]
pub(crate) struct RemarkFile<'a> {
    pub(crate) remark: &'a str,
    pub(crate) facts: u64,
}

#[derive(Serialize)]
pub(crate) struct FailureFile<'a> {
    pub(crate) article: &'a str,
    pub(crate) name: &'a str,
    pub(crate) detail: &'a str,
    pub(crate) stderr: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct ArticleFile<'a> {
    pub(crate) article: &'a str,
    pub(crate) cluster: &'a str,
    #[serde(flatten)]
    pub(crate) tally: TallyFile,
}

#[derive(Serialize)]
pub(crate) struct FactFile<'a> {
    pub(crate) article: &'a str,
    pub(crate) fact: Option<&'a str>,
    pub(crate) extra: Option<usize>,
    #[serde(rename = "type")]
    pub(crate) type_name: &'a str,
    pub(crate) verdict: &'static str,
    pub(crate) optional: bool,
    pub(crate) weight: u32,
    pub(crate) credit: CreditFile,
    pub(crate) gold: Option<&'a str>,
    pub(crate) predicted: Option<&'a str>,
    pub(crate) grounded: Option<bool>,
    pub(crate) evidence_agrees: Option<bool>,
    pub(crate) confidence: Option<Decimal>,
    pub(crate) distractor: Option<&'a str>,
    pub(crate) repeats: Option<&'a str>,
    pub(crate) needs: &'a [String],
    pub(crate) losses: Vec<LossFile<'a>>,
}

#[derive(Serialize)]
pub(crate) struct ViewFactFile<'a> {
    pub(crate) view: &'a str,
    #[serde(flatten)]
    pub(crate) fact: FactFile<'a>,
}

#[derive(Serialize)]
pub(crate) struct CreditFile {
    pub(crate) recall: Option<Decimal>,
    pub(crate) precision: Option<Decimal>,
}

#[derive(Serialize)]
pub(crate) struct LossFile<'a> {
    pub(crate) side: &'static str,
    pub(crate) slot: Option<&'a str>,
    pub(crate) reason: &'a str,
    pub(crate) points: Decimal,
}

#[derive(Serialize)]
pub(crate) struct ExplainFile<'a> {
    pub(crate) karat_explain: u32,
    #[serde(flatten)]
    pub(crate) fact: FactFile<'a>,
    pub(crate) parts: Vec<PartFile<'a>>,
    pub(crate) remarks: &'a [String],
}

#[derive(Serialize)]
pub(crate) struct PartFile<'a> {
    pub(crate) slot: &'a str,
    pub(crate) weight: Decimal,
    pub(crate) gold: Option<&'a str>,
    pub(crate) predicted: Option<&'a str>,
    pub(crate) recall: Option<Decimal>,
    pub(crate) precision: Option<Decimal>,
    pub(crate) reason: &'a str,
}

#[derive(Serialize)]
pub(crate) struct SemanticsFile {
    pub(crate) karat_semantics: u32,
    pub(crate) rows: Vec<RowFile>,
}

#[derive(Serialize)]
pub(crate) struct RowFile {
    pub(crate) kind: String,
    pub(crate) gold: String,
    pub(crate) predicted: String,
    pub(crate) context: String,
    pub(crate) score: Decimal,
    pub(crate) overlap: Option<Decimal>,
    pub(crate) reason: String,
}
