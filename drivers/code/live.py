"""Reads codes from a running camera: one plain look at every frame, and a little help where a code seems to be.

A frame costs its plain read, one quick rescue, and one slow rescue that runs in a second thread and is collected with
a later frame. The place where something looked like a code is kept between frames, and the rescues take turns there.
Where the plain read itself is dear (a keyboard, tiles: hundreds of squares that might be corners of a code) it goes to
the second thread too, until it is cheap again.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle

from drivers.code.agreement import Agreement
from drivers.code.engines import Decoded, Sighting, zxing
from drivers.code.filters import grey_of
from drivers.code.hints import Hinter
from drivers.code.regions import Region, around, find_regions
from drivers.code.rescue import QUICK, SLOW
from drivers.picture import Picture
from drivers.ports import AimHint

_KEPT = 0.25
"""Seconds for which places stay worth trying; then the frame is searched for places anew."""
_BUDGET = 0.006
"""Seconds after which a frame gets no quick rescue: it would hold up the next frame, and there will be one."""
_DEAR = 0.010
"""Seconds of processor for a plain read above which the next one is made in the second thread."""


class LiveReader:
    """One camera's eye; `feed` is called from one thread only."""

    def __init__(self) -> None:
        self._agreement = Agreement()
        self._hinter = Hinter()
        self._quick = cycle(QUICK)
        self._slow = cycle(SLOW)
        self._second = ThreadPoolExecutor(1, "code-rescue")
        self._pending: Future[tuple[Decoded, ...]] | None = None
        self._kept: tuple[Region, ...] = ()
        self._kept_at = float("-inf")
        self._turn = 0
        self._frame = 0
        self._dear = False
        """The last plain read took longer than a frame may wait for."""
        self.hint = AimHint.NONE
        """The instruction that helps now."""

    def feed(self, frame: Picture, at: float) -> list[Decoded]:
        """Look at one BGR or grey frame taken `at` (seconds, rising) and return the codes that can be believed."""
        began = time.perf_counter()
        grey = grey_of(frame)
        found = [*self._collect()]
        sighting = self._look(grey)
        found += sighting.read
        if found:
            self._kept, self._kept_at = tuple(around(code.quad, grey.shape) for code in found), at
            self.hint = AimHint.NONE
        else:
            places = self._places(grey, sighting, at)
            self.hint = self._hinter.hint_for(grey, places[0] if places else None)
            if places:
                self._turn += 1
                region = places[self._turn % len(places)]
                self._hand_over(frame, region)
                if time.perf_counter() - began < _BUDGET:
                    found += next(self._quick).attempt(frame, region)
        return self._agreement.believed(found, at)

    def settle(self) -> None:
        """Wait for the second thread; its finding comes with the next frame."""
        if self._pending is not None:
            self._pending.exception()

    def close(self) -> None:
        """Forget everything and stop the second thread."""
        self._second.shutdown(cancel_futures=True)

    def _look(self, grey: Picture) -> Sighting:
        """Read the whole frame; every other one is searched for inverted and very large codes too."""
        self._frame += 1
        if not self._dear:
            return self._plain_read(grey, thorough=self._frame % 2 == 1)
        if self._pending is None and self._frame % 2:
            self._pending = self._second.submit(lambda: self._plain_read(grey, thorough=True).read)
        return Sighting((), ())

    def _plain_read(self, grey: Picture, thorough: bool) -> Sighting:
        began = time.thread_time()
        sighting = zxing(grey, thorough)
        self._dear = time.thread_time() - began > _DEAR
        return sighting

    def _places(self, grey: Picture, sighting: Sighting, at: float) -> list[Region]:
        """Return what takes turns: the outlines in this frame, which tell most, and the places kept."""
        if at - self._kept_at > _KEPT:
            self._kept, self._kept_at = find_regions(grey, most=2), at
        return [*(around(quad, grey.shape) for quad in sighting.unread[:2]), *self._kept]

    def _hand_over(self, frame: Picture, region: Region) -> None:
        if self._pending is None:
            self._pending = self._second.submit(next(self._slow).attempt, frame, region)

    def _collect(self) -> tuple[Decoded, ...]:
        if self._pending is None or not self._pending.done():
            return ()
        done, self._pending = self._pending, None
        return done.result()
