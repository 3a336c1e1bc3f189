"""The pages in a real browser: accessible, quiet on the network, whole without JavaScript, light."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from coranto.publish.record import Record
from coranto.site import app, in_memory
from coranto.site.serve import listen

pytestmark = pytest.mark.browser

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (360, 768, 1280)


def browser_path() -> str:
    """The browser that CORANTO_BROWSER names, else an installed Chromium; without one the test fails and says why."""
    named = os.environ.get("CORANTO_BROWSER")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found or not Path(found).exists():
        pytest.fail(
            "no browser found: install one (Debian, Ubuntu: apt-get install chromium) or set CORANTO_BROWSER to the "
            "path of a Chromium; to leave these tests out: pytest -m 'not browser'",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="module")
def site(record: Record) -> Iterator[str]:
    """The site, served on a free port."""
    with listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(
            uvicorn.Config(app(lambda: record, in_memory(), key=b"k" * 32), log_level="critical", access_log=False)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = browser_path()
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def paths(record: Record) -> dict[str, str]:
    stories = {each.source.text: f"/story/{each.id}" for each in record.articles if each.source}
    return {
        "front": "/",
        "own story": stories["coranto desk (sample)"],
        "wire story": stories["Harbour Wire (sample)"],
        "event": "/event/event-troops",
        "actor": "/actor/PRK.MIL",
        "section": "/section/asia",
        "about": "/about",
        "missing": "/nothing",
    }


ALL = ("front", "own story", "wire story", "event", "actor", "section", "about", "missing")


def opened(browser: Browser, address: str, **how: object) -> Page:
    page = browser.new_context(**how).new_page()  # type: ignore[arg-type]
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ALL)
def test_a_page_has_no_accessibility_fault(
    browser: Browser, site: str, paths: dict[str, str], name: str, scheme: str
) -> None:
    page = opened(
        browser, site + paths[name], color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 900}
    )
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    page.context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ALL)
def test_a_page_asks_no_other_host_and_runs_no_script(
    browser: Browser, site: str, paths: dict[str, str], name: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + paths[name])
    page.context.close()
    assert asked
    assert all(address.startswith(site) for address in asked), asked
    assert len(asked) <= 8
    assert [each for each in said if "404" not in each] == []


def test_evidence_opens_without_javascript(browser: Browser, site: str, paths: dict[str, str]) -> None:
    page = opened(browser, site + paths["own story"], java_script_enabled=False)
    quote = page.locator("#developments q").first
    assert not quote.is_visible()
    page.locator("#developments summary").first.click()
    assert quote.is_visible()
    assert (quote.text_content() or "").startswith("North Korea fired several")
    page.context.close()


def test_evidence_opens_from_the_keyboard(browser: Browser, site: str, paths: dict[str, str]) -> None:
    page = opened(browser, site + paths["own story"])
    page.locator("#developments summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#developments q").first.is_visible()
    page.context.close()


def test_a_reader_rates_without_javascript(browser: Browser, site: str, paths: dict[str, str]) -> None:
    page = opened(browser, site + paths["wire story"], java_script_enabled=False)
    assert page.locator(".tally").text_content() == "No ratings yet"
    page.get_by_label("4 stars").check()
    page.get_by_role("button", name="Rate this article").click()
    assert page.url.endswith("#rating")
    assert page.locator(".tally").text_content() == "4.0 of 5, from 1 vote"
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ALL)
def test_nothing_runs_over_the_edge(browser: Browser, site: str, paths: dict[str, str], name: str, width: int) -> None:
    page = opened(browser, site + paths[name], viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_the_story_page_is_light(browser: Browser, site: str, paths: dict[str, str]) -> None:
    page = browser.new_context().new_page()
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(site + paths["own story"], wait_until="networkidle")
    page.context.close()
    assert len(bodies) >= 2
    assert sum(len(gzip.compress(body)) for body in bodies) < 50_000


def test_print_opens_every_passage_and_drops_the_rail(browser: Browser, site: str, paths: dict[str, str]) -> None:
    page = opened(browser, site + paths["own story"])
    page.emulate_media(media="print")
    assert not page.locator(".rail").is_visible()
    assert page.locator("#developments q").first.bounding_box()
    assert page.evaluate("document.querySelector('#developments q').checkVisibility({contentVisibilityAuto: true})")
    page.context.close()


def test_nothing_moves_while_the_page_loads(browser: Browser, site: str, paths: dict[str, str]) -> None:
    page = browser.new_context().new_page()
    page.goto(site + paths["own story"], wait_until="networkidle")
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) "
        "sum += e.value }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300) })"
    )
    page.context.close()
    assert shift < 0.002
