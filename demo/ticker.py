#!/usr/bin/env python3
"""Reads events as JSON lines (from `gazetted subscribe` or `gazetted events`) and prints each as one line."""

import json
import sys


def what_changed(data):
    """The change in a few words: its summary, or the first pair of words that differ."""
    change = data.get("change") or {}
    if change.get("summary"):
        return change["summary"]
    for hunk in change.get("hunks") or []:
        if hunk.get("before") or hunk.get("after"):
            return f"{hunk.get('where') or ''} {hunk.get('before') or ''} → {hunk.get('after') or ''}".strip()
    return ""


def line(event):
    data = event.get("data") or {}
    policy = data.get("policy") or {}
    parts = [policy.get("doc_number") or "", policy.get("title") or policy.get("described") or ""]
    related = data.get("related") or {}
    if related.get("relation"):
        parts.append(f"(another document {related['relation']} it)")
    parts.append(what_changed(data))
    if event["type"] == "policy.moved":
        parts.append("→ " + ((data.get("page") or {}).get("url") or ""))
    if not policy:
        parts.append(event.get("source", ""))
    text = "  ".join(part for part in parts if part).replace("\n", " ")
    return f"#{int(event['sequence']):<4} {event['type']:<19} {text}"


def main():
    for text in sys.stdin:
        text = text.strip()
        if not text:
            continue
        try:
            print(line(json.loads(text)), flush=True)
        except (ValueError, KeyError, TypeError):
            print(text, flush=True)


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        pass
