/*
 * The server of bench-ceiling: echo PORT
 *
 * The cheapest echo of small WebSocket frames on 127.0.0.1 (epoll, one thread), so that the load generator is the bottleneck
 * rather than the server. It answers the key of a handshake rightly, and checks nothing else.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct { int fd, upgraded, len; uint8_t buf[1 << 17]; } peer;
static uint8_t out[1 << 18];

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

static int upgrade(peer *p) {
  static const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *key = strcasestr((char *)p->buf, "Sec-WebSocket-Key: "), text[64], accept[32] = {0};
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
  int n = sprintf((char *)out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  return write(p->fd, out, n) == n;
}

/* Unmasks every whole frame in p->buf into out; returns the bytes to write, negative after a close. */
static int echo(peer *p) {
  int at = 0, w = 0, closed = 0;
  while (!closed && p->len - at >= 6) {
    int len = p->buf[at + 1] & 127, head = 2;
    if (len == 126) {
      if (p->len - at < 8) break;
      len = p->buf[at + 2] << 8 | p->buf[at + 3];
      head = 4;
    }
    if (p->len - at < head + 4 + len) break;
    uint32_t mask;
    memcpy(&mask, p->buf + at + head, 4);
    uint64_t wide = (uint64_t)mask << 32 | mask;
    closed = (p->buf[at] & 15) == 8;
    out[w++] = p->buf[at];
    if (head == 2) out[w++] = len;
    else { out[w++] = 126; out[w++] = len >> 8; out[w++] = len; }
    uint8_t *d = p->buf + at + head + 4;
    int i = 0;
    for (; i + 8 <= len; i += 8) { uint64_t x; memcpy(&x, d + i, 8); x ^= wide; memcpy(out + w + i, &x, 8); }
    for (; i < len; i++) out[w + i] = d[i] ^ ((uint8_t *)&mask)[i & 3];
    w += len;
    at += head + 4 + len;
  }
  memmove(p->buf, p->buf + at, p->len - at);
  p->len -= at;
  return closed ? -w : w;
}

int main(int argc, char **argv) {
  int one = 1, ls = socket(AF_INET, SOCK_STREAM, 0);
  if (argc != 2) return 2;
  setsockopt(ls, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  inet_pton(AF_INET, "127.0.0.1", &a.sin_addr);
  if (bind(ls, (void *)&a, sizeof a) || listen(ls, 1000)) return 1;
  int ep = epoll_create1(0);
  struct epoll_event e = {.events = EPOLLIN}, ev[128];
  epoll_ctl(ep, EPOLL_CTL_ADD, ls, &e);
  for (;;) {
    int n = epoll_wait(ep, ev, 128, -1);
    for (int i = 0; i < n; i++) {
      peer *p = ev[i].data.ptr;
      if (!p) {
        p = calloc(1, sizeof *p);
        p->fd = accept(ls, 0, 0);
        setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        e.data.ptr = p;
        epoll_ctl(ep, EPOLL_CTL_ADD, p->fd, &e);
        continue;
      }
      int m = read(p->fd, p->buf + p->len, sizeof p->buf - 1 - p->len), w = 0;
      if (m > 0) {
        p->len += m;
        if (p->upgraded) w = echo(p);
        else if (memmem(p->buf, p->len, "\r\n\r\n", 4)) p->buf[p->len] = 0, m = upgrade(p), p->upgraded = 1, p->len = 0;
      }
      int all = w < 0 ? -w : w, done = 0;
      while (m > 0 && done < all) { /* loads keep less in flight than a socket holds */
        int k = write(p->fd, out + done, all - done);
        if (k <= 0) m = 0; else done += k;
      }
      if (m <= 0 || w < 0) close(p->fd), free(p);
    }
  }
}
