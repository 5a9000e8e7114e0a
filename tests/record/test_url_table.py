"""Each line of the table of sites, with an address that it makes another one of; and what is kept apart."""

import itertools
import re

import pytest

from sayso.record.url_table import FORMS, HOST_PATTERNS, HOSTS, TRACKING_AT, WRAPPERS, Form
from sayso.record.urls import comparable_url, is_account, is_lasting, is_platform, site_names, unwrap

from .test_url_variants import VARIANTS

PAGE = "https://ledger.example/2025/line-4"
ID = "1244475516180021248"
FILE = "1AbCdEfGhIjKlMnOpQrStUvWx"

# The documents, and addresses of each.
ROWS = [
    row.split()
    for row in f"""
https://www.youtube.com/watch?v=aB3dE5gH7jK https://youtu.be/aB3dE5gH7jK?si=x&t=3 https://www.youtube.com/shorts/aB3dE5gH7jK https://www.youtube.com/embed/aB3dE5gH7jK?start=3 https://m.youtube.com/watch?list=PL1&v=aB3dE5gH7jK&index=2 https://www.youtube-nocookie.com/embed/aB3dE5gH7jK https://youtube.com/live/aB3dE5gH7jK?feature=share https://music.youtube.com/watch?v=aB3dE5gH7jK https://www.youtube.com/v/aB3dE5gH7jK https://www.youtube.com/attribution_link?u=/watch?v%3DaB3dE5gH7jK https://ghostarchive.org/varchive/youtube/20210101/aB3dE5gH7jK https://ghostarchive.org/varchive/aB3dE5gH7jK https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DaB3dE5gH7jK&gl=DE
https://www.youtube.com/playlist?list=PL123 https://youtube.com/playlist?list=PL123&si=a
https://vimeo.com/123456 https://player.vimeo.com/video/123456?autoplay=1 https://vimeo.com/channels/staffpicks/123456 https://vimeo.com/123456?share=copy
https://vimeo.com/123456/0a1b2c https://player.vimeo.com/video/123456?h=0a1b2c
https://www.dailymotion.com/video/x7tgad0 https://dai.ly/x7tgad0 https://www.dailymotion.com/embed/video/x7tgad0 https://geo.dailymotion.com/player.html?video=x7tgad0 https://www.dailymotion.com/video/x7tgad0_the-dam
https://www.tiktok.com/@damboard/video/7012345678901234567 https://m.tiktok.com/v/7012345678901234567.html https://www.tiktok.com/embed/v2/7012345678901234567 https://www.tiktok.com/@damboard/video/7012345678901234567?is_from_webapp=1&sender_device=pc
https://www.twitch.tv/videos/123456789 https://player.twitch.tv/?video=v123456789&parent=x https://www.twitch.tv/damboard/v/123456789
https://clips.twitch.tv/AbcdefghijklmnopqR https://www.twitch.tv/damboard/clip/AbcdefghijklmnopqR
https://rumble.com/v1abcd-the-dam.html https://rumble.com/v1abcd-the-dam-again.html?mref=1
https://www.bilibili.com/video/BV1xx411c7mD https://m.bilibili.com/video/BV1xx411c7mD?p=1&spm_id_from=333
https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk https://open.spotify.com/intl-de/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1 https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk
https://podcasts.apple.com/us/podcast/dams/id123?i=456 https://podcasts.apple.com/de/podcast/id123?i=456&l=en
https://archive.org/details/dam-film https://archive.org/embed/dam-film
https://x.com/damboard/status/{ID} https://twitter.com/damboard/status/{ID}/photo/1 https://x.com/damboard/status/{ID}?s=20 https://twitter.com/i/web/status/{ID} https://mobile.twitter.com/damboard/statuses/{ID} https://x.com/i/status/{ID} https://fxtwitter.com/damboard/status/{ID} https://platform.twitter.com/embed/Tweet.html?id={ID}&theme=dark https://publish.twitter.com/?query=https%3A%2F%2Ftwitter.com%2Fdamboard%2Fstatus%2F{ID} https://nitter.net/damboard/status/{ID}#m https://x.com/i/flow/login?redirect_after_login=%2Fdamboard%2Fstatus%2F{ID} https://x.com/damboard/status/{ID}/video/1?t=x
https://t.me/damboard/123 https://t.me/s/damboard/123 https://telegram.me/DamBoard/123?single https://t.me/damboard/123?embed=1
https://t.me/damboard https://t.me/s/DamBoard
https://www.instagram.com/p/CabcDEF123/ https://www.instagram.com/reel/CabcDEF123/?igsh=x https://instagr.am/p/CabcDEF123 https://www.instagram.com/damboard/p/CabcDEF123/ https://www.instagram.com/p/CabcDEF123/embed/captioned/ https://www.instagram.com/tv/CabcDEF123 https://www.instagram.com/accounts/login/?next=%2Fp%2FCabcDEF123%2F
https://www.facebook.com/watch/?v=1234567890 https://www.facebook.com/damboard/videos/1234567890/ https://m.facebook.com/watch/live/?v=1234567890&ref=x https://www.facebook.com/damboard/videos/the-dam/1234567890 https://www.facebook.com/reel/1234567890 https://fb.com/video.php?v=1234567890
https://www.facebook.com/photo/?fbid=1234567 https://www.facebook.com/photo.php?fbid=1234567&set=a.1&type=3 https://www.facebook.com/damboard/photos/a.1/1234567/
https://www.facebook.com/permalink.php?story_fbid=12345678&id=99 https://m.facebook.com/story.php?story_fbid=12345678&id=99&eav=x https://www.facebook.com/99/posts/12345678
https://www.facebook.com/groups/dams/posts/12345 https://m.facebook.com/groups/dams/permalink/12345/
https://www.facebook.com/damboard/posts/1234567890 https://de-de.facebook.com/damboard/posts/the-dam-leaks/1234567890?__tn__=R
https://www.reddit.com/r/water/comments/abc123/dam/?share_id=Zx https://old.reddit.com/r/water/comments/abc123/dam/ https://redd.it/abc123 https://www.reddit.com/comments/abc123 https://www.reddit.com/gallery/abc123 https://out.reddit.com/t3_x?url=https%3A%2F%2Fredd.it%2Fabc123
https://www.reddit.com/r/water/comments/abc123/dam/def456/?context=3 https://www.reddit.com/r/water/comments/abc123/comment/def456/
https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567/ https://de.linkedin.com/posts/damboard_the-dam-activity-7012345678901234567-AbCd?trk=x https://www.linkedin.com/embed/feed/update/urn:li:activity:7012345678901234567 https://www.linkedin.com/feed/update/activity-7012345678901234567 https://www.linkedin.com/authwall?sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Ffeed%2Fupdate%2Furn%3Ali%3Aactivity%3A7012345678901234567
https://www.threads.net/@damboard/post/CuAbC123 https://www.threads.com/@damboard/post/CuAbC123?xmt=1 https://www.threads.net/t/CuAbC123
https://weibo.com/1234567890/LabcdeFGh https://m.weibo.cn/status/LabcdeFGh https://m.weibo.cn/detail/LabcdeFGh
https://vk.com/wall-1_23 https://m.vk.com/damboard?w=wall-1_23 https://away.vk.com/away.php?to=https%3A%2F%2Fvk.com%2Fwall-1_23
https://vk.com/video-1_23 https://vk.com/damboard?z=video-1_23 https://vkvideo.ru/video-1_23
https://mastodon.social/@damboard/112233445566778899 https://mastodon.social/users/DamBoard/statuses/112233445566778899 https://mastodon.social/deck/@damboard/112233445566778899 https://mastodon.social/@damboard/112233445566778899/embed
https://medium.com/@damboard/the-dam-0a1b2c3d4e5f https://damboard.medium.com/the-dam-0a1b2c3d4e5f?source=rss https://medium.com/p/0a1b2c3d4e5f https://medium.com/m/signin?redirect=https%3A%2F%2Fmedium.com%2Fp%2F0a1b2c3d4e5f
https://damboard.substack.com/p/the-dam https://open.substack.com/pub/damboard/p/the-dam?r=1&utm_medium=ios
https://damboard.blogspot.com/2025/01/dam.html https://damboard.blogspot.de/2025/01/dam.html?m=1 https://damboard.blogspot.co.uk/2025/01/dam.html
https://en.wikipedia.org/wiki/Dam_failure https://en.m.wikipedia.org/wiki/Dam_failure https://en.wikipedia.org/w/index.php?title=Dam_failure https://en.wikipedia.org/wiki/Dam_failure#Causes
https://zh.wikipedia.org/wiki/X https://zh.wikipedia.org/zh-hans/X https://zh.m.wikipedia.org/zh-tw/X
https://en.wikipedia.org/wiki/Dam_failure?oldid=5 https://en.wikipedia.org/w/index.php?title=Dam_failure&oldid=5
https://doi.org/10.1000/ABC http://dx.doi.org/10.1000/abc https://doi.org/10.1000%2Fabc https://hdl.handle.net/10.1000/abc https://onlinelibrary.example/doi/full/10.1000/abc https://www.tandfonline.com/doi/abs/10.1000/abc https://link.springer.com/article/10.1000/abc https://doi.org/doi:10.1000/abc
https://www.nature.com/articles/s41586-021-03819-2 https://doi.org/10.1038/s41586-021-03819-2 https://www.nature.com/articles/s41586-021-03819-2.pdf
https://arxiv.org/abs/2101.00001 https://arxiv.org/pdf/2101.00001.pdf https://doi.org/10.48550/arXiv.2101.00001 https://export.arxiv.org/abs/2101.00001
https://pubmed.ncbi.nlm.nih.gov/123456/ https://www.ncbi.nlm.nih.gov/pubmed/123456
https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/ https://pmc.ncbi.nlm.nih.gov/articles/PMC123/
https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1 https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full.pdf
https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123 https://ssrn.com/abstract=123
https://www.jstor.org/stable/123456 https://www.jstor.org/stable/pdf/123456.pdf?seq=1
https://www.bbc.com/news/uk-12345678 https://www.bbc.co.uk/news/uk-12345678?at_medium=RSS https://www.bbc.co.uk/news/amp/uk-12345678
https://apnews.com/article/the-dam-0123456789abcdef0123456789abcdef https://apnews.com/0123456789abcdef0123456789abcdef
https://www.dw.com/en/the-dam/a-65123456 https://dw.com/a-65123456?maca=en-rss
https://raw.githubusercontent.com/o/r/main/data.csv https://github.com/o/r/blob/main/data.csv https://github.com/o/r/raw/refs/heads/main/data.csv
https://docs.google.com/document/d/{FILE}/edit?usp=sharing https://docs.google.com/document/u/1/d/{FILE}/preview https://docs.google.com/document/d/{FILE}
https://drive.google.com/file/d/{FILE}2/view?usp=sharing https://drive.google.com/open?id={FILE}2 https://docs.google.com/document/d/{FILE}2/edit https://drive.google.com/uc?id={FILE}2&export=download
https://stackoverflow.com/questions/123/how-dams https://stackoverflow.com/q/123
https://edition.cnn.com/2025/01/01/dam https://www.cnn.com/2025/01/01/dam
https://www.nytimes.com/2025/dam.html?smid=tw https://mobile.nytimes.com/2025/dam.html
https://de.pinterest.com/pin/1 https://www.pinterest.com/pin/1 https://pinterest.com/offsite/?url=https%3A%2F%2Fpinterest.com%2Fpin%2F1
""".strip().splitlines()
]

