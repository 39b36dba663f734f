"""A kiosk takes what its province signed: whole, in one step, and knows how old it is."""

import os
from datetime import timedelta

import pytest

from sync.catalogue import versions as versions_module
from sync.catalogue.errors import CatalogueError, CatalogueFault
from sync.catalogue.standing import Freshness
from sync.catalogue.versions import CatalogueInUse, current

BIRTH = "procedures/birth/procedure.toml"


def test_the_first_catalogue_is_taken_whole(kiosk):
    assert kiosk.standing().freshness is Freshness.NONE
    assert kiosk.refresh().changed
    assert (kiosk.says(BIRTH), kiosk.says("groups.toml")) == ("first", "groups = []")
    assert kiosk.standing().freshness is Freshness.FRESH


def test_asking_again_changes_nothing_but_confirms(kiosk):
    kiosk.refresh()
    kiosk.day = 20
    assert not kiosk.refresh().changed
    assert kiosk.standing().age_seconds == 0


def test_a_new_version_replaces_changes_adds_and_removes_files(kiosk, province):
    kiosk.refresh()
    province.say(BIRTH, "second")
    province.say("languages/en/kiosk.po", "new")
    (province.source / "groups.toml").unlink()
    province.publish()
    assert kiosk.refresh().version == 2
    assert (kiosk.says(BIRTH), kiosk.says("languages/en/kiosk.po")) == ("second", "new")
    assert not (current(kiosk.folder) / "groups.toml").exists()


def test_only_changed_files_travel(kiosk, province):
    kiosk.refresh()
    province.target("groups.toml").unlink()  # the source no longer has what the kiosk has already
    province.say(BIRTH, "second")
    province.publish()
    assert kiosk.refresh().changed
    assert kiosk.says("groups.toml") == "groups = []"


def test_a_file_that_rotted_here_is_brought_again(kiosk, province):
    kiosk.refresh()
    (current(kiosk.folder) / "groups.toml").write_text("rotten")
    province.say(BIRTH, "second")
    province.publish()
    kiosk.refresh()
    assert kiosk.says("groups.toml") == "groups = []"


def test_publishing_the_same_again_makes_no_version_but_renews_the_word(kiosk, province):
    kiosk.refresh()
    assert not province.publish(day=25).changed
    kiosk.day = 50
    assert not kiosk.refresh().changed
    assert kiosk.standing().freshness is Freshness.FRESH


def test_sixty_days_without_a_word_are_within_grace_and_a_hundred_are_not(kiosk):
    kiosk.refresh()
    seen = {}
    for day in (29, 60, 89, 100):
        kiosk.day = day
        seen[day] = kiosk.standing().freshness
    assert seen == {29: "fresh", 60: "ageing", 89: "ageing", 100: "too_old"}


def test_age_counts_from_what_signatures_proved_when_the_clock_is_set_back(kiosk):
    kiosk.day = 20
    kiosk.refresh()
    kiosk.day = -380
    assert kiosk.standing().age_seconds == 0
    assert kiosk.standing().freshness is Freshness.FRESH


def test_two_at_once_are_one_too_many(kiosk):
    def meanwhile(_root):
        with pytest.raises(CatalogueError) as caught:
            kiosk.refresh()
        return [str(caught.value.fault)]

    with pytest.raises(CatalogueError, match="content: busy"):
        kiosk.refresh(examine=meanwhile)


class PowerCut(BaseException):
    pass


def cut_after(monkeypatch, count):
    """The power goes with the n-th thing that is forced to the disk."""
    real, left = os.fsync, [count]

    def fsync(handle):
        left[0] -= 1
        if left[0] < 0:
            raise PowerCut
        real(handle)

    monkeypatch.setattr(versions_module.os, "fsync", fsync)
    return left


def test_a_power_cut_at_any_step_leaves_one_whole_catalogue_and_the_next_try_succeeds(kiosk, province, monkeypatch):
    kiosk.refresh()
    province.say(BIRTH, "second")
    province.publish()
    for step in range(100):
        with monkeypatch.context() as patch:
            left = cut_after(patch, step)
            try:
                kiosk.refresh()
            except PowerCut:
                assert kiosk.says(BIRTH) in ("first", "second")
            if left[0] >= 0:
                break
    assert step > 5
    kiosk.refresh()
    assert kiosk.says(BIRTH) == "second"


def test_a_full_disk_is_named_and_the_old_catalogue_stays(kiosk, province, monkeypatch):
    kiosk.refresh()
    province.say(BIRTH, "second")
    province.publish()

    def no_room(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(versions_module.os, "fsync", no_room)
        with pytest.raises(CatalogueError) as caught:
            kiosk.refresh()
    assert caught.value.fault is CatalogueFault.DISK
    assert kiosk.says(BIRTH) == "first"
    kiosk.refresh()
    assert kiosk.says(BIRTH) == "second"


def test_a_visit_under_way_keeps_the_files_of_the_version_it_began_with(kiosk, province):
    kiosk.refresh()
    visit = CatalogueInUse(kiosk.folder)
    began = visit.path
    for text in ("second", "third", "fourth"):
        province.say(BIRTH, text)
        province.publish()
        kiosk.refresh()
    assert visit.has_newer
    assert (began / BIRTH).read_text() == "first"
    following = CatalogueInUse(kiosk.folder)
    assert (following.path / BIRTH).read_text() == "fourth"
    assert not following.has_newer
    visit.close()
    following.close()


def test_versions_that_nobody_uses_are_removed(kiosk, province):
    kiosk.refresh()
    visit = CatalogueInUse(kiosk.folder)
    for text in ("second", "third"):
        province.say(BIRTH, text)
        province.publish()
        kiosk.refresh()
    assert {path.name for path in (kiosk.folder / "versions").iterdir()} == {"1", "3"}
    following = CatalogueInUse(kiosk.folder)
    visit.close()
    province.say(BIRTH, "fourth")
    province.publish()
    kiosk.refresh()
    assert {path.name for path in (kiosk.folder / "versions").iterdir()} == {"3", "4"}
    following.close()


def test_who_began_with_nothing_sees_that_the_first_catalogue_is_there(kiosk):
    visit = CatalogueInUse(kiosk.folder)
    assert visit.path is None
    assert not visit.has_newer
    kiosk.refresh()
    assert visit.has_newer
    visit.close()


def test_a_stick_that_was_long_under_way_is_refused_and_a_newer_one_taken(kiosk, province, tmp_path):
    old = province.copy(tmp_path / "old stick")
    province.say(BIRTH, "second")
    province.publish(day=40, life=timedelta(days=60))
    kiosk.day = 45
    with pytest.raises(CatalogueError) as caught:
        kiosk.refresh(old)
    assert caught.value.fault is CatalogueFault.EXPIRED
    assert kiosk.refresh(province.copy(tmp_path / "new stick")).version == 2
