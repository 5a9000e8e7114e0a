"""The site in a real browser: Chromium, without a window, without a network.

Without Chromium these tests are skipped and say so; with `SAYSO_BROWSER` set, as in CI, they fail.
"""

import io
import os
import re
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser, FloatRect, Page, expect, sync_playwright
from pypdf import PdfReader

from sayso_cli.site.folder import write_folder

from ..records import claim, record, write
from .made import site_at, star
from .test_hostile import ATTACKS, hostile

ROOT: Final = Path(__file__).parents[3]
KEPT: Final = Path(__file__).parent / "screenshots"
CLAIM: Final = "us-longstanding-global-attacks"
PROGRAM: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
WIDE, PHONE = (1280, 900), (375, 760)
CHINESE: Final = "西北工业大学遭到网络攻击。"
ARABIC: Final = "تعرضت الشبكة لهجوم."

pytestmark = pytest.mark.skipif(
    PROGRAM is None and "SAYSO_BROWSER" not in os.environ,
    reason="there is no Chromium here; `apt-get install chromium fonts-dejavu-core` brings it",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    assert PROGRAM, "SAYSO_BROWSER is set, and there is no Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield started
        started.close()


def built(folder: Path, paths: list[Path]) -> Path:
    """The site about some files in `folder`, and the same as one page."""
    made = site_at(*paths)
    write_folder(folder / "site", made.files())
    (folder / "single.html").write_text(made.single_page(), encoding="utf-8")
    return folder / "site"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site about the worked record."""
    return built(tmp_path_factory.mktemp("worked"), [ROOT / "claims.json"])


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Chinese and Arabic."""
    folder = tmp_path_factory.mktemp("scripts")
    data = record(
        claim("zh", "readings", statement=CHINESE, quote=CHINESE, language="zh-Hans"),
        claim("ar", "readings", statement=ARABIC, quote=ARABIC, language="ar"),
        title="中文 و العربية",
    )
    return built(folder, [write(folder / "a.json", data)])


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site about a claim with 60 documents and long, Chinese and Arabic names."""
    data = star(60)
    names = (ARABIC, CHINESE, "Ministry of the Interior and of Municipal Affairs")
    for number, source in enumerate(data["sources"].values()):
        party = data["parties"][f"p{number}"]
        party["name"] = f"{names[number % 3]} {number}"
        source["title"] = f"{party['name']}, on all that was found in the river and beside it {number}"
        source["language"] = ("ar", "zh-Hans", "en")[number % 3]
        if number % 4:
            source |= {"basis": "analysis", "based_on": [f"s{number - 1}"]}
    data["claims"][0] |= {"statement": ARABIC * 3, "corroboration": data["claims"][0]["corroboration"][::2]}
    folder = tmp_path_factory.mktemp("hard")
    return built(folder, [write(folder / "a.json", data | {"language": "ar"})])


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site about a thousand claims."""
    folder = tmp_path_factory.mktemp("thousand")
    words = (
        "grid",
        "power",
        "frequency",
        "attack",
        "report",
        "ministry",
        "institute",
        "court",
        "river",
        "border",
    )
    data = record(
        *[
            claim(
                f"claim-{at}",
                *(["readings"] if at % 3 else []),
                statement=" ".join(words[(at * step) % 10] for step in range(1, 25)) + f" {at}.",
            )
            for at in range(1000)
        ]
    )
    return built(folder, [write(folder / "a.json", data)])


@contextmanager
def opened(browser: Browser, path: Path, size: tuple[int, int] = WIDE, **options: Any) -> Iterator[Page]:
    """A page of a site, opened from the disk. At the end nothing was complained of, or asked of a network."""
    complaints: list[str] = []
    requests: list[str] = []
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    context.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    yield page
    folder = path.parent.parent.as_uri()
    assert not complaints
    assert not [url for url in requests if not url.startswith(folder)]
    context.close()


def rows(page: Page) -> list[str]:
    """The statements in the table that are to be seen."""
    return page.locator("#claims-table tbody tr:visible th a").all_inner_texts()


def violations(page: Page) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("name", ["site/index.html", "single.html"])
def test_filter(browser: Browser, worked: Path, name: str) -> None:
    with opened(browser, worked.parent / name) as page:
        count = page.locator("#filter-count")
        expect(count).to_have_text("All 98 claims shown")
        page.get_by_label("Words in the claim").fill("APT31 sanctions")
        assert rows(page)
        assert all(
            "apt31" in text.lower()
            for text in page.locator("#claims-table tbody tr:visible").all_inner_texts()
        )
        expect(count).to_have_text(f"{len(rows(page))} of 98 claims shown")
        page.get_by_role("button", name="Show all").click()
        expect(count).to_have_text("All 98 claims shown")
        page.locator("#filter-standing").select_option("Refuted")
        expect(count).to_have_text("6 of 98 claims shown")
        page.get_by_label("Words in the claim").fill("no such word")
        expect(count).to_contain_text("0 of 98 claims shown. No claim has this standing and all these words")
        page.get_by_role("button", name="Show all").click()
        page.locator(".tally a", has_text="Single-source").click()
        number = page.locator(".tally li.single-source .number").inner_text()
        expect(count).to_have_text(f"{number} of 98 claims shown")
        assert page.url.endswith("#standing=single-source")


def test_the_filter_stands_in_the_address(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html") as page:
        page.get_by_label("Words in the claim").fill("snowden")
        shown = rows(page)
        assert len(shown) >= 16
        assert page.url.endswith("#words=snowden")
        page.reload()
        assert rows(page) == shown
        page.get_by_role("link", name=shown[0]).first.click()
        page.go_back()
        assert rows(page) == shown
        page.locator("#filter-standing").select_option("Refuted")
        assert page.url.endswith("#words=snowden&standing=refuted")
        assert rows(page) == []
        expect(page.locator("#filter-count")).to_contain_text(
            "No claim has this standing and all these words"
        )
        page.evaluate("location.hash = '#standing=refuted'")
        expect(page.locator("#filter-count")).to_have_text("6 of 98 claims shown")
        page.get_by_role("button", name="Show all").click()
        page.wait_for_url("**#claims-list")
        page.evaluate("location.hash = '#voices'")
        expect(page.locator("#filter-count")).to_have_text("All 98 claims shown")


def test_withdraw_a_voice(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html") as page:
        page.get_by_label("If this voice were wrong").select_option("Edward Snowden")
        row = page.locator("#voices-table tbody tr:visible")
        assert row.count() == 1
        assert row.locator(".lost li").count() == 16
        expect(row.locator(".lost li").first).to_contain_text("→")
        assert violations(page) == []
        page.get_by_label("If this voice were wrong").select_option("")
        assert page.locator("#voices-table tbody tr:visible").count() == 27


BROKEN = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const shown = node.parentElement.checkVisibility({ visibilityProperty: true });
    if (!shown || node.parentElement.closest("svg, script, style")) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu)) {
      // Between these a line may end wherever it likes.
      if (/[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]/u.test(word)) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = new Set(Array.from(range.getClientRects(), (each) => Math.round(each.top)));
      if (tops.size > 1) broken.push(word);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize(
    "name", ["index.html", f"claims/{CLAIM}.html", "claims/us-uk-conspired-slander.html"]
)
def test_no_word_is_broken(browser: Browser, worked: Path, name: str, width: int) -> None:
    with opened(browser, worked / name, (width, 800)) as page:
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate(BROKEN) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.body.style.wordBreak = 'break-all'")
        assert page.evaluate(BROKEN)


def test_sort(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html") as page:
        before = rows(page)
        head = page.get_by_role("columnheader", name="Claim", exact=True)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "ascending")
        ascending = rows(page)
        assert sorted(before) == sorted(ascending)
        assert ascending == sorted(ascending, key=str.lower) != before
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        assert rows(page) == ascending[::-1]
        voices = page.get_by_role("columnheader", name="Voices")
        voices.get_by_role("button").click()
        voices.get_by_role("button").click()
        numbers = page.locator("#claims-table tbody td:nth-child(4)").all_inner_texts()
        assert numbers == sorted(
            numbers, key=lambda text: -1 if text == "–" else int(text.rstrip("+")), reverse=True
        )
        expect(head).not_to_have_attribute("aria-sort", "descending")


def test_open_a_claim_and_come_back(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html") as page:
        first = rows(page)[0]
        page.get_by_role("link", name=first).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(first)
        page.get_by_role("link", name="Claim after").click()
        page.get_by_role("link", name="Claim before").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(first)
        page.get_by_text("The same as a list").click()
        assert page.locator(".tree:visible").count()
        page.get_by_role("link", name="All claims").click()
        assert page.url.endswith("index.html#claims-list")


def test_keyboard_alone(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html") as page:
        page.keyboard.press("Tab")
        expect(page.get_by_text("Skip to the content")).to_be_focused()
        expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
        seen: list[str] = []
        while not seen or "INPUT" not in seen[-1]:
            page.keyboard.press("Tab")
            seen.append(str(page.evaluate("document.activeElement.tagName")))
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", seen
            assert len(seen) < 60
        page.keyboard.type("stuxnet")
        expect(page.locator("#filter-count")).to_contain_text(" of 98 claims shown")
        for name in ("SELECT", "BUTTON", "DIV", "BUTTON"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.tagName") == name
        page.keyboard.press("Enter")
        expect(page.get_by_role("columnheader", name="Claim", exact=True)).to_have_attribute(
            "aria-sort", "ascending"
        )
        for _ in range(5):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims/*.html")
        assert "stuxnet" in page.inner_text("main").lower()


def test_without_script(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html", java_script_enabled=False) as page:
        assert page.locator("#claims-table tbody tr:visible").count() == 98
        assert not page.locator("#filter").is_visible()
        page.locator("#claims-table a").first.click()
        assert page.locator(".canvas svg").first.is_visible()


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("site/index.html", WIDE, "light"),
        ("site/index.html", PHONE, "dark"),
        (f"site/claims/{CLAIM}.html", WIDE, "dark"),
        (f"site/claims/{CLAIM}.html", PHONE, "light"),
        pytest.param("single.html", WIDE, "light", marks=pytest.mark.thorough),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, worked: Path, name: str, size: tuple[int, int], scheme: Any
) -> None:
    with opened(browser, worked.parent / name, size, color_scheme=scheme) as page:
        assert violations(page) == []


def test_axe_finds_nothing_on_claims_of_every_standing(browser: Browser, worked: Path) -> None:
    names = ("mss-bilingual-report", "us-uk-conspired-slander")
    for name in names:
        with opened(browser, worked / "claims" / f"{name}.html") as page:
            assert violations(page) == []


def test_dark_and_light(browser: Browser, worked: Path) -> None:
    def brightness(scheme: Any) -> float:
        with opened(browser, worked / "claims" / f"{CLAIM}.html", color_scheme=scheme) as page:
            picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
            return ImageStat.Stat(picture).mean[0]

    assert brightness("light") > 200
    assert brightness("dark") < 80


@pytest.mark.parametrize("name", ["index.html", f"claims/{CLAIM}.html"])
def test_nothing_is_wider_than_a_phone(browser: Browser, worked: Path, name: str) -> None:
    with opened(browser, worked / name, PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_print(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "claims" / f"{CLAIM}.html", color_scheme="dark") as page:
        page.emulate_media(media="print")
        assert not page.get_by_role("link", name="All claims").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        picture = page.locator(".canvas svg").first
        wide = picture.evaluate("each => each.getBoundingClientRect().width")
        assert wide <= page.evaluate("document.body.clientWidth")
        after = page.locator('main a[href^="http"]').first.evaluate(
            "each => getComputedStyle(each, '::after').content"
        )
        assert "http" in after
        assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.thorough
def test_no_heading_is_printed_apart_from_its_picture(browser: Browser, worked: Path) -> None:
    """The heading stands on the page on which the picture begins, also where that does not fit below."""
    pages = sorted(worked.glob("claims/*.html"))[::9]
    for path in pages:
        with opened(browser, path) as page:
            if not page.locator(".canvas svg").count():
                continue
            printed = [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
        begins = [number for number, text in enumerate(printed) if "The claim\n" in text]
        heads = [number for number, text in enumerate(printed) if "What it rests on" in text]
        assert heads == begins[:1], path.name


def test_the_overview_is_printed_on_few_pages(browser: Browser, worked: Path) -> None:
    with opened(browser, worked / "index.html") as page:
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 8


def test_scripts_of_both_directions(browser: Browser, scripts: Path) -> None:
    with opened(browser, scripts / "claims" / "ar.html") as page:
        quote = page.locator("article > blockquote")
        assert quote.evaluate("each => getComputedStyle(each).direction") == "rtl"
        assert quote.get_attribute("lang") == "ar"
        assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
        assert violations(page) == []
    with opened(browser, scripts / "index.html", PHONE) as page:
        assert page.locator("#claims-table th a").first.inner_text() == CHINESE
        page.get_by_label("Words in the claim").fill("网络")
        assert rows(page) == [CHINESE]
        assert violations(page) == []


@pytest.mark.parametrize("number", [1, 12, 60])
def test_texts_of_a_picture_stay_in_their_boxes(browser: Browser, tmp_path: Path, number: int) -> None:
    data = star(number)
    for at in range(number):
        data["parties"][f"p{at}"]["name"] = (
            "W" * 40,
            "汉字" * 20,
            "The Ministry of Foreign Affairs and Trade",
        )[at % 3]
        data["sources"][f"s{at}"]["title"] = (
            "WWWWW mmmmm " * 8,
            "关于网络攻击的报告" * 9,
            "A title of a usual length, of two lines",
        )[at % 3]
    folder = built(tmp_path, [write(tmp_path / "a.json", data)])
    with opened(browser, folder / "claims" / "c.html") as page:
        beyond = page.evaluate(
            """() => {
              const beyond = [];
              let box = null;
              for (const each of document.querySelectorAll(".canvas svg > *")) {
                if (!each.getBBox) continue;
                if (each.matches("rect.document")) box = each.getBBox();
                const here = each.getBBox();
                if (each.matches(".by, .title, .foot") && here.x + here.width > box.x + box.width)
                  beyond.push(each.textContent);
              }
              return beyond;
            }"""
        )
        assert not [text for text in beyond if "W" not in text]
        assert page.locator(".canvas rect.document").count() == (1 if number > 20 else number)
        assert page.locator(".tree li").count() == number


@pytest.mark.thorough(one_in=8)
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs(browser: Browser, tmp_path: Path, attack: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    made = built(folder, [write(tmp_path / "a.json", hostile(attack.encode("utf-8", "replace").decode()))])
    for path in (made / "index.html", made / "claims" / "claim-1.html", folder / "single.html"):
        with opened(browser, path) as page:
            assert page.title() != "owned"
            assert page.evaluate("document.querySelectorAll('script').length") <= 1
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def test_what_is_put_in_afterwards_does_not_run(browser: Browser, worked: Path) -> None:
    """The policy holds when a page is opened from the disk."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((worked / "index.html").as_uri())
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'owned'";
          document.body.append(script);
          const image = new Image();
          image.src = "https://example.org/track.png";
          document.body.insertAdjacentHTML("beforeend", '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
        }"""
    )
    assert page.title() != "owned"
    assert page.locator("#styled").evaluate("each => getComputedStyle(each).color") != "rgb(1, 2, 3)"
    context.close()


def test_filtering_a_thousand_claims_takes_no_time(browser: Browser, thousand: Path) -> None:
    assert (thousand / "index.html").stat().st_size < 1_000_000
    assert sum(path.stat().st_size for path in thousand.rglob("*") if path.is_file()) < 12_000_000
    with opened(browser, thousand / "index.html") as page:
        page.get_by_label("Words in the claim").focus()
        took = page.evaluate(
            """async () => {
              const input = document.getElementById("filter-words");
              const times = [];
              for (const text of ["g", "gr", "gri", "grid", "grid 9", "grid 99", "", "p", "po", "pow"]) {
                input.value = text;
                const start = performance.now();
                input.dispatchEvent(new Event("input", { bubbles: true }));
                document.body.getBoundingClientRect();
                times.push(performance.now() - start);
                await new Promise((done) => setTimeout(done));
              }
              return times;
            }"""
        )
        assert statistics.median(took) < 100, took


def test_a_long_table_is_loaded_in_parts(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the disk, once something is asked of all claims; what is hostile in it is text."""
    monkeypatch.setattr("sayso_cli.site.site.MOST_LINES", 20)
    attack = "</script><img src=x onerror=alert(1)>\u2028 zebra"
    claims = [claim(f"c{at}", *["readings"] * (at % 2), statement=f"Claim {99 - at}.") for at in range(70)]
    claims[65]["statement"] = attack
    site = built(tmp_path, [write(tmp_path / "a.json", record(*claims))])
    assert {path.name for path in (site / "parts").iterdir()} == {
        f"{number}.{kind}" for number in (2, 3, 4) for kind in ("html", "js")
    }
    with opened(browser, site / "index.html") as page:
        count = page.locator("#filter-count")
        expect(count).to_have_text("The first 20 of 70 claims shown")
        assert violations(page) == []
        page.get_by_label("Words in the claim").fill("zebra")
        expect(count).to_have_text("1 of 70 claims shown")
        assert rows(page) == [re.sub(r"\s", " ", attack.replace("\u2028", "\\u2028"))]
        expect(page.locator("nav.pages")).to_be_hidden()
        page.get_by_role("button", name="Show all").click()
        page.locator("#filter-standing").select_option("Self-asserted")
        expect(count).to_have_text("35 of 70 claims fit, the first 20 shown")
        page.get_by_role("button", name="Show more").click()
        expect(count).to_have_text("35 of 70 claims shown")
        assert len(rows(page)) == 35
        assert violations(page) == []
        page.get_by_role("button", name="Claim", exact=True).click()
        assert rows(page)[:2] == ["Claim 31.", "Claim 33."]
        page.get_by_role("link", name="Claim 31.").click()
        expect(page.locator("h1")).to_have_text("Claim 31.")
        page.go_back()
        expect(count).to_have_text("35 of 70 claims fit, the first 20 shown")
    (site / "parts/3.js").unlink()
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#filter-count")).to_contain_text("could not be loaded")
    page.get_by_role("link", name="4", exact=True).click()
    expect(page.locator("h1")).to_have_text("Claims, page 4 of 4")
    assert len(rows(page)) == 10
    assert violations(page) == []
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.locator("#filter-count")).to_have_text("The first 20 of 70 claims shown")
    page.close()


FORCED = "* { font-family: 'DejaVu Sans' !important; } code { font-family: 'DejaVu Sans Mono' !important; }"
SHOTS: Final[dict[str, tuple[str, tuple[int, int], str]]] = {
    "hard-light": ("claims/c.html", WIDE, "light"),
    "hard-phone": ("claims/c.html", PHONE, "light"),
    "overview-light": ("index.html", WIDE, "light"),
    "overview-phone-dark": ("index.html", PHONE, "dark"),
    "claim-light": (f"claims/{CLAIM}.html", WIDE, "light"),
    "claim-dark": (f"claims/{CLAIM}.html", WIDE, "dark"),
    "claim-phone": (f"claims/{CLAIM}.html", PHONE, "light"),
    "claim-print": (f"claims/{CLAIM}.html", (794, 1123), "print"),
}


@pytest.mark.parametrize("name", SHOTS)
def test_screenshots(browser: Browser, worked: Path, hard: Path, name: str) -> None:
    """As kept, but for what fonts and versions of the browser change.

    Both are made small and blurred, so that letters are grey and only boxes, colours and places count.
    With `SAYSO_UPDATE_CASES=1` the kept ones are written; look at them.
    """
    path, size, look = SHOTS[name]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if look == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(((hard if name.startswith("hard") else worked) / path).as_uri())
    page.add_style_tag(content=FORCED)
    if look == "print":
        page.emulate_media(media="print")
    # A picture of a long page as a whole is more than the browser can always hold.
    top: FloatRect = {"x": 0, "y": 0, "width": size[0], "height": 2 * size[1]}
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=top))).convert("RGB")
    context.close()
    taken = taken.resize((size[0] // 4, size[1] // 2), Image.Resampling.BOX)
    kept = KEPT / f"{name}.png"
    if os.environ.get("SAYSO_UPDATE_CASES"):
        KEPT.mkdir(exist_ok=True)
        taken.quantize(64).save(kept, optimize=True)
    expected = Image.open(kept).convert("RGB")
    assert expected.size == taken.size
    blur = ImageFilter.GaussianBlur(3)
    apart = ImageChops.difference(taken.filter(blur), expected.filter(blur)).convert("L")
    off = sum(apart.histogram()[40:]) / (apart.width * apart.height)
    assert off < 0.04, f"{off:.1%} of the picture is not as kept"


def test_screenshots_tell_pages_apart() -> None:
    """What the comparison lets pass is less than what sets these pages apart."""
    light, dark = (Image.open(KEPT / f"claim-{look}.png").convert("L") for look in ("light", "dark"))
    assert sum(ImageChops.difference(light, dark).histogram()[40:]) > 0.5 * light.width * light.height
