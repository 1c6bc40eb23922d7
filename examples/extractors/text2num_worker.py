"""Numbers by text2num. Install: pip install text2num"""

import re

from text_to_num import find_numbers

from protocol import fact, serve

# Number words are text2num's; it leaves what is written in digits to its user.
DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+")


class Word:
    """A word, a mark or a gap, as text2num wants it."""

    def __init__(self, match):
        self.start, self.end, self.letters = match.start(), match.end(), match.group()

    def text(self):
        return self.letters

    def nt_separated(self, previous):
        return False

    def not_a_number_part(self):
        return False


def extract(request):
    words = [Word(match) for match in re.finditer(r"\w+|\s+|[^\w\s]+", request["text"])]
    for number in find_numbers(words, "fr"):
        if not number.is_ordinal:
            start, end = words[number.start].start, words[number.end - 1].end
            value = int(number.value) if number.value.is_integer() else number.value
            yield fact("counts", str(value), start, end)
    for match in DIGITS.finditer(request["text"]):
        yield fact("counts", str(int(re.sub(r"\D", "", match.group()))), *match.span())


serve(extract)
