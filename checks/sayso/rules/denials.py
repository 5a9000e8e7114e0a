"""Words with which a sentence denies what stands in it, or has somebody say it: a short list a language."""

import re
from typing import Final

_WORDS: Final = {
    "en": "not no never none nobody neither nor without cannot denied denies deny denying false falsely untrue wrong "
    "wrongly refuted refutes rejected rejects disputed disputes retracted unproven unfounded allegedly alleged "
    "reportedly supposedly supposed purportedly purported ostensibly claimed claims accused accuses so-called",
    "de": "nicht kein keine keinen keinem keiner nie niemals bestreitet bestritt bestritten dementiert dementierte "
    "falsch unwahr widerlegt angeblich angebliche angeblichen mutmaßlich mutmaßliche vermeintlich sogenannte "
    "behauptet behauptete",
    "fr": "pas jamais aucun aucune nie nié dément démenti démentie faux réfuté prétendument prétendue présumé présumée "
    "soi-disant affirme",
    "es": "no nunca jamás ningún ninguna niega negó desmintió desmiente falso falsa supuestamente supuesto presunto "
    "presunta presuntamente",
    "it": "non mai nessun nessuna nega negato smentisce smentito falso falsa presunto presunta presumibilmente",
    "pt": "não nunca nenhum nenhuma nega negou desmentiu falso falsa alegadamente alegado suposto suposta supostamente",
    "nl": "niet geen nooit ontkent ontkende onwaar onjuist vermeend vermeende zogenaamd",
    "pl": "nie nigdy żaden zaprzecza zaprzeczył fałszywe rzekomo rzekomy domniemany",
    "sv": "inte ingen aldrig förnekar förnekade falskt påstådd påstås",
    "tr": "değil asla yalanladı yalanlıyor sözde iddia",
    "ru": "не нет никогда отрицает отрицал опроверг опровергает ложь якобы предполагаемый",
    "uk": "не ні ніколи заперечує заперечив спростував нібито ймовірний",
    "ar": "لا لم لن ليس ليست نفى نفت ينفي زعم يزعم مزعوم",
    "fa": "نه نیست نبود تکذیب ادعا",
    "he": "לא אין אינו מעולם הכחיש מכחיש לכאורה",
    "hi": "नहीं न इनकार कथित",
}
# In scripts without spaces they stand anywhere.
_PARTS: Final = {"zh": "不 没 未 否认 否認 据称 據稱 涉嫌", "ja": "ない なかった 否定 とされる 疑い"}
# Without a language only the words of English count, and others that are long enough to be of one alone.
_DISTINCT: Final = 6
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


def denying_word(rest: str, language: str) -> str:
    """The word that denies a quote, or has somebody say it, in `rest`: what its sentence says beside it.

    Empty if there is none. Without a `language` (BCP 47) any of the lists may have it.
    """
    known = language.partition("-")[0].lower()
    word: str
    for word in _WORD.findall(rest):
        small = word.casefold().replace("\u2019", "'")
        if small in _denying_words(known) or (known in ("", "en") and small.endswith("n't")):
            return word
    parts = [part for name, words in _PARTS.items() if known in ("", name) for part in words.split()]
    return next((part for part in parts if part in rest), "")


def _denying_words(language: str) -> frozenset[str]:
    """The words of `language`; without one, those that are no words of others."""
    if language:
        return frozenset(_WORDS.get(language, "").split())
    others = [word for words in _WORDS.values() for word in words.split() if len(word) >= _DISTINCT]
    return frozenset([*_WORDS["en"].split(), *others])
