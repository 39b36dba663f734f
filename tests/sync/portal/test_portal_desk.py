"""The desk's pages over plain HTTP: who gets in, what they may do, what hostile dossiers can do to them."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import requests

from sync import receipt_token
from sync.receipt_token import facts_of
from sync.recovery import recovery_code, with_recovery
from sync.reference_portal.desk import words
from sync.reference_portal.server import PortalServer
from tests.sync.envelopes import PORTAL_KEY
from tests.sync.portal.desks import ANSWERS, PDF, SLIP_KEY, Person, answers_part, deliver, desk_server, dossier
from tests.sync.portals import http_portal

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}\u202e"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    with desk_server(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def clerk(portal: PortalServer) -> Person:
    person = Person(portal.url)
    assert person.log_in("an").status_code == 200
    return person


@pytest.fixture(scope="module")
def supervisor(portal: PortalServer) -> Person:
    person = Person(portal.url)
    assert person.log_in("binh").status_code == 200
    return person


class Outline(HTMLParser):
    """What matters of a page: tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def test_nobody_gets_in_without_logging_in(portal):
    stranger = Person(portal.url)
    known = deliver(portal.url, dossier(1))
    for path in ("/", "/?standing=accepted", "/slips", "/machines", "/find?number=1", "/desk.js", "/nowhere"):
        assert stranger.page(path).url.endswith("/desk/login"), path
    for path in ("", "/parts/form-CT01", "/parts/answers"):
        assert stranger.page(f"/dossiers/{known}{path}").url.endswith("/desk/login"), path
    assert stranger.page("/list").status_code == 401
    sent = stranger.post(f"{stranger.desk}/dossiers/{known}/decision", {"wanted": "accepted"}, timeout=20)
    assert sent.url.endswith("/desk/login")


