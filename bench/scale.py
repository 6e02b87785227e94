#!/usr/bin/env python3
"""A machine's worth of known pages: memory, start, store and throughput at two sizes.

    cmake --preset bench && cmake --build --preset bench && bench/scale.py

The store is filled as a first pass would have left it (bench/fill_store.cpp); every host is an address of 127/8,
and nginx answers for all of them: 304 for each page, nothing for robots.txt. Bytes of the store are LMDB's own
(mdb_stat of lmdb-utils) by database; what lies in sets (monitor/lmdb.h) it shows together only. The goal counts all of
it but texts, the captures' headers and the diaries (bench/page_share.cpp); the events are shown apart."""

import argparse
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = ROOT / "build/bench"
PORT = 18090


def address(host):
    n = host + 257
    return f"127.{n >> 16}.{n >> 8 & 255}.{n & 255}"


def configure(folder, hosts):
    sites = folder / "sites"
    shutil.rmtree(sites, ignore_errors=True)
    sites.mkdir()
    for host in range(hosts):
        (sites / f"h{host + 1}.toml").write_text(
            f'id = "h{host + 1}"\nprivate_addresses = true\n[[entrance]]\n'
            f'url = "http://{address(host)}:{PORT}/index.html"\nkind = "list"\n[pace]\ndelay = "0s"\n')
    config = folder / "gazetted.toml"
    config.write_text('sites = ["sites/*.toml"]\n[store]\npath = "store"\n[feed]\n'
                      'publish = "tcp://127.0.0.1:17800"\nreplay = "tcp://127.0.0.1:17801"\n[http]\nlisten = ""\n')
    return config


def store_bytes(folder):
    """Bytes in use by database. LMDB's own account leaves out what lies in sets: that is what is left over."""
    out = subprocess.run(["mdb_stat", "-e", "-f", "-a", folder / "store"], capture_output=True, text=True).stdout
    number = lambda name, part: sum(int(n) for n in re.findall(rf"{name}: (\d+)", part))
    kept = lambda part: number("(?:Branch|Leaf|Overflow) pages", part)
    head, free, *databases = re.split(r"Freelist Status|Status of ", out)
    pages = {part.split("\n")[0].strip(): kept(part) for part in databases}
    used = number("Number of pages used", head) - number("Free pages", free) - kept(free)
    pages["addresses, turns, names, words, citations"] = used - sum(pages.values())
    return {name: count * number("Page size", head) for name, count in pages.items()}


def account(folder, sizes):
    """Bytes that the goal counts: without events, and with them."""
    share = float(subprocess.run([BIN / "page_share", folder / "store"], capture_output=True, check=True).stdout)
    counted = sum(size for name, size in sizes.items() if name not in ("bodies", "events", "states"))
    counted += share * sizes["states"]
    return counted, counted + sizes["events"]


def nginx(folder, log):
    """nginx for all hosts; `log` is where it writes when each request came, or "off"."""
    conf = folder / "nginx.conf"
    conf.write_text(f"""user root; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 16384; }} worker_rlimit_nofile 32768;
http {{ log_format times "$msec"; access_log {log}; keepalive_requests 100000;
server {{ listen 0.0.0.0:{PORT} backlog=4096;
location = /robots.txt {{ return 404; }} location / {{ return 304; }} }} }}""")
    server = subprocess.Popen(["nginx", "-c", str(conf), "-g", "daemon off;"])
    time.sleep(0.5)
    return server


def first_request(folder, config):
    """Seconds from the daemon's start to its first request, and its anonymous memory a while later, in MB."""
    log = folder / "times.log"
    log.unlink(missing_ok=True)
    server = nginx(folder, f"{log} times")
    begin = time.time()
    daemon = subprocess.Popen([BIN / "gazetted", "run", "-c", config], stderr=subprocess.DEVNULL)
    while not log.stat().st_size and time.time() < begin + 120:
        time.sleep(0.02)
    time.sleep(10)
    status = pathlib.Path(f"/proc/{daemon.pid}/status").read_text()
    daemon.send_signal(signal.SIGINT)
    daemon.wait()
    server.terminate()
    server.wait()
    memory = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("RssAnon"))
    times = log.read_text().split()
    return float(times[0]) - begin if times else float("inf"), memory  # inf: nothing was due


def throughput(folder, config, pages):
    """Unchanged pages a second of a whole pass, start included."""
    server = nginx(folder, "off")
    begin = time.monotonic()
    done = subprocess.run([BIN / "gazetted", "run", "--once", "-c", config], stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - begin
    server.terminate()
    server.wait()
    if done.returncode:
        print(f"  (exit status {done.returncode}: {done.stderr[-300:]})")
    return pages / seconds


def measure(folder, pages, hosts, days):
    shutil.rmtree(folder / "store", ignore_errors=True)
    begin = time.monotonic()
    subprocess.run([BIN / "fill_store", folder / "store", str(pages), str(hosts), str(PORT), "0", str(days)],
                   check=True)
    print(f"{pages} pages on {hosts} hosts; filled in {time.monotonic() - begin:.0f} s")
    sizes = store_bytes(folder)
    for name, size in sorted(sizes.items(), key=lambda each: -each[1]):
        if size > pages:
            print(f"  {name:44} {size / pages:8.1f} bytes a page")
    without, with_events = account(folder, sizes)
    print(f"  but for texts, headers and diaries {without / pages:.0f} bytes a page, with events {with_events / pages:.0f}")
    config = configure(folder, hosts)
    seconds, memory = first_request(folder, config)
    print(f"  first request after {seconds:.2f} s; anonymous memory {memory:.0f} MB")
    rate = throughput(folder, config, pages)
    print(f"  unchanged pages: {rate:.0f}/s", flush=True)
    return rate


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--hosts", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=0, help="since the first pass: with 60 every page is overdue")
    options = parser.parse_args()
    for tool, package in {"nginx": "nginx-light", "mdb_stat": "lmdb-utils"}.items():
        if not shutil.which(tool):
            sys.exit(f"{tool} is needed: apt-get install {package}")
    with tempfile.TemporaryDirectory(prefix="gazetted-scale-") as name:
        folder = pathlib.Path(name)
        small = measure(folder, 10_000, 100, options.days)
        large = measure(folder, options.pages, options.hosts, options.days)
        print(f"throughput at {options.pages} pages: {large / small:.2f} of that at 10000")


if __name__ == "__main__":
    main()
