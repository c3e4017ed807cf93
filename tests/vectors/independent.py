"""A second reading of docs/FORMAT.md, written from its text and sharing no line with `secretguard`.

The vectors and the worked example are computed here; the package has to agree with them. Only the
primitives (SHA-2, SHA-3, HMAC, AES-GCM, Ed25519, Argon2id, ML-KEM, X25519) come from elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

SUITE = b"\x01"
ENTRY, KEY_WRAP, BLOB, SUMMARY = 1, 2, 3, 4
Item = tuple[str, object]


# §1 Conventions


def digest(*pieces: bytes) -> bytes:
    return hashlib.sha256(b"".join(pieces)).digest()


def mac(key: bytes, *pieces: bytes) -> bytes:
    assert len(key) == 32
    return hmac.digest(key, b"".join(pieces), "sha256")


def number(value: int, width: int) -> bytes:
    return value.to_bytes(width, "big")


def expand(key: bytes, info: bytes, length: int = 32) -> bytes:
    """HKDF-Expand of RFC 5869 §2.3, from HMAC alone."""
    output = block = b""
    for counter in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        output += block
    return output[:length]


def extract(salt: bytes, material: bytes) -> bytes:
    """HKDF-Extract of RFC 5869 §2.2."""
    return hmac.digest(salt or bytes(32), material, "sha256")


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# §2 Ids and keys


@dataclass(frozen=True)
class Member:
    secret: bytes

    @property
    def sign_seed(self) -> bytes:
        return expand(self.secret, b"SG1/m/sign\0")

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.sign_seed)

    @property
    def sign_public(self) -> bytes:
        return self.signer.public_key().public_bytes_raw()

    @property
    def hpke_seed(self) -> bytes:
        return hashlib.shake_256(expand(self.secret, b"SG1/m/hpke\0")).digest(96)

    @property
    def hpke_private(self) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
        seed = self.hpke_seed
        return (
            mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:64]),
            x25519.X25519PrivateKey.from_private_bytes(seed[64:]),
        )

    @property
    def hpke_public(self) -> bytes:
        lattice, curve = self.hpke_private
        return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return digest(b"SG1/member\0", self.sign_public, digest(self.hpke_public))[:16]

    def as_part(self, admin: bool) -> dict[str, object]:
        keys = {"sign": self.sign_public.hex(), "hpke": digest(self.hpke_public).hex()}
        return {"admin": admin, "id": self.id.hex(), **keys}


def vault_id(founder: bytes, nonce: bytes) -> bytes:
    return digest(b"SG1/vault\0", founder, nonce)[:16]


def check_value(key: bytes, vault: bytes, journal: bytes, epoch: int) -> bytes:
    return expand(key, b"SG1/kcv\0" + vault + journal + number(epoch, 4))


def wrap_info(vault: bytes, journal: bytes, epoch: int, member: bytes) -> bytes:
    return b"SG1/wrap\0" + SUITE + vault + journal + number(epoch, 4) + member


def unwrap(member: Member, info: bytes, wrapped: bytes) -> bytes:
    """HPKE base mode (RFC 9180 §5, §6) with X-Wing, from ML-KEM-768, X25519, SHA3-256 and HMAC."""
    lattice_text, curve_text, sealed = wrapped[:1088], wrapped[1088:1120], wrapped[1120:]
    lattice, curve = member.hpke_private
    shared = hashlib.sha3_256(
        lattice.decapsulate(lattice_text)
        + curve.exchange(x25519.X25519PublicKey.from_public_bytes(curve_text))
        + curve_text
        + curve.public_key().public_bytes_raw()
        + b"\\.//^\\"
    ).digest()
    suite = b"HPKE" + number(0x647A, 2) + number(1, 2) + number(2, 2)

    def labeled_extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + suite + label + material)

    def labeled_expand(secret: bytes, label: bytes, length: int) -> bytes:
        context = b"\0" + labeled_extract(b"", b"psk_id_hash", b"") + labeled_extract(b"", b"info_hash", info)
        return expand(secret, number(length, 2) + b"HPKE-v1" + suite + label + context, length)

    secret = labeled_extract(shared, b"secret", b"")
    nonce = labeled_expand(secret, b"base_nonce", 12)
    return AESGCM(labeled_expand(secret, b"key", 32)).decrypt(nonce, sealed, b"")


# §2 Unlock rows, recovery code


def unlock_data(vault: bytes, member: bytes, way: int, cost: tuple[int, int, int], salt: bytes) -> bytes:
    memory, passes, lanes = (number(value, 4) for value in cost)
    return b"SG1/unlock\0" + SUITE + vault + member + bytes([way]) + memory + passes + lanes + salt


def passphrase_key(passphrase: str, cost: tuple[int, int, int], salt: bytes) -> bytes:
    memory, passes, lanes = cost
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(text)


def recovery_key(code: bytes, vault: bytes, member: bytes) -> bytes:
    return expand(extract(b"", code), b"SG1/recovery\0" + vault + member)


def lock_secret(key: bytes, nonce: bytes, secret: bytes, data: bytes) -> bytes:
    return SUITE + nonce + AESGCM(key).encrypt(nonce, secret, data)


SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"


def recovery_code(code: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in code)
    groups = []
    for group in range(8):
        part = bits[20 * group : 20 * group + 20]
        symbols = "".join(SYMBOLS[int(part[place : place + 5], 2)] for place in range(0, 20, 5))
        groups.append(symbols + SYMBOLS[(group * 2**20 + int(part, 2)) % 37])
    return "-".join(groups)


# §3 Sealed rows, blobs


def associated_data(vault: bytes, table: int, row: bytes, journal: bytes, epoch: int, revision: int) -> bytes:
    place = number(table, 2) + row + journal + number(epoch, 4) + number(revision, 8)
    return b"SG1/row\0" + SUITE + vault + place


def row_key(key: bytes, table: int) -> bytes:
    return expand(key, b"SG1/row\0" + number(table, 2))


def seal(key: bytes, table: int, data: bytes, epoch: int, nonce: bytes, plain: bytes) -> bytes:
    box = AESGCM(row_key(key, table)).encrypt(nonce, plain, data)
    return SUITE + number(epoch, 4) + nonce + box


def padded(plain: bytes) -> bytes:
    return plain + bytes(-len(plain) % 64)


def framed(salt: bytes, parts: Sequence[bytes]) -> bytes:
    body = b"".join(number(len(part), 4) + part for part in parts)
    return padded(salt + number(len(parts), 2) + body)


def framed_object(value: object) -> bytes:
    text = canonical(value)
    return padded(number(len(text), 4) + text)


def blob_file(key: bytes, chunk_power: int, salt: bytes, content: bytes) -> bytes:
    header = b"SGB1" + SUITE + bytes([chunk_power, 0, 0]) + salt
    box = AESGCM(expand(extract(salt, key), b"SG1/blob\0" + header[:8]))
    chunk = 1 << chunk_power
    count = max(1, -(-len(content) // chunk))
    pieces = [content[index * chunk : (index + 1) * chunk] for index in range(count)]
    return header + b"".join(
        box.encrypt(number(index, 11) + bytes([index == count - 1]), piece, None)
        for index, piece in enumerate(pieces)
    )


# §4 Entry


@dataclass(frozen=True)
class Written:
    """One entry with every number on the way."""

    header: bytes
    salt: bytes
    parts: tuple[bytes, ...]
    part_salts: tuple[bytes, ...]
    part_commitments: tuple[bytes, ...]
    commitment: bytes
    previous: bytes
    message: bytes
    signature: bytes
    link: bytes
    plain: bytes


def first_part(author: Member, kind: str, at: int, zone: int = 480, version: int = 1) -> Item:
    return "entry", {"at": at, "author": author.id.hex(), "kind": kind, "tz": zone, "v": version}


def write_entry(
    place: tuple[bytes, bytes, int], previous: bytes, author: Member, salt: bytes, items: Sequence[Item]
) -> Written:
    vault, journal, sequence = place
    header = vault + journal + number(sequence, 8)
    parts = tuple(canonical({name: value}) for name, value in items)
    salts = tuple(mac(salt, b"SG1/salt\0", number(index, 2)) for index in range(len(parts)))
    commitments = tuple(
        mac(salts[index], b"SG1/part\0", header, number(index, 2), part) for index, part in enumerate(parts)
    )
    commitment = digest(b"SG1/commit\0", header, number(len(parts), 2), *commitments)
    message = previous + header + commitment
    signature = author.signer.sign(b"SG1/sign\0" + message)
    link = digest(b"SG1/link\0", message, digest(signature))
    plain = framed(salt, parts)
    return Written(
        header, salt, parts, salts, commitments, commitment, previous, message, signature, link, plain
    )


# §5 Log and notes, straight from RFC 9162's recursive definitions


def leaf(link: bytes) -> bytes:
    return digest(b"\0", link)


def _cut(leaves: Sequence[bytes]) -> int:
    power = 1
    while power * 2 < len(leaves):
        power *= 2
    return power


def root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else digest()
    cut = _cut(leaves)
    return digest(b"\1", root(leaves[:cut]), root(leaves[cut:]))


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    cut = _cut(leaves)
    if index < cut:
        return [*inclusion(index, leaves[:cut]), root(leaves[cut:])]
    return [*inclusion(index - cut, leaves[cut:]), root(leaves[:cut])]


def consistency(earlier: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    cut = _cut(leaves)
    if earlier <= cut:
        return [*consistency(earlier, leaves[:cut], whole), root(leaves[cut:])]
    return [*consistency(earlier - cut, leaves[cut:], False), root(leaves[:cut])]


def note(kind: str, **values: str) -> bytes:
    return "".join([f"{kind}\n", *(f"{key} {value}\n" for key, value in values.items())]).encode("ascii")
