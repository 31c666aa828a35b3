"""A title in the two languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English; scheme data, not user interface wording."""

    zh: str
    en: str

    def to(self, language: str) -> str:
        """The words for a locale such as "zh_CN" or "en"; anything that is not English gets Chinese."""
        return self.en if language.lower().startswith("en") else self.zh
