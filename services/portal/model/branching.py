"""The branches of a transaction as a tree, which can be drawn from its root down."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.model.branch import Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A branch with what was referred from it, in order."""

    branch: Branch
    below: tuple["Node", ...] = ()


def tree_of(branches: Sequence[Branch]) -> Node | None:
    """The tree; None without branches."""
    root = next((one for one in branches if one.parent_id is None), None)
    return _node(root, branches) if root else None


def _node(branch: Branch, branches: Sequence[Branch]) -> Node:
    below = (one for one in branches if one.parent_id == branch.branch_id)
    return Node(branch=branch, below=tuple(_node(one, branches) for one in below))
