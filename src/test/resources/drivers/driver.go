// Drives a conformance suite with gorilla/websocket: driver ws://127.0.0.1:9001 AGENT
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// Echoes until the connection ends; the result is the last text.
func open(path string) string {
	dialer := websocket.Dialer{EnableCompression: true}
	socket, _, err := dialer.Dial(os.Args[1]+path, nil)
	if err != nil {
		return ""
	}
	defer socket.Close()
	last := ""
	for {
		kind, message, err := socket.ReadMessage()
		if err != nil {
			return last
		}
		if kind == websocket.TextMessage {
			last = string(message)
			// the library leaves this to programs
			if !utf8.Valid(message) {
				socket.WriteControl(websocket.CloseMessage,
					websocket.FormatCloseMessage(websocket.CloseInvalidFramePayloadData, ""), time.Now().Add(time.Second))
				return last
			}
		}
		socket.WriteMessage(kind, message)
	}
}

func main() {
	count, _ := strconv.Atoi(open("/getCaseCount"))
	for number := 1; number <= count; number++ {
		open(fmt.Sprintf("/runCase?case=%d&agent=%s", number, os.Args[2]))
	}
	open("/updateReports?agent=" + os.Args[2])
}
