"""The second window: the players' feed on loopback, switched on and off from the console."""

from __future__ import annotations

from secretguard.drills import DrillRoom
from secretguard.i18n import _
from secretguard.web.feed import PlayerFeed
from secretguard.web.projecting import Projection


class SecondWindow:
    """Off until `toggle`; then it publishes the drill until toggled again or closed."""

    def __init__(self) -> None:
        self._feed: PlayerFeed | None = None
        self._projection: Projection | None = None

    @property
    def words(self) -> str:
        """Address and code, for the facilitator; empty while off."""
        if self._feed is None:
            return ""
        return _("投影 {address} 码 {code}", address=self._feed.address, code=self._feed.code)

    def toggle(self, room: DrillRoom) -> None:
        """On or off. Raises FeedError if no port can be had."""
        if self._feed is not None:
            self.close()
            return
        feed = PlayerFeed()
        feed.start()
        self._feed = feed
        self._projection = Projection(room, feed)
        self._projection.__enter__()

    def show(self) -> None:
        """Publish a change at once."""
        if self._projection is not None:
            self._projection.show()

    def close(self) -> None:
        """Off."""
        projection, self._projection = self._projection, None
        feed, self._feed = self._feed, None
        if projection is not None:
            projection.__exit__(None, None, None)
        if feed is not None:
            feed.stop()
