"""Times a training step of Keras on TensorFlow, by `fit`. See step_measurer.py."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

from step_measurer import BETA1, BETA2, EPSILON, LEARNING_RATE, answer, library

tensorflow = library("tensorflow")
keras = library("keras")
tensorflow.config.threading.set_intra_op_parallelism_threads(1)
tensorflow.config.threading.set_inter_op_parallelism_threads(1)


def build(task):
    penalty = keras.regularizers.L1(task.strength) if task.strength > 0 else None
    hidden = [keras.layers.Dense(units, "relu", activity_regularizer=penalty) for units in task.widths[1:-1]]
    model = keras.Sequential([keras.Input((task.widths[0],)), *hidden, keras.layers.Dense(task.widths[-1])])
    losses = keras.losses
    cross_entropy = losses.BinaryCrossentropy if task.widths[-1] == 1 else losses.CategoricalCrossentropy
    model.compile(keras.optimizers.Adam(LEARNING_RATE, BETA1, BETA2, EPSILON), cross_entropy(from_logits=True))
    model.optimizer.build(model.trainable_variables)
    return model


model = None


def start(task):
    # Tracing and compiling its step is not what is timed, so there is one model, which begins anew.
    global model
    model = model or build(task)
    model.set_weights([array for pair in zip(task.kernels, task.biases) for array in pair])
    for variable in model.optimizer.variables:
        if variable is not model.optimizer.learning_rate:
            variable.assign(keras.ops.zeros_like(variable))

    def train(epochs):
        history = model.fit(
            task.features, task.targets, batch_size=task.batch, epochs=epochs, shuffle=False, verbose=0
        )
        return history.history["loss"]

    return train


answer(f"{keras.__version__} on TensorFlow {tensorflow.__version__}", start)
