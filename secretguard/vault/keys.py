"""Keys and the ids that follow from them: member secret, Ed25519, X-Wing, journal keys and their wraps."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault
from secretguard.vault.primitives import ID_SIZE, KEY_SIZE, SUITE, expand, sha256, u32

_MLKEM_SEED = 64
_MLKEM_PUBLIC = 1184
_HPKE_PUBLIC = _MLKEM_PUBLIC + 32

_FIELD_PRIME = 2**255 - 19
_SMALL_ORDER_Y = frozenset(
    {
        0,
        1,
        _FIELD_PRIME - 1,
        int.from_bytes(
            bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
        ),
        int.from_bytes(
            bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"
        ),
    }
)
"""y of the eight points whose order divides 8 (RFC 8032 §5.1): such a key verifies anything."""

_hpke = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """Everything that follows from one member secret. Dropped when the vault is locked."""

    secret: bytes = field(repr=False)
    sign: Ed25519PrivateKey = field(repr=False)
    hpke: MLKEM768X25519PrivateKey = field(repr=False)
    sign_public: bytes
    hpke_public: bytes = field(repr=False)
    id: bytes

    @classmethod
    def from_secret(cls, secret: bytes) -> MemberKeys:
        """Derive the signing and the hybrid key from the 32-byte member secret M."""
        sign = Ed25519PrivateKey.from_private_bytes(expand(secret, b"SG1/m/sign\0"))
        seed = hashlib.shake_256(expand(secret, b"SG1/m/hpke\0")).digest(_MLKEM_SEED + 32)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(seed[:_MLKEM_SEED])
        x25519 = X25519PrivateKey.from_private_bytes(seed[_MLKEM_SEED:])
        sign_public = sign.public_key().public_bytes_raw()
        hpke_public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        return cls(
            secret=secret,
            sign=sign,
            hpke=MLKEM768X25519PrivateKey(mlkem, x25519),
            sign_public=sign_public,
            hpke_public=hpke_public,
            id=member_id(sign_public, sha256(hpke_public)),
        )


def member_id(sign_public: bytes, hpke_hash: bytes) -> bytes:
    """16 bytes that stand for a member's two public keys; a new key is a new member."""
    return sha256(b"SG1/member\0", sign_public, hpke_hash)[:ID_SIZE]


def vault_id(founder: bytes, nonce: bytes) -> bytes:
    """16 bytes that stand for the vault whose founder drew this 32-byte nonce."""
    return sha256(b"SG1/vault\0", founder, nonce)[:ID_SIZE]


def key_check_value(key: bytes, vault: bytes, journal: bytes, epoch: int) -> bytes:
    """kcv: 32 bytes in a signed entry by which a reader knows the right key of an epoch."""
    return expand(key, b"SG1/kcv\0" + vault + journal + u32(epoch))


def is_safe_sign_key(public: bytes) -> bool:
    """False for Ed25519 keys that are not canonical (y ≥ p) or of small order."""
    if len(public) != 32:
        return False
    y = int.from_bytes(public, "little") & (2**255 - 1)
    return y < _FIELD_PRIME and y not in _SMALL_ORDER_Y


def load_sign_key(public: bytes) -> Ed25519PublicKey:
    """A member's public signing key. Raises DamagedVault for keys that would verify anything."""
    if not is_safe_sign_key(public):
        raise DamagedVault(_("成员的签名公钥不合规范，不能信任。"), table="member")
    return Ed25519PublicKey.from_public_bytes(public)


def is_signed_by(public: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether the signature over these bytes is this key's."""
    try:
        public.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def wrap_for_member(
    key: bytes, hpke_public: bytes, vault: bytes, journal: bytes, epoch: int, member: bytes
) -> bytes:
    """K sealed to one member by HPKE base mode (RFC 9180, X-Wing); 1168 bytes."""
    public = _load_hpke_key(hpke_public)
    return _hpke.encrypt(key, public, info=_wrap_info(vault, journal, epoch, member))


def unwrap_for_member(sealed: bytes, keys: MemberKeys, vault: bytes, journal: bytes, epoch: int) -> bytes:
    """K from a wrap made for this member. The wrap proves no sender: hold the key against its kcv."""
    try:
        key = _hpke.decrypt(sealed, keys.hpke, info=_wrap_info(vault, journal, epoch, keys.id))
    except (InvalidTag, ValueError) as problem:
        raise _damaged_wrap(journal, epoch) from problem
    if len(key) != KEY_SIZE:
        raise _damaged_wrap(journal, epoch)
    return key


def _wrap_info(vault: bytes, journal: bytes, epoch: int, member: bytes) -> bytes:
    return b"SG1/wrap\0" + SUITE + vault + journal + u32(epoch) + member


def _damaged_wrap(journal: bytes, epoch: int) -> DamagedVault:
    return DamagedVault(
        _("一把卷宗钥匙的封装打不开，它被改动或换过。"),
        _("请从备份恢复。"),
        table="wrap",
        row=f"{journal.hex()}/{epoch}",
    )


def _load_hpke_key(public: bytes) -> MLKEM768X25519PublicKey:
    if len(public) != _HPKE_PUBLIC:
        raise DamagedVault(_("成员的加密公钥长度不对。"), table="member")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC])
        x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:])
    except ValueError as problem:
        raise DamagedVault(_("成员的加密公钥不合规范。"), table="member") from problem
    return MLKEM768X25519PublicKey(mlkem, x25519)
