"""What the scripts that time other libraries share: reading the task, and answering what the benchmark asks.

Each of them is run as `SCRIPT TASK`, where TASK is a file that taskFile.ts wrote. It says its version, then answers each
line of the standard input with one of the standard output:

    losses STEPS    {"losses": [...]}: the loss before each of so many steps, all on the first batch
    time SECONDS    {"microsecondsPerStep": ...}, from training for about so long
"""

import importlib
import json
import os
import sys
import time
from dataclasses import dataclass, replace

# Before a library that reads them is imported: everything is timed on one thread.
for variable in (
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
):
    os.environ[variable] = "1"

LIBRARY_MISSING = 3

# Adam with Keras's defaults.
LEARNING_RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def library(name):
    """The module of that name; where it is missing, the script ends and says so."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name} cannot be imported by {sys.executable}: {error}", file=sys.stderr)
        sys.exit(LIBRARY_MISSING)


numpy = library("numpy")


@dataclass(frozen=True)
class Task:
    """A network, its first weights and its data."""

    widths: list  # inputs, hidden layers (relu), outputs (logits)
    strength: float  # of the L1 penalty strength * sum |h| / rows on the hidden activations
    batch: int
    batches: int
    epochs: int
    kernels: list  # [inputs, units] each
    biases: list
    features: "numpy.ndarray"  # [batches * batch, inputs]
    targets: "numpy.ndarray"  # [batches * batch, outputs]: 0 or 1 for one output, else one-hot

    def first_batch(self):
        """The task on its first batch alone, an epoch of which is one step."""
        return replace(self, batches=1, features=self.features[: self.batch], targets=self.targets[: self.batch])

    def batched(self):
        """Features and targets as [batches, batch, ...]."""
        return (
            self.features.reshape(self.batches, self.batch, -1),
            self.targets.reshape(self.batches, self.batch, -1),
        )


def read_task(path):
    with open(path, "rb") as file:
        (count,) = numpy.fromfile(file, "<i4", 1)
        widths = numpy.fromfile(file, "<i4", count).tolist()
        batch, batches, epochs = numpy.fromfile(file, "<i4", 3).tolist()
        (strength,) = numpy.fromfile(file, "<f4", 1).tolist()
        kernels, biases = [], []
        for inputs, units in zip(widths, widths[1:]):
            kernels.append(numpy.fromfile(file, "<f4", inputs * units).reshape(inputs, units))
            biases.append(numpy.fromfile(file, "<f4", units))
        rows = batch * batches
        features = numpy.fromfile(file, "<f4", rows * widths[0]).reshape(rows, -1)
        targets = numpy.fromfile(file, "<f4", rows * widths[-1]).reshape(rows, -1)
    return Task(widths, strength, batch, batches, epochs, kernels, biases, features, targets)


def answer(version, start):
    """Answers what the benchmark asks until it asks no more.

    start(task) begins to train from the first weights. It gives a function that trains so many epochs and returns the
    loss of each: the mean over the batches, before each one's update.
    """
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} TASK")
    task = read_task(sys.argv[1])
    say({"version": version})
    epochs = None
    for line in sys.stdin:
        request, value = line.split()
        if request == "losses":
            train = start(task.first_batch())
            say({"losses": [float(loss) for loss in train(int(value))]})
        elif request == "time":
            epochs = epochs or epochs_in(float(value), task, start)
            say({"microsecondsPerStep": microseconds_per_step(float(value), epochs, task, start)})


def epochs_in(seconds, task, start):
    """How many epochs to train at once: those of the task, or fewer where they would take too long."""
    train = start(task)
    train(1)
    started = time.perf_counter()
    train(1)
    return max(1, min(task.epochs, int(seconds / (time.perf_counter() - started))))


def microseconds_per_step(seconds, epochs, task, start):
    elapsed, steps = 0.0, 0
    while elapsed < seconds:
        train = start(task)
        started = time.perf_counter()
        losses = train(epochs)
        elapsed += time.perf_counter() - started
        steps += epochs * task.batches
        if not numpy.isfinite(losses).all():
            sys.exit("the training diverged")
    return elapsed / steps * 1e6


def say(answered):
    print(json.dumps(answered), flush=True)
