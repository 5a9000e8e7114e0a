"""Numbers of several words, such as `5 million`, `minus 10` or `one hundred five`: where one would be cut."""

import re
import unicodedata
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final, NamedTuple

POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+"
)
"""Vowel points and accents of Hebrew and Arabic, which most texts leave out."""


def _any(words: str) -> str:
    """A pattern for any of `words`; `.` at the end of one stands for its end."""
    each = [
        re.escape(word[:-1]) + r"(?!\w)" if word.endswith(".") else re.escape(word)
        for word in unicodedata.normalize("NFKC", words).split()
    ]
    return "|".join(each)


# What makes another number of the digits before it.
_MULTIPLES: Final = _any(
    "hundred thousand dozen million billion trillion lakh crore mio. mrd. mln. mld. mn. bn. k. mio mrd mln "
    "mld tausend milliard duizend miljoen miljard miljon tusen tusind hundert mil. mille. mila. millones "
    "millón milhão milhões bilhão bilhões bilião biliões trilhão trilhões milion miliard tysi tys. tisíc "
    "milyon milyar bin. ezer millió milliárd tuhat miljoona milioane mii. triệu tỷ. tỉ. nghìn ngàn ribu. "
    "juta. miliar triliun тыс млн млрд милли мільйон мільярд тисяч хиляд милион милиард χιλιάδ εκατομμύρι "
    "δισεκατομμύρι ألف آلاف مليون ملايين مليار بليون هزار میلیون میلیارد אלף אלפים מיליון מיליוני מיליארד "
    "हज़ार हजार लाख करोड़ হাজার লাখ কোটি 만 억 조 천 percent prozent procent процент відсот 퍼센트 "
    "ร้อย พัน หมื่น แสน ล้าน"
)
_IN_WORDS: Final = (
    r"per cent|pour cent|por ciento|por cento|per cento|and (?:a|one)[ -]half|et demie?(?!\w)|y medio(?!\w)"
    r"|[€£$¥₽₹]\d|(?:point|komma|virgule|virgola|vírgula) \d|x ?\d|\*\*"
)
_AFTER_DIGIT = re.compile(rf"(?<=\d) ?(?:{_MULTIPLES}|{_IN_WORDS})", re.IGNORECASE)
_BEFORE_DIGIT = re.compile(
    r"(?:\b(?:minus|negative|moins|menos|meno|минус|мінус|yüzde|ร้อยละ) |[<>\u2264\u2265\u00b1~\u2248_]"
    r"|(?:\A|(?<=[\s(\[]))[.,]|\d[\u4e07\u842c\u4ebf\u5104\u5146\ub9cc\uc5b5\uc870\ucc9c] ?)\Z",
    re.IGNORECASE,
)
# Numbers in words of Thai, which has no spaces between words.
_THAI_WORDS: Final = _any("หนึ่ง เอ็ด สอง ยี่ สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ร้อย พัน หมื่น แสน ล้าน ครึ่ง")
_THAI = re.compile(rf"(?:{_THAI_WORDS})\0(?:{_THAI_WORDS})")
_THAI_CHARS: Final = 5
_TIMES = re.compile(r"\d(?: ?\0 ?x ?| ?x ?\0 ?)\d")
_TIMES_CHARS: Final = 4
_SPACED_RANGE = re.compile(r"(\d[\d.,]*+) [-\u2010-\u2013\u2212] (\d[\d.,]*)")
# In `5 to 6 million` the first number is in millions too.
_SHARED_MULTIPLE = re.compile(
    r"(\d[\d.,]*+) (?:to|or|bis|oder|à|ou|a|o|tot|of|til|till|eller|до|или|або|do|lub|nebo) "
    rf"(\d[\d.,]*+) ?(?:{_MULTIPLES})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|zwischen|entre|tra|fra|tussen|mellan|mellem|mellom|между|між|między|mezi) (\d[\d.,]*+) "
    rf"(?:and|und|et|y|e|en|och|og|и|та|a) (\d[\d.,]*+) ?(?:{_MULTIPLES})",
    re.IGNORECASE,
)


