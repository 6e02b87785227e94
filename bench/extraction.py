#!/usr/bin/env python3
"""How well the text, title and day of an article are found, and how fast.

    cmake --preset bench && cmake --build --preset bench && bench/extraction.py [--peers] FOLDER…

A folder holds pages and a gold.jsonl: a line a page with file, lang, text, and where known url, title, date. --headline
says that the gold's Chinese texts begin with the headline. Figures are means over the pages of precision, recall and F1 of words (of pairs of characters for Chinese), the share of pages below 0.5, and
the shares of titles (letters and digits) and days that are right. --peers: @mozilla/readability on linkedom in the same
run, installed by npm into a temporary folder. Time is CPU time on one core, each page in memory, no process started."""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent

READABILITY = """
const fs = require("fs"), { parseHTML } = require("linkedom"), { Readability } = require("@mozilla/readability");
const decode = bytes => {
  const head = bytes.subarray(0, 2048).toString("latin1");
  const said = (/charset=["']?([\\w-]+)/i.exec(head) || [, "utf-8"])[1].toLowerCase();
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); }
  catch { return new TextDecoder(said.startsWith("gb") ? "gb18030" : said === "utf-8" ? "gb18030" : said).decode(bytes); }
};
const files = fs.readFileSync(0, "utf8").split("\\n").filter(Boolean);
const pages = files.map(f => fs.readFileSync(f));
const read = bytes => { try { return new Readability(parseHTML(decode(bytes)).document).parse(); } catch { return null; } };
for (const p of pages.slice(0, 20)) read(p);                         // warm
const begin = process.cpuUsage();
const found = pages.map(read);
const used = process.cpuUsage(begin);
const block = /<\\/?(p|div|br|li|tr|h\\d|blockquote|section|td|pre)[^>]*>/gi;
found.forEach((a, i) => console.log(JSON.stringify({ file: files[i], title: a && a.title, published: a && a.publishedTime,
  text: a ? parseHTML("<html><body>" + a.content.replace(block, " $&") + "</body></html>").document.body.textContent : "" })));
console.log(JSON.stringify({ seconds: (used.user + used.system) / 1e6 }));
"""


def tokens(text, lang):
    text = unicodedata.normalize("NFKC", text or "")
    if lang in ("zh", "ja"):
        text = re.sub(r"[\s\u200b-\u200f\ufeff\u00ad]+", "", text)
        return collections.Counter(text[i:i + 2] for i in range(len(text) - 1))
    return collections.Counter(re.findall(r"\w+", text.lower()))


def score(want, got):
    common = sum((want & got).values())
    precision, recall = common / max(1, sum(got.values())), common / max(1, sum(want.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def bare(title):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title or "")).lower()


def report(name, gold, found, headline):
    scores, titles, days = [], [], []
    for page in gold:
        answer = found.get(page["file"], {})
        lang = page.get("lang", "zh")
        text = answer.get("text") or ""
        if headline:
            text = (answer.get("title") or "") + "\n" + text
        scores.append(score(tokens(page["text"], lang), tokens(text, lang)))
        if page.get("title"):
            titles.append(bare(page["title"]) == bare(answer.get("title")))
        if len(page.get("date") or "") >= 10:
            days.append(page["date"][:10] == (answer.get("published") or "")[:10])
    p, r, f = (sum(s[k] for s in scores) / len(scores) for k in range(3))
    line = f"  {name:28} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  below .5 {sum(s[2] < .5 for s in scores) / len(scores):.3f}"
    for what, right in (("titles", titles), ("days", days)):
        if right:
            line += f"  {what} {sum(right) / len(right):.3f}"
    print(line)


def gazetted_answers(folder, gold):
    """By the command line, so that what is scored is what a user gets."""
    found = {}
    for page in gold:
        command = [ROOT / "build/bench/gazetted", "fetch", folder / page["file"], "--format", "json"]
        command += ["--url", page.get("url") or "http://www.example.com/news/page.html"]
        out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        documents = [json.loads(line) for line in out.split("\n") if line]
        documents = [d for d in documents if d.get("kind") != "list"]
        if documents:
            found[page["file"]] = dict(documents[0], text="\n".join(d["text"] for d in documents))
    return found


def readability_answers(work, folder, gold):
    script = work / "readability.js"
    script.write_text(READABILITY)
    names = "\n".join(str((folder / page["file"]).resolve()) for page in gold)
    out = subprocess.run(["node", script], input=names, capture_output=True, text=True, check=True).stdout
    lines = [json.loads(line) for line in out.split("\n") if line]
    return {os.path.basename(line["file"]): line for line in lines[:-1]}, lines[-1]["seconds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path, help="of pages and gold.jsonl")
    parser.add_argument("--headline", action="store_true", help="the gold's Chinese texts begin with the headline")
    parser.add_argument("--peers", action="store_true", help="run @mozilla/readability beside")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gazetted-bench-") as name:
        work = pathlib.Path(name)
        peers = options.peers and shutil.which("node") and shutil.which("npm")
        if options.peers and not peers:
            print("node and npm are not here: no peer", file=sys.stderr)
        if peers:
            subprocess.run(["npm", "install", "--silent", "--prefix", work, "@mozilla/readability", "linkedom"], check=True)
        for folder in options.folders:
            gold = [json.loads(line) for line in open(folder / "gold.jsonl", encoding="utf-8") if line.strip()]
            headline = options.headline and gold[0].get("lang", "zh") == "zh"
            print(f"{folder.name}: {len(gold)} pages")
            report("gazetted", gold, gazetted_answers(folder, gold), headline)
            if peers:
                found, peer_seconds = readability_answers(work, folder, gold)
                report("readability on linkedom", gold, found, headline)
            timed = subprocess.check_output([ROOT / "build/bench/extract_time", folder], text=True).split()
            pages, size, whole, trees = int(timed[0]), int(timed[1]), float(timed[2]), float(timed[3])
            print(f"  {'gazetted':28} {1000 * whole / pages:7.2f} ms a page  {size / whole / 1e6:6.1f} MB/s"
                  f"  {whole / trees:.2f} of gumbo's {1000 * trees / pages:.2f} ms")
            if peers:
                print(f"  {'readability on linkedom':28} {1000 * peer_seconds / len(gold):7.2f} ms a page"
                      f"  {size / peer_seconds / 1e6:6.1f} MB/s  {peer_seconds / whole:.1f} times as long")


if __name__ == "__main__":
    main()
