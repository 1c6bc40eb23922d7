#!/usr/bin/env python3
"""Answers with the length of each article and a quote from its end: the well-behaved one, for articles of any size."""
import json
import sys

for line in sys.stdin:
    request = json.loads(line)
    text = request["text"]
    fact = {"type": "flood", "slots": {"level": str(len(text))}, "quote": text[-12:]}
    print(json.dumps({"id": request["id"], "facts": [fact], "echo": text}), flush=True)
