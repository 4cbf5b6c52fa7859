"""RFC 9162: every leaf can be proven, nothing else can."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netral.evidence import merkle

# The eight leaves that Certificate Transparency's own test data use, and their published roots.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
sizes = st.integers(1, 80)


def grown(size: int) -> merkle.Tree:
    return merkle.Tree(merkle.leaf_hash(f"{n}".encode()) for n in range(size))


def test_the_roots_are_those_of_certificate_transparency() -> None:
    tree = merkle.Tree(merkle.leaf_hash(leaf) for leaf in LEAVES)
    assert {size: tree.root(size).hex() for size in ROOTS} == ROOTS
    assert tree.root(0) == merkle.EMPTY


@given(size=sizes, data=st.data())
def test_every_leaf_is_proven_at_its_place_and_nowhere_else(size: int, data: st.DataObject) -> None:
    tree = grown(size)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    leaf, path = merkle.leaf_hash(f"{index}".encode()), tree.inclusion(index)
    assert merkle.includes(leaf, index, size, path, tree.root())
    assert len(path) <= size.bit_length()
    assert merkle.includes(leaf, other, size, path, tree.root()) == (other == index)
    assert not merkle.includes(leaf, index, size, [*path, leaf], tree.root())
    assert not merkle.includes(leaf, index, size, path[:-1], tree.root()) or not path


@given(size=sizes)
def test_a_frontier_tells_of_the_same_tree(size: int) -> None:
    tree, frontier = grown(size), merkle.Frontier()
    assert frontier.root() == merkle.EMPTY
    for number in range(size):
        path = frontier.next_path()
        frontier = frontier.append(merkle.leaf_hash(f"{number}".encode()))
        assert path == tree.inclusion(number, number + 1)
        assert (frontier.size, frontier.root()) == (number + 1, tree.root(number + 1))
    assert len(frontier.nodes) == size.bit_count()


@given(size=sizes, data=st.data())
def test_a_tree_that_grew_is_proven_and_another_one_is_not(size: int, data: st.DataObject) -> None:
    tree = grown(size)
    old = data.draw(st.integers(1, size))
    path = tree.consistency(old)
    assert merkle.extends(old, tree.root(old), size, tree.root(), path)
    forged = merkle.Tree([merkle.leaf_hash(b"forged"), *(merkle.leaf_hash(f"{n}".encode()) for n in range(1, size))])
    assert not merkle.extends(old, forged.root(old), size, tree.root(), path)
    assert not merkle.extends(old, tree.root(old), size, forged.root(), path)


@given(size=st.integers(2, 40), data=st.data())
def test_one_changed_byte_of_a_proof_proves_nothing(size: int, data: st.DataObject) -> None:
    tree = grown(size)
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(index)
    step, byte = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 31))
    path[step] = path[step][:byte] + bytes([path[step][byte] ^ 1]) + path[step][byte + 1 :]
    assert not merkle.includes(merkle.leaf_hash(f"{index}".encode()), index, size, path, tree.root())
