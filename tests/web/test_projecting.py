"""A drill that shows itself: by the second, and without ever standing in the drill's way."""

from __future__ import annotations

import pytest

from secretguard import drills
from secretguard.drills import DrillRoom
from secretguard.errors import StorageError
from secretguard.web import FeedError, PlayerFeed, Projection
from tests.conftest import HandClock
from tests.web.listening import Listener


def test_the_countdown_goes_on_by_itself(planned: DrillRoom, clock: HandClock) -> None:
    drills.start(planned)
    drills.advance(planned)
    with PlayerFeed() as feed, Projection(planned, feed), Listener(feed) as listener:
        listener.hear('"clock":"08:00"')
        clock.advance(seconds=61)
        listener.hear('"clock":"06:59"')


def test_the_facilitator_chooses_which_hand_outs_hang_on_the_wall(planned: DrillRoom) -> None:
    with PlayerFeed() as feed, Listener(feed) as listener:
        projection = Projection(None, feed)
        projection.show()
        listener.hear("马上开始")
        projection.room = planned
        projection.projected = frozenset()
        projection.show()
        assert listener.received.count(b"event: view") == 1


def test_what_a_refresh_runs_into_is_kept_for_the_face_and_told_once(
    planned: DrillRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PlayerFeed() as feed, Listener(feed) as listener, Projection(planned, feed) as projection:

        def broken() -> int:
            raise StorageError("盘拔掉了。")

        monkeypatch.setattr(planned, "elapsed", broken)
        listener.until(lambda: projection._failure is not None)
        monkeypatch.undo()
        with pytest.raises(StorageError, match="盘拔掉了"):
            projection.check()


def test_a_fault_while_answering_a_reader_is_told_and_the_feed_lives_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from secretguard.web import answering
    from tests.web.listening import ask, raw

    with PlayerFeed() as feed:
        monkeypatch.setattr(answering, "page", lambda: 1 // 0)
        host = feed.address.removeprefix("http://")
        assert raw(feed, f"GET / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode()) == b""
        monkeypatch.undo()
        with pytest.raises(FeedError, match="ZeroDivisionError"):
            feed.check()
        feed.check()
        assert ask(feed, "GET", "/")[0] == 200
    assert capsys.readouterr() == ("", "")
