"""Python's aiohttp. Each line on standard input is a visit."""

import asyncio

import aiohttp
import visits


async def visit(url, close, ping, told):
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url, heartbeat=ping or None) as socket:
            told.append("open")
            await socket.send_str("hello")
            closing = asyncio.create_task(close_later(socket, close, told)) if close else None
            async for message in socket:
                if message.type == aiohttp.WSMsgType.ERROR:
                    told.append(visits.failed(message.data))
                else:
                    told.message(message.data)
            if closing and "closes" in told:
                await closing
            elif closing:
                closing.cancel()
            failure = socket.exception()
            if failure and visits.failed(failure) not in told:
                told.append(visits.failed(failure))
            told.append("close %s" % socket.close_code)


async def close_later(socket, close, told):
    await asyncio.sleep(close)
    told.append("closes")
    await socket.close()


visits.main(visit)
