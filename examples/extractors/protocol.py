"""Protocol 1 on standard input and output: one article a line in, one answer a line out."""

import json
import sys
from datetime import datetime


def serve(extract):
    """Answers each request with what `extract` returns for it: a list of facts.

    What goes wrong with one article is its answer, so that the next one is read all the same.
    """
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        if not line.strip():
            continue
        identifier = None
        try:
            request = json.loads(line)
            identifier = request["id"]
            facts = [fact for fact in extract(request) if fact["view"] in request["views"]]
            answer = {"id": identifier, "facts": facts}
        except Exception as error:
            answer = {"id": identifier, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


def reference(request):
    """Returns the day of publication: what "mardi" and "hier" count from."""
    try:
        return datetime.strptime(request.get("published") or "", "%Y-%m-%d")
    except ValueError:
        raise ValueError("relative dates need the day of publication") from None


def fact(view, value, start, end):
    """Returns a value with the place where it was read; Python counts characters."""
    return {"view": view, "value": value, "evidence": [{"start": start, "end": end, "unit": "char"}]}


def quoted(view, value, passage):
    """Returns a value with the words in which it was read, where their place is not known."""
    return {"view": view, "value": value, "evidence": [passage]}
