// Go's gorilla/websocket. Each line on standard input is a visit.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

type told struct {
	sync.Mutex
	events []string
}

func (t *told) add(format string, values ...interface{}) {
	t.Lock()
	defer t.Unlock()
	t.events = append(t.events, fmt.Sprintf(format, values...))
}

func (t *told) line(id string) {
	t.Lock()
	defer t.Unlock()
	fmt.Println(strings.Join(append([]string{id}, t.events...), "\t"))
}

func main() {
	var all sync.WaitGroup
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		all.Add(1)
		go func() {
			defer all.Done()
			var t told
			done := make(chan bool)
			go func() {
				visit(parts[1], millis(parts[2]), millis(parts[3]), &t)
				close(done)
			}()
			select {
			case <-done:
			case <-time.After(millis(parts[4])):
				t.add("still waits")
			}
			t.line(parts[0])
		}()
	}
	all.Wait()
}

func millis(text string) time.Duration {
	number, _ := strconv.Atoi(text)
	return time.Duration(number) * time.Millisecond
}

func visit(url string, closes, ping time.Duration, t *told) {
	socket, response, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		status := ""
		if response != nil {
			status = fmt.Sprintf(" (status %d)", response.StatusCode)
		}
		t.add("error %s%s", strconv.QuoteToASCII(err.Error()), status)
		return
	}
	defer socket.Close()
	t.add("open")
	var ended sync.Once
	over := make(chan bool)
	defer ended.Do(func() { close(over) })
	socket.WriteMessage(websocket.TextMessage, []byte("hello"))
	go func() {
		var after, tick <-chan time.Time
		if closes > 0 {
			after = time.After(closes)
		}
		if ping > 0 {
			tick = time.Tick(ping)
		}
		for {
			select {
			case <-over:
				return
			case <-tick:
				socket.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second))
			case <-after:
				t.add("closes")
				socket.WriteControl(websocket.CloseMessage,
					websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second))
			}
		}
	}()
	for {
		kind, data, err := socket.ReadMessage()
		if err != nil {
			t.add("error %s", strconv.QuoteToASCII(err.Error()))
			return
		}
		if kind == websocket.TextMessage {
			t.add("message %s", strconv.QuoteToASCII(string(data)))
		} else {
			t.add("message of %d bytes", len(data))
		}
	}
}
