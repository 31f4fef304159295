"""The rate limit, with the time given."""

from live.serving.limits import TokenBucket


def test_a_burst_is_allowed_and_no_more():
    bucket = TokenBucket(rate_per_s=5, burst=20)
    assert [bucket.take(0.0) for _ in range(21)] == [True] * 20 + [False]


def test_a_steady_client_is_never_refused():
    bucket = TokenBucket(rate_per_s=5, burst=20)
    assert all(bucket.take(second / 5) for second in range(1000))


def test_a_thousand_a_second_are_refused_within_the_first_tenth():
    bucket = TokenBucket(rate_per_s=5, burst=20)
    assert sum(bucket.take(n / 1000) for n in range(100)) == 20


def test_the_allowance_comes_back_but_never_beyond_the_burst():
    bucket = TokenBucket(rate_per_s=5, burst=2)
    assert [bucket.take(0.0), bucket.take(0.0), bucket.take(0.0)] == [True, True, False]
    assert [bucket.take(3600.0), bucket.take(3600.0), bucket.take(3600.0)] == [True, True, False]
