"""Counts what `kapi extract` found: python report.py < specs.json."""

import json
import sys

PARTS = ("params", "errors", "signals", "side_effects", "state_transitions", "capabilities")

document = json.load(sys.stdin)
for spec in document["specs"]:
    counts = [f"{part.replace('_', ' ')} {len(spec[part])}" for part in PARTS if spec[part]]
    print(f"{spec['name']}: {', '.join(counts)}")
print(f"findings: {len(document['findings'])}")
