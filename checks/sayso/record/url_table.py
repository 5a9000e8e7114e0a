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
    "yewtu.be piped.video preservetube.com",
    "instagram.com": "instagr.am m.instagram.com ddinstagram.com kkinstagram.com imginn.com",
    "t.me": "telegram.me telegram.dog",
    "reddit.com": "old.reddit.com new.reddit.com np.reddit.com i.reddit.com m.reddit.com sh.reddit.com "
    "libredd.it teddit.net safereddit.com",
    "weibo.com": "m.weibo.com m.weibo.cn weibo.cn",
    "vk.com": "m.vk.com vk.ru m.vk.ru",
    "threads.net": "threads.com",
    "tiktok.com": "m.tiktok.com vxtiktok.com",
    "bsky.app": "staging.bsky.app fxbsky.app bskx.app",
    "odysee.com": "lbry.tv",
    "medium.com": "m.medium.com",
    "doi.org": "dx.doi.org oadoi.org unpaywall.org",
    "arxiv.org": "export.arxiv.org browse.arxiv.org ar5iv.labs.arxiv.org ar5iv.org alphaxiv.org xxx.lanl.gov",
    "pubmed.ncbi.nlm.nih.gov": "pubmed.gov",
    "cnn.com": "edition.cnn.com m.cnn.com",
    "archive.org": "m.archive.org",
}
"""Other names of hosts."""

