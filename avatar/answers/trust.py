"""How far sentences are trusted to answer a question: the log odds of a logistic regression. Pure.

`scripts/fit_answers.py` fits the weights without a language model, over 600 questions about two articles.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for sentences."""

    spoken_of: float
    """Share of the question's terms, by weight, that they have."""
    plainly: float
    """The same of the terms that are no names; 1 where all are."""
    behind: float
    """How much less similar to the question they are than the sentences that are most; at most 0."""
    above: float
    """How much more similar they are than all that were looked at are on average."""
    doubts: int = 0
    """How many rules doubt that they answer; only a language model can set that aside."""
    verdict: float | None = None
    """The log odds that a language model gives them, where one was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each sign counts."""

    spoken_of: float
    plainly: float
    behind: float
    above: float
    doubts: float
    verdict: float
    at_rest: float
    """The log odds without a sign."""
    bar: float
    """The log odds that an answer needs: of 20 questions without one in the documents one reaches them."""

    def trust(self, signs: Signs) -> float:
        """The log odds that sentences answer, when they lack nothing."""
        return (
            self.spoken_of * signs.spoken_of
            + self.plainly * signs.plainly
            + self.behind * signs.behind
            + self.above * signs.above
            + self.doubts * signs.doubts
            + self.verdict * (signs.verdict or 0.0)
            + self.at_rest
        )


BY_MEANING = Weights(
    spoken_of=2.58,
    plainly=2.5,
    behind=18.54,
    above=14.54,
    doubts=0.0,
    verdict=0.0,
    at_rest=-2.97,
    bar=1.1,
)
BY_WORDS = replace(BY_MEANING, bar=0.64)
"""Without embeddings, which bring less."""
VERIFIED = Weights(
    spoken_of=0.6, plainly=0.0, behind=6.0, above=3.0, doubts=-0.5, verdict=1.0, at_rest=0.0, bar=1.6
)
"""With a language model, which knows more than word lists do; set by hand over Qwen2.5-Coder 1.5B."""
