"""Measures how well Optuna's samplers do on the test functions of packages/core/test/search/testFunctions.ts.

    python bench/peers/optuna_quality.py [--samplers NAME ...] [OUTPUT]

Writes packages/core/test/search/optunaQuality.json, or OUTPUT: for each sampler and function the best value after the
budget for 30 seeds (for two losses the hypervolume, with the sign changed), its median and quartiles, and the bootstrap
standard error of the median. What the file already has is kept, so that a run that was stopped goes on. Needs optuna,
cmaes for cmaEs, and torch for gp; `biome check --write` brings the file into the project's format.
"""

import argparse
import json
import math
import os
import platform
import sys
import warnings

os.environ["OMP_NUM_THREADS"] = "1"

import numpy
import optuna
from optuna.samplers import CmaEsSampler, GPSampler, NSGAIISampler, QMCSampler, RandomSampler, TPESampler

HERE = os.path.dirname(os.path.abspath(__file__))
OUTPUT = os.path.join(HERE, "../../packages/core/test/search/optunaQuality.json")
SEEDS = 30
ZDT1_REFERENCE = (1.1, 11.0)
BOOTSTRAP_SAMPLES = 10_000


def coordinates(trial, dimensions, low, high):
    return [trial.suggest_float(f"x{i + 1}", low, high) for i in range(dimensions)]


def branin(trial):
    x1 = trial.suggest_float("x1", -5, 10)
    x2 = trial.suggest_float("x2", 0, 15)
    bend = x2 - (5.1 / (4 * math.pi**2)) * x1**2 + (5 / math.pi) * x1 - 6
    return [bend**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x1) + 10]


DEPTHS = [1.0, 1.2, 3.0, 3.2]
WIDTHS = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
]
CENTRES = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]


def hartmann6(trial):
    x = coordinates(trial, 6, 0, 1)
    wells = [
        depth * math.exp(-sum(width * (xi - ci) ** 2 for width, xi, ci in zip(widths, x, centre)))
        for depth, widths, centre in zip(DEPTHS, WIDTHS, CENTRES)
    ]
    return [-sum(wells)]


def rosenbrock5(trial):
    x = coordinates(trial, 5, -2.048, 2.048)
    return [sum(100 * (after - xi**2) ** 2 + (1 - xi) ** 2 for xi, after in zip(x, x[1:]))]


def mixed_conditional(trial):
    x = trial.suggest_float("x", -1, 1)
    rate = trial.suggest_float("rate", 1e-4, 1, log=True)
    branch = trial.suggest_categorical("branch", [0, 1, 2])
    shared = (x - 0.3) ** 2 + 0.1 * (math.log10(rate) + 2) ** 2
    if branch == 0:
        return [shared + 0.25 * (math.log10(trial.suggest_float("strength", 1e-5, 1, log=True)) + 3 + x) ** 2]
    if branch == 1:
        return [shared + 0.2 + ((trial.suggest_int("units", 1, 64) - 40) / 20) ** 2]
    return [shared + 0.1 + 2 * (trial.suggest_float("dropout", 0, 0.9, step=0.1) - 0.6) ** 2]


def zdt1(trial):
    f1, *rest = coordinates(trial, 6, 0, 1)
    g = 1 + 9 * sum(rest) / len(rest)
    return [f1, g * (1 - math.sqrt(f1 / g))]


FUNCTIONS = {
    "branin": (branin, 1),
    "hartmann6": (hartmann6, 1),
    "rosenbrock5": (rosenbrock5, 1),
    "mixedConditional": (mixed_conditional, 1),
    "zdt1": (zdt1, 2),
}
EVERY = list(FUNCTIONS)
CONTINUOUS = ["branin", "hartmann6", "rosenbrock5"]

# Optuna's CMA-ES takes one objective and draws what is conditional at random. Its Gaussian process is too slow for more.
SAMPLERS = {
    "random": ("RandomSampler(seed)", lambda seed: RandomSampler(seed=seed), EVERY, 200),
    "sobol": (
        "QMCSampler(qmc_type='sobol', scramble=True, seed)",
        lambda seed: QMCSampler(qmc_type="sobol", scramble=True, seed=seed),
        EVERY,
        200,
    ),
    "tpe": (
        "TPESampler(multivariate=True, group=True, seed)",
        lambda seed: TPESampler(multivariate=True, group=True, seed=seed),
        EVERY,
        200,
    ),
    "cmaEs": ("CmaEsSampler(seed)", lambda seed: CmaEsSampler(seed=seed), CONTINUOUS, 200),
    "nsga2": ("NSGAIISampler(seed)", lambda seed: NSGAIISampler(seed=seed), EVERY, 200),
    "gp": ("GPSampler(seed)", lambda seed: GPSampler(seed=seed), CONTINUOUS, 100),
}

