"""Python's websockets. Each line on standard input is a visit."""

import asyncio

import visits
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


async def visit(url, close, ping, told):
    options = {"ping_interval": ping, "ping_timeout": ping} if ping else {}
    async with connect(url, proxy=None, **options) as socket:
        told.append("open")
        closing = asyncio.create_task(close_later(socket, close, told)) if close else None
        try:
            await socket.send("hello")
            while True:
                told.message(await socket.recv())
        except ConnectionClosed as closed:
            if closing and "closes" in told:
                await closing
            elif closing:
                closing.cancel()
            told.append(visits.failed(closed))
            told.append("close %s %s" % (socket.close_code, visits.quoted(socket.close_reason)))


async def close_later(socket, close, told):
    await asyncio.sleep(close)
    told.append("closes")
    await socket.close()


visits.main(visit)
