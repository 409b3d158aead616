#include "network.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static float *allocate(size_t count) {
  size_t bytes = (count * sizeof(float) + 63) / 64 * 64;
  float *memory = aligned_alloc(64, bytes + 64);
  if (memory == NULL) exit(2);
  return memset(memory, 0, bytes + 64);
}

static void readInto(FILE *file, void *target, size_t size, size_t count) {
  if (fread(target, size, count, file) == count) return;
  fputs("the task ends too soon\n", stderr);
  exit(2);
}

static int readInt(FILE *file) {
  int value;
  readInto(file, &value, sizeof value, 1);
  return value;
}

Network readNetwork(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  int widths = readInt(file), width[widths];
  readInto(file, width, sizeof *width, widths);
  Network net = {.layers = widths - 1};
  net.batch = readInt(file);
  net.batches = readInt(file);
  net.epochs = readInt(file);
  readInto(file, &net.strength, sizeof net.strength, 1);
  for (int l = 0; l < net.layers; l++) net.parameters += (width[l] + 1) * width[l + 1];
  float **vectors[] = {&net.initial, &net.weights, &net.gradients, &net.mean, &net.variance};
  for (int v = 0; v < 5; v++) *vectors[v] = allocate(net.parameters);
  net.layer = calloc(net.layers, sizeof *net.layer);
  for (int l = 0, offset = 0; l < net.layers; l++) {
    Layer *layer = &net.layer[l];
    int inputs = layer->inputs = width[l], units = layer->units = width[l + 1], kernel = inputs * units;
    layer->kernel = net.weights + offset;
    layer->bias = layer->kernel + kernel;
    layer->kernelGradient = net.gradients + offset;
    layer->biasGradient = layer->kernelGradient + kernel;
    layer->transposed = allocate(kernel);
    layer->output = allocate((size_t)net.batch * units);
    layer->outputGradient = allocate((size_t)net.batch * units);
    offset += kernel + units;
  }
  size_t rows = (size_t)net.batch * net.batches;
  net.features = allocate(rows * width[0]);
  net.targets = allocate(rows * width[net.layers]);
  readInto(file, net.initial, sizeof(float), net.parameters);
  readInto(file, net.features, sizeof(float), rows * width[0]);
  readInto(file, net.targets, sizeof(float), rows * width[net.layers]);
  fclose(file);
  return net;
}

void startTrial(Network *net) {
  memcpy(net->weights, net->initial, net->parameters * sizeof(float));
  memset(net->mean, 0, net->parameters * sizeof(float));
  memset(net->variance, 0, net->parameters * sizeof(float));
  net->step = 0;
}
