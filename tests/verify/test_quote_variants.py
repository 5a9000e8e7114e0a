"""Faithful quotes, as strangers find them in pages, subtitles, saved pages and PDF files."""

import pytest

from sayso.documents.pdf import join_pages
from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import Text, read
from sayso.record.lock import STANDS

# Rows that were made to break it: the whole of them is for the long run.
pytestmark = pytest.mark.thorough(one_in=4)

# What a page says, and a quote from it.
FAITHFUL = [
    row.split("|")
    for row in """
built in 1962<sup class="reference"><a href="#n1">[1]</a></sup> and leaks|built in 1962 and leaks
built in 1962<sup class="reference"><a href="#n1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup> and leaks|built in 1962 and leaks
built there<sup id="cite_ref-a" class="reference"><a href="#n1">[a]</a></sup> and leaks|built there and leaks
built there<sup class="reference"><a href="#n1">[note 1]</a></sup> and leaks|built there and leaks
built there<sup class="reference"><a href="#n1">[nb 12]</a></sup> and leaks|built there and leaks
built there<sup class="reference"><a href="#n1">[A 1]</a></sup> and leaks|built there and leaks
built there<sup class="reference"><a href="#n1">[Anm. 2]</a></sup> and leaks|built there and leaks
built there<sup class="reference"><a href="#n1">[N 1]</a></sup> and leaks|built there and leaks
built there<sup class="noprint Inline-Template Template-Fact">[<i><a href="/wiki/x">citation needed</a></i>]</sup> and leaks|built there and leaks
built there<sup class="noprint">[<i>when?</i>]</sup> and leaks|built there and leaks
built there<sup>[1]</sup><sup>[2]</sup><sup>[3]</sup> and leaks|built there and leaks
built there<sup>[1]</sup><sup class="reference nowrap">: 12 </sup> and leaks|built there and leaks
built there<sup>[1]</sup><sup class="reference nowrap"><span>:&#8202;12–14&#8202;</span></sup> and leaks|built there and leaks
built there<sup>1,2</sup> and leaks|built there and leaks
built there<sup>1–3</sup> and leaks|built there and leaks
built there<sup>1, 2, 5</sup> and leaks|built there and leaks
built there<sup>a,b</sup> and leaks|built there and leaks
built there<sup>†</sup> and leaks|built there and leaks
built there<sup>**</sup> and leaks|built there and leaks
built there<sup>(1)</sup> and leaks|built there and leaks
built there<sup>12a</sup> and leaks|built there and leaks
built there<sup>iv</sup> and leaks|built there and leaks
built there.<sup>3</sup> It leaks|built there. It leaks
built there,<sup>3</sup> and leaks|built there, and leaks
built there”<sup>3</sup> and leaks|built there” and leaks
built there<a href="#fn1">1</a> and leaks|built there and leaks
built there<a href="#fn1">[1]</a> and leaks|built there and leaks
built there <a href="#fn1">[1]</a> and leaks|built there and leaks
built there<a class="footnote" href="#fn1"><sup>1</sup></a> and leaks|built there and leaks
built there<span class="footnote-ref">1</span> and leaks|built there and leaks
built there<a role="doc-noteref" href="n.html#1">1</a> and leaks|built there and leaks
built there<a epub:type="noteref" href="n.html#1">1</a> and leaks|built there and leaks
built there¹ and leaks|built there and leaks
built there.¹² It leaks|built there. It leaks
built there [1] and leaks|built there and leaks
built there [1,2] and leaks|built there and leaks
built there [1-3] and leaks|built there and leaks
built there [14–16] and leaks|built there and leaks
built there [1][2] and leaks|built there and leaks
built there [12, 13, 15] and leaks|built there and leaks
built there<sup>[1]</sup>, and leaks|built there, and leaks
built there<sup>[1]</sup>-based and leaks|built there-based and leaks
the U. S. officials, e. g. J. K. Lane|the U.S. officials, e.g. J.K. Lane
the U.S. officials, e.g. J.K. Lane|the U. S. officials, e. g. J. K. Lane
at 10.30 p. m. on Monday|at 10.30 p.m. on Monday
the cost is € 5 million|the cost is €5 million
it cost US$5 million|$5 million
it cost A$5 million|A$ 5 million
the cost is €5 million|the cost is € 5 million
the cost is 5 €|the cost is 5€
the cost is £ 5 now|the cost is £5 now
the cost is ¥ 5 now|the cost is ¥5 now
the cost is 5 ₽ now|the cost is 5₽ now
see § 12 of it|see §12 of it
see §§ 12 of it|see §§12 of it
see № 12 of it|see №12 of it
see # 12 of it|see #12 of it
some 10 % of it|some 10% of it
some 10 ‰ of it|some 10‰ of it
some 10 ° of it|some 10° of it
some 10 °C of it|some 10°C of it
some 10 ° C of it|some 10ºC of it
Oʻahu is|O'ahu is
三分之|三分之
5⋅10<sup>6</sup> m of it|5·10⁶ m of it
some 10 ℃ of it|some 10°C of it
some 5 ′ of it|some 5′ of it
yes / no of it|yes/no of it
km / h of it|km/h of it
and / or of it|and/or of it
p < 0.05 of it|p<0.05 of it
p = 0.05 of it|p=0.05 of it
3 + 4 of it|3+4 of it
R & D of it|R&D of it
x ≥ 5 of it|x≥5 of it
5 × 6 of it|5×6 of it
he said : yes|he said: yes
he said ! yes|he said! yes
« le barrage est sûr » dit|"le barrage est sûr" dit
„Der Damm ist sicher“, sagt|"Der Damm ist sicher", sagt
‚Der Damm‘ ist|'Der Damm' ist
»Der Damm« ist|"Der Damm" ist
the dam’s gate|the dam's gate
the dam´s gate|the dam's gate
the dam`s gate|the dam's gate
the dam – it leaks|the dam - it leaks
the dam—it leaks|the dam - it leaks
the dam -- it leaks|the dam — it leaks
the dam&nbsp;is safe|the dam is safe
the dam&thinsp;is safe|the dam is safe
the dam&#8203;s gate|the dams gate
the d&shy;am gate|the dam gate
the ﬁrst gate|the first gate
the first gate|the ﬁrst gate
the caf&eacute; gate|the café gate
the cafe&#769; gate|the café gate
the office gate|the oﬃce gate
ראש־העיר אמר|ראש-העיר אמר
צה״ל אמר|צה"ל אמר
ג׳ורג׳ אמר|ג'ורג' אמר
ד״ר לוי אמר|ד"ר לוי אמר
שלום&lrm; לכם|שלום לכם
الســـد قديم|السد قديم
السد قديم ، وهو|السد قديم، وهو
هل السد آمن ؟|هل السد آمن؟
قال &quot;السد&quot; قديم|قال “السد” قديم
می‌شود گفت|میشود گفت
الس&zwj;د قديم|السد قديم
大坝 漏水 了|大坝漏水了
大坝，漏水了|大坝,漏水了
「大坝」漏水了|"大坝"漏水了
大坝漏水了 。|大坝漏水了。
ダム が 漏れる|ダムが漏れる
ﾀﾞﾑが漏れる|ダムが漏れる
ＡＢＣ dam|ABC dam
<x-foo>The g</x-foo>ate failed|The gate failed
<tooltip>The</tooltip> gate <gloss>failed</gloss>|The gate failed
The g<font color=red>a</font>te failed|The gate failed
The g<mark>a</mark>te failed|The gate failed
The <ins>main </ins>gate failed|The main gate failed
The <del>small</del><ins>main</ins> gate failed|The main gate failed
The dam is <s>not</s> safe|The dam is safe
<span class=dropcap>T</span>he gate failed|The gate failed
<span style="float:left">T</span>he gate failed|The gate failed
The gate<br>failed|The gate failed
The gate<p>failed|The gate failed
The can-<br>ton bank|The canton bank
The state-<br>owned bank|The state-owned bank
The state-<br>owned bank|The stateowned bank
The <a href="/x">gate</a> <b>failed</b>|The gate failed
The gate <!-- x -->failed|The gate failed
The gate <script>x()</script>failed|The gate failed
The gate <style>x</style>failed|The gate failed
The gate <noscript>no</noscript>failed|The gate failed
The gate <span style="display:none">not</span> failed|The gate failed
The &ldquo;gate&rdquo; failed|The "gate" failed
The <q>gate</q> failed|The "gate" failed
<x-c><template shadowrootmode=open><p>The gate failed</p></template></x-c>|The gate failed
<x-c><template shadowrootmode=open><p>It said: <slot></slot> today</p></template>the gate failed</x-c>|It said: the gate failed today
<x-c><template shadowrootmode=open><p><slot name=a></slot> today</p></template><b slot=a>The gate failed</b></x-c>|The gate failed today
<x-c><template shadowrootmode=open><p><slot>The gate failed</slot> today</p></template></x-c>|The gate failed today
<x-c><template shadowrootmode=open><p><slot>Nothing</slot> today</p></template>The gate failed</x-c>|The gate failed today
H<sub>2</sub>O leaks|H2O leaks
H<sub>2</sub>O leaks|H₂O leaks
5 m<sup>3</sup> of water|5 m³ of water
5 m<sup>3</sup> of water|5 m3 of water
10<sup>6</sup> tons|10⁶ tons
10<sup>6</sup> tons|10^6 tons
the 2<sup>nd</sup> gate|the 2nd gate
the XIX<sup>e</sup> siècle|the XIXe siècle
M<sup>me</sup> Roux|Mme Roux
½ of it|1/2 of it
1½ of it|1½ of it
10<sup>1</sup>⁄<sub>2</sub> of it|10½ of it
20&nbsp;000 people|20 000 people
20&#8239;000 people|20 000 people
the 10-year plan|the 10‑year plan
see pp. 12–14 of it|see pp. 12-14 of it
the İstanbul dam|the İstanbul dam
word [sic] word here|word [sic] word here
The gate… failed|The gate... failed
قتل ٢٠٦ أشخاص في السد|قتل 206 أشخاص
قتل 206 أشخاص في السد|قتل ٢٠٦ أشخاص
۱۲۳ نفر کشته شدند|١٢٣ نفر کشته شدند
बाढ़ में १०६ लोग मारे गए|बाढ़ में 106 लोग मारे गए
সালে ২০১৯ এর|সালে 2019 এর
ในปี ๒๕๖๓ มี ๑๐ คน|ในปี 2563 มี 10 คน
بلغ ١٬٠٠٠٫٥ متر|بلغ 1,000.5 متر
نسبة ٥٠٪ من|نسبة 50% من
بلغ ١٠<sup>٦</sup> متر|بلغ 10^6 متر
الوثيقة<sup>٦</sup> متر|الوثيقة متر
قال، هل هو آمن؟|قال, هل هو آمن?
שָׁלוֹם עֲלֵיכֶם אָמַר|שלום עליכם אמר
שלום עליכם אמר|שָׁלוֹם עֲלֵיכֶם אָמַר
בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים|בְּרֵאשִׁית בָּרָא אֱלֹהִים
מֵאָה וְשָׁלֹשׁ שָׁנִים|מאה ושלש שנים
مُحَمَّدٌ قَالَ|محمّد قال
محمد قال|مُحَمَّدٌ قَالَ
L’eau est sûre|eau est sûre
qu'elle est sûre|elle est sûre
大坝之安全|安全
He said <q>the <q>old</q> dam</q> is|He said “the ‘old’ dam” is
er sagt «der ‹alte› Damm» ist|er sagt "der 'alte' Damm" ist
super<wbr>cali dam|supercali dam
The <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby> dam|The 漢字 dam
the old dam is safe|the […] dam is safe
the dam. . . is safe|the dam… is safe
the dam† failed|the dam failed
the dam failed†.|the dam failed.
the dam failed.‡ It|the dam failed. It
the dam* failed|the dam failed
the dam** failed|the dam failed
the dam§ failed|the dam failed
in 1962† it failed|in 1962 it failed
""".strip().splitlines()
]


