//! The report as JSON, format 1: documented in docs/report.md, sorted, the same bytes for the same input.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::evaluate::primary::primary_figure;
use crate::evaluate::repeats::FlakyFact;
use crate::evaluate::rows::{FactRow, LossRow, PartRow};
use crate::evaluate::totals::{Anchors, LossKey, LossTotal, Scope, Totals};
use crate::evaluate::{ArticleReport, ExtractorReport};
use crate::problem::Problem;
use crate::project::primary::Primary;
use crate::report::json::shape::{
    AnchorsFile, ArticleFile, AveragesFile, CountsFile, CreditFile, Decimal, ExplainFile, ExtractorFile,
    FactFile, FailureFile, FiguresFile, FindingFile, FlakyFile, LintFile, LossFile, LossTotalFile,
    LossesFile, MendedFile, Named, OddityFile, PartFile, RatioFile, RemarkFile, RepeatFile, ReportFile,
    RowFile, ScopeFile, SemanticsFile, SlotFile, TallyFile, UsageFile, ViewFactFile,
};
use crate::report::words::decimal;
use crate::report::{Measured, Report};
use crate::score::losses::Side;
use crate::semantics::Row;
use crate::tally::{Figures, SlotTally, Tally};
use crate::text::lines::LineIndex;

pub(crate) mod shape;

/// The version of this format.
pub const REPORT_FORMAT: u32 = 1;

/// Returns the report as JSON, indented by two, ending in a newline.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn report_json(report: &Report<'_>) -> String {
    let file = ReportFile {
        karat_report: REPORT_FORMAT,
        karat: report.version,
        semantics: report.semantics,
        preset: report.preset,
        primary: report.primary.to_string(),
        extractors: report.extractors.iter().map(|measured| extractor(measured, report.primary)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

/// Returns one fact with every judged part as JSON, ending in a newline: what `explain` shows.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn fact_json(article: &str, row: &FactRow) -> String {
    let file = ExplainFile {
        karat_explain: REPORT_FORMAT,
        fact: fact(article, row),
        parts: row.parts.iter().map(part).collect(),
        remarks: &row.remarks,
    };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

/// Returns the table of comparisons as JSON, in its order, ending in a newline.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn semantics_json(rows: &[Row]) -> String {
    let row = |row: &Row| RowFile {
        kind: row.kind.clone(),
        gold: row.gold.clone(),
        predicted: row.predicted.clone(),
        context: row.context.clone(),
        score: thousandths(row.score.thousandths()),
        overlap: row.overlap.map(|hundredths| thousandths(hundredths * 10)),
        reason: row.reason.clone(),
    };
    let file = SemanticsFile { karat_semantics: 1, rows: rows.iter().map(row).collect() };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

/// Returns lint findings as JSON, in their order, and before them what was mended, if anything was asked to be; ends in
/// a newline. Lines and columns count from 1.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn problems_json(
    problems: &[Problem],
    sources: &BTreeMap<String, String>,
    mended: Option<&[Mended]>,
) -> String {
    let mended = mended.map(|mended| mended.iter().map(mended_file).collect());
    let file = LintFile { karat_lint: REPORT_FORMAT, mended, findings: finding_files(problems, sources) };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

/// Returns findings with their places, in their order.
pub(crate) fn finding_files<'p>(
    problems: &'p [Problem],
    sources: &BTreeMap<String, String>,
) -> Vec<FindingFile<'p>> {
    let mut lines: BTreeMap<&str, LineIndex> = BTreeMap::new();
    let mut findings = Vec::with_capacity(problems.len());
    for problem in problems {
        let source = sources.get(&problem.file).zip(problem.span.as_ref());
        let place = source.map(|(source, span)| {
            let index = lines.entry(&problem.file).or_insert_with(|| LineIndex::new(source.as_str()));
            (index.line_column(span.start), index.line_column(span.end))
        });
        findings.push(FindingFile {
            file: &problem.file,
            line: place.map(|((line, _), _)| line),
            column: place.map(|((_, column), _)| column),
            end_line: place.map(|(_, (line, _))| line),
            end_column: place.map(|(_, (_, column))| column),
            rule: problem.rule,
            level: problem.level.word(),
            message: &problem.message,
            help: problem.help.as_deref(),
            fixable: problem.fix.is_some(),
        });
    }
    findings
}

