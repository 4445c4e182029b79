"""Reads visits from standard input, and writes what a client's API told, one line for each visit."""

import asyncio
import json
import sys


def quoted(text):
    return json.dumps(text)


def failed(failure):
    text = " ".join(str(failure).split())
    return "error " + quoted(type(failure).__name__ + (": " + text if text else ""))


class Told(list):
    def message(self, data):
        if isinstance(data, str):
            self.append("message " + quoted(data))
        else:
            self.append("message of %d bytes" % len(data))


async def one(line, visit):
    number, url, close, ping, patience = line.split("\t")
    told = Told()
    task = asyncio.create_task(visit(url, int(close) / 1000, int(ping) / 1000, told))
    done, _ = await asyncio.wait([task], timeout=int(patience) / 1000)
    if not done:
        told.append("still waits")
        task.cancel()
    elif task.exception():
        told.append(failed(task.exception()))
    print("\t".join([number] + told), flush=True)


async def run(visit):
    loop = asyncio.get_running_loop()
    running = set()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        task = asyncio.create_task(one(line.strip("\n"), visit))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)


def main(visit):
    asyncio.run(run(visit))
