"""One analysis of an ensemble transform filter and of a stochastic ensemble filter with numpy, timed.

A step is what a step of ours is: members are checked to be finite numbers, the analysis is made, and its mean.

analysis.py METHOD MEMBERS SIZE STRIDE ROUNDS INPUT OUTPUT: INPUT holds members by rows, then the observations of every
STRIDE-th component, then their error variances, as doubles; the analysis goes to OUTPUT, the median of milliseconds to
standard output.
"""

import sys
import time

import numpy as np


def transform(E, y, r, stride):
    """Hunt, Kostelich and Szunyogh 2007, with the thin form where there are fewer observations than members."""
    N = len(E)
    mean = E.mean(0)
    A = E - mean
    S = A[:, ::stride] / np.sqrt(r)
    d = (y - mean[::stride]) / np.sqrt(r)
    if S.shape[1] < N:
        squares, Z = np.linalg.eigh(S.T @ S)
        V = S @ (Z / np.sqrt(squares))
        pull = np.sqrt(squares) * (Z.T @ d)
        total = N - 1 + squares
        return mean + A + (V * (np.sqrt((N - 1) / total) - 1) + pull / total) @ (V.T @ A)
    squares, V = np.linalg.eigh(S @ S.T)
    total = N - 1 + squares
    T = (V * np.sqrt((N - 1) / total)) @ V.T + ((d @ S.T) @ V / total) @ V.T
    return mean + T @ A


def stochastic(E, y, r, stride, random):
    """Burgers, van Leeuwen and Evensen 1998; errors centred and scaled."""
    N = len(E)
    A = E - E.mean(0)
    predicted = E[:, ::stride]
    Y = A[:, ::stride]
    e = random.standard_normal(predicted.shape) * np.sqrt(r)
    e = (e - e.mean(0)) * np.sqrt(N / (N - 1))
    C = Y.T @ Y + (N - 1) * np.diag(r)
    return E + np.linalg.solve(C, (y + e - predicted).T).T @ (Y.T @ A)


method, members, size, stride, rounds = sys.argv[1], *map(int, sys.argv[2:6])
numbers = np.fromfile(sys.argv[6])
E = numbers[: members * size].reshape(members, size)
y, r = numbers[members * size :].reshape(2, -1)
random = np.random.default_rng(1)
times = []
for _ in range(rounds):
    begun = time.perf_counter()
    if not np.isfinite(E).all():
        raise ValueError("members are not finite")
    result = transform(E, y, r, stride) if method == "transform" else stochastic(E, y, r, stride, random)
    mean = result.mean(0)
    times.append(time.perf_counter() - begun)
result.tofile(sys.argv[7])
print(1000 * np.median(times))
