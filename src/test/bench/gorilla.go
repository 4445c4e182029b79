// gorilla: an echo server on github.com/gorilla/websocket, a peer of the echo benchmark: gorilla PORT
package main

import (
	"log"
	"net/http"
	"os"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

func main() {
	upgrader := websocket.Upgrader{EnableCompression: true}
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		connection, err := upgrader.Upgrade(response, request, nil)
		if err != nil {
			return
		}
		defer connection.Close()
		for {
			kind, message, err := connection.ReadMessage()
			if err == nil && kind == websocket.TextMessage && !utf8.Valid(message) { // which the package leaves to us
				return
			}
			if err == nil {
				err = connection.WriteMessage(kind, message)
			}
			if err != nil {
				return
			}
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}
