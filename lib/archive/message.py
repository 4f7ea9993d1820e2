"""Messages: English sentences that keep their template and parts, so that they can be translated."""

from collections.abc import Mapping


class Message(str):
    """The sentence itself. `template` is the sentence with {places}, `parts` what stands in them.

    A part that is a Message is itself words, to be translated; any other part is data and stays as it is.
    """

    template: str
    parts: Mapping[str, object]


def say(template: str, **parts: object) -> Message:
    """`say("{text} is negative", text='"-4"')` is the text `"-4" is negative`. Its templates go into the catalogues."""
    message = Message(template.format(**parts))
    message.template, message.parts = template, parts
    return message
