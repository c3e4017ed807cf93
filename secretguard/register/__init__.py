"""The register (台账): enterprise, people, trade secrets. What every later room finds filled in."""

from secretguard.register.fold import RegisterState
from secretguard.register.models import (
    Identity,
    PersonSet,
    Phones,
    PlanPromise,
    Profile,
    SecretName,
    SecretSet,
)
from secretguard.register.profile_file import ProfileFile, ProfilePromise, load_profile
from secretguard.register.service import (
    EnterpriseLine,
    Register,
    add_enterprise,
    add_from_file,
    is_overdue,
    list_enterprises,
    open_enterprise,
)

__all__ = [
    "EnterpriseLine",
    "Identity",
    "PersonSet",
    "Phones",
    "PlanPromise",
    "Profile",
    "ProfileFile",
    "ProfilePromise",
    "Register",
    "RegisterState",
    "SecretName",
    "SecretSet",
    "add_enterprise",
    "add_from_file",
    "is_overdue",
    "list_enterprises",
    "load_profile",
    "open_enterprise",
]
