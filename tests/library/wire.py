"""A line to a real server that breaks when a test says so."""

from __future__ import annotations

import contextlib
import socket
import threading


class Line:
    """Passes bytes between a client and the server at `port`, both of this machine.

    `up` and `down`: bytes that pass from the client, and from the server, before the
    line is cut; None for no end. Once cut it `stays` so, or the next try passes.
    `is_down`: nobody answers. `is_silent`: connections
    are taken, and nothing is ever said.
    """

    def __init__(self, port: int) -> None:
        self.target = port
        self.up: int | None = None
        self.down: int | None = None
        self.is_down = self.is_silent = False
        self.stays = True
        self.asked = self.cuts = 0
        #: Bytes that the server has sent.
        self.given = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        self.up = self.down = None
        self.is_down = self.is_silent = False

    def close(self) -> None:
        self.listener.close()

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self.asked += 1
                if self.is_down:
                    client.close()
                    continue
                if self.is_silent:
                    held.append(client)
                    continue
                server = socket.create_connection(("127.0.0.1", self.target))
                for ends in ((client, server), (server, client)):
                    threading.Thread(
                        target=self.carry, args=(*ends, ends[0] is client), daemon=True
                    ).start()

    def carry(self, source: socket.socket, to: socket.socket, is_up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16 * 1024):
                if self.is_down or self.is_silent:
                    break
                if not is_up:
                    self.given += len(data)
                if self.is_cut(is_up, len(data)):
                    break
                to.sendall(data)
        for end in (source, to):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def is_cut(self, is_up: bool, passing: int) -> bool:
        name = "up" if is_up else "down"
        left = getattr(self, name)
        if left is None or left >= passing:
            setattr(self, name, None if left is None else left - passing)
            return False
        setattr(self, name, None)
        self.cuts += 1
        self.is_down = self.stays
        return True


held: list[socket.socket] = []
