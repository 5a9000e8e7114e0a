"""Words with which a sentence denies what stands in it, or has somebody say it: a short list a language."""

import re
from functools import lru_cache
from typing import Final

_WORDS: Final = {
    "en": "not no never none nobody neither nor without cannot denied denies deny denying false falsely "
    "untrue wrong wrongly refuted refutes rejected rejects disputed disputes retracted unproven unfounded "
    "allegedly alleged reportedly supposedly supposed purportedly purported ostensibly claimed claims "
    "accused accuses so-called refused refuses unclear doubtful doubts alleges debunked myth rumour rumor "
    "hardly barely acquitted lied disagrees suspected suspicion according if unless whether",
    "de": "nicht kein keine keinen keinem keiner nie niemals bestreitet bestritt bestritten dementiert "
    "dementierte falsch unwahr widerlegt angeblich angebliche angeblichen mutmaßlich mutmaßliche "
    "vermeintlich sogenannte behauptet behauptete niemand keineswegs kaum zweifelhaft zurückgewiesen laut "
    "soll sollen wenn falls sofern ob",
    "fr": "pas jamais aucun aucune nie nié dément démenti démentie faux réfuté prétendument prétendue "
    "présumé présumée soi-disant affirme ne guère réfute conteste prétend selon d'après si",
    "es": "no nunca jamás ningún ninguna niega negó desmintió desmiente falso falsa supuestamente supuesto "
    "presunto presunta presuntamente nadie según desmintieron si",
    "it": "non mai nessun nessuna nega negato smentisce smentito falso falsa presunto presunta "
    "presumibilmente nessuno secondo se",
    "pt": "não nunca nenhum nenhuma nega negou desmentiu falso falsa alegadamente alegado suposto suposta "
    "supostamente ninguém segundo conforme",
    "nl": "niet geen nooit ontkent ontkende onwaar onjuist vermeend vermeende zogenaamd niemand volgens "
    "indien tenzij mits",
    "pl": "nie nigdy żaden zaprzecza zaprzeczył fałszywe rzekomo rzekomy domniemany nikt podobno według "
    "jeśli jeżeli gdyby",
    "sv": "inte ingen aldrig förnekar förnekade falskt påstådd påstås knappast enligt såvida",
    "tr": "değil asla yalanladı yalanlıyor sözde iddia göre eğer",
    "ru": "не нет никогда отрицает отрицал опроверг опровергает ложь якобы предполагаемый никто словам если",
    "uk": "не ні ніколи заперечує заперечив спростував нібито ймовірний ніхто словами якщо",
    "ar": "لا لم لن ليس ليست نفى نفت ينفي زعم يزعم مزعوم بحسب وفقا إذا",
    "fa": "نه نیست نبود تکذیب ادعا هیچ گفته اگر",
    "he": "לא אין אינו מעולם הכחיש מכחיש לכאורה לטענת לדברי אם",
    **dict.fromkeys(
        ("da", "nb", "nn", "no"),
        "ikke ikkje ingen aldri aldrig næppe neppe nægter nægtede nekter nektet benekter benægter angivelig angiveligt "
        "påstår påstås hevder ifølge hvis",
    ),
    "cs": "ne není nikdo nikdy žádný popřel popírá odmítl údajně údajný podle pokud jestliže",
    "el": "δεν μην κανείς κανένας ποτέ διέψευσε διαψεύδει αρνήθηκε αρνείται ψευδώς δήθεν φερόμενος σύμφωνα "
    "αν εάν",
    "fi": "ei eivät en emme kukaan koskaan kiisti kiistää kielsi väitetysti väitetty mukaan jos",
    "hu": "nem sem nincs senki soha cáfolta cáfolja tagadta tagadja állítólag állítólagos szerint ha",
    "id": "tidak bukan belum tak membantah menyangkal diduga konon menurut jika kalau",
    "ro": "nu niciun nicio nimeni niciodată neagă negat dezmințit presupus presupusă pretins conform "
    "potrivit dacă",
    "hi": "नहीं न इनकार कथित अनुसार अगर यदि",
}
# In scripts without spaces they stand anywhere.
_PARTS: Final = {
    "zh": ["不", "没", "沒", "未", "否认", "否認", "据称", "據稱", "所谓", "所謂", "涉嫌", "如果"],
    "ja": ["ない", "なかった", "ません", "否定", "とされる", "疑い", "によると"],
    "vi": ["không", "chưa", "phủ nhận", "bác bỏ", "cáo buộc", "nghi vấn", "theo lời", "nếu"],
}
# Without a language only the words of English count, and others that are long enough to be of one alone.
_DISTINCT: Final = 6
_WORD = re.compile(
    r"[^\s.,;:!?\"()\[\]/\u00ab\u00bb\u060c\u061b\u061f\u06d4\u0964\u2013-\u2018\u201c-\u201f\u2026]+"
)
# What stands at the beginnings of words of Arabic and Hebrew, such as `and`.
_JOINED: Final = "\u0648\u0641\u05d5\u05e9"


def denying_word(rest: str, language: str) -> str:
    """The word that denies a quote, or has somebody say it, in `rest`: what its sentence says beside it.

    Empty if there is none. Without a `language` (BCP 47) any of the lists may have it.
    """
    known = language.partition("-")[0].lower()
    word: str
    for word in _WORD.findall(rest):
        small = word.casefold().replace("\u2019", "'").strip("'")
        of_language = _denying_words(known)
        if small in of_language or (small[:1] in _JOINED and small[1:] in of_language):
            return word
        if (known in ("", "en") and small.endswith("n't")) or (known == "fr" and small.startswith("n'")):
            return word
    parts = [part for name, parts in _PARTS.items() if known in ("", name) for part in parts]
    return next((part for part in parts if part in rest.lower()), "")


@lru_cache(maxsize=64)
def _denying_words(language: str) -> frozenset[str]:
    """The words of `language`; without one, those that are no words of others."""
    if language:
        return frozenset(_WORDS.get(language, "").split())
    others = [word for words in _WORDS.values() for word in words.split() if len(word) >= _DISTINCT]
    return frozenset([*_WORDS["en"].split(), *others])
