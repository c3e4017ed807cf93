"""What a stranger needs to check a checkpoint with `openssl` alone: note, signature, signer's public key."""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from secretguard.vault.checkpoint import Checkpoint
from secretguard.vault.notes import CheckpointNote
from secretguard.vault.vault import Vault


def checkpoint_files(vault: Vault, point: Checkpoint) -> dict[str, bytes]:
    """`checkpoint-N.txt`, `checkpoint-N.sig` and `ID.pem` (RFC 8410), by file name."""
    signer = CheckpointNote.decode(point.note).signer
    key = vault.session.roster.member(signer).sign_key
    return {
        f"checkpoint-{point.size}.txt": point.note,
        f"checkpoint-{point.size}.sig": point.signature,
        f"{signer.hex()}.pem": key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    }


def public_sign_key(vault: Vault, member: bytes) -> bytes:
    """A member's Ed25519 public key, 32 bytes. Raises KeyError for an id the vault never admitted."""
    return vault.session.roster.member(member).sign_key.public_bytes_raw()
