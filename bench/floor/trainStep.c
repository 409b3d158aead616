/* The training step. Loops stand so that the compiler vectorizes the innermost without reordering a sum. */
#include "network.h"
#include <math.h>
#include <string.h>

enum { LANES = 16 };
static const float LEARNING_RATE = 1e-3f, BETA1 = 0.9f, BETA2 = 0.999f, EPSILON = 1e-7f;

/*
 * out [m, n] += a [m, k] . b [k, n], where a's element (i, p) is a[i * row + p * column]. Four rows of b are added at a
 * time to four rows of out, so that what is loaded is used four times.
 */
static void product(int m, int n, int k, const float *restrict a, int row, int column, const float *restrict b,
                    float *restrict out) {
  int i = 0;
  for (; i + 4 <= m; i += 4, a += 4 * row, out += 4 * n) {
    float *restrict o0 = out, *restrict o1 = out + n, *restrict o2 = out + 2 * n, *restrict o3 = out + 3 * n;
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      const float *a0 = a + p * column, *a1 = a0 + column, *a2 = a1 + column, *a3 = a2 + column;
      const float *b0 = b + (size_t)p * n, *b1 = b0 + n, *b2 = b1 + n, *b3 = b2 + n;
      const int r1 = row, r2 = 2 * row, r3 = 3 * row;
      for (int j = 0; j < n; j++) {
        o0[j] += a0[0] * b0[j] + a1[0] * b1[j] + a2[0] * b2[j] + a3[0] * b3[j];
        o1[j] += a0[r1] * b0[j] + a1[r1] * b1[j] + a2[r1] * b2[j] + a3[r1] * b3[j];
        o2[j] += a0[r2] * b0[j] + a1[r2] * b1[j] + a2[r2] * b2[j] + a3[r2] * b3[j];
        o3[j] += a0[r3] * b0[j] + a1[r3] * b1[j] + a2[r3] * b2[j] + a3[r3] * b3[j];
      }
    }
    for (; p < k; p++)
      for (int r = 0; r < 4; r++)
        for (int j = 0; j < n; j++) out[r * n + j] += a[r * row + p * column] * b[(size_t)p * n + j];
  }
  for (; i < m; i++, a += row, out += n)
    for (int p = 0; p < k; p++)
      for (int j = 0; j < n; j++) out[j] += a[p * column] * b[(size_t)p * n + j];
}

/* The dot product, in partial sums: the compiler may not reorder a sum by itself. */
static float dot(int n, const float *restrict a, const float *restrict b) {
  float lanes[LANES] = {0}, sum = 0;
  int p = 0;
  for (; p + LANES <= n; p += LANES)
    for (int lane = 0; lane < LANES; lane++) lanes[lane] += a[p + lane] * b[p + lane];
  for (; p < n; p++) sum += a[p] * b[p];
  for (int lane = 0; lane < LANES; lane++) sum += lanes[lane];
  return sum;
}

static void forward(const Network *net, const float *input) {
  for (int l = 0; l < net->layers; l++) {
    const Layer *layer = &net->layer[l];
    int units = layer->units, isHidden = l < net->layers - 1;
    if (units == 1) {
      for (int i = 0; i < net->batch; i++)
        layer->output[i] = *layer->bias + dot(layer->inputs, input + i * layer->inputs, layer->kernel);
    } else {
      for (int i = 0; i < net->batch; i++) memcpy(layer->output + i * units, layer->bias, units * sizeof(float));
      product(net->batch, units, layer->inputs, input, layer->inputs, 1, layer->kernel, layer->output);
    }
    if (isHidden)
      for (int e = 0; e < net->batch * units; e++) layer->output[e] = layer->output[e] > 0 ? layer->output[e] : 0;
    input = layer->output;
  }
}

