#!/usr/bin/env python3
"""Times a pass of gazetted over a small town of hosts on loopback, beside its yardsticks and peers.

    cmake --preset bench && cmake --build --preset bench && bench/run.py

nginx serves; every host is an address of 127/8. Figures are pages a second of whole processes, the
server's share of the two cores included. Peers are timed where they are installed."""

import argparse
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import town_pages

ROOT = pathlib.Path(__file__).resolve().parent.parent
PORT = 18080


def nginx(folder, hosts):
    """nginx over the town's folders: one address a host, ETag and Last-Modified as it comes."""
    servers = "\n".join(
        f"server {{ listen 127.0.1.{h + 1}:{PORT}; root {folder}/town/h{h + 1}; charset utf-8; }}" for h in range(hosts))
    conf = folder / "nginx.conf"
    conf.write_text(f"""user root; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; types {{ text/html html; }} sendfile on; keepalive_requests 100000;
client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
{servers} }}""")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.1.1", PORT)) == 0:
            sys.exit(f"port {PORT} of 127.0.1.1 is taken: another run may be under way")
    server = subprocess.Popen(["nginx", "-c", str(conf), "-g", "daemon off;"])
    time.sleep(0.5)
    return server


def configure(folder, hosts):
    sites = folder / "sites"
    sites.mkdir(exist_ok=True)
    for h in range(hosts):
        (sites / f"h{h + 1}.toml").write_text(
            f'id = "h{h + 1}"\nprivate_addresses = true\n[[entrance]]\n'
            f'url = "http://127.0.1.{h + 1}:{PORT}/index.html"\nkind = "list"\n[pace]\ndelay = "0s"\n')
    config = folder / "gazetted.toml"
    config.write_text('sites = ["sites/*.toml"]\n[store]\npath = "store"\n[feed]\n'
                      'publish = "tcp://127.0.0.1:17700"\nreplay = "tcp://127.0.0.1:17701"\n[http]\nlisten = ""\n')
    return config


