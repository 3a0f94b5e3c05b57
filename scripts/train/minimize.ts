/** How many of the last steps are remembered. */
const memory = 8;

/** A function to minimize: returns its value at `point` and writes its gradient into `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/**
 * Minimizes a smooth convex function by limited-memory BFGS with backtracking, from `start`. `curvature` is a
 * guess at the diagonal of the second derivative: the better it is, the fewer steps. Deterministic. Returns the last point; stops after `iterations` or when the relative decrease is below 1e-6.
 */
export function minimize(
  objective: Objective,
  options: { start: Float64Array; iterations: number; curvature: Float64Array },
): Float64Array {
  const point = options.start.slice();
  let gradient = new Float64Array(point.length);
  let value = objective(point, gradient);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    const direction = directionOf({ gradient, steps, changes, curvature: options.curvature });
    const slope = dot(direction, gradient);
    const next = new Float64Array(point.length);
    const nextGradient = new Float64Array(point.length);
    let rate = 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 25; attempt += 1) {
      for (let index = 0; index < next.length; index += 1) {
        next[index] = (point[index] ?? 0) + rate * (direction[index] ?? 0);
      }
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * rate * slope) {
        break;
      }
      rate *= 0.5;
    }
    if (!(nextValue < value)) {
      break;
    }
    remember(steps, differenceOf(next, point));
    remember(changes, differenceOf(nextGradient, gradient));
    const decrease = (value - nextValue) / Math.max(Math.abs(value), 1e-12);
    point.set(next);
    gradient = nextGradient;
    value = nextValue;
    if (decrease < 1e-6) {
      break;
    }
  }
  return point;
}

/** The two-loop recursion: minus the approximate inverse curvature times the gradient. */
function directionOf(options: {
  gradient: Float64Array;
  steps: readonly Float64Array[];
  changes: readonly Float64Array[];
  curvature: Float64Array;
}): Float64Array {
  const { gradient, steps, changes, curvature } = options;
  const direction = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index] ?? direction;
    const change = changes[index] ?? direction;
    const alpha = dot(step, direction) / dot(step, change);
    alphas[index] = alpha;
    addScaled({ target: direction, source: change, scale: -alpha });
  }
  const scale = scaleOf({ step: steps.at(-1), change: changes.at(-1), curvature });
  for (let index = 0; index < direction.length; index += 1) {
    direction[index] = ((direction[index] ?? 0) * scale) / (curvature[index] ?? 1);
  }
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] ?? direction;
    const change = changes[index] ?? direction;
    const beta = dot(change, direction) / dot(step, change);
    addScaled({ target: direction, source: step, scale: (alphas[index] ?? 0) - beta });
  }
  return direction;
}

function scaleOf(options: {
  readonly step: Float64Array | undefined;
  readonly change: Float64Array | undefined;
  readonly curvature: Float64Array;
}): number {
  const { step, change, curvature } = options;
  if (step === undefined || change === undefined) {
    return 1;
  }
  let square = 0;
  for (let index = 0; index < change.length; index += 1) {
    square += (change[index] ?? 0) ** 2 / (curvature[index] ?? 1);
  }
  return dot(step, change) / square;
}

function differenceOf(later: Float64Array, earlier: Float64Array): Float64Array {
  return later.map((value, index) => value - (earlier[index] ?? 0));
}

function remember(list: Float64Array[], entry: Float64Array): void {
  list.push(entry);
  if (list.length > memory) {
    list.shift();
  }
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) {
    sum += (left[index] ?? 0) * (right[index] ?? 0);
  }
  return sum;
}

function addScaled(options: { target: Float64Array; source: Float64Array; scale: number }): void {
  const { target, source, scale } = options;
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) + scale * (source[index] ?? 0);
  }
}
