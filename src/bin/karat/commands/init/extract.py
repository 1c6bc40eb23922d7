"""An extractor in a few lines: reads one request a line, and answers each with the people it finds injured or killed."""

import json
import re
import sys

PATTERN = re.compile(r"((?:at least|more than|about) )?([\d,]+) people were (injured|killed)", re.IGNORECASE)
EFFECTS = {"injured": "wounded", "killed": "killed"}


def facts(text):
    for found in PATTERN.finditer(text):
        bound, number, effect = found.groups()
        slots = {"count": (bound or "").lower() + number, "effect": EFFECTS[effect.lower()]}
        yield {"type": "casualties", "slots": slots, "evidence": [found.group()]}


sys.stdin.reconfigure(encoding="utf-8")
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"id": request["id"], "facts": list(facts(request["text"]))}), flush=True)
