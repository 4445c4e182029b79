"""Drives a conformance suite with websockets: python3 driver.py ws://127.0.0.1:9001 AGENT"""
import asyncio
import sys

import websockets

server, agent = sys.argv[1:3]


async def count():
    async with websockets.connect(server + "/getCaseCount") as connection:
        return int(await connection.recv())


async def case(number):
    uri = f"{server}/runCase?case={number}&agent={agent}"
    try:
        async with websockets.connect(uri, max_size=None, ping_interval=None) as connection:
            async for message in connection:
                await connection.send(message)
    except (websockets.WebSocketException, OSError, UnicodeDecodeError):
        pass  # the suite's part


async def main():
    for number in range(1, await count() + 1):
        await case(number)
    async with websockets.connect(f"{server}/updateReports?agent={agent}") as connection:
        await connection.wait_closed()


asyncio.run(main())