TO_PAGE = """\
https://www.google.com/url?sa=t&url=https%3A%2F%2Fledger.example%2F2025%2Fline-4&usg=AOv
https://www.google.de/url?q=https://ledger.example/2025/line-4&sa=D
https://scholar.google.com/scholar_url?url=https://ledger.example/2025/line-4&hl=en
https://translate.google.com/translate?sl=de&tl=en&u=https://ledger.example/2025/line-4
https://ledger-example.translate.goog/2025/line-4?_x_tr_sl=de&_x_tr_tl=en
https://duckduckgo.com/l/?uddg=https%3A%2F%2Fledger.example%2F2025%2Fline%2D4&rut=1
https://l.facebook.com/l.php?u=https%3A%2F%2Fledger.example%2F2025%2Fline-4%3Ffbclid%3Dx&h=AT
https://lm.facebook.com/l.php?u=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://l.instagram.com/?u=https%3A%2F%2Fledger.example%2F2025%2Fline-4&e=x
https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://twitter.com/intent/tweet?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4&text=x
https://t.me/share/url?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fledger%2Eexample%2F2025%2Fline-4&urlhash=x
https://weibo.cn/sinaurl?u=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://link.zhihu.com/?target=https%3A//ledger.example/2025/line-4
https://www.douban.com/link2/?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://t.umblr.com/redirect?z=https%3A%2F%2Fledger.example%2F2025%2Fline-4&t=x
https://medium.com/r/?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://disq.us/url?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4%2F
https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4&data=05
https://urldefense.com/v3/__https://ledger.example/2025/line-4__;!!abc!def$
https://urldefense.proofpoint.com/v2/url?u=https-3A__ledger.example_2025_line-2D4&d=DwMFaQ
https://slack-redir.net/link?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://getpocket.com/redirect?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://12ft.io/https://ledger.example/2025/line-4
https://web.archive.org/web/20250403120000if_/https://ledger.example/2025/line-4
https://web.archive.org/https://ledger.example/2025/line-4
https://arquivo.pt/wayback/20250403120000/https://ledger.example/2025/line-4
https://arquivo.pt/noFrame/replay/20250403120000/https://ledger.example/2025/line-4
https://www.webarchive.org.uk/wayback/archive/20250403120000mp_/https://ledger.example/2025/line-4
https://webarchive.loc.gov/all/20250403120000/https://ledger.example/2025/line-4
https://webarchive.nationalarchives.gov.uk/ukgwa/20250403120000/https://ledger.example/2025/line-4
https://wayback.archive-it.org/1234/20250403120000/https://ledger.example/2025/line-4
https://wayback.vefsafn.is/wayback/20250403120000/http://ledger.example/2025/line-4
https://swap.stanford.edu/was/20250403120000/https://ledger.example/2025/line-4
https://haw.example/web/20250403120000/https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://timetravel.mementoweb.org/memento/2025/https://ledger.example/2025/line-4
https://www.webcitation.org/query?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4&date=2010-01-01
https://www.webcitation.org/5xyz?url=https://ledger.example/2025/line-4
https://megalodon.jp/2025-0403-1200-00/https://ledger.example/2025/line-4
https://megalodon.jp/2025-0403-1200-00/ledger.example/2025/line-4
https://archive.wikiwix.com/cache/?url=https%3A%2F%2Fledger.example%2F2025%2Fline-4
https://archive.wikiwix.com/cache/20110224000000/https://ledger.example/2025/line-4
https://archive.ph/newest/https://ledger.example/2025/line-4
https://perma.cc/AB12-CD34/https://ledger.example/2025/line-4
https://www.google.com/amp/s/ledger.example/2025/line-4
https://ledger-example.cdn.ampproject.org/c/s/ledger.example/2025/line-4
https://archive.ph/?url=https://ledger.example/2025/line-4
https://m.ledger.example/2025/line-4
https://mobile.ledger.example/2025/line-4?utm_source=a&mtm_campaign=b&gclid=c&_hsenc=d&ref_src=e&at_campaign_type=f
""".split()

