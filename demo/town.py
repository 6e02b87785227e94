#!/usr/bin/env python3
"""Serves the town of story.py on loopback, in the manner of the sites that Chinese towns have.

    demo/town.py [--port N] [--first-day YYYY-MM-DD] [--every SECONDS] [--address-file FILE]

Without --every the story stands still until it is told: POST /__story/N. With it, it goes on by itself, and
says so on stdout. --port 0 takes a free port; the address is written to the address file once it is open.
"""

import argparse
import hashlib
import html
import itertools
import os
import re
import threading
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from story import Story

COLUMNS = {"zcwj": "政策文件", "zcjd": "政策解读"}
PER_PAGE = 5

HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="SiteName" content="青石镇人民政府">
<meta name="SiteDomain" content="www.qingshi.example">
<meta name="SiteIDCode" content="0000000001">
<meta name="ColumnName" content="{column}">
<meta name="ColumnType" content="{column}">
{meta}<title>{title}_青石镇人民政府</title>
<link rel="stylesheet" href="/css/style.css?t={stamp}">
<script src="/js/site.js?t={stamp}"></script>
</head>
<body>
<div class="top"><span class="today">今天是{today}</span> <span>{greeting}</span></div>
<div class="logo"><a href="/">青石镇人民政府</a></div>
<div class="nav"><ul>
<li><a href="/">首页</a></li><li><a href="/zjqs/">走进青石</a></li><li><a href="/zwgk/zcwj/index.html">政策文件</a></li>
<li><a href="/zwgk/zcjd/index.html">政策解读</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li>
</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/{key}/index.html">{column}</a></div>
"""

FOOT = """<div class="footer">
<p>主办单位：青石镇人民政府　承办单位：青石镇党政综合办公室</p>
<p>网站标识码：0000000001　联系电话：0000-0000000</p>
<p>您是第 {visits} 位访问者　页面生成时间：{now}</p>
</div>
</body>
</html>
"""

ARTICLE = """<div class="article">
{block}<h1 class="article-title">{title}</h1>
<div class="article-info"><span>发布时间：{published}</span> <span>来源：{source}</span> <span>浏览次数：<em id="hits">{visits}</em></span>
 <span class="fontsize">字号：【<a href="javascript:big()">大</a> <a href="javascript:small()">小</a>】</span></div>
<div class="TRS_Editor" id="zoom">
{body}
</div>
<div class="share">分享到：<a href="javascript:share('wx')">微信</a> <a href="javascript:share('wb')">微博</a> <a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div>
<div class="neighbours"><p>上一篇：{previous}</p><p>下一篇：{next}</p></div>
<div class="related"><h3>相关链接</h3><ul>{related}</ul></div>
</div>
"""

BLOCK = """<table class="xxgk" width="100%">
<tr><td><b>索 引 号：</b></td><td>{index}</td><td><b>主题分类：</b></td><td>{theme}</td></tr>
<tr><td><b>发文机关：</b></td><td>{issuer}</td><td><b>成文日期：</b></td><td>{signed}</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">{title}</td></tr>
<tr><td><b>发文字号：</b></td><td>{number}</td><td><b>发布日期：</b></td><td>{published}</td></tr>
</table>
"""

CHALLENGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>安全验证</title></head>
<body><div id="challenge"><p>正在进行安全验证，请稍候……</p><p>您的访问过于频繁，请完成验证后继续访问。</p>
<noscript>请开启 JavaScript 并刷新该页。</noscript></div>
<script>setTimeout(function(){{document.cookie="__waf={token}";location.reload();}},3000);</script></body></html>
"""