# Draws at which the functions must be what they are in TypeScript, in the order in which parameters are asked for.
POINTS = {
    "branin": [{"x1": 2.5, "x2": 7.5}, {"x1": -3.1, "x2": 12.0}],
    "hartmann6": [{f"x{i + 1}": 0.1 * i for i in range(6)}, {f"x{i + 1}": 0.5 for i in range(6)}],
    "rosenbrock5": [{"x1": -1.2, "x2": 1, "x3": 0.3, "x4": -0.7, "x5": 2}],
    "mixedConditional": [
        {"x": -0.4, "rate": 0.003, "branch": 0, "strength": 0.02},
        {"x": 0.9, "rate": 0.3, "branch": 1, "units": 7},
        {"x": 0.1, "rate": 0.0002, "branch": 2, "dropout": 0.3},
    ],
    "zdt1": [{f"x{i + 1}": 0.15 * (i + 1) for i in range(6)}],
}


def quality(losses):
    """The least loss; for two losses the area that they dominate up to the reference point, with the sign changed."""
    if len(losses[0]) == 1:
        return min(loss for (loss,) in losses)
    right, top = ZDT1_REFERENCE
    area = 0.0
    for f1, f2 in sorted(losses):
        if f1 < right and f2 < top:
            area += (right - f1) * (top - f2)
            top = f2
    return -area


def search(make, function, objectives, evaluations, seed):
    study = optuna.create_study(sampler=make(seed), directions=["minimize"] * objectives)
    study.optimize(function, n_trials=evaluations)
    return quality([trial.values for trial in study.trials])


def standard_error(values):
    generator = numpy.random.default_rng(0)
    samples = generator.choice(values, size=(BOOTSTRAP_SAMPLES, len(values)))
    return float(numpy.std(numpy.median(samples, axis=1)))


def summary(values):
    lower, middle, upper = (float(value) for value in numpy.quantile(values, [0.25, 0.5, 0.75]))
    figures = {"median": middle, "lowerQuartile": lower, "upperQuartile": upper}
    figures["standardError"] = standard_error(values)
    return {name: rounded(value) for name, value in figures.items()}


def rounded(value):
    return float(f"{value:.6g}")


def versions(known):
    """The versions of what was used; of what was not used this time, those known from before."""
    used = {name: sys.modules[name].__version__ for name in ("optuna", "cmaes", "numpy", "torch") if name in sys.modules}
    return {**known, **used, "python": platform.python_version()}


def write(path, results, made):
    points = [
        {"function": name, "draw": draw, "losses": FUNCTIONS[name][0](optuna.trial.FixedTrial(draw))}
        for name, draws in POINTS.items()
        for draw in draws
    ]
    rows = [
        {
            "sampler": sampler,
            "settings": SAMPLERS[sampler][0],
            "function": function,
            "evaluations": SAMPLERS[sampler][3],
            **summary(values),
            "values": values,
        }
        for (sampler, function), values in results.items()
        if values
    ]
    lines = ["{", f'  "made": {json.dumps(versions(made))},', '  "points": [']
    lines.append(",\n".join(f"    {json.dumps(point)}" for point in points))
    lines += ["  ],", '  "results": [']
    lines.append(",\n".join(f"    {json.dumps(row)}" for row in rows))
    lines += ["  ]", "}", ""]
    with open(path + ".part", "w") as file:
        file.write("\n".join(lines))
    os.replace(path + ".part", path)


def read(path):
    if not os.path.exists(path):
        return {}, {}
    with open(path) as file:
        known = json.load(file)
    return {(row["sampler"], row["function"]): row["values"] for row in known["results"]}, known["made"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", nargs="?", default=OUTPUT)
    parser.add_argument("--samplers", nargs="*", default=list(SAMPLERS), choices=list(SAMPLERS))
    options = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    if "gp" in options.samplers:
        import torch

        torch.set_num_threads(1)
    known, made = read(options.output)
    results = {(sampler, function): known.get((sampler, function), []) for sampler in SAMPLERS for function in EVERY}
    for sampler in options.samplers:
        _, make, functions, evaluations = SAMPLERS[sampler]
        # Seeds in the outer loop, so that a run that is stopped has as many of each function.
        for seed in range(SEEDS):
            for function in functions:
                values = results[sampler, function]
                if len(values) > seed:
                    continue
                evaluate, objectives = FUNCTIONS[function]
                values.append(rounded(search(make, evaluate, objectives, evaluations, seed)))
                write(options.output, results, made)
        print(sampler, flush=True)


if __name__ == "__main__":
    sys.exit(main())
