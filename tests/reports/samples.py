"""Pictures and papers as a branch would have them; the bench draws the same ones."""

from __future__ import annotations

from reports.ranking_chart import RankingPicture, RankingRow

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = ("建国", "秀英", "伟", "桂兰", "志强", "敏", "晓东", "𬭚", "䶮", "海燕", "文博", "玉珍")
SECTIONS = ("基本积分", "专项积分", "民主测评")


def member_names(count: int) -> list[str]:
    """Return so many different names, rare characters among them."""
    names = [family + given for given in _GIVEN for family in _FAMILY]
    return [names[index * 7 % len(names)] for index in range(count)]


def ranking(count: int) -> RankingPicture:
    """Return a month's ranking of so many members, two of them with equal points."""
    points = [98.5 - 48 * place / max(count, 12) for place in range(count)]
    if count > 2:
        points[2] = points[1]
    rows = tuple(
        RankingRow(
            rank=2 if place == 2 else place + 1,
            name=name,
            points=f"{value:.1f}",
            parts=(value * 0.68, value * 0.22, value * 0.1),
            moved=(2, -1, 0, None)[place % 4],
        )
        for place, (name, value) in enumerate(zip(member_names(count), points, strict=True))
    )
    return RankingPicture(
        title="2026年6月积分排名",
        subtitle="先锋街道第一党支部 · 常州2021办法 · 6月1日—30日",
        sections=SECTIONS,
        rows=rows,
        average=sum(points) / count if count else None,
        average_label=f"平均 {sum(points) / count:.1f}" if count else "",
        full=100,
        new_label="新",
        footnote="7月1日 09:00 公布 · 明细私聊查询",
    )
