"""Times a hand-written training step of JAX: all epochs are one compiled scan. See step_measurer.py."""

import os
from functools import partial

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from step_measurer import BETA1, BETA2, EPSILON, LEARNING_RATE, answer, library

jax = library("jax")
jnp = jax.numpy


def loss_of(parameters, x, y, strength):
    penalty = 0.0
    *hidden, (kernel, bias) = parameters
    for hidden_kernel, hidden_bias in hidden:
        x = jax.nn.relu(x @ hidden_kernel + hidden_bias)
        penalty += strength * jnp.abs(x).sum() / x.shape[0]
    logits = x @ kernel + bias
    if logits.shape[1] == 1:
        losses = jnp.maximum(logits, 0) - logits * y + jnp.log1p(jnp.exp(-jnp.abs(logits)))
        return losses.mean() + penalty
    return -(y * jax.nn.log_softmax(logits)).sum(-1).mean() + penalty


def adam(parameters, gradients, state):
    count, means, variances = state
    count = count + 1
    move = lambda average, value, beta: average + (value - average) * (1 - beta)
    means = jax.tree.map(lambda m, g: move(m, g, BETA1), means, gradients)
    variances = jax.tree.map(lambda v, g: move(v, g * g, BETA2), variances, gradients)
    rate = LEARNING_RATE * jnp.sqrt(1 - BETA2**count) / (1 - BETA1**count)
    parameters = jax.tree.map(
        lambda w, m, v: w - rate * m / (jnp.sqrt(v) + EPSILON), parameters, means, variances
    )
    return parameters, (count, means, variances)


@partial(jax.jit, static_argnames=("epochs", "has_penalty"))
def train_epochs(parameters, state, features, targets, strength, epochs, has_penalty):
    def step(carry, batch):
        parameters, state = carry
        loss, gradients = jax.value_and_grad(loss_of)(parameters, *batch, strength if has_penalty else 0.0)
        return adam(parameters, gradients, state), loss

    def epoch(carry, _):
        carry, losses = jax.lax.scan(step, carry, (features, targets))
        return carry, losses.mean()

    return jax.lax.scan(epoch, (parameters, state), None, length=epochs)


def start(task):
    features, targets = (jnp.asarray(array) for array in task.batched())
    parameters = [(jnp.asarray(kernel), jnp.asarray(bias)) for kernel, bias in zip(task.kernels, task.biases)]
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    progress = (parameters, (jnp.float32(0), zeros, zeros))

    def train(epochs):
        nonlocal progress
        progress, losses = train_epochs(*progress, features, targets, task.strength, epochs, task.strength > 0)
        return jax.block_until_ready(losses)

    return train


answer(jax.__version__, start)