APART = f"""
https://stats.example/table?cmp=DE
https://stats.example/table?cmp=FR
https://stats.example/table?at_date=2025
https://stats.example/table?at_date=2024
https://stats.example/table?ns_id=1
https://stats.example/table?ref=1
https://stats.example/table?source=1
https://stats.example/table?ito=1
https://stats.example/table?spm=1
https://stats.example/table?t=1
https://stats.example/table?amp=5
https://stats.example/table?m=1
https://stats.example/table?icid=1
https://stats.example/table
https://www.youtube.com/watch?v=aB3dE5gH7jK
https://www.youtube.com/watch?v=aB3dE5gH7jk
https://www.youtube.com/watch?v=aB3dE5gH7jK&lc=Ug1
https://www.youtube.com/@damboard/shorts
https://www.youtube.com/playlist?list=PL1
https://x.com/damboard/status/{ID}
https://x.com/damboard/status/{ID}1
https://x.com/damboard
https://x.com/damboard/with_replies
https://t.me/damboard/1
https://t.me/damboard/12
https://t.me/damboard/12?comment=3
https://t.me/s/damboard?before=100
https://t.me/s/damboard?q=dam
https://t.me/damboard
https://t.me/+AbCd
https://t.me/+abcd
https://t.me/joinchat/AbCd
https://t.me/c/123/4
https://en.wikipedia.org/wiki/Dam
https://de.wikipedia.org/wiki/Dam
https://en.wikipedia.org/wiki/Dam?action=history
https://en.wikipedia.org/w/index.php?title=Dam&oldid=5
https://en.wikipedia.org/w/index.php?title=Dam&oldid=6
https://en.wikipedia.org/w/index.php?title=Dam&diff=6&oldid=5
https://en.wiktionary.org/wiki/Dam
https://www.reddit.com/r/water/comments/abc123/dam/
https://www.reddit.com/r/water/comments/abc123/dam/def456/
https://www.reddit.com/r/water/
https://www.facebook.com/damboard/posts/1234567890
https://www.facebook.com/damboard/posts/1234567890?comment_id=3
https://www.facebook.com/damboard
https://www.facebook.com/watch/?v=1234567891
https://www.facebook.com/photo/?fbid=1234567891
https://www.instagram.com/damboard/
https://www.instagram.com/p/CabcDEF123/
https://www.instagram.com/p/CabcDEF124/
https://doi.org/10.1000/abc
https://doi.org/10.1000/abd
https://arxiv.org/abs/2101.00001
https://one.blogspot.com/2025/dam.html
https://two.blogspot.de/2025/dam.html
https://m.github.io/2025/dam.html
https://github.io/2025/dam.html
https://one.example.co.uk/m
https://m.co.uk/m
https://co.uk/m
https://docs.google.com/spreadsheets/d/{FILE}/edit?gid=0
https://docs.google.com/spreadsheets/d/{FILE}/edit?gid=7
https://docs.google.com/spreadsheets/d/{FILE}/edit#gid=1
https://docs.google.com/spreadsheets/d/{FILE}/edit#gid=2
https://stats.example/t?ns_source=table1
https://stats.example/t?ns_source=table2
https://stats.example/t?at_format=pdf-2019
https://stats.example/t?at_format=pdf-2020
https://github.com/o/r/blob/main/data.csv
https://github.com/o/r/blob/dev/data.csv
https://github.com/o/r/issues/1
https://www.google.com/url?sa=t&cd=1
https://www.google.com/search?q=dam
https://www.google.com/search?q=dams
https://l.facebook.com/l.php?h=1
https://t.co/AbC
https://t.co/abc
https://urldefense.com/v3/__https://ledger.example/a*b__;Iw!!x
https://urldefense.proofpoint.com/v2/url?d=1
https://ghostarchive.org/archive/AbC12
https://stats.example/20250403/https://ledger.example
https://stats.example/login?next=https://ledger.example
https://stats.example/?url=https://ledger.example
https://mastodon.social/@damboard
https://mastodon.social/@damboard/112233445566778899
https://mastodon.social/@other/112233445566778898
https://podcasts.apple.com/us/podcast/dams/id123?i=456
https://podcasts.apple.com/us/podcast/dams/id123?i=457
https://www.bbc.com/news
https://www.bbc.co.uk/news/scores?date=1
https://www.dw.com/en/the-dam/a-65123457
https://youtube.com:8080/watch?v=aB3dE5gH7jK&x=1
https://stackoverflow.com/questions/123/how-dams/456
""".split()

