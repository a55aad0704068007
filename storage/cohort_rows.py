"""Cohorts, their parts and who is in them, as values and as rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from storage.encoding import decode_scope, encode_scope
from storage.tables import CohortMemberRow, CohortRow
from surveys.session import Scope

COHORT_NAME_LIMIT, MEMBER_NAME_LIMIT = 80, 60
Kind: TypeAlias = Literal["training", "programme"]
Mode: TypeAlias = Literal["each", "end"]
MemberRole: TypeAlias = Literal["owner", "trainer", "participant", "guest"]


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group. `code`: what one joins by, None while that is closed; `names_until`: the day after which names go.

    `invitation`: what one more trainer comes in by, once.
    """

    id: int
    kind: Kind
    name: str = field(repr=False)
    case: str | None
    language: str
    scope: Scope
    mode: Mode
    code: str | None = field(repr=False)
    begins: date | None
    ends: date | None
    names_until: date | None
    created_at: datetime
    invitation: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a cohort: open or not, in its second round or not, when its spreads and its key were released.

    `released`: the spread as everybody sees it, as JSON, made when it was released or refreshed last.
    """

    section: str
    opened: bool = False
    second: bool = False
    spread_at: datetime | None = None
    second_at: datetime | None = None
    key_at: datetime | None = None
    released: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a cohort. A guest on paper has no person; who left has no name, and a day they left."""

    id: int
    cohort: int
    person: int | None
    role: MemberRole
    name: str | None = field(repr=False)
    joined_at: datetime
    left_at: datetime | None = None
    nudged_at: datetime | None = None
    cluster: int | None = None
    named: bool = False
    """In a programme: whether its owner may see whose cluster it is."""
    totals: bool = False
    """In a programme: whether the cluster's results may go into totals."""

    @property
    def runs(self) -> bool:
        """Whether they run the cohort."""
        return self.role in ("owner", "trainer") and self.left_at is None


def columns_of(cohort: Cohort) -> dict[str, Any]:
    return {
        "kind": cohort.kind, "name": cohort.name, "case_id": cohort.case, "language": cohort.language,
        "scope": encode_scope(cohort.scope), "mode": cohort.mode, "code": cohort.code, "begins": cohort.begins,
        "ends": cohort.ends, "names_until": cohort.names_until, "invitation": cohort.invitation,
    }  # fmt: skip


def cohort_of(row: CohortRow) -> Cohort:
    return Cohort(
        id=row.id or 0,
        kind="programme" if row.kind == "programme" else "training",
        name=row.name,
        case=row.case_id,
        language=row.language,
        scope=decode_scope(row.scope),
        mode="each" if row.mode == "each" else "end",
        code=row.code,
        begins=row.begins,
        ends=row.ends,
        names_until=row.names_until,
        created_at=row.created_at,
        invitation=row.invitation,
    )


def member_of(row: CohortMemberRow) -> Member:
    match row.role:
        case "owner" | "trainer" | "participant" | "guest" as role:
            return Member(
                row.id or 0, row.cohort, row.person, role, row.name, row.joined_at, row.left_at, row.nudged_at,
                row.cluster, row.named, row.totals,
            )  # fmt: skip
        case other:
            raise ValueError(f"no role: {other}")
