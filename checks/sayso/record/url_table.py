"""What is known of single sites and of links in general: a new site is one line, and one row of its test.

A parameter goes only where it is known to say whence a reader came: on its host, or by a name that nobody
else uses. Kept lists of such names (ClearURLs and what follows it) are no help: they are made to shorten
links, and drop `ref`, `source` or `cmp` wherever they stand, which tell documents apart elsewhere.
"""

from typing import Final, NamedTuple


class Form(NamedTuple):
    """How a site addresses one kind of document."""

    hosts: str
    """Names of hosts; `*.` in front stands for any name in front of one, or none, and `*` for any host."""
    pattern: str
    """What path and `by` look like together, as in `/watch?v=1`."""
    canonical: str
    r"""The one address, without scheme; `{host}`, the first `{name}` of that, and the groups `\1`, `\2` stand in it."""
    by: str = ""
    """The parameters that tell documents of this kind apart, in the order of the pattern; others go."""
    lower: bool = False
    """Whether capitals make no difference."""
    title: bool = False
    """Whether it is named as a page of a wiki: `_` for a space, the first letter of any case."""


class Wrapper(NamedTuple):
    """An address that holds another one, to which it leads or of which it shows a copy."""

    host: str
    """What the host looks like."""
    path: str
    """What the path looks like; if there are no `parameters`, what stands before the address in it, or the group
    that holds the address."""
    parameters: str = ""
    """The parameters that can hold the address, the first that does counts; `?` for all that stands behind that."""
    tail: str = ""
    """What stands behind the address in its parameter."""


HOSTS: Final = {
    "x.com": "twitter.com mobile.twitter.com mobile.x.com m.twitter.com fxtwitter.com vxtwitter.com fixupx.com "
    "fixvx.com xcancel.com twittpr.com",
    "facebook.com": "fb.com m.facebook.com mbasic.facebook.com web.facebook.com touch.facebook.com "
    "business.facebook.com",
    "youtube.com": "m.youtube.com youtube-nocookie.com music.youtube.com gaming.youtube.com youtube.googleapis.com "
    "youtubekids.com yewtu.be inv.nadeko.net piped.video preservetube.com",
    "instagram.com": "instagr.am m.instagram.com ddinstagram.com kkinstagram.com imginn.com",
    "t.me": "telegram.me telegram.dog",
    "reddit.com": "old.reddit.com new.reddit.com np.reddit.com i.reddit.com m.reddit.com sh.reddit.com "
    "redditmedia.com libredd.it teddit.net safereddit.com",
    "weibo.com": "m.weibo.com m.weibo.cn weibo.cn",
    "vk.com": "m.vk.com vk.ru m.vk.ru",
    "threads.net": "threads.com",
    "tiktok.com": "m.tiktok.com vxtiktok.com",
    "bsky.app": "staging.bsky.app main.bsky.dev fxbsky.app bskx.app deer.social",
    "odysee.com": "lbry.tv",
    "medium.com": "m.medium.com scribe.rip",
    "doi.org": "dx.doi.org oadoi.org unpaywall.org",
    "arxiv.org": "export.arxiv.org browse.arxiv.org ar5iv.labs.arxiv.org ar5iv.org alphaxiv.org arxiv-vanity.com "
    "xxx.lanl.gov",
    "pubmed.ncbi.nlm.nih.gov": "pubmed.gov",
    "cnn.com": "edition.cnn.com m.cnn.com",
    "archive.org": "m.archive.org",
    "theguardian.com": "guardian.co.uk",
    "discord.com": "discordapp.com ptb.discord.com canary.discord.com",
    "documentcloud.org": "embed.documentcloud.org beta.documentcloud.org",
    "dropbox.com": "dl.dropbox.com dl.dropboxusercontent.com",
    "raw.githubusercontent.com": "raw.github.com",
}
"""Other names of hosts."""

HOST_PATTERNS: Final = (
    (r"([a-z0-9-]+)\.(?:m|mobile|zero)\.(wik[a-z]+\.org)", r"\1.\2"),
    (r"nitter\.(?:[a-z0-9-]+\.)*[a-z]+|(?:[a-z]|api)\.(?:fx|vx)twitter\.com", "x.com"),
    (r"invidious\.(?:[a-z0-9-]+\.)*[a-z]+", "youtube.com"),
    (r"(?:[a-z]{2}|ssl|pay|embed)\.reddit\.com", "reddit.com"),
    (r"[a-z]{2}\.arxiv\.org", "arxiv.org"),
    (r"[a-z]{2}\.scribd\.com", "scribd.com"),
    (r"books\.google\.[a-z]{2,3}(?:\.[a-z]{2})?", "books.google.com"),
    (r"sci-hub\.[a-z]{2,3}", "doi.org"),
    (r"([a-z0-9-]+)\.blogspot\.[a-z]{2,3}(?:\.[a-z]{2})?", r"\1.blogspot.com"),
    (r"[a-z]{2}-[a-z]{2}\.facebook\.com", "facebook.com"),
    (r"[a-z]{2}\.linkedin\.com", "linkedin.com"),
    (r"[a-z]{2}\.pinterest\.com|pinterest\.(?:de|fr|it|es|ca|co\.uk|jp)", "pinterest.com"),
)
"""Other names of hosts that follow a pattern."""

_VIDEO: Final = "([0-9A-Za-z_-]{11})"
_WIKIS: Final = "*.wikipedia.org *.wikinews.org *.wikisource.org *.wikiquote.org *.wikivoyage.org *.wikimedia.org wikidata.org"
_ALL_WIKIS: Final = f"{_WIKIS} *.wiktionary.org"
_DOI: Final = "(10[.][0-9]{4,9}/[^?]+?)"
_PART: Final = r"(?:/(?:full|abstract|html|xml|pdf|epub|meta|fulltext(?:\.html)?|references|figures|tables|metrics|suppl))?(?:\?.*)?"
_STATUS: Final = "([0-9]{2,})"
# The symbol of a document of the United Nations, such as `A/RES/60/1`, of which the slashes may be encoded.
_PART_OF_SYMBOL: Final = "([A-Za-z0-9.()*-]+)"
_SYMBOL: Final = f"{_PART_OF_SYMBOL}(?:/|%2[Ff]){_PART_OF_SYMBOL}" + 4 * f"(?:(?:/|%2[Ff]){_PART_OF_SYMBOL})?"
_BY_SYMBOL: Final = r"undocs.org/\1/\2/\3/\4/\5/\6"
# How Elsevier numbers its articles.
_PII: Final = r"(?i:s)([0-9]{4})-([0-9]{3}[0-9xX])\(([0-9]{2})\)([0-9]{5})-([0-9xX])"
_BY_PII: Final = r"sciencedirect.com/science/article/pii/s\1\2\3\4\5"
_ACL: Final = r"([A-Za-z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[\w-]+\.[0-9]+)"
_FILE: Final = r"([\w-]{20,})"

