"""A reader's session without a browser: Streamlit's own messages over its WebSocket."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SESSION_STREAM_PATH = "/_stcore/stream"
SESSION_RUN_TIMEOUT = 60.0  # seconds for one run
MAX_MESSAGE_BYTES = 64 * 1024 * 1024  # bytes of one message
# The address of the figure that a live chart draws.
FIGURE_ADDRESS = re.compile(r'data-figure="([^"]+)"')
CONTROL_TYPES = ("button_group", "selectbox", "checkbox")


class SessionError(RuntimeError):
    """The server didn't do what the session asked for."""


@dataclass
class Session:
    """One open page of the dashboard: `page` is its path without the slash, `query` its query string, `headers` are
    those of the request that opens it.

    `async with Session(…) as session` opens it; `run` waits until the page is complete. `figures` are the addresses of
    what the page then draws.
    """

    client: ClientSession
    address: str
    page: str = ""
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list, init=False)
    bytes: int = field(default=0, init=False)

    async def __aenter__(self) -> Self:
        socket = self.address.replace("http", "ws", 1) + SESSION_STREAM_PATH
        self._socket: ClientWebSocketResponse = await self.client.ws_connect(
            socket,
            protocols=["streamlit"],
            max_msg_size=MAX_MESSAGE_BYTES,
            origin=self.address,
            headers=self.headers,
        )
        self._hash = ""  # of the page's script
        self._cached: set[str] = set()  # hashes of messages that the server need not send again
        self._controls: dict[str, Element] = {}  # by key
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def run(self) -> float:
        """Run the script; return the seconds until its last message. Raises SessionError."""
        return await self._run(self._asking())

    async def choose(self, key: str, option: int) -> float:
        """Choose an option, by its index, in the control `key`; return the seconds until the page is complete.

        Raises SessionError, also if the address doesn't hold the choice.
        """
        element = self._controls[key]
        message = self._asking()
        state = message.rerun_script.widget_states.widgets.add()
        before = self.query
        if element.button_group.id:
            state.id = element.button_group.id
            state.string_array_value.data.append(element.button_group.options[option].content)
        elif element.selectbox.id:
            state.id = element.selectbox.id
            state.string_value = element.selectbox.options[option]
        else:
            state.id = element.checkbox.id
            state.bool_value = bool(option)
        passed = await self._run(message)
        if self.query == before:
            raise SessionError(f"{key} was changed, and the address still says {before}")
        return passed

    @property
    def choices(self) -> dict[str, str]:
        """The parameters of the address: {"edition": "4", "lang": "ar"}."""
        return {name: values[-1] for name, values in parse_qs(self.query).items()}

    def _asking(self) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self._hash
        asked.page_name = "" if self._hash else self.page
        asked.cached_message_hashes.extend(self._cached)
        asked.context_info.url = f"{self.address}/{self.page}"
        asked.context_info.locale = "ar-MA"
        asked.context_info.timezone = "Africa/Casablanca"
        return message

    async def _run(self, message: BackMsg) -> float:
        start = time.perf_counter()
        self.figures = []
        await self._socket.send_bytes(message.SerializeToString())
        while True:
            received = await self._socket.receive(SESSION_RUN_TIMEOUT)
            if received.type is not WSMsgType.BINARY:
                raise SessionError(f"the connection was closed: {received.type.name} {received.data}")
            self.bytes += len(received.data)
            if self._take(ForwardMsg.FromString(received.data)):
                return time.perf_counter() - start

    def _take(self, message: ForwardMsg) -> bool:
        """Process a message; return True for the last one of a run."""
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            status = message.script_finished
            if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise SessionError("the script could not be run")
            return status == ForwardMsg.FINISHED_SUCCESSFULLY
        elif kind == "delta":
            element = message.delta.new_element
            form = element.WhichOneof("type")
            if form == "html" and (found := FIGURE_ADDRESS.search(element.html.body)):
                self.figures.append(unescape(found[1]))
            if form == "exception":
                raise SessionError(f"the page shows an error: {element.exception.message}")
            if form in CONTROL_TYPES:
                self._controls[getattr(element, form).id.split("-", 2)[-1]] = element
        return False
