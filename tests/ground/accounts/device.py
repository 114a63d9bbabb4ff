"""A device that keeps passkeys, made of the fido2 library: it can be told to lie."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
HERE = "http://localhost:8000"


@dataclass
class Device:
    """One passkey, its counter, and whether its owner showed a finger."""

    counter: int = 0
    counts: bool = True
    verified: bool = True
    relying_party: str = "localhost"
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    owner: str = ""

    def create(self, options: dict[str, Any], *, origin: str = HERE) -> dict[str, Any]:
        """Make the passkey that a page asks for."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        made = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        seen = self._seen(FLAG.AT, credential_data=made)
        client = self._client("webauthn.create", asked["challenge"], origin)
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
        }
        return self._answer(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def get(self, options: dict[str, Any], *, origin: str = HERE) -> dict[str, Any]:
        """Answer the challenge of a page."""
        self.counter += 1 if self.counts else 0
        seen = self._seen(FLAG(0))
        client = self._client("webauthn.get", options["publicKey"]["challenge"], origin)
        signature = self.key.sign(seen + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(seen),
                "signature": websafe_encode(signature),
                "userHandle": self.owner,
            }
        )

    def _seen(self, flags: FLAG, **more: AttestedCredentialData) -> AuthenticatorData:
        shown = FLAG.UP | (FLAG.UV if self.verified else FLAG(0)) | flags
        return AuthenticatorData.create(
            sha256(self.relying_party.encode()), shown, self.counter, **more
        )

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    @staticmethod
    def _client(kind: str, challenge: str, origin: str) -> bytes:
        written = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
        return bytes(CollectedClientData(json.dumps(written).encode()))
