from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.points import plain, settle, shown, shown_parts


@pytest.mark.parametrize(
    ("exact", "settled", "seen"),
    [
        pytest.param("70", "70", "70.00", id="a-whole-number"),
        pytest.param("69.9999999999", "70", "70.00", id="a-mean-that-came-back-to-a-whole-number"),
        pytest.param("69.958333333333", "69.958333", "69.96", id="settled-keeps-it-below-the-band"),
        pytest.param("0.005", "0.005", "0.01", id="half-a-hundredth-is-shown-up"),
        pytest.param("100.10", "100.1", "100.10", id="no-trailing-zeros-when-settled"),
        pytest.param("0", "0", "0.00", id="nothing"),
    ],
)
def test_points_are_settled_to_a_millionth_and_shown_in_hundredths(exact: str, settled: str, seen: str) -> None:
    assert str(settle(Decimal(exact))) == settled
    assert str(shown(Decimal(exact))) == seen


def test_shown_parts_add_up_to_the_shown_sum() -> None:
    thirds = [Decimal(200) / 3, Decimal(11) / 3, Decimal(11) / 3]
    assert list(map(str, shown_parts(thirds))) == ["66.67", "3.66", "3.67"]
    assert sum(shown_parts(thirds)) == shown(sum(thirds, Decimal(0))) == Decimal("74.00")


@pytest.mark.parametrize(("number", "text"), [("20", "20"), ("1E+2", "100"), ("0.50", "0.5"), ("-4.0", "-4")])
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
