"""Schemes, sections and items in short Chinese and English sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from scoring.items import Item, Section
from scoring.periods import MONTHS_OF
from scoring.points import plain
from scoring.scheme import Cancel, Choice, Scheme
from scoring.sheets.member_words import WHO
from scoring.telling.rules import describe_rule
from scoring.telling.words import NOTHING, joined, points, sentence, what
from scoring.text import Text

SUBJECTS: Final[Mapping[str, Text]] = {
    "member": Text("党员", "member"),
    "branch": Text("党支部", "branch"),
    "unit": Text("单位（党组织）", "unit"),
}
UNITS: Final[Mapping[str, Text]] = {
    "month": Text("每月", "every month"),
    "quarter": Text("每季度", "every quarter"),
    "half": Text("每半年", "every half-year"),
    "year": Text("每年", "every year"),
}
_STARTS: Final[Mapping[str, Text]] = {
    "zero": NOTHING,
    "full": Text("从满分扣起", "starts full"),
    "minus": Text("只从总分中扣", "only takes from the total"),
}
_COMBINES: Final[Mapping[str, Text]] = {
    "mean": Text("更长的周期取各期平均", "longer periods take the mean"),
    "sum": Text("更长的周期各期相加", "longer periods take the sum"),
    "latest": Text("更长的周期以最近一期为准", "longer periods take the latest"),
    "best": Text("更长的周期以最好一期为准", "longer periods take the best"),
}


def head_rows(scheme: Scheme) -> Iterator[tuple[Text, Text]]:
    """Everything that stands above the sections, each with its heading."""
    yield Text("考核对象", "Who is scored"), SUBJECTS[scheme.subject]
    yield Text("考核周期", "Cycle"), UNITS[scheme.cycle]
    yield Text("施行日期", "In force since"), _same(scheme.since.isoformat())
    yield Text("来源", "Source"), _same(f"{scheme.source.document} {scheme.source.title}")
    if days := scheme.publication_working_days:
        yield Text("公示", "Publication"), Text(f"{days} 个工作日", f"{days} working days")
    if days := scheme.publication_days:
        yield Text("公示", "Publication"), Text(f"{days} 天", f"{days} days")
    if scheme.total_full is not None:
        full = plain(scheme.total_full)
        yield Text("总分", "Total"), Text(f"加满 {full} 分为止", f"at most {full} points")
    if scheme.scale_to is not None:
        scale = plain(scheme.scale_to)
        yield (
            Text("总分", "Total"),
            Text(f"按适用项目的满分折算为 {scale} 分", f"scaled to {scale} from the full points that apply"),
        )
    for total in scheme.totals:
        titles = {section.id: section.title for section in scheme.sections}
        parts = joined((titles[one] for one in total.sections), " + ", " + ")
        yield Text("合计", "Sum"), Text(f"{total.title.zh} = {parts.zh}", f"{total.title.en} = {parts.en}")
    for cancel in scheme.cancel:
        yield Text("积分作废", "All points cancelled"), _cancel(cancel)


def _cancel(cancel: Cancel) -> Text:
    facts = what(cancel.reads)
    if cancel.months == 1:
        return facts
    return Text(f"连续 {cancel.months} 个月{facts.zh}", f"{cancel.months} months running: {facts.en}")


def lists(scheme: Scheme) -> Iterator[tuple[Text, tuple[Text, ...]]]:
    """What stands below the sections, each list with its heading; empty lists are left out."""
    rows = (
        (Text("全年安排", "Calendar"), tuple(_deadlines(scheme))),
        (Text("反向测评项目（支部可改）", "Reverse items (a branch may change them)"), _titles(scheme.reverse_items)),
        (Text("列举情形（支部可改）", "Listed behaviours (a branch may change them)"), _titles(scheme.behaviours)),
        (Text("支部可定的数值", "What a branch may set"), tuple(_settings(scheme))),
        (Text("本预设的解读", "Readings of this preset"), scheme.notes),
    )
    yield from ((heading, entries) for heading, entries in rows if entries)


def _titles(entries: Iterable[Choice]) -> tuple[Text, ...]:
    return tuple(entry.title for entry in entries)


def _deadlines(scheme: Scheme) -> Iterator[Text]:
    for entry in scheme.calendar:
        day = f"{entry.month:02}-{entry.day:02}"
        yield Text(f"{entry.month} 月 {entry.day} 日 {entry.title.zh}", f"{day} {entry.title.en}")


def _settings(scheme: Scheme) -> Iterator[Text]:
    titles = {item.id: item.title for _, item in scheme.items()}
    for setting in scheme.settings:
        item = titles.get(setting.item)
        yield Text(f"{setting.title.zh}（{item.zh}）", f"{setting.title.en} ({item.en})") if item else setting.title


def describe_section(section: Section) -> Text:
    """Say how a section counts, without a full stop."""
    full = Text("", "") if section.full is None else Text(f"满分 {plain(section.full)}", f"full {plain(section.full)}")
    return sentence(
        UNITS[section.every],
        full,
        Text("另列，不计入总分", "beside the total, no part of it") if section.beside else NOTHING,
        _STARTS[section.starts],
        NOTHING if section.every == "year" else _COMBINES[section.combine],
        _left_out(section),
        *(
            Text(f"“{p.title.zh}”合计至多 {points(p.full).zh}", f"{p.title.en}: at most {points(p.full).en} together")
            for p in section.pools
        ),
        Text("支部可自定项目", "takes a branch's own items") if section.open else NOTHING,
        _applies(section.applies_to),
    )


def _left_out(section: Section) -> Text:
    if section.empty != "left_out":
        return NOTHING
    if section.combine == "sum":
        return Text("没有结果的时段按其余各期折算", "units without a result are made up for by the others")
    return Text("没有结果的时段不计", "units without a result are left out")


def describe_item(section: Section, item: Item) -> Text:
    """Say what an item's rule does, and when and for whom."""
    pools = {pool.id: pool.title for pool in section.pools}
    return sentence(
        describe_rule(item.rule, item.id),
        _gather(section, item),
        _applies(item.applies_to),
        Text(f"计入“{pools[item.pool].zh}”", f"within {pools[item.pool].en}") if item.pool else NOTHING,
        Text(f"自 {item.since} 起", f"from {item.since}") if item.since else NOTHING,
        Text(f"至 {item.until} 前", f"before {item.until}") if item.until else NOTHING,
        Text("可申报", "may be claimed") if item.claimable else NOTHING,
        Text("支部自定", "the branch's own") if item.local else NOTHING,
    )


def _gather(section: Section, item: Item) -> Text:
    if item.gather == section.every:
        return NOTHING
    unit = UNITS[item.gather]
    if MONTHS_OF[item.gather] < MONTHS_OF[section.every]:
        return Text(f"{unit.zh}考察一次，各次相加", f"looked at {unit.en}, the results adding up")
    return Text(f"{unit.zh}考察一次，结果用于其中各期", f"looked at {unit.en}, the result holding for all units in it")


def _applies(codes: Collection[str]) -> Text:
    if not codes:
        return NOTHING
    who = joined(WHO[code] for code in codes)
    return Text(f"适用：{who.zh}", f"for: {who.en}")


def _same(words: str) -> Text:
    return Text(words, words)
