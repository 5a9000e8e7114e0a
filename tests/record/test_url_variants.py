"""Further addresses of one document, and pairs that are two, as a stranger may write them."""

import pytest

from sayso.record.urls import comparable_url

# Rows that were made to break it: the whole of them is for the long run.
pytestmark = pytest.mark.thorough(one_in=4)

V = "aB3dE5gH7jK"
ID = "1244475516180021248"
P = "https://ledger.example/2025/line-4"
Q = "https%3A%2F%2Fledger.example%2F2025%2Fline-4"

# The documents, and addresses of each.
VARIANTS = [
    row.split()
    for row in f"""
https://www.youtube.com/watch?v={V} https://www.youtube.com/watch?feature=player_embedded&v={V} https://www.youtube.com/watch/{V} https://youtube.com/watch?v={V}&t=42s#t=1 https://youtube.googleapis.com/v/{V} https://www.youtube.com/watch?app=desktop&v={V} http://youtu.be/{V}#t=10 https://yewtu.be/watch?v={V} https://piped.video/watch?v={V} https://www.youtube.com/?v={V} https://m.youtube.com/shorts/{V} https://www.youtube.com/#/watch?v={V} https://m.youtube.com/#/watch?v={V} https://youtu.be/watch?v={V} https://www.youtube.com/watch?v={V}&pp=ygUD https://preservetube.com/watch?v={V} https://www.youtube.com/embed/{V}?rel=0&autoplay=1 https://www.youtube.com/live/{V}?si=abc
https://x.com/damboard/status/{ID} https://twitter.com/#!/damboard/status/{ID} https://x.com/damboard/status/{ID}/analytics https://x.com/damboard/status/{ID}/likes https://nitter.poast.org/damboard/status/{ID} https://threadreaderapp.com/thread/{ID}.html https://twitter.com/damboard/status/{ID}/photo/1/large https://xcancel.com/damboard/status/{ID} https://d.fxtwitter.com/damboard/status/{ID} https://api.fxtwitter.com/damboard/status/{ID} https://twittpr.com/damboard/status/{ID} https://cdn.syndication.twimg.com/tweet-result?id={ID}&lang=en https://x.com/DamBoard/status/{ID}?s=46&t=abc https://twitter.com/statuses/{ID} https://twitter.com/anyuser/status/{ID}?ref_src=twsrc%5Etfw https://twitter.com/intent/like?tweet_id={ID} https://nitter.privacydev.net/i/status/{ID}
https://t.me/damboard/123 https://t.me/s/damboard/123 https://damboard.t.me/123 https://telegram.dog/s/damboard/123 https://t.me/damboard/123?embed=1&mode=tme https://www.t.me/damboard/123 https://t.me/damboard/123?t=30 https://tgstat.com/channel/@damboard/123 https://tgstat.ru/channel/@damboard/123
https://www.facebook.com/watch/?v=1234567890 https://www.facebook.com/damboard/videos/vb.123/1234567890/?type=2 https://www.facebook.com/watch/?ref=saved&v=1234567890 https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fdamboard%2Fvideos%2F1234567890%2F&show_text=0 https://m.facebook.com/watch/?v=1234567890&_rdr https://www.facebook.com/reel/1234567890?s=single_unit https://fr-fr.facebook.com/damboard/videos/1234567890
https://www.facebook.com/99/posts/12345678 https://www.facebook.com/story.php?id=99&story_fbid=12345678 https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2F99%2Fposts%2F12345678 https://www.facebook.com/permalink.php?id=99&story_fbid=12345678&paipv=0
https://www.facebook.com/groups/1/posts/12345 https://www.facebook.com/groups/1/?multi_permalinks=12345&ref=share https://m.facebook.com/groups/1?view=permalink&id=12345
https://www.instagram.com/p/CabcDEF123/ https://www.instagram.com/reels/CabcDEF123/ https://www.instagram.com/damboard/reel/CabcDEF123/ https://www.instagram.com/p/CabcDEF123/?utm_source=ig_web_copy_link https://ddinstagram.com/p/CabcDEF123 https://www.instagram.com/p/CabcDEF123/?img_index=2 https://imginn.com/p/CabcDEF123/
https://www.reddit.com/r/water/comments/abc123/dam/ https://www.reddit.com/user/damboard/comments/abc123/dam/ https://amp.reddit.com/r/water/comments/abc123/dam/ https://www.reddit.com/tb/abc123 https://www.reddit.com/r/water/comments/abc123.json https://www.reddit.com/r/water/comments/abc123/dam.json https://libredd.it/r/water/comments/abc123/dam https://teddit.net/r/water/comments/abc123/dam https://reddit.com/r/water/comments/abc123?sort=new https://safereddit.com/r/water/comments/abc123
https://i.redd.it/a1b2c3d4.jpg https://preview.redd.it/a1b2c3d4.jpg?width=640&auto=webp&s=1 https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fa1b2c3d4.jpg
https://www.tiktok.com/@damboard/video/7012345678901234567 https://www.tiktok.com/@damboard/video/7012345678901234567?lang=en https://www.tiktok.com/share/video/7012345678901234567 https://www.tiktok.com/embed/v3/7012345678901234567 https://www.tiktok.com/i18n/share/video/7012345678901234567/ https://www.vxtiktok.com/@damboard/video/7012345678901234567 https://m.tiktok.com/@damboard/video/7012345678901234567
https://mastodon.social/@damboard/112233445566778899 https://elk.zone/mastodon.social/@damboard/112233445566778899 https://mastodon.social/users/damboard/statuses/112233445566778899/activity https://mastodon.social/@DamBoard/112233445566778899?ref=x https://mastodon.social/web/@damboard/112233445566778899
https://bsky.app/profile/damboard.example/post/3jt5tsfbx2s2a https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuvwx/post/3jt5tsfbx2s2a https://fxbsky.app/profile/damboard.example/post/3jt5tsfbx2s2a https://embed.bsky.app/embed/did:plc:abcdefghijklmnopqrstuvwx/app.bsky.feed.post/3jt5tsfbx2s2a https://staging.bsky.app/profile/damboard.example/post/3jt5tsfbx2s2a https://bskx.app/profile/damboard.example/post/3jt5tsfbx2s2a https://bsky.app/profile/damboard.example/post/3jt5tsfbx2s2a/liked-by
https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567/ https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7012345678901234567 https://www.linkedin.com/embed/feed/update/urn:li:activity:7012345678901234567?compact=1 https://uk.linkedin.com/posts/damboard_activity-7012345678901234567-AbCd
https://www.linkedin.com/pulse/the-dam-anna-lee https://de.linkedin.com/pulse/the-dam-anna-lee?trk=public_profile https://www.linkedin.com/pulse/the-dam-anna-lee/
https://en.wikipedia.org/wiki/Dam_failure https://en.m.wikipedia.org/wiki/Dam_failure#Causes https://en.wikipedia.org/w/index.php?title=Dam_failure https://en.wikipedia.org/?title=Dam_failure https://en.wikipedia.org/wiki/Dam%20failure https://en.wikipedia.org/wiki/dam_failure https://www.wikiwand.com/en/Dam_failure https://www.wikiwand.com/en/articles/Dam_failure https://en.wikipedia.org/wiki/Dam_failure?useskin=vector https://en.wikipedia.org/wiki/Dam_failure?wprov=sfti1 https://en.wikipedia.org/api/rest_v1/page/html/Dam_failure https://en.wikipedia.org/wiki/Dam_failure?veaction=edit https://en.wikipedia.org/w/index.php?title=Dam_failure&redirect=no https://en.wikipedia.org/w/index.php?title=Dam_failure&action=view https://en.wikipedia.org/w/index.php?title=Dam_failure&printable=yes https://en.wikipedia.org/wiki/Dam_failure?action=render https://en.wikipedia.org/wiki/Dam_failure?mobileaction=toggle_view_mobile https://en.wikipedia.org/w/index.php/Dam_failure
https://en.wikipedia.org/w/index.php?title=Dam&oldid=123 https://en.wikipedia.org/wiki/Dam?oldid=123 https://en.m.wikipedia.org/w/index.php?title=Dam&oldid=123 https://en.wikipedia.org/w/index.php?oldid=123&title=Dam https://en.wikipedia.org/w/index.php?oldid=123 https://en.wikipedia.org/wiki/Special:Permalink/123 https://en.wikipedia.org/wiki/Special:PermanentLink/123 https://en.wikipedia.org/?oldid=123
https://www.wikidata.org/wiki/Q42 https://m.wikidata.org/wiki/Q42 https://www.wikidata.org/entity/Q42 https://www.wikidata.org/wiki/Special:EntityPage/Q42 http://wikidata.org/wiki/q42 https://www.wikidata.org/wiki/Special:EntityData/Q42.json
https://commons.wikimedia.org/wiki/File:Dam.jpg https://commons.m.wikimedia.org/wiki/File:Dam.jpg https://commons.wikimedia.org/w/index.php?title=File:Dam.jpg
https://doi.org/10.1234/dam.5678 https://dx.doi.org/10.1234/DAM.5678 https://www.doi.org/10.1234/dam.5678 http://doi.org/doi:10.1234/dam.5678 https://doi.org/10.1234%2Fdam.5678 https://oadoi.org/10.1234/dam.5678 https://sci-hub.se/10.1234/dam.5678 https://sci-hub.st/https://doi.org/10.1234/dam.5678 https://dl.acm.org/doi/pdf/10.1234/dam.5678 https://onlinelibrary.wiley.com/doi/abs/10.1234/dam.5678 https://www.tandfonline.com/doi/full/10.1234/dam.5678?needAccess=true https://journals.sagepub.com/doi/10.1234/dam.5678 https://link.springer.com/content/pdf/10.1234/dam.5678.pdf https://link.springer.com/article/10.1234/dam.5678/fulltext.html https://journals.plos.org/plosone/article?id=10.1234/dam.5678 https://journals.plos.org/plosone/article/file?id=10.1234/dam.5678&type=printable https://www.frontiersin.org/articles/10.1234/dam.5678/full https://www.frontiersin.org/journals/water/articles/10.1234/dam.5678/pdf https://iopscience.iop.org/article/10.1234/dam.5678/meta https://iopscience.iop.org/article/10.1234/dam.5678/pdf https://doi.org/10.1234/dam.5678?ref=x https://doi.org/DOI:10.1234/dam.5678 https://api.crossref.org/works/10.1234/dam.5678 https://www.degruyter.com/document/doi/10.1234/dam.5678/html https://www.degruyterbrill.com/document/doi/10.1234/dam.5678/pdf https://royalsocietypublishing.org/doi/suppl/10.1234/dam.5678 https://link.springer.com/10.1234/dam.5678 https://www.annualreviews.org/content/journals/10.1234/dam.5678 https://hdl.handle.net/10.1234/dam.5678 https://unpaywall.org/10.1234/dam.5678
https://doi.org/10.1038/s41586-020-2012-7 https://www.nature.com/articles/s41586-020-2012-7 https://www.nature.com/articles/s41586-020-2012-7.pdf https://www.nature.com/articles/s41586-020-2012-7#citeas https://www.nature.com/articles/s41586-020-2012-7/figures/1
https://doi.org/10.1038/nature12373 https://www.nature.com/articles/nature12373 https://www.nature.com/articles/nature12373.pdf
https://doi.org/10.7554/eLife.12345 https://elifesciences.org/articles/12345
https://doi.org/10.7717/peerj.123 https://peerj.com/articles/123/ https://peerj.com/articles/123.pdf
https://zenodo.org/record/123 https://zenodo.org/records/123 https://doi.org/10.5281/zenodo.123 https://zenodo.org/record/123#.X
https://arxiv.org/abs/2001.00001 https://arxiv.org/pdf/2001.00001.pdf https://doi.org/10.48550/arXiv.2001.00001 https://ar5iv.labs.arxiv.org/html/2001.00001 https://ar5iv.org/abs/2001.00001 https://export.arxiv.org/abs/2001.00001 https://www.alphaxiv.org/abs/2001.00001 http://xxx.lanl.gov/abs/2001.00001 https://arxiv.org/pdf/2001.00001 https://browse.arxiv.org/pdf/2001.00001.pdf https://arxiv.org/html/2001.00001
https://pubmed.ncbi.nlm.nih.gov/12345/ https://www.ncbi.nlm.nih.gov/pubmed/12345 https://www.ncbi.nlm.nih.gov/pubmed/?term=12345 https://europepmc.org/article/MED/12345 https://europepmc.org/abstract/med/12345 https://www.ncbi.nlm.nih.gov/m/pubmed/12345/ https://pubmed.gov/12345
https://pmc.ncbi.nlm.nih.gov/articles/PMC123/ https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/pdf/x.pdf https://europepmc.org/articles/PMC123 https://europepmc.org/article/PMC/PMC123 https://www.ncbi.nlm.nih.gov/pmc/articles/pmc123/ https://pmc.ncbi.nlm.nih.gov/articles/PMC123/#sec1
https://www.sciencedirect.com/science/article/pii/S0140673620301835 https://www.sciencedirect.com/science/article/abs/pii/S0140673620301835 https://www.sciencedirect.com/science/article/pii/S0140673620301835/pdfft?md5=1&pid=x https://linkinghub.elsevier.com/retrieve/pii/S0140673620301835 https://www.sciencedirect.com/science/article/pii/S0140673620301835?via%3Dihub https://linkinghub.elsevier.com/retrieve/pii/s0140673620301835
https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/abstract https://www.thelancet.com/pdfs/journals/lancet/PIIS0140-6736(20)30183-5.pdf https://www.thelancet.com/article/S0140-6736(20)30183-5/fulltext
https://www.jstor.org/stable/12345 https://www.jstor.org/stable/12345?seq=1 https://www.jstor.org/pss/12345 https://www.jstor.org/stable/10.2307/12345 https://www.jstor.org/stable/pdf/12345.pdf https://doi.org/10.2307/12345
https://ssrn.com/abstract=123 https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123 https://dx.doi.org/10.2139/ssrn.123 https://papers.ssrn.com/sol3/Delivery.cfm?abstractid=123 https://papers.ssrn.com/sol3/Delivery.cfm/SSRN_ID123_code1.pdf?abstractid=123&mirid=1 https://papers.ssrn.com/abstract=123
https://www.nber.org/papers/w123 https://www.nber.org/system/files/working_papers/w123/w123.pdf https://doi.org/10.3386/w123 https://www.nber.org/papers/w123.pdf
https://dams.blogspot.com/2020/01/leak.html https://dams.blogspot.de/2020/01/leak.html https://dams.blogspot.com.au/2020/01/leak.html?m=1 https://dams.blogspot.co.uk/2020/01/leak.html https://dams.blogspot.in/2020/01/leak.html?spref=tw
https://dams.tumblr.com/post/12345/the-dam https://dams.tumblr.com/post/12345 https://www.tumblr.com/dams/12345/the-dam https://www.tumblr.com/blog/view/dams/12345 https://dams.tumblr.com/post/12345/the-dam/amp https://www.tumblr.com/dashboard/blog/dams/12345
https://dams.livejournal.com/12345.html https://dams.livejournal.com/12345.html?mode=reply https://m.livejournal.com/read/user/dams/12345 https://www.livejournal.com/users/dams/12345.html
https://dams.wordpress.com/2020/01/01/leak/ https://dams.wordpress.com/2020/01/01/leak/?share=twitter https://dams.wordpress.com/2020/01/01/leak/amp/ https://dams.wordpress.com/2020/01/01/leak/?amp=1 https://dams.wordpress.com/2020/01/01/leak/#respond
https://vk.com/wall-1_23 https://m.vk.com/wall-1_23 https://vk.com/feed?w=wall-1_23 https://vk.ru/wall-1_23 https://vk.com/club1?w=wall-1_23%2Fall
https://ok.ru/group/123/topic/456 https://m.ok.ru/group/123/topic/456
https://www.bilibili.com/video/BV1xx411c7mD https://www.bilibili.com/video/BV1xx411c7mD/?share_source=copy_web&vd_source=1 https://b23.tv/BV1xx411c7mD https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&page=1
https://odysee.com/@dams:1/leak:2 https://lbry.tv/@dams:1/leak:2 https://odysee.com/$/embed/@dams:1/leak:2 https://odysee.com/@dams:1/leak:2?r=abc
https://rumble.com/v1abcd-the-dam.html https://rumble.com/v1abcd
https://www.dailymotion.com/video/x7tgad0 https://www.dailymotion.com/video/x7tgad0?playlist=x1 https://www.dailymotion.com/embed/video/x7tgad0?autoplay=1
https://vimeo.com/123456 https://player.vimeo.com/video/123456 https://vimeo.com/groups/a/videos/123456 https://vimeo.com/123456#t=10s https://vimeo.com/album/9/video/123456 https://vimeo.com/showcase/9/video/123456
https://archive.org/details/dam-film https://archive.org/details/dam-film/page/n5/mode/2up https://archive.org/download/dam-film https://archive.org/stream/dam-film/dam_djvu.txt https://www.archive.org/details/dam-film?view=theater
https://www.bbc.co.uk/news/world-12345678 https://www.bbc.com/news/world-12345678 https://www.bbc.co.uk/news/amp/world-12345678 https://m.bbc.co.uk/news/world-12345678 https://www.bbc.com/news/world-12345678.amp https://www.bbc.com/news/world-12345678?at_medium=RSS https://www.bbc.co.uk/news/world-12345678#sa-link_location
{P} https://www.google.com/url?sa=t&url={Q}&usg=x https://www.google.de/url?q={P}&sa=U https://www.google.co.uk/url?esrc=s&q=&url={Q} https://l.facebook.com/l.php?u={Q}&h=x https://lm.facebook.com/l.php?u={Q} https://l.instagram.com/?u={Q}&e=x https://l.threads.net/?u={Q} https://out.reddit.com/t3_x?url={Q} https://www.bing.com/ck/a?!&&p=abc&u=a1aHR0cHM6Ly9sZWRnZXIuZXhhbXBsZS8yMDI1L2xpbmUtNA&ntb=1 https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fledger.example%2f2025%2fline-4/RK=2/RS=x- https://yandex.ru/clck/jsredir?from=x&url={Q} https://vk.com/away.php?to={Q}&cc_key= https://href.li/?{P} https://www.youtube.com/redirect?event=x&q={Q} https://duckduckgo.com/l/?kh=-1&uddg={Q} https://translate.google.com/translate?sl=auto&tl=en&u={Q} https://ledger-example.translate.goog/2025/line-4?_x_tr_sl=de https://12ft.io/{P} https://12ft.io/proxy?q={Q} https://outline.com/{P} https://r.jina.ai/{P} https://via.hypothes.is/{P} https://hyp.is/go?url={Q} https://getpocket.com/redirect?url={Q} https://disq.us/url?url={Q}%3AAbCdEfGhIj_kLmNoPqRsTuVwX&cuid=1 https://exit.sc/?url={Q} https://gate.sc/?url={Q} https://link.zhihu.com/?target={Q} https://c.pc.qq.com/middlem.html?pfurl={Q} https://weibo.cn/sinaurl?u={Q} https://t.umblr.com/redirect?z={Q}&t=x https://nam02.safelinks.protection.outlook.com/?url={Q}&data=1 https://urldefense.proofpoint.com/v2/url?u=https-3A__ledger.example_2025_line-2D4&d=x https://urldefense.com/v3/__{P}__;!!x https://steamcommunity.com/linkfilter/?url={Q} https://slack-redir.net/link?url={Q} https://secure-web.cisco.com/1abc/https%3A%2F%2Fledger.example%2F2025%2Fline-4 https://linkprotect.cudasvc.com/url?a={Q}&c=E https://deref-gmx.net/mail/client/abc/dereferrer/?redirectUrl={Q} https://deref-web.de/mail/client/abc/dereferrer/?redirectUrl={Q} https://www.translatetheweb.com/?from=&to=en&a={Q} https://translate.yandex.ru/translate?url={Q}&lang=de-en https://www.evernote.com/OutboundRedirect.action?dest={Q} https://www.linkedin.com/safety/go?url={Q}&trk=x https://anonym.to/?{P} https://ledger.example/2025/line-4/?utm_source=a&utm_medium=b https://ledger.example/2025/line-4?fbclid=1 https://ledger.example/2025/line-4/amp https://amp.ledger.example/2025/line-4 https://m.ledger.example/2025/line-4 https://ledger.example:443/2025/line-4 http://LEDGER.example/2025/line-4/ https://ledger-example.cdn.ampproject.org/c/s/ledger.example/2025/line-4 https://www.google.com/amp/s/ledger.example/2025/line-4 https://www.google.com/search?q=cache:{P} https://x.com/share?url={Q} https://twitter.com/intent/tweet?text=a&url={Q} https://www.facebook.com/sharer/sharer.php?u={Q} https://www.facebook.com/share.php?u={Q} https://wa.me/?text={Q} https://t.me/share/url?url={Q} https://www.reddit.com/submit?url={Q} https://news.ycombinator.com/submitlink?u={Q} https://www.linkedin.com/sharing/share-offsite/?url={Q} https://archive.ph/?run=1&url={Q} https://smry.ai/{P} https://www.removepaywall.com/search?url={Q} https://removepaywalls.com/{P} https://txtify.it/{P} https://freedium.cfd/{P} https://go.skimresources.com/?id=1&url={Q} https://www.instapaper.com/text?u={Q}
{P} https://web.archive.org/web/20200101000000/{P} https://web.archive.org/web/2020/{P} https://web.archive.org/web/2020*/{P} https://web.archive.org/web/20200101000000if_/{P} https://web.archive.org/web/20200101000000id_/http%3A//ledger.example/2025/line-4 https://web.archive.org/web/20200101000000/http:/ledger.example/2025/line-4 https://web.archive.org/web/20200101000000/ledger.example/2025/line-4 https://web.archive.org/web/{P} https://web.archive.org/save/{P} https://web.archive.org/screenshot/{P} https://web.archive.org/details/{P} https://web.archive.org/web/0/{P} https://archive.org/web/20200101000000/{P} https://archive.org/wayback/available?url={Q} https://wayback.archive-it.org/123/20200101000000/{P} https://wayback.archive-it.org/all/20200101000000mp_/{P} https://www.webarchive.org.uk/wayback/archive/20200101000000mp_/{P} https://www.webarchive.org.uk/wayback/en/archive/20200101000000/{P} https://webarchive.nationalarchives.gov.uk/ukgwa/20200101000000/{P} https://webarchive.nationalarchives.gov.uk/20200101000000/{P} https://arquivo.pt/wayback/20200101000000/{P} https://arquivo.pt/noFrame/replay/20200101000000/{P} https://vefsafn.is/is/20200101000000/{P} https://webarchive.loc.gov/all/20200101000000/{P} https://archive.ph/2020.01.01-000000/{P} https://archive.ph/20200101000000/{P} https://archive.is/o/AbCdE/{P} https://archive.today/newest/{P} https://archive.ph/{P} https://timetravel.mementoweb.org/memento/2020/{P} https://timetravel.mementoweb.org/api/json/2020/{P} http://timetravel.mementoweb.org/list/20200101000000/{P} https://swap.stanford.edu/20200101000000/{P} https://swap.stanford.edu/was/20200101000000/{P} https://archive.wikiwix.com/cache/?url={Q} https://archive.wikiwix.com/cache/index2.php?url={Q} https://megalodon.jp/2020-0101-0000-00/https://ledger.example:443/2025/line-4 https://webarchive.nla.gov.au/awa/20200101000000/{P} https://veebiarhiiv.digar.ee/a/20200101000000/{P} https://wayback.webarchiv.cz/wayback/20200101000000/{P} https://webarchiv.onb.ac.at/web/20200101000000/{P} http://nukrobi2.nuk.uni-lj.si:8080/wayback/20200101000000/{P} https://warp.da.ndl.go.jp/info:ndljp/pid/123/ledger.example/2025/line-4 https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjKl:{P}+&cd=1 https://yandexwebcache.net/yandbtm?fmode=inject&url={Q} https://ghostarchive.org/archive/20200101000000/{P} https://conifer.rhizome.org/user/coll/20200101000000/{P} https://conifer.rhizome.org/user/coll/20200101000000mp_/{P} https://webrecorder.io/user/coll/20200101000000/{P} https://wayback.vefsafn.is/wayback/20200101000000/{P} https://archive.kb.nl/web/20200101000000mp_/{P} https://perma.cc/ABCD-1234/20200101000000/{P} https://haw.nsk.hr/wayback/20200101000000/{P} https://web.archive.org/web/20200101000000/https://web.archive.org/web/2019/{P} https://archivarix.net/web/20200101000000/{P} https://padi.cat/wayback/20200101000000/{P} https://langzeitarchivierung.bib-bvb.de/wayback/20200101000000/{P} https://www.padicat.cat/wayback/20200101000000id_/{P} https://web.archive.org/web/20200101000000js_/{P} https://webarchive.jira.com/wayback/20200101000000/{P} https://web.archive.org/web/20200101/{P} https://web.archive.org/web/20200101000000cs_/{P} https://web.archive.org/web/20200101000000oe_/{P} https://web.archive.org/web/20200101000000fw_/{P} https://eresources.nlb.gov.sg/webarchives/wayback/20200101000000/{P} https://webarchive.parliament.uk/20200101000000/{P} https://web.archive.org/cdx/search/cdx?url={Q} https://www.collectionscanada.gc.ca/webarchives/20200101000000/{P} https://webharvest.gov/peth04/20200101000000/{P} https://www.archiefweb.eu/wayback/20200101000000/{P}
https://arxiv.org/abs/2101.00001v2 https://arxiv.org/pdf/2101.00001v2 https://arxiv.org/pdf/2101.00001v2.pdf https://www.arxiv.org/abs/2101.00001v2 https://arxiv.org/html/2101.00001v2 https://doi.org/10.48550/arXiv.2101.00001v2
https://arxiv.org/abs/hep-th/9901001 https://arxiv.org/pdf/hep-th/9901001.pdf https://doi.org/10.48550/arXiv.hep-th/9901001
https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1 https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full https://www.biorxiv.org/content/biorxiv/early/2020/01/02/2020.01.01.123456.full.pdf
https://www.biorxiv.org/content/10.1101/2020.01.01.123456 https://doi.org/10.1101/2020.01.01.123456 https://www.biorxiv.org/content/10.1101/2020.01.01.123456.abstract https://www.biorxiv.org/content/10.1101/2020.01.01.123456.full
https://zenodo.org/records/123 https://zenodo.org/records/123#.X https://zenodo.org/doi/10.5281/zenodo.123
https://pubmed.ncbi.nlm.nih.gov/123456/ https://pubmed.gov/123456 https://www.ncbi.nlm.nih.gov/pubmed/123456?dopt=Abstract https://m.pubmed.ncbi.nlm.nih.gov/123456 https://europepmc.org/article/MED/123456 https://europepmc.org/abstract/med/123456
https://pmc.ncbi.nlm.nih.gov/articles/PMC123/ https://www.ncbi.nlm.nih.gov/labs/pmc/articles/PMC123/
{P} https://news.google.com/articles?url={Q} https://news.google.com/news/url?sa=t&url={Q} https://www.bing.com/news/apiclick.aspx?ref=x&url={Q}&c=1 https://flipboard.com/redirect?url={Q} https://www.google.com/url?q={Q} https://www.google.com.hk/url?q={Q}
https://www.bundestag.de/dokumente/x https://bundestag.de/dokumente/x
https://t.me/damboard/123 https://t.me/damboard/123?single&t=1 https://t.me/s/damboard/123?before=5
https://www.tiktok.com/@damboard/photo/7012345678901234567 https://www.tiktok.com/@damboard/video/7012345678901234567?q=x&t=1
https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:32016R0679&from=DE https://eur-lex.europa.eu/legal-content/EN/ALL/?uri=CELEX:32016R0679 https://eur-lex.europa.eu/legal-content/en/TXT/?uri=celex%3A32016R0679 https://eur-lex.europa.eu/LexUriServ/LexUriServ.do?uri=CELEX:32016R0679:EN:HTML
https://eur-lex.europa.eu/eli/reg/2016/679/oj https://data.europa.eu/eli/reg/2016/679/oj http://data.europa.eu/eli/reg/2016/679/oj
https://hudoc.echr.coe.int/eng?i=001-57516 https://hudoc.echr.coe.int/eng#{{%22itemid%22:[%22001-57516%22]}} https://hudoc.echr.coe.int/?i=001-57516 https://hudoc.echr.coe.int/eng#{{"itemid":["001-57516"]}}
https://undocs.org/A/RES/60/1 https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F60%2F1&Language=E https://undocs.org/en/A/RES/60/1 https://www.undocs.org/A/RES/60/1 https://docs.un.org/A/RES/60/1 https://docs.un.org/en/A/RES/60/1 https://daccess-ods.un.org/access.nsf/Get?OpenAgent&DS=A/RES/60/1&Lang=E https://www.un.org/ga/search/view_doc.asp?symbol=A/RES/60/1 https://daccess-ods.un.org/access.nsf/GetFile?OpenAgent&DS=A/RES/60/1&Lang=E&Type=DOC
https://digitallibrary.un.org/record/123456 https://digitallibrary.un.org/record/123456?ln=en https://digitallibrary.un.org/record/123456?ln=fr&v=pdf
https://www.gov.uk/government/publications/x https://gov.uk/government/publications/x
https://www.legislation.gov.uk/ukpga/1998/42 https://www.legislation.gov.uk/ukpga/1998/42/contents https://www.legislation.gov.uk/id/ukpga/1998/42
https://www.gesetze-im-internet.de/gg/art_1.html http://www.gesetze-im-internet.de/gg/art_1.html
https://github.com/o/r/blob/main/a.py https://github.com/o/r/blob/main/a.py?plain=1 https://raw.githubusercontent.com/o/r/main/a.py https://raw.githubusercontent.com/o/r/refs/heads/main/a.py https://github.com/o/r/raw/main/a.py https://github.com/o/r/blob/main/a.py#L10-L20 https://raw.github.com/o/r/main/a.py https://github.com/o/r/blame/main/a.py https://cdn.jsdelivr.net/gh/o/r@main/a.py https://github.com/o/r/edit/main/a.py
https://github.com/o/r https://github.com/o/r.git https://github.com/o/r/ https://github.com/O/R
https://gitlab.com/o/r/-/blob/main/a.py https://gitlab.com/o/r/-/raw/main/a.py https://gitlab.com/o/r/-/blob/main/a.py?ref_type=heads https://gitlab.com/o/r/blob/main/a.py
https://gist.github.com/o/0123456789abcdef0123456789abcdef https://gist.github.com/0123456789abcdef0123456789abcdef
https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWx/edit https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWx/pub https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWx/export?format=pdf https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWx/mobilebasic https://docs.google.com/a/city.example/document/d/1AbCdEfGhIjKlMnOpQrStUvWx/edit https://docs.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWx
https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWx/view https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWx/preview https://drive.usercontent.google.com/download?id=1AbCdEfGhIjKlMnOpQrStUvWx&export=download https://drive.google.com/uc?export=view&id=1AbCdEfGhIjKlMnOpQrStUvWx https://docs.google.com/uc?id=1AbCdEfGhIjKlMnOpQrStUvWx https://drive.google.com/a/city.example/file/d/1AbCdEfGhIjKlMnOpQrStUvWx/view
https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWx https://drive.google.com/drive/u/0/folders/1AbCdEfGhIjKlMnOpQrStUvWx https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWx?usp=sharing https://drive.google.com/folderview?id=1AbCdEfGhIjKlMnOpQrStUvWx https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWx
https://www.dropbox.com/s/abc/x.pdf?dl=0 https://www.dropbox.com/s/abc/x.pdf?dl=1 https://dl.dropboxusercontent.com/s/abc/x.pdf https://dropbox.com/s/abc/x.pdf
https://www.scribd.com/document/123456/The-Dam https://www.scribd.com/doc/123456/The-Dam https://de.scribd.com/document/123456/The-Dam https://www.scribd.com/document/123456 https://www.scribd.com/embeds/123456/content
https://www.documentcloud.org/documents/123456-the-dam https://www.documentcloud.org/documents/123456-the-dam/ https://embed.documentcloud.org/documents/123456-the-dam https://www.documentcloud.org/documents/123456-the-dam.html https://beta.documentcloud.org/documents/123456-the-dam https://www.documentcloud.org/documents/123456
https://issuu.com/dams/docs/report https://issuu.com/dams/docs/report?e=1/2 https://issuu.com/dams/docs/report/12
https://vk.com/@damboard-leak https://m.vk.com/@damboard-leak
https://ok.ru/video/123456 https://m.ok.ru/video/123456 https://ok.ru/videoembed/123456
https://rutube.ru/video/0123456789abcdef0123456789abcdef/ https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef https://rutube.ru/video/0123456789abcdef0123456789abcdef/?r=wd
https://dzen.ru/a/AbCdEf123 https://zen.yandex.ru/a/AbCdEf123 https://dzen.ru/a/AbCdEf123?share_to=telegram
https://weibo.com/1234567890/LabcdeFGh https://weibo.com/1234567890/LabcdeFGh?refer_flag=1001030103_ https://www.weibo.com/1234567890/LabcdeFGh#comment https://m.weibo.cn/1234567890/LabcdeFGh https://m.weibo.cn/status/LabcdeFGh?sourceType=weixin
https://blog.naver.com/damboard/223456789012 https://m.blog.naver.com/damboard/223456789012 https://blog.naver.com/PostView.naver?blogId=damboard&logNo=223456789012 https://blog.naver.com/PostView.nhn?blogId=damboard&logNo=223456789012&redirect=Dlog https://m.blog.naver.com/PostView.naver?blogId=damboard&logNo=223456789012
https://n.news.naver.com/mnews/article/001/0012345678 https://n.news.naver.com/article/001/0012345678 https://news.naver.com/main/read.naver?mode=LSD&mid=sec&oid=001&aid=0012345678 https://news.naver.com/main/read.nhn?oid=001&aid=0012345678 https://m.news.naver.com/read.nhn?oid=001&aid=0012345678 https://n.news.naver.com/mnews/article/001/0012345678?sid=100 https://media.naver.com/article/001/0012345678
https://v.daum.net/v/20250101120000123 https://news.v.daum.net/v/20250101120000123 https://v.daum.net/v/20250101120000123?f=m
https://zhuanlan.zhihu.com/p/123456789 https://zhuanlan.zhihu.com/p/123456789?utm_source=x https://www.zhihu.com/tardis/zm/art/123456789
https://www.zhihu.com/question/123/answer/456 https://www.zhihu.com/answer/456 https://www.zhihu.com/question/123/answer/456?utm_id=0
https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv?scene=1
https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=abc https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=abc&chksm=x&scene=27#wechat_redirect
https://www.163.com/dy/article/ABC123.html https://m.163.com/dy/article/ABC123.html
https://www.toutiao.com/article/7012345678901234567/ https://m.toutiao.com/article/7012345678901234567/ https://www.toutiao.com/i7012345678901234567/ https://www.toutiao.com/a7012345678901234567
https://www.reddit.com/r/water/comments/abc123/dam/ https://www.reddit.com/r/water/comments/abc123/dam/?rdt=1 https://www.reddit.com/r/water/comments/abc123/ https://redd.it/abc123 https://ssl.reddit.com/r/water/comments/abc123/ https://en.reddit.com/r/water/comments/abc123/ https://pay.reddit.com/r/water/comments/abc123/ https://www.redditmedia.com/r/water/comments/abc123/
https://bsky.app/profile/damboard.example/post/3jt5tsfbx2s2a https://bsky.app/profile/damboard.example/post/3jt5tsfbx2s2a?ref_src=embed https://main.bsky.dev/profile/damboard.example/post/3jt5tsfbx2s2a https://deer.social/profile/damboard.example/post/3jt5tsfbx2s2a
https://mastodon.social/@damboard/112233445566778899 https://mastodon.social/users/damboard/statuses/112233445566778899
https://www.threads.com/@damboard/post/CuAbC123 https://threads.net/@damboard/post/CuAbC123/media https://www.threads.com/@damboard/post/CuAbC123?hl=de
https://truthsocial.com/@damboard/112233445566778899 https://truthsocial.com/@damboard/posts/112233445566778899 https://truthsocial.com/users/damboard/statuses/112233445566778899
https://gettr.com/post/p1abc2def3 https://www.gettr.com/post/p1abc2def3
https://www.linkedin.com/pulse/the-dam-anna-lee https://www.linkedin.com/pulse/the-dam-anna-lee?trackingId=x
https://www.linkedin.com/posts/damboard_activity-7012345678901234567-AbCd https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567/?actorCompanyId=1
https://www.bbc.com/news/articles/c1234567890o https://www.bbc.co.uk/news/articles/c1234567890o https://www.bbc.com/news/articles/c1234567890o.amp https://www.bbc.com/news/articles/c1234567890o?xtor=AL
https://www.bbc.com/russian/articles/c1234567890o https://www.bbc.com/russian/articles/c1234567890o.amp https://www.bbc.co.uk/russian/articles/c1234567890o
https://www.bbc.com/news/av/world-12345678 https://www.bbc.co.uk/news/av/world-12345678
https://www.theguardian.com/world/2025/jan/01/dam https://amp.theguardian.com/world/2025/jan/01/dam https://www.theguardian.com/world/2025/jan/01/dam?CMP=share_btn_tw https://www.guardian.co.uk/world/2025/jan/01/dam https://guardian.co.uk/world/2025/jan/01/dam
https://www.nytimes.com/2025/01/01/world/dam.html https://www.nytimes.com/2025/01/01/world/dam.html?unlocked_article_code=1&smid=url-share
https://www.washingtonpost.com/world/2025/01/01/dam/ https://www.washingtonpost.com/world/2025/01/01/dam/?outputType=amp
https://www.reuters.com/world/dam-2025-01-01/ https://www.reuters.com/world/dam-2025-01-01/?taid=1 https://mobile.reuters.com/world/dam-2025-01-01/
https://www.spiegel.de/politik/dam-a-0123456-amp https://www.spiegel.de/politik/dam-a-0123456
https://www.zeit.de/politik/2025-01/dam https://www.zeit.de/politik/2025-01/dam/komplettansicht https://www.zeit.de/politik/2025-01/dam/seite-1
https://www.tagesschau.de/ausland/dam-101.html https://www.tagesschau.de/ausland/dam-101~amp.html
https://www.aljazeera.com/news/2025/1/1/dam https://www.aljazeera.com/amp/news/2025/1/1/dam
https://tass.com/politics/123456 https://tass.com/politics/123456/amp
https://ria.ru/20250101/dam-123456.html https://m.ria.ru/20250101/dam-123456.html https://ria.ru/amp/20250101/dam-123456.html https://ria.ru/20250101/dam-123456.html?in=t
https://www.rt.com/news/123456-dam/ https://www.rt.com/news/123456-dam https://amp.rt.com/news/123456-dam/
https://lenta.ru/news/2025/01/01/dam/ https://m.lenta.ru/news/2025/01/01/dam/ https://lenta.ru/news/2025/01/01/dam/amp/
http://www.xinhuanet.com/english/2025-01/01/c_123456.htm https://xinhuanet.com/english/2025-01/01/c_123456.htm
https://www.washingtonexaminer.com/x https://www.washingtonexaminer.com/x?_amp=true
https://stackoverflow.com/a/123 https://stackoverflow.com/a/123/456 https://stackoverflow.com/questions/9/x/123#123
https://www.youtube.com/watch?v={V} https://m.youtube.com/watch?v={V}&feature=youtu.be https://www.youtube.com/watch?v={V}&list=PLx&index=3 https://www.youtube.com/shorts/{V}?feature=share https://inv.nadeko.net/watch?v={V} https://invidious.nerdvpn.de/watch?v={V} https://youtu.be/{V}?list=PLx https://www.youtubekids.com/watch?v={V}
https://www.youtube.com/@damboard https://www.youtube.com/@DamBoard https://www.youtube.com/@damboard/featured https://youtube.com/@damboard?si=x
https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/featured
https://x.com/damboard https://twitter.com/DamBoard https://mobile.twitter.com/damboard?lang=en https://nitter.net/damboard
https://www.facebook.com/damboard https://m.facebook.com/damboard/?ref=page https://web.facebook.com/damboard
https://www.facebook.com/profile.php?id=123 https://m.facebook.com/profile.php?id=123&ref=x
https://www.facebook.com/damboard/posts/pfbid0AbC https://www.facebook.com/damboard/posts/pfbid0AbC?rdid=x https://m.facebook.com/damboard/posts/pfbid0AbC
https://www.facebook.com/permalink.php?story_fbid=pfbid0AbC&id=99 https://www.facebook.com/99/posts/pfbid0AbC
https://www.instagram.com/damboard https://www.instagram.com/damboard/?hl=en https://instagram.com/damboard/
https://www.instagram.com/stories/damboard/123456 https://www.instagram.com/stories/damboard/123456/?igsh=x
https://en.wikipedia.org/wiki/Dam https://en.wikipedia.org/wiki/Dam?wprov=sfla1 https://en.wikipedia.org/w/index.php?title=Dam https://en.wikipedia.org/wiki/Dam?fbclid=1
https://de.wikipedia.org/wiki/M%C3%BCnchen https://de.wikipedia.org/wiki/München
https://web.archive.org/web/20200101000000/http://ledger.example/2025/line-4 {P} https://archive.org/wayback/20200101000000/{P} https://webarchive.org.uk/en/ukwa/archive/20200101000000/{P} https://www.webarchive.org.uk/act/wayback/archive/20200101000000mp_/{P} https://web.archive.org.au/awa/20200101000000mp_/{P} https://nli.wayback.archive-it.org/10702/20200101000000/{P} https://web.archive.bibalex.org/web/20200101000000/{P} https://archive-it.org/collections/1/20200101000000/{P} https://wayback.fccn.pt/wayback/20200101000000/{P} https://digar.ee/x/20200101000000/{P} https://webarchive.bac-lac.gc.ca:8080/wayback/20200101000000/{P} https://eot.us.archive.org/eot/20200101000000/{P} https://web.archive.org/web/20200101000000mp_/{P} https://wayback.archive-it.org/1/{P} https://arquivo.pt/wayback/{P} https://memgator.cs.odu.edu/memento/2020/{P}
https://www.sec.gov/Archives/edgar/data/1/000000000000000001/x.htm https://www.sec.gov/ix?doc=/Archives/edgar/data/1/000000000000000001/x.htm
https://www.congress.gov/bill/117th-congress/house-bill/1 https://www.congress.gov/bill/117th-congress/house-bill/1?q=x
https://www.amazon.com/dp/B000000001 https://www.amazon.com/The-Dam/dp/B000000001/ref=sr_1_1?keywords=x https://www.amazon.com/gp/product/B000000001 https://smile.amazon.com/dp/B000000001
https://books.google.com/books?id=AbCdEfGhIjKC https://books.google.de/books?id=AbCdEfGhIjKC&pg=PA1 https://www.google.com/books/edition/_/AbCdEfGhIjKC https://books.google.com/books/about/The_Dam.html?id=AbCdEfGhIjKC https://www.google.com/books/edition/The_Dam/AbCdEfGhIjKC?hl=en
https://www.imdb.com/title/tt0000001/ https://m.imdb.com/title/tt0000001/?ref_=x
https://www.patreon.com/posts/the-dam-123456 https://www.patreon.com/posts/123456
https://damboard.substack.com/p/the-dam https://damboard.substack.com/p/the-dam/comments https://damboard.substack.com/p/the-dam?utm_campaign=post
https://medium.com/@damboard/the-dam-0a1b2c3d4e5f https://medium.com/the-board/the-dam-0a1b2c3d4e5f https://scribe.rip/@damboard/the-dam-0a1b2c3d4e5f https://freedium.cfd/https://medium.com/@damboard/the-dam-0a1b2c3d4e5f
https://www.flickr.com/photos/damboard/12345678901 https://www.flickr.com/photos/damboard/12345678901/in/photostream/ https://www.flickr.com/photos/damboard/12345678901/sizes/l/ https://flickr.com/photos/damboard/12345678901/
https://imgur.com/AbCdEfG https://i.imgur.com/AbCdEfG.jpg https://m.imgur.com/AbCdEfG
https://soundcloud.com/damboard/leak https://m.soundcloud.com/damboard/leak?si=x https://soundcloud.com/damboard/leak?in=x
https://www.gutenberg.org/ebooks/123 https://www.gutenberg.org/files/123/123-h/123-h.htm
https://tools.ietf.org/html/rfc9110 https://www.rfc-editor.org/rfc/rfc9110 https://www.rfc-editor.org/rfc/rfc9110.html https://datatracker.ietf.org/doc/html/rfc9110 https://datatracker.ietf.org/doc/rfc9110/
https://www.ohchr.org/en/news/2025/01/dam https://ohchr.org/en/news/2025/01/dam
https://discord.com/channels/1/2/3 https://discordapp.com/channels/1/2/3 https://ptb.discord.com/channels/1/2/3 https://canary.discord.com/channels/1/2/3
https://www.researchgate.net/publication/123456_The_Dam https://www.researchgate.net/publication/123456
https://www.semanticscholar.org/paper/The-Dam-Lee/0123456789abcdef0123456789abcdef01234567 https://www.semanticscholar.org/paper/0123456789abcdef0123456789abcdef01234567
https://www.medrxiv.org/content/10.1101/2020.01.01.20123456v2.full-text https://www.medrxiv.org/content/10.1101/2020.01.01.20123456v2
https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123 https://doi.org/10.2139/ssrn.123
https://osf.io/abcde https://osf.io/abcde/ https://doi.org/10.17605/OSF.IO/ABCDE https://osf.io/abcde/files
https://figshare.com/articles/dataset/x/123456 https://doi.org/10.6084/m9.figshare.123456 https://figshare.com/articles/x/123456
https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext https://doi.org/10.1016/S0140-6736(20)30183-5
https://www.pnas.org/doi/10.1073/pnas.1 https://www.pnas.org/doi/full/10.1073/pnas.1 https://doi.org/10.1073/pnas.1
https://www.science.org/doi/10.1126/science.abc1234 https://science.sciencemag.org/doi/10.1126/science.abc1234
https://pubs.acs.org/doi/10.1021/x1 https://pubs.acs.org/doi/pdf/10.1021/x1
https://www.mdpi.com/2073-4441/12/1/1 https://www.mdpi.com/2073-4441/12/1/1/htm https://www.mdpi.com/2073-4441/12/1/1/pdf
https://www.bmj.com/content/368/bmj.m1 https://www.bmj.com/content/368/bmj.m1.full https://www.bmj.com/content/368/bmj.m1.long
https://academic.oup.com/x/article/1/2/3/4 https://academic.oup.com/x/article-abstract/1/2/3/4 https://academic.oup.com/x/article/1/2/3/4?login=false
https://aclanthology.org/2020.acl-main.1 https://aclanthology.org/2020.acl-main.1.pdf https://www.aclweb.org/anthology/2020.acl-main.1/ https://doi.org/10.18653/v1/2020.acl-main.1
https://openreview.net/forum?id=AbC https://openreview.net/pdf?id=AbC
https://de.wikipedia.org/wiki/M%C3%BCnchen https://de.wikipedia.org/wiki/München
https://en.wikipedia.org/wiki/Dam_(film) https://en.wikipedia.org/wiki/Dam_%28film%29
https://ledger.example/a?q=the+dam https://ledger.example/a?q=the%20dam
https://ledger.example/a?b=1:2,3 https://ledger.example/a?b=1%3A2%2C3
https://ledger.example/a;jsessionid=0AB12 https://ledger.example/a https://ledger.example/a?PHPSESSID=0ab12
https://www.nature.com/articles/x1 https://login.ezproxy.uni.example/login?url=https://www.nature.com/articles/x1 https://uni.idm.oclc.org/login?url=https://www.nature.com/articles/x1 https://proxy2.library.example/login?qurl=https%3A%2F%2Fwww.nature.com%2Farticles%2Fx1
{P} https://click.linksynergy.com/deeplink?id=x&mid=1&murl={Q} https://redirect.viglink.com/?key=x&u={Q}
https://www.nicovideo.jp/watch/sm9 https://nico.ms/sm9 https://sp.nicovideo.jp/watch/sm9 https://embed.nicovideo.jp/watch/sm9
https://www.bitchute.com/video/AbCdEf123456/ https://www.bitchute.com/embed/AbCdEf123456/
https://v.youku.com/v_show/id_XMTIzNA==.html https://player.youku.com/embed/XMTIzNA== https://m.youku.com/video/id_XMTIzNA==.html?x=y
https://www.douyin.com/video/7012345678901234567 https://www.iesdouyin.com/share/video/7012345678901234567/?region=CN
https://curia.europa.eu/juris/document/document.jsf?text=&docid=228677&pageIndex=0&doclang=EN&cid=1 https://curia.europa.eu/juris/document/document.jsf;jsessionid=9ea7?docid=228677&doclang=DE https://curia.europa.eu/juris/showPdf.jsf?docid=228677
https://documents-dds-ny.un.org/doc/UNDOC/GEN/N05/487/60/PDF/N0548760.pdf?OpenElement https://documents.un.org/doc/undoc/gen/n05/487/60/pdf/n0548760.pdf
https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000123456 https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT000000123456&dateTexte=20250101
https://dserver.bundestag.de/btd/19/123/1912345.pdf https://dipbt.bundestag.de/doc/btd/19/123/1912345.pdf http://dip21.bundestag.de/dip21/btd/19/123/1912345.pdf
https://www.documentcloud.org/documents/123456-x https://assets.documentcloud.org/documents/123456/x.pdf
https://stackoverflow.com/a/123 https://stackoverflow.com/questions/9/x/123#123 https://stackoverflow.com/a/123/456
https://dba.stackexchange.com/questions/9/x https://dba.stackexchange.com/q/9
https://dzen.ru/a/AbCdEf123 https://zen.yandex.ru/a/AbCdEf123 https://dzen.ru/a/AbCdEf123?share_to=telegram
https://www.figshare.com/articles/x/123456/2 https://figshare.com/articles/dataset/x/123456 https://doi.org/10.6084/m9.figshare.123456.v2
https://www.youtube.com/watch?v={V} https://www.youtube.com/v/{V}&hl=en_US https://www.youtube.com/embed/{V}&autoplay=1
https://x.com/damboard/status/{ID} https://platform.twitter.com/embed/index.html?id={ID}
https://t.me/dam/12 https://t.me/s/dam/12?embed=1&mode=tme
https://arxiv.org/abs/2101.00001 https://de.arxiv.org/pdf/2101.00001v2
""".strip().splitlines()
]

