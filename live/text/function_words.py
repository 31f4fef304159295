"""Small words that tell where a sentence or phrase may end, by language; all in lower case."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = _words(
    "mr mrs ms dr prof rev hon gen col lt sgt capt st jr sr vs e.g i.e ca approx dept est inc ltd "
    "co sra srta ud uds dña mme mlle mm bzw ggf evtl inkl hr fr ph.d jan feb aug sept oct nov dec"
)
"""Their full stop ends no sentence."""
MAY_END_SENTENCES = _words("etc a.m p.m usw i")
"""Their full stop ends a sentence where the next one starts with a capital letter."""
BEFORE_NUMBERS = _words("no nos nr núm num fig vol p pp art ch sec nº n.º abs ziff")
"""Their full stop ends a sentence unless a number follows."""
ORDINAL_LANGUAGES = _words("de da nb no nn fi is cs sk pl hu hr sl")
"""Languages that write "the 3rd" as "3."."""

PHRASE_WORDS = {
    "en": _words(
        "and or but nor so because although though while when where which who whom whose that if "
        "unless until since as than to of in on at by for from with without into onto over under "
        "about after before between through during against among toward towards"
    ),
    "es": _words(
        "y e o u pero sino porque aunque cuando donde que quien si como para por de del a al en con "
        "sin sobre entre hasta desde hacia según"
    ),
    "fr": _words(
        "et ou mais donc car parce lorsque quand où que qui dont si comme pour par de du des à au aux "
        "en dans avec sans sur sous entre chez vers depuis pendant avant après"
    ),
    "de": _words(
        "und oder aber denn sondern weil obwohl wenn als wo dass daß ob damit bis seit für von vom zu "
        "zum zur in im an am auf aus bei beim mit nach über unter vor zwischen durch gegen ohne um"
    ),
    "pt": _words(
        "e ou mas porque embora quando onde que quem se como para por de do da dos das a ao à em no "
        "na nos nas com sem sobre entre até desde"
    ),
    "it": _words(
        "e ed o ma perché quando dove che chi se come per da di del della in nel con senza su tra fra verso"
    ),
}
"""Conjunctions and prepositions: a line or row ends well before them."""

ARTICLES = {
    "en": _words("the a an my your our his her its their this these those very"),
    "es": _words("el la los las un una unos unas mi su sus este esta"),
    "fr": _words("le la les un une mon ma mes notre nos votre vos son sa ses leur leurs ce cet cette ces"),
    "de": _words(
        "der die das den dem des ein eine einen einem einer eines mein unser ihr sein dieser diese dieses"
    ),
    "pt": _words("o a os as um uma uns umas meu minha seu sua este esta"),
    "it": _words("il lo la i gli le un uno una mio mia suo sua questo questa"),
}
"""Articles and the like: a line or row ends badly after them."""

CHINESE_CONNECTIVES = tuple(
    _words(
        "但 而且 因为 因為 所以 如果 或者 然后 然後 并且 並且 不过 不過 可是 虽然 雖然 同时 同時 另外 "
        "以及 例如 同埋 因此 然而"
    )
)
"""Chinese: a row ends well before them."""
CHINESE_PARTICLES = frozenset("的了们們嘅咗")
"""Chinese: a row ends well after them."""