def test_wrong_words_do_not_open_and_a_locked_account_answers_alike(tmp_path):
    with desk_server(tmp_path) as portal:
        person = Person(portal.url)
        answers = [person.log_in("an", "wrong-password") for _ in range(5)]
        locked, nobody = person.log_in("an"), person.log_in("nobody")
        assert {one.status_code for one in (*answers, locked, nobody)} == {401}
        assert len({one.text.replace("nobody", "an") for one in (*answers, locked, nobody)}) == 1
        assert person.log_in("binh").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(portal):
    person = Person(portal.url)
    sent = {"name": "an", "password": "đèn-dầu-lá-chuối"}
    answer = person.post(f"{person.desk}/login", sent, timeout=20, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/desk" in cookie
    behind_tls = person.post(
        f"{person.desk}/login", sent, timeout=20, allow_redirects=False, headers={"X-Forwarded-Proto": "https"}
    )
    assert "; secure" in behind_tls.headers["Set-Cookie"].lower()


def test_after_logging_out_the_old_cookie_is_worth_nothing(portal):
    person = Person(portal.url)
    person.log_in("an")
    token = person.cookies["desk"]
    person.submit("/logout")
    person.cookies.set("desk", token, path="/desk")
    assert person.page().url.endswith("/login")


def test_every_page_forbids_what_it_does_not_need(clerk, portal):
    known = deliver(portal.url, dossier(2))
    for path in (
        "/",
        "/list",
        "/slips",
        "/login",
        "/desk.css",
        f"/dossiers/{known}",
        f"/dossiers/{known}/parts/form-CT01",
    ):
        headers = clerk.page(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert ("frame-ancestors 'self'" if "parts" in path else "frame-ancestors 'none'") in policy
    page = clerk.page(f"/dossiers/{known}").text
    assert not re.search(r"\s(style|on\w+)=", page) and "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_forms_of_other_pages_change_nothing(clerk, portal):
    known = deliver(portal.url, dossier(3))
    fields = {"seen": "received", "wanted": "accepted"}
    for wrong in ("", "0" * 64, "ếch"):
        assert clerk.submit(f"/dossiers/{known}/decision", csrf=wrong, **fields).status_code in (403, 422)
    where, from_elsewhere = f"{clerk.desk}/dossiers/{known}/decision", {"Sec-Fetch-Site": "cross-site"}
    assert clerk.post(where, fields, headers=from_elsewhere, timeout=20).status_code == 403
    assert clerk.post(where, {"csrf": "x" * 70_000}, timeout=20).status_code == 413
    assert words.STANDINGS["received"].text in clerk.page(f"/dossiers/{known}").text


def test_a_dossier_shows_answers_with_their_sources_papers_and_both_chips(clerk, portal):
    known = deliver(portal.url, dossier(4, proof=b"something else"))
    page = clerk.page(f"/dossiers/{known}").text
    for said in ("Trần Thị Mẫu", "02/09/1990", "Xác nhận thông tin về cư trú", "Tờ khai CT01", "Mục đích"):
        assert said.lower() in page.lower(), said
    for source in ("chip_unproven", "code", "place", "derived", "typed"):
        assert words.SOURCES[source].text in page
    assert words.VERDICTS["GENUINE"].text in page and words.VERDICTS["UNTRUSTED"].text in page
    assert "kết luận khác nhau" in page
    shown = clerk.page(f"/dossiers/{known}/parts/form-CT01")
    assert (shown.content, shown.headers["Content-Type"]) == (PDF, "application/pdf")
    assert "Trước lần này chưa ai mở" in page and "· an · " in clerk.page(f"/dossiers/{known}").text
    raw = clerk.page(f"/dossiers/{known}/parts/answers")
    assert (
        raw.headers["Content-Disposition"] == "attachment" and raw.headers["Content-Type"] == "application/octet-stream"
    )
    for name in ("nothing", "../answers", "form-CT02"):
        assert clerk.page(f"/dossiers/{known}/parts/{name}").status_code == 404


def test_what_a_kiosk_calls_proven_is_so_only_when_the_portal_proves_it(clerk, portal):
    proven = clerk.page(f"/dossiers/{deliver(portal.url, dossier(12))}").text
    doubted = clerk.page(f"/dossiers/{deliver(portal.url, dossier(13, proof=b'something else'))}").text
    assert words.SOURCES["chip_genuine"].text in proven
    assert words.SOURCES["chip_genuine"].text not in doubted


def test_a_clerk_accepts_and_the_dossier_has_its_code(clerk, portal):
    known = deliver(portal.url, dossier(5))
    page = clerk.submit(f"/dossiers/{known}/decision", seen="received", wanted="accepted").text
    code = re.search(r"H36\.12-260916-\d{4}", page)
    assert code and words.STANDINGS["accepted"].text in page and "Quyết định" not in page
    assert clerk.page(f"/find?number={code[0]}").url.endswith(known)
    told = requests.get(f"{portal.url}/v1/dossiers/{code[0]}", timeout=20).json()
    assert told["standing"] == "accepted"
    again = clerk.submit(f"/dossiers/{known}/decision", seen="received", wanted="returned", reason="muộn")
    assert again.status_code == 409 and "Người khác vừa xử lý" in again.text


def test_asking_for_more_needs_a_reason_and_keeps_it_in_the_history(clerk, portal):
    known = deliver(portal.url, dossier(6))
    without = clerk.submit(f"/dossiers/{known}/decision", seen="received", wanted="returned")
    assert without.status_code == 409 and "Chưa ghi lý do" in without.text
    page = clerk.submit(f"/dossiers/{known}/decision", seen="received", wanted="returned", reason=HOSTILE).text
    assert words.STANDINGS["returned"].text in page and "&lt;script&gt;alert(1)" in page and "<script>" not in page


def test_only_the_supervisor_refuses_and_sees_the_machines(clerk, supervisor, portal):
    known = deliver(portal.url, dossier(7))
    where, fields = f"/dossiers/{known}/decision", {"seen": "received", "wanted": "refused", "reason": "Sai nơi nộp"}
    assert clerk.submit(where, **fields).status_code == 403
    assert clerk.page("/machines").status_code == 403
    assert words.STANDINGS["refused"].text in supervisor.submit(where, **fields).text
    assert "K07" in supervisor.page("/machines").text


def test_decisions_that_do_not_exist_are_refused(supervisor, portal):
    known = deliver(portal.url, dossier(8))
    for seen, wanted in (("received", "burned"), ("", "accepted"), ("received", "received")):
        answer = supervisor.submit(f"/dossiers/{known}/decision", seen=seen, wanted=wanted, reason="x")
        assert answer.status_code in (409, 422), (seen, wanted)
    assert words.STANDINGS["received"].text in supervisor.page(f"/dossiers/{known}").text


@pytest.mark.parametrize(
    "said",
    [
        answers_part({**ANSWERS, "purpose": HOSTILE, "full_name_birth": HOSTILE}),
        answers_part({HOSTILE: HOSTILE}),
        answers_part([HOSTILE]),
        {"forms": [{"form": HOSTILE, "sha256": 5, "answers": {HOSTILE: [HOSTILE]}, "sources": HOSTILE}]},
        {
            "forms": [HOSTILE, 5, None],
            "identity": {"identified_by": [HOSTILE], "verdict": HOSTILE, "findings": HOSTILE},
        },
        {"forms": HOSTILE, "identity": HOSTILE},
        [HOSTILE],
        answers_part(identity={"verdict": [HOSTILE], "findings": {"chip": HOSTILE}, "reasons": HOSTILE}),
        answers_part(identity={"verdict": {"a": 1}, "findings": [1], "reasons": 5}),
        {"forms": [{"answers": json.loads("[" * 400 + "]" * 400)}]},
    ],
)
def test_hostile_answers_are_shown_as_text_and_break_nothing(clerk, portal, said):
    number = 100 + sum(json.dumps(said).encode()) % 9000
    known = deliver(portal.url, dossier(number, said))
    for path in (f"/dossiers/{known}", "/?standing="):
        answer = clerk.page(path)
        assert answer.status_code == 200
        outline = Outline(answer.text)
        assert not outline.of("img") and all("onerror" not in one for _, one in outline.tags)
        assert all((one["src"] or "").endswith("/desk.js") for one in outline.of("script"))


def test_the_list_is_sent_anew_only_when_something_changed(clerk, portal):
    first = clerk.page("/list?standing=")
    same = clerk.page("/list?standing=", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, same.status_code, same.content) == (200, 304, b"")
    known = deliver(portal.url, dossier(9))
    news = clerk.page("/list?standing=", headers={"If-None-Match": first.headers["ETag"]})
    assert news.status_code == 200 and known in news.text and "Trần Thị Mẫu" not in news.text


def test_a_slip_is_checked_without_a_network_and_its_answers_come_back(clerk, portal):
    sent = dossier(10)
    answers = sent.manifest.submission_id, json.dumps(answers_part()).encode()
    second = recovery_code(*answers, PORTAL_KEY)
    facts = with_recovery(facts_of(sent.manifest), second)
    first = receipt_token.issue(facts, SLIP_KEY, "K07-slip-1")
    number = sent.manifest.particulars.local_number
    page = clerk.submit("/slips", codes=f"{first}\r\n").text
    assert number in page and "chưa đến cổng" in page and "Trần Thị Mẫu" not in page
    page = clerk.submit("/slips", codes=f"{first}\n{second}").text
    assert "Trần Thị Mẫu" in page and "không lưu" in page
    known = deliver(portal.url, sent)
    assert f"/dossiers/{known}" in clerk.submit("/slips", codes=first).text
    changed = first[:-1] + ("0" if first[-1] != "0" else "1")
    for wrong in (changed, "rubbish", number, HOSTILE, "KTN1:"):
        page = clerk.submit("/slips", codes=wrong).text
        assert "Không phải phiếu thật" in page, wrong
    assert "không thuộc phiếu này" in clerk.submit("/slips", codes=f"{first}\nKTR1:ABC").text


def test_missing_numbers_and_unfinished_dossiers_are_told_of_a_machine(tmp_path):
    with desk_server(tmp_path) as portal:
        deliver(portal.url, dossier(1))
        deliver(portal.url, dossier(4))
        session_open = dossier(5)
        session = http_portal(portal.url)
        session.offer(session_open.manifest)
        session.close()
        person = Person(portal.url)
        person.log_in("binh")
        page = person.page("/machines").text
        assert "260916-0002, 260916-0003" in page and "14:05 16/09/2026" in page
        assert "chưa báo" in page


def test_every_input_has_a_label_and_every_page_one_title(clerk, portal):
    known = deliver(portal.url, dossier(11))
    for path in ("/", "/slips", f"/dossiers/{known}", "/find?number=none"):
        outline = Outline(clerk.page(path).text)
        labelled = {one["for"] for one in outline.of("label")}
        typed = [one for one in outline.of("input", "textarea") if one.get("type") != "hidden"]
        assert typed and {one["id"] for one in typed} <= labelled
        assert len(outline.of("h1")) == 1 and outline.of("html")[0]["lang"] == "vi"
        assert all(one.get("title") for one in outline.of("iframe"))
        assert all(one.get("scope") for one in outline.of("th"))


def test_looking_and_deciding_leaves_nothing_readable_on_the_disk(tmp_path: Path):
    marker = "DẤU-CÔNG-DÂN-4711"
    with desk_server(tmp_path) as portal:
        known = deliver(portal.url, dossier(1, answers_part({**ANSWERS, "purpose": marker})))
        person = Person(portal.url)
        person.log_in("an")
        assert marker in person.page(f"/dossiers/{known}").text
        person.page(f"/dossiers/{known}/parts/form-CT01")
        person.submit(f"/dossiers/{known}/decision", seen="received", wanted="returned", reason=marker)
        kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert kept and not any(marker.encode() in content or b"%PDF" in content for content in kept)
    assert not any("đèn-dầu-lá-chuối".encode() in content for content in kept)