/// A finding that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The finding, as it was.
    pub problem: Problem,
    /// Where it stood then: `file:line:column`.
    pub place: String,
}

fn mended_file(mended: &Mended) -> MendedFile<'_> {
    MendedFile { place: &mended.place, rule: mended.problem.rule, message: &mended.problem.message }
}

fn extractor<'m>(measured: &'m Measured, primary: &Primary) -> ExtractorFile<'m> {
    let report = measured.first();
    let totals = &report.totals;
    ExtractorFile {
        name: &report.name,
        declared_views: &measured.views,
        primary: primary_figure(totals, primary).map(thousandths),
        usage: usage(measured),
        oddities: measured
            .oddities
            .iter()
            .map(|(article, oddity)| OddityFile { article, name: oddity.word() })
            .collect(),
        repeats: measured
            .repeats
            .iter()
            .map(|repeat| RepeatFile {
                primary: primary_figure(&repeat.totals, primary).map(thousandths),
                failures: repeat.articles.iter().filter_map(failure).collect(),
            })
            .collect(),
        flaky: measured.flaky.iter().map(flaky).collect(),
        overall: scope(&totals.overall),
        exhaustive: scope(&totals.exhaustive),
        answered: scope(&totals.answered),
        types: totals.types.iter().map(|(name, value)| Named { name, value: scope(value) }).collect(),
        slots: totals.slots.iter().map(slot).collect(),
        views: totals.views.iter().map(|(name, value)| Named { name, value: scope(value) }).collect(),
        clusters: totals.clusters.iter().map(|(name, value)| Named { name, value: scope(value) }).collect(),
        needs: totals.needs.iter().map(|(name, value)| Named { name, value: tally(value) }).collect(),
        tags: totals.tags.iter().map(|(name, value)| Named { name, value: tally(value) }).collect(),
        losses: losses(totals),
        anchors: anchors(totals.anchors),
        remarks: totals
            .ranked_remarks()
            .into_iter()
            .map(|(remark, facts)| RemarkFile { remark, facts })
            .collect(),
        failures: report.articles.iter().filter_map(failure).collect(),
        articles: report.articles.iter().map(article).collect(),
        facts: facts(report),
        view_facts: view_facts(report),
    }
}

/// Returns what the answers cost; `None` where no extractor said.
fn usage(measured: &Measured) -> Option<UsageFile<'_>> {
    let usage = &measured.usage;
    (!usage.is_empty()).then_some(UsageFile {
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        cost_micros: usage.cost_micros,
        currency: &measured.currency,
    })
}

fn flaky(flaky: &FlakyFact) -> FlakyFile<'_> {
    FlakyFile {
        article: &flaky.article,
        fact: &flaky.fact,
        found: flaky.n_found,
        verdicts: flaky.verdicts.iter().map(|verdict| verdict.word()).collect(),
    }
}

fn facts(report: &ExtractorReport) -> Vec<FactFile<'_>> {
    report.articles.iter().flat_map(|article| article.rows.iter().map(|row| fact(&article.id, row))).collect()
}

fn view_facts(report: &ExtractorReport) -> Vec<ViewFactFile<'_>> {
    let mut facts = Vec::new();
    for article in &report.articles {
        for (view, rows) in &article.views {
            facts.extend(rows.iter().map(|row| ViewFactFile { view, fact: fact(&article.id, row) }));
        }
    }
    facts
}

fn scope(scope: &Scope) -> ScopeFile {
    let averages = |micro, macro_| AveragesFile { micro: figures(micro), macro_: figures(macro_) };
    ScopeFile {
        strict: averages(scope.tally.strict(), scope.strict_macro()),
        graded: averages(scope.tally.graded(), scope.graded_macro()),
        counts: counts(&scope.tally),
        rightly_empty: scope.n_rightly_empty,
    }
}

fn tally(tally: &Tally) -> TallyFile {
    TallyFile { strict: figures(tally.strict()), graded: figures(tally.graded()), counts: counts(tally) }
}

