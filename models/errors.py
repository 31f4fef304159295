"""The exception tree of Footlights.

FootlightsError                 what a user can act on; the command line prints it in one line and exits
├── ModelError                  a model is unknown, missing, broken or cannot be fetched
├── (avatar.errors)             ScriptError, DirectionError; avatar.voice.errors: VoiceError
├── (avatar.answers.errors)     DocumentError: a document, a programme or the questions' log
├── (booth.errors)              BoothError: the photo booth; its kinds are listed there
└── (live.errors)
    ├── ConfigError             a setting is wrong
    ├── SourceError             the sound cannot be opened or read
    ├── ServerError             the port or address cannot be used
    ├── CommandError            an operator's command cannot be done
    ├── ConsoleError            the console cannot be reached, or lets nobody in
    └── LogError                the log folder cannot be written

It starts here because `models` is the lowest package: every other one may import it.
"""


class FootlightsError(Exception):
    """Something a user can put right: the message says what was wrong and what to do.

    `exit_code` is the process's exit status when the error ends a command.
    """

    exit_code = 1


class ModelError(FootlightsError):
    """A model is unknown, missing, broken or cannot be fetched."""

    exit_code = 4