class _Language(NamedTuple):
    """The words of numbers in a language; `*` stands for any letters.

    What stands in `ones` may be an article as well. The words of `joins` stand within a number after
    hundreds and more, those of `tens_joins` after tens too. `parts` follow a number, `starts` precede one.
    """

    ones: str
    units: str
    teens: str
    tens: str
    hundreds: str
    thousands: str
    millions: str
    more: str
    joins: str = ""
    tens_joins: str = ""
    points: str = ""
    parts: str = ""
    starts: str = "minus"


_LANGUAGES: Final = (
    _Language(
        ones="",
        units="zero oh one two three four five six seven eight nine",
        teens="ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        tens="twenty thirty forty fifty sixty seventy eighty ninety",
        hundreds="hundred hundreds dozen dozens tens",
        thousands="thousand thousands lakh",
        millions="million millions crore",
        more="billion* trillion* percent",
        joins="and",
        points="point",
        parts="per cent|and a half|and one half|and a quarter|thirds|quarters|fifths|tenths",
        starts="minus|negative|several|few|half a|half|quarter|quarter of a|quarters of a|third of "
        "a|thirds of a",
    ),
    _Language(
        ones="ein eine einer einem einen",
        units="null eins anderthalb *einhalb zwei drei vier fünf sechs sieben acht neun",
        teens="zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        tens="*zwanzig *dreißig *vierzig *fünfzig *sechzig *siebzig *achtzig *neunzig",
        hundreds="*hundert*",
        thousands="*tausend*",
        millions="million millionen",
        more="milliarde milliarden billion billionen prozent",
        joins="und",
        points="komma",
        parts="einhalb|und ein halb|und eine halbe",
        starts="minus|mehrere|einige|paar|eine halbe|halbe",
    ),
    _Language(
        ones="un une",
        units="zéro deux trois quatre cinq six sept huit neuf",
        teens="onze douze treize quatorze quinze seize dix",
        tens="vingt trente quarante cinquante soixante septante huitante octante nonante",
        hundreds="cent cents vingts dizaine dizaines centaine centaines",
        thousands="mille millier milliers",
        millions="million millions",
        more="milliard milliards billion billions",
        joins="et",
        tens_joins="et",
        points="virgule",
        parts="et demi|et demie|pour cent",
        starts="moins|plusieurs|quelques|un demi|demi",
    ),
    _Language(
        ones="un una uno",
        units="cero dos tres cuatro cinco seis siete ocho nueve",
        teens="diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
        tens="veinte veinti* treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        hundreds="decenas centenares cien ciento cientos doscient* trescient* cuatrocient* quinient* "
        "seiscient* setecient* "
        "ochocient* novecient*",
        thousands="mil miles millar millares",
        millions="millón millones",
        more="millardo millardos billón billones",
        joins="y",
        tens_joins="y",
        points="coma punto",
        parts="y medio|y media|por ciento",
        starts="menos|varios|varias|medio",
    ),
    _Language(
        ones="um uma",
        units="zero dois duas três quatro cinco seis sete oito nove",
        teens="dez onze doze treze catorze quatorze quinze dezesseis dezasseis dezessete dezassete dezoito "
        "dezenove dezanove",
        tens="vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        hundreds="dezenas centenas cem cento duzent* trezent* quatrocent* quinhent* seiscent* setecent* "
        "oitocent* novecent*",
        thousands="mil milhar milhares",
        millions="milhão milhões",
        more="bilhão bilhões bilião biliões trilhão trilhões",
        joins="e",
        tens_joins="e",
        points="vírgula ponto",
        parts="e meio|e meia|por cento",
        starts="menos|meio|meia",
    ),
    _Language(
        ones="un una uno",
        units="zero due tre quattro cinque sei sette otto nove",
        teens="dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
        tens="vent* trent* quarant* cinquant* sessant* settant* ottant* novant*",
        hundreds="decina decine centinaio centinaia *cento*",
        thousands="mille *mila migliaio migliaia",
        millions="milione milioni",
        more="miliardo miliardi",
        joins="e",
        tens_joins="e",
        points="virgola",
        parts="e mezzo|e mezza|per cento",
        starts="meno|mezzo",
    ),
    _Language(
        ones="een",
        units="nul één anderhalf twee drie vier vijf zes zeven acht negen",
        teens="tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
        tens="*twintig *dertig *veertig *vijftig *zestig *zeventig *tachtig *negentig",
        hundreds="*honderd*",
        thousands="*duizend*",
        millions="miljoen",
        more="miljard biljoen procent",
        joins="en",
        points="komma",
        parts="en een half|en een halve",
        starts="min|minus|een half|half",
    ),
    _Language(
        ones="en ett et én",
        units="halvannen halvanden halvannan två tre fyra fem sex sju åtta nio to fire seks sju syv "
        "otte åtte ni",
        teens="tio elva tolv tretton fjorton femton sexton sjutton arton nitton ti elleve",
        tens="tjugo* tjue* *tyve trettio* tretti* *tredive fyrtio* førti* *fyrre femtio* femti* *halvtreds "
        "sextio* seksti* *tres sjuttio* sytti* *halvfjerds åttio* åtti* *firs nittio* nitti* *halvfems",
        hundreds="*hundra* *hundre*",
        thousands="*tusen* *tusind*",
        millions="miljon miljoner million millioner",
        more="miljard miljarder milliard milliarder procent prosent",
        joins="og och",
        points="komma",
        parts="och en halv|og en halv|og et halvt",
        starts="minus|flera|flere|en halv|halv",
    ),
    _Language(
        ones="",
        units="jeden jedna jedno jedną półtora zero dwa dwie dwóch dwoje trzy trzech cztery czterech pięć "
        "pięciu sześć sześciu siedem "
        "siedmiu osiem ośmiu dziewięć dziewięciu",
        teens="dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście "
        "osiemnaście dziewiętnaście",
        tens="dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt "
        "osiemdziesiąt dziewięćdziesiąt dwudziestu trzydziestu czterdziestu",
        hundreds="setki setek dziesiątki dziesiątek sto stu dwieście trzysta czterysta pięćset sześćset "
        "siedemset osiemset dziewięćset",
        thousands="tysiąc tysiące tysięcy",
        millions="milion miliona miliony milionów",
        more="miliard miliardy miliardów bilion biliony bilionów procent*",
        points="przecinek",
        parts="i pół",
        starts="minus|pół",
    ),
    _Language(
        ones="",
        units="jeden jedna jedno nula dva dvě tři čtyři pět šest sedm osm devět",
        teens="deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct osmnáct devatenáct",
        tens="dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát",
        hundreds="sto stě sta set",
        thousands="tisíc tisíce",
        millions="milion milionu miliony milionů milión milióny miliónů",
        more="miliarda miliardy miliard bilion biliony bilionů procent*",
        points="celá celé celých",
        parts="a půl",
        starts="minus|půl",
    ),
    _Language(
        ones="",
        units="один одна одно полтора полутора ноль два две три четыре пять шесть семь восемь девять "
        "двух трех трёх "
        "четырех пяти",
        teens="десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать "
        "восемнадцать девятнадцать",
        tens="двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        hundreds="десятки десятков сотни сотен сто двести триста четыреста пятьсот шестьсот семьсот "
        "восемьсот девятьсот ста",
        thousands="тысяч тысяча тысячи тысячу",
        millions="миллион миллиона миллионов",
        more="миллиард миллиарда миллиардов триллион триллиона триллионов процент*",
        points="целых целая",
        parts="с половиной",
        starts="минус|несколько|пол|половиной",
    ),
    _Language(
        ones="",
        units="один одна одне півтора нуль два дві три чотири п'ять п’ять шість сім вісім дев'ять дев’ять",
        teens="десять одинадцять дванадцять тринадцять чотирнадцять шістнадцять сімнадцять вісімнадцять",
        tens="двадцять тридцять сорок п'ятдесят п’ятдесят шістдесят сімдесят вісімдесят",
        hundreds="десятки десятків сотні сотень сто двісті триста чотириста п'ятсот п’ятсот шістсот "
        "сімсот вісімсот",
        thousands="тисяча тисячі тисяч",
        millions="мільйон мільйона мільйони мільйонів",
        more="мільярд мільярда мільярди мільярдів відсот*",
        points="цілих ціла",
        parts="з половиною",
        starts="мінус|кілька|пів|половиною",
    ),
    _Language(
        ones="",
        units="bir sıfır iki üç dört beş altı yedi sekiz dokuz",
        teens="",
        tens="on yirmi otuz kırk elli altmış yetmiş seksen doksan",
        hundreds="yüz",
        thousands="bin",
        millions="milyon",
        more="milyar trilyon",
        points="virgül nokta",
        parts="buçuk",
        starts="eksi|yüzde|yarım|buçuk",
    ),
    _Language(
        ones="un o unu una",
        units="zero doi două trei patru cinci șase şase șapte şapte opt nouă",
        teens="zece unsprezece doisprezece treisprezece paisprezece cincisprezece",
        tens="douăzeci treizeci patruzeci cincizeci șaizeci şaizeci șaptezeci şaptezeci optzeci nouăzeci",
        hundreds="sută sute",
        thousands="mie mii",
        millions="milion milioane",
        more="miliard miliarde",
        joins="și şi",
        tens_joins="și şi",
        points="virgulă",
        parts="și jumătate|şi jumătate|la sută",
    ),
    _Language(
        ones="",
        units="یک دو سه چهار پنج شش هفت هشت نه",
        teens="ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده",
        tens="بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
        hundreds="صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
        thousands="هزار",
        millions="میلیون",
        more="میلیارد درصد",
        joins="و",
        tens_joins="و",
        points="ممیز",
        parts="و نیم",
        starts="منفی|نیم",
    ),
    _Language(
        ones="",
        units="ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع",
        teens="",
        tens="عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين "
        "تسعون تسعين",
        hundreds="عشرة عشر مئة مائة مئتان مئتين مائتان مائتين",
        thousands="ألف آلاف ألفا ألفان ألفين",
        millions="مليون ملايين",
        more="مليار مليارات",
        joins="و",
        tens_joins="و",
        points="فاصلة",
        parts="في المئة|في المائة|بالمئة|بالمائة",
        starts="ناقص|نصف",
    ),
    _Language(
        ones="ένα ένας έναν μία μια",
        units="μηδέν ενάμισι ενάμιση μιάμιση δύο δυο τρία τρεις τριών τέσσερα τέσσερις τεσσάρων πέντε "
        "έξι επτά εφτά οκτώ οχτώ "
        "εννέα εννιά",
        teens="δέκα έντεκα ένδεκα δώδεκα δεκα*",
        tens="είκοσι τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα",
        hundreds="εκατό εκατόν *ακόσι* *ακοσί*",
        thousands="χίλια χίλιες χίλιοι χιλιάδες χιλιάδων",
        millions="εκατομμύρι* εκατομμυρί*",
        more="δισεκατομμύρι* δισεκατομμυρί* τρισεκατομμύρι* τρισεκατομμυρί*",
        joins="και",
        points="κόμμα",
        parts="και μισό|και μισή|τοις εκατό",
        starts="μείον|πλην|μισό",
    ),
    _Language(
        ones="",
        units="אפס אחד אחת שתיים שתי שניים שני שלוש שלושה שלשה שלושת שלש ארבע ארבעה ארבעת חמש חמישה חמשה "
        "חמשת שש שישה ששה ששת שבע שבעה שבעת שמונה שמונת תשע תשעה תשעת",
        teens="",
        tens="עשרים שלושים ארבעים חמישים שישים ששים שבעים שמונים תשעים",
        hundreds="עשר עשרה עשרת מאה מאות מאתיים",
        thousands="אלף אלפים אלפיים אלפי",
        millions="מיליון מיליוני מליון",
        more="מיליארד מיליארדי טריליון אחוז אחוזים",
        joins="ו",
        tens_joins="ו",
        points="נקודה",
        parts="וחצי|ורבע",
        starts="מינוס|חצי|רבע",
    ),
    _Language(
        ones="",
        units="शून्य एक दो तीन चार पाँच पांच छह छः छ सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह पन्द्रह "
        "सोलह "
        "सत्रह अठारह उन्नीस बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे *ीस *ालीस *पन *सठ *हत्तर *ासी *ानवे "
        "डेढ़ ढाई",
        teens="",
        tens="",
        hundreds="सौ",
        thousands="हज़ार हजार लाख",
        millions="करोड़",
        more="अरब खरब प्रतिशत फीसदी",
        points="दशमलव",
        starts="माइनस|ऋण|साढ़े|सवा|पौने|आधा",
    ),
    _Language(
        ones="",
        units="nolla puolitoista yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
        teens="kymmenen yksitoista kaksitoista kolmetoista neljätoista viisitoista kuusitoista "
        "seitsemäntoista kahdeksantoista yhdeksäntoista",
        tens="*kymmentä*",
        hundreds="sata *sataa*",
        thousands="*tuhat *tuhatta*",
        millions="*miljoona*",
        more="*miljardi* biljoona* prosentti*",
        points="pilkku",
        parts="ja puoli",
        starts="miinus|puoli",
    ),
    _Language(
        ones="egy",
        units="nulla másfél kettő két három négy öt hat hét nyolc kilenc",
        teens="tíz tizen*",
        tens="húsz huszon* harminc* negyven* ötven* hatvan* hetven* nyolcvan* kilencven*",
        hundreds="*száz*",
        thousands="ezer* *ezer",
        millions="*millió*",
        more="*milliárd* billió*",
        points="egész",
        parts="és fél",
        starts="mínusz|fél",
    ),
    _Language(
        ones="",
        units="không một mốt hai ba bốn tư năm lăm sáu bảy bẩy tám chín",
        teens="",
        tens="",
        hundreds="mười mươi trăm linh lẻ",
        thousands="nghìn ngàn",
        millions="triệu",
        more="tỷ tỉ",
        points="phẩy",
        parts="rưỡi|phần trăm",
        starts="âm|nửa",
    ),
    _Language(
        ones="",
        units="nol satu dua tiga empat lima enam tujuh delapan lapan sembilan",
        teens="",
        tens="",
        hundreds="sepuluh sebelas seratus puluh belas ratus",
        thousands="ribu seribu",
        millions="juta sejuta",
        more="miliar triliun persen",
        points="koma",
        parts="setengah",
        starts="minus|setengah",
    ),
)
_ONE, _UNIT, _TEEN, _TENS, _HUNDRED = range(5)
_NO_NUMBER: Final = -1
_WITH_TENS: Final = ((_TENS, _ONE), (_TENS, _UNIT), (_TENS, _TEEN), (_UNIT, _TENS))
# In `two or three million` the first is in millions too; `hundreds of thousands` is one number.
_OR: Final = frozenset(
    (  # noqa: SIM905
        "to or bis oder à ou a o tot til till eller до или або do lub nebo ila vagy tai"
    ).split()
)
_OF: Final = frozenset(("of", "de", "di", "von", "van", "av", "af"))
# So many fields of a language hold numbers, by their rank.
_COUNTED: Final = _Language._fields.index("joins")