fn counts(tally: &Tally) -> CountsFile {
    let ratio = |right, judged| RatioFile { right, judged };
    CountsFile {
        expected: tally.expected,
        optional: tally.optional,
        returned: tally.returned,
        correct: tally.correct,
        correct_required: tally.correct_required,
        partial: tally.partial,
        incorrect: tally.incorrect,
        missing: tally.missing,
        optional_missing: tally.optional_missing,
        distractor: tally.distractor,
        spurious: tally.spurious,
        near_duplicate: tally.near_duplicate,
        unjudged: tally.unjudged,
        exact_duplicates: tally.exact_duplicates,
        grounded: ratio(tally.grounded, tally.groundable),
        evidence_agreement: ratio(tally.evidence_agreed, tally.evidence_judged),
        attribution: ratio(tally.attribution_right, tally.attribution_judged),
        polarity: ratio(tally.polarity_right, tally.polarity_judged),
    }
}

fn figures(figures: Figures) -> FiguresFile {
    FiguresFile {
        precision: figures.precision.map(thousandths),
        recall: figures.recall.map(thousandths),
        f1: figures.f1.map(thousandths),
    }
}

fn slot<'a>(((type_name, slot), tally): (&'a (String, String), &'a SlotTally)) -> SlotFile<'a> {
    SlotFile {
        type_name,
        slot,
        expected: tally.expected,
        returned: tally.returned,
        figures: figures(tally.figures()),
    }
}

fn losses(totals: &Totals) -> LossesFile<'_> {
    let side = |side| totals.ranked_losses(side).into_iter().map(loss_total).collect();
    LossesFile { recall: side(Side::Recall), precision: side(Side::Precision) }
}

fn loss_total(((_, type_name, slot, reason), total): (&LossKey, LossTotal)) -> LossTotalFile<'_> {
    LossTotalFile {
        type_name,
        slot: Some(slot.as_str()).filter(|slot| !slot.is_empty()),
        reason,
        points: sum_of_thousandths(total.points),
        facts: total.n_facts,
    }
}

fn anchors(anchors: Anchors) -> AnchorsFile {
    AnchorsFile { expected: anchors.expected, found: anchors.found }
}

fn failure(article: &ArticleReport) -> Option<FailureFile<'_>> {
    let failure = article.failure.as_ref()?;
    Some(FailureFile {
        article: &article.id,
        name: failure.kind.word(),
        detail: &failure.detail,
        stderr: Some(failure.stderr.as_str()).filter(|stderr| !stderr.is_empty()),
    })
}

fn article(article: &ArticleReport) -> ArticleFile<'_> {
    ArticleFile { article: &article.id, cluster: &article.cluster, tally: tally(&article.totals.overall) }
}

fn fact<'a>(article: &'a str, row: &'a FactRow) -> FactFile<'a> {
    FactFile {
        article,
        fact: row.fact_id.as_deref(),
        extra: row.extra,
        type_name: &row.type_name,
        verdict: row.verdict.word(),
        optional: row.is_optional,
        weight: row.weight,
        credit: CreditFile {
            recall: row.recall.map(|credit| thousandths(credit.thousandths())),
            precision: row.precision.map(|credit| thousandths(credit.thousandths())),
        },
        gold: row.gold.as_deref(),
        predicted: row.predicted.as_deref(),
        grounded: row.is_grounded,
        evidence_agrees: row.evidence_agrees,
        confidence: row.confidence.map(thousandths),
        distractor: row.distractor.as_ref().map(|(id, _)| id.as_str()),
        repeats: row.repeats.as_deref(),
        needs: &row.needs,
        losses: row.losses.iter().map(loss).collect(),
    }
}

fn loss(loss: &LossRow) -> LossFile<'_> {
    let side = match loss.side {
        Side::Recall => "recall",
        Side::Precision => "precision",
    };
    LossFile { side, slot: loss.slot.as_deref(), reason: &loss.reason, points: thousandths(loss.points) }
}

fn part(part: &PartRow) -> PartFile<'_> {
    PartFile {
        slot: &part.slot,
        weight: sum_of_thousandths(u64::from(part.weight)),
        gold: part.gold.as_deref(),
        predicted: part.predicted.as_deref(),
        recall: part.recall.map(|credit| thousandths(credit.thousandths())),
        precision: part.precision.map(|credit| thousandths(credit.thousandths())),
        reason: &part.reason,
    }
}

fn thousandths(thousandths: u16) -> Decimal {
    raw(decimal(thousandths))
}

fn sum_of_thousandths(thousandths: u64) -> Decimal {
    raw(format!("{}.{:03}", thousandths / 1000, thousandths % 1000))
}

fn raw(number: String) -> Decimal {
    RawValue::from_string(number).expect("digits, a point and digits are a JSON number")
}