@pytest.mark.parametrize(("html", "quote"), FAITHFUL)
def test_in_a_page(html: str, quote: str) -> None:
    match = QuoteFinder(read(f"<p>{html}".encode(), "text/html", "utf-8")).find(quote)
    assert match.outcome in STANDS, match.diff


# What a page says, and what is another word or thing.
UNFAITHFUL = [
    row.split("|")
    for row in """
שָׁלוֹם עֲלֵיכֶם אָמַר|שְׁלוֹם עליכם אמר
مُحَمِّدٌ قَالَ|مُحَمَّدٌ قَالَ
مُحَمَّدٌ قَالَ|محم
أحمد قال|احمد قال
die Ärzte kamen|die Arzte kamen
всё плохо|все плохо
the dam failed|the dam* failed
the dam* failed|the dam† failed
the C*-algebra is|the C-algebra is
a grade A* is|a grade A is
a 5* hotel is|a 5 hotel is
it is sh*tty|it is shtty
O’Brien came in|Brien came in
aujourd'hui il pleut|hui il pleut
dam@example.org is|dam
a_b of it is|a
The dam is <span class="visually-hidden">not</span> safe|The dam is safe
The <del>old</del> <ins>new</ins> dam|The old dam
the ѕafe dam|the safe dam
the dam is fail-safe|safe
the d&#305;am is|the diam is
""".strip().splitlines()
]


