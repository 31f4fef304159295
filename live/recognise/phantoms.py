"""What Whisper writes where nobody speaks: subtitles' endings that it learnt from the web. Pure.

Every one of these can be said for real ("Thank you."), so they are only held back until other words follow
or the sound itself says that somebody spoke.
"""

import re

_PHRASES = """
you
thank you
thank you very much
thank you so much
thanks for watching
if you have any questions please let me know
if you have any questions please let me know in the comments
please let me know in the comments below
thank you for watching
thanks for listening
bye
bye bye
see you next time
okay
oh
so
the end
i'm sorry
please subscribe
hmm
mm hmm
uh
music
applause
laughter
subtitles by the amara org community
transcription by castingwords
i
yeah
hello
and
oh my god
谢谢
謝謝
谢谢大家
謝謝大家
谢谢观看
謝謝觀看
多謝
字幕by索兰娅
字幕志愿者李宗盛
嗯
啊
请不吝点赞订阅转发打赏支持明镜与点点栏目
中文字幕志愿者杨茜茜
字幕由amaraorg社区提供
字幕由amaraorg社區提供
我们下期再见
ご視聴ありがとうございました
ありがとうございました
おやすみなさい
チャンネル登録をお願いいたします
시청해주셔서 감사합니다
감사합니다
구독과 좋아요 부탁드립니다
gracias
gracias por ver el video
subtítulos realizados por la comunidad de amara org
muchas gracias
merci
merci d'avoir regardé cette vidéo
sous titres réalisés para la communauté d'amara org
sous titrage st 501
sous titrage société radio canada
abonnez vous
merci beaucoup
vielen dank
vielen dank fürs zuschauen
untertitel der amara org community
danke
tschüss
untertitelung des zdf 2020
untertitel im auftrag des zdf für funk 2017
das war's
obrigado
obrigada
legendas pela comunidade amara org
tchau
e aí
"""
"""One a line: English, Chinese, Japanese, Korean, Spanish, French, German, Portuguese."""


def _plain(text: str) -> str:
    return re.sub(r"[^\w']+", " ", text.casefold()).strip()


_KNOWN = frozenset(_plain(phrase).replace(" ", "") for phrase in _PHRASES.split("\n") if phrase)


REPEATS = 3
"""Something said so often and nothing else is more often invented than meant."""


def is_phantom(text: str) -> bool:
    """Whether a whole utterance is one of those phrases, or anything again and again."""
    plain = _plain(text).replace(" ", "")
    unit = _unit(plain)
    return bool(plain) and (plain in _KNOWN or unit in _KNOWN or len(plain) >= REPEATS * len(unit))


def _unit(plain: str) -> str:
    """The shortest beginning that makes the whole when repeated; the last time may be cut off."""
    sizes = range(1, len(plain) + 1)
    return plain[: next((size for size in sizes if (plain[:size] * len(plain)).startswith(plain)), 0)]
