/*
 * The load of fan-out: load PATH MEMBERS IN_FLIGHT SECONDS PORTS PIDS
 *
 * Opens the members, evenly on the ports, and publishes texts of 125 bytes, on the first one, as long as fewer than so many
 * are on their way to anybody. PORTS and PIDS are lists with commas; the time of all these processes counts. The first
 * tenth of the time does not count. Addresses 127.0.0.1 and up are used as the client's own, so that 10 000 members
 * and more find ports.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SIZE 125
#define FRAME (SIZE + 2)

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double cpu(const char *pids) { /* seconds of user and system time */
  double sum = 0;
  for (const char *p = pids; p; p = strchr(p, ','), p = p ? p + 1 : p) {
    char path[64], line[4096];
    snprintf(path, sizeof path, "/proc/%d/stat", atoi(p));
    FILE *f = fopen(path, "r");
    if (!f || !fgets(line, sizeof line, f)) exit(3);
    fclose(f);
    unsigned long user, sys;
    sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &sys);
    sum += (double)(user + sys) / sysconf(_SC_CLK_TCK);
  }
  return sum;
}

static int join(int port, const char *path, int i) {
  int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001 + i / 8000)};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(0x7f000001)};
  if (s < 0) perror("socket"), exit(3);
  bind(s, (void *)&own, sizeof own);
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(s, (void *)&to, sizeof to)) perror("connect"), exit(3);
  char head[1024];
  int n = snprintf(head, sizeof head,
                   "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", path, port);
  if (write(s, head, n) != n) exit(3);
  for (n = 0; n < 4 || memcmp(head + n - 4, "\r\n\r\n", 4); n++)
    if (n == sizeof head || read(s, head + n, 1) != 1) fprintf(stderr, "no 101\n"), exit(3);
  if (memcmp(head, "HTTP/1.1 101", 12)) fprintf(stderr, "%.60s\n", head), exit(3);
  fcntl(s, F_SETFL, O_NONBLOCK);
  return s;
}

static void publish(int s, uint64_t number) {
  unsigned char frame[6 + SIZE] = {0x81, 0x80 | SIZE}; /* the masking key is 0 */
  memset(frame + 6, 'x', SIZE);
  snprintf((char *)frame + 6, 12, "%010lu", number);
  frame[16] = ' ';
  if (write(s, frame, sizeof frame) != sizeof frame) exit(3);
}

static int later(const void *a, const void *b) {
  double d = *(double *)a - *(double *)b;
  return (d > 0) - (d < 0);
}

#define RING 1024 /* more than the messages on their way */

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  const char *path = argv[1], *pids = argv[6];
  int members = atoi(argv[2]), window = atoi(argv[3]), ports[8], nodes = 0, ep = epoll_create1(0);
  double seconds = atof(argv[4]);
  for (char *p = argv[5]; p && nodes < 8; p = strchr(p, ','), p = p ? p + 1 : p) ports[nodes++] = atoi(p);
  if (window < 1 || window >= RING) return 2;
  int *sockets = calloc(members, sizeof(int));
  uint64_t *bytes = calloc(members, sizeof(uint64_t)); /* data frames have one size; pings are of 2 bytes and are rare */
  for (int i = 0; i < members; i++) {
    sockets[i] = join(ports[i % nodes], path, i);
    struct epoll_event e = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(ep, EPOLL_CTL_ADD, sockets[i], &e);
  }
  usleep(1500000); /* an open connection has not joined yet */
  static double sent[RING];
  static int missing[RING];
  size_t most = 50000000, times = 0;
  double *delays = malloc(most * sizeof(double)), begun = now(), from = 0, spent = 0;
  uint64_t published = 0, complete = 0, deliveries = 0;
  struct epoll_event events[256];
  unsigned char buffer[65536];
  while (1) {
    double t = now();
    if (from == 0 && t - begun > seconds / 10) from = t, spent = cpu(pids), deliveries = times = 0;
    if (from != 0 && t - from > seconds) break;
    for (; published - complete < (uint64_t)window; published++) {
      missing[published % RING] = members;
      sent[published % RING] = now();
      publish(sockets[0], published);
    }
    int n = epoll_wait(ep, events, 256, 10000);
    if (n == 0) fprintf(stderr, "members did not get message %lu for 10 s\n", complete), exit(3);
    for (int i = 0; i < n; i++) {
      int m = events[i].data.u32;
      ssize_t got = read(sockets[m], buffer, sizeof buffer);
      if (got == 0 || (got < 0 && errno != EAGAIN)) fprintf(stderr, "member %d is gone\n", m), exit(3);
      if (got < 0) continue;
      if (got >= 2 && buffer[0] == 0x89) { /* a ping: it is answered */
        unsigned char pong[6] = {0x8a, 0x80};
        if (write(sockets[m], pong, 6) != 6) exit(3);
        got -= 2;
      }
      t = now();
      uint64_t next = bytes[m] / FRAME;
      for (bytes[m] += got; next < bytes[m] / FRAME; next++) {
        deliveries++;
        if (times < most) delays[times++] = t - sent[next % RING];
        if (--missing[next % RING] == 0) complete = next + 1;
      }
    }
  }
  double used = cpu(pids) - spent;
  qsort(delays, times, sizeof(double), later);
  printf("%.2f %.2f %.2f\n", used * 1e6 / deliveries, delays[times / 2] * 1e3, delays[times * 99 / 100] * 1e3);
  return 0;
}
