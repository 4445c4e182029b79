/*
 * The least that an echo costs: echo PORT [spin]
 *
 * Echoes WebSocket messages of any size on 127.0.0.1 (epoll, one thread): reads what is there, removes the mask, writes. It
 * answers a handshake rightly, agrees to permessage-deflate without context takeover if that is offered, and checks nothing else. For the benchmarks, as the
 * floor that every server is compared with, and as a server that is no bottleneck of a load generator: with "spin" it never sleeps,
 * so that no generator pays for waking it.
 *   cc -O2 -o echo echo.c -lz
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

enum { READ = 1 << 17, MOST = 1 << 22 };

typedef struct {
  int fd, upgraded, have, need, closed;
  uint8_t head[14];
  uint64_t left;
  uint32_t mask;                       /* turned to where the payload goes on */
  uint8_t *waiting;                    /* what the socket did not take */
  size_t waits, written;
  z_stream *inflating, *deflating;     /* with permessage-deflate only */
  uint8_t *message, opcode, compressed, fin;
  size_t length;                       /* of the compressed message so far */
} peer;

static uint8_t in[READ], out[READ + 16], plain[MOST];
static int ep;

static uint32_t rotated(uint32_t x, int n) { return x << n | x >> (32 - n); }

/* SHA-1 of at most 119 bytes, into 20. */
static void sha1(const char *text, int len, uint8_t *digest) {
  uint8_t data[128] = {0};
  int blocks = len < 56 ? 1 : 2;
  memcpy(data, text, len);
  data[len] = 0x80;
  data[blocks * 64 - 2] = len * 8 >> 8;
  data[blocks * 64 - 1] = len * 8;
  uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  for (int b = 0; b < blocks; b++) {
    uint32_t w[80], v[5];
    for (int i = 0; i < 16; i++) { uint32_t x; memcpy(&x, data + b * 64 + i * 4, 4); w[i] = ntohl(x); }
    for (int i = 16; i < 80; i++) w[i] = rotated(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20 ? (v[1] & v[2]) | (~v[1] & v[3]) : i < 40 || i >= 60 ? v[1] ^ v[2] ^ v[3]
                                                                : (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]);
      uint32_t k = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
      uint32_t t = rotated(v[0], 5) + f + v[4] + k + w[i];
      v[4] = v[3], v[3] = v[2], v[2] = rotated(v[1], 30), v[1] = v[0], v[0] = t;
    }
    for (int i = 0; i < 5; i++) h[i] += v[i];
  }
  for (int i = 0; i < 5; i++) { uint32_t x = htonl(h[i]); memcpy(digest + i * 4, &x, 4); }
}