FORMS: Final = (
    # Videos and sound
    Form("youtube.com", rf"/watch\?v={_VIDEO}", r"youtube.com/watch?v=\1", "v lc"),
    Form("youtube.com", rf"/(?:shorts|embed|live|v|e|vi)/{_VIDEO}(?:[/&].*)?", r"youtube.com/watch?v=\1", "lc"),
    Form("youtube.com", rf"(?:/watch/{_VIDEO}|/?\?v={_VIDEO})", r"youtube.com/watch?v=\1\2", "v"),
    Form("youtu.be", rf"/(?:watch\?v=)?{_VIDEO}", r"youtube.com/watch?v=\1", "v lc"),
    Form("youtube.com", r"/playlist\?list=([\w-]+)", r"youtube.com/playlist?list=\1", "list"),
    Form("vimeo.com player.vimeo.com", r"(?:/video|/channels/[^/]+|/groups/[^/]+/videos|/(?:album|showcase)/[^/]+/video)?/([0-9]+)(?:(?:/|\?h=)([0-9a-f]+))?", r"vimeo.com/\1/\2", "h"),
    Form("dailymotion.com dai.ly geo.dailymotion.com", r"(?:/embed)?(?:/video)?/(x[0-9a-z]{5,8})(?:_[^/]*)?", r"dailymotion.com/video/\1"),
    Form("geo.dailymotion.com", r"/player(?:/[^/]+)?\.html\?video=(\w+)", r"dailymotion.com/video/\1", "video"),
    Form("tiktok.com", r"(?:/@[^/]*/video|/@[^/]*/photo|/embed/v[0-9]|/embed|/v|/player/v1|(?:/i18n)?/share/video)/([0-9]{15,})(?:\.html)?", r"tiktok.com/video/\1"),
    Form("twitch.tv", r"(?:/videos|/[^/]+/v(?:ideo)?)/([0-9]+)", r"twitch.tv/videos/\1"),
    Form("player.twitch.tv", r"/?\?video=v?([0-9]+)", r"twitch.tv/videos/\1", "video"),
    Form("twitch.tv", r"/[^/]+/clip/([A-Z][0-9A-Za-z_-]{15,})", r"twitch.tv/clip/\1"),
    Form("clips.twitch.tv", r"/([A-Z][0-9A-Za-z_-]{15,})", r"twitch.tv/clip/\1"),
    Form("rumble.com", r"/(v[0-9a-z]{5,7})-[^/]*", r"rumble.com/\1"),
    Form("bilibili.com player.bilibili.com m.bilibili.com", r"/video/(BV[0-9A-Za-z]{10})(?:\?p=1)?", r"bilibili.com/video/\1", "p"),
    Form("b23.tv", r"/(BV[0-9A-Za-z]{10})", r"bilibili.com/video/\1"),
    Form("player.bilibili.com", r"/player\.html\?bvid=(BV[0-9A-Za-z]{10})", r"bilibili.com/video/\1", "bvid"),
    Form("odysee.com", r"(?:/\$/embed)?/(@[^/]+/[^/]+)", r"odysee.com/\1"),
    Form("open.spotify.com", r"(?:/intl-[a-z]+)?(?:/embed)?/(episode|show|track|album|playlist)/(\w+)", r"open.spotify.com/\1/\2"),
    Form("podcasts.apple.com", r"(?:/[a-z]{2})?/podcast(?:/[^/]+)?/id([0-9]+)(?:\?i=([0-9]+))?", r"podcasts.apple.com/id\1/\2", "i"),
    Form("archive.org", r"/(?:details|embed|download|stream)/([^/]+)(?:/page/.*|/[^/]+_djvu\.txt)?", r"archive.org/details/\1"),
    Form("rutube.ru", r"/(?:video|play/embed)/([0-9a-f]{32})", r"rutube.ru/video/\1"),
    Form("ok.ru", r"/(?:video|videoembed|live)/([0-9]{5,})", r"ok.ru/video/\1"),
    Form("bitchute.com", r"/(?:video|embed)/(\w{10,14})", r"bitchute.com/video/\1"),
    Form("nicovideo.jp sp.nicovideo.jp embed.nicovideo.jp", r"/watch/((?:sm|nm|so)[0-9]+)", r"nicovideo.jp/watch/\1"),
    Form("nico.ms", r"/((?:sm|nm|so)[0-9]+)", r"nicovideo.jp/watch/\1"),
    Form("*.youku.com", r"/(?:v_show/id_|video/id_|embed/)(X\w+={0,2})(?:\.html)?", r"youku.com/\1"),
    Form("douyin.com iesdouyin.com", r"(?:/share)?/video/([0-9]{15,})", r"douyin.com/video/\1"),
    Form("youtube.com", r"/(@[\w.-]+)(?:/featured)?", r"youtube.com/\1", lower=True),
    Form("youtube.com", r"/(channel/UC[\w-]{22})(?:/featured)?", r"youtube.com/\1"),
    # Posts
    Form("x.com", rf"(?:/i/web|/i|/@?\w+)?/status(?:es)?/{_STATUS}(?:/.*)?", r"x.com/i/status/\1"),
    Form("x.com", rf"/intent/[a-z]+\?tweet_id={_STATUS}", r"x.com/i/status/\1", "tweet_id"),
    Form("threadreaderapp.com", rf"/thread/{_STATUS}(?:\.html)?", r"x.com/i/status/\1"),
    Form("cdn.syndication.twimg.com", rf"/tweet(?:-result)?\?id={_STATUS}", r"x.com/i/status/\1", "id"),
    Form("platform.x.com platform.twitter.com", r"/embed/(?:[Tt]weet|index)\.html\?id=([0-9]+)", r"x.com/i/status/\1", "id"),
    Form("x.com", r"/(?!(?:i|search|explore|hashtag|home|intent|share|login)\b)@?(\w{1,15})", r"x.com/\1", "q", lower=True),
    Form("t.me", r"(?:/s)?/([A-Za-z]\w{1,31}/[0-9]+)", r"t.me/\1", "comment thread", lower=True),
    Form("t.me", r"(?:/s)?/([A-Za-z]\w{3,31})", r"t.me/\1", "before after q start", lower=True),
    Form("*.t.me", r"(?:/s)?/([0-9]+)", r"t.me/{name}/\1", "comment thread"),
    Form("tgstat.com tgstat.ru", r"(?:/[a-z]{2})?/channel/@(\w+)/([0-9]+)(?:/.*)?", r"t.me/\1/\2", lower=True),
    Form("bsky.app", r"/profile/[^/]+/post/([2-7a-z]{13})(?:/.*)?", r"bsky.app/post/\1"),
    Form("embed.bsky.app", r"/embed/[^/]+/app\.bsky\.feed\.post/([2-7a-z]{13})", r"bsky.app/post/\1"),
    Form("instagram.com", r"(?:/[\w.]+)?/(?:p|reel|reels|tv)/([\w-]{5,})(?:/embed(?:/captioned)?)?", r"instagram.com/p/\1"),
    Form("facebook.com", r"/(?:watch|watch/live|video\.php|video/embed)/?\?v(?:ideo_id)?=([0-9]+)", r"facebook.com/watch?v=\1", "v video_id comment_id"),
    Form("facebook.com", r"/(?:[^/]+/videos(?:/[^/]+)?|reel)/([0-9]{6,})", r"facebook.com/watch?v=\1", "comment_id"),
    Form("facebook.com", r"/photo(?:\.php)?\?fbid=([0-9]+)", r"facebook.com/photo?fbid=\1", "fbid comment_id"),
    Form("facebook.com", r"/[^/]+/photos(?:/[^/]+)?/([0-9]{6,})", r"facebook.com/photo?fbid=\1", "comment_id"),
    Form("facebook.com", r"/(?:permalink|story)\.php\?story_fbid=(\w+)&id=([0-9]+)", r"facebook.com/\2/posts/\1", "story_fbid id comment_id"),
    Form("facebook.com", r"/groups/([^/]+)/(?:permalink|posts)/([0-9]+)", r"facebook.com/groups/\1/posts/\2", "comment_id"),
    Form("facebook.com", r"/groups/([^/]+)\?multi_permalinks=([0-9]+)", r"facebook.com/groups/\1/posts/\2", "multi_permalinks comment_id"),
    Form("facebook.com", r"/groups/([^/]+)\?view=permalink&id=([0-9]+)", r"facebook.com/groups/\1/posts/\2", "view id comment_id"),
    Form("facebook.com", r"/([^/]+)/posts/(?:[^/]+/)?([0-9]{6,}|pfbid\w+)", r"facebook.com/\1/posts/\2", "comment_id"),
    Form("reddit.com", r"(?:/(?:r|u|user)/[^/]+)?/(?:comments|gallery|tb)/(\w+)(?:/[^/]*)?(?:\.json)?", r"reddit.com/comments/\1"),
    Form("reddit.com", r"(?:/(?:r|u|user)/[^/]+)?/comments/(\w+)/(?:[^/]*|comment)/(\w+)", r"reddit.com/comments/\1/comment/\2"),
    Form("redd.it", r"/(\w{5,8})", r"reddit.com/comments/\1"),
    Form("preview.redd.it", r"/(?:.*-v0-)?(\w+\.\w+)", r"i.redd.it/\1"),
    Form("linkedin.com", r"(?:/embed)?/feed/update/urn(?::|%3A)li(?::|%3A)(activity|share|ugcPost)(?::|%3A)([0-9]+)", r"linkedin.com/feed/update/\1-\2", "commentUrn"),
    Form("linkedin.com", r"/posts/.*[-_](activity|share|ugcPost)-([0-9]{15,})(?:-[\w-]*)?", r"linkedin.com/feed/update/\1-\2", "commentUrn"),
    Form("linkedin.com", r"/feed/update/(activity|share|ugcPost)-([0-9]+)", r"linkedin.com/feed/update/\1-\2", "commentUrn"),
    Form("threads.net", r"(?:/@[^/]+/post|/t)/([\w-]+)(?:/embed|/media)?", r"threads.net/t/\1"),
    Form("weibo.com", r"/(?:[0-9]{6,}|status|statuses|detail)/(\w{9,})", r"weibo.com/detail/\1"),
    Form("vk.com", r"/[\w.]+\?w=(wall-?[0-9]+_[0-9]+)(?:%2Fall)?", r"vk.com/\1", "w"),
    Form("vk.com vkvideo.ru", r"/(?:[\w.]+\?z=)?(video-?[0-9]+_[0-9]+)", r"vk.com/\1", "z"),
    Form("*", r"(?:/web|/deck)?/@([\w.-]+)/(?:posts/)?([0-9]{15,})(?:/embed)?", r"{host}/@\1/\2", lower=True),
    Form("*", r"/users/([\w.-]+)/statuses/([0-9]{15,})(?:/embed|/activity)?", r"{host}/@\1/\2", lower=True),
    Form("elk.zone", r"/([a-z0-9.-]+)/@([\w.-]+)/([0-9]{15,})", r"\1/@\2/\3", lower=True),
    Form("toutiao.com", r"/(?:article/|group/|[ai])([0-9]{19})", r"toutiao.com/article/\1"),
    Form("mp.weixin.qq.com", r"/s/([\w-]{22})", r"mp.weixin.qq.com/s/\1"),
    Form("mp.weixin.qq.com", r"/s\?__biz=(\w+)(?:=|%3D)*&mid=([0-9]+)&idx=([0-9]+)", r"mp.weixin.qq.com/s?__biz=\1&idx=\3&mid=\2", "__biz mid idx"),
    Form("zhihu.com", r"(?:/question/[0-9]+)?/answer/([0-9]+)", r"zhihu.com/answer/\1"),
    Form("zhihu.com", r"/tardis/[a-z]+/art/([0-9]+)", r"zhuanlan.zhihu.com/p/\1"),
    Form("dzen.ru zen.yandex.ru zen.yandex.com", r"(/(?:a|b|media)/[^?]+)", r"dzen.ru\1"),
    Form("patreon.com", r"/posts/(?:[^/]*-)?([0-9]+)", r"patreon.com/posts/\1"),
    Form("flickr.com", r"/photos/[^/]+/([0-9]{6,})(?:/.*)?", r"flickr.com/photos/_/\1"),
    Form("imgur.com i.imgur.com", r"/([0-9A-Za-z]{7})(?:\.\w{3,4})?", r"imgur.com/\1"),
    # Blogs
    Form("blog.naver.com", r"/([\w-]+)/([0-9]{9,})", r"blog.naver.com/\1/\2"),
    Form("blog.naver.com", r"/PostView\.(?:naver|nhn)\?blogId=([\w-]+)&logNo=([0-9]+)", r"blog.naver.com/\1/\2", "blogId logNo"),
    Form("*.medium.com", r"(?:/[^/]+)?/(?:[^/]*-)?([0-9a-f]{11,12})", r"medium.com/p/\1"),
    Form("*.substack.com", r"/p/([^/]+)(?:/comments)?", r"{host}/p/\1"),
    Form("open.substack.com", r"/pub/([0-9a-z-]+)/p/([^/]+)", r"\1.substack.com/p/\2"),
    Form("*.tumblr.com", r"/post/([0-9]+)(?:/[^/]*)?", r"{host}/post/\1"),
    Form("tumblr.com", r"(?:/blog/view|/dashboard/blog)?/([0-9a-z-]+)/([0-9]+)(?:/[^/]*)?", r"\1.tumblr.com/post/\2"),
    Form("*.livejournal.com", r"/([0-9]+)\.html", r"{host}/\1.html", "thread"),
    Form("m.livejournal.com", r"/read/user/([\w-]+)/([0-9]+)", r"\1.livejournal.com/\2.html"),
    Form("livejournal.com", r"/users/([\w-]+)/([0-9]+)\.html", r"\1.livejournal.com/\2.html", "thread"),
    # Wikis
    Form(_ALL_WIKIS, r"(?:/w/index\.php|/wiki/[^?]+)?/?\?(?:title=[^&]+&)?(oldid=[0-9]+)", r"{host}?\1", "title oldid diff action from pagefrom search target page user"),
    Form(_ALL_WIKIS, r"/wiki/Special:Perma(?:nentL|l)ink/([0-9]+)", r"{host}?oldid=\1"),
    Form("wikidata.org", r"/(?:wiki|entity|wiki/Special:Entity(?:Page|Data))/([Qq][0-9]+)(?:\.\w+)?", r"{host}/wiki/\1", title=True),
    Form(_WIKIS, r"/(?:wiki|w/index\.php|api/rest_v1/page/html|zh(?:-[a-z]+)?|sr-e[cl])/([^?]+)(?:\?action=(?:view|render))?", r"{host}/wiki/\1", "oldid diff action curid from pagefrom search target page user", title=True),
    Form(_WIKIS, r"(?:/w/index\.php)?/?\?title=([^&]+)(?:&action=(?:view|render))?", r"{host}/wiki/\1", "title oldid diff action from pagefrom search target page user", title=True),
    Form("*.wiktionary.org", r"/wiki/([^?]+)", r"{host}/wiki/\1", "oldid diff action curid from pagefrom search target page user"),
    Form("*.wiktionary.org", r"(?:/w/index\.php)?/?\?title=([^&]+)", r"{host}/wiki/\1", "title oldid diff action from pagefrom search target page user"),
    Form("wikiwand.com", r"/([a-z-]{2,12})(?:/articles)?/([^?]+)", r"\1.wikipedia.org/wiki/\2", title=True),
    # Papers
    Form("doi.org hdl.handle.net", r"/(?:(?i:doi):)?10\.48550/(?i:arxiv)\.([^?]+?)(?:v[0-9]+)?", r"doi.org/10.48550/arxiv.\1", lower=True),
    Form("doi.org hdl.handle.net", r"/(?:doi:)?10\.2307/([0-9]+)", r"jstor.org/stable/\1"),
    Form("doi.org hdl.handle.net", rf"/10\.1016/{_PII}", _BY_PII, lower=True),
    Form("doi.org hdl.handle.net", r"/10\.17605/(?i:osf\.io)/(\w{5})", r"osf.io/\1", lower=True),
    Form("doi.org hdl.handle.net", rf"/10\.18653/(?i:v1)/{_ACL}", r"aclanthology.org/\1", lower=True),
    Form("doi.org hdl.handle.net", r"/10\.6084/(?i:m9\.figshare)\.([0-9]+)(?:\.(?i:v)[0-9]+)?", r"doi.org/10.6084/m9.figshare.\1"),
    Form("doi.org hdl.handle.net", r"/(?:(?i:doi):)?(10[.][0-9]{4,9})%2[Ff]([^?]+)", r"doi.org/\1/\2", lower=True),
    Form("doi.org hdl.handle.net", rf"/(?:(?i:doi):)?{_DOI}", r"doi.org/\1", lower=True),
    Form("*", rf"(?:/document)?/doi/(?:abs/|full/|pdf/|epdf/|epub/|pdfdirect/|pdfplus/|reader/|suppl/)?{_DOI}{_PART}", r"doi.org/\1", lower=True),
    Form("link.springer.com", rf"(?:/article|/chapter|/book|/content/pdf)?/{_DOI}(?:\.pdf|{_PART})", r"doi.org/\1", lower=True),
    Form("iopscience.iop.org frontiersin.org", rf"(?:/journals/[^/]+)?/articles?/{_DOI}{_PART}", r"doi.org/\1", lower=True),
    Form("annualreviews.org", rf"/content/journals/{_DOI}{_PART}", r"doi.org/\1", lower=True),
    Form("journals.plos.org", rf"/[^/]+/article(?:/file)?\?id={_DOI}", r"doi.org/\1", "id", lower=True),
    Form("api.crossref.org", rf"/works/{_DOI}", r"doi.org/\1", lower=True),
    Form("nature.com", r"/articles/([0-9a-z.-]+?)(?:\.pdf|_reference\.pdf|/figures/[0-9]+|/tables/[0-9]+)?", r"doi.org/10.1038/\1", lower=True),
    Form("elifesciences.org", r"/articles/([0-9]+)", r"doi.org/10.7554/elife.\1"),
    Form("peerj.com", r"/articles/([0-9]+)(?:\.pdf)?", r"doi.org/10.7717/peerj.\1"),
    Form("zenodo.org", r"/records?/([0-9]+)", r"doi.org/10.5281/zenodo.\1"),
    Form("nber.org", r"/(?:papers|system/files/working_papers/w[0-9]+)/(w[0-9]+)(?:\.pdf)?", r"doi.org/10.3386/\1"),
    Form("arxiv.org", r"/(?:abs|pdf|html|format|ps|papers)/([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?(?:\.pdf)?", r"doi.org/10.48550/arxiv.\1"),
    Form("arxiv.org", r"/(?:abs|pdf|html|format|ps|papers)/([a-z-]+)(?:\.[A-Za-z]{2})?/([0-9]{7})(?:v[0-9]+)?(?:\.pdf)?", r"doi.org/10.48550/arxiv.\1/\2"),
    Form("bmj.com", r"/content/[0-9]+/(bmj\.[a-z]?[0-9]+)(?:\.full|\.long|\.abstract|/related|/rapid-responses)?(?:\.pdf)?", r"doi.org/10.1136/\1", lower=True),
    Form("figshare.com", r"/articles/(?:[^/]+/){0,2}([0-9]{5,})(?:/[0-9]{1,4})?", r"doi.org/10.6084/m9.figshare.\1"),
    Form("osf.io", r"/(\w{5})(?:/files)?", r"osf.io/\1", lower=True),
    Form("aclanthology.org", rf"/{_ACL}(?:\.pdf)?", r"aclanthology.org/\1", lower=True),
    Form("aclweb.org", rf"/anthology/{_ACL}(?:\.pdf)?", r"aclanthology.org/\1", lower=True),
    Form("openreview.net", r"/(?:forum|pdf)\?id=([\w-]+)(&noteId=[\w-]+)?", r"openreview.net/forum?id=\1\2", "id noteId"),
    Form("mdpi.com", r"/([0-9]{4}-[0-9X]{4}/[0-9]+/[0-9]+/[0-9]+)(?:/(?:html?|pdf|xml))?", r"mdpi.com/\1"),
    Form("academic.oup.com", r"/([^/]+)/article(?:-abstract)?/([0-9]+/[^/]+/[^/]+/[0-9]+)", r"academic.oup.com/\1/article/\2"),
    Form("researchgate.net", r"/publication/([0-9]+)(?:_[^/]*)?", r"researchgate.net/publication/\1"),
    Form("semanticscholar.org", r"/paper/(?:[^/]*/)?([0-9a-f]{40})", r"semanticscholar.org/paper/\1"),
    Form("pubmed.ncbi.nlm.nih.gov", r"/([0-9]+)", r"pubmed.ncbi.nlm.nih.gov/\1"),
    Form("ncbi.nlm.nih.gov", r"(?:/m)?/pubmed/?(?:/|\?term=)([0-9]+)", r"pubmed.ncbi.nlm.nih.gov/\1", "term"),
    Form("europepmc.org", r"/(?:article|abstract)/(?i:med)/([0-9]+)", r"pubmed.ncbi.nlm.nih.gov/\1"),
    Form("pmc.ncbi.nlm.nih.gov ncbi.nlm.nih.gov europepmc.org", r"(?:(?:/labs)?/pmc)?/articles?/(?:(?i:pmc)/)?((?i:pmc)[0-9]+)(?:/pdf(?:/.*)?)?", r"pmc.ncbi.nlm.nih.gov/articles/\1", lower=True),
    Form("biorxiv.org medrxiv.org", r"/content/(10\.(?:1101|64898)/[0-9.]+?)(?:v[0-9]+)?(?:\.full|\.abstract)?(?:\.pdf)?(?:-text)?", r"doi.org/\1"),
    Form("biorxiv.org medrxiv.org", r"/content/(?:bio|med)rxiv/early/[0-9/]+/([0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]+)(?:\.full)?(?:\.pdf)?", r"doi.org/10.1101/\1"),
    Form("papers.ssrn.com", r"/sol3/(?:papers|Delivery)\.cfm(?:/[^/?]+)?\?(?:abstract_?id)=([0-9]+)", r"doi.org/10.2139/ssrn.\1", "abstract_id abstractid"),
    Form("ssrn.com papers.ssrn.com", r"/abstract=([0-9]+)", r"doi.org/10.2139/ssrn.\1"),
    Form("jstor.org", r"/(?:stable|pss)/(?:pdf/)?(?:10\.2307/)?([0-9]+)(?:\.pdf)?", r"jstor.org/stable/\1"),
    Form("sciencedirect.com", r"/science/article(?:/abs)?/pii/(\w+)(?:/pdf(?:ft)?)?", r"sciencedirect.com/science/article/pii/\1", lower=True),
    Form("linkinghub.elsevier.com", r"/retrieve/pii/(\w+)", r"sciencedirect.com/science/article/pii/\1", lower=True),
    Form("thelancet.com cell.com", rf"/(?:journals/\w+/article|pdfs/journals/\w+|article|[\w-]+/fulltext|[\w-]+/pdf)/(?:PII)?{_PII}(?:/\w+|\.pdf)?", _BY_PII),
    # News
    Form("bbc.co.uk bbc.com", r"/(news|sport)(?:/amp)?/([^?]+-[0-9]{6,})", r"bbc.com/\1/\2", "page"),
    Form("bbc.co.uk bbc.com", r"/([a-z]+(?:/[a-z]+)?)(?:/amp)?/(articles/\w+)", r"bbc.com/\1/\2", "page"),
    Form("spiegel.de", r"/(?:[^?]*[/-])?a-([0-9]{5,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-amp)?(?:\.html)?", r"spiegel.de/a-\1"),
    Form("zeit.de", r"(/[^?]+?)/(?:komplettansicht|seite-[0-9]+)", r"zeit.de\1"),
    Form("tagesschau.de", r"(/[^?]+)~amp\.html", r"tagesschau.de\1.html"),
    Form("aljazeera.com ria.ru", r"/amp(/[^?]+)", r"{host}\1"),
    Form("n.news.naver.com media.naver.com", r"/(?:mnews/)?article/([0-9]{3})/([0-9]{10})", r"n.news.naver.com/article/\1/\2"),
    Form("news.naver.com", r"(?:/main)?/read\.(?:naver|nhn)\?oid=([0-9]{3})&aid=([0-9]{10})", r"n.news.naver.com/article/\1/\2", "oid aid"),
    Form("v.daum.net news.v.daum.net", r"/v/(\w+)", r"v.daum.net/v/\1"),
    # Law
    Form("eur-lex.europa.eu", r"/legal-content/(?:[A-Za-z]{2}/)?(?:TXT|ALL|AUTO)(?:/(?:HTML|PDF))?\?uri=(?i:celex):([\w()-]+)", r"eur-lex.europa.eu/legal-content/TXT?uri=celex:\1", "uri", lower=True),
    Form("eur-lex.europa.eu", r"/LexUriServ/LexUriServ\.do\?uri=(?i:celex):([\w()-]+)(?::[A-Za-z]{2})?(?::(?:HTML|PDF|NOT))?", r"eur-lex.europa.eu/legal-content/TXT?uri=celex:\1", "uri", lower=True),
    Form("eur-lex.europa.eu data.europa.eu", r"/(eli/[^?]+/oj)(?:/[a-z]{3})?(?:/(?:html|pdf|xhtml))?", r"eur-lex.europa.eu/\1"),
    Form("hudoc.echr.coe.int", r"(?:/[a-z]{3})?/?\?i=([0-9]{3}-[0-9]+)", r"hudoc.echr.coe.int/?i=\1", "i"),
    Form("curia.europa.eu", r"/juris/(?:document/)?(?:document|document_print|showPdf)\.jsf\?docid=([0-9]+)", r"curia.europa.eu/juris/document/document.jsf?docid=\1", "docid"),
    Form("undocs.org docs.un.org", rf"(?:/(?:ar|en|es|fr|ru|zh))?/(?!(?i:home)/){_SYMBOL}", _BY_SYMBOL, lower=True),
    Form("undocs.org", rf"(?i:/Home/Mobile\?FinalSymbol=){_SYMBOL}", _BY_SYMBOL, "FinalSymbol", lower=True),
    Form("daccess-ods.un.org", rf"/access\.nsf/(?i:Get(?:File)?\?DS=){_SYMBOL}", _BY_SYMBOL, "DS", lower=True),
    Form("un.org", rf"(?:/[a-z]{{2}})?/ga/search/view_doc\.asp\?symbol={_SYMBOL}", _BY_SYMBOL, "symbol", lower=True),
    Form("documents-dds-ny.un.org documents.un.org", r"/doc/(?i:undoc)/\w+/\w+/\w+/\w+/\w+/(\w+)\.\w+", r"documents.un.org/doc/undoc/gen/a/b/c/pdf/\1.pdf", lower=True),
    Form("digitallibrary.un.org", r"/record/([0-9]+)", r"digitallibrary.un.org/record/\1"),
    Form("legislation.gov.uk", r"(?:/id)?/([a-z]+/[0-9]{4}/[0-9]+)(?:/contents)?(?:/data\.(?:html?|pdf|xml))?", r"legislation.gov.uk/\1"),
    Form("legifrance.gouv.fr", r"/affichTexte\.do\?cidTexte=((?:JORF|LEGI)TEXT[0-9]{12})", r"legifrance.gouv.fr/loda/id/\1", "cidTexte"),
    Form("congress.gov", r"/(bill/[^/]+/[^/]+/[0-9]+(?:/[a-z-]+)?)", r"congress.gov/\1"),
    Form("dserver.bundestag.de dipbt.bundestag.de dip21.bundestag.de", r"(?:/doc|/dip21)?/(bt[dp]/[0-9]+/[0-9]+/[0-9]+\.pdf)", r"dserver.bundestag.de/\1"),
    Form("tools.ietf.org datatracker.ietf.org ietf.org rfc-editor.org", r"/(?:html|rfc|doc(?:/html)?|info|pdf)/rfc0*([0-9]+)(?:\.(?:html|txt|pdf|xml))?", r"rfc-editor.org/rfc/rfc\1"),
    Form("apnews.com", r"(?:/article)?/(?:[^/]*-)?([0-9a-f]{32})", r"apnews.com/article/\1"),
    Form("dw.com", r"(?:/[a-z-]+)?(?:/[^/]+)?/(a-[0-9]+)", r"dw.com/\1"),
    # Files
    Form("raw.githubusercontent.com", r"/([^/]+/[^/]+)/(?:refs/heads/)?([^?]+)", r"github.com/\1/blob/\2"),
    Form("github.com", r"/([^/]+/[^/]+)/(?:blob|raw|blame|edit)/(?:refs/heads/)?([^?]+)", r"github.com/\1/blob/\2"),
    Form("github.com", r"/(?!(?:search|orgs|users)/)([\w.-]+/[\w.-]+?)(?:\.git)?", r"github.com/\1", lower=True),
    Form("cdn.jsdelivr.net", r"/gh/([^/]+/[^/@]+)@([^/?]+/[^?]+)", r"github.com/\1/blob/\2"),
    Form("gist.github.com", r"(?:/[^/]+)?/([0-9a-f]{20,32})", r"gist.github.com/\1"),
    Form("gitlab.com", r"/([^?]+?)(?:/-)?/(?:blob|raw|blame)/([^?]+)", r"gitlab.com/\1/-/blob/\2"),
    Form("docs.google.com", r"(?:/a/[^/]+)?/(?:document|spreadsheets|presentation|forms|file)(?:/u/[0-9]+)?/d/((?:e/)?[\w-]{20,})(?:/.*?)?(?:\?gid=0+|(\?gid=[0-9]+))?", r"docs.google.com/document/d/\1\2", "gid"),
    Form("drive.google.com", rf"(?:/a/[^/]+)?/file(?:/u/[0-9]+)?/d/{_FILE}(?:/.*)?", r"docs.google.com/document/d/\1"),
    Form("drive.google.com docs.google.com drive.usercontent.google.com", rf"/(?:u/[0-9]+/)?(?:open|uc|download|folderview)\?id={_FILE}", r"docs.google.com/document/d/\1", "id"),
    Form("drive.google.com", rf"/drive(?:/u/[0-9]+)?/folders/{_FILE}", r"docs.google.com/document/d/\1"),
    Form("books.google.com google.com", r"/books(?:/about/[^?]*)?\?id=([\w-]{12})", r"books.google.com/books?id=\1", "id"),
    Form("google.com", r"/books/edition/[^/]*/([\w-]{12})(?:/.*)?", r"books.google.com/books?id=\1"),
    Form("scribd.com", r"/(?:doc|document|embeds|presentation)/([0-9]+)(?:/.*)?", r"scribd.com/document/\1"),
    Form("documentcloud.org", r"/documents/([0-9]+)(?:-[^/]*)?(?:\.html|/pages/.*)?", r"documentcloud.org/documents/\1"),
    Form("assets.documentcloud.org s3.documentcloud.org", r"/documents/([0-9]+)/[^/]+\.pdf", r"documentcloud.org/documents/\1"),
    Form("issuu.com", r"/([^/]+/docs/[^/]+)(?:/[0-9]+)?", r"issuu.com/\1"),
    Form("gutenberg.org", r"/(?:ebooks|files|cache/epub)/([0-9]+)(?:[/.].*)?", r"gutenberg.org/ebooks/\1"),
    Form("amazon.com amazon.co.uk amazon.de amazon.fr amazon.it amazon.es amazon.ca smile.amazon.com", r"(?:/[^/]+)?/(?:dp|gp/product)/([0-9A-Z]{10})(?:/.*)?", r"amazon.com/dp/\1"),
    Form("stackoverflow.com *.stackexchange.com superuser.com serverfault.com askubuntu.com", r"/(?:questions|q)/([0-9]+)(?:/[^/]*)?", r"{host}/q/\1"),
    Form("stackoverflow.com *.stackexchange.com superuser.com serverfault.com askubuntu.com", r"(?:/a|/questions/[0-9]+/[^/]*)/([0-9]+)(?:/[0-9]+)?", r"{host}/a/\1"),
)  # fmt: skip

