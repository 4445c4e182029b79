"""Python's websocket-client, which needs a thread for each connection. Each line on standard input is a visit."""

import asyncio
import threading

import visits
import websocket


def run(url, close, ping, told):
    def opened(app):
        told.append("open")
        app.send("hello")
        if close:
            timer = threading.Timer(close, closes, [app])
            timer.daemon = True
            timer.start()

    def closes(app):
        if app.sock and app.sock.connected:
            told.append("closes")
            app.close(status=1000)

    app = websocket.WebSocketApp(
        url,
        on_open=opened,
        on_message=lambda _, data: told.message(data),
        on_error=lambda _, failure: told.append(visits.failed(failure)),
        on_close=lambda _, code, reason: told.append(
            "close %s %s" % (code, visits.quoted(reason))
        ),
    )
    options = {"ping_interval": ping, "ping_timeout": ping / 2} if ping else {}
    app.run_forever(**options)


async def visit(url, close, ping, told):
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work():
        try:
            run(url, close, ping, told)
        except Exception as failure:
            told.append(visits.failed(failure))
        loop.call_soon_threadsafe(done.set)

    threading.Thread(target=work, daemon=True).start()
    await done.wait()


visits.main(visit)
