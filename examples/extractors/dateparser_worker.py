"""Dates by dateparser. Install: pip install dateparser"""

from dateparser.search import search_dates

from protocol import fact, quoted, reference, serve

# How a date is written that is known to its period.
SPELLINGS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}


def extract(request):
    settings = {"RELATIVE_BASE": reference(request), "RETURN_TIME_AS_PERIOD": True}
    found = search_dates(request["text"], languages=["fr"], settings=settings, add_period=True)
    end = 0
    for passage, moment, period in found or []:
        # It gives the words without their place; they come in the order of the text.
        start = request["text"].find(passage, end)
        value = moment.strftime(SPELLINGS.get(period, "%Y-%m-%d"))
        if start >= 0:
            end = start + len(passage)
            yield fact("dates", value, start, end)
        else:
            yield quoted("dates", value, passage)


serve(extract)
