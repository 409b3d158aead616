/*
 * The floor of the benchmark: the training step of a dense network, written by hand for one machine. Dense layers with
 * relu, cross-entropy over logits, an L1 penalty on the hidden activations where it is asked for, backward, Adam.
 *
 * Usage: step TASK, where TASK is a file that taskFile.ts wrote. Says which compiler made it, then answers each line of
 * the standard input with one of the standard output:
 *
 *   losses STEPS    { "losses": [...] }: the loss before each of so many steps, all on the first batch
 *   time SECONDS    { "microsecondsPerStep": ... }, from training for about so long
 */
#include "network.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static void printLosses(Network *net, int steps) {
  startTrial(net);
  printf("{ \"losses\": [");
  for (int step = 0; step < steps; step++) printf("%s%.9g", step == 0 ? "" : ", ", trainStep(net, 0));
  puts("] }");
}

static void printTime(Network *net, double seconds) {
  double startedAt = now(), elapsed = 0;
  float losses = 0;
  long steps = 0;
  while (elapsed < seconds) {
    startTrial(net);
    for (int epoch = 0; epoch < net->epochs && elapsed < seconds; epoch++) {
      for (int batch = 0; batch < net->batches; batch++, steps++) losses += trainStep(net, batch);
      elapsed = now() - startedAt;
    }
  }
  if (!isfinite(losses)) {
    fputs("the training diverged\n", stderr);
    exit(2);
  }
  printf("{ \"microsecondsPerStep\": %.9g }\n", elapsed / steps * 1e6);
}

int main(int count, char **arguments) {
  if (count != 2) {
    fputs("usage: step TASK\n", stderr);
    return 2;
  }
  Network net = readNetwork(arguments[1]);
  printf("{ \"version\": \"gcc %s\" }\n", __VERSION__);
  fflush(stdout);
  char line[100];
  while (fgets(line, sizeof line, stdin) != NULL) {
    int steps;
    double seconds;
    if (sscanf(line, "losses %d", &steps) == 1) printLosses(&net, steps);
    if (sscanf(line, "time %lf", &seconds) == 1) printTime(&net, seconds);
    fflush(stdout);
  }
  return 0;
}
