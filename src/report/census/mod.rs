//! A census as a terminal shows it: what there is, what is too thin, what is nearly the same, and what to label next.

use std::fmt::Write;

use crate::census::margin::MARGIN_MAX;
use crate::census::{Census, Group, Pending, Queued, SlotGroup, Twins};
use crate::report::table::{Column, columns, wrapped};
use crate::report::terminal::{BOLD, DIM};
use crate::report::words::{counted, decimal, figure, grouped, printable, shell_word};

pub mod json;

/// How many rows a list without end shows.
const ROWS_MAX: usize = 20;

/// Returns the census as styled text; `width` is in columns, `None` wraps nothing.
#[must_use]
pub fn census_text(census: &Census, width: Option<u16>) -> String {
    let mut text = String::new();
    push_head(&mut text, census, width);
    push_groups(&mut text, "type", &census.types, width);
    push_slots(&mut text, &census.slots, width);
    push_groups(&mut text, "need", &census.needs, width);
    push_groups(&mut text, "tag", &census.tags, width);
    if census.splits.len() > 1 {
        push_groups(&mut text, "split", &census.splits, width);
    }
    push_clusters(&mut text, &census.clusters, width);
    push_legend(&mut text, census, width);
    push_twins(&mut text, &census.near_duplicates, width);
    push_queue(&mut text, &census.queue, width);
    text
}

fn line(text: &mut String, content: &str) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

fn push_head(text: &mut String, census: &Census, width: Option<u16>) {
    let Group { n_facts, n_required, n_clusters, margin, .. } = census.overall;
    let n_waiting = census.queue.len() as u64;
    let head = format!(
        "{BOLD}{} with gold{BOLD:#}, {} without · {} ({} required) · {}",
        counted(census.n_articles, "article", "articles"),
        grouped(n_waiting),
        counted(n_facts, "fact", "facts"),
        grouped(n_required),
        counted(n_clusters, "event", "events"),
    );
    text.push_str(&wrapped(&head, width));
    if let Some(margin) = margin {
        push_wrapped(text, &format!("any figure over all facts: ± {} at most", decimal(margin)), width);
    }
    let statuses: Vec<String> =
        census.statuses.iter().map(|(status, n)| format!("{} {}", grouped(*n), status.word())).collect();
    if !statuses.is_empty() {
        push_wrapped(text, &format!("status: {}", statuses.join(", ")), width);
    }
    push_wrapped(text, &format!("distractors: {}", grouped(census.n_distractors)), width);
    if let Some(pending) = pending_words(census.pending) {
        push_wrapped(text, &format!("not counted below: {pending}"), width);
    }
}

fn pending_words(pending: Pending) -> Option<String> {
    let mut parts = Vec::new();
    if pending.n_draft_articles > 0 {
        let articles = counted(pending.n_draft_articles, "draft article", "draft articles");
        parts.push(format!("{articles} with {}", counted(pending.n_facts_of_drafts, "fact", "facts")));
    }
    if pending.n_draft_facts > 0 {
        parts.push(counted(pending.n_draft_facts, "draft fact", "draft facts"));
    }
    let mut words = parts.join(", ");
    if pending.n_unconfirmed > 0 {
        let n = grouped(pending.n_unconfirmed);
        words.push_str(&format!("; {n} of these facts proposed by a tool and not confirmed"));
    }
    (!words.is_empty()).then_some(words)
}

/// Shows one table of groups; nothing where there are none.
fn push_groups(text: &mut String, head: &str, groups: &[Group], width: Option<u16>) {
    if groups.is_empty() {
        return;
    }
    let names = [head, "facts", "required", "articles", "events", "±", ""];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for group in groups {
        let numbers = [group.n_facts, group.n_required, group.n_articles, group.n_clusters].map(grouped);
        let mut row = vec![printable(&group.name)];
        row.extend(numbers);
        row.extend([figure(group.margin), note(group).to_owned()]);
        rows.push(row);
    }
    push_table(text, &rows, Column::Name, width);
}

/// Shows rows of a name, numbers, and a note, laid out as `note` says.
fn push_table(text: &mut String, rows: &[Vec<String>], note: Column, width: Option<u16>) {
    let n_columns = rows.first().map_or(0, Vec::len);
    let mut layout = vec![Column::Name];
    layout.resize(n_columns - 1, Column::Number);
    layout.push(note);
    line(text, "");
    text.push_str(&columns(&layout, rows, width));
}

