"""Further addresses of one document, and pairs that are two, as a stranger may write them."""

import pytest

from sayso.record.urls import comparable

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
https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567/ https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7012345678901234567 https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567?commentUrn=x https://www.linkedin.com/embed/feed/update/urn:li:activity:7012345678901234567?compact=1 https://uk.linkedin.com/posts/damboard_activity-7012345678901234567-AbCd
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
https://arxiv.org/abs/2001.00001v1 https://arxiv.org/abs/2001.00001v2
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
""".strip().splitlines()
]


@pytest.mark.parametrize(
    ("url", "first"), [(url, row[0]) for row in VARIANTS for url in row[1:]], ids=lambda url: url[:60]
)
def test_one_document(url: str, first: str) -> None:
    assert comparable(url) == comparable(first)
    assert comparable(f"https://{comparable(url)}") == comparable(url)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_documents(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)
