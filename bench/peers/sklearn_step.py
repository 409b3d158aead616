"""Times a training step of scikit-learn's MLPClassifier, which has no penalty on activations. See step_measurer.py."""

import warnings

from step_measurer import BETA1, BETA2, EPSILON, LEARNING_RATE, answer, library

sklearn = library("sklearn")
neural_network = library("sklearn.neural_network")
# It trains for as many epochs as it is told to, and is not to warn of that.
warnings.filterwarnings("ignore", category=library("sklearn.exceptions").ConvergenceWarning)


def start(task):
    outputs = task.widths[-1]
    labels = task.targets.ravel().astype(int) if outputs == 1 else task.targets.argmax(-1)
    model = neural_network.MLPClassifier(
        hidden_layer_sizes=task.widths[1:-1],
        alpha=0,
        batch_size=task.batch,
        learning_rate_init=LEARNING_RATE,
        beta_1=BETA1,
        beta_2=BETA2,
        epsilon=EPSILON,
        shuffle=False,
        tol=0,
        n_iter_no_change=10**9,
        warm_start=True,
    )
    # It has weights only once it has trained; those are then replaced, and it goes on from them.
    model.max_iter = 1
    model.fit(task.features, labels)
    model.coefs_ = [kernel.copy() for kernel in task.kernels]
    model.intercepts_ = [bias.copy() for bias in task.biases]

    def train(epochs):
        model.max_iter = epochs
        model.loss_curve_ = []
        model.fit(task.features, labels)
        return model.loss_curve_[-epochs:]

    return train


answer(sklearn.__version__, start)
