"""The sealed field: `name = SealedField(Compartment.IDENTITY)` is all a model has to say.

The model says whose it is by `sealing_subject`, a property that gives the UUID of the person, the
release or the circle. Assigning is free; reading opens, and opening wants a trace (`permits`).
"""

from functools import cached_property
from typing import Any, Final, NoReturn
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from clew.ground.vault.compartments import Compartment
from clew.ground.vault.sealing import Column, Sealed, seal, unseal

_MISSING: Final = object()


class _InHand:
    """A value in clear, held beside the row it belongs to. It is shown and written nowhere."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "<in hand>"

    def __deepcopy__(self, memo: object) -> "_InHand":
        return self

    def __reduce__(self) -> NoReturn:
        msg = "A row with an opened field is never written out: caches and queues are in clear."
        raise TypeError(msg)


def _subject_of(instance: models.Model) -> UUID:
    """Return whose key seals a row."""
    found: UUID = instance.sealing_subject  # type: ignore[attr-defined]  # models that seal say whose
    return found


class _SealedAttribute:
    """Opens a field when it is read, and keeps what was opened with the object in hand."""

    def __init__(self, field: "SealedField") -> None:
        self._field = field
        self._opened = f"_opened_{field.attname}"

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:  # noqa: ANN401 -- any JSON value
        if instance is None:
            return self
        held = instance.__dict__.get(self._field.attname, _MISSING)
        if held is _MISSING:
            instance.refresh_from_db(fields=[self._field.attname])
            held = instance.__dict__[self._field.attname]
        if held is None:
            return None
        if isinstance(held, _InHand):
            return held.value
        opened = instance.__dict__.get(self._opened)
        if opened is None:
            opened = _InHand(
                unseal(held, self._field.stands_in, instance.pk, _subject_of(instance))
            )
            instance.__dict__[self._opened] = opened
        return opened.value

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__.pop(self._opened, None)
        as_it_is = value is None or isinstance(value, Sealed)
        instance.__dict__[self._field.attname] = value if as_it_is else _InHand(value)

    def sealed(self, instance: models.Model) -> Sealed | None:
        """Seal what was assigned and keep it sealed: the trace covers what is stored."""
        held: Sealed | _InHand | None = instance.__dict__.get(self._field.attname)
        if not isinstance(held, _InHand):
            return held
        stored = seal(held.value, self._field.stands_in, instance.pk, _subject_of(instance))
        instance.__dict__[self._field.attname] = stored
        instance.__dict__[self._opened] = held
        return stored


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # no generic at run time
    """A value sealed under the key of one subject and one compartment. Null when not known."""

    def __init__(
        self,
        compartment: Compartment | str,
        *,
        before: Compartment | str | None = None,
        **options: Any,  # noqa: ANN401 -- Django's options
    ) -> None:
        """Keep the compartment. What is not known is null, so every sealed field may be null.

        `before` is the compartment that values of an earlier Clew stand in: they open there too.
        """
        self.compartment = Compartment(compartment)
        self.before = None if before is None else Compartment(before)
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)

    def deconstruct(self) -> Any:  # noqa: ANN401 -- Django's signature
        """Describe the field for migrations."""
        name, path, args, options = super().deconstruct()
        if self.before is not None:
            options["before"] = self.before.value
        return name, path, [self.compartment.value, *args], options

    def contribute_to_class(
        self,
        cls: type[models.Model],
        name: str,
        private_only: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
    ) -> None:
        """Put the opening attribute on the model."""
        super().contribute_to_class(cls, name, private_only=private_only)
        self._attribute = _SealedAttribute(self)
        setattr(cls, name, self._attribute)

    @cached_property
    def stands_in(self) -> Column:
        """Say where the values of this field stand."""
        table = self.model._meta.db_table  # noqa: SLF001 -- Django's documented way
        return Column.of(table, self.attname, self.compartment, self.before)

    def from_db_value(
        self,
        value: bytes | None,
        expression: Expression,  # noqa: ARG002 -- Django's signature
        connection: BaseDatabaseWrapper,  # noqa: ARG002 -- Django's signature
    ) -> Sealed | None:
        """Wrap what is stored; nothing is opened yet."""
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:  # noqa: ARG002, FBT001 -- Django's signature
        """Seal a value that was assigned; leave one that came from the database as it is."""
        return self._attribute.sealed(model_instance)

    def get_placeholder(self, value: object, compiler: object, connection: object) -> str:
        """Refuse an expression, such as `update(name=Value("…"))`: it would be stored in clear."""
        if hasattr(value, "resolve_expression"):
            raise FieldError(self._save_the_row())
        found: str = super().get_placeholder(value, compiler, connection)  # type: ignore[misc]  # stubs lack it
        return found

    def get_db_prep_value(
        self,
        value: object,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
    ) -> Any:  # noqa: ANN401 -- the driver's own type
        """Hand over sealed bytes only: an update that goes around `save` would store in clear."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise FieldError(self._save_the_row())
        return super().get_db_prep_value(value.stored, connection, prepared)

    def _save_the_row(self) -> str:
        return f"{self.name} is sealed: assign it to the row and save the row."

    def get_lookup(self, lookup_name: str) -> Any:  # noqa: ANN401 -- Django's signature
        """Refuse to search what is sealed; only whether it is known can be asked."""
        # "exact" is how Django writes `field=None`; with a value it is refused on its way out.
        if lookup_name not in {"isnull", "exact"}:
            msg = f"{self.name} is sealed: it cannot be searched or sorted by."
            raise FieldError(msg)
        return super().get_lookup(lookup_name)
