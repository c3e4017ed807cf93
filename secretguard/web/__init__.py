"""The player feed (投影): player text only, on loopback, behind a code; a page and a reader for it."""

from secretguard.web.feed import FeedError, PlayerFeed
from secretguard.web.player_view import (
    HandoutPlace,
    PlayerHandout,
    PlayerOption,
    PlayerView,
    player_view,
)
from secretguard.web.projecting import Projection
from secretguard.web.reader import FeedLostError, FeedReader, NotEnteredError, WrongCodeError

__all__ = [
    "FeedError",
    "FeedLostError",
    "FeedReader",
    "HandoutPlace",
    "NotEnteredError",
    "PlayerFeed",
    "PlayerHandout",
    "PlayerOption",
    "PlayerView",
    "Projection",
    "WrongCodeError",
    "player_view",
]
