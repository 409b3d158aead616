/* A dense network with its data, its gradients and the state of Adam, all of it in float32. */
#ifndef NETWORK_H
#define NETWORK_H

typedef struct {
  int inputs, units;
  float *kernel, *bias, *kernelGradient, *biasGradient; /* into the flat vectors of the network */
  float *transposed;                                    /* the kernel, [units, inputs] */
  float *output, *outputGradient;                       /* [batch, units] */
} Layer;

typedef struct {
  int layers, batch, batches, epochs, parameters, step;
  float strength; /* of the L1 penalty on the hidden activations */
  Layer *layer;
  float *initial, *weights, *gradients, *mean, *variance; /* [parameters] */
  float *features, *targets;                              /* [batches * batch, inputs or outputs] */
} Network;

/* Reads a network and its data from a file; src/engines/taskFile.ts says in which form. Ends the program if it cannot. */
Network readNetwork(const char *path);

/* Back to the initial weights, for a new trial. */
void startTrial(Network *net);

/* Forward, backward and update on one batch; the loss before the update, penalty included. */
float trainStep(Network *net, int batch);

#endif