static int upgrade(peer *p, char *request) {
  static const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *key = strcasestr(request, "Sec-WebSocket-Key: "), text[64], accept[32] = {0};
  if (!key) return 0;
  memcpy(text, key + 19, 24);
  memcpy(text + 24, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", 36);
  uint8_t d[21] = {0};
  sha1(text, 60, d);
  for (int i = 0, o = 0; i < 21; i += 3) {
    uint32_t x = d[i] << 16 | d[i + 1] << 8 | (i + 2 < 21 ? d[i + 2] : 0);
    for (int s = 18; s >= 0; s -= 6) accept[o++] = letters[x >> s & 63];
  }
  accept[27] = '=';
  accept[28] = 0;
  int deflate = strcasestr(request, "permessage-deflate") != 0;
  if (deflate) {
    p->inflating = calloc(1, sizeof(z_stream));
    p->deflating = calloc(1, sizeof(z_stream));
    p->message = malloc(MOST);
    inflateInit2(p->inflating, -15);
    deflateInit2(p->deflating, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  }
  int n = sprintf((char *)out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "%sSec-WebSocket-Accept: %s\r\n\r\n",
                  deflate ? "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n" : "", accept);
  return write(p->fd, out, n) == n;
}

static void end(peer *p) {
  close(p->fd);
  free(p->waiting);
  if (p->inflating) inflateEnd(p->inflating), deflateEnd(p->deflating), free(p->inflating), free(p->deflating), free(p->message);
  free(p);
}

static void wants(peer *p, uint32_t events) {
  struct epoll_event e = {.events = events, .data.ptr = p};
  epoll_ctl(ep, EPOLL_CTL_MOD, p->fd, &e);
}

/* Writes; what the socket does not take waits, and nothing is read meanwhile. */
static int put(peer *p, const uint8_t *bytes, size_t count) {
  while (count && !p->waiting) {
    ssize_t n = write(p->fd, bytes, count);
    if (n < 0 && errno != EAGAIN) return 0;
    if (n > 0) { bytes += n; count -= n; continue; }
    wants(p, EPOLLOUT);
    break;
  }
  if (count) {
    p->waiting = realloc(p->waiting, p->waits + count);
    memcpy(p->waiting + p->waits, bytes, count);
    p->waits += count;
  }
  return 1;
}

static int head(uint8_t *to, uint8_t first, uint64_t length) {
  to[0] = first;
  if (length < 126) { to[1] = length; return 2; }
  if (length < 65536) { to[1] = 126; to[2] = length >> 8; to[3] = length; return 4; }
  to[1] = 127;
  for (int i = 0; i < 8; i++) to[2 + i] = length >> (56 - 8 * i);
  return 10;
}

static void unmask(uint8_t *restrict to, const uint8_t *restrict from, size_t count, uint32_t mask) {
  uint64_t wide = (uint64_t)mask << 32 | mask;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) { uint64_t x; memcpy(&x, from + i, 8); x ^= wide; memcpy(to + i, &x, 8); }
  for (; i < count; i++) to[i] = from[i] ^ ((uint8_t *)&mask)[i & 3];
}

/* Inflates a whole message, deflates it, and writes it as one frame. */
static int recompress(peer *p) {
  z_stream *i = p->inflating, *d = p->deflating;
  memcpy(p->message + p->length, "\0\0\377\377", 4);
  i->next_in = p->message, i->avail_in = p->length + 4, i->next_out = plain, i->avail_out = MOST;
  if (inflate(i, Z_SYNC_FLUSH) < 0) return 0;
  d->next_in = plain, d->avail_in = MOST - i->avail_out, d->next_out = p->message, d->avail_out = MOST;
  deflate(d, Z_SYNC_FLUSH);
  size_t length = MOST - d->avail_out - 4;
  uint8_t *whole = plain; /* its content is deflated */
  int h = head(whole, 0xc0 | p->opcode, length);
  memcpy(whole + h, p->message, length);
  p->length = 0;
  inflateReset(i), deflateReset(d);
  return put(p, whole, h + length);
}

/* Consumes what was read; returns 0 when the connection ends. */
static int echo(peer *p, const uint8_t *from, size_t count) {
  size_t w = 0;
  while (count || (p->have == p->need && p->left == 0)) {
    if (p->have < p->need || p->need == 0) {
      p->head[p->have++] = *from++, count--;
      if (p->need == 0) p->need = 2;
      if (p->have == 2) p->need = 6 + ((p->head[1] & 127) == 126 ? 2 : (p->head[1] & 127) == 127 ? 8 : 0);
      if (p->have < p->need) continue;
      p->left = p->head[1] & 127;
      if (p->left > 125) {
        p->left = 0;
        for (int i = 2; i < p->need - 4; i++) p->left = p->left << 8 | p->head[i];
      }
      memcpy(&p->mask, p->head + p->need - 4, 4);
      p->closed = (p->head[0] & 15) == 8;
      p->fin = p->head[0] >> 7;
      if (p->head[0] & 15) p->opcode = p->head[0] & 15, p->compressed = p->head[0] >> 6 & 1;
      if (!p->compressed) w += head(out + w, p->head[0], p->left);
    }
    size_t k = p->left < count ? p->left : count;
    uint8_t *to = p->compressed ? p->message + p->length : out + w;
    if (p->compressed && p->length + k + 4 > MOST) return 0;
    unmask(to, from, k, p->mask);
    from += k, count -= k, p->left -= k;
    if (p->compressed) p->length += k; else w += k;
    if (k & 3) { int bits = 8 * (k & 3); p->mask = p->mask >> bits | p->mask << (32 - bits); }
    if (p->left == 0) {
      p->have = p->need = 0;
      if (p->compressed && p->fin && !recompress(p)) return 0;
      if (p->closed) break;
    }
    if (!count) break;
  }
  return put(p, out, w) && !p->closed;
}

int main(int argc, char **argv) {
  int one = 1, ls = socket(AF_INET, SOCK_STREAM, 0);
  if (argc < 2 || argc > 3 || (argc == 3 && strcmp(argv[2], "spin"))) return fputs("usage: echo PORT [spin]\n", stderr), 2;
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  inet_pton(AF_INET, "127.0.0.1", &a.sin_addr);
  if (bind(ls, (void *)&a, sizeof a) || listen(ls, 1000)) return perror("echo"), 1;
  ep = epoll_create1(0);
  struct epoll_event e = {.events = EPOLLIN}, ev[128];
  epoll_ctl(ep, EPOLL_CTL_ADD, ls, &e);
  for (;;) {
    int n = epoll_wait(ep, ev, 128, argc == 3 ? 0 : -1);
    for (int i = 0; i < n; i++) {
      peer *p = ev[i].data.ptr;
      if (!p) {
        int fd = accept4(ls, 0, 0, SOCK_NONBLOCK);
        if (fd < 0) continue;
        p = calloc(1, sizeof *p);
        p->fd = fd;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        e.data.ptr = p;
        epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
        continue;
      }
      if (p->waiting) {
        ssize_t k = write(p->fd, p->waiting + p->written, p->waits - p->written);
        if (k < 0 && errno != EAGAIN) { end(p); continue; }
        if (k > 0) p->written += k;
        if (p->written == p->waits) free(p->waiting), p->waiting = 0, p->waits = p->written = 0, wants(p, EPOLLIN);
        continue;
      }
      ssize_t k = read(p->fd, in, READ - 1);
      if (k < 0 && errno == EAGAIN) continue;
      int goes_on = k > 0;
      if (goes_on && p->upgraded) goes_on = echo(p, in, k);
      else if (goes_on) in[k] = 0, goes_on = p->upgraded = upgrade(p, (char *)in); /* a request is one packet here */
      if (!goes_on) end(p);
    }
  }
}
