"""Argon2id effort: what the format allows, and how much of it this machine bears."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.vault.errors import KdfOutOfBounds, NotEnoughMemory
from secretguard.vault.primitives import KEY_SIZE

SALT_SIZE = 16
TARGET_SECONDS = 0.4
LOWEST_SECONDS = 0.3
HIGHEST_SECONDS = 0.5

_MEMORY_KIB = (64 * 1024, 4 * 1024 * 1024)
_ITERATIONS = (3, 64)
_LANES = (1, 16)


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Argon2id (RFC 9106): memory in KiB, passes over it, parallel lanes."""

    memory_kib: int = 256 * 1024
    iterations: int = 3
    lanes: int = 4

    def refuse_out_of_bounds(self) -> None:
        """Raises KdfOutOfBounds; to be called before anything is allocated."""
        wanted = (self.memory_kib, self.iterations, self.lanes)
        bounds = (_MEMORY_KIB, _ITERATIONS, _LANES)
        if not all(low <= value <= high for value, (low, high) in zip(wanted, bounds, strict=True)):
            raise KdfOutOfBounds(
                _(
                    "库文件要求的口令运算量不在允许范围内：内存 {memory} KiB，{iterations} 遍，{lanes} 路。",
                    memory=self.memory_kib,
                    iterations=self.iterations,
                    lanes=self.lanes,
                ),
                _("文件可能被改动过，程序没有照做。请从备份恢复。"),
                memory_kib=self.memory_kib,
                iterations=self.iterations,
                lanes=self.lanes,
            )

    def at_least(self, other: KdfParameters) -> KdfParameters:
        """The larger of both in every respect: a re-wrap never makes guessing cheaper."""
        return KdfParameters(
            max(self.memory_kib, other.memory_kib),
            max(self.iterations, other.iterations),
            max(self.lanes, other.lanes),
        )


FLOOR = KdfParameters(memory_kib=64 * 1024)
DEFAULT = KdfParameters()


def derive_from_passphrase(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """32 bytes from a passphrase (NFKC, so that full-width and half-width typing agree).

    Raises KdfOutOfBounds before allocating, NotEnoughMemory, UsageError for text that has no bytes.
    """
    parameters.refuse_out_of_bounds()
    try:
        material = unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError as problem:
        raise UsageError(_("口令里有残缺的字符。"), _("请重新输入口令。")) from problem
    try:
        return Argon2id(
            salt=salt,
            length=KEY_SIZE,
            iterations=parameters.iterations,
            lanes=parameters.lanes,
            memory_cost=parameters.memory_kib,
        ).derive(material)
    except MemoryError as problem:
        needed = parameters.memory_kib // 1024
        raise NotEnoughMemory(
            _("内存不足：解锁需要 {needed} MiB 空闲内存。", needed=needed),
            _("请关掉其他程序再试，或换一台内存更大的电脑。"),
            needed_mib=needed,
        ) from problem


def calibrate(measure: Callable[[KdfParameters], float] | None = None) -> KdfParameters:
    """The effort that takes 0.3–0.5 s here: the default if it does, else less memory, or more passes.

    `measure` returns the seconds that one derivation takes. It is asked twice, at the floor, and the
    quicker answer counts: a machine that is busy for a moment must not end with a weaker lock.
    """
    measure = measure or _measure
    seconds = min(measure(FLOOR), measure(FLOOR))
    at_default = seconds * DEFAULT.memory_kib / FLOOR.memory_kib
    if at_default > HIGHEST_SECONDS:
        affordable = int(FLOOR.memory_kib * TARGET_SECONDS / seconds)
        return KdfParameters(memory_kib=max(FLOOR.memory_kib, affordable // 1024 * 1024))
    if at_default < LOWEST_SECONDS:
        passes = round(DEFAULT.iterations * TARGET_SECONDS / max(at_default, 1e-3))
        return KdfParameters(iterations=min(passes, _ITERATIONS[1]))
    return DEFAULT


def _measure(parameters: KdfParameters) -> float:
    started = time.perf_counter()
    derive_from_passphrase("calibration", bytes(SALT_SIZE), parameters)
    return time.perf_counter() - started
