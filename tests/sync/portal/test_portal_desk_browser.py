"""The desk in Debian's Chromium: the list is live, the policy hinders nothing we need, contrast and keys are right.

Set ``DESK_PICTURES`` to a folder to keep screenshots of every page.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync import receipt_token
from sync.receipt_token import facts_of
from sync.recovery import recovery_code, with_recovery
from sync.reference_portal.server import PortalServer
from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portal.browser import MISSING, Browser
from tests.sync.portal.desks import (
    ANSWERS,
    PASSWORD,
    SLIP_KEY,
    answers_part,
    deliver,
    desk_server,
    dossier,
    printed_form,
)
from tests.sync.portal.test_portal_machines import SAID, tell

pytestmark = [
    pytest.mark.thirdparty,
    pytest.mark.skipif(bool(MISSING), reason=f"needs Debian's chromium and chromium-driver; missing: {MISSING}"),
]
TAB, ENTER = "\ue004", "\ue007"  # W3C WebDriver §17.4.2
HOSTILE = "<img src=x onerror=document.title='broken'>"
CONTRAST = """
const seen = colour => { const c = colour.match(/[\\d.]+/g).map(Number); return c[3] === 0 ? null : c.slice(0, 3) };
const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = c => { const [r, g, b] = c.map(v => linear(v / 255)); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
const ground = one => one ? seen(getComputedStyle(one).backgroundColor) || ground(one.parentElement) : [255, 255, 255];
const ratio = one => { const [a, b] = [light(seen(getComputedStyle(one).color)), light(ground(one))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
const says = one => one.checkVisibility() && [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim());
return [...document.body.querySelectorAll(":not(script, noscript)")].filter(says)
  .map(one => [ratio(one), one.tagName, one.className]).filter(([found]) => found < 4.5).map(String);
"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    with desk_server(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def browser(tmp_path: Path, portal: PortalServer) -> Iterator[Browser]:
    with Browser(tmp_path / "profile") as window:
        window.open(f"{portal.url}/desk/")
        yield window


def log_in(browser: Browser, name: str = "binh") -> None:
    browser.type("#name", name)
    browser.type("#password", PASSWORD)
    browser.press("main button")
    browser.text("#list")


def keep(browser: Browser, name: str) -> None:
    folder = os.environ.get("DESK_PICTURES")
    if folder:
        browser.picture(Path(folder) / f"{name}.png")


def readable(browser: Browser) -> None:
    for scheme in ("dark", "light"):
        browser.prefer(scheme)
        assert browser.run("return matchMedia(`(prefers-color-scheme: dark)`).matches") is (scheme == "dark")
        assert browser.run(CONTRAST) == []
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth") is True
    assert browser.complaints() == []


def test_the_whole_way_of_a_dossier_over_the_desk(browser: Browser, portal: PortalServer) -> None:
    keep(browser, "login")
    readable(browser)
    log_in(browser)
    readable(browser)
    known = deliver(portal.url, dossier(1, papers={"form-CT01": printed_form(), "paper-birth": printed_form()}))
    browser.until(f"document.querySelector('#list').innerHTML.includes('{known}')")  # nobody reloaded the page
    deliver(portal.url, dossier(2, proof=b"other"))
    browser.until("document.querySelectorAll('#list tbody tr').length === 2")
    assert "cập nhật" in browser.run("return document.querySelector('#news').textContent")  # told to who cannot see
    keep(browser, "list")
    browser.press(f"a[href$='{known}']")
    browser.until("document.querySelector('iframe') && document.readyState === 'complete'")
    assert "Trần Thị Mẫu" in browser.text(".two")
    keep(browser, "dossier")
    readable(browser)
    browser.run("document.querySelector('#reason').scrollIntoView()")
    keep(browser, "decision")
    browser.type("#reason", "Thiếu bản sao giấy khai sinh")
    browser.press("button[value=returned]")
    assert "CẦN BỔ SUNG" in browser.text(".head .pill")
    browser.press("button[value=accepted]")
    assert "ĐÃ TIẾP NHẬN" in browser.text(".head .pill")
    readable(browser)


def test_hostile_answers_run_nothing(browser: Browser, portal: PortalServer) -> None:
    said = answers_part({**ANSWERS, "purpose": HOSTILE, "full_name_birth": HOSTILE})
    known = deliver(portal.url, dossier(3, said, proof=b"other"))
    log_in(browser)
    browser.open(f"{portal.url}/desk/dossiers/{known}")
    assert HOSTILE in browser.text(".two")
    assert browser.run("return document.title") != "broken"
    keep(browser, "hostile")
    browser.prefer("dark")
    keep(browser, "dark")
    readable(browser)


def test_a_scanned_slip_and_the_machines(browser: Browser, portal: PortalServer) -> None:
    sent = dossier(6)
    second = recovery_code(sent.manifest.submission_id, json.dumps(answers_part()).encode(), PORTAL_KEY)
    first = receipt_token.issue(with_recovery(facts_of(sent.manifest), second), SLIP_KEY, "K07-slip-1")
    log_in(browser)
    browser.press("a[href$=slips]")
    browser.type("#codes", f"{first}\n{second}\n")  # as a scanner that types, Enter after each code
    browser.press("main button")
    assert "Trần Thị Mẫu" in browser.text("main")
    keep(browser, "slip")
    readable(browser)
    tell(portal.url, SAID)
    browser.press("a[href$=machines]")
    assert "đầu đọc thẻ: hỏng" in browser.text("tbody")
    keep(browser, "machines")
    readable(browser)


def test_the_keyboard_alone_is_enough(browser: Browser, portal: PortalServer) -> None:
    known = deliver(portal.url, dossier(4))
    browser.run("document.querySelector('#name').focus()")
    browser.keys(*"an", TAB, *PASSWORD, ENTER)
    browser.until("document.querySelector('#list')")
    browser.keys(TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    browser.keys(TAB)
    assert browser.run("return getComputedStyle(document.activeElement).outlineWidth") == "4px"
    browser.run(f"document.querySelector(\"a[href$='{known}']\").focus()")
    browser.keys(ENTER)
    browser.until("document.querySelector('#reason')")
    readable(browser)
