"""SecretGuard (密盾): trade-secret incident response, rehearsed and real, on one tamper-evident journal."""

__version__ = "0.1.0.dev0"
