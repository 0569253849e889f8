import type { StateSpaceModel } from '@twinward/estimate';

/** The ring of Lorenz 1996 ("Predictability: a problem partly solved"), by the classical Runge-Kutta method with a fixed step. */
export function lorenz96(size: number, forcing: number, dt: number): StateSpaceModel {
  const [stage, slope, sum] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  return {
    size,
    advance(values, members, from, to) {
      const steps = Math.round((to - from) / dt);
      for (let m = 0; m < members; m++) {
        const at = m * size;
        for (let step = 0; step < steps; step++) {
          derivative(values, at, size, forcing, sum);
          for (let i = 0; i < size; i++) stage[i] = values[at + i]! + 0.5 * dt * sum[i]!;
          derivative(stage, 0, size, forcing, slope);
          for (let i = 0; i < size; i++) {
            const k = slope[i]!;
            sum[i] = sum[i]! + 2 * k;
            stage[i] = values[at + i]! + 0.5 * dt * k;
          }
          derivative(stage, 0, size, forcing, slope);
          for (let i = 0; i < size; i++) {
            const k = slope[i]!;
            sum[i] = sum[i]! + 2 * k;
            stage[i] = values[at + i]! + dt * k;
          }
          derivative(stage, 0, size, forcing, slope);
          for (let i = 0; i < size; i++) {
            values[at + i] = values[at + i]! + (dt / 6) * (sum[i]! + slope[i]!);
          }
        }
      }
    },
  };
}

/** dx_i/dt = (x_(i+1) - x_(i-2)) x_(i-1) - x_i + F of the state at `at`. */
function derivative(x: Float64Array, at: number, size: number, forcing: number, out: Float64Array): void {
  let two = x[at + size - 2]!;
  let one = x[at + size - 1]!;
  let own = x[at]!;
  for (let i = 0; i < size - 1; i++) {
    const next = x[at + i + 1]!;
    out[i] = (next - two) * one - own + forcing;
    two = one;
    one = own;
    own = next;
  }
  out[size - 1] = (x[at]! - two) * one - own + forcing;
}
