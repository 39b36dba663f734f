"""The audit log finds whatever is done to it."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from kiosk.audit import Act, AuditError, AuditLog, Broken, Entry, Finding, Head, HeadError, verify
from kiosk.audit.entry import chain
from sync.jws import SigningKey

KEY = SigningKey("K07-audit-1", Ed25519PrivateKey.generate())
NUMBER = "K07-260916-0123-K"
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class Days:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def log(tmp_path, days):
    log = AuditLog(tmp_path, "K07", days)
    for account in ("01", "02", "03", "04", "05"):
        log.record(Entry(act=Act.SIGNED_IN, account=account, role="staff"))
    yield log
    log.close()


@pytest.fixture
def raw(tmp_path, log):
    """The file in the hands of somebody who knows SQLite."""
    connection = sqlite3.connect(tmp_path / "audit.db", isolation_level=None)
    for trigger in ("rows_stay", "rows_live"):
        connection.execute(f"DROP TRIGGER {trigger}")
    yield connection
    connection.close()


def head_of(log):
    return Head.opened(log.close_day(KEY), KEY.public)


def test_how_much_is_held_and_since_when_is_told(log, tmp_path):
    assert log.held() == (5, datetime.fromisoformat(log.rows()[0].said["at"]))
    empty = AuditLog(tmp_path / "empty", "K07")
    assert empty.held() == (0, None)
    empty.close()


def test_an_untouched_log_is_whole(log):
    assert verify(log, [head_of(log)]) is None


def test_the_file_refuses_to_change_or_delete_a_row(tmp_path, log):
    connection = sqlite3.connect(tmp_path / "audit.db")
    for wrong in ("UPDATE rows SET body = '{}' WHERE seq = 2", "DELETE FROM rows WHERE seq = 2"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(wrong)
    connection.close()


def test_an_edited_row_is_found(log, raw):
    raw.execute("""UPDATE rows SET body = replace(body, '"02"', '"09"') WHERE seq = 2""")
    assert verify(log) == Finding(Broken.ALTERED, 2)


def test_a_deleted_row_is_found(log, raw):
    raw.execute("DELETE FROM rows WHERE seq = 3")
    assert verify(log) == Finding(Broken.MISSING, 3)


def test_a_deleted_row_is_found_when_the_rest_closes_up(log, raw):
    raw.execute("DELETE FROM rows WHERE seq = 3")
    raw.execute("UPDATE rows SET seq = seq - 1 WHERE seq > 3")
    assert verify(log) == Finding(Broken.ALTERED, 3)


def test_two_rows_that_changed_places_are_found(log, raw):
    raw.execute("UPDATE rows SET seq = 99 WHERE seq = 2")
    raw.execute("UPDATE rows SET seq = 2 WHERE seq = 3")
    raw.execute("UPDATE rows SET seq = 3 WHERE seq = 99")
    assert verify(log) == Finding(Broken.ALTERED, 2)


def test_a_cut_tail_is_found_by_the_head_alone(log, raw):
    head = head_of(log)
    raw.execute("DELETE FROM rows WHERE seq > 3")
    assert verify(log) is None
    assert verify(log, [head]) == Finding(Broken.TAIL_CUT, 4)


def test_a_chain_made_anew_is_found_by_the_head_alone(log, raw):
    head = head_of(log)
    before = ""
    for seq, body in raw.execute("SELECT seq, body FROM rows ORDER BY seq").fetchall():
        other = body.replace('"02"', '"09"')
        before = chain(before, other)
        raw.execute("UPDATE rows SET body = ?, digest = ? WHERE seq = ?", (other, before, seq))
    assert verify(log) is None
    assert verify(log, [head]) == Finding(Broken.REWRITTEN, 5)


def test_a_lost_file_is_found_by_the_head(tmp_path, log):
    head = head_of(log)
    fresh = AuditLog(tmp_path / "new", "K07")
    assert verify(fresh, [head]) == Finding(Broken.TAIL_CUT, 1)
    fresh.close()


def test_a_day_has_one_head_and_a_head_is_signed_by_its_kiosk(log, days):
    signed = log.close_day(KEY)
    assert len(signed) <= 200  # what telemetry carries
    assert log.close_day(KEY) == ""
    assert log.last_head() == signed
    days.now += timedelta(days=1)
    log.record(Entry(act=Act.CLOSED))
    assert Head.opened(log.close_day(KEY), KEY.public).seq == 6
    stranger = SigningKey("K08-audit-1", Ed25519PrivateKey.generate())
    for wrong in (signed.replace(".5.", ".4."), signed[:-1], "", Head.opened(signed, KEY.public).signed(stranger)):
        with pytest.raises(HeadError):
            Head.opened(wrong, KEY.public)


def test_an_empty_log_has_no_head(tmp_path):
    log = AuditLog(tmp_path, "K07")
    assert (log.close_day(KEY), log.last_head()) == ("", "")
    log.close()


def test_retention_moves_the_base_and_the_rest_stays_whole(log, days):
    head = head_of(log)
    days.now += timedelta(days=800)
    log.record(Entry(act=Act.CLOSED))
    assert log.forget_before(days.now - timedelta(days=730)) == 5
    assert log.forget_before(days.now - timedelta(days=730)) == 0
    assert [row.seq for row in log.rows()] == [6]
    assert verify(log, [head]) is None
    assert log.record(Entry(act=Act.REOPENED)).seq == 7


def test_when_retention_takes_all_the_chain_goes_on(log, days):
    assert log.forget_before(days.now + timedelta(days=1)) == 5
    assert log.record(Entry(act=Act.CLOSED)).seq == 6
    assert verify(log) is None


def test_writers_in_many_threads_make_one_chain(log):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: log.record(Entry(act=Act.CALL_ANSWERED)), range(40)))
    assert [row.seq for row in log.rows()] == list(range(1, 46))
    assert verify(log) is None


def test_a_row_says_who_what_and_about_what(log):
    row = log.record(Entry(act=Act.SLIP_REPRINTED, account="02", role="staff", about=NUMBER))
    assert json.loads(row.body) == {
        "act": "slip_reprinted",
        "account": "02",
        "role": "staff",
        "about": NUMBER,
        "code": "",
        "text_sha256": "",
        "seq": 6,
        "at": "2026-11-22T08:00:00Z",
        "kiosk": "K07",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": "Phạm Văn Thử"},
        {"about": "000190000123"},
        {"about": "K07-260916-0123-A"},
        {"about": "Trần Thị Mẫu"},
        {"code": "000190000123"},
        {"code": "Trần Thị Mẫu"},
        {"code": "a\nb"},
        {"code": "IDVNM1900001232000190000123"},
        {"role": "Cán bộ"},
        {"text_sha256": "000190000123"},
    ],
)
def test_nothing_of_a_person_gets_into_a_row(wrong):
    with pytest.raises(AuditError):
        Entry(act=Act.REFUSED, **wrong)


@given(some.text(min_size=1))
def test_a_code_is_a_plain_word_or_nothing(text):
    try:
        Entry(act=Act.REFUSED, code=text)
    except AuditError:
        return
    assert text.isascii()
    assert text.isprintable()
    assert " " not in text