WRAPPERS: Final = (
    # Search engines
    Wrapper(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/url|/interstitial|/imgres", "url q imgrefurl"),
    Wrapper(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/amp/(?:s/)?"),
    Wrapper(r"news\.google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/articles|/news/url|/url", "url"),
    Wrapper(r"bing\.com", r"/news/apiclick\.aspx", "url"),
    Wrapper(r"flipboard\.com", "/redirect", "url"),
    Wrapper(r"scholar\.google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/scholar_url", "url"),
    Wrapper(r"translate\.google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/translate|/website", "u"),
    Wrapper(r"consent\.(?:google|youtube)\.[a-z]{2,3}", "/.*", "continue"),
    Wrapper(r"(?:[a-z0-9-]+\.)?cdn\.ampproject\.org", "/(?:[a-z]+/)?(?:s/)?"),
    Wrapper(r"duckduckgo\.com", "/l/?", "uddg"),
    Wrapper(r"r\.search\.yahoo\.com", "/.*/RU=([^/]+)(?:/.*)?"),
    Wrapper(r"yandex\.[a-z]{2,3}|yandexwebcache\.net", "/clck/jsredir|/yandbtm", "url"),
    Wrapper(r"translate\.yandex\.[a-z]{2,3}", "/translate", "url"),
    Wrapper(r"translatetheweb\.com", "/.*", "a"),
    # Networks
    Wrapper(r"(?:lm?\.)?(?:facebook|instagram|messenger|threads)\.(?:com|net)", r"/(?:l\.php)?", "u"),
    Wrapper(r"facebook\.com", r"/(?:flx/warn|share\.php|sharer(?:/sharer\.php|\.php)?)/?", "u"),
    Wrapper(r"facebook\.com", r"/plugins/(?:video|post)\.php", "href"),
    Wrapper(r"(?:facebook|instagram)\.com", r"/(?:login(?:\.php)?|accounts/login)/?", "next"),
    Wrapper(r"x\.com", "/intent/(?:tweet|post)|/share", "url"),
    Wrapper(r"x\.com", "/i/flow/login|/login", "redirect_after_login"),
    Wrapper(r"publish\.(?:twitter|x)\.com", "/?", "query"),
    Wrapper(r"t\.me", "/share/url|/iv", "url"),
    Wrapper(r"youtube\.com", "/redirect|/attribution_link|/oembed", "q u url"),
    Wrapper(r"linkedin\.com", "/redir/.*|/safety/go|/shareArticle|/sharing/share-offsite/?", "url"),
    Wrapper(r"linkedin\.com", "/authwall|/login", "sessionRedirect session_redirect"),
    Wrapper(r"out\.reddit\.com", "/.*", "url"),
    Wrapper(r"reddit\.com", "/media|/submit", "url"),
    Wrapper(r"news\.ycombinator\.com", "/submitlink", "u"),
    Wrapper(r"wa\.me|(?:api|web)\.whatsapp\.com", "/?|/send/?", "text"),
    Wrapper(r"(?:exit|gate)\.sc", "/?", "url"),
    Wrapper(r"c\.pc\.qq\.com", r"/middlem\.html", "pfurl"),
    Wrapper(r"(?:away\.)?vk\.com", r"/away(?:\.php)?", "to"),
    Wrapper(r"weibo\.com", "/sinaurl", "u toasturl"),
    Wrapper(r"link\.(?:zhihu|csdn|juejin)\.(?:com|net|cn)", "/?", "target"),
    Wrapper(r"douban\.com", "/link2/?", "url"),
    Wrapper(r"t\.umblr\.com", "/redirect", "z"),
    Wrapper(r"medium\.com", "/m/(?:signin|global-identity[^/]*)", "redirect redirectUrl"),
    Wrapper(r"medium\.com", "/r/?", "url"),
    Wrapper(r"pinterest\.com", "/offsite/?", "url"),
    Wrapper(r"disq\.us", "/url", "url", r":[\w-]{20,}"),
    Wrapper(r"steamcommunity\.com", "/linkfilter/?", "u url"),
    # Mail and work
    Wrapper(r"(?:[a-z0-9]+\.)?safelinks\.protection\.outlook\.com", "/?.*", "url"),
    Wrapper(r"slack-redir\.net", "/link", "url"),
    Wrapper(r"secure-web\.cisco\.com", "/[^/]+/(https?%3[Aa].+)"),
    Wrapper(r"linkprotect\.cudasvc\.com", "/url", "a"),
    Wrapper(r"deref-(?:gmx\.net|web\.de)", "/.*", "redirectUrl"),
    Wrapper(r"evernote\.com", r"/OutboundRedirect\.action", "dest"),
    Wrapper(r"go\.skimresources\.com|instapaper\.com", "/?|/text", "url u"),
    Wrapper(r"href\.li|anonym\.to|nullrefer\.com|hiderefer\.com", "/?", "?"),
    Wrapper(r"hyp\.is", "/go", "url"),
    Wrapper(r"click\.linksynergy\.com|redirect\.viglink\.com", "/deeplink|/fs-bin/click|/?", "murl u"),
    # Libraries let their readers in by such a page.
    Wrapper(r"(?:.*[.-])?(?:ez|lib)?proxy[0-9]*(?:[.-].*)?|.*\.idm\.oclc\.org", "/login", "url qurl"),
    Wrapper(r"sec\.gov", r"/ix|/ixviewer/ix\.html", "doc"),
    # What shows a page to those who cannot or will not open it
    Wrapper(r"getpocket\.com", "/redirect", "url"),
    Wrapper(r"12ft\.io|removepaywall\.com", "/proxy|/search", "q url"),
    Wrapper(
        r"12ft\.io|outline\.com|r\.jina\.ai|via\.hypothes\.is|smry\.ai|removepaywalls\.com|txtify\.it|freedium\.cfd|doi\.org",
        "/(?=https?:)",
    ),
    # Archives
    Wrapper(
        r"(?:web|wayback|web-beta|liveweb)\.archive\.org",
        r"/(?:web/(?:[0-9*]{1,15}(?:[a-z]{2}_)?/)?|save/|screenshot/|details/|(?=https?:))(?:_embed/)?",
    ),
    Wrapper(r"(?:web\.)?archive\.org", "/wayback/available|/cdx/search(?:/cdx)?", "url"),
    Wrapper(r"archive\.org", r"/web/(?:[0-9*]{1,15}(?:[a-z]{2}_)?/)?(?=https?:)"),
    Wrapper(r"archive\.(?:ph|is|li|fo|md|vn|today)", "/(?:submit/?)?", "url"),
    Wrapper(
        r"archive\.(?:ph|is|li|fo|md|vn|today)",
        r"/(?:[0-9]{4,14}/|[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6}/|o/[0-9A-Za-z]+/|newest/|oldest/|timegate/|timemap/)?",
    ),
    Wrapper(r"perma\.cc|perma-archives\.org", r"/(?:warc/)?[0-9A-Za-z]{4}-[0-9A-Za-z]{4}/(?:[0-9]+(?:[a-z]{2}_)?/)?"),
    Wrapper(r"webcitation\.org", "/[0-9A-Za-z]*", "url"),
    Wrapper(r"megalodon\.jp", "/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{2}/"),
    Wrapper(r"archive\.wikiwix\.com", "/cache/?(?:index2?.php)?", "url"),
    Wrapper(r"archive\.wikiwix\.com", "/cache/[0-9]+/"),
    Wrapper(r"(?:[a-z0-9-]+\.)*mementoweb\.org", "/(?:memento|list|api/json|timegate|timemap/[a-z]+)/(?:[0-9]{4,14}/)?"),
    Wrapper(r"arquivo\.pt", "/(?:wayback|noFrame/replay|replay)/[0-9]{4,14}(?:[a-z]{2}_)?/"),
    Wrapper(r"warp\.(?:da\.)?ndl\.go\.jp", "/info:ndljp/pid/[0-9]+/"),
    Wrapper(r".*", "(?:/[^/]+){0,2}?/(?:wayback|memento|timegate)/(?:(?:[a-z]+/)?[0-9*]{1,14}/)?(?=https?(?::|%3[Aa]))"),
    Wrapper(r"wayback\.archive-it\.org", r"/(?:[0-9]+|all)/(?:[0-9*]{1,14}/)?(?=https?:)"),
    # Everything else that keeps copies as Memento and the Wayback Machine do: national and institutional ones.
    Wrapper(r".*", "(?:/[^/]+){0,4}?/[0-9]{14}(?:[a-z]{2}_)?/(?=https?(?::|%3[Aa]))"),
)  # fmt: skip

LASTING: Final = (
    "archive.ph archive.is archive.li archive.fo archive.md archive.vn archive.today web.archive.org "
    "wayback.archive.org web-beta.archive.org perma.cc perma-archives.org ghostarchive.org megalodon.jp "
    "webcitation.org webarchive.org.uk archive.wikiwix.com arquivo.pt wayback.archive-it.org vefsafn.is "
    "wayback.vefsafn.is swap.stanford.edu webarchive.loc.gov webarchive.nationalarchives.gov.uk "
    "webarchive.nla.gov.au conifer.rhizome.org"
)
"""Hosts of archives; any address that holds another one behind a time is one of an archive too."""

TRACKING: Final = (
    r"(?:utm|mtm|piwik|hsa)_\w+|pk_(?:campaign|kwd|keyword|source|medium|content|cid)"
    r"|(?:fb|g|d|tt|y|tw|ms|rdt_)cl(?:id|kid)|rdt_cid|li_fat_id|gclsrc|gbraid|wbraid|srsltid|gad_(?:source|campaignid)"
    r"|igshid?|mibextid|_openstat|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|__hs(?:tc|sc|fp)|hsctatracking|vero_(?:id|conv)"
    r"|_ga|_gl|guccounter|guce_referrer(?:_sig)?|ref_(?:src|url)|__twitter_impression|fb_(?:action|comment)_\w+"
    r"|fb_(?:source|ref)|at_(?:medium|campaign(?:_type)?|custom[0-9]|bbc_team)|oly_(?:enc|anon)_id|soc_(?:src|trk)|wt_z?mc(?:_\w+)?|xtor"
    r"|amp_(?:js_v|gsa|ct|latest_update_time)|usqp|ml_subscriber(?:_hash)?|jsessionid|phpsessid"
)
"""Names of parameters that say whence a reader came, and that nobody uses for anything else."""

_AT_THE_BBC: Final = (
    "ocid at_format at_link_id at_link_type at_link_origin at_ptr_name "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee"
)

TRACKING_AT: Final = {
    "x.com": "s t ref lang",
    "youtube.com": "si feature t ab_channel pp start end autoplay app",
    "instagram.com": "hl img_index igsh",
    "facebook.com": "__tn__ __cft__[0] eid rdid ref refsrc fref locale _rdr paipv eav sfnsn extid notif_id notif_t",
    "reddit.com": "share_id share_src ref ref_source rdt context sort",
    "linkedin.com": "trk trackingId lipi refId originalSubdomain rcm",
    "tiktok.com": "is_from_webapp sender_device _r _t is_copy_url web_id",
    "t.me": "single embed",
    "blogspot.com": "m spref",
    "odysee.com": "r",
    "sciencedirect.com": "via",
    "wordpress.com": "share nb",
    "medium.com": "source sk gi",
    "substack.com": "r triedRedirect showWelcome isFreemail",
    "vimeo.com": "share fl fe embedded owner",
    "soundcloud.com": "si in ref",
    "quora.com": "share srid ch oid",
    "dropbox.com": "dl raw st e",
    "nytimes.com": "smid smtyp unlocked_article_code partner emc",
    "theguardian.com": "CMP CMP_TU",
    "dailymail.co.uk": "ito ico",
    "bbc.com": _AT_THE_BBC,
    "bbc.co.uk": _AT_THE_BBC,
    "msn.com": "ocid cvid",
    "bloomberg.com": "srnd sref leadSource",
    "wsj.com": "mod reflink st",
    "washingtonpost.com": "itid wpisrc tid pwapi_token",
    "ft.com": "shareType segmentid",
    "economist.com": "fsrc",
    "forbes.com": "sh",
    "dw.com": "maca",
    "reuters.com": "taid feedType feedName",
    "ria.ru": "in",
    "imdb.com": "ref_",
    "issuu.com": "e",
    "spiegel.de": "sara_ref sara_ecid sara_icid",
    "welt.de": "wtrid",
    "cnbc.com": "__source",
    "scmp.com": "module pgtype",
    "aliexpress.com": "spm",
    "alibaba.com": "spm",
    "taobao.com": "spm",
    "tmall.com": "spm",
    "cctv.com": "spm",
}
"""Names of parameters that do so on one host, and on those below it."""

IN_FRAGMENT: Final = "x.com youtube.com facebook.com"
"""Hosts that had the path behind `#` or `#!` once."""

FRAGMENTS: Final = (
    ("docs.google.com", r"(gid=[0-9]+)", r"\1"),
    ("hudoc.echr.coe.int", r'.*"itemid":\["([0-9-]+)"\].*', r"i=\1"),
)
"""Hosts, what the fragment that tells their documents apart looks like, and the parameter that it stands for."""
