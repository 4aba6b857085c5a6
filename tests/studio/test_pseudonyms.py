"""Pseudonyms: the same person the same name, on every pull and after machines are joined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.store.seeds import NAME
from tellings.studio.pseudonyms import Clash, People, Person, User, dumped, loaded, merged

HERE, THERE = "http://127.0.0.1:8080", "http://127.0.0.1:9090"
ADA, BO, EVE = User(HERE, 1, "ada@example.org"), User(HERE, 2, "bo@example.org"), User(HERE, 3)

users = st.builds(
    User,
    st.sampled_from((HERE, THERE)),
    st.integers(1, 3),
    st.sampled_from(("", "ada@example.org", "bo@example.org", "cy@example.org")),
)
appearances = st.lists(users, max_size=6)


def people_of(*seen: User, start: People | None = None) -> People:
    people = start or People()
    for user in seen:
        people, _ = people.with_user(user)
    return people


def test_names_are_given_in_order_of_appearance() -> None:
    people = people_of(BO, ADA, BO, EVE)
    assert [people.named(each) for each in (BO, ADA, EVE)] == [
        "annotator-1",
        "annotator-2",
        "annotator-3",
    ]
    assert people.named(User(HERE, 4)) is None


def test_the_address_decides_on_any_server_in_any_case() -> None:
    people = people_of(ADA)
    assert people.named(User(THERE, 9, "Ada@Example.org ")) == "annotator-1"
    assert people.named(User(HERE, 1)) == "annotator-1"


def test_an_id_given_out_anew_is_somebody_new() -> None:
    newcomer = User(HERE, 1, "cy@example.org")
    people = people_of(ADA, newcomer)
    assert people.named(newcomer) == "annotator-2"
    assert people.named(ADA) == "annotator-1"
    assert people.named(User(HERE, 1)) == "annotator-2"


def test_names_of_passes_that_are_there_are_left_alone() -> None:
    taken = ("gold", "annotator-1", "annotator-x", "annotator-3")
    assert People().with_user(ADA, taken)[1] == "annotator-4"


@settings(deadline=None)
@given(appearances)
def test_a_name_stays_and_fits_the_seeds(seen: list[User]) -> None:
    people = People()
    given_names: dict[str, str] = {}
    for user in seen:
        people, name = people.with_user(user)
        assert NAME.fullmatch(name)
        if user.email:
            assert given_names.setdefault(user.email, name) == name
        again, same_name = people.with_user(user)
        assert (again, same_name) == (people, name)
    assert loaded(dumped(people)) == people


@settings(deadline=None)
@given(appearances, appearances)
def test_machines_joined_rename_nobody(seen_here: list[User], seen_there: list[User]) -> None:
    ours, theirs = people_of(*seen_here), people_of(*seen_there)
    both, clashes = merged(ours, theirs)
    for name, person in ours.by_name.items():
        assert person.users <= both.by_name[name].users
        assert person.emails <= both.by_name[name].emails
    clashing = {each.theirs for each in clashes}
    for name, person in theirs.by_name.items():
        if name not in clashing:
            assert person.emails <= both.by_name[name].emails
    for email in {each.email for each in (*seen_here, *seen_there)} - {""}:
        known_as = [name for name, person in both.by_name.items() if email in person.emails]
        assert len(known_as) <= 1
    assert merged(both, ours) == (both, [])
    assert merged(both, theirs)[0] == both
    _, newcomer = both.with_user(User(HERE, 99, "new@example.org"))
    assert newcomer not in {*ours.by_name, *theirs.by_name}


@settings(deadline=None)
@given(appearances, appearances)
def test_a_list_that_went_on_elsewhere_comes_back_without_a_clash(
    before: list[User], since: list[User]
) -> None:
    addressed = [each for each in (*before, *since) if each.email]
    start = people_of(*addressed[: len(before)])
    later = people_of(*addressed, start=start)
    both, clashes = merged(start, later)
    assert clashes == []
    assert {name: each.emails for name, each in both.by_name.items()} == {
        name: each.emails for name, each in later.by_name.items()
    }


def test_one_name_of_two_persons_is_told() -> None:
    both, clashes = merged(people_of(ADA), people_of(BO))
    assert both.by_name.keys() == {"annotator-1"}
    assert both.named(BO) is None
    assert clashes == [Clash("annotator-1", "annotator-1")]
    assert str(clashes[0]) == "annotator-1 is somebody else there"


def test_two_names_of_one_person_are_told() -> None:
    both, clashes = merged(people_of(BO), people_of(ADA, BO))
    assert [str(each) for each in clashes] == [
        "annotator-1 is somebody else there",
        "annotator-1 is called annotator-2 there",
    ]
    assert both.reserved == {"annotator-2"}
    assert both.with_user(EVE)[1] == "annotator-3"


def test_the_file() -> None:
    people = People({"annotator-1": Person(frozenset({(HERE, 1)}), frozenset({"ada@example.org"}))})
    assert dumped(people).decode() == (
        '{\n  "people": {\n    "annotator-1": {\n      "emails": [\n        "ada@example.org"\n'
        '      ],\n      "users": [\n        [\n          "http://127.0.0.1:8080",\n          1\n'
        '        ]\n      ]\n    }\n  },\n  "reserved": []\n}\n'
    )


@pytest.mark.parametrize("data", [b"", b"[]", b'{"people": []}', b'{"people": {"a": {}}}', b"\xff"])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no list of pseudonyms"):
        loaded(data)
