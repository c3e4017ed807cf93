"""The register (台账): enterprise, people, trade secrets, who may know them, what protects them.

What every later room finds filled in.
"""

from secretguard.register.clearance import (
    AgreementKind,
    AgreementName,
    AgreementSet,
    ClearedName,
    ClearedSet,
    EntryDeclaration,
    ExitItem,
    ExitList,
    NonCompete,
    TrainingName,
    TrainingSet,
)
from secretguard.register.columns import CLASSIFICATIONS, MEASURE_KINDS, Column, column_of, columns
from secretguard.register.duties import duties_in_words, duty_words, read_duties
from secretguard.register.enterprises import (
    EnterpriseLine,
    add_enterprise,
    add_from_file,
    list_enterprises,
    open_enterprise,
)
from secretguard.register.fold import RegisterState
from secretguard.register.gaps import Gap, gaps, gaps_of
from secretguard.register.history import FieldChange, RecordChange, changes_between
from secretguard.register.measures_seen import CoveringMeasure, kinds_covered, measures_of
from secretguard.register.models import (
    Authority,
    Identity,
    OutsideChannel,
    PersonSet,
    Phones,
    PlanPromise,
    Profile,
    Service,
)
from secretguard.register.partner import (
    MeasureName,
    MeasureSet,
    PartnerContact,
    PartnerKind,
    PartnerName,
    PartnerSet,
)
from secretguard.register.parts import Classification, FileDigest, Noted
from secretguard.register.patent_clock import patent_deadline
from secretguard.register.profile_file import ProfileFile, ProfilePromise, load_profile
from secretguard.register.records import (
    RECORD_TYPES,
    Record,
    RecordKind,
    RecordRef,
    RecordType,
    kind_of,
    ref_of,
    removal,
)
from secretguard.register.service import Register, is_overdue
from secretguard.register.tables import RegisterTable, TableRow, cell, new_record, parse_cell, table
from secretguard.register.trade_secret import (
    Circle,
    CircleRole,
    PatentChoice,
    PatentDecision,
    Review,
    SecrecyBasis,
    SecretMeasure,
    SecretName,
    SecretPoints,
    SecretSet,
    SecretValue,
)
from secretguard.register.undoing import Undone

__all__ = [
    "CLASSIFICATIONS",
    "MEASURE_KINDS",
    "RECORD_TYPES",
    "AgreementKind",
    "AgreementName",
    "AgreementSet",
    "Authority",
    "Circle",
    "CircleRole",
    "Classification",
    "ClearedName",
    "ClearedSet",
    "Column",
    "CoveringMeasure",
    "EnterpriseLine",
    "EntryDeclaration",
    "ExitItem",
    "ExitList",
    "FieldChange",
    "FileDigest",
    "Gap",
    "Identity",
    "MeasureName",
    "MeasureSet",
    "NonCompete",
    "Noted",
    "OutsideChannel",
    "PartnerContact",
    "PartnerKind",
    "PartnerName",
    "PartnerSet",
    "PatentChoice",
    "PatentDecision",
    "PersonSet",
    "Phones",
    "PlanPromise",
    "Profile",
    "ProfileFile",
    "ProfilePromise",
    "Record",
    "RecordChange",
    "RecordKind",
    "RecordRef",
    "RecordType",
    "Register",
    "RegisterState",
    "RegisterTable",
    "Review",
    "SecrecyBasis",
    "SecretMeasure",
    "SecretName",
    "SecretPoints",
    "SecretSet",
    "SecretValue",
    "Service",
    "TableRow",
    "TrainingName",
    "TrainingSet",
    "Undone",
    "add_enterprise",
    "add_from_file",
    "cell",
    "changes_between",
    "column_of",
    "columns",
    "duties_in_words",
    "duty_words",
    "gaps",
    "gaps_of",
    "is_overdue",
    "kind_of",
    "kinds_covered",
    "list_enterprises",
    "load_profile",
    "measures_of",
    "new_record",
    "open_enterprise",
    "parse_cell",
    "patent_deadline",
    "read_duties",
    "ref_of",
    "removal",
    "table",
]
