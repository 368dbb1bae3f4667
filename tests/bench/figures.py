"""Sums over measured times."""

import math
import statistics


def percentile(values, share):
    """Return the smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def summary(values):
    """Return median, 99th percentile and number of ``values``; what never came is infinitely late."""
    return {"p50": percentile(values, 0.5), "p99": percentile(values, 0.99), "count": len(values)}


def middle(rounds, name):
    """Return the median over rounds of one of their figures."""
    return statistics.median(figures[name] for figures in rounds)


def exponent(sizes, costs):
    """Return the power of size with which cost grows: the slope of least squares through both logarithms.

    1 is linear, 2 quadratic.
    """
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in costs]).slope