fn push_clusters(text: &mut String, clusters: &[Group], width: Option<u16>) {
    if clusters.is_empty() {
        return;
    }
    let mut rows = vec![["cluster", "facts", "required", "articles", ""].map(str::to_owned).to_vec()];
    for cluster in clusters.iter().take(ROWS_MAX) {
        let numbers = [cluster.n_facts, cluster.n_required, cluster.n_articles].map(grouped);
        rows.push([printable(&cluster.name)].into_iter().chain(numbers).chain([String::new()]).collect());
    }
    push_table(text, &rows, Column::Name, width);
    push_rest(text, clusters.len(), "clusters");
}

/// Says how many rows are not shown.
fn push_rest(text: &mut String, n_rows: usize, plural: &str) {
    if n_rows > ROWS_MAX {
        let n_more = grouped((n_rows - ROWS_MAX) as u64);
        line(text, &format!("  {DIM}and {n_more} more {plural}: --format json has all{DIM:#}"));
    }
}

fn note(group: &Group) -> &'static str {
    match (group.is_thin(), group.n_clusters == 1) {
        (true, _) => "thin",
        (false, true) => "one event",
        (false, false) => "",
    }
}

fn push_slots(text: &mut String, slots: &[SlotGroup], width: Option<u16>) {
    let name = |slot: &SlotGroup| printable(&format!("{}.{}", slot.fact_type, slot.slot));
    let mut rows = vec![["slot", "filled", "of", "±", ""].map(str::to_owned).to_vec()];
    for slot in slots.iter().filter(|slot| slot.n_filled > 0) {
        let note = if slot.is_thin() { "thin" } else { "" };
        let numbers = [grouped(slot.n_filled), grouped(slot.n_facts), figure(slot.margin)];
        rows.push([name(slot)].into_iter().chain(numbers).chain([note.to_owned()]).collect());
    }
    if rows.len() > 1 {
        push_table(text, &rows, Column::Name, width);
    }
    let empty: Vec<String> =
        slots.iter().filter(|slot| slot.n_filled == 0 && slot.n_facts > 0).map(name).collect();
    if !empty.is_empty() {
        push_wrapped(text, &format!("never filled: {}", empty.join(", ")), width);
    }
}

/// Writes a sentence over as many lines as the width asks for.
fn push_wrapped(text: &mut String, sentence: &str, width: Option<u16>) {
    text.push_str(&columns(&[Column::Words], &[vec![sentence.to_owned()]], width));
}

fn push_legend(text: &mut String, census: &Census, width: Option<u16>) {
    line(text, "");
    let most = decimal(MARGIN_MAX);
    push_wrapped(
        text,
        &format!(
            "± is the widest 95 % margin (Wilson) of a figure over so many required facts, or filled slots, if each \
             were independent of the others. thin: the margin can pass {most}, as it does below 21; such a figure \
             says little."
        ),
        width,
    );
    let mut groups = census.types.iter().chain(&census.needs).chain(&census.tags);
    if groups.any(|group| group.n_clusters == 1) {
        let sentence = "events: clusters of articles, which are not independent; where it is 1, the real margin is \
                        wider than shown.";
        push_wrapped(text, sentence, width);
    }
}

fn push_twins(text: &mut String, twins: &[Twins], width: Option<u16>) {
    if twins.is_empty() {
        return;
    }
    let mut rows = vec![["near-duplicates", "", "shared", ""].map(str::to_owned).to_vec()];
    for twins in twins.iter().take(ROWS_MAX) {
        let note = if twins.are_split { "in different splits" } else { "" };
        rows.push(vec![
            printable(&twins.first),
            printable(&twins.second),
            format!("{} %", twins.share / 10),
            note.to_owned(),
        ]);
    }
    line(text, "");
    let layout = [Column::Name, Column::Name, Column::Number, Column::Words];
    text.push_str(&columns(&layout, &rows, width));
    push_rest(text, twins.len(), "pairs");
}

fn push_queue(text: &mut String, queue: &[Queued], width: Option<u16>) {
    let Some(first) = queue.first() else { return };
    let mut rows = vec![["without gold", "words", ""].map(str::to_owned).to_vec()];
    for queued in queue.iter().take(ROWS_MAX) {
        let like = queued.like.as_ref().map_or_else(String::new, |(id, share)| {
            format!("shares {} % with {}", share / 10, printable(id))
        });
        rows.push(vec![printable(&queued.id), grouped(queued.n_words), like]);
    }
    push_table(text, &rows, Column::Words, width);
    push_rest(text, queue.len(), "articles");
    line(text, "");
    text.push_str(&wrapped(&format!("next: {BOLD}karat add {}{BOLD:#}", shell_word(&first.id)), width));
}