HOST_PATTERNS: Final = (
    (r"([a-z0-9-]+)\.(?:m|mobile|zero)\.(wik[a-z]+\.org)", r"\1.\2"),
    (r"nitter\.(?:[a-z0-9-]+\.)*[a-z]+|(?:[a-z]|api)\.(?:fx|vx)twitter\.com", "x.com"),
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

FORMS: Final = (
    # Videos and sound
    Form("youtube.com", rf"/watch\?v={_VIDEO}", r"youtube.com/watch?v=\1", "v lc"),
    Form("youtube.com", rf"/(?:shorts|embed|live|v|e|vi)/{_VIDEO}(?:/.*)?", r"youtube.com/watch?v=\1"),
    Form("youtube.com", rf"(?:/watch/{_VIDEO}|/?\?v={_VIDEO})", r"youtube.com/watch?v=\1\2", "v"),
    Form("youtu.be", rf"/(?:watch\?v=)?{_VIDEO}", r"youtube.com/watch?v=\1", "v"),
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
    # Posts
    Form("x.com", rf"(?:/i/web|/i|/@?\w+)?/status(?:es)?/{_STATUS}(?:/.*)?", r"x.com/i/status/\1"),
    Form("x.com", rf"/intent/[a-z]+\?tweet_id={_STATUS}", r"x.com/i/status/\1", "tweet_id"),
    Form("threadreaderapp.com", rf"/thread/{_STATUS}(?:\.html)?", r"x.com/i/status/\1"),
    Form("cdn.syndication.twimg.com", rf"/tweet(?:-result)?\?id={_STATUS}", r"x.com/i/status/\1", "id"),
    Form("platform.x.com platform.twitter.com", r"/embed/[Tt]weet\.html\?id=([0-9]+)", r"x.com/i/status/\1", "id"),
    Form("t.me", r"(?:/s)?/([A-Za-z]\w{3,31}/[0-9]+)", r"t.me/\1", "comment thread", lower=True),
    Form("t.me", r"(?:/s)?/([A-Za-z]\w{3,31})", r"t.me/\1", "before after q start", lower=True),
    Form("*.t.me", r"(?:/s)?/([0-9]+)", r"t.me/{name}/\1", "comment thread"),
    Form("tgstat.com tgstat.ru", r"(?:/[a-z]{2})?/channel/@(\w+)/([0-9]+)(?:/.*)?", r"t.me/\1/\2", lower=True),
    Form("bsky.app", r"/profile/[^/]+/post/([2-7a-z]{13})(?:/.*)?", r"bsky.app/post/\1"),
    Form("embed.bsky.app", r"/embed/[^/]+/app\.bsky\.feed\.post/([2-7a-z]{13})", r"bsky.app/post/\1"),
    Form("instagram.com", r"(?:/[\w.]+)?/(?:p|reel|reels|tv)/([\w-]{5,})(?:/embed(?:/captioned)?)?", r"instagram.com/p/\1"),
    Form("facebook.com", r"/(?:watch|watch/live|video\.php|video/embed)/?\?v(?:ideo_id)?=([0-9]+)", r"facebook.com/watch?v=\1", "v video_id"),
    Form("facebook.com", r"/(?:[^/]+/videos(?:/[^/]+)?|reel)/([0-9]{6,})", r"facebook.com/watch?v=\1"),
    Form("facebook.com", r"/photo(?:\.php)?\?fbid=([0-9]+)", r"facebook.com/photo?fbid=\1", "fbid"),
    Form("facebook.com", r"/[^/]+/photos(?:/[^/]+)?/([0-9]{6,})", r"facebook.com/photo?fbid=\1"),
    Form("facebook.com", r"/(?:permalink|story)\.php\?story_fbid=(\w+)&id=([0-9]+)", r"facebook.com/\2/posts/\1", "story_fbid id"),
    Form("facebook.com", r"/groups/([^/]+)/(?:permalink|posts)/([0-9]+)", r"facebook.com/groups/\1/posts/\2", "comment_id"),
    Form("facebook.com", r"/groups/([^/]+)\?multi_permalinks=([0-9]+)", r"facebook.com/groups/\1/posts/\2", "multi_permalinks"),
    Form("facebook.com", r"/groups/([^/]+)\?view=permalink&id=([0-9]+)", r"facebook.com/groups/\1/posts/\2", "view id"),
    Form("facebook.com", r"/([^/]+)/posts/(?:[^/]+/)?([0-9]{6,}|pfbid\w+)", r"facebook.com/\1/posts/\2", "comment_id"),
    Form("reddit.com", r"(?:/(?:r|u|user)/[^/]+)?/(?:comments|gallery|tb)/(\w+)(?:/[^/]*)?(?:\.json)?", r"reddit.com/comments/\1"),
    Form("reddit.com", r"(?:/(?:r|u|user)/[^/]+)?/comments/(\w+)/(?:[^/]*|comment)/(\w+)", r"reddit.com/comments/\1/comment/\2"),
    Form("redd.it", r"/(\w{5,8})", r"reddit.com/comments/\1"),
    Form("preview.redd.it", r"/(?:.*-v0-)?(\w+\.\w+)", r"i.redd.it/\1"),
    Form("linkedin.com", r"(?:/embed)?/feed/update/urn(?::|%3A)li(?::|%3A)(activity|share|ugcPost)(?::|%3A)([0-9]+)", r"linkedin.com/feed/update/\1-\2"),
    Form("linkedin.com", r"/posts/.*[-_](activity|share|ugcPost)-([0-9]{15,})(?:-[\w-]*)?", r"linkedin.com/feed/update/\1-\2"),
    Form("linkedin.com", r"/feed/update/(activity|share|ugcPost)-([0-9]+)", r"linkedin.com/feed/update/\1-\2"),
    Form("threads.net", r"(?:/@[^/]+/post|/t)/([\w-]+)(?:/embed)?", r"threads.net/t/\1"),
    Form("weibo.com", r"/(?:[0-9]{6,}|status|statuses|detail)/(\w{9,})", r"weibo.com/detail/\1"),
    Form("vk.com", r"/[\w.]+\?w=(wall-?[0-9]+_[0-9]+)(?:%2Fall)?", r"vk.com/\1", "w"),
    Form("vk.com vkvideo.ru", r"/(?:[\w.]+\?z=)?(video-?[0-9]+_[0-9]+)", r"vk.com/\1", "z"),
    Form("*", r"(?:/web|/deck)?/@([\w.-]+)/([0-9]{15,})(?:/embed)?", r"{host}/@\1/\2", lower=True),
    Form("*", r"/users/([\w.-]+)/statuses/([0-9]{15,})(?:/embed|/activity)?", r"{host}/@\1/\2", lower=True),
    Form("elk.zone", r"/([a-z0-9.-]+)/@([\w.-]+)/([0-9]{15,})", r"\1/@\2/\3", lower=True),
    # Blogs
    Form("*.medium.com", r"(?:/[^/]+)?/(?:[^/]*-)?([0-9a-f]{11,12})", r"medium.com/p/\1"),
    Form("*.substack.com", r"/p/([^/]+)", r"{host}/p/\1"),
    Form("open.substack.com", r"/pub/([0-9a-z-]+)/p/([^/]+)", r"\1.substack.com/p/\2"),
    Form("*.tumblr.com", r"/post/([0-9]+)(?:/[^/]*)?", r"{host}/post/\1"),
    Form("tumblr.com", r"(?:/blog/view|/dashboard/blog)?/([0-9a-z-]+)/([0-9]+)(?:/[^/]*)?", r"\1.tumblr.com/post/\2"),
    Form("*.livejournal.com", r"/([0-9]+)\.html", r"{host}/\1.html", "thread"),
    Form("m.livejournal.com", r"/read/user/([\w-]+)/([0-9]+)", r"\1.livejournal.com/\2.html"),
    Form("livejournal.com", r"/users/([\w-]+)/([0-9]+)\.html", r"\1.livejournal.com/\2.html", "thread"),
    # Wikis
    Form(_ALL_WIKIS, r"(?:/w/index\.php|/wiki/[^?]+)?/?\?(?:title=[^&]+&)?(oldid=[0-9]+)", r"{host}?\1", "title oldid diff action from pagefrom"),
    Form(_ALL_WIKIS, r"/wiki/Special:Perma(?:nentL|l)ink/([0-9]+)", r"{host}?oldid=\1"),
    Form("wikidata.org", r"/(?:wiki|entity|wiki/Special:Entity(?:Page|Data))/([Qq][0-9]+)(?:\.\w+)?", r"{host}/wiki/\1", title=True),
    Form(_WIKIS, r"/(?:wiki|w/index\.php|api/rest_v1/page/html|zh(?:-[a-z]+)?|sr-e[cl])/([^?]+)(?:\?action=(?:view|render))?", r"{host}/wiki/\1", "oldid diff action curid from pagefrom", title=True),
    Form(_WIKIS, r"(?:/w/index\.php)?/?\?title=([^&]+)(?:&action=(?:view|render))?", r"{host}/wiki/\1", "title oldid diff action from pagefrom", title=True),
    Form("*.wiktionary.org", r"/wiki/([^?]+)", r"{host}/wiki/\1", "oldid diff action curid from pagefrom"),
    Form("*.wiktionary.org", r"(?:/w/index\.php)?/?\?title=([^&]+)", r"{host}/wiki/\1", "title oldid diff action from pagefrom"),
    Form("wikiwand.com", r"/([a-z-]{2,12})(?:/articles)?/([^?]+)", r"\1.wikipedia.org/wiki/\2", title=True),
    # Papers
    Form("doi.org hdl.handle.net", r"/(?:doi:)?10\.48550/(?i:arxiv)\.([^?]+)", r"arxiv.org/abs/\1", lower=True),
    Form("doi.org hdl.handle.net", r"/(?:doi:)?10\.2307/([0-9]+)", r"jstor.org/stable/\1"),
    Form("doi.org hdl.handle.net", r"/(?:doi:)?10\.2139/ssrn\.([0-9]+)", r"ssrn.com/abstract=\1"),
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
    Form("arxiv.org", r"/(?:abs|pdf|html|format|ps)/([^?]+?)(?:\.pdf)?", r"arxiv.org/abs/\1", lower=True),
    Form("pubmed.ncbi.nlm.nih.gov", r"/([0-9]+)", r"pubmed.ncbi.nlm.nih.gov/\1"),
    Form("ncbi.nlm.nih.gov", r"(?:/m)?/pubmed/?(?:/|\?term=)([0-9]+)", r"pubmed.ncbi.nlm.nih.gov/\1", "term"),
    Form("europepmc.org", r"/(?:article|abstract)/(?i:med)/([0-9]+)", r"pubmed.ncbi.nlm.nih.gov/\1"),
    Form("pmc.ncbi.nlm.nih.gov ncbi.nlm.nih.gov europepmc.org", r"(?:/pmc)?/articles?/(?:(?i:pmc)/)?((?i:pmc)[0-9]+)(?:/pdf(?:/.*)?)?", r"pmc.ncbi.nlm.nih.gov/articles/\1", lower=True),
    Form("biorxiv.org medrxiv.org", r"/content/(10\.1101/[0-9.]+v[0-9]+)(?:\.full|\.abstract)?(?:\.pdf)?(?:-text)?", r"{host}/content/\1"),
    Form("papers.ssrn.com", r"/sol3/(?:papers|Delivery)\.cfm(?:/[^/?]+)?\?(?:abstract_?id)=([0-9]+)", r"ssrn.com/abstract=\1", "abstract_id abstractid"),
    Form("ssrn.com papers.ssrn.com", r"/abstract=([0-9]+)", r"ssrn.com/abstract=\1"),
    Form("jstor.org", r"/(?:stable|pss)/(?:pdf/)?(?:10\.2307/)?([0-9]+)(?:\.pdf)?", r"jstor.org/stable/\1"),
    Form("sciencedirect.com", r"/science/article(?:/abs)?/pii/(\w+)(?:/pdf(?:ft)?)?", r"sciencedirect.com/science/article/pii/\1", lower=True),
    Form("linkinghub.elsevier.com", r"/retrieve/pii/(\w+)", r"sciencedirect.com/science/article/pii/\1", lower=True),
    Form("thelancet.com", r"/(?:journals/\w+/article|pdfs/journals/\w+|article)/(?:PII)?(S[0-9X()-]+)(?:/\w+|\.pdf)?", r"thelancet.com/article/\1"),
    # News
    Form("bbc.co.uk bbc.com", r"/(news|sport)(?:/amp)?/([^?]+-[0-9]{6,}|articles/\w+)", r"bbc.com/\1/\2", "page"),
    Form("apnews.com", r"(?:/article)?/(?:[^/]*-)?([0-9a-f]{32})", r"apnews.com/article/\1"),
    Form("dw.com", r"(?:/[a-z-]+)?(?:/[^/]+)?/(a-[0-9]+)", r"dw.com/\1"),
    # Files
    Form("raw.githubusercontent.com", r"/([^/]+/[^/]+)/(?:refs/heads/)?([^?]+)", r"github.com/\1/blob/\2"),
    Form("github.com", r"/([^/]+/[^/]+)/(?:blob|raw|blame)/(?:refs/heads/)?([^?]+)", r"github.com/\1/blob/\2"),
    Form("docs.google.com", r"/(document|spreadsheets|presentation|forms)(?:/u/[0-9]+)?/d/((?:e/)?[\w-]{20,})(?:/.*?)?(?:\?gid=0+|(\?gid=[0-9]+))?", r"docs.google.com/\1/d/\2\3", "gid"),
    Form("drive.google.com", r"/file(?:/u/[0-9]+)?/d/([\w-]{20,})(?:/.*)?", r"drive.google.com/file/d/\1"),
    Form("drive.google.com", r"/(?:u/[0-9]+/)?(?:open|uc)\?id=([\w-]{20,})", r"drive.google.com/file/d/\1", "id"),
    Form("stackoverflow.com", r"/(?:questions|q)/([0-9]+)(?:/[^/]*)?", r"stackoverflow.com/q/\1"),
)  # fmt: skip

WRAPPERS: Final = (
    # Search engines
    Wrapper(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/url|/interstitial|/imgres", "url q imgrefurl"),
    Wrapper(r"google\.[a-z]{2,3}(?:\.[a-z]{2})?", "/amp/(?:s/)?"),
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
    r"|amp_(?:js_v|gsa|ct|latest_update_time)|usqp|ml_subscriber(?:_hash)?"
)
"""Names of parameters that say whence a reader came, and that nobody uses for anything else."""

_AT_THE_BBC: Final = (
    "ocid at_format at_link_id at_link_type at_link_origin at_ptr_name "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee"
)

TRACKING_AT: Final = {
    "x.com": "s t ref",
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

IN_FRAGMENT: Final = "x.com youtube.com"
"""Hosts that had the path behind `#` or `#!` once."""