def _ranks() -> tuple[dict[str, dict[int, int]], dict[str, dict[int, int]]]:
    """For each word, and each pattern of words: its rank in each language."""
    whole: dict[str, dict[int, int]] = {}
    patterns: dict[str, dict[int, int]] = {}
    for language, row in enumerate(_LANGUAGES):
        for rank, words in enumerate(row[:_COUNTED]):
            for word in unicodedata.normalize("NFKC", words).split():
                (patterns if "*" in word else whole).setdefault(word, {})[language] = rank
    return whole, patterns


_RANKS, _PATTERNS = _ranks()
_LETTER: Final = "(?:[^\\W\\d_]|[\u0900-\u0903\u093a-\u094f])"
_WORD = re.compile(rf"{_LETTER}+(?:['\u2019]{_LETTER}+)*|[^ -]| -+ ")
_WORDS: Final = 5
_WORDS_SO_FAR: Final = 60
_SO_FAR: Final = 24


def cuts_number(text: str, at: int) -> bool:
    """Whether a number that is written in several words is cut in two at `at`."""
    if "x" in text[max(0, at - 2) : at + 2]:
        window = f"{text[max(0, at - _TIMES_CHARS) : at]}\0{text[at : at + _TIMES_CHARS]}"
        if _TIMES.search(window):
            return True
    if _THAI.search(f"{text[max(0, at - _THAI_CHARS) : at]}\0{text[at : at + _THAI_CHARS]}"):
        return True
    start = max(0, at - _SO_FAR)
    before, character = text[start:at], text[at : at + 1]
    for several in _AFTER_DIGIT.finditer(f"{before}{text[at : at + _SO_FAR]}"):
        if several.start() <= at - start < several.end():
            return True
    if character.isdigit() and _BEFORE_DIGIT.search(before):
        return True
    return _cuts_range(text, at) or _cuts_words(text, at)


