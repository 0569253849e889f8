import type { StateSpaceModel } from '@twinward/estimate';

/** The equations of Lorenz 1963 (J. Atmos. Sci. 20:130-141) by the classical Runge-Kutta method with a fixed step. */
export function lorenz63(sigma: number, rho: number, beta: number, dt: number): StateSpaceModel {
  return {
    size: 3,
    advance(values, members, from, to) {
      const steps = Math.round((to - from) / dt);
      const half = dt / 2;
      const sixth = dt / 6;
      for (let m = 0; m < 3 * members; m += 3) {
        let x = values[m]!;
        let y = values[m + 1]!;
        let z = values[m + 2]!;
        for (let step = 0; step < steps; step++) {
          const ax = sigma * (y - x);
          const ay = x * (rho - z) - y;
          const az = x * y - beta * z;
          const x1 = x + half * ax;
          const y1 = y + half * ay;
          const z1 = z + half * az;
          const bx = sigma * (y1 - x1);
          const by = x1 * (rho - z1) - y1;
          const bz = x1 * y1 - beta * z1;
          const x2 = x + half * bx;
          const y2 = y + half * by;
          const z2 = z + half * bz;
          const cx = sigma * (y2 - x2);
          const cy = x2 * (rho - z2) - y2;
          const cz = x2 * y2 - beta * z2;
          const x3 = x + dt * cx;
          const y3 = y + dt * cy;
          const z3 = z + dt * cz;
          x += sixth * (ax + 2 * (bx + cx) + sigma * (y3 - x3));
          y += sixth * (ay + 2 * (by + cy) + x3 * (rho - z3) - y3);
          z += sixth * (az + 2 * (bz + cz) + x3 * y3 - beta * z3);
        }
        values[m] = x;
        values[m + 1] = y;
        values[m + 2] = z;
      }
    },
  };
}