# Each line has the addresses of two documents.
APART = [
    row.split()
    for row in f"""
https://a.example/x?cmp=DE https://a.example/x?cmp=FR
https://a.example/x?at_date=2020 https://a.example/x?at_date=2021
https://a.example/x?at_id=2020 https://a.example/x?at_id=2021
https://a.example/x?ref=123 https://a.example/x?ref=456
https://a.example/x?source=1 https://a.example/x?source=2
https://a.example/x?page=1 https://a.example/x?page=2
https://a.example/?p=1 https://a.example/?p=2
https://a.example/x?s=1 https://a.example/x?s=2
https://a.example/x?t=1 https://a.example/x?t=2
https://a.example/x?m=1 https://a.example/x?m=2
https://a.example/x?share=1 https://a.example/x?share=2
https://a.example/x?lang=de https://a.example/x?lang=fr
https://a.example/x?hl=de https://a.example/x?hl=fr
https://a.example/#!/a https://a.example/#!/b
https://a.example/x?amp=5 https://a.example/x?amp=6
https://a.example/x?from=5 https://a.example/x?from=6
https://a.example/x?si=5 https://a.example/x?si=6
https://a.example/x?feature=5 https://a.example/x?feature=6
https://a.example/x?context=5 https://a.example/x?context=6
https://a.example/x?campaign=5 https://a.example/x?campaign=6
https://a.example/x?tid=5 https://a.example/x?tid=6
https://a.example/x?ocid=5 https://a.example/x?ocid=6
https://a.example/x?sort=5 https://a.example/x?sort=6
https://a.example/x?spm=5 https://a.example/x?spm=6
https://a.example/x?dl=5 https://a.example/x?dl=6
https://a.example/x?sh=5 https://a.example/x?sh=6
https://a.example/x?mod=5 https://a.example/x?mod=6
https://a.example/x?ito=5 https://a.example/x?ito=6
https://a.example/x?embed=5 https://a.example/x?embed=6
https://a.example/x?r=5 https://a.example/x?r=6
https://a.example/x?pp=5 https://a.example/x?pp=6
https://a.example/x?start=5 https://a.example/x?start=6
https://a.example/x?list=5 https://a.example/x?list=6
https://a.example/x?ns_id=5 https://a.example/x?ns_id=6
https://a.example/x?gl=5 https://a.example/x?gl=6
https://a.example/x?clid=5 https://a.example/x?clid=6
https://a.example/x?url={Q} https://a.example/x?url=https%3A%2F%2Fb.example%2F
https://a.example/Path https://a.example/path
https://a.example:8080/x https://a.example:9090/x
https://a.example/20200101000000/a https://a.example/20200101000001/a
https://www.youtube.com/watch?v=aB3dE5gH7jK https://www.youtube.com/watch?v=aB3dE5gH7jk
https://www.youtube.com/watch?v=aB3dE5gH7jK&lc=UgA https://www.youtube.com/watch?v=aB3dE5gH7jK&lc=UgB
https://x.com/a/status/1244475516180021248 https://x.com/a/status/1244475516180021249
https://t.me/damboard/1 https://t.me/damboard/2
https://t.me/damboard/1?comment=4 https://t.me/damboard/1?comment=5
https://www.reddit.com/r/a/comments/abc123/x/c111111/ https://www.reddit.com/r/a/comments/abc123/x/c222222/
https://www.facebook.com/profile.php?id=1 https://www.facebook.com/profile.php?id=2
https://www.facebook.com/permalink.php?story_fbid=11111111&id=1 https://www.facebook.com/permalink.php?story_fbid=22222222&id=1
https://www.facebook.com/groups/1/?multi_permalinks=12345 https://www.facebook.com/groups/1/?multi_permalinks=12346
https://news.ycombinator.com/item?id=1 https://news.ycombinator.com/item?id=2
https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWx/edit https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWy/edit
https://en.wikipedia.org/w/index.php?title=Dam&oldid=1 https://en.wikipedia.org/w/index.php?title=Dam&oldid=2
https://en.wikipedia.org/wiki/Dam https://de.wikipedia.org/wiki/Dam
https://en.wikipedia.org/wiki/Dam https://en.wikipedia.org/wiki/DAM
https://en.wiktionary.org/wiki/dam https://en.wiktionary.org/wiki/Dam
https://en.wikipedia.org/wiki/Dam https://en.wikipedia.org/w/index.php?title=Dam&action=history
https://en.wikipedia.org/wiki/Dam https://en.wikipedia.org/wiki/Talk:Dam
https://doi.org/10.1234/a https://doi.org/10.1234/b
https://dams.blogspot.com/ https://gates.blogspot.de/
https://dams.tumblr.com/post/12345 https://dams.tumblr.com/post/12346
https://www.tumblr.com/dams https://www.tumblr.com/gates
https://www.bbc.com/news https://www.bbc.com/sport
https://mastodon.social/@a/112233445566778899 https://mastodon.online/@a/112233445566778899
https://bsky.app/profile/a.example/post/3jt5tsfbx2s2a https://bsky.app/profile/a.example/post/3jt5tsfbx2s2b
https://www.nature.com/articles/s41586-020-2012-7 https://www.nature.com/articles/s41586-020-2012-8
https://www.nature.com/articles/d41586-020-00001-1 https://www.nature.com/articles/d41586-020-00001-2
https://zenodo.org/records/123 https://zenodo.org/records/124
https://zenodo.org/communities/a https://zenodo.org/communities/b
https://web.archive.org/web/20200101000000/https://a.example/1 https://web.archive.org/web/20200101000000/https://a.example/2
https://archive.ph/AbCdE https://archive.ph/abcde
https://perma.cc/ABCD-1234 https://perma.cc/ABCD-1235
https://www.google.com/search?q=dam https://www.google.com/search?q=gate
https://drive.google.com/drive/folders/a https://drive.google.com/drive/folders/b
https://github.com/a/b/blob/main/x https://github.com/a/b/blob/dev/x
https://github.com/a/b/issues/1 https://github.com/a/b/pull/1
https://m.co.uk/ https://co.uk/
https://a.github.io/x https://b.github.io/x
https://vimeo.com/1234567 https://vimeo.com/7654321
https://vimeo.com/1234567/0a1b2c https://vimeo.com/1234567/0a1b2d
https://www.instagram.com/damboard/ https://www.instagram.com/gateboard/
https://www.instagram.com/stories/damboard/123 https://www.instagram.com/stories/damboard/124
https://stackoverflow.com/questions/1/a https://stackoverflow.com/questions/2/a
https://stackoverflow.com/a/1 https://stackoverflow.com/a/2
https://open.spotify.com/episode/a https://open.spotify.com/show/a
https://podcasts.apple.com/us/podcast/x/id1?i=1 https://podcasts.apple.com/us/podcast/x/id1?i=2
https://www.jstor.org/stable/12345 https://www.jstor.org/stable/12346
https://pubmed.ncbi.nlm.nih.gov/?term=dam https://pubmed.ncbi.nlm.nih.gov/?term=gate
https://www.ncbi.nlm.nih.gov/pubmed/?term=dam https://www.ncbi.nlm.nih.gov/pubmed/?term=gate
https://www.sciencedirect.com/science/article/pii/S0140673620301835 https://www.sciencedirect.com/science/article/pii/S0140673620301836
https://vk.com/wall-1_23 https://vk.com/wall-1_24
https://www.linkedin.com/in/a https://www.linkedin.com/in/b
https://odysee.com/@dams:1/leak:2 https://odysee.com/@dams:1/leak:3
https://wa.me/491234 https://wa.me/491235
https://www.wikidata.org/wiki/Q42 https://www.wikidata.org/wiki/Q43
https://archive.org/details/a https://archive.org/details/b
https://archive.org/download/a/1.pdf https://archive.org/download/a/2.pdf
https://web.archive.org/web/2020/https://a.example/?id=1 https://web.archive.org/web/2020/https://a.example/?id=2
https://i.redd.it/a1b2c3d4.jpg https://i.redd.it/a1b2c3d5.jpg
https://www.bing.com/search?q=a https://www.bing.com/search?q=b
https://dams.livejournal.com/12345.html https://dams.livejournal.com/12346.html
https://12ft.io/https://a.example/1 https://12ft.io/https://a.example/2
https://www.bing.com/ck/a?u=a1_____w https://www.bing.com/ck/a?u=a1_____A
https://arxiv.org/abs/2101.00001 https://arxiv.org/abs/2101.00002
https://arxiv.org/list/hep-th/new https://arxiv.org/list/math/new
https://arxiv.org/abs/hep-th/9901001 https://arxiv.org/abs/hep-ph/9901001
https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1 https://www.biorxiv.org/content/10.1101/2020.01.01.123457v1
https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1 https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.supplementary-material
https://zenodo.org/records/123 https://zenodo.org/records/123/files/a.pdf
https://figshare.com/articles/x/123456/2 https://figshare.com/articles/x/123457/2
https://figshare.com/articles/dataset/x/123456 https://figshare.com/articles/dataset/x/123457
https://osf.io/abcde https://osf.io/abcdf
https://osf.io/search?q=a https://osf.io/search?q=b
https://aclanthology.org/search/?q=dam https://aclanthology.org/search/?q=gate
https://aclanthology.org/P19-1001 https://aclanthology.org/P19-1002
https://openreview.net/forum?id=AbC https://openreview.net/forum?id=Abc
https://openreview.net/forum?id=AbC https://openreview.net/forum?id=AbC&noteId=x
https://www.mdpi.com/2073-4441/12/1/1 https://www.mdpi.com/2073-4441/12/1/2
https://academic.oup.com/a/article/1/2/3/4 https://academic.oup.com/b/article/1/2/3/4
https://www.researchgate.net/publication/123456_A https://www.researchgate.net/publication/123457_A
https://www.thelancet.com/article/S0140-6736(20)30183-5 https://www.thelancet.com/article/S0140-6736(20)30183-6
https://www.bmj.com/content/368/bmj.m1 https://www.bmj.com/content/368/bmj.m2
https://www.bmj.com/content/368/bmj.m1 https://www.bmj.com/content/368/bmj.m1/rr-1
https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0680
https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02016R0679-20160504
https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=OJ:L:2016:119:TOC https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=OJ:L:2016:120:TOC
https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679 https://eur-lex.europa.eu/legal-content/EN/NIM/?uri=CELEX:32016R0679
https://eur-lex.europa.eu/eli/reg/2016/679/oj https://eur-lex.europa.eu/eli/reg/2016/679/2016-05-04
https://eur-lex.europa.eu/search.html?text=a https://eur-lex.europa.eu/search.html?text=b
https://hudoc.echr.coe.int/eng#{{"itemid":["001-57516"]}} https://hudoc.echr.coe.int/eng#{{"itemid":["001-57517"]}}
https://hudoc.echr.coe.int/eng#{{%22itemid%22:[%22001-57516%22]}} https://hudoc.echr.coe.int/eng#{{%22itemid%22:[%22001-1%22]}}
https://hudoc.echr.coe.int/eng?i=001-57516 https://hudoc.echr.coe.int/eng?i=002-57516
https://hudoc.echr.coe.int/eng-press?i=003-1-1 https://hudoc.echr.coe.int/eng-press?i=003-1-2
https://curia.europa.eu/juris/document/document.jsf?docid=1&doclang=EN https://curia.europa.eu/juris/document/document.jsf?docid=2&doclang=EN
https://curia.europa.eu/juris/liste.jsf?num=C-1/20 https://curia.europa.eu/juris/liste.jsf?num=C-2/20
https://undocs.org/A/RES/60/1 https://undocs.org/A/RES/60/10
https://undocs.org/A/60/1 https://undocs.org/A/RES/60/1
https://undocs.org/S/2020/1 https://undocs.org/S/2020/2
https://undocs.org/S/2020/1 https://undocs.org/S/2020/1/Add.1
https://undocs.org/Home/Mobile?FinalSymbol=A%2F1 https://undocs.org/Home/Mobile?FinalSymbol=A%2F2
https://undocs.org/Home/Mobile?FinalSymbol=A https://undocs.org/Home/Mobile?FinalSymbol=S
https://www.un.org/ga/search/view_doc.asp?symbol=A/1/1 https://www.un.org/ga/search/view_doc.asp?symbol=A/1/2
https://documents.un.org/doc/undoc/gen/n05/487/60/pdf/n0548760.pdf https://documents.un.org/doc/undoc/gen/n05/487/61/pdf/n0548761.pdf
https://digitallibrary.un.org/record/1 https://digitallibrary.un.org/record/1/files/a.pdf
https://digitallibrary.un.org/search?p=a https://digitallibrary.un.org/search?p=b
https://www.legislation.gov.uk/ukpga/1998/42 https://www.legislation.gov.uk/ukpga/1998/43
https://www.legislation.gov.uk/ukpga/1998/42 https://www.legislation.gov.uk/ukpga/1998/42/section/1
https://www.legislation.gov.uk/ukpga/1998/42 https://www.legislation.gov.uk/ukpga/1998/42/enacted
https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT000000000001 https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT000000000002
https://www.congress.gov/bill/117th-congress/house-bill/1 https://www.congress.gov/bill/117th-congress/senate-bill/1
https://www.congress.gov/search?q=a https://www.congress.gov/search?q=b
https://dserver.bundestag.de/btd/19/123/1912345.pdf https://dserver.bundestag.de/btp/19/123/1912345.pdf
https://www.rfc-editor.org/rfc/rfc9110 https://www.rfc-editor.org/rfc/rfc911
https://github.com/o/r https://github.com/o/r/issues
https://github.com/search?q=a https://github.com/search?q=b
https://github.com/search/advanced?q=a https://github.com/search/advanced?q=b
https://github.com/o/r/commit/a https://github.com/o/r/commit/b
https://github.com/o/r/blob/main/A.md https://github.com/o/r/blob/main/a.md
https://gist.github.com/o https://gist.github.com/p
https://gitlab.com/o/r/-/blob/main/a https://gitlab.com/o/r/-/blob/main/b
https://docs.google.com/document/d/e/2PACX-1vAbCdEfGhIjKlMnOpQrStUvWx/pub https://docs.google.com/document/d/e/2PACX-1vAbCdEfGhIjKlMnOpQrStUvWy/pub
https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWx https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUvWy
https://www.dropbox.com/scl/fi/a/x.pdf?rlkey=1 https://www.dropbox.com/scl/fi/b/x.pdf?rlkey=1
https://www.scribd.com/document/123456/x https://www.scribd.com/document/123457/x
https://www.scribd.com/search?query=a https://www.scribd.com/search?query=b
https://www.documentcloud.org/documents/123456-x https://www.documentcloud.org/documents/123457-x
https://www.documentcloud.org/documents/?q=a https://www.documentcloud.org/documents/?q=b
https://issuu.com/a/docs/x https://issuu.com/b/docs/x
https://books.google.com/books?id=AbCdEfGhIjKC https://books.google.com/books?id=AbCdEfGhIjKD
https://books.google.com/books?q=a https://books.google.com/books?q=b
https://www.gutenberg.org/ebooks/123 https://www.gutenberg.org/ebooks/1234
https://www.amazon.com/dp/B000000001 https://www.amazon.com/dp/B000000002
https://www.imdb.com/title/tt0000001/ https://www.imdb.com/title/tt0000001/reviews
https://www.flickr.com/photos/a/12345678 https://www.flickr.com/photos/a/12345679
https://www.flickr.com/photos/a/albums/1 https://www.flickr.com/photos/a/albums/2
https://imgur.com/AbCdEfG https://imgur.com/AbCdEfH
https://imgur.com/a/AbCdEfG https://imgur.com/AbCdEfG
https://www.patreon.com/posts/dam-1 https://www.patreon.com/posts/dam-2
https://x.com/search?q=a https://x.com/search?q=b
https://x.com/hashtag/dam https://x.com/dam
https://x.com/i/lists/1 https://x.com/i/lists/2
https://x.com/i/spaces/1AbC https://x.com/i/spaces/1Abc
https://x.com/dam?q=a https://x.com/dam?q=b
https://www.youtube.com/@dam https://www.youtube.com/@dams
https://www.youtube.com/@dam/videos https://www.youtube.com/@dam
https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv https://www.youtube.com/channel/UCabcdefghijklmnopqrstuV
https://rutube.ru/video/0123456789abcdef0123456789abcdef/ https://rutube.ru/video/0123456789abcdef0123456789abcdee/
https://ok.ru/video/123456 https://ok.ru/video/123457
https://ok.ru/profile/123456 https://ok.ru/profile/123457
https://www.nicovideo.jp/watch/sm9 https://www.nicovideo.jp/watch/so9
https://v.youku.com/v_show/id_XMTIzNA==.html https://v.youku.com/v_show/id_XMTIzNB==.html
https://www.douyin.com/video/7012345678901234567 https://www.douyin.com/video/7012345678901234568
https://weibo.com/1/LabcdeFGh https://weibo.com/1/LabcdeFGi
https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1 https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=2
https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUw
https://www.zhihu.com/question/1/answer/2 https://www.zhihu.com/question/1/answer/3
https://www.zhihu.com/question/1 https://www.zhihu.com/question/1/answer/1
https://www.toutiao.com/article/7012345678901234567/ https://www.toutiao.com/article/7012345678901234568/
https://blog.naver.com/a/223456789012 https://blog.naver.com/b/223456789012
https://blog.naver.com/PostView.naver?blogId=a&logNo=223456789012 https://blog.naver.com/PostView.naver?blogId=a&logNo=223456789013
https://blog.naver.com/PostList.naver?blogId=a https://blog.naver.com/PostList.naver?blogId=b
https://n.news.naver.com/article/001/0012345678 https://n.news.naver.com/article/002/0012345678
https://v.daum.net/v/20250101120000123 https://v.daum.net/v/20250101120000124
https://dzen.ru/a/AbC https://dzen.ru/a/Abc
https://www.spiegel.de/politik/dam-a-123456.html https://www.spiegel.de/politik/dam-a-123457.html
https://www.spiegel.de/kultur/a-facade https://www.spiegel.de/reise/a-facade
https://www.zeit.de/politik/2025-01/dam https://www.zeit.de/politik/2025-01/gate
https://www.bbc.com/news/articles/c1234567890o https://www.bbc.com/russian/articles/c1234567891o
https://www.bbc.com/news/live/world-1234567?page=1 https://www.bbc.com/news/live/world-1234567?page=2
https://www.aljazeera.com/amp/a https://www.aljazeera.com/amp/b
https://news.google.com/articles/CBMiA https://news.google.com/articles/CBMiB
https://news.google.com/search?q=a https://news.google.com/search?q=b
https://www.bing.com/news/search?q=a https://www.bing.com/news/search?q=b
https://stackoverflow.com/questions/1/a https://askubuntu.com/questions/1/a
https://dba.stackexchange.com/q/1 https://bicycles.stackexchange.com/q/1
https://stackoverflow.com/questions/1/a/2 https://stackoverflow.com/questions/1/a/3
https://a.example/x%2Fy https://a.example/x/y
https://a.example/x?a=b%26c=d https://a.example/x?a=b&c=d
https://a.example/x?q=a%2Bb https://a.example/x?q=a+b
https://a.example/Z%C3%BCrich https://a.example/Zurich
https://a.example/x;p=1 https://a.example/x;p=2
https://a.example/wayback/1 https://a.example/wayback/2
https://www.sec.gov/ix?doc=/Archives/a.htm https://www.sec.gov/ix?doc=/Archives/b.htm
https://proxy.example/login?url=https://a.example/1 https://proxy.example/login?url=https://a.example/2
https://proxy.example/search?url=https://a.example/1 https://proxy.example/search?url=https://a.example/2
https://www.facebook.com/#!/damboard/posts/1234567890 https://www.facebook.com/#!/damboard/posts/1234567891
https://www.reddit.com/r/a https://www.reddit.com/r/b
https://bsky.app/profile/a.example https://bsky.app/profile/b.example
https://truthsocial.com/@a/posts/112233445566778899 https://truthsocial.com/@a/posts/112233445566778898
https://www.linkedin.com/pulse/a https://www.linkedin.com/pulse/b
https://www.linkedin.com/company/a https://www.linkedin.com/school/a
https://www.threads.com/@a/post/CuAbC123 https://www.threads.com/@a/post/CuAbC124
https://vk.com/wall-1_23 https://vk.com/wall1_23
https://vk.com/@damboard-leak https://vk.com/@damboard-gate
https://t.me/c/1/2 https://t.me/c/1/3
https://www.youtube.com/shorts/{V}?lc=UgxA https://www.youtube.com/watch?v={V}
https://youtu.be/{V}?lc=UgxA https://www.youtube.com/watch?v={V}
https://www.facebook.com/permalink.php?story_fbid=123456&id=99&comment_id=5 https://www.facebook.com/99/posts/123456
https://www.facebook.com/photo?fbid=1234567&comment_id=5 https://www.facebook.com/photo?fbid=1234567
https://www.facebook.com/dam/photos/a.1/1234567?comment_id=5 https://www.facebook.com/photo?fbid=1234567
https://www.facebook.com/watch/?v=1234567890&comment_id=5 https://www.facebook.com/watch/?v=1234567890
https://www.facebook.com/reel/1234567890?comment_id=5 https://www.facebook.com/reel/1234567890
https://www.facebook.com/groups/1?multi_permalinks=2&comment_id=5 https://www.facebook.com/groups/1/posts/2
https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567?commentUrn=urn%3Ali%3Acomment%3A1 https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567
https://en.wikipedia.org/wiki/Special:Search?search=a https://en.wikipedia.org/wiki/Special:Search?search=b
https://en.wikipedia.org/w/index.php?title=Special:Search&search=a https://en.wikipedia.org/w/index.php?title=Special:Search&search=b
https://en.wikipedia.org/wiki/Special:Contributions?target=A https://en.wikipedia.org/wiki/Special:Contributions?target=B
""".strip().splitlines()
]


@pytest.mark.parametrize(
    ("url", "first"), [(url, row[0]) for row in VARIANTS for url in row[1:]], ids=lambda url: url[:60]
)
def test_one_document(url: str, first: str) -> None:
    assert comparable_url(url) == comparable_url(first)
    assert comparable_url(f"https://{comparable_url(url)}") == comparable_url(url)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_documents(one: str, other: str) -> None:
    assert comparable_url(one) != comparable_url(other)