ALL = [*itertools.chain(*ROWS), *TO_PAGE, *APART]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_addresses_of_one_document(row: list[str]) -> None:
    assert len(row) > 1
    assert {each: comparable_url(each) for each in row} == dict.fromkeys(row, comparable_url(row[0]))


@pytest.mark.parametrize("url", TO_PAGE)
def test_links_and_copies(url: str) -> None:
    assert comparable_url(url) == comparable_url(PAGE)
    assert comparable_url(f"{url}#top") == comparable_url(PAGE)


def test_rows_are_documents_of_their_own() -> None:
    assert len({comparable_url(row[0]) for row in [*ROWS, [PAGE]]}) == len(ROWS) + 1


def test_no_two_of_those_apart_are_one() -> None:
    assert len({comparable_url(url) for url in APART}) == len(APART)


@pytest.mark.parametrize("url", ALL)
def test_what_is_left_is_not_changed_again(url: str) -> None:
    once = comparable_url(url)
    assert comparable_url(f"https://{once}") == once
    for around in ("https://web.archive.org/web/20250403120000/", "https://archive.ph/o/x/"):
        assert comparable_url(around + url) == once


def test_each_line_has_a_row() -> None:
    """No line of the table is without an address that it is for."""
    every = [*ALL, *itertools.chain(*VARIANTS)]
    hosts = [re.sub(r"https?://(?:www\.)?([^/]*).*", r"\1", url) for url in every]
    for host, names in HOSTS.items():
        for name in names.split():
            assert comparable_url(f"https://{name}/some/page") == f"{host}/some/page"
    for pattern, _ in HOST_PATTERNS:
        assert any(re.fullmatch(pattern, host) for host in hosts), pattern
    for wrapper in WRAPPERS:
        assert any(re.fullmatch(wrapper.host, host) for host in map(_canonical, hosts)), wrapper
    for form in FORMS:
        assert any(_has_form(form, url) for url in every), form
    for host, names in TRACKING_AT.items():
        for name in names.split():
            assert comparable_url(f"https://{host}/some/page?{name}=1&page=2") == f"{host}/some/page?page=2"
            assert comparable_url(f"https://stats.example/page?{name}=1").endswith(("/page", f"?{name}=1"))