/* The mean cross-entropy of the logits, and its gradient by them. */
static float crossEntropy(const Network *net, const float *target) {
  const Layer *last = &net->layer[net->layers - 1];
  int units = last->units;
  float sum = 0, share = 1.0f / net->batch;
  for (int i = 0; i < net->batch; i++, target += units) {
    const float *logit = last->output + i * units;
    float *gradient = last->outputGradient + i * units;
    if (units == 1) {
      float power = expf(-fabsf(*logit));
      sum += (*logit > 0 ? *logit : 0) - *logit * *target + log1pf(power);
      *gradient = ((*logit > 0 ? 1 : power) / (1 + power) - *target) * share;
      continue;
    }
    float largest = *logit, total = 0;
    for (int j = 1; j < units; j++) largest = logit[j] > largest ? logit[j] : largest;
    for (int j = 0; j < units; j++) total += gradient[j] = expf(logit[j] - largest);
    float logTotal = logf(total);
    for (int j = 0; j < units; j++) {
      sum -= target[j] * (logit[j] - largest - logTotal);
      gradient[j] = (gradient[j] / total - target[j]) * share;
    }
  }
  return sum * share;
}

/* strength * sum |h| / batch over the hidden layers. */
static float penalty(const Network *net) {
  float sum = 0;
  for (int l = 0; net->strength > 0 && l < net->layers - 1; l++) {
    const Layer *layer = &net->layer[l];
    float lanes[LANES] = {0};
    for (int i = 0; i < net->batch; i++)
      for (int j = 0; j < layer->units; j++) lanes[j % LANES] += layer->output[i * layer->units + j];
    for (int lane = 0; lane < LANES; lane++) sum += lanes[lane];
  }
  return sum * net->strength / net->batch;
}

/* The gradient by the input of a layer: that of the penalty, then what comes back, where relu let it through. */
static void backInto(const Network *net, const Layer *layer, const Layer *below) {
  int inputs = layer->inputs, units = layer->units;
  float slope = net->strength / net->batch;
  for (int e = 0; e < net->batch * inputs; e++) below->outputGradient[e] = slope;
  for (int k = 0; k < inputs; k++)
    for (int j = 0; j < units; j++) layer->transposed[j * inputs + k] = layer->kernel[k * units + j];
  product(net->batch, inputs, units, layer->outputGradient, units, 1, layer->transposed, below->outputGradient);
  for (int e = 0; e < net->batch * inputs; e++)
    below->outputGradient[e] = below->output[e] > 0 ? below->outputGradient[e] : 0;
}

static void backward(const Network *net, const float *features) {
  memset(net->gradients, 0, net->parameters * sizeof(float));
  for (int l = net->layers - 1; l >= 0; l--) {
    const Layer *layer = &net->layer[l];
    const float *input = l == 0 ? features : net->layer[l - 1].output;
    int inputs = layer->inputs, units = layer->units;
    for (int i = 0; i < net->batch; i++)
      for (int j = 0; j < units; j++) layer->biasGradient[j] += layer->outputGradient[i * units + j];
    if (units == 1)
      product(1, inputs, net->batch, layer->outputGradient, 0, 1, input, layer->kernelGradient);
    else
      product(inputs, units, net->batch, input, 1, inputs, layer->outputGradient, layer->kernelGradient);
    if (l > 0) backInto(net, layer, &net->layer[l - 1]);
  }
}

/* Adam in the form that ends section 2 of Kingma & Ba (2015): epsilon stands outside the bias correction. */
static void adam(Network *net) {
  int step = ++net->step;
  float rate = LEARNING_RATE * (float)(sqrt(1 - pow(BETA2, step)) / (1 - pow(BETA1, step)));
  float *restrict weights = net->weights, *restrict mean = net->mean, *restrict variance = net->variance;
  const float *restrict gradients = net->gradients;
  for (int p = 0; p < net->parameters; p++) {
    mean[p] += (gradients[p] - mean[p]) * (1 - BETA1);
    variance[p] += (gradients[p] * gradients[p] - variance[p]) * (1 - BETA2);
    weights[p] -= rate * mean[p] / (sqrtf(variance[p]) + EPSILON);
  }
}

float trainStep(Network *net, int batch) {
  const float *features = net->features + (size_t)batch * net->batch * net->layer[0].inputs;
  const float *targets = net->targets + (size_t)batch * net->batch * net->layer[net->layers - 1].units;
  forward(net, features);
  float loss = crossEntropy(net, targets) + penalty(net);
  backward(net, features);
  adam(net);
  return loss;
}
