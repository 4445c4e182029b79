/*
 * The load of fan-out: load PORT SERVER_PID PATH MEMBERS SECONDS WARM_UP_SECONDS
 *
 * Opens the members and a publisher, which sends a text of 125 bytes as soon as all members have the one before. The text
 * begins with its number. The warm-up does not count. Addresses 127.0.0.1 and up are used as the client's own, so
 * that 10 000 members and more find ports.
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

static double cpu(int pid) { /* seconds of user and system time */
  char path[64], line[4096];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *f = fopen(path, "r");
  if (!f || !fgets(line, sizeof line, f)) exit(3);
  fclose(f);
  unsigned long user, sys;
  sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &sys);
  return (double)(user + sys) / sysconf(_SC_CLK_TCK);
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

static void publish(int s, int number) {
  unsigned char frame[6 + SIZE] = {0x81, 0x80 | SIZE}; /* the masking key is 0 */
  memset(frame + 6, 'x', SIZE);
  snprintf((char *)frame + 6, 12, "%010d", number);
  frame[16] = ' ';
  if (write(s, frame, sizeof frame) != sizeof frame) exit(3);
}

static int later(const void *a, const void *b) {
  double d = *(double *)a - *(double *)b;
  return (d > 0) - (d < 0);
}

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  int port = atoi(argv[1]), pid = atoi(argv[2]), members = atoi(argv[4]), ep = epoll_create1(0);
  double seconds = atof(argv[5]), warm = atof(argv[6]);
  int *sockets = calloc(members, sizeof(int));
  uint64_t *bytes = calloc(members, sizeof(uint64_t)); /* data frames have one size; pings are of 2 bytes and are rare */
  for (int i = 0; i < members; i++) {
    sockets[i] = join(port, argv[3], i);
    struct epoll_event e = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(ep, EPOLL_CTL_ADD, sockets[i], &e);
  }
  usleep(500000); /* an open connection has not joined yet */
  size_t most = 50000000, times = 0;
  double *delays = malloc(most * sizeof(double)), begun = now(), from = 0, spent = 0, sent = 0;
  int number = 0, missing = 0;
  uint64_t deliveries = 0;
  struct epoll_event events[256];
  unsigned char buffer[65536];
  while (1) {
    if (missing == 0) {
      double t = now();
      if (from == 0 && t - begun > warm) from = t, spent = cpu(pid), deliveries = times = 0;
      if (from != 0 && t - from > seconds) break;
      publish(sockets[0], ++number);
      sent = now();
      missing = members;
    }
    int n = epoll_wait(ep, events, 256, 10000);
    if (n == 0) fprintf(stderr, "%d members did not get message %d\n", missing, number), exit(3);
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
      bytes[m] += got;
      if (got > 0 && bytes[m] % FRAME == 0) {
        missing--;
        deliveries++;
        if (times < most) delays[times++] = now() - sent;
      }
    }
  }
  double used = cpu(pid) - spent;
  qsort(delays, times, sizeof(double), later);
  printf("members=%d deliveries=%lu cpu_us_per_delivery=%.2f p50_ms=%.2f p99_ms=%.2f\n", members, deliveries,
         used * 1e6 / deliveries, delays[times / 2] * 1e3, delays[times * 99 / 100] * 1e3);
  return 0;
}
