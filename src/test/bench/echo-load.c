/*
 * The load of the echo benchmark:
 *   echo-load PORT PATH CONNECTIONS IN_FLIGHT SIZES CONTENT FRAMES DEFLATE SECONDS WARM_UP PID
 *
 * On 127.0.0.1, one thread, epoll, which with a PID never sleeps: otherwise a server that is a little slower finds it asleep, and each of its writes pays 5 us
 * for waking it up. Each connection keeps so many messages on their way, and compares each byte of each answer, unless
 * it is compressed: of those it inflates the first. SIZES, in bytes, take turns. CONTENT is binary, ascii, json, two, three or four
 * (bytes a character); a message is cut in so many FRAMES; DEFLATE is 1 for permessage-deflate. Prints
 *   MICROSECONDS_OF_SERVER_CPU_PER_MESSAGE MESSAGES_PER_SECOND P50_US P99_US MESSAGES_PER_SECOND_OF_OWN_CPU
 * and fails if an answer is wrong or a connection ends. The server's processor time is that of the process PID; 0 for none. Every answer after
 * the warm-up counts as a message; the percentiles are of what was sent after it.
 *   cc -O2 -o echo-load echo-load.c -lz
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { MOST_SIZES = 16, BUCKETS = 4096, READ = 1 << 18 };

typedef struct { uint8_t *plain, *wire; size_t size, length; } message;

typedef struct {
  int fd, have, opcode, first, waits;
  uint8_t head[10];
  uint64_t left, at;                 /* of the frame; in the message */
  int receives, sends;               /* which message is next */
  uint64_t *sent;                    /* when each message on its way was sent */
  int sent_first, sent_next;
  uint8_t *out;
  size_t from, to;
} peer;

static message messages[MOST_SIZES];
static int kinds, in_flight, frames, compressed, opcode;
static uint64_t counts[BUCKETS], total, answers, counted_from, state = 88172645463325252ull;
static uint8_t buffer[READ];
static size_t most;

static void fail(const char *why) { fprintf(stderr, "echo-load: %s\n", why); exit(1); }
static uint64_t now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }
static double cpu(int pid) {
  clockid_t clock;
  struct timespec t;
  if (pid < 0) return 0;
  if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &t)) fail("no such process");
  return t.tv_sec + t.tv_nsec / 1e9;
}
static uint32_t random32(void) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; return state >> 16; }

/* As HdrHistogram does it: 256 buckets for each power of two, of microseconds. */
static int bucket(uint64_t us) {
  if (us < 512) return us;
  int s = 63 - __builtin_clzll(us), b = 512 + (s - 9) * 256 + (int)(us >> (s - 8) & 255);
  return b < BUCKETS ? b : BUCKETS - 1;
}
static double percentile(double share) {
  uint64_t want = share * total, seen = 0;
  for (int i = 0; i < BUCKETS; i++)
    if ((seen += counts[i]) > want) return i < 512 ? i : (double)((256ull + (i - 512) % 256) << (1 + (i - 512) / 256));
  return 0;
}

static void fill(uint8_t *to, size_t size, const char *content) {
  const char *unit = !strcmp(content, "two") ? "\xd0\x96" : !strcmp(content, "three") ? "\xe4\xbd\xa0" : "\xf0\x9f\x98\x80";
  size_t width = strlen(unit), i = 0;
  if (!strcmp(content, "binary")) {
    for (; i < size; i++) to[i] = random32();
  } else if (!strcmp(content, "ascii")) {
    for (; i < size; i++) to[i] = 'a' + random32() % 26;
  } else if (!strcmp(content, "json")) {
    char *line = malloc(size + 200);
    for (size_t n = 0; i < size; i += n) n = sprintf(line + i, "{\"id\":%u,\"name\":\"sensor-%u\",\"celsius\":%u.%u,\"online\":true},",
                                                     random32() % 100000, random32() % 100, random32() % 40, random32() % 10);
    memcpy(to, line, size);
    free(line);
  } else {
    for (; i + width <= size; i += width) { memcpy(to + i, unit, width); to[i + width - 1] += random32() % 32; }
    for (; i < size; i++) to[i] = '.';
  }
}

