"""The town of Qingshi (青石镇), which does not exist: its documents, and what becomes of them step by step.

Everything is counted from one day, the story's first: the texts carry dates, and a story told today must not
be a story of last year. `Story(first_day)` is the whole of it; town.py serves it, check_story.py compares what
the program told with what happened.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

GOVERNMENT = "青石镇人民政府"
OFFICE = "青石镇人民政府办公室"
ADDRESSEES = "各村民委员会、社区居民委员会，镇直各部门、各单位："


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass
class Page:
    """One document at one address, as one step of the story shows it."""

    key: str
    column: str  # zcwj or zcjd
    title: str
    issuer: str
    number: str  # "" for an interpretation
    theme: str
    signed: date
    body: list[str]
    path: str = ""

    def __post_init__(self):
        if not self.path:
            self.path = f"/zwgk/{self.column}/{self.signed:%Y%m}/t{self.signed:%Y%m%d}_{1000 + serial(self.key)}.html"

    @property
    def index_number(self) -> str:
        return f"QS0001/{self.signed.year}-{serial(self.number):05d}"


def serial(key: str) -> int:
    """A number like those that a site gives its pages: of no meaning, and always the same."""
    return sum(ord(c) * (i + 3) for i, c in enumerate(key)) % 9000


@dataclass
class Expected:
    """An event as the check looks at it."""

    type: str
    number: str = ""
    title: str = ""
    relation: str = ""


@dataclass
class Step:
    told: str  # what happened in the town, for the reader
    days: float  # after the first day, by the clock of judgement
    events: list[Expected] = field(default_factory=list)


def notice(lines, issuer, day, subject, attached):
    """A notice and what it carries: addressee, order, signature, then the text itself."""
    return [
        ADDRESSEES,
        *lines,
        issuer,
        chinese(day),
        "（此件公开发布）",
        subject,
        *attached,
    ]


class Story:
    def __init__(self, first_day: date):
        self.first = first_day
        self.pages = {page.key: page for page in self._pages()}
        self.steps = self._steps()

    def day(self, offset: int) -> date:
        return self.first + timedelta(days=offset)

    # The town at a step ------------------------------------------------------------------------------------

    def at(self, step: int) -> list[Page]:
        """The pages that can be reached at `step`, in no order."""
        shown = [self.pages[key] for key in ("water", "lift", "adverts", "flood", "old_reading")]
        shown.append(self.pages["business" if step < 3 else "business_amended"])
        shown.append(self.pages["trees" if step < 8 else "trees_moved"])
        if step >= 2:
            shown.append(self.pages["digital"])
        if step >= 6:
            shown.append(self.pages["repeal"])
        if step >= 7:
            shown.append(self.pages["reading"])
        if step in (9, 10):
            shown.remove(self.pages["flood"])
        return shown

    def is_blocked(self, step: int, page: Page) -> bool:
        """Whether the site's firewall answers in the page's stead."""
        return step == 4 and page.key == "water"

    # What happens ------------------------------------------------------------------------------------------

    def _steps(self) -> list[Step]:
        def event(type_, key, relation=""):
            return Expected(type_, self.pages[key].number, self.pages[key].title, relation)

        first = ("water", "lift", "adverts", "flood", "business", "trees")
        return [
            Step("the site as it is found: six policies and an interpretation", 0,
                 [event("policy.baseline", key) for key in first]),
            Step("only furniture changes: counters, generation times, neighbours, the day's greeting", 1),
            Step("a new action plan is published", 2, [event("policy.published", "digital")]),
            Step("the measures for small businesses are changed word by word, under the old address", 3,
                 [event("policy.amended", "business_amended")]),
            Step("a firewall answers for one page, with status 200", 4, [Expected("source.failing")]),
            Step("the page is back as it was", 5, [Expected("source.recovered")]),
            Step("a decision repeals two documents", 6,
                 [event("policy.published", "repeal"), event("policy.related", "lift", "repeals"),
                  event("policy.related", "adverts", "repeals")]),
            Step("the action plan is interpreted", 7, [event("policy.related", "digital", "interprets")]),
            Step("the rules on old trees move to another address", 8, [event("policy.moved", "trees")]),
            Step("the notice on floods cannot be found", 9),
            Step("the notice on floods still cannot be found", 10, [event("policy.withdrawn", "flood")]),
            Step("the notice on floods is back", 11, [event("policy.restored", "flood")]),
            Step("days go by: the plan takes effect, the measures are about to run out", 20,
                 [event("policy.effective", "digital"), event("policy.expiring", "business_amended")]),
        ]

    # The documents -----------------------------------------------------------------------------------------

    def _pages(self) -> list[Page]:
        return [self._water(), self._lift(), self._adverts(), self._flood(), *self._business(), *self._trees(),
                self._digital(), self._repeal(), self._reading(), self._old_reading()]

    def _water(self):
        day = self.day(-610)
        return Page("water", "zcwj", f"{GOVERNMENT}关于印发《青石镇农村供水管理办法》的通知", GOVERNMENT,
                    f"青政发〔{day.year}〕6号", "水利、水务", day, notice(
            ["《青石镇农村供水管理办法》已经镇政府第18次镇长办公会议研究通过，现印发给你们，请认真贯彻执行。"],
            GOVERNMENT, day, "青石镇农村供水管理办法", [
                "第一章　总则",
                "第一条　为加强农村供水管理，保障农村居民饮用水安全，维护供水单位和用水户的合法权益，结合本镇实际，制定本办法。",
                "第二条　本镇行政区域内农村集中供水工程的建设、运行、维护及其监督管理，适用本办法。",
                "第三条　农村供水坚持政府主导、分级负责、节约用水、有偿使用的原则。",
                "第二章　水源与水质",
                "第四条　供水水源地应当划定保护范围，设立明显标志。任何单位和个人不得在保护范围内从事可能污染水源的活动。",
                "第五条　供水单位应当每季度对出厂水和末梢水各检测一次，检测结果于十个工作日内在村务公开栏公布。",
                "第六条　水质不符合生活饮用水卫生标准的，供水单位应当立即采取措施，并在两小时内报告镇水利站。",
                "第三章　供水与用水",
                "第七条　供水单位应当保证连续供水。因检修等原因需要暂停供水的，应当提前二十四小时通知用水户。",
                "第八条　农村生活用水实行计量收费，每立方米不高于2.6元；分散供养特困人员每户每月减免5立方米。",
                "第九条　用水户不得擅自改装、拆除计量设施，不得向他人转供自来水。",
                "第四章　附则",
                "第十条　本办法由镇水利站负责解释。",
                "第十一条　本办法自印发之日起施行。",
            ]))

    def _lift(self):
        day = self.day(-420)
        return Page("lift", "zcwj", f"{OFFICE}关于印发《青石镇既有住宅加装电梯补贴实施细则》的通知", OFFICE,
                    f"青政办发〔{day.year}〕4号", "城乡建设、住房保障", day, notice(
            ["为做好既有住宅加装电梯工作，经镇政府同意，现将《青石镇既有住宅加装电梯补贴实施细则》印发给你们，请遵照执行。"],
            OFFICE, day, "青石镇既有住宅加装电梯补贴实施细则", [
                "一、补贴对象",
                "镇规划区内四层以上、未列入征收计划、无电梯的既有住宅，经专有部分面积占比三分之二以上且人数占比三分之二以上的业主同意加装电梯的，可以申请补贴。",
                "二、补贴标准",
                "（一）四层、五层住宅，每台电梯补贴8万元。",
                "（二）六层以上住宅，每台电梯补贴10万元。",
                "（三）补贴总额不超过电梯购置和安装费用的百分之四十。",
                "三、申请程序",
                "（一）申请人应当自电梯取得使用登记证之日起六十日内，向镇建设办公室提出申请。",
                "（二）镇建设办公室应当自受理之日起十五个工作日内完成现场核查，并将核查结果在小区公示七日。",
                "（三）公示无异议的，由镇财政所在二十个工作日内拨付补贴资金。",
                "四、监督管理",
                "补贴资金实行专账管理。弄虚作假套取补贴的，由镇财政所追回补贴，并依法追究责任。",
                "五、本细则自印发之日起施行。",
            ]))

    def _adverts(self):
        day = self.day(-900)
        return Page("adverts", "zcwj", f"{GOVERNMENT}关于印发《青石镇户外广告设置管理规定》的通知", GOVERNMENT,
                    f"青政发〔{day.year}〕9号", "城市管理", day, notice(
            ["现将《青石镇户外广告设置管理规定》印发给你们，请结合实际，认真组织实施。"],
            GOVERNMENT, day, "青石镇户外广告设置管理规定", [
                "第一条　为规范户外广告设置，美化镇容镇貌，根据有关规定，制定本规定。",
                "第二条　在本镇建成区内利用建筑物、道路、广场等设置户外广告的，应当遵守本规定。",
                "第三条　户外广告设置应当符合镇区总体规划，与周围环境相协调，不得影响市政公共设施使用。",
                "第四条　下列区域不得设置大型户外广告：中小学校校门两侧五十米以内，文物保护单位建设控制地带，危险房屋。",
                "第五条　设置大型户外广告的，应当向镇综合行政执法办公室提出申请，并提交设置位置图、效果图和安全承诺书。",
                "第六条　镇综合行政执法办公室应当自受理申请之日起十个工作日内作出决定。",
                "第七条　户外广告设置期限不超过三年。期满需要继续设置的，应当在期满三十日前重新申请。",
                "第八条　设置人应当每年对户外广告设施进行一次安全检测，遇有大风、暴雨等灾害性天气时应当及时加固。",
                "第九条　违反本规定设置户外广告的，责令限期改正；逾期不改正的，依法予以拆除。",
                "第十条　本规定自印发之日起施行。",
            ]))

    def _flood(self):
        day = self.day(-45)
        return Page("flood", "zcwj", f"{OFFICE}关于做好{day.year}年防汛备汛工作的通知", OFFICE,
                    f"青政办发〔{day.year}〕1号", "应急管理", day, [
            ADDRESSEES,
            "汛期将至，为切实做好今年防汛备汛工作，确保人民群众生命财产安全，经镇政府同意，现将有关事项通知如下。",
            "一、压实防汛责任。各村（社区）主要负责人为本辖区防汛第一责任人，要逐级签订责任书，将责任落实到每一座塘坝、每一段河道、每一户群众。",
            "二、全面排查隐患。对全镇12座小型水库、38处塘坝、6处地质灾害隐患点逐一排查，建立台账，月底前整改到位。",
            "三、备足物资队伍。镇级储备编织袋2万条、救生衣300件、应急照明设备40套；各村组建不少于15人的抢险队伍。",
            "四、加强监测预警。水利站要做好雨情、水情监测，预警信息须在十五分钟内通知到户到人。",
            "五、组织应急演练。各村（社区）应当在主汛期到来前至少组织一次人员转移演练，并留存影像资料。",
            "六、果断转移避险。达到转移条件的，要提前组织群众转移，不漏一户、不落一人，转移群众未经批准不得返回。",
            "七、严格值班值守。汛期实行24小时值班和领导带班制度，重要情况立即报告，不得迟报、漏报、瞒报。",
            "八、强化督导检查。镇纪委、党政办公室将对各村防汛工作进行明查暗访，对工作不力的予以通报。",
            "九、做好灾后恢复。各有关单位要提前制定灾后防疫、供电、供水和道路抢通预案，尽快恢复生产生活秩序。",
            OFFICE,
            chinese(day),
            "（此件公开发布）",
        ])

    def _business(self):
        day = self.day(-200)
        until = self.day(46)
        head = ["为进一步优化营商环境，激发小微企业发展活力，现将《青石镇支持小微企业发展若干措施》印发给你们，请认真抓好落实。"]
        title = f"{GOVERNMENT}关于印发《青石镇支持小微企业发展若干措施》的通知"
        articles = [
            "第一条　支持对象为在本镇注册、纳税，从业人员不超过一百人的小型企业、微型企业和个体工商户。",
            "第二条　对首次升规入统的小微企业，一次性给予5万元奖励。",
            "第三条　对符合条件的小微企业贷款给予贴息，单户贷款额度最高50万元，贴息期限不超过一年。",
            "第四条　设立小微企业转贷应急资金300万元，单户使用时间不超过十个工作日。",
            "第五条　小微企业租用镇属标准厂房的，第一年免收租金，第二年租金减半收取。",
            "第六条　对招用高校毕业生并缴纳社会保险满六个月的，按照每人1000元给予一次性补贴。",
            "第七条　每月15日为小微企业服务日，由镇领导轮流接待，现场协调解决企业诉求。",
            "第八条　镇财政每年安排不少于200万元用于落实本措施，资金使用情况向社会公开。",
            "第九条　以虚假材料骗取补助资金的，追回资金，三年内不得申报各类扶持项目。",
            f"第十条　本措施由镇经济发展办公室负责解释，自印发之日起施行，有效期至{chinese(until)}。",
        ]
        amended = list(articles)
        amended[2] = "第三条　对符合条件的小微企业贷款给予贴息，单户贷款额度最高80万元，贴息期限不超过两年。"
        amended[4] = "第五条　小微企业租用镇属标准厂房的，前两年免收租金，第三年租金减半收取。"
        amended[8:] = [
            "第九条　对获得发明专利授权的小微企业，每件给予2000元奖励，同一企业每年不超过2万元。",
            "第十条　以虚假材料骗取补助资金的，追回资金，三年内不得申报各类扶持项目。",
            f"第十一条　本措施由镇经济发展办公室负责解释，自印发之日起施行，有效期至{chinese(until)}。",
        ]
        return [Page(key, "zcwj", title, GOVERNMENT, f"青政发〔{day.year}〕11号", "工业、商贸", day,
                     notice(head, GOVERNMENT, day, "青石镇支持小微企业发展若干措施", text),
                     f"/zwgk/zcwj/{day:%Y%m}/t{day:%Y%m%d}_2011.html")
                for key, text in (("business", articles), ("business_amended", amended))]

    def _trees(self):
        day = self.day(-330)
        page = Page("trees", "zcwj", f"{GOVERNMENT}关于印发《青石镇古树名木保护管理办法》的通知", GOVERNMENT,
                    f"青政发〔{day.year}〕2号", "林业", day, notice(
            ["《青石镇古树名木保护管理办法》已经镇政府研究同意，现予印发，请认真遵照执行。"],
            GOVERNMENT, day, "青石镇古树名木保护管理办法", [
                "第一条　为加强古树名木保护，传承历史文化，促进生态文明建设，制定本办法。",
                "第二条　本办法所称古树，是指树龄在一百年以上的树木；名木，是指稀有、珍贵或者具有重要纪念意义的树木。",
                "第三条　古树名木按照树龄分为三级保护：五百年以上为一级，三百年以上不满五百年为二级，一百年以上不满三百年为三级。",
                "第四条　镇林业站应当每五年组织一次古树名木普查，逐株登记、编号、拍照、定位，建立一树一档。",
                "第五条　古树名木应当设立保护标志，标明中文名称、学名、树龄、保护等级、编号和养护责任人。",
                "第六条　古树名木实行养护责任制。生长在村集体土地上的，由所在村民委员会负责；生长在庭院内的，由住户负责。",
                "第七条　养护责任人应当做好松土、浇水、防治病虫害等日常养护，发现长势衰弱的，应当在三日内报告镇林业站。",
                "第八条　禁止下列行为：砍伐、擅自移植；剥皮挖根、刻划钉钉；树冠垂直投影外五米范围内倾倒有害废渣废液。",
                "第九条　建设项目涉及古树名木的，应当在规划设计阶段提出避让和保护措施。",
                "第十条　镇财政每年安排古树名木保护专项经费，一级古树每株每年补助养护费600元。",
                "第十一条　对保护古树名木成绩显著的单位和个人，给予表扬；对损害古树名木的，依法处理。",
                "第十二条　本办法自印发之日起施行。",
            ]))
        moved = Page("trees_moved", page.column, page.title, page.issuer, page.number, page.theme, page.signed,
                     page.body, "/zwgk/gzk/xzgfxwj/content_20250002.html")
        return [page, moved]

    def _digital(self):
        day = self.day(2)
        years = f"{day.year}—{day.year + 2}年"
        return Page("digital", "zcwj", f"{GOVERNMENT}关于印发《青石镇数字乡村建设三年行动计划（{years}）》的通知", GOVERNMENT,
                    f"青政发〔{day.year}〕3号", "信息化", day, notice(
            [f"现将《青石镇数字乡村建设三年行动计划（{years}）》印发给你们，请结合实际，认真贯彻落实。"],
            GOVERNMENT, day, f"青石镇数字乡村建设三年行动计划（{years}）", [
                "为加快推进数字乡村建设，以数字化赋能乡村全面振兴，制定本行动计划。",
                "一、总体目标",
                f"到{day.year + 2}年底，行政村千兆光网和第五代移动通信网络通达率达到百分之百，政务服务事项网上可办率达到百分之九十五以上，建成智慧农业示范基地6个。",
                "二、重点任务",
                "（一）夯实数字底座。新建通信基站28座，改造农村电网线路46公里，建设镇级数据共享平台。",
                "（二）发展智慧农业。在茶叶、葡萄、中药材等主导产业推广物联网监测、水肥一体化和无人机植保，覆盖面积1.2万亩。",
                "（三）培育农村电商。升级村级电商服务站23个，培训电商人才500人次，农产品网络零售额年均增长百分之十五。",
                "（四）提升治理效能。整合网格、综治、应急等系统，探索人工智能辅助受理群众诉求，办理时限压缩至三个工作日。",
                "（五）优化便民服务。推动社保、医保、不动产等高频事项下沉到村，为老年人提供上门帮办服务。",
                "三、保障措施",
                "（一）加强组织领导。成立由镇长任组长的数字乡村建设工作专班，每季度召开一次调度会。",
                "（二）强化资金保障。统筹安排专项资金，三年累计投入不少于1800万元。",
                "（三）筑牢安全防线。落实网络安全责任制和数据分类分级保护制度，每年开展一次应急演练。",
                f"本行动计划自{chinese(self.day(15))}起施行。",
            ]))

    def _repeal(self):
        day = self.day(6)
        lift, adverts = self._lift(), self._adverts()
        return Page("repeal", "zcwj", f"{GOVERNMENT}关于废止部分行政规范性文件的决定", GOVERNMENT,
                    f"青政发〔{day.year}〕4号", "政务公开", day, [
            ADDRESSEES,
            "为维护法制统一，推进依法行政，镇政府对现行有效的行政规范性文件进行了全面清理。经研究，决定废止下列行政规范性文件：",
            f"一、《{lift.title}》（{lift.number}）",
            f"二、《{adverts.title}》（{adverts.number}）",
            "上述文件自本决定公布之日起停止执行，不再作为行政管理的依据。",
            "对停止执行前已经依照上述文件受理、尚未办结的事项，按照下列规定办理：",
            "（一）已经受理的加装电梯补贴申请，符合原规定条件的，由镇建设办公室继续办理，所需资金由镇财政所安排。",
            "（二）已经批准设置的户外广告，在批准的期限内可以继续设置；期满后应当按照上级有关规定重新办理手续。",
            "各村（社区）、各部门要做好宣传解释和工作衔接，及时更新政务公开栏和办事指南中的相关内容。",
            "镇司法所要建立行政规范性文件定期清理机制，每两年组织一次全面清理，清理结果向社会公布。",
            "本决定自公布之日起施行。",
            GOVERNMENT,
            chinese(day),
            "（此件公开发布）",
        ])

    def _reading(self):
        day = self.day(7)
        plan = self._digital()
        name = plan.title.removeprefix(f"{GOVERNMENT}关于印发").removesuffix("的通知")
        return Page("reading", "zcjd", f"{name}政策解读", GOVERNMENT, "", "", day, [
            f"近日，{GOVERNMENT}印发了{name}（{plan.number}，以下简称《行动计划》）。为便于社会各界理解，现解读如下。",
            "一、为什么要制定《行动计划》？",
            "数字乡村是乡村振兴的战略方向。近年来，我镇农村信息基础设施明显改善，但仍存在数据不通、应用不深、人才不足等问题，需要统筹谋划、一体推进。",
            "二、《行动计划》的主要目标是什么？",
            "用三年时间，实现行政村千兆光网和第五代移动通信网络全覆盖，政务服务事项基本实现网上可办，建成一批可看可学的智慧农业示范基地。",
            "三、《行动计划》有哪些重点任务？",
            "主要包括夯实数字底座、发展智慧农业、培育农村电商、提升治理效能、优化便民服务五个方面，共二十三项具体工作。",
            "四、群众能得到哪些实惠？",
            "村民足不出村就能办理社保、医保等高频事项；种植户可以免费使用镇级农业数据平台的气象和病虫害预警服务。",
            "五、资金从哪里来？",
            "镇财政统筹安排，同时积极争取上级专项资金和社会资本，三年累计投入不少于一千八百万元。",
        ])

    def _old_reading(self):
        day = self.day(-600)
        water = self._water()
        return Page("old_reading", "zcjd", "《青石镇农村供水管理办法》政策解读", GOVERNMENT, "", "", day, [
            f"《青石镇农村供水管理办法》（{water.number}）已经印发实施，现就有关内容解读如下。",
            "一、起草背景",
            "我镇共有农村集中供水工程9处，服务人口3.1万人。随着工程运行年限增长，管理责任不清、水费收缴困难等问题逐渐显现，有必要作出统一规定。",
            "二、主要内容",
            "办法共四章十一条，明确了水源保护、水质检测、供水服务和水费计收等方面的要求。",
            "三、亮点举措",
            "一是明确水质检测结果按季度公开；二是规定停水须提前二十四小时告知；三是对特困人员用水给予减免。",
            "四、下一步工作",
            "镇水利站将加强业务指导和监督检查，畅通供水服务热线，及时回应群众关切。",
        ])
