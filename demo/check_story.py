#!/usr/bin/env python3
"""Lives through the story step by step, one pass of the program after each, and compares the events that it
tells with those of the story: type, number, title and relation, no more and no fewer.

    demo/check_story.py PROGRAM CONFIG TOWN --first-day YYYY-MM-DD [ARGUMENTS FOR `gazetted run`…]
"""

import argparse
import json
import subprocess
import sys
import urllib.request
from collections import Counter
from datetime import date, datetime, time, timedelta, timezone

from story import Story

CHINA = timezone(timedelta(hours=8))


def told(program, config, since):
    """The events after number `since`, and the newest number."""
    command = [program, "events", "-c", config, "--since", str(since)]
    lines = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, timeout=60).stdout.splitlines()
    events = [json.loads(line) for line in lines]
    numbers = [int(event["sequence"]) for event in events]
    if numbers != list(range(since + 1, since + 1 + len(numbers))):
        raise SystemExit(f"the sequence has gaps: {numbers} after {since}")
    return events, since + len(numbers)


def essence(event):
    data = event.get("data") or {}
    policy = data.get("policy") or {}
    relation = (data.get("related") or {}).get("relation") or ""
    if event["type"] != "policy.related":
        relation = ""
    return (event["type"], policy.get("doc_number") or "", policy.get("title") or "", relation)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("config")
    parser.add_argument("town")
    parser.add_argument("--first-day", type=date.fromisoformat, required=True)
    options, further = parser.parse_known_args()

    story = Story(options.first_day)
    start = datetime.combine(options.first_day, time(9), CHINA)
    newest, wrong = 0, 0
    for number, step in enumerate(story.steps):
        urllib.request.urlopen(f"{options.town}/__story/{number}", data=b"", timeout=10).close()
        now = (start + timedelta(days=step.days)).isoformat()
        run = [options.program, "run", "-c", options.config, "--once", "--now", now, *further]
        result = subprocess.run(run, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, timeout=120)
        events, newest = told(options.program, options.config, newest)
        expected = Counter((e.type, e.number, e.title, e.relation) for e in step.events)
        found = Counter(essence(event) for event in events)
        missing, surplus = expected - found, found - expected
        good = not missing and not surplus and result.returncode in (0, 1)
        print(f"{'ok  ' if good else 'FAIL'} {number:2}  {step.told}", flush=True)
        for event in sorted(found.elements()):
            print("            ", *(part for part in event if part))
        for event in missing.elements():
            print("     missing:", *event)
        for event in surplus.elements():
            print("     surplus:", *event)
        if not good:
            wrong += 1
            print(f"     `{' '.join(run)}` ended with {result.returncode}\n{result.stderr}", file=sys.stderr)
    print(f"{len(story.steps) - wrong} steps as the story has it, {wrong} not; {newest} events")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