static void make(message *m, size_t size, const char *content) {
  m->size = size;
  m->plain = malloc(size + 8);
  fill(m->plain, size, content);
  m->wire = m->plain, m->length = size;
  if (compressed) {
    z_stream z = {0};
    deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    m->wire = malloc(size + 1000);
    z.next_in = m->plain, z.avail_in = size, z.next_out = m->wire, z.avail_out = size + 1000;
    deflate(&z, Z_SYNC_FLUSH);
    m->length = z.total_out - 4;
    deflateEnd(&z);
  }
  if (m->length + 14 * frames > most) most = m->length + 14 * frames;
}

/* Puts a message behind what is to be written, each frame with a mask of its own. */
static void put(peer *p) {
  message *m = &messages[p->sends++ % kinds];
  for (int f = 0; f < frames; f++) {
    size_t begin = m->length * f / frames, n = m->length * (f + 1) / frames - begin, h = 2;
    uint8_t *o = p->out + p->to;
    o[0] = (f == frames - 1 ? 0x80 : 0) | (f ? 0 : opcode | (compressed ? 0x40 : 0));
    if (n < 126) o[1] = 0x80 | n;
    else if (n < 65536) o[1] = 0xfe, o[2] = n >> 8, o[3] = n, h = 4;
    else { o[1] = 0xff; for (int i = 0; i < 8; i++) o[2 + i] = n >> (56 - 8 * i); h = 10; }
    uint32_t mask = random32();
    memcpy(o + h, &mask, 4);
    h += 4;
    uint64_t wide = (uint64_t)mask << 32 | mask;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) { uint64_t x; memcpy(&x, m->wire + begin + i, 8); x ^= wide; memcpy(o + h + i, &x, 8); }
    for (; i < n; i++) o[h + i] = m->wire[begin + i] ^ ((uint8_t *)&mask)[i & 3];
    p->to += h + n;
  }
  p->sent[p->sent_next++ % in_flight] = now();
}

static void flush(int ep, peer *p) {
  while (p->from < p->to) {
    ssize_t n = write(p->fd, p->out + p->from, p->to - p->from);
    if (n < 0 && errno != EAGAIN) fail("a connection ended during a write");
    if (n < 0) break;
    p->from += n;
  }
  if (p->from == p->to) p->from = p->to = 0;
  if ((p->to > 0) != p->waits) {
    p->waits = p->to > 0;
    struct epoll_event e = {.events = EPOLLIN | (p->waits ? EPOLLOUT : 0), .data.ptr = p};
    epoll_ctl(ep, EPOLL_CTL_MOD, p->fd, &e);
  }
}

static void whole(peer *p) {
  message *m = &messages[p->receives++ % kinds];
  if (!compressed && p->at != m->size) fail("an answer has another length");
  uint64_t t = now(), sent = p->sent[p->sent_first++ % in_flight];
  answers += counted_from != 0;
  if (counted_from && sent >= counted_from) counts[bucket((t - sent) / 1000)]++, total++;
  p->at = 0;
  if (p->from) memmove(p->out, p->out + p->from, p->to - p->from), p->to -= p->from, p->from = 0;
  put(p);
}

static void inflated(const uint8_t *bytes, size_t count) {
  message *m = &messages[0];
  uint8_t *plain = malloc(m->size + 1);
  z_stream z = {0};
  inflateInit2(&z, -15);
  z.next_in = (uint8_t *)bytes, z.avail_in = count, z.next_out = plain, z.avail_out = m->size + 1;
  inflate(&z, Z_SYNC_FLUSH);
  if (z.total_out != m->size || memcmp(plain, m->plain, m->size)) fail("an answer inflates to something else");
  inflateEnd(&z);
  free(plain);
}

static void feed(peer *p, const uint8_t *b, size_t n) {
  while (n) {
    if (!p->left) {
      p->head[p->have++] = *b++, n--;
      int length = p->head[1] & 127, need = p->have < 2 ? 2 : length == 126 ? 4 : length == 127 ? 10 : 2;
      if (p->have < need) continue;
      p->have = 0;
      p->left = length;
      if (length > 125) { p->left = 0; for (int i = 2; i < need; i++) p->left = p->left << 8 | p->head[i]; }
      p->opcode = p->head[0] & 15;
      if (p->opcode == 8) fail("the server closed");
      if (p->opcode > 8) continue;
      if (p->at == 0 && p->opcode != opcode && p->opcode) fail("an answer is of the other kind");
    }
    size_t k = p->left < n ? p->left : n;
    if (p->opcode < 8) {
      message *m = &messages[p->receives % kinds];
      if (!compressed && (p->at + k > m->size || memcmp(m->plain + p->at, b, k))) fail("an answer has other bytes");
      if (compressed && !p->receives && !p->at && k == p->left && p->head[0] >> 7 && p->head[0] & 0x40) inflated(b, k);
      p->at += k;
    }
    b += k, n -= k, p->left -= k;
    if (!p->left && p->opcode < 8 && p->head[0] >> 7) whole(p);
  }
}

