"""Messages: English sentences that keep their template and parts, so that they can be translated."""

from collections.abc import Callable, Mapping


class Message(str):
    """The sentence itself. `template` is the sentence with {places}, `parts` what stands in them.

    A part that is a Message is itself words, to be translated; any other part is data and stays as it is.
    """

    template: str
    parts: Mapping[str, object]

    def localise(self, text: Callable[..., str], isolate: Callable[[str], str] = str) -> str:
        """The sentence as `text(template, **parts)` writes it, such as `Language.text`, and so are the words in it.

        `isolate` marks what is data in a sentence that is written from the other side.
        """
        parts = {
            name: part.localise(text, isolate) if isinstance(part, Message) else isolate(str(part))
            for name, part in self.parts.items()
        }
        return text(self.template, **parts)


def say(template: str, **parts: object) -> Message:
    """`say("{text} is negative", text='"-4"')` is the text `"-4" is negative`. Its templates go into the catalogues."""
    message = Message(template.format(**parts))
    message.template, message.parts = template, parts
    return message