def timed(command, **options):
    """Wall seconds of a whole process, and its peak of resident memory in MB."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        print(f"  (exit status {os.waitstatus_to_exitcode(status)}: {' '.join(map(str, command))})")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def anonymous_memory(config, gazetted):
    """RssAnon of the daemon, in MB, once it has settled."""
    daemon = subprocess.Popen([gazetted, "run", "-c", config], stderr=subprocess.DEVNULL)
    time.sleep(5)
    status = pathlib.Path(f"/proc/{daemon.pid}/status").read_text()
    daemon.send_signal(signal.SIGINT)
    daemon.wait()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("RssAnon"))


def report(name, pages, seconds, memory, note=""):
    print(f"  {name:34} {pages / seconds:8.0f} pages/s  {seconds:6.2f} s  {memory:6.0f} MB  {note}")


def passes(options, folder, config):
    gazetted = [ROOT / "build/bench/gazetted", "run", "--once", "-c", config]

    def alone(program):
        return int(subprocess.check_output([ROOT / "build/bench" / program, folder / "town"]))

    def read_pass(name, before):
        """Beside gumbo just before and just after, for machines are slower at one time than at another."""
        seconds, memory = timed(gazetted)
        after = alone("gumbo_only")
        gumbo = (before + after) / 2
        report(name, options.pages, seconds, memory, f"{options.pages / seconds / gumbo:.2f} of gumbo's {gumbo:.0f}")
        return after

    gumbo = alone("gumbo_only")
    read = alone("read_only")
    print(f"  {'gumbo alone, two threads':34} {gumbo:8} pages/s")
    print(f"  {'the parser alone, two threads':34} {read:8} pages/s  {'':21}{read / gumbo:.2f} of gumbo")
    gumbo = read_pass("new", gumbo)
    town_pages.write(folder / "town", options.hosts, options.pages, options.size, 1)
    read_pass("changed", gumbo)
    visits = options.pages + options.hosts
    seconds, memory = timed(gazetted)
    report("unchanged (304)", visits, seconds, memory)
    events = subprocess.check_output([gazetted[0], "events", "-c", config]).count(b"\n")
    print(f"  {'events':34} {events:8}          (expected {2 * options.pages})")


def transfers(options, folder, urls):
    """The crawler alone beside a bare loop around curl, by turns: the medians of each."""
    names = folder / "urls.txt"
    names.write_text("\n".join(urls) + "\n")
    measured = {"crawler": [], "multi": []}
    for _ in range(9):
        for how, figures in measured.items():
            output = subprocess.check_output([ROOT / "build/bench/transfer", how, names])
            figures.append([float(figure) for figure in output.split()])
    crawler, multi = ([statistics.median(figure) for figure in zip(*figures)] for figures in measured.values())
    print(f"  {'a bare curl multi loop':34} {multi[0]:8.0f} pages/s  {multi[1]:6.1f} µs of processor a page")
    print(f"  {'the crawler alone':34} {crawler[0]:8.0f} pages/s  {crawler[1]:6.1f} µs: "
          f"{crawler[0] / multi[0]:.2f} of the bare loop, by processor {multi[1] / crawler[1]:.2f}")
    if shutil.which("wget2"):
        report("wget2, transfer alone", len(urls), *timed(
            ["wget2", "-q", "--max-threads=50", "-i", names, "-P", folder / "wget2", "--no-robots"]))


def newsboat(options, folder):
    """Feeds as many as pages, of twenty entries each."""
    entries = "".join(f"<item><title>青石市人民政府通知第{n}号</title><link>http://127.0.1.1/{n}.html</link>"
                      f"<guid>{n}</guid><description>青石市人民政府关于印发第{n}号管理办法的通知</description></item>"
                      for n in range(20))
    per_host = options.pages // options.hosts
    for host in range(options.hosts):
        for n in range(per_host):
            (folder / f"town/h{host + 1}/f{n}.xml").write_text(
                f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host} {n}</title>'
                f"<link>http://127.0.1.1/</link><description>通知</description>{entries}</channel></rss>")
    feeds = folder / "feeds"
    feeds.write_text("".join(f"http://127.0.1.{h + 1}:{PORT}/f{n}.xml\n"
                             for h in range(options.hosts) for n in range(per_host)))
    settings = folder / "newsboat.conf"
    settings.write_text("reload-threads 8\n")
    command = ["newsboat", "-u", feeds, "-c", folder / "newsboat.db", "-C", settings, "-x", "reload"]
    home = dict(os.environ, HOME=str(folder))
    for when in ("new", "unchanged"):
        report(f"newsboat, {when}", options.hosts * per_host, *timed(command, env=home))


def peers(options, folder):
    urls = [f"http://127.0.1.{h + 1}:{PORT}/{n}.html" for h in range(options.hosts)
            for n in range(h * (options.pages // options.hosts) + 1, (h + 1) * (options.pages // options.hosts) + 1)]
    if shutil.which("urlwatch"):
        jobs = folder / "urls.yaml"
        jobs.write_text("---\n".join(f"url: {u}\nfilter:\n  - css: .TRS_Editor\n  - html2text\n" for u in urls))
        command = ["urlwatch", "--urls", jobs, "--config", folder / "urlwatch.yaml", "--cache", folder / "urlwatch.db"]
        report("urlwatch, new", len(urls), *timed(command))
        report("urlwatch, unchanged", len(urls), *timed(command))
    transfers(options, folder, urls)
    if shutil.which("newsboat"):
        newsboat(options, folder)
    if shutil.which("scrapy"):
        spider = folder / "spider.py"
        spider.write_text("import scrapy\nclass S(scrapy.Spider):\n  name='s'\n"
                          f"  start_urls=[u.strip() for u in open({str(folder / 'urls.txt')!r})]\n"
                          "  custom_settings={'CONCURRENT_REQUESTS':64,'LOG_ENABLED':False}\n"
                          "  def parse(self,r): yield {'t':r.css('.TRS_Editor ::text').getall()}\n")
        report("scrapy, css text", len(urls), *timed(["scrapy", "runspider", spider, "-o", folder / "out.jl"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--size", type=int, default=60_000, help="bytes a page")
    parser.add_argument("--known", type=int, default=10_000, help="pages of the memory measurement; 0: none")
    parser.add_argument("--peers", action="store_true", help="time the peers too")
    options = parser.parse_args()
    if not shutil.which("nginx"):
        sys.exit("nginx serves the pages: apt-get install nginx-light")
    with tempfile.TemporaryDirectory(prefix="gazetted-bench-") as name:
        folder = pathlib.Path(name)
        town_pages.write(folder / "town", options.hosts, options.pages, options.size, 0)
        server = nginx(folder, options.hosts)
        try:
            config = configure(folder, options.hosts)
            print(f"{options.pages} pages of {options.size} bytes on {options.hosts} hosts, no delay")
            passes(options, folder, config)
            if options.peers:
                peers(options, folder)
            if options.known:
                shutil.rmtree(folder / "store")
                shutil.rmtree(folder / "town")
                town_pages.write(folder / "town", options.hosts, options.known, 6_000, 0)
                timed([ROOT / "build/bench/gazetted", "run", "--once", "-c", config])
                memory = anonymous_memory(config, ROOT / "build/bench/gazetted")
                print(f"  anonymous memory of the daemon with {options.known} known pages: {memory:.0f} MB")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
