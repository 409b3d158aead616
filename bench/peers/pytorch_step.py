"""Times a training step of PyTorch, run eagerly. See step_measurer.py."""

from step_measurer import BETA1, BETA2, EPSILON, LEARNING_RATE, answer, library

torch = library("torch")
torch.set_num_threads(1)


def start(task):
    layers = []
    for kernel, bias in zip(task.kernels, task.biases):
        linear = torch.nn.Linear(*kernel.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(kernel.T))
            linear.bias.copy_(torch.tensor(bias))
        layers.append(linear)
    parameters = [parameter for layer in layers for parameter in layer.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON)
    features, targets = (torch.tensor(array) for array in task.batched())
    is_binary = task.widths[-1] == 1
    if not is_binary:
        targets = targets.argmax(-1)
    cross_entropy = torch.nn.BCEWithLogitsLoss() if is_binary else torch.nn.CrossEntropyLoss()
    strength = task.strength / task.batch

    def step(x, y):
        optimizer.zero_grad()
        values, penalty = x, 0
        for layer in layers[:-1]:
            values = torch.relu(layer(values))
            if strength > 0:
                penalty = penalty + strength * values.abs().sum()
        loss = cross_entropy(layers[-1](values), y) + penalty
        loss.backward()
        optimizer.step()
        return loss.detach()

    def train(epochs):
        return [torch.stack([step(x, y) for x, y in zip(features, targets)]).mean().item() for _ in range(epochs)]

    return train


answer(torch.__version__, start)
