/* idle: opens WebSocket connections that only answer pings.
 *   idle PORT PATH CONNECTIONS
 * Opens them one after the other, from 127.0.0.2 on with at most 20000 for each address, and prints "open"; then answers pings until
 * its input ends, and prints how many are still open. Fails if a handshake fails.
 * Build: cc -O2 -o idle idle.c; for TLS, with any certificate: cc -O2 -DTLS -o idle-tls idle.c -lssl -lcrypto
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define PER_ADDRESS 20000

#ifdef TLS
#include <openssl/ssl.h>
typedef SSL *stream;
static SSL_CTX *tls;
static stream start(int fd) {
  SSL *ssl = SSL_new(tls);
  SSL_set_fd(ssl, fd);
  return SSL_connect(ssl) == 1 ? ssl : NULL;
}
static int get(stream from, void *into, int most) { return SSL_read(from, into, most); }
static int put(stream to, const void *bytes, int count) { return SSL_write(to, bytes, count); }
static int again(stream from, int result) { return SSL_get_error(from, result) == SSL_ERROR_WANT_READ; }
#else
#include <errno.h>
typedef int *stream;
static stream start(int fd) {
  int *held = malloc(sizeof fd);
  *held = fd;
  return held;
}
static int get(stream from, void *into, int most) { return read(*from, into, most); }
static int put(stream to, const void *bytes, int count) { return write(*to, bytes, count); }
static int again(stream from, int result) { return (void)from, result < 0 && errno == EAGAIN; }
#endif

typedef struct {
  int fd;
  stream io;
  uint8_t part[127]; /* of a frame that has not come whole */
  int have;
} connection;

static void fail(const char *what, int number) {
  fprintf(stderr, "Connection %d: %s\n", number, what);
  exit(1);
}

static void handshake(connection *c, int number, int port, const char *path) {
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002 + number / PER_ADDRESS)};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(0x7f000001)};
  int one = 1;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (c->fd < 0) fail("no file descriptor is left; see ulimit -n", number);
  setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  if (bind(c->fd, (struct sockaddr *)&from, sizeof from) || connect(c->fd, (struct sockaddr *)&to, sizeof to)) fail("cannot connect", number);
  c->io = start(c->fd);
  if (!c->io) fail("no TLS", number);
  char text[4096];
  int length = snprintf(text, sizeof text,
                        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: E4WSEcseoWr4csPLS2QJHA==\r\n\r\n",
                        path, port);
  if (put(c->io, text, length) != length) fail("cannot send the handshake", number);
  for (length = 0; length < 4 || memcmp(text + length - 4, "\r\n\r\n", 4); length++) {
    if (length == sizeof text - 1 || get(c->io, text + length, 1) != 1) fail("no head of a response", number);
  }
  text[length] = 0;
  if (strncmp(text, "HTTP/1.1 101", 12)) fail(text, number);
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
}

/* Answers the whole frames; an idle server sends pings only. Returns 0 if the connection has ended. */
static int answer(connection *c) {
  for (;;) {
    int count = get(c->io, c->part + c->have, sizeof c->part - c->have);
    if (count <= 0) return again(c->io, count);
    c->have += count;
    while (c->have >= 2 && c->have >= 2 + (c->part[1] & 127)) {
      int length = c->part[1] & 127;
      if (c->part[0] != 0x89 || length > 125) return 0;
      uint8_t pong[131] = {0x8a, 0x80 | length, 0, 0, 0, 0}; /* a masking key of zero changes nothing */
      memcpy(pong + 6, c->part + 2, length);
      if (put(c->io, pong, 6 + length) != 6 + length) return 0;
      c->have -= 2 + length;
      memmove(c->part, c->part + 2 + length, c->have);
    }
  }
}

static int events, open_now;

/* Waits for input so long, in milliseconds, and answers it. Returns 0 if our own input has ended. */
static int serve(int time) {
  struct epoll_event ready[256];
  int found = epoll_wait(events, ready, 256, time);
  for (int i = 0; i < found; i++) {
    connection *c = ready[i].data.ptr;
    if (!c) return 0;
    if (!answer(c)) {
      close(c->fd);
      open_now--;
    }
  }
  return 1;
}

int main(int count, char **words) {
  if (count != 4) return fprintf(stderr, "usage: idle PORT PATH CONNECTIONS\n"), 2;
  int port = atoi(words[1]), all = atoi(words[3]);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
#ifdef TLS
  tls = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS);
#endif
  connection *connections = calloc(all, sizeof *connections);
  struct epoll_event input = {.events = EPOLLIN};
  events = epoll_create1(0);
  epoll_ctl(events, EPOLL_CTL_ADD, 0, &input);
  for (int i = 0; i < all; i++) {
    handshake(&connections[i], i, port, words[2]);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[i]};
    epoll_ctl(events, EPOLL_CTL_ADD, connections[i].fd, &event);
    open_now++;
    if (!serve(0)) return 1; /* the first ones are pinged while the last ones open */
  }
  puts("open");
  fflush(stdout);
  while (serve(-1)) continue;
  printf("%d\n", open_now);
}
