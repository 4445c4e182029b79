/*
 * The floor of fan-out: floor PORT
 *
 * What the kernel alone costs: answers every request with 101 and sends each frame of up to 125 bytes to all connections,
 * with one write for all frames of one read. It checks nothing and knows no other frames.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 65536

static int members[MOST], count;
static char open_already[MOST];

static const char HEAD[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static void leave(int s) {
  for (int i = 0; i < count; i++)
    if (members[i] == s) members[i--] = members[--count];
  open_already[s] = 0;
  close(s);
}

static void send_to_all(const unsigned char *in, ssize_t size) {
  unsigned char out[65536];
  size_t n = 0;
  while (size >= 6 && size >= 6 + (in[1] & 127)) {
    int length = in[1] & 127;
    if ((in[0] & 15) < 8) {
      out[n++] = in[0];
      out[n++] = length;
      for (int i = 0; i < length; i++) out[n++] = in[6 + i] ^ in[2 + i % 4];
    }
    in += 6 + length;
    size -= 6 + length;
  }
  for (int i = 0; n > 0 && i < count; i++)
    if (write(members[i], out, n) != (ssize_t)n) exit(3);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  int server = socket(AF_INET, SOCK_STREAM, 0), on = 1, ep = epoll_create1(0);
  struct sockaddr_in at = {
      .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(0x7f000001)};
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(server, (void *)&at, sizeof at) || listen(server, 4096)) return 3;
  struct epoll_event e = {.events = EPOLLIN, .data.fd = server}, events[256];
  epoll_ctl(ep, EPOLL_CTL_ADD, server, &e);
  unsigned char buffer[32768];
  while (1) {
    int n = epoll_wait(ep, events, 256, -1);
    for (int i = 0; i < n; i++) {
      int s = events[i].data.fd;
      if (s == server) {
        if ((s = accept4(server, 0, 0, SOCK_NONBLOCK)) < 0) continue;
        if (s >= MOST) return 3;
        setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        e.data.fd = s;
        epoll_ctl(ep, EPOLL_CTL_ADD, s, &e);
        continue;
      }
      ssize_t got = read(s, buffer, sizeof buffer);
      if (got <= 0) {
        leave(s);
      } else if (open_already[s]) {
        send_to_all(buffer, got);
      } else if (got >= 4 && !memcmp(buffer + got - 4, "\r\n\r\n", 4)) {
        open_already[s] = 1;
        members[count++] = s;
        if (write(s, HEAD, sizeof HEAD - 1) < 0) leave(s);
      }
    }
  }
}
