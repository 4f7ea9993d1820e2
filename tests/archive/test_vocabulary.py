"""The closed lists agree with the models that use them."""

from lib.archive import vocabulary
from lib.archive.topic_rows import TOPIC_MODELS


def test_each_topic_has_a_model() -> None:
    assert tuple(TOPIC_MODELS) == vocabulary.TOPICS


def test_no_list_names_a_word_twice() -> None:
    lists = [value for name, value in vars(vocabulary).items() if name.isupper() and isinstance(value, tuple)]
    assert len(lists) > 10
    assert all(len(set(words)) == len(words) for words in lists)


def test_a_reason_belongs_to_one_rank() -> None:
    reasons = [reason for reasons in vocabulary.RANK_REASONS.values() for reason in reasons]
    assert len({*reasons}) == len(reasons) - 1
    assert [rank for rank, given in vocabulary.RANK_REASONS.items() if vocabulary.CONFIRMED in given] == [
        "preferred",
        "normal",
    ]
    assert tuple(vocabulary.RANK_REASONS) == vocabulary.RANKS


def test_claim_columns_end_every_file() -> None:
    for model in TOPIC_MODELS.values():
        assert model.columns()[-6:] == ("value", "qualifier", "rank", "reason", "sources", "note")
        assert set(model.key) <= set(model.columns())
