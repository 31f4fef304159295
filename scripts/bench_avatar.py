"""Measures how soon the avatar is heard: `python scripts/bench_avatar.py [--voices en,zh] [--rounds N]`.

For each voice: from a text of ten words to its first sound, and the gaps between the sentences of a long
answer when it is played as it is made. Says how much processor time a second of speech takes.
"""

import argparse
import asyncio
import os
import statistics
import time
from itertools import count

from avatar.maker import Maker
from avatar.voice.sentences import SENTENCE_PAUSE_S
from avatar.voice.voices import open_voices

TEN_WORDS = {
    "en": "Welcome to day {n}, and thank you for joining us tonight.",
    "zh": "欢迎来到第{n}天的会议，谢谢大家今晚光临。",
}
ANSWER = {
    "en": (
        "Question {n} is a good one. The symposium begins at nine in the large hall on the second floor. "
        "Lunch is at half past twelve, and there is a quiet room beside the terrace. The workshops run from "
        "two to four. You choose one when you register. The panel at five is about what banks have learned. "
        "Dinner follows at seven."
    ),
    "zh": (
        "问题{n}很好。会议九点在二楼大厅开始。午餐是十二点半，露台旁边有安静的房间。"
        "工作坊从两点到四点。登记时请选择一个。"
    ),
}


async def measure(lang: str, rounds: int) -> None:
    """Measure one voice, and print its figures."""
    maker = Maker(open_voices([lang]))
    await maker.warm_up()
    numbers = count(1)
    firsts: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        heard = [
            time.perf_counter() - began
            async for _ in maker.parts(TEN_WORDS[lang].format(n=next(numbers)), lang)
        ]
        firsts.append(heard[0])
    gaps: list[float] = []
    starts: list[float] = []
    work_s = speech_s = 0.0
    for _ in range(max(1, rounds // 4)):
        before_s = time.process_time()
        start_s, heard_gaps, length_s = await play(maker, ANSWER[lang].format(n=next(numbers)), lang)
        work_s += time.process_time() - before_s
        speech_s += length_s
        starts.append(start_s)
        gaps += heard_gaps
    maker.close()
    print(
        f"| {lang} | {statistics.median(firsts):.2f} / {max(firsts):.2f} | {statistics.median(starts):.2f} "
        f"| {max(gaps):.2f} | {work_s / speech_s:.3f} | {os.getloadavg()[0]:.1f} |"
    )


async def play(maker: Maker, text: str, lang: str) -> tuple[float, list[float], float]:
    """Play a text as it is made: seconds to its beginning, silences between its sentences, its length."""
    began = time.perf_counter()
    first_s = free_at = length_s = 0.0
    gaps: list[float] = []
    async for part in maker.parts(text, lang):
        now = time.perf_counter()
        if part.seq == 0:
            first_s, free_at = now - began, now
        else:
            gaps.append((0.0 if part.goes_on else SENTENCE_PAUSE_S) + max(0.0, now - free_at))
        free_at = max(free_at, now) + part.spoken.duration_s
        length_s += part.spoken.duration_s
    return first_s, gaps, length_s


def main() -> None:
    """Measure the voices that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--voices", default="en,zh", help="languages (en,zh)")
    parser.add_argument("--rounds", type=int, default=20, help="sentences a voice (20)")
    args = parser.parse_args()
    print("| voice | first sound p50 / max s | long answer begins s | largest gap s | CPU / speech | load |")
    print("| --- | --- | --- | --- | --- | --- |")
    for lang in args.voices.split(","):
        asyncio.run(measure(lang, args.rounds))


if __name__ == "__main__":
    main()
