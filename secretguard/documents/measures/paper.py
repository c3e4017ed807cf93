"""The paper as a document, with everything inside that its verification needs."""

from __future__ import annotations

from secretguard.documents.measures.checking import SCRIPT
from secretguard.documents.measures.model import MeasuresProof
from secretguard.documents.measures.presenting import (
    PROOF,
    checkpoint_file,
    key_file,
    signature_file,
    template_data,
)
from secretguard.documents.reading import read
from secretguard.documents.tree.document import Attachment, Document
from secretguard.i18n import _

TEMPLATE = "measures-proof.md"


def measures_document(proof: MeasuresProof) -> Document:
    """The document with its attachments. Raises ContentError when the template is broken."""
    return read(TEMPLATE, template_data(proof), moment=proof.moment, attachments=attachments(proof))


def attachments(proof: MeasuresProof) -> tuple[Attachment, ...]:
    """The entries, the checkpoint with signature and key, and one entry worked by hand."""
    point = proof.checkpoint
    files = [
        Attachment(PROOF, proof.proof, "application/json", _("记录证明（sg1.entries）")),
        Attachment(checkpoint_file(point), point.note, "text/plain", _("检查点原文")),
        Attachment(signature_file(point), point.signature, "text/plain", _("检查点签名（base64）")),
        Attachment(key_file(point), point.key, "application/x-pem-file", _("签名人的公钥")),
    ]
    if proof.example:
        files.append(Attachment(SCRIPT, proof.example["script"], "text/plain", _("手工核对一条记录")))
    return tuple(files)