@pytest.mark.parametrize(("html", "quote"), UNFAITHFUL)
def test_what_is_not_in_a_page(html: str, quote: str) -> None:
    match = QuoteFinder(read(f"<p>{html}".encode(), "text/html", "utf-8")).find(quote)
    assert match.outcome in ("near", "missing")
    assert match.outcome != "near" or "[-" in match.diff or "{+" in match.diff


VTT = """\
WEBVTT
Kind: captions

STYLE
::cue{color:red}

NOTE this is a
note

intro
00:00:01.000 --> 00:00:04.000 align:start position:0%
<v Anna Lee>The gate failed

2
00:00:04.000 --> 00:00:06.000
twice &amp; nobody was <00:00:05.000><c> told</c>

00:06.000 --> 00:08.000
- about it
"""
SRT = """\
1
00:00:01,000 --> 00:00:04,000
{\\an8}<i>The gate failed</i>

2
00:00:04,000 --> 00:00:06,000 X1:1 X2:2
twice in
<font color="#fff">May</font>

3
00:00:06,000 --> 00:00:07,000
1962 was worse

and dry
"""
ROLLING = """\
WEBVTT

00:00:01.000 --> 00:00:02.000
the gate failed

00:00:02.000 --> 00:00:03.000
the gate failed
twice in May

00:00:03.000 --> 00:00:04.000
twice in May
and nobody knew
"""
SBV = """\
0:00:01.000,0:00:04.000
The gate failed

0:00:04.000,0:00:06.000
twice in May
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("media_type", ["", "text/plain", "text/vtt", "application/x-subrip"])
@pytest.mark.parametrize(
    ("subtitles", "quote"),
    [
        (VTT, "The gate failed twice & nobody was told"),
        (VTT, "told - about it"),
        (f"\ufeff{VTT}", "The gate failed twice & nobody was told"),
        (SRT, "The gate failed twice in May 1962 was worse and dry"),
        (ROLLING, "the gate failed twice in May and nobody knew"),
        (SBV, "The gate failed twice in May"),
    ],
)
def test_in_subtitles(subtitles: str, quote: str, media_type: str, ends: str) -> None:
    reader = QuoteFinder(read(subtitles.replace("\n", ends).encode(), media_type))
    assert reader.find(quote).outcome in STANDS
    assert reader.find("this is a note").outcome not in STANDS


@pytest.mark.parametrize(
    ("escaped", "quote"),
    [
        (r"The caf\u00e9 is \"old\"", 'The café is "old"'),
        (r"The gate\nfailed", "The gate failed"),
        (r"The \ud83d\ude00 gate", "The 😀 gate"),
        (r"and\/or it \ud83d failed \x", "and/or it"),
    ],
)
def test_in_json(escaped: str, quote: str) -> None:
    text = read(f'{{"text": "{escaped}"}}'.encode(), "application/json")
    assert QuoteFinder(text).find(quote).outcome in STANDS
    # Half a character would be one that nobody can write.
    assert text.shown.encode()


SAVED = """\
From: <Saved by Blink>
Snapshot-Content-Location: https://city.example/
Subject: x
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----M"


