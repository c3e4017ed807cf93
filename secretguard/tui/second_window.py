"""The second window: the players' feed on loopback, switched on and off from the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from secretguard.i18n import _

if TYPE_CHECKING:
    from secretguard.drills import DrillRoom
    from secretguard.web.feed import PlayerFeed
    from secretguard.web.player_view import HandoutPlace
    from secretguard.web.projecting import Projection


class SecondWindow:
    """Off until `toggle`; then it publishes the drill until toggled again or closed.

    `projected` tells which hand-outs are to be seen now.
    """

    def __init__(self, projected: Callable[[], frozenset[HandoutPlace]]) -> None:
        self._projected = projected
        self._feed: PlayerFeed | None = None
        self._projection: Projection | None = None

    @property
    def words(self) -> str:
        """Address and code, for the facilitator; empty while off."""
        if self._feed is None:
            return ""
        return _("投影 {address} 码 {code}", address=self._feed.address, code=self._feed.code)

    @property
    def short_words(self) -> str:
        """The code alone, where there is no room for the address; empty while off."""
        return _("投影 码 {code}", code=self._feed.code) if self._feed is not None else ""

    def toggle(self, room: DrillRoom) -> None:
        """On or off. Raises FeedError if no port can be had."""
        if self._feed is not None:
            self.close()
            return
        # Loaded when it is switched on: the door is on the screen before.
        from secretguard.web.feed import PlayerFeed
        from secretguard.web.projecting import Projection

        feed = PlayerFeed()
        feed.start()
        self._feed = feed
        self._projection = Projection(room, feed)
        self._projection.projected = self._projected()
        self._projection.__enter__()

    def show(self) -> None:
        """Publish a change at once."""
        if self._projection is not None:
            self._projection.projected = self._projected()
            self._projection.show()

    def close(self) -> None:
        """Off."""
        projection, self._projection = self._projection, None
        feed, self._feed = self._feed, None
        if projection is not None:
            projection.__exit__(None, None, None)
        if feed is not None:
            feed.stop()
