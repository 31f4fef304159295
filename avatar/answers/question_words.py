"""The words by which a question asks, and those that carry nothing: English, Chinese and Cantonese."""

from typing import Literal

from avatar.answers.word_lists import words

Kind = Literal["who", "when", "where", "how many", "how long", "how much", "why", "how", "what"]
"""What an answer must hold."""

CHINESE_KINDS: dict[Kind, tuple[str, ...]] = {
    "who": ("谁", "边个", "边位", "哪位", "什么人", "哪个人", "何人", "边啲人", "哪些人", "边间", "哪家"),
    "when": (
        *(
            "几时",
            "何时",
            "什么时候",
            "什么时间",
            "什么时分",
            "乜嘢时候",
            "咩时候",
            "咩时间",
            "几点",
            "几点钟",
        ),
        *("边日", "哪天", "哪一天", "哪日", "哪一日", "几月几日", "几号", "哪年", "哪一年", "边年", "日期"),
        *("何年", "哪个月", "什么日子", "乜嘢时间", "何日", "时间"),
    ),
    "where": (
        *("边度", "边处", "哪里", "哪裏", "哪儿", "何处", "什么地方", "乜嘢地方", "咩地方", "边", "地点"),
        *(
            "在哪",
            "喺边",
            "去边",
            "哪个房间",
            "边间房",
            "几楼",
            "哪个城市",
            "哪个国家",
            "边个地方",
            "哪个地方",
        ),
        *("哪间房", "哪一层", "边层"),
    ),
    "how long": ("几耐", "多久", "多长时间", "多长", "几长时间"),
    "how much": ("几多钱", "多少钱", "几钱", "多少资金", "多少港元", "多少元", "金额"),
    "how many": (
        "几多",
        "多少",
        "几个",
        "几间",
        "几位",
        "几名",
        "几多个",
        "多少个",
        "多少人",
        "几多人",
        "几项",
        "几份",
    ),
    "why": ("点解", "为什么", "为何", "为乜", "为咩", "何解", "因何"),
    "how": ("点样", "如何", "怎样", "怎么", "怎么样", "点", "怎"),
    "what": (
        *(
            "什么",
            "乜嘢",
            "咩",
            "乜",
            "哪个",
            "哪些",
            "哪一个",
            "哪",
            "何",
            "有咩",
            "有什么",
            "嘢",
            "边啲",
            "哪几",
        ),
        *(
            "边两个",
            "边三个",
            "哪两个",
            "哪三个",
            "边几个",
            "边几间",
            "边一个",
            "哪几间",
            "什么样",
            "甚么",
            "什么的",
        ),
    ),
}
"""As questions name it, in Simplified characters; longer words are looked for first."""

CHINESE_EMPTY = words(
    "负责 紧 条 作用 用途 功能 代表 意思 全称 𠮶 𠮶个 𠮶啲 想 余下 "
    "的 了 是 系 喺 嘅 有 冇 没 没有 呢 这 那 个 哋 吗 呀 啊 吧 啦 嘛 㗎 架 咗 过 着 在 于 由 与"
    " 和 及 以 为 被 把 将 向"
    " 从 到 至 对 同 同埋 埋 就 都 也 还 又 再 请 请问 想 知道 问 我 我们 我哋 你 你们 你哋 您"
    " 他 她 它 佢 佢哋 他们"
    " 一 一下 些 啲 可以 可唔可以 能 能够 会 要 应该 关于 有关 当中 其中 之 所 而 或 或者 但"
    " 但是 如果 地 得 之后 以及"
    " 并 等 位 名 间 项 份 次 唔 唔该 嚟 去 来 比 畀 俾 讲 说 话 告诉 介绍 叫 叫做 称为 嗰 嗰个"
    " 呢个 这个 那个 这次"
    " 今次 是次 本次 本 该 此 当时 时 里 里面 入面 上 下 中 内 方面 部分 主要 具体 究竟 到底"
    " 其实 总共 一共 合共 共 大约"
    " 约 大概 超过 有没有 有冇 是不是 是否 系咪 嘅话 多 很 最 用 使用 通过 透过 进行 做 做咗 曾"
    " 曾经 已经 已 正式 个个"
    " 名字 姓名 从事 推行 担任 出任 目前 现时 现在 一起 一齐 新 来自 有份 "
    " 家 份 所 条 起 吓 下 咁 噉 即 即是 即系 先 先生 女士 首 哪 边 几 号 日 月 年 点 分"
)
"""Chinese words that carry nothing a passage must hold, in Simplified characters."""

ENGLISH_EMPTY = words(
    "a about above actually after all also am an and any anyone anything approximately are as"
    " at be been being"
    " between both but by can could describe did do does doing done during each else ever"
    " exactly explain for"
    " from further get give had has have having he her here hers him his how however i if in"
    " into is it its just"
    " kindly know list many may me might more most much must my name named names of off on one"
    " only or other"
    " our ours out own per please s same shall she should show so some such t tell than that the their them"
    " then there these they this those through to too under up us very was we were what whats"
    " when where which"
    " while who whom whose why will with would you your yours exact approximate various several called call"
    " mention mentioned according say says said according number total happen happened happening kind kinds"
    " stand stands meant supposed mean means meaning abbreviation acronym"
    " type types sort thing things something someone somebody whether like able among together altogether"
    " overall currently presently already new amount refer refers referred"
)
"""English words that carry nothing a passage must hold."""

_HELD = words(
    "held hold holds place takes take took taking occur occurred located situated city country location"
    " date day month year 举行 举办 位于 召开"
)
EMPTY_WHEN_ASKED: dict[Kind, frozenset[str]] = {
    "when": _HELD,
    "where": _HELD,
    "how long": words("long last lasts lasted duration length take takes took run runs running"),
    "who": words("organisation organization organisations organizations company companies person people"),
}
"""Words that carry nothing in a question of a kind."""

NEGATIONS = words("not never no none neither nor without except cannot isnt wasnt didnt dont doesnt")
CHINESE_NEGATIONS = ("没有", "并非", "不是", "并没", "唔系", "未有", "不会", "唔会", "除了", "除咗")
CHINESE_ASKING = ("有没有", "有冇", "是不是", "系咪", "会不会", "会唔会", "是否", "能不能", "可不可以")
"""Asking whether, which denies nothing."""

QUESTION_WORDS = frozenset(
    {word for words in CHINESE_KINDS.values() for word in words}
    | CHINESE_EMPTY
    | {*CHINESE_NEGATIONS, *CHINESE_ASKING}
)
