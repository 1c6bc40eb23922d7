#!/usr/bin/env python3
"""Leaves its process group for the one of whoever started it, and takes for ever for article b."""
import json
import os
import sys
import time

os.setpgid(0, os.getpgid(os.getppid()))
for line in sys.stdin:
    request = json.loads(line)
    if request["id"] == "b":
        time.sleep(60)
    print(json.dumps({"id": request["id"], "facts": [{"type": "flood", "slots": {"level": "7"}}]}), flush=True)
