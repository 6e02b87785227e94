"""Government pages of any number and size for the benchmarks: Chinese text made of syllables of the
language of decrees, in the manner of a TRS site. The same seed gives the same pages."""

import pathlib
import random

WORDS = ("加强 推进 完善 落实 监督 管理 改革 创新 发展 建设 服务 保障 公共 安全 企业 项目 资金 补助 审批 登记 "
         "农村 城市 交通 环境 教育 卫生 文化 科技 人才 产业 平台 数据 标准 质量 责任 部门 单位 机构 人民政府 办公室 "
         "应当 依法 按照 根据 有关 规定 要求 组织 实施 申请 材料 期限 工作日 评估 检查 考核 公开").split()


def sentence(rng, length):
    return "".join(rng.choice(WORDS) for _ in range(length)) + "。"


def article(rng, number, size, edition):
    """One page of about `size` bytes; another `edition` amends one clause."""
    paragraphs, length, clause = [], 0, 1
    amended = rng.randrange(3, 10)
    body_size = int(size * 0.8)
    while length < body_size:
        text = f"第{clause}条　" + "".join(sentence(rng, rng.randrange(8, 20)) for _ in range(3))
        if clause == amended:
            text += f"补助比例为{50 + edition * 5}%，每年不超过{20 + edition}万元。"
        paragraphs.append(f'<p style="text-indent: 2em; line-height: 28px;">{text}</p>')
        length += len(paragraphs[-1].encode())
        clause += 1
    title = f"青石市人民政府关于印发第{number}号管理办法的通知"
    menu = "".join(f'<li class="item"><a href="/zwgk/c{i}/" title="栏目{i}">{sentence(rng, 3)}</a></li>'
                   for i in range(size // 1500))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-03-05 09:00:00">
<meta name="ColumnType" content="政策文件"></head><body><div class="nav"><ul>{menu}</ul></div>
<table class="xxgk"><tr><td><b>索 引 号：</b></td><td>QS/2026-{number}</td><td><b>发文机关：</b></td><td>青石市人民政府</td></tr>
<tr><td><b>发文字号：</b></td><td>青政发〔2026〕{number}号</td><td><b>成文日期：</b></td><td>2026年3月2日</td></tr></table>
<h1>{title}</h1><div class="info">发布时间：2026-03-05　浏览次数：<span>{rng.randrange(9999)}</span></div>
<div class="TRS_Editor">{"".join(paragraphs)}<p>青石市人民政府</p><p>2026年3月2日</p></div>
<div class="footer">主办：青石市人民政府办公室</div></body></html>"""


def list_page(numbers):
    items = "".join(f'<li><a href="/{n}.html" title="青石市人民政府关于印发第{n}号管理办法的通知">'
                    f'青石市人民政府关于印发第{n}号管理办法的通知</a><span>2026-03-05</span></li>\n' for n in numbers)
    return (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>政策文件</title></head><body>'
            f'<ul class="list">{items}</ul></body></html>')


def write(folder, hosts, pages, size, edition):
    """`pages` articles over `hosts` folders h1 … hN, each with its list."""
    folder = pathlib.Path(folder)
    per_host = pages // hosts
    for host in range(hosts):
        root = folder / f"h{host + 1}"
        root.mkdir(parents=True, exist_ok=True)
        numbers = range(host * per_host + 1, (host + 1) * per_host + 1)
        if edition == 0:
            (root / "index.html").write_text(list_page(numbers))
        for number in numbers:
            (root / f"{number}.html").write_text(article(random.Random(number), number, size, edition))