def _canonical(host: str) -> str:
    return comparable_url(f"https://{host}").partition("/")[0]


def _has_form(form: Form, url: str) -> bool:
    bare = re.sub(r"https?://[^/]*", "", unwrap(url)).partition("#")[0]
    path, _, query = bare.partition("?")
    given = dict(each.partition("=")[::2] for each in query.split("&"))
    own = "&".join(f"{name}={given[name]}" for name in form.by.split() if name in given)
    path = path.rstrip("/")
    return any(re.fullmatch(form.pattern, each) for each in (path, f"{path}?{own}"))


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://mastodon.social/@DamBoard/1", ["mastodon.social/@damboard", "mastodon.social"]),
        (
            "https://mastodon.social/users/damboard/statuses/1",
            ["mastodon.social/@damboard", "mastodon.social"],
        ),
        ("https://mastodon.social/@damboard@city.example/1", ["city.example/@damboard", "mastodon.social"]),
        ("https://medium.com/@damboard/x", ["medium.com/@damboard"]),
        ("https://damboard.blogspot.de/1", ["damboard.blogspot.com"]),
        ("https://damboard.medium.com/@other/1", ["damboard.medium.com"]),
    ],
)
def test_accounts_and_blogs(url: str, names: list[str]) -> None:
    assert list(site_names(url)) == names
    assert is_account(names[0])
    assert not is_account("city.example")