MISSING = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>404</title></head><body><h1>404 Not Found</h1></body></html>
"""

GREETINGS = ("上善若水，青石如画", "欢迎来到青石", "为人民服务", "绿水青山就是金山银山")


def link(page):
    title = html.escape(page.title)
    return f'<a href="{page.path}" title="{title}" target="_blank">{title}</a>'


class Town:
    """The site at one step. Requests come on many threads; the step is one integer."""

    def __init__(self, story):
        self.story = story
        self.step = 0
        self._visits = itertools.count(20311, 7)

    def answer(self, path):
        """Status and body."""
        clean = path.split("?", 1)[0]
        if clean == "/robots.txt":
            return 200, "User-agent: *\nDisallow: /__story/\n"
        listed = re.fullmatch(r"/zwgk/(zcwj|zcjd)/(?:index(?:_(\d+))?\.html)?", clean)
        if listed:
            return self._list(listed[1], int(listed[2] or 0))
        pages = self.story.at(self.step)
        for page in pages:
            if page.path == clean:
                if self.story.is_blocked(self.step, page):
                    return 200, CHALLENGE.format(token=os.urandom(8).hex())
                return 200, self._article(page, pages)
        return 404, MISSING

    def _frame(self, key, title, meta, middle):
        now = datetime.now()
        visits = next(self._visits)
        head = HEAD.format(column=COLUMNS[key], key=key, title=html.escape(title), meta=meta,
                           stamp=now.strftime("%Y%m%d%H%M%S"), today=now.strftime("%Y年%m月%d日"),
                           greeting=GREETINGS[self.step % len(GREETINGS)])
        return head + middle + FOOT.format(visits=visits, now=now.strftime("%Y-%m-%d %H:%M:%S"))

    def _column(self, key):
        return sorted((page for page in self.story.at(self.step) if page.column == key),
                      key=lambda page: (page.signed, page.path), reverse=True)

    def _list(self, key, number):
        pages = self._column(key)
        count = max(1, -(-len(pages) // PER_PAGE))
        if number >= count:
            return 404, MISSING
        items = "\n".join(f"<li>{link(page)}<span>{page.signed:%Y-%m-%d}</span></li>"
                          for page in pages[number * PER_PAGE:(number + 1) * PER_PAGE])
        following = f'<a class="next" href="index_{number + 1}.html">下一页</a>' if number + 1 < count else ""
        middle = (f'<div class="list"><h2>{COLUMNS[key]}</h2>\n<ul class="news-list">\n{items}\n</ul>\n'
                  f'<div class="pager">{following}<script>createPageHTML({count}, {number}, "index", "html");</script>'
                  "</div></div>\n")
        return 200, self._frame(key, COLUMNS[key], "", middle)

    def _article(self, page, pages):
        column = self._column(page.column)
        place = column.index(page)
        others = [other for other in pages if other is not page]
        published = f"{page.signed:%Y-%m-%d}"
        meta = (f'<meta name="ArticleTitle" content="{html.escape(page.title)}">\n'
                f'<meta name="PubDate" content="{published} 09:{place:02d}">\n'
                f'<meta name="ContentSource" content="{page.issuer}">\n')
        block = "" if not page.number else BLOCK.format(
            index=page.index_number, theme=page.theme, issuer=page.issuer,
            signed=f"{page.signed.year}年{page.signed.month}月{page.signed.day}日", title=html.escape(page.title),
            number=page.number, published=published)
        middle = ARTICLE.format(
            block=block, title=html.escape(page.title), published=published, source=page.issuer,
            visits=next(self._visits), body="\n".join(f"<p>　　{html.escape(line)}</p>" for line in page.body),
            previous=link(column[place - 1]) if place > 0 else "没有了",
            next=link(column[place + 1]) if place + 1 < len(column) else "没有了",
            related="".join(f"<li>{link(others[(self.step + i) % len(others)])}</li>" for i in range(3)))
        return self._frame(page.column, page.title, meta, middle)


def handler_for(town):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "Qingshi"

        def do_GET(self):
            status, text = town.answer(self.path)
            self._send(status, text)

        def do_POST(self):
            wanted = re.fullmatch(r"/__story/(\d+)", self.path)
            if not wanted or int(wanted[1]) >= len(town.story.steps):
                self._send(404, MISSING)
                return
            town.step = int(wanted[1])
            self._send(200, town.story.steps[town.step].told + "\n")

        def _send(self, status, text):
            body = text.encode()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            kind = "text/html" if text.startswith("<") else "text/plain"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("ETag", tag)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


def go_on(town, seconds, wait):
    """Tells the story by itself. Its last step is one of passing days, which a clock on the wall has not."""
    last = len(town.story.steps) - 2
    while town.step < last and not wait(seconds):
        town.step += 1
        print(f"\n── the town: {town.story.steps[town.step].told}", flush=True)
    if not wait(seconds):
        print("\n── the town: that was the story. It stays as it is; Ctrl-C ends.", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--first-day", type=date.fromisoformat, default=date.today() - timedelta(days=12),
                        help="of the story; the default has all of it lie behind us")
    parser.add_argument("--every", type=float, help="seconds from step to step")
    parser.add_argument("--address-file", help="gets the address once the site is open")
    options = parser.parse_args()

    town = Town(Story(options.first_day))
    server = ThreadingHTTPServer(("127.0.0.1", options.port), handler_for(town))
    server.daemon_threads = True
    if options.address_file:
        with open(options.address_file + ".new", "w") as out:
            out.write(f"http://127.0.0.1:{server.server_port}\n")
        os.rename(options.address_file + ".new", options.address_file)
    closing = threading.Event()
    if options.every:
        threading.Thread(target=go_on, args=(town, options.every, closing.wait), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        closing.set()


if __name__ == "__main__":
    main()