------M
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://city.example/

<!DOCTYPE html><html><head><meta charset=3D"utf-8"></head><body><p>The gate failed =
twice =E2=82=AC5</p></body></html>
------M--
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "media_type", ["", "multipart/related", "message/rfc822", "application/octet-stream"]
)
def test_in_a_saved_page(media_type: str, ends: str) -> None:
    text = read(SAVED.replace("\n", ends).encode(), media_type)
    assert QuoteFinder(text).find("The gate failed twice €5").outcome in STANDS


@pytest.mark.parametrize(
    ("pages", "quote"),
    [
        (
            ["Board 2025\nThe gate failed and no-\nPage 1 of 2", "Board 2025\nbody knew.\nPage 2 of 2"],
            "and nobody knew.",
        ),
        (["The gate failed and\n- 1 -", "nobody knew.\n- 2 -"], "failed and nobody knew"),
        (["The gate failed and\n1 | Report", "nobody knew.\n2 | Report"], "failed and nobody knew"),
        (
            ["Report 1\nThe gate and", "2 Board\nnobody knew.", "Report 3\nIt was", "4 Board\nnight"],
            "gate and nobody knew. It was night",
        ),
        (["i\nThe gate failed and", "ii\nnobody knew."], "failed and nobody knew"),
        (["The gate failed and\n1", "nobody knew.\n2"], "failed and nobody knew"),
        (["The gate failed and\n9", "nobody knew.\n10"], "failed and nobody knew"),
        (["DRAFT\nBoard\n12 May\nThe gate and", "DRAFT\nBoard\n12 May\nnobody knew"], "gate and nobody knew"),
        (["It failed (see\nSeite 1 von 2", "above) and\nSeite 2 von 2"], "(see above) and"),
        (["It failed state-\n1", "owned and\n2"], "failed state-owned and"),
    ],
)
def test_over_the_end_of_a_page(pages: list[str], quote: str) -> None:
    assert QuoteFinder(Text(join_pages(pages))).find(quote).outcome in STANDS


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<x-c><template shadowrootmode=open><slot name=a></slot></template>The gate failed</x-c>", True),
        ("<x-c hidden><template shadowrootmode=open>The gate failed</template></x-c>", True),
        ("<x-c><template shadowrootmode=open><slot><b>Or</b></slot></template></x-c> The gate failed", False),
        ("<x-c><template shadowrootmode=open>The gate <x-d><template shadowrootmode=open><slot></slot>"
         "</template>failed</x-d></template></x-c>", False),
        ("<x-c><template shadowrootmode=open><slot></slot></template><i hidden>The gate failed</i></x-c>", True),
        pytest.param(
            "<x-c><template shadowrootmode=open><slot></slot></template><i hidden>Or <b>The gate failed</b></i></x-c>",
            True, marks=pytest.mark.thorough(one_in=1),
        ),
        ("<p>It is <s>The gate failed</s>", True),
        ('<p>It is <span style="text-decoration: red line-through">The gate failed</span>', True),
    ],
)  # fmt: skip
def test_what_a_reader_does_not_see(html: str, hidden: bool) -> None:
    match = QuoteFinder(read(html.encode(), "text/html")).find("The gate failed")
    assert match.outcome == ("hidden" if hidden else "found")


@pytest.mark.parametrize(
    ("text", "quote", "diff"),
    [
        (
            "The dam broke.He said so",
            "The dam broke. He said so",
            "The dam [-broke. He-] {+broke.He+} said so",
        ),
        ("a load of 5kg of steel", "a load of 5 kg of steel", "a load of [-5 kg-] {+5kg+} of steel"),
        (
            "the dam (old)broke at night",
            "the dam (old) broke at night",
            "the dam [-(old) broke-] {+(old)broke+} at night",
        ),
    ],
)
def test_a_difference_of_spaces_is_shown(text: str, quote: str, diff: str) -> None:
    match = QuoteFinder(Text(f"It rained. {text}. It rained again.")).find(quote)
    assert (match.outcome, match.diff, match.reason) == ("near", diff, "only spaces differ")
