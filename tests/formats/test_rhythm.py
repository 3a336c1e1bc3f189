from __future__ import annotations

import pytest

from coranto.formats import wished_pause

SY = "<sy:updatePeriod>{}</sy:updatePeriod><sy:updateFrequency>{}</sy:updateFrequency>"


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("", 0.0),
        ("<ttl> 30 </ttl>", 1800.0),
        ("<ttl>soon</ttl>", 0.0),
        (SY.format("hourly", 2), 1800.0),
        (SY.format("daily", 0), 86_400.0),
        ("<ttl>90</ttl>" + SY.format("hourly", 1), 5400.0),
        ("<item><title>On the word &lt;ttl&gt;</title></item><ttl>30</ttl>", 0.0),
    ],
)
def test_what_a_feed_wishes_is_read_before_its_first_item(head, seconds):
    assert wished_pause(f"<rss><channel>{head}<item/></channel></rss>".encode()) == seconds
