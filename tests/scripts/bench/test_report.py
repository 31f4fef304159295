from dataclasses import replace

from bench.report import Result, markdown
from bench.scoring import Score

SCORE = Score(
    words=100,
    error_rate=0.031,
    commit_p50_s=0.8,
    commit_p95_s=1.5,
    show_p50_s=0.4,
    show_p95_s=1.0,
    erasure=0.12,
    timed_words=97,
)
RESULT = Result(
    clip="talk",
    system="Footlights",
    duration_s=60.0,
    score=SCORE,
    offline_error_rate=0.026,
    decoder_ratio=0.5,
)


def test_a_result_is_a_row_and_what_was_not_measured_a_dash() -> None:
    assert markdown([RESULT]).splitlines()[2] == (
        "| talk | Footlights | 3.1 (2.6) | 0.80 / 1.50 | 0.40 / 1.00 | 0.12 | 0.50 | – | – → – |"
    )


def test_a_system_with_several_clips_has_their_mean() -> None:
    silent = replace(SCORE, error_rate=1.0, commit_p50_s=None)
    rows = markdown([RESULT, replace(RESULT, clip="other", score=silent)]).splitlines()

    assert rows[-1].startswith("| **mean of 2** | Footlights | 51.5 (2.6) | 0.80 / 1.50 |")
