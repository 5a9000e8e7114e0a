"""Quotes that are a part of their sentence: what it says beside them, and which word denies or attributes."""

import pytest

from sayso.documents.clipping import QUOTED
from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text
from sayso.record.lock import STANDS
from sayso.rules.denials import denying_word

pytestmark = pytest.mark.thorough(one_in=4)

# The language, a text, a quote from it, and the word: `.` where the rest has none, nothing without a rest.
CLIPPED = [
    row.split("|")
    for row in """
en|The board denied that the dam is safe.|the dam is safe|denied
en|Nobody at the board said that the dam is safe.|the dam is safe|Nobody
en|The dam is safe, the mayor falsely claimed.|The dam is safe|falsely
en|The dam is safe, according to no expert.|The dam is safe|according
en|It isn't true that the dam is safe.|the dam is safe|isn't
en|It isn’t true that the dam is safe.|the dam is safe|isn’t
en|The report doesn’t say the dam is safe.|the dam is safe|doesn’t
en|The mayor never said the dam is safe.|the dam is safe|never
en|The mayor refused to say that the dam is safe.|the dam is safe|refused
en|It is unclear whether the dam is safe.|the dam is safe|unclear
en|It is doubtful that the dam is safe.|the dam is safe|doubtful
en|The mayor alleges the dam is safe.|the dam is safe|alleges
en|The mayor allegedly took the money.|took the money|allegedly
en|Mr. Lee, who is accused of it, took the money.|took the money|accused
en|The dam would be safe if the gate were new.|The dam would be safe|if
en|If the gate holds, the dam is safe.|the dam is safe|If
en|Unless the gate breaks, the dam is safe.|the dam is safe|Unless
en|The claim that the dam is safe is false.|the dam is safe|false
en|The claim that the dam is safe was debunked.|the dam is safe|debunked
en|The claim that the dam is safe is a myth.|the dam is safe|myth
en|The rumour that the dam is safe spread.|the dam is safe|rumour
en|The mayor said the dam is safe.|the dam is safe|.
en|According to the mayor, the dam is safe.|the dam is safe|According
en|The mayor claims the dam is safe.|the dam is safe|claims
en|The mayor insists the dam is safe.|the dam is safe|.
en|The dam is safe?|The dam is safe|
en|The dam is safe.|The dam is safe|
en|It rained. The dam is safe. It does not leak.|The dam is safe|
en|In May the dam is safe.|the dam is safe|.
en|The dam is safe, and the gate is new.|The dam is safe|.
en|The notable dam is safe in winter.|dam is safe|.
en|A knotty dam is safe.|dam is safe|.
en|The dam is hardly safe.|The dam is|hardly
en|The dam is barely safe.|The dam is|barely
en|He did not, as was said, take the money.|take the money|not
en|He was acquitted of having taken the money.|having taken the money|acquitted
en|The dam is not safe.|safe|not
en|The dam, which nobody trusts, is safe.|The dam … is safe|nobody
en|The dam did not fail in May.|The dam … fail in May|not
en|The so-called expert says that the dam is safe.|the dam is safe|so-called
en|“The dam is safe,” the mayor lied.|The dam is safe|lied
en|The dam is safe; the board disagrees.|The dam is safe|disagrees
en|The suspicion that he took the money was dispelled.|he took the money|suspicion
en|Prosecutors say he took the money.|he took the money|.
de|Der Minister bestritt, dass der Damm sicher ist.|der Damm sicher ist|bestritt
de|Niemand sagt, dass der Damm sicher ist.|der Damm sicher ist|Niemand
de|Der Damm ist sicher, behauptet der Minister.|Der Damm ist sicher|behauptet
de|Angeblich ist der Damm sicher.|ist der Damm sicher|Angeblich
de|Der Damm soll sicher sein, heißt es.|sicher sein|soll
de|Laut Minister ist der Damm sicher.|ist der Damm sicher|Laut
de|Der Damm ist keineswegs sicher.|Der Damm ist|keineswegs
de|Es stimmt nicht, dass der Damm sicher ist.|der Damm sicher ist|nicht
de|Am 3. Mai war der Damm sicher.|war der Damm sicher|.
de|Der Damm ist z. B. im Mai sicher.|Der Damm ist|.
de|Es regnete. Der Damm ist sicher. Es schneite nicht.|Der Damm ist sicher|
fr|Le maire a nié que le barrage est sûr.|le barrage est sûr|nié
fr|Le maire dément que le barrage est sûr.|le barrage est sûr|dément
fr|Le barrage n'est pas sûr.|sûr|n'est
fr|Le barrage n’est guère sûr.|sûr|n’est
fr|Selon le maire, le barrage est sûr.|le barrage est sûr|Selon
fr|Le barrage est sûr, prétend le maire.|Le barrage est sûr|prétend
fr|Personne ne dit que le barrage est sûr.|le barrage est sûr|ne
fr|Le barrage serait sûr, d'après le maire.|Le barrage serait sûr|d'après
fr|En mai, le barrage est sûr.|le barrage est sûr|.
fr|L'auteur présumé a pris l'argent.|a pris l'argent|présumé
es|El alcalde negó que la presa es segura.|la presa es segura|negó
es|Nadie dijo que la presa es segura.|la presa es segura|Nadie
es|La presa es segura, según el alcalde.|La presa es segura|según
es|Es falso que la presa es segura.|la presa es segura|falso
es|El alcalde presuntamente tomó el dinero.|tomó el dinero|presuntamente
es|La presa no es segura.|es segura|no
es|En mayo la presa es segura.|la presa es segura|.
it|Il sindaco ha smentito che la diga è sicura.|la diga è sicura|smentito
it|Nessuno dice che la diga è sicura.|la diga è sicura|Nessuno
it|Secondo il sindaco, la diga è sicura.|la diga è sicura|Secondo
it|La diga non è sicura.|è sicura|non
it|Il presunto ladro ha preso il denaro.|ha preso il denaro|presunto
it|A maggio la diga è sicura.|la diga è sicura|.
pt|O prefeito negou que a barragem é segura.|a barragem é segura|negou
pt|Ninguém disse que a barragem é segura.|a barragem é segura|Ninguém
pt|Segundo o prefeito, a barragem é segura.|a barragem é segura|Segundo
pt|A barragem não é segura.|é segura|não
pt|Em maio a barragem é segura.|a barragem é segura|.
nl|De minister ontkende dat de dam veilig is.|de dam veilig is|ontkende
nl|Niemand zegt dat de dam veilig is.|de dam veilig is|Niemand
nl|Volgens de minister is de dam veilig.|is de dam veilig|Volgens
nl|De dam is niet veilig.|De dam is|niet
nl|In mei is de dam veilig.|is de dam veilig|.
pl|Minister zaprzeczył, że tama jest bezpieczna.|tama jest bezpieczna|zaprzeczył
pl|Nikt nie mówi, że tama jest bezpieczna.|tama jest bezpieczna|Nikt
pl|Według ministra tama jest bezpieczna.|tama jest bezpieczna|Według
pl|Tama rzekomo jest bezpieczna.|jest bezpieczna|rzekomo
pl|W maju tama jest bezpieczna.|tama jest bezpieczna|.
sv|Ministern förnekade att dammen är säker.|dammen är säker|förnekade
sv|Enligt ministern är dammen säker.|är dammen säker|Enligt
sv|Ingen säger att dammen är säker.|dammen är säker|Ingen
sv|I maj är dammen säker.|är dammen säker|.
tr|Bakan barajın güvenli olduğunu yalanladı.|barajın güvenli olduğunu|yalanladı
tr|Baraj güvenli değil.|Baraj güvenli|değil
tr|Bakana göre baraj güvenli.|baraj güvenli|göre
tr|Sözde uzman baraj güvenli dedi.|baraj güvenli|Sözde
ru|Министр отрицает, что плотина безопасна.|плотина безопасна|отрицает
ru|Никто не говорит, что плотина безопасна.|плотина безопасна|Никто
ru|По словам министра, плотина безопасна.|плотина безопасна|словам
ru|Плотина якобы безопасна.|безопасна|якобы
ru|В мае плотина безопасна.|плотина безопасна|.
uk|Міністр заперечив, що гребля безпечна.|гребля безпечна|заперечив
uk|Гребля нібито безпечна.|безпечна|нібито
uk|За словами міністра, гребля безпечна.|гребля безпечна|словами
uk|У травні гребля безпечна.|гребля безпечна|.
ar|نفى الوزير أن السد آمن.|السد آمن|نفى
ar|ونفى الوزير أن السد آمن.|السد آمن|ونفى
ar|السد ليس آمنا.|آمنا|ليس
ar|لم يقل أحد إن السد آمن.|السد آمن|لم
ar|وبحسب الوزير فإن السد آمن.|السد آمن|وبحسب
ar|هل السد آمن؟ نعم. السد قديم.|السد قديم|
fa|وزیر تکذیب کرد که سد امن است.|سد امن است|تکذیب
fa|به گفته وزیر، سد امن است.|سد امن است|گفته
fa|سد امن نیست.|سد امن|نیست
he|השר הכחיש כי הסכר בטוח.|הסכר בטוח|הכחיש
he|לטענת השר הסכר בטוח.|הסכר בטוח|לטענת
he|הסכר אינו בטוח.|בטוח|אינו
he|הסכר לכאורה בטוח.|בטוח|לכאורה
he|במאי הסכר בטוח.|הסכר בטוח|.
hi|मंत्री ने इनकार किया कि बाँध सुरक्षित है।|बाँध सुरक्षित है|इनकार
hi|बाँध सुरक्षित नहीं है।|बाँध सुरक्षित|नहीं
hi|कथित तौर पर बाँध सुरक्षित है।|बाँध सुरक्षित है|कथित
hi|बाँध सुरक्षित है। बारिश नहीं हुई।|बाँध सुरक्षित है|
hi|मई में बाँध सुरक्षित है।|बाँध सुरक्षित है|.
zh|部长否认大坝是安全的。|大坝是安全的|否认
zh|据称大坝是安全的。|大坝是安全的|据称
zh|大坝不安全。|安全|不
zh|部長否認大壩是安全的。|大壩是安全的|否認
zh|没有人说大坝是安全的。|大坝是安全的|没
zh|五月大坝是安全的。|大坝是安全的|.
ja|大臣はダムが安全だとは言わなかった。|ダムが安全|なかった
ja|ダムは安全ではない。|ダムは安全|ない
ja|ダムは安全とされる。|ダムは安全|とされる
ja|大臣によると、ダムは安全だ。|ダムは安全だ|によると
ja|五月にダムは安全だ。|ダムは安全だ|.
el|Ο υπουργός διέψευσε ότι το φράγμα είναι ασφαλές.|το φράγμα είναι ασφαλές|διέψευσε
el|Το φράγμα δεν είναι ασφαλές.|είναι ασφαλές|δεν
fi|Ministeri kiisti, että pato on turvallinen.|pato on turvallinen|kiisti
fi|Pato ei ole turvallinen.|turvallinen|ei
hu|A miniszter cáfolta, hogy a gát biztonságos.|a gát biztonságos|cáfolta
hu|A gát nem biztonságos.|biztonságos|nem
vi|Bộ trưởng phủ nhận rằng đập an toàn.|đập an toàn|phủ nhận
vi|Đập không an toàn.|an toàn|không
id|Menteri membantah bahwa bendungan itu aman.|bendungan itu aman|membantah
id|Bendungan itu tidak aman.|aman|tidak
cs|Ministr popřel, že hráz je bezpečná.|hráz je bezpečná|popřel
ro|Ministrul a negat că barajul este sigur.|barajul este sigur|negat
|Ο υπουργός διέψευσε ότι το φράγμα είναι ασφαλές.|το φράγμα είναι ασφαλές|διέψευσε
|Der Minister bestreitet, dass der Damm sicher ist.|der Damm sicher ist|bestreitet
|El alcalde desmintió que la presa es segura.|la presa es segura|desmintió
|他否认大坝是安全的。|大坝是安全的|否认
|Министр отрицает, что плотина безопасна.|плотина безопасна|отрицает
en|The dam is safe, as long as it's empty, isn’t it?|The dam is safe|isn’t
de|Es ist zweifelhaft, ob der Damm sicher ist.|der Damm sicher ist|zweifelhaft
da|Ministeren benægter, at dæmningen er sikker.|dæmningen er sikker|benægter
nb|Demningen er ikke trygg.|er ikke|.
nb|Demningen er ikke trygg.|trygg|ikke
no|Ifølge ministeren er demningen trygg.|er demningen trygg|Ifølge
he|והשר הכחיש כי הסכר בטוח.|הסכר בטוח|הכחיש
he|הסכר ישן, ולא בטוח.|הסכר ישן|ולא
hi|क्या बाँध सुरक्षित है? बारिश हुई।|बारिश हुई|
fr|L’auteur n’a pas pris l'argent.|pris l'argent|n’a
vi|Nếu trời mưa, đập an toàn.|đập an toàn|nếu
ja|ダムは安全かどうか分かりません。|ダムは安全|ません
zh|所谓的专家说大坝是安全的。|大坝是安全的|所谓
id|Menurut menteri, bendungan itu aman.|bendungan itu aman|Menurut
ro|Potrivit ministrului, barajul este sigur.|barajul este sigur|Potrivit
fi|Ministerin mukaan pato on turvallinen.|pato on turvallinen|mukaan
hu|A miniszter szerint a gát biztonságos.|a gát biztonságos|szerint
el|Σύμφωνα με τον υπουργό, το φράγμα είναι ασφαλές.|το φράγμα είναι ασφαλές|Σύμφωνα
cs|Podle ministra je hráz bezpečná.|je hráz bezpečná|Podle
en|The notorious, nowhere-near knotted dam is safe.|dam is safe|.
en|He denied to Sen. Lee that the dam is safe.|the dam is safe|denied
en|He denied on Jan. 3 that the dam is safe.|the dam is safe|denied
en|Nobody at Dam Inc. Boston said the dam is safe.|the dam is safe|Nobody
en|He denied, as J. R. Lee said, that the dam is safe.|the dam is safe|denied
en|In the U.S. Senate he denied that the dam is safe.|the dam is safe|denied
en|He denied (see p. 5) that the dam is safe.|the dam is safe|denied
en|The dam is safe, said Dr. Lee, who never saw it.|The dam is safe|never
en|The dam is 3.5 metres high, which nobody believes.|The dam is 3.5 metres high|nobody
en|Was it denied? The dam is safe. Not so the gate.|The dam is safe|
en|It was denied! The dam is safe! Nobody knew.|The dam is safe|
en|He denied it… The dam is safe.|The dam is safe|
en|It was denied. "The dam is safe." Nobody knew.|The dam is safe|
de|Er bestritt gegenüber Nr. 5 bzw. Herrn Lee, dass der Damm sicher ist.|der Damm sicher ist|bestritt
de|Er bestritt am 3. Mai, dass der Damm sicher ist.|der Damm sicher ist|bestritt
de|Er bestritt, dass 5 Mio. Euro fehlen.|Euro fehlen|bestritt
fr|Personne n'a dit à M. Roux que le barrage est sûr.|le barrage est sûr|n'a
es|El Sr. Roca negó ante la Sra. Paz que la presa es segura.|la presa es segura|negó
ru|Министр отрицает, что в 1962 г. Москва строила плотину.|Москва строила плотину|отрицает
""".strip().splitlines()
]


@pytest.mark.parametrize(("language", "text", "quote", "word"), CLIPPED)
def test_what_is_clipped(language: str, text: str, quote: str, word: str) -> None:
    found = QuoteFinder(Text(text)).find(quote)
    assert found.outcome in STANDS
    rest = found.sentence
    assert (rest != "") == (word != "")
    assert denying_word(rest.replace(QUOTED, " "), language) == word.strip(".")