def _cuts_range(text: str, at: int) -> bool:
    """Whether a range, such as `5 – 6` or `5 to 6 million`, is cut in two at `at`."""
    start = max(0, at - _SO_FAR)
    return any(
        span.end(1) <= at <= span.start(2) and _digits(span[1]) < _digits(span[2])
        for pattern in (_SPACED_RANGE, _SHARED_MULTIPLE, _BETWEEN)
        for span in pattern.finditer(text, start, at + _SO_FAR)
    )


def _digits(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _cuts_words(text: str, at: int) -> bool:
    """Whether a number in words is cut in two at `at`, between two words."""
    if " " not in text[max(0, at - 1) : at + 1] and not text.startswith(",", at):
        return False
    before = _words(text[max(0, at - _WORDS_SO_FAR) : at])[-_WORDS:]
    return _is_one(tuple(before), tuple(_words(text[at : at + _WORDS_SO_FAR])[:_WORDS]))


@lru_cache(maxsize=4096)
def _is_one(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether the last of the words `before` and the first of those `after` are of one number."""
    words, cut = before + after, len(before)
    languages = {language for word in words for language in _rank_by_language(word)}
    return any(
        _last_of_number(language, words[begin:]) >= cut - begin
        for language in languages
        for begin in range(cut)
    )


def _words(text: str) -> list[str]:
    """The words of `text` and the marks between them; what joins a number to another is a word."""
    words: list[str] = []
    for word in _WORD.findall(POINTS.sub("", text).replace("\u0130", "i").lower()):
        if word[0] in "\u0648\u05d5" and word not in _RANKS and word[1:] in _RANKS:
            words += word[0], word[1:]
        else:
            words.append(word)
    return words


@lru_cache(maxsize=4096)
def _rank_by_language(word: str) -> dict[int, int]:
    """The rank of a word in each language in which it is a number."""
    found = dict(_RANKS.get(word, {}))
    for pattern, ranks in _PATTERNS.items():
        if fnmatchcase(word, pattern):
            found.update({language: max(rank, found.get(language, 0)) for language, rank in ranks.items()})
    return found


def _last_of_number(language: int, words: tuple[str, ...]) -> int:
    """Which of `words` is in one number with the first of them, and next to it in that; 0 for none."""
    ranks = [_rank_by_language(word).get(language, _NO_NUMBER) for word in words] + [_NO_NUMBER] * _WORDS
    row = _LANGUAGES[language]
    for start in row.starts.split("|"):
        length = len(start.split())
        if tuple(start.split()) == words[:length] and ranks[length] > _ONE:
            return length
    first, *rest = ranks
    if first < _UNIT:
        return 0
    for part in filter(None, row.parts.split("|")):
        length = len(part.split())
        if tuple(part.split()) == words[1 : 1 + length]:
            return length
    if _goes_on(first, rest[0]):
        return 1
    link = words[1] if len(words) > 1 else ""
    if link in row.points.split() and rest[1] >= _UNIT:
        return 2
    if link in row.tens_joins.split() and (first, rest[1]) in _WITH_TENS:
        return 2
    if link in _OR and first < _HUNDRED and rest[1] >= _UNIT and rest[2] >= _HUNDRED:
        return 2
    if link in _OF and first >= _HUNDRED and rest[1] >= _HUNDRED:
        return 2
    if link == "," and first > _HUNDRED:
        # In `two million, five hundred thousand` it is no comma of a list.
        further = ranks[2 : ranks.index(_NO_NUMBER, 2)]
        return 2 if further and _HUNDRED <= max(further) < first else 0
    # In `two million and five million` these are two numbers, in `one hundred and two thousand` one.
    is_apart = rest[2] >= first and not (first == _HUNDRED and rest[2] > _HUNDRED)
    joined = link in row.joins.split() and _NO_NUMBER < rest[1] < first
    return 2 if joined and first >= _HUNDRED and not is_apart else 0


def _goes_on(first: int, second: int) -> bool:
    """Whether a number word of the rank `second` right after one of the rank `first` goes on with it."""
    if first >= _HUNDRED or second >= _HUNDRED:
        return second >= _UNIT
    return (first == _TENS and second in (_ONE, _UNIT, _TEEN)) or (first, second) == (_TEEN, _TENS)