def test_blogs_under_country_domains_are_platforms() -> None:
    assert is_platform("www.medium.com")
    assert not is_platform("damboard.blogspot.de")


def test_any_archive_of_that_kind_is_lasting() -> None:
    assert is_lasting("https://webarchiv.example/wayback/20250403120000/https://ledger.example/")
    assert is_lasting("https://arquivo.pt/wayback/2025/ledger.example")
    assert not is_lasting("https://ledger.example/20250403120000/line")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"https://docs.google.com/spreadsheets/d/{FILE}/edit#gid=7", f"https://docs.google.com/spreadsheets/d/{FILE}/edit?gid=7#gid=7"),
        (f"https://docs.google.com/spreadsheets/d/{FILE}/edit#gid=0", f"https://docs.google.com/spreadsheets/d/{FILE}/view"),
        ('https://hudoc.echr.coe.int/eng#{"itemid":["001-57516"]}', "https://hudoc.echr.coe.int/fre?i=001-57516"),
        ("https://de.wikipedia.org/wiki/M%C3%BCnchen_(Film)", "https://de.wikipedia.org/wiki/München_%28Film%29"),
        ("https://www.bbc.co.uk/programmes/p01?at_format=link&ns_source=x", "https://www.bbc.co.uk/programmes/p01"),
        ("https://www.bbc.com/future/dam?at_link_id=1&ns_fee=0", "https://www.bbc.com/future/dam"),
    ],
)  # fmt: skip
def test_what_one_host_alone_has(one: str, other: str) -> None:
    assert comparable_url(one) == comparable_url(other)