static int connected(int port, const char *path) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1, n = 0;
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, "127.0.0.1", &a.sin_addr);
  if (fd < 0) fail("no file descriptor is left; see ulimit -n");
  if (connect(fd, (void *)&a, sizeof a)) fail(errno == ECONNREFUSED ? "it does not listen" : strerror(errno));
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  char text[4096];
  n = sprintf(text, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: E4WSEcseoWr4csPLS2QJHA==\r\n%s\r\n",
              path, port, compressed ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "");
  if (write(fd, text, n) != n) fail("no handshake");
  for (n = 0; n < 4 || memcmp(text + n - 4, "\r\n\r\n", 4);) {
    ssize_t k = n < 4095 ? read(fd, text + n, 4095 - n) : 0;
    if (k <= 0) fail("no answer to a handshake");
    n += k;
  }
  text[n] = 0;
  if (strncmp(text, "HTTP/1.1 101", 12)) fail(text);
  if (compressed && !strcasestr(text, "permessage-deflate")) fail("permessage-deflate was not agreed on");
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

int main(int argc, char **argv) {
  if (argc != 12) return fputs("usage: echo-load PORT PATH CONNECTIONS IN_FLIGHT SIZES CONTENT FRAMES DEFLATE SECONDS WARM_UP PID\n", stderr), 2;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int connections = atoi(argv[3]), pid = atoi(argv[11]) ? atoi(argv[11]) : -1, ep = epoll_create1(0);
  double seconds = atof(argv[9]), warm_up = atof(argv[10]);
  in_flight = atoi(argv[4]), frames = atoi(argv[7]), compressed = atoi(argv[8]);
  opcode = strcmp(argv[6], "binary") ? 1 : 2;
  for (char *s = strtok(argv[5], ","); s && kinds < MOST_SIZES; s = strtok(0, ",")) make(&messages[kinds++], atol(s), argv[6]);
  peer *peers = calloc(connections, sizeof(peer));
  for (int i = 0; i < connections; i++) {
    peer *p = &peers[i];
    p->fd = connected(atoi(argv[1]), argv[2]);
    p->out = malloc(most * (in_flight + 1));
    p->sent = calloc(in_flight, sizeof *p->sent);
    p->sends = p->receives = compressed ? 0 : i; /* sizes are mixed over the connections, too */
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = p};
    epoll_ctl(ep, EPOLL_CTL_ADD, p->fd, &e);
  }
  for (int i = 0; i < connections; i++) {
    for (int j = 0; j < in_flight; j++) put(&peers[i]);
    flush(ep, &peers[i]);
  }
  uint64_t begun = now(), warm = begun + warm_up * 1e9, end = warm + seconds * 1e9;
  double before = 0, own = 0;
  struct epoll_event ev[256];
  for (uint64_t t; (t = now()) < end;) {
    if (!counted_from && t >= warm) counted_from = t, before = cpu(pid), own = cpu(getpid());
    int n = epoll_wait(ep, ev, 256, pid < 0 ? 50 : 0);
    for (int i = 0; i < n; i++) {
      peer *p = ev[i].data.ptr;
      if (ev[i].events & ~EPOLLOUT) {
        ssize_t k = read(p->fd, buffer, READ);
        if (k == 0 || (k < 0 && errno != EAGAIN)) fail("a connection ended");
        if (k > 0) feed(p, buffer, k);
      }
      flush(ep, p);
    }
  }
  own = cpu(getpid()) - own;
  double spent = cpu(pid) - before, lasted = (now() - counted_from) / 1e9;
  if (!total) fail("no answer came in time");
  printf("%.3f %.0f %.0f %.0f %.0f\n", spent * 1e6 / answers, answers / lasted, percentile(.5), percentile(.99), answers / own);
  return 0;
}
